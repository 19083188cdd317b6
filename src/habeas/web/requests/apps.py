from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "habeas.web.requests"
    label = "requests"
