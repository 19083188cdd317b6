"""How many queries the pages of the console cost: the same for one request and for many."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from web.conftest import NOW, Ask, Insurer, approve, typed

from habeas.web.requests.models import Door, Right
from habeas.web.requests.services import intake

pytestmark = pytest.mark.django_db


def receive(project: Insurer, count: int) -> None:
    for _ in range(count):
        intake.receive(right=Right.DELETE, fields=typed(project.applicant), door=Door.WEB, actor="consumer", now=NOW)


@pytest.mark.parametrize("count", [1, 30, 60])
def test_the_queue(project: Insurer, staff: Client, django_assert_num_queries: Any, count: int) -> None:
    receive(project, count)
    with django_assert_num_queries(QUEUE):
        staff.get("/staff/")


def test_a_request(project: Insurer, ask: Ask, staff: Client, django_assert_num_queries: Any) -> None:
    asked = ask(project.policyholder, "delete")
    with django_assert_num_queries(DETAIL):
        staff.get(f"/staff/requests/{asked.reference}/")
    approve(staff, asked)
    staff.get("/staff/")  # shows the message that waits in the session
    with django_assert_num_queries(DETAIL - 1):  # nobody's deletion is held any more
        staff.get(f"/staff/requests/{asked.reference}/")


def test_the_page_of_a_private_link(project: Insurer, ask: Ask, client: Client, django_assert_num_queries: Any) -> None:
    asked = ask(project.applicant)
    with django_assert_num_queries(STATUS):
        client.get(asked.status)


QUEUE, DETAIL, STATUS = 8, 14, 4
