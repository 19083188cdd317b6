from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "habeas.web.notices"
    label = "notices"
