"""The register of kept rows: entered by an erasure, read by screening, emptied when the day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.conftest import Ask, Asked, Insurer, approve

from habeas.datamap.graph import TableRef
from habeas.engine.batch import Identifier
from habeas.law.california.clock import california_day
from habeas.stores.errors import StoreError
from habeas.web.holds import services as holds
from habeas.web.holds.models import Manner
from habeas.web.jobs import tasks
from habeas.web.jobs.worker import drain
from habeas.web.kept import erasing, register
from habeas.web.kept.models import Kept, KeptGroup
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH
from habeas.web.requests.services import key_check, purging
from habeas.web.sealing import SealingError

pytestmark = pytest.mark.django_db
APPLICATION = TableRef("core", "application")


def keep_applications(project: Insurer, rule: str = "for: 2 years, from: abandoned_at,") -> None:
    old = "    subject: {via: person_id}         # the foreign key is read from the database\n"
    project.edit("systems/core.yml", old, old + f'    keep: {{{rule} because: "1798.105(d)(8)"}}\n')


@pytest.fixture
def kept(project: Insurer, ask: Ask, staff: Client) -> Asked:
    """An erased person of whom one application had to stay."""
    keep_applications(project)
    project.change("core", "UPDATE application SET abandoned_at = '2026-11-01'")
    asked = ask(project.applicant, DELETE)
    approve(staff, asked)
    return asked


END = date(2028, 11, 1)


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)


def applications(project: Insurer, asked: Asked) -> int:
    keys = [key[0] for key in _entered(asked)]
    marks = ", ".join("?" * len(keys))
    return int(project.rows("core", f"SELECT count(*) FROM application WHERE id IN ({marks})", *keys)[0][0])


def _entered(asked: Asked) -> list[tuple[object, ...]]:
    groups = KeptGroup.objects.filter(entry__request=asked.stored, table="application").select_related("entry")
    return [key for one in register.read(groups) for key in one.keys]


def test_an_erasure_enters_what_it_keeps_with_its_end(kept: Asked) -> None:
    lines = register.lines()
    assert [(one.table, one.citation, one.ends_on) for one in lines if one.citation] == [
        ("application", "Civ. Code §1798.105(d)(8)", END)
    ]
    assert lines[0].rows == len(_entered(kept)) > 0
    assert register.keys_of(APPLICATION) == frozenset(_entered(kept))


def test_which_rows_they_are_is_sealed(kept: Asked) -> None:
    group = KeptGroup.objects.get(table="application")
    assert group.keys(group.entry.key)
    entry = Kept.objects.get()
    Kept.objects.update(wrapped_key=bytes(entry.wrapped_key)[:-1] + b"x")
    with pytest.raises(SealingError):
        register.keys_of(APPLICATION)


def test_somebody_of_whom_nothing_is_kept_is_not_in_it(project: Insurer, ask: Ask, staff: Client) -> None:
    approve(staff, ask(project.applicant, DELETE))
    assert not Kept.objects.exists() and register.lines() == []


@pytest.mark.parametrize(("day", "erased"), [(END - timedelta(days=1), False), (END, True)])
def test_kept_rows_go_on_their_day_and_not_before(project: Insurer, kept: Asked, day: date, erased: bool) -> None:
    keys = [key[0] for key in _entered(kept)]
    done = erasing.run(on(day))
    left = [row for row in project.rows("core", "SELECT id FROM application") if row[0] in keys]
    assert (done["rows erased"] > 0, not left) == (erased, erased)
    assert Kept.objects.exists() is not erased
    told = list(Entry.objects.filter(reference=kept.reference).order_by("index").values_list("action", flat=True))
    assert told[-2:] == ["kept rows due", "kept rows erased"] if erased else "kept rows due" not in told


def test_the_worker_does_it_and_a_purged_request_is_no_obstacle(
    project: Insurer, kept: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    purging.run(timezone.now() + timedelta(days=15))
    purging.run(timezone.now() + timedelta(days=1000))
    assert not kept.stored.is_readable
    project.change("core", "UPDATE application SET abandoned_at = '2001-11-01'")
    KeptGroup.objects.filter(table="application").update(ends_on="2003-11-01")
    tasks.erase_kept.enqueue()
    drain()
    assert not Kept.objects.exists()
    assert Entry.objects.filter(reference=kept.reference, action="kept rows erased").count() == 1


def test_a_date_that_was_put_right_meanwhile_moves_the_end(project: Insurer, kept: Asked) -> None:
    project.change("core", "UPDATE application SET abandoned_at = '2027-06-01'")
    assert erasing.run(on(END))["rows erased"] == 0
    assert {one.ends_on for one in register.lines() if one.citation} == {date(2029, 6, 1)}


def test_what_was_applied_for_later_is_not_reached(project: Insurer, kept: Asked) -> None:
    columns = "id, person_id, product, started_at, abandoned_at, answers_summary"
    project.change(
        "core",
        f"INSERT INTO application ({columns}) SELECT id + 100000, person_id, product, '2028-10-01', '2028-10-02', '' "
        "FROM application WHERE id = ?",
        _entered(kept)[0][0],
    )
    erasing.run(on(END))
    assert project.rows("core", "SELECT count(*) FROM application WHERE id > 100000") == [(1,)]
    assert not Kept.objects.exists()  # what stays, stays for the new application and under no exception


def test_a_hold_keeps_them_longer(project: Insurer, kept: Asked, analyst: object) -> None:
    now = on(END)
    person = Identifier("email", project.applicant["email"])
    holds.place(
        identifiers=[person],
        agency="DOJ",
        manner=Manner.WRITING,
        directed_on=california_day(now),
        person=analyst,  # type: ignore[arg-type]
        now=now,
    )
    assert erasing.run(now) == {"rows erased": 0, "entries waiting": 1, "entries failed": 0}
    assert applications(project, kept) and "waits" in Kept.objects.get().failure
    assert erasing.run(now + timedelta(days=400))["rows erased"] > 0


def test_an_open_request_to_know_is_answered_first(project: Insurer, kept: Asked, ask: Ask) -> None:
    ask(project.applicant, KNOW_BOTH)
    assert erasing.run(on(END))["entries waiting"] == 1
    assert applications(project, kept)


def test_rows_without_a_day_are_looked_at_again_after_some_weeks(project: Insurer, ask: Ask, staff: Client) -> None:
    keep_applications(project, "where: {product: life},")
    project.change("core", "UPDATE application SET product = 'life'")
    asked = ask(project.applicant, DELETE)
    approve(staff, asked)
    assert {one.ends_on for one in register.lines()} == {None}
    project.change("core", "UPDATE application SET product = 'auto'")
    now = timezone.now()
    assert erasing.run(now + erasing.LOOK_AGAIN - timedelta(days=1))["rows erased"] == 0
    assert erasing.run(now + erasing.LOOK_AGAIN)["rows erased"] > 0
    assert not Kept.objects.exists()


def test_what_another_worker_has_in_hand_is_left_to_it(kept: Asked) -> None:
    Kept.objects.update(claimed_at=on(END))
    assert erasing.run(on(END) + timedelta(hours=1))["rows erased"] == 0
    assert erasing.run(on(END) + timedelta(hours=3))["rows erased"] > 0


def test_a_system_that_is_down_is_noted_and_tried_again(
    project: Insurer, kept: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise StoreError("core does not answer")

    with monkeypatch.context() as broken:
        broken.setattr(erasing, "prepare_registered", down)
        assert erasing.run(on(END))["entries failed"] == 1
    assert Kept.objects.get().failure == "core does not answer"
    assert erasing.run(on(END))["rows erased"] > 0


def test_a_closed_window_is_waited_for(project: Insurer, kept: Asked) -> None:
    hour = timezone.now().hour
    window = f'limits: {{statement_timeout: 30s, window: "{(hour + 2) % 24:02}:00-{(hour + 3) % 24:02}:00 UTC"}}'
    project.edit("systems/core.yml", "limits: {statement_timeout: 30s}", window)
    assert erasing.run(on(END))["entries waiting"] == 1
    assert applications(project, kept) and Kept.objects.get().claimed_at is None


def test_a_table_that_left_the_data_map_stays_in_the_register(project: Insurer, kept: Asked) -> None:
    found = [replace(one, table=TableRef("core", "gone")) for one in register.read(register.of_table(APPLICATION))]
    register.enter({kept.stored.pk: found}, [kept.stored.pk], on(END))
    assert not any(erasing.run(on(END)).values())
    assert [one.table for one in register.lines() if one.citation] == ["gone"]


def test_the_master_key_can_be_rotated(kept: Asked) -> None:
    keys = register.keys_of(APPLICATION)
    before = bytes(Kept.objects.get().wrapped_key)
    key_check.rewrap(actor="test", now=timezone.now())
    assert bytes(Kept.objects.get().wrapped_key) != before and register.keys_of(APPLICATION) == keys


def test_staff_see_the_counts_and_what_waits(kept: Asked, staff: Client) -> None:
    Kept.objects.update(failure="core does not answer")
    page = staff.get("/staff/kept/").content.decode()
    assert "Nov 1, 2028" in page and "§1798.105(d)(8)" in page
    assert kept.reference in page and "core does not answer" in page
