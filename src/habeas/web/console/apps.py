from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "habeas.web.console"
    label = "console"
