from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "habeas.web.accounts"
    label = "accounts"
