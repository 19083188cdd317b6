"""What can go wrong with a store. Messages name systems, tables and columns, never values."""

from __future__ import annotations


class StoreError(Exception):
    """A system could not do what was asked. `permanent` says whether trying again is pointless."""

    permanent = False


class StoreUnreachable(StoreError):
    """The system does not answer."""


class StoreBusy(StoreUnreachable):
    """The system is at work for others: what was asked was rolled back, and may well work in a moment."""


class StoreLost(StoreUnreachable):
    """The connection went away during work. What was asked may have been done, if it was about to be committed."""


class StoreReadOnly(StoreError):
    """The system refuses to be changed."""

    permanent = True


class StoreRefused(StoreError):
    """The system refused a statement: a constraint, a right or a type stands against it."""

    permanent = True


class StoreChanged(StoreError):
    """Somebody else changed the system meanwhile."""
