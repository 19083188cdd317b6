"""The answer to a request to know: this person's, all of it, and nothing that must not leave."""

from __future__ import annotations

import json
import zipfile
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from web.conftest import Ask, Asked, Insurer, approve, newest_letter

from habeas.law.california.categories import Category
from habeas.law.california.know import CategoriesPart
from habeas.law.california.records import check_record
from habeas.web.portal.forms import KNOW_BOTH, KNOW_CATEGORIES, KNOW_SPECIFIC
from habeas.web.requests import categories, documents, queries
from habeas.web.requests.models import DocumentKind
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def contents(asked: Asked) -> dict[str, str]:
    """The package, opened: file -> text."""
    document = asked.stored.documents.get(kind=DocumentKind.PACKAGE)
    archive = zipfile.ZipFile(BytesIO(b"".join(documents.contents(document))))
    return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def data_file(asked: Asked) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        next(text for name, text in contents(asked).items() if name.endswith(".json"))
    )
    return found


def receipt(asked: Asked) -> dict[str, object]:
    document = asked.stored.documents.get(kind=DocumentKind.RECEIPT)
    body: dict[str, object] = json.loads(b"".join(documents.contents(document)))["body"]
    return body


@pytest.fixture
def answered(project: Insurer, ask: Ask, staff: Client) -> Asked:
    """The policyholder has asked for everything and has it."""
    asked = ask(project.policyholder)
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED, asked.stored.failure
    return asked


def person_of(project: Insurer, who: dict[str, str]) -> tuple[object, ...]:
    query = "SELECT id, ssn, driver_licence, address_id FROM person WHERE lower(email) = ?"
    return project.rows("core", query, who["email"])[0]


