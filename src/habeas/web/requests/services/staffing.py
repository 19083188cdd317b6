"""Staff come and go; the ledger knows."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from habeas.web.accounts.permissions import Role, actor, add_staff, may_manage_staff, require
from habeas.web.ledger import record


def add(*, username: str, password: str, role: Role, person: User, now: datetime) -> User:
    """A new member of staff with one role. Raises PermissionDenied."""
    require(may_manage_staff(person))
    with transaction.atomic():
        user = add_staff(username, password, role)
        record.write(actor=actor(person), action="staff added", now=now, facts={"staff": user.pk, "role": str(role)})
    return user
