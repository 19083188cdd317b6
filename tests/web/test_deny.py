"""Denying: with a ground from the law or not at all."""

from __future__ import annotations

import pytest
from django.test import Client
from web.conftest import Ask, Asked, Insurer, approve, newest_letter, whole_database

from habeas.law.california.denial import Ground
from habeas.law.california.records import check_record
from habeas.law.california.rights import Right
from habeas.web.jobs.worker import drain
from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_CATEGORIES, KNOW_SPECIFIC
from habeas.web.requests import queries
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db
FACTS = "Forty requests in one week, all for the same data."
LAW = {DELETE: Right.DELETE, KNOW_CATEGORIES: Right.KNOW_CATEGORIES, KNOW_SPECIFIC: Right.KNOW_SPECIFIC}


def deny(staff: Client, asked: Asked, ground: str, rationale: str = FACTS, reviewed_by: str = "D. Ortega") -> int:
    data = {"ground": ground, "rationale": rationale, "reviewed_by": reviewed_by}
    return staff.post(f"/staff/requests/{asked.reference}/deny/", data).status_code


@pytest.mark.parametrize("what", LAW)
def test_every_ground_of_the_right_denies_with_its_reason_and_section_and_no_other_does(
    project: Insurer, ask: Ask, staff: Client, what: str
) -> None:
    stranger = {**project.applicant, "given_name": "Not", "family_name": "Known"}
    for ground in Ground:
        asked = ask(stranger, what)
        fits = LAW[what] in ground.text.rights and ground is not Ground.GENERAL_CARVE_OUT
        if fits and ground in (Ground.REPEATED_KNOW, Ground.LAW_ENFORCEMENT_HOLD):
            # A first request repeats none (§1798.130(b)), and no agency has directed anything (test_holds).
            assert deny(staff, asked, ground.value) == 409
            continue
        assert deny(staff, asked, ground.value) == (302 if fits else 422), ground
        stored = asked.stored
        assert stored.state == (State.DENIED if fits else State.VERIFYING)
        if fits:
            assert stored.basis_of_denial.startswith(f"{ground.value}: ") and "§" in stored.basis_of_denial
            assert check_record(queries.legal_record(stored), denied=True).value == ()
            drain()
            letter = newest_letter("we cannot do what you asked")
            assert ground.text.reason in letter and FACTS in letter and stored.reference in letter
            assert "24 months" in letter


@pytest.mark.parametrize(("rationale", "reviewed_by"), [("", "D. Ortega"), (FACTS, ""), ("  ", "  ")])
def test_a_ground_whose_burden_is_on_the_business_needs_facts_and_a_reviewer(
    project: Insurer, ask: Ask, staff: Client, rationale: str, reviewed_by: str
) -> None:
    asked = ask(project.applicant, DELETE)
    data = {"ground": Ground.UNFOUNDED_OR_EXCESSIVE.value, "rationale": rationale, "reviewed_by": reviewed_by}
    response = staff.post(f"/staff/requests/{asked.reference}/deny/", data)
    assert response.status_code == 409 and "1798.145(h)(3)" in response.content.decode()
    assert asked.stored.state == State.READY


