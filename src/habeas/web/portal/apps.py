from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "habeas.web.portal"
    label = "portal"
