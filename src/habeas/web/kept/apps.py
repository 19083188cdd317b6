from django.apps import AppConfig


class KeptConfig(AppConfig):
    name = "habeas.web.kept"
    label = "kept"
