"""Who may do what. Views and services ask here and nowhere else."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, User
from django.core.exceptions import PermissionDenied

Person = AbstractBaseUser | AnonymousUser


class Role(StrEnum):
    """The four roles of staff."""

    analyst = "analyst"  # works on requests
    privacy_officer = "privacy officer"  # the same, and answers for the rules
    auditor = "auditor"  # reads everything, changes nothing
    administrator = "administrator"  # manages staff; sees no request


def roles(person: Person) -> frozenset[Role]:
    if not isinstance(person, User) or not person.is_active:
        return frozenset()
    names = set(person.groups.values_list("name", flat=True))
    return frozenset(role for role in Role if role.value in names)


def may_view_requests(person: Person) -> bool:
    return bool(roles(person) & {Role.analyst, Role.privacy_officer, Role.auditor})


def may_decide(person: Person) -> bool:
    return bool(roles(person) & {Role.analyst, Role.privacy_officer})


def may_view_claim(person: Person) -> bool:
    """What a consumer typed: for those who decide. An auditor sees the evidence, which holds no values."""
    return may_decide(person)


def may_view_ledger(person: Person) -> bool:
    return bool(roles(person) & {Role.privacy_officer, Role.auditor, Role.analyst})


def may_view_law(person: Person) -> bool:
    """What the law has to say about the settings and the notice: for all staff."""
    return bool(roles(person))


def may_manage_staff(person: Person) -> bool:
    return Role.administrator in roles(person)


def require(allowed: bool) -> None:
    """Raises PermissionDenied, which becomes a page that says so."""
    if not allowed:
        raise PermissionDenied("your role does not include this; ask an administrator")


def actor(person: Person) -> str:
    """How the ledger names a member of staff: by number, since the ledger holds no personal data."""
    return f"staff:{person.pk}"


def ensure_roles() -> None:
    for role in Role:
        Group.objects.get_or_create(name=role.value)


def add_staff(username: str, password: str, *given: Role) -> User:
    """A new member of staff with these roles; an existing one keeps the password."""
    ensure_roles()
    user, is_new = User.objects.get_or_create(username=username)
    if is_new:
        user.set_password(password)
        user.save()
    user.groups.set(Group.objects.filter(name__in=[role.value for role in given]))
    return user
