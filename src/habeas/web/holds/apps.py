from django.apps import AppConfig


class HoldsConfig(AppConfig):
    name = "habeas.web.holds"
    label = "holds"