def test_two_people_with_different_data_get_different_answers_by_category(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """K-65: of one the business holds inferences, of the other none; the policy would say the same to both."""
    one, other = project.policyholder, project.applicant
    contact = "(SELECT id FROM contact WHERE lower(email) = ?)"
    project.change("crm", f"DELETE FROM lead WHERE contact_id = {contact}", other["email"])
    project.change("crm", "DELETE FROM newsletter WHERE lower(email) = ?", other["email"])
    project.change("core", "UPDATE person SET segment = NULL WHERE lower(email) = ?", other["email"])
    project.change("core", "UPDATE person SET segment = 'saver' WHERE lower(email) = ?", one["email"])
    found = []
    for who in (one, other):
        asked = ask(who, KNOW_CATEGORIES)
        approve(staff, asked)
        page = next(text for name, text in contents(asked).items() if name.endswith("index.html"))
        found.append(unescape(page))
    assert Category("K").wording in found[0] and "marketing segment" in found[0]
    assert Category("K").wording not in found[1] and "marketing segment" not in found[1]
    for text in found:
        assert Category("A").wording in text


def test_the_answer_by_category_has_the_six_parts_in_order(answered: Asked) -> None:
    page = next(text for name, text in contents(answered).items() if name.endswith(".html"))
    places = [page.index(part.heading) for part in CategoriesPart]
    assert len(places) == 6 and places == sorted(places)


@pytest.mark.parametrize(
    ("what", "has_parts", "has_rows"),
    [(KNOW_BOTH, True, True), (KNOW_CATEGORIES, True, False), (KNOW_SPECIFIC, False, True)],
)
def test_the_package_holds_what_was_asked_for(
    project: Insurer, ask: Ask, staff: Client, what: str, has_parts: bool, has_rows: bool
) -> None:
    asked = ask(project.applicant, what)
    approve(staff, asked)
    text = "".join(contents(asked).values())
    assert (CategoriesPart.SOLD_OR_SHARED.heading in text) is has_parts
    assert (project.applicant["street"] in text) is has_rows


def test_never_disclosed_values_appear_nowhere_and_their_kinds_are_named(project: Insurer, answered: Asked) -> None:
    """K-60: what is held is said, the value is not."""
    number, ssn, licence, _ = person_of(project, project.policyholder)
    accounts = project.rows(
        "core", "SELECT account_number, routing_number FROM bank_account WHERE person_id = ?", number
    )
    assert ssn and accounts
    text = "".join(contents(answered).values())
    digits = text.replace("-", "").replace(" ", "")
    for value in (ssn, licence, *(value for row in accounts for value in row)):
        assert value is None or (str(value) not in text and str(value).replace("-", "") not in digits)
    assert "Social Security number" in text
    assert "Social Security number" in str(receipt(answered)["never_disclosed"])


@pytest.mark.parametrize("spelling", ["{}", "{0:.3} {0:4.2} {0:7.4}", "no dashes"])
def test_a_number_that_is_not_given_out_does_not_leave_in_free_text_either(
    project: Insurer, ask: Ask, staff: Client, spelling: str
) -> None:
    """K-61."""
    ssn = str(person_of(project, project.policyholder)[1])
    a, b, c = ssn.split("-")
    written = {"{}": ssn, "no dashes": a + b + c}.get(spelling, f"{a} {b} {c}")
    project.change(
        "crm",
        "INSERT INTO call_note (contact_id, agent_name, body, called_at) "
        "SELECT id, 'An Agent', ?, '2026-05-05 10:00:00' FROM contact WHERE lower(email) = ?",
        f"Caller says her number is {written}, wants marker-word.",
        project.policyholder["email"],
    )
    asked = ask(project.policyholder)
    approve(staff, asked)
    if asked.stored.state == State.ANSWERED:  # the number is cut out, the rest of the note is delivered
        text = "".join(contents(asked).values())
        assert "marker-word" in text and written not in text
    else:  # or nothing leaves at all
        assert asked.stored.state == State.FAILED
        assert not asked.stored.documents.filter(kind=DocumentKind.PACKAGE).exists()


def test_insurance_rows_are_withheld_with_basis_and_pointer_and_the_rest_is_delivered(
    project: Insurer, answered: Asked
) -> None:
    """K-64."""
    numbers = project.rows(
        "core", "SELECT policy_number FROM policy WHERE person_id = ?", person_of(project, project.policyholder)[0]
    )
    text = "".join(contents(answered).values())
    assert numbers and all(number not in text for (number,) in numbers)
    assert project.policyholder["street"] in text
    withheld = receipt(answered)["withheld"]
    assert {"policy", "claim", "bank_account"} <= {row["table"] for row in withheld}  # type: ignore[attr-defined, index]
    for row in withheld:  # type: ignore[attr-defined]
        assert row["citation"] and row["reason"] and row["reason"] in text
        assert row["rows"] > 0
    assert any(row["pointer"] for row in withheld)  # type: ignore[attr-defined]


def test_other_people_are_redacted(project: Insurer, ask: Ask, staff: Client) -> None:
    project.change(
        "crm",
        "INSERT INTO call_note (contact_id, agent_name, body, called_at) "
        "SELECT id, 'Zebulon Quackenbush', 'marker-word', '2026-05-05 10:00:00' FROM contact WHERE lower(email) = ?",
        project.applicant["email"],
    )
    asked = ask(project.applicant)
    approve(staff, asked)
    text = "".join(contents(asked).values())
    assert "marker-word" in text and "Quackenbush" not in text


def test_nobody_elses_rows_are_in_the_package(project: Insurer, answered: Asked) -> None:
    text = "".join(contents(answered).values()).lower()
    others = project.rows(
        "core", "SELECT lower(email) FROM person WHERE lower(email) <> ?", project.policyholder["email"]
    )
    assert len(others) > 150
    assert not [email for (email,) in others if f'"{email}"' in text or f">{email}<" in text]


@pytest.mark.parametrize(("period", "old_row_leaves"), [("everything", True), ("year", False)])
def test_the_period_decides_what_is_delivered_and_is_said(
    project: Insurer, ask: Ask, staff: Client, period: str, old_row_leaves: bool
) -> None:
    project.change(
        "crm",
        "INSERT INTO quote (contact_id, product, quoted_premium, quoted_at, insured_item, ip) "
        "SELECT id, 'auto', 77, '2023-01-01 00:00:00', 'marker-old', NULL FROM contact WHERE lower(email) = ?",
        project.applicant["email"],
    )
    project.change(
        "crm",
        "INSERT INTO quote (contact_id, product, quoted_premium, quoted_at, insured_item, ip) "
        "SELECT id, 'auto', 77, '2026-11-01 00:00:00', 'marker-new', NULL FROM contact WHERE lower(email) = ?",
        project.applicant["email"],
    )
    asked = ask(project.applicant, period=period)
    approve(staff, asked)
    text = "".join(contents(asked).values())
    assert "marker-new" in text and ("marker-old" in text) is old_row_leaves
    assert str(receipt(asked)["window"]) in text
    assert bool(receipt(asked)["outside_window"]) is not old_row_leaves


def test_bought_and_inferred_data_are_delivered(project: Insurer, ask: Ask, staff: Client) -> None:
    """K-67."""
    project.change(
        "core", "UPDATE person SET segment = 'marker-segment' WHERE lower(email) = ?", project.applicant["email"]
    )
    asked = ask(project.applicant)
    approve(staff, asked)
    assert "marker-segment" in "".join(contents(asked).values())


def test_what_was_generated_for_security_is_not_among_the_specific_pieces(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """K-68."""
    project.edit("systems/core.yml", "segment:        {category: K,", "segment:        {security: true, category: K,")
    project.change(
        "core", "UPDATE person SET segment = 'marker-segment' WHERE lower(email) = ?", project.applicant["email"]
    )
    asked = ask(project.applicant)
    approve(staff, asked)
    assert "marker-segment" not in "".join(contents(asked).values())


def test_the_record_is_complete_after_the_answer(answered: Asked) -> None:
    stored = answered.stored
    assert stored.answer == "complied in part"
    assert check_record(queries.legal_record(stored), denied=True).value == ()


def test_the_receipt_holds_counts_and_no_values(project: Insurer, answered: Asked) -> None:
    text = json.dumps(receipt(answered))
    for name in ("family_name", "email", "birth_date", "street"):
        assert project.policyholder[name] not in text
    assert receipt(answered)["package_sha256"]


def test_the_letter_names_what_is_withheld_and_gives_no_data(project: Insurer, answered: Asked) -> None:
    letter = newest_letter("your information is ready")
    assert answered.reference in letter and "claim" not in letter  # the mail itself tells nothing (§7024(f))
    assert "Cal. Code Regs." in Client().get(answered.status).content.decode()
    for name in ("family_name", "street", "birth_date"):
        assert project.policyholder[name] not in letter


def test_a_request_to_know_changes_nothing(project: Insurer, ask: Ask, staff: Client) -> None:
    def state() -> list[bytes]:
        return [path.read_bytes() for path in sorted((project.folder / "data").rglob("*.parquet"))] + [
            repr(project.rows(system, f"SELECT * FROM {table}")).encode()
            for system, tables in (("core", ("person", "policy", "claim_note")), ("crm", ("contact", "lead")))
            for table in tables
        ]

    before = state()
    approve(staff, ask(project.applicant))
    assert state() == before


@pytest.mark.parametrize("lost", range(6))
def test_an_answer_by_category_that_lacks_a_part_does_not_leave(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    whole = categories._six_parts

    def fewer(plan: Any, project: Any) -> tuple[Any, ...]:
        parts = whole(plan, project)
        return parts[:lost] + parts[lost + 1 :]

    monkeypatch.setattr(categories, "_six_parts", fewer)
    asked = ask(project.applicant, KNOW_CATEGORIES)
    approve(staff, asked)
    assert asked.stored.state == State.FAILED and "§7024(k)" in asked.stored.failure
    assert not asked.stored.documents.exists()