def test_the_facts_and_the_reviewer_are_kept_sealed(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    deny(staff, asked, Ground.UNFOUNDED_OR_EXCESSIVE.value)
    assert asked.stored.denial == {"rationale": FACTS, "reviewed_by": "D. Ortega"}
    assert FACTS.encode() not in whole_database()


@pytest.mark.parametrize("ground", ["", "because", "sold"])
def test_a_ground_that_the_law_does_not_know_is_refused(project: Insurer, ask: Ask, staff: Client, ground: str) -> None:
    asked = ask(project.applicant)
    assert deny(staff, asked, ground) == 422
    assert asked.stored.state == State.READY


def test_what_was_typed_is_shown_again_when_the_law_refuses(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    data = {"ground": Ground.UNFOUNDED_OR_EXCESSIVE.value, "rationale": FACTS}
    page = staff.post(f"/staff/requests/{asked.reference}/deny/", data).content.decode()
    assert FACTS in page


def test_a_denied_request_stays_denied(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    digest = asked.stored.plan_digest
    assert deny(staff, asked, Ground.NOT_A_CONSUMER.value) == 302
    page = f"/staff/requests/{asked.reference}/"
    assert deny(staff, asked, Ground.NOT_A_CONSUMER.value) == 409
    assert staff.post(f"{page}approve/", {"digest": digest}).status_code == 409
    assert staff.post(f"{page}more/", {"message": "More"}).status_code == 409
    assert staff.post(f"{page}retry/").status_code == 409
    assert asked.stored.state == State.DENIED


def test_a_request_that_is_being_planned_while_staff_deny_it_stays_denied(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    """The worker holds an older copy of the request; storing its plan must not undo the denial."""
    from web.conftest import NOW

    from habeas.web.requests.services import planning
    from habeas.web.requests.states import IllegalMove

    asked = ask(project.applicant, DELETE, confirm=False)
    stale = asked.stored
    deny(staff, asked, Ground.NOT_A_CONSUMER.value)
    with pytest.raises(IllegalMove):
        planning.make_plan(request=stale, now=NOW)
    assert asked.stored.state == State.DENIED


@pytest.mark.parametrize(("sells", "is_offered"), [("true", True), ("false", False)])
def test_an_unverified_deletion_asks_about_opting_out_where_data_is_sold_or_shared(
    project: Insurer, ask: Ask, staff: Client, sells: str, is_offered: bool
) -> None:
    """K-45 and K-46."""
    project.edit("business.yml", "sells: false", f"sells: {sells}")
    asked = ask(project.applicant, DELETE, confirm=False)
    deny(staff, asked, Ground.NOT_VERIFIED.value, "", "")
    drain()
    letter = newest_letter("we cannot do what you asked")
    assert "could not verify" in letter
    assert ("not to sell or share" in letter) is is_offered


def test_an_unverified_request_for_categories_points_to_the_policy(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, KNOW_CATEGORIES, confirm=False)
    deny(staff, asked, Ground.NOT_VERIFIED.value, "", "")
    drain()
    assert "privacy policy: http://testserver" in newest_letter("we cannot do what you asked")


def test_the_consumer_sees_the_denial_behind_the_private_link(
    project: Insurer, ask: Ask, staff: Client, client: Client
) -> None:
    asked = ask(project.applicant)
    deny(staff, asked, Ground.NOT_A_CONSUMER.value)
    page = client.get(asked.status).content.decode()
    assert "1798.140(i)" in page


def test_the_ledger_holds_ground_and_sections(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant)
    deny(staff, asked, Ground.NOT_A_CONSUMER.value)
    facts = Entry.objects.get(action="denied").content["facts"]
    assert facts["ground"] == "not_a_consumer"
    assert facts["citations"] == [str(found) for found in Ground.NOT_A_CONSUMER.text.citations]
    assert "Civ. Code §1798.140(i)" in facts["citations"]


def test_what_is_verified_cannot_be_denied_as_not_verified(project: Insurer, ask: Ask, staff: Client) -> None:
    asked = ask(project.applicant, DELETE)
    assert deny(staff, asked, "not_verified") == 409
    assert asked.stored.state == State.READY


def test_a_third_request_to_know_within_a_year_may_be_declined(project: Insurer, ask: Ask, staff: Client) -> None:
    """K-31: two were answered."""
    for _ in range(2):
        approve(staff, ask(project.applicant, KNOW_CATEGORIES))
    third = ask(project.applicant, KNOW_CATEGORIES)
    assert deny(staff, third, "repeated_know") == 302
    assert third.stored.state == State.DENIED


def test_whoever_decides_cannot_be_the_reviewer_and_bare_words_are_no_facts(
    project: Insurer, ask: Ask, staff: Client
) -> None:
    asked = ask(project.applicant, DELETE)
    ground = Ground.UNFOUNDED_OR_EXCESSIVE.value
    assert deny(staff, asked, ground, reviewed_by="Analyst") == 409
    assert deny(staff, asked, ground, rationale="excessive") == 409
    assert asked.stored.state == State.READY
