from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "habeas.web.jobs"
    label = "jobs"
