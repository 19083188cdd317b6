"""Deleting: as explained, proven, and nobody else touched."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from django.test import Client
from web.conftest import Ask, Asked, Insurer, approve, newest_letter

from habeas.engine.rules import Fate
from habeas.law.california.records import check_record
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE
from habeas.web.requests import documents, queries
from habeas.web.requests.models import DocumentKind, Request
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_web() -> bool:
    return True


TABLES = {
    "core": ("person", "address", "application", "policy", "claim", "claim_note", "bank_account", "payment"),
    "crm": ("contact", "device", "lead", "quote", "call_note", "newsletter"),
}


def receipt(asked: Asked) -> dict[str, object]:
    document = asked.stored.documents.get(kind=DocumentKind.RECEIPT)
    body: dict[str, object] = json.loads(b"".join(documents.contents(document)))["body"]
    return body


def everything(project: Insurer) -> dict[str, set[tuple[object, ...]]]:
    found = {
        f"{system}.{table}": set(project.rows(system, f"SELECT * FROM {table}"))
        for system, tables in TABLES.items()
        for table in tables
    }
    for name in ("sessions", "page_views"):
        rows = ds.dataset(project.folder / "data" / "web" / name).to_table().to_pylist()
        found[f"web.{name}"] = {tuple(row.values()) for row in rows}
    return found


def digests(project: Insurer) -> dict[Path, str]:
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (project.folder / "data").rglob("*.parquet")
    }


def erase(ask: Ask, staff: Client, who: dict[str, str]) -> Asked:
    asked = ask(who, DELETE)
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED, asked.stored.failure
    return asked


def test_what_was_explained_is_what_is_done_and_what_the_receipt_lists(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.policyholder, DELETE)
    plan = asked.stored.plan
    assert plan is not None
    explained: dict[str, int] = {}
    for outcome in plan.outcomes:
        if outcome.fate in (Fate.erase, Fate.mask):
            name = f"{outcome.table}:{outcome.fate}"
            explained[name] = explained.get(name, 0) + outcome.rows
    approve(staff, asked)
    words = {"erased": "erase", "masked": "mask"}
    done = {f"{row['system']}.{row['table']}:{words[row['outcome']]}": row["rows"] for row in receipt(asked)["done"]}  # type: ignore[attr-defined]
    assert {name: rows for name, rows in done.items() if rows} == explained
    kept = {(row["system"], row["table"], row["rows"]) for row in receipt(asked)["kept"]}  # type: ignore[attr-defined]
    assert kept == {
        (o.table.system, o.table.table, o.rows) for o in plan.outcomes if o.fate in (Fate.keep, Fate.shared)
    }


def test_an_applicant_leaves_nothing_behind(project: Insurer, ask: Ask, staff: Client) -> None:
    email = project.applicant["email"]
    asked = erase(ask, staff, project.applicant)
    assert asked.stored.answer == "complied in whole"
    assert not project.rows("core", "SELECT 1 FROM person WHERE lower(email) = ?", email)
    for system, tables in TABLES.items():
        for table in tables:
            assert email not in repr(project.rows(system, f"SELECT * FROM {table}")).lower(), table


def test_everybody_elses_rows_stay_as_they_were(project: Insurer, ask: Ask, staff: Client) -> None:
    before = everything(project)
    asked = erase(ask, staff, project.applicant)
    after = everything(project)
    done = {(row["system"], row["table"]): row["rows"] for row in receipt(asked)["done"]}  # type: ignore[attr-defined]
    for name, rows in before.items():
        system, _, table = name.partition(".")
        changed = len(rows - after[name])
        counted = done.get((system, {"sessions": "session", "page_views": "page_view"}.get(table, table)), 0)
        assert changed == counted, name
    assert sum(len(rows - after[name]) for name, rows in before.items()) > 3


def test_files_without_the_persons_rows_keep_their_bytes(project: Insurer, ask: Ask, staff: Client) -> None:
    (contact,) = project.rows("crm", "SELECT id FROM contact WHERE lower(email) = ?", project.applicant["email"])[0]
    devices = [row[0] for row in project.rows("crm", "SELECT device_id FROM device WHERE contact_id = ?", contact)]
    theirs = set()
    for path in (project.folder / "data" / "web" / "sessions").glob("*.parquet"):
        if set(ds.dataset(path).to_table(columns=["device_id"]).column(0).to_pylist()) & set(devices):
            theirs.add(path.name)
    before = digests(project)
    erase(ask, staff, project.applicant)
    after = digests(project)
    changed = {path.name for path, digest in before.items() if path.parent.name == "sessions" and after[path] != digest}
    assert theirs and changed == theirs


def test_a_policyholder_keeps_what_insurance_law_governs_and_is_told_why(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    before = everything(project)
    asked = erase(ask, staff, project.policyholder)
    after = everything(project)
    for name in ("core.policy", "core.claim", "core.payment", "core.bank_account", "core.person"):
        assert after[name] == before[name], name
    stored = asked.stored
    assert stored.answer == "complied in part"
    assert check_record(queries.legal_record(stored), denied=True).value == ()
    letter = newest_letter("we have deleted")
    assert "24 months" in letter and "policy" not in letter  # the mail itself tells nothing (§7024(f))
    assert "1798.105(d)(1)" in Client().get(asked.status).content.decode()


def test_asking_again_finds_nothing(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = erase(ask, staff, project.applicant)
    page = staff.post(f"/staff/requests/{asked.reference}/check/", follow=True).content.decode()
    assert "Nothing found to erase" in page
    assert Entry.objects.get(action="checked again").content["facts"] == {"to_erase": 0, "kept": 0}
    again = ask(project.applicant, DELETE)
    assert again.stored.state == State.VERIFYING and again.stored.identifiers == ()


def test_a_person_who_was_loaded_again_is_found_under_another_key(project: Insurer, ask: Ask, staff: Client) -> None:
    names = "email, mobile, first_name, last_name, birth_date, address_id, created_at"
    row = project.rows("core", f"SELECT {names} FROM person WHERE lower(email) = ?", project.applicant["email"])[0]
    asked = erase(ask, staff, project.applicant)
    project.change("core", f"INSERT INTO person (id, {names}) VALUES (99999, ?, ?, ?, ?, ?, NULL, ?)", *row[:5], row[6])
    page = staff.post(f"/staff/requests/{asked.reference}/check/", follow=True).content.decode()
    assert "hold 1 rows again" in page
    assert project.rows("core", "SELECT 1 FROM person WHERE id = 99999")  # asking changes nothing


def test_a_part_kept_for_a_reason_without_a_section_still_has_its_basis_on_record(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """An address that a flatmate shares stays; the record of a denial in part is never without its basis."""
    (address,) = project.rows(
        "core", "SELECT address_id FROM person WHERE lower(email) = ?", project.applicant["email"]
    )[0]
    project.change(
        "core",
        "UPDATE person SET address_id = ? WHERE id = (SELECT max(id) FROM person WHERE lower(email) <> ?)",
        address,
        project.applicant["email"],
    )
    asked = erase(ask, staff, project.applicant)
    stored = asked.stored
    assert stored.answer == "complied in part"
    assert "somebody else too" in stored.basis_of_denial
    assert project.rows("core", "SELECT 1 FROM address WHERE id = ?", address)


def test_the_record_survives_the_deletion(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = erase(ask, staff, project.applicant)
    assert Request.objects.get(reference=asked.reference).claim["fields"]["email"] == project.applicant["email"]


def test_the_receipt_names_tables_and_counts_and_no_person(project: Insurer, ask: Ask, staff: Client) -> None:
    text = json.dumps(receipt(erase(ask, staff, project.applicant)))
    for name in ("given_name", "family_name", "email", "birth_date", "street"):
        assert project.applicant[name] not in text
