from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "habeas.web.ledger"
    label = "ledger"
