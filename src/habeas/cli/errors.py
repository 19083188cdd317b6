"""Which errors are the user's to mend: shown as one line."""

from __future__ import annotations


class CommandFailed(Exception):
    """The command could not do what was asked; the message says why and what to do."""


def expected_errors() -> tuple[type[Exception], ...]:
    """Our own errors. Imported late, so that `habeas --help` starts fast."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    from habeas.datamap.problems import DataMapError
    from habeas.delivery.errors import DeliveryError
    from habeas.engine.errors import EngineError
    from habeas.law.errors import LawError
    from habeas.proofs.errors import ProofError
    from habeas.stores.errors import StoreError
    from habeas.web.requests.states import IllegalMove
    from habeas.web.sealing import SealingError

    return (
        CommandFailed, DataMapError, DeliveryError, EngineError, LawError, ProofError, StoreError, SealingError,
        IllegalMove, ImproperlyConfigured, OperationalError,
    )  # fmt: skip
