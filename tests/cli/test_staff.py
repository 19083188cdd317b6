"""`habeas staff add`."""

from __future__ import annotations

import pytest
from cli.conftest import Habeas
from django.contrib.auth.models import User
from web.conftest import PASSWORD

from habeas.web.accounts.permissions import Role, roles
from habeas.web.ledger.models import Entry


@pytest.mark.parametrize("role", Role)
def test_a_member_of_staff_is_added_with_a_role(inside: Habeas, role: Role) -> None:
    assert inside("staff", "add", "anna", "--role", role.value, "--password", PASSWORD).code == 0
    user = User.objects.get(username="anna")
    assert roles(user) == {role} and user.check_password(PASSWORD)
    assert Entry.objects.get(action="staff added").content["facts"] == {"staff": user.pk, "role": role.value}


def test_a_lost_password_is_replaced(inside: Habeas) -> None:
    inside("staff", "add", "anna", "--password", PASSWORD)
    inside("staff", "add", "anna", "--password", "another good one")
    assert User.objects.get(username="anna").check_password("another good one")


@pytest.mark.parametrize(("role", "password"), [("king", PASSWORD), ("analyst", "pw-7"), ("analyst", "password1234")])
def test_what_cannot_be_is_one_line(inside: Habeas, role: str, password: str) -> None:
    ended = inside("staff", "add", "anna", "--role", role, "--password", password)
    assert ended.is_one_clear_line and password not in ended.err
    assert not User.objects.exists()
