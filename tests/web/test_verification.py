"""Who is asking? The degrees of §7062, on the insurer's data."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client
from web.conftest import Ask, Insurer, approve, form, newest_letter, whole_database

from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH, KNOW_CATEGORIES, KNOW_SPECIFIC
from habeas.web.requests.models import Evidence, EvidenceKind, Request
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db


def match(stored: Request) -> dict[str, object]:
    return next(found.facts for found in stored.evidence.filter(kind=EvidenceKind.MATCH))


@pytest.mark.parametrize(
    ("what", "wrong", "signed", "state"),
    [
        # name, birthday and e-mail agree: three points
        (KNOW_SPECIFIC, ("phone", "street"), True, State.READY),
        (KNOW_SPECIFIC, ("phone", "street"), False, State.VERIFYING),  # K-41: no declaration
        (DELETE, ("phone", "street"), True, State.READY),  # contact information is in reach: high
        (DELETE, ("phone", "street"), False, State.VERIFYING),
        # name and birthday agree with core, and the address: two and an independent one
        (KNOW_CATEGORIES, ("phone", "street"), False, State.READY),
        # name and birthday alone, and all else differs: it may be a namesake
        (KNOW_CATEGORIES, ("phone", "street", "email"), False, State.VERIFYING),
        (KNOW_SPECIFIC, ("phone", "street", "email"), True, State.VERIFYING),
    ],
)
def test_each_right_asks_for_its_degree(
    project: Insurer, ask: Ask, what: str, wrong: tuple[str, ...], signed: bool, state: State
) -> None:
    other = {"phone": "(213) 555-0199", "street": "1 Nowhere", "email": "other@example.com"}
    changes = {name: other[name] for name in wrong}
    asked = ask(project.applicant, what, **changes, **({} if signed else {"signed_by": ""}))
    assert asked.stored.state == state


@pytest.mark.parametrize(("what", "state"), [(KNOW_CATEGORIES, State.READY), (KNOW_SPECIFIC, State.VERIFYING)])
def test_two_points_reach_categories_and_not_specific_pieces(
    project: Insurer, ask: Ask, what: str, state: State
) -> None:
    project.edit("business.yml", "ask: [name, birth_date, email, phone, address]", "ask: [name, email, phone]")
    asked = ask(project.applicant, what, phone="(213) 555-0199")
    assert match(asked.stored)["points"] == ["name", "e-mail"]
    assert asked.stored.state == state


def test_the_declaration_that_was_missing_makes_it_ready(project: Insurer, ask: Ask, client: Client) -> None:
    asked = ask(project.applicant, KNOW_SPECIFIC, signed_by="")
    assert asked.stored.state == State.VERIFYING
    client.post(f"{asked.status}declaration/", {"signed_by": "Ashley Campbell"})
    drain()
    assert asked.stored.state == State.READY
    assert asked.stored.evidence.filter(kind=EvidenceKind.DECLARATION).exists()  # K-42: kept with the request


def test_specific_pieces_that_cannot_be_verified_are_denied_and_answered_as_categories(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """K-43."""
    project.edit("business.yml", "ask: [name, birth_date, email, phone, address]", "ask: [name, email]")
    asked = ask(project.applicant, KNOW_SPECIFIC)
    assert asked.stored.state == State.VERIFYING
    page = f"/staff/requests/{asked.reference}/"
    assert staff.post(f"{page}deny/", {"ground": "not_verified"}).status_code == 302
    drain()
    denial = newest_letter("we cannot do what you asked")
    assert "could not verify" in denial and "categories" in denial and "7024(a)" in denial
    assert asked.stored.state == State.READY and asked.stored.answered_at is None
    approve(staff, asked)
    stored = asked.stored
    assert (stored.state, stored.answer) == (State.ANSWERED, "complied in part")
    assert stored.basis_of_denial.startswith("not_verified: ") and "7062(f)" in stored.basis_of_denial
    assert stored.title == "Request to know (specific pieces)"  # the nature of the request stays on record


def test_what_reaches_no_degree_is_denied_for_categories_too(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask({**project.applicant, "family_name": "Somebody", "given_name": "Else"}, KNOW_SPECIFIC)
    staff.post(f"/staff/requests/{asked.reference}/deny/", {"ground": "not_verified"})
    drain()
    assert asked.stored.state == State.DENIED
    assert "7062(f)" in asked.stored.basis_of_denial and "7024(b)" in asked.stored.basis_of_denial
    letter = newest_letter("we cannot do what you asked")
    assert "privacy policy" in letter and "look at your request again" not in letter


def test_without_the_confirmed_address_the_lesser_degree_is_not_reached_either(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.applicant, KNOW_SPECIFIC, confirm=False, signed_by="")
    staff.post(f"/staff/requests/{asked.reference}/deny/", {"ground": "not_verified"})
    assert asked.stored.state == State.DENIED


def test_two_people_who_fit_equally_well_are_both_left_alone(project: Insurer, ask: Ask) -> None:
    names = "email, mobile, first_name, last_name, birth_date, address_id, created_at"
    project.change(
        "core",
        f"INSERT INTO person ({names}) SELECT {names} FROM person WHERE lower(email) = ?",
        project.applicant["email"],
    )
    asked = ask(project.applicant)
    assert match(asked.stored)["ambiguous"] is True
    assert asked.stored.state == State.VERIFYING and asked.stored.identifiers == ()


def test_a_family_telephone_and_mailbox_give_nobody_elses_record_away(project: Insurer, ask: Ask) -> None:
    """The spouse's record has the claimant's number, address and even mailbox; the name and the birthday differ."""
    names = "mobile, last_name, address_id, created_at"
    project.change(
        "core",
        f"INSERT INTO person ({names}, first_name, birth_date, email) "
        f"SELECT {names}, 'Benedikt', '1977-07-07', email FROM person WHERE lower(email) = ?",
        project.applicant["email"],
    )
    asked = ask(project.applicant)
    (spouse,) = project.rows("core", "SELECT id FROM person WHERE first_name = 'Benedikt'")
    assert ("core.person", str(spouse[0])) not in {(one.kind, one.value) for one in asked.stored.identifiers}
    assert asked.stored.state == State.READY


@pytest.mark.parametrize("change", [{"given_name": "Benedikt"}, {"birth_date": "1977-07-07"}])
def test_a_claimant_with_another_name_or_birthday_is_not_the_person(
    project: Insurer, ask: Ask, change: dict[str, str]
) -> None:
    asked = ask(project.policyholder, KNOW_CATEGORIES, **change)
    systems = {one["system"] for one in match(asked.stored)["records"]}  # type: ignore[attr-defined]
    assert "core" not in systems
    assert not any(one.kind == "core.person" for one in asked.stored.identifiers)


def test_evidence_names_systems_kinds_and_the_method_and_never_a_value(project: Insurer, ask: Ask) -> None:
    asked = ask(project.policyholder)
    kept = json.dumps([found.facts for found in Evidence.objects.exclude(kind=EvidenceKind.DECLARATION)])
    assert {"system", "table", "agreed", "contradicted"} == set(match(asked.stored)["records"][0])  # type: ignore[index]
    assert match(asked.stored)["method"]
    ledger = "".join(Entry.objects.values_list("text", flat=True))
    stored = whole_database().decode("latin-1")
    for name in ("given_name", "family_name", "email", "birth_date", "phone", "street"):
        for place in (kept, ledger, stored):
            assert project.policyholder[name] not in place, name


def test_where_no_address_is_asked_the_degree_alone_decides(project: Insurer, ask: Ask, staff: Client) -> None:
    project.edit("business.yml", "ask: [name, birth_date, email, phone, address]", "ask: [name, birth_date, phone]")
    asked = ask(project.applicant, confirm=False)
    assert asked.stored.state == State.READY
    approve(staff, asked)
    assert asked.stored.state == State.ANSWERED
    response = Client().post(f"{asked.status}code/")
    assert response.status_code == 422 and b"privacy@example.com" in response.content


def test_where_an_address_was_typed_it_must_be_confirmed_whatever_else_agrees(project: Insurer, ask: Ask) -> None:
    assert ask(project.applicant, confirm=False).stored.state == State.VERIFYING


def test_deleting_what_is_harmless_takes_two_points_and_no_declaration(project: Insurer, ask: Ask) -> None:
    """E-23: a business that holds nothing sensitive, and no contact information."""
    for name in ("core", "crm"):
        (project.folder / "systems" / f"{name}.yml").unlink()
    project.change("web_visits", "CREATE TABLE visitor (given VARCHAR(40), family VARCHAR(40), born DATE, page TEXT)")
    person = project.applicant
    row = (person["given_name"], person["family_name"], person["birth_date"], "/autumn")
    project.change("web_visits", "INSERT INTO visitor VALUES (?, ?, ?, ?)", *row)
    (project.folder / "systems" / "visits.yml").write_text(
        "system: visits\ntitle: Visits\nurl: sqlite:data/web_visits.sqlite3\ntables:\n  visitor:\n    subject: self\n"
        "    columns:\n      given: {category: A, identifies: given_name}\n"
        "      family: {category: A, identifies: family_name}\n      born: {category: C, identifies: birth_date}\n"
        "      page: {category: F}\n    sources: [consumer]\n    purposes: [marketing]\n    erase: row\n",
        encoding="utf-8",
    )
    from habeas.web.project import forget
    from habeas.web.requests.services import evidence

    forget()
    asked = ask(person, DELETE, signed_by="")
    needed = evidence.assessment(asked.stored).value.requirement
    assert (needed.data_points, needed.declaration) == (2, False)


def test_a_system_that_is_down_is_shown_to_staff_and_compared_later(project: Insurer, ask: Ask, staff: Client) -> None:
    core = project.folder / "data" / "core.sqlite3"
    core.rename(core.with_suffix(".away"))
    asked = ask(project.applicant, confirm=False)
    assert asked.stored.state == State.VERIFYING and asked.stored.failure
    page = f"/staff/requests/{asked.reference}/"
    assert asked.stored.failure in unescape(staff.get(page).content.decode())
    core.with_suffix(".away").rename(core)
    assert staff.post(f"{page}retry/").status_code == 302
    drain()
    assert asked.stored.failure == "" and match(asked.stored)["records"]


def test_an_unforeseen_error_while_comparing_is_shown_and_not_lost(
    project: Insurer, ask: Ask, staff: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from habeas.web.requests.services import evidence

    with monkeypatch.context() as patch:
        patch.setattr(evidence, "candidates", lambda *_: 1 / 0)
        asked = ask(project.applicant, confirm=False)
    assert "ZeroDivisionError" in asked.stored.failure
    staff.post(f"/staff/requests/{asked.reference}/retry/")
    drain()
    assert asked.stored.failure == "" and match(asked.stored)["records"]


def test_a_form_that_names_nobody_on_file_takes_nothing(project: Insurer, client: Client) -> None:
    stranger = {**project.applicant, "given_name": "No", "family_name": "Body", "email": "no@example.com"}
    client.post("/request/", form(stranger, KNOW_BOTH, phone="(213) 555-0198", street="1 Nowhere"))
    drain()
    assert match(Request.objects.get())["records"] == []
