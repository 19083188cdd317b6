"""The journal of a run: written for a whole set at once, sealed, and read again as it was."""

from __future__ import annotations

from typing import Any

import pytest
from web.conftest import NOW, Insurer, typed

from habeas.web.requests.journal import RequestJournal
from habeas.web.requests.models import Door, JournalRecord, Request, Right
from habeas.web.requests.services import intake

pytestmark = pytest.mark.django_db
KEYS: dict[str, object] = {"core.person#0": [[7]], "=planned": {"core": {"core.person:erase": 1}}}


def journal_of(project: Insurer, count: int) -> tuple[RequestJournal, list[int]]:
    fields = typed(project.applicant)
    made = [
        intake.receive(right=Right.DELETE, fields=fields, door=Door.COMMAND_LINE, actor="x", now=NOW).request
        for _ in range(count)
    ]
    return RequestJournal({request.pk: request for request in made}, NOW), [request.pk for request in made]


@pytest.mark.parametrize("count", [1, 60])
def test_a_set_costs_as_many_queries_as_one(project: Insurer, django_assert_num_queries: Any, count: int) -> None:
    journal, numbers = journal_of(project, count)
    with django_assert_num_queries(BEGIN):
        journal.begin(dict.fromkeys(numbers, KEYS))
    with django_assert_num_queries(DONE):
        journal.done("core", {number: {"core.person:erase": 1} for number in numbers})
    with django_assert_num_queries(READ):
        assert journal.begun(numbers) == dict.fromkeys(numbers, KEYS)
        assert set(journal.finished(numbers)) == set(numbers)


def test_the_keys_are_sealed_and_a_second_note_of_a_system_replaces_the_first(project: Insurer) -> None:
    journal, (number,) = journal_of(project, 1)
    journal.begin({number: KEYS})
    assert b"core.person" not in bytes(JournalRecord.objects.get().sealed_keys)
    journal.done("core", {number: {"core.person:erase": 1}})
    journal.done("core", {number: {"core.person:erase": 2}})
    assert journal.finished([number]) == {number: {"core": {"core.person:erase": 2}}}


def test_who_has_not_begun_is_not_in_it(project: Insurer) -> None:
    journal, (first, second) = journal_of(project, 2)
    journal.begin({first: KEYS})
    assert set(journal.begun([first, second])) == {first}
    assert journal.finished([first, second]) == {} and Request.objects.count() == 2


BEGIN, DONE, READ = 1, 2, 2
