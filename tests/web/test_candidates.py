"""Everybody of the insurer claims to be who they are; namesakes, families and flatmates among them."""

from __future__ import annotations

from collections import Counter

import pytest
from web.conftest import Insurer

from habeas.matching.claim import Claim
from habeas.matching.compare import Result, decide
from habeas.matching.records import candidates
from habeas.web.project import systems

PEOPLE = """
SELECT p.id, first_name, last_name, birth_date, email, mobile, street, postal_code
FROM person p JOIN address a ON a.id = p.address_id
"""
FIELDS = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code")


def claim_of(row: tuple[object, ...], **changes: str) -> Claim:
    fields = {name: str(value or "") for name, value in zip(FIELDS, row[1:], strict=True)}
    return Claim.from_fields(fields | changes)


def look_up(claim: Claim, needed: int) -> Result:
    found = systems()
    return decide(claim, [record for _, record in candidates({0: claim}, found.graph, found.stores)], needed)


def core_ids(result: Result) -> list[str]:
    return [found.handle.value for found in result.records if found.handle.kind == "core.person"]


@pytest.mark.parametrize("needed", [2, 3])
def test_each_finds_the_own_record_and_nobody_elses(project: Insurer, needed: int) -> None:
    people = project.rows("core", PEOPLE)
    shared = Counter(row[5] for row in people if row[5])
    assert max(shared.values()) > 1, "some family has one telephone number"
    # Everybody who shares something, and every seventh of the others.
    chosen = [row for number, row in enumerate(people) if shared[row[5]] > 1 or number % 7 == 0]
    assert len(chosen) > 25
    for row in chosen:
        assert core_ids(look_up(claim_of(row), needed)) == [str(row[0])], row[0]


def test_a_claim_in_capitals_without_accents_and_with_another_spelling_of_the_number_finds_the_same(
    project: Insurer,
) -> None:
    person = project.applicant
    row = project.rows("core", f"{PEOPLE} WHERE lower(email) = ?", person["email"])[0]
    claim = claim_of(
        row,
        given_name=person["given_name"].upper(),
        email=person["email"].upper(),
        phone="+1." + "".join(filter(str.isdigit, person["phone"])),
        street=person["street"].replace("Road", "Rd."),
    )
    result = look_up(claim, 3)
    assert core_ids(result) == [str(row[0])] and len(result.points) == 5


def test_a_record_is_found_by_the_name_alone_and_not_taken_for_it(project: Insurer) -> None:
    row = project.rows("core", f"{PEOPLE} WHERE lower(email) = ?", project.applicant["email"])[0]
    claim = Claim(given_name=str(row[1]), family_name=str(row[2]), email="x@example.com")
    assert look_up(claim, 2).records == ()


def test_nobody_is_found_for_an_empty_claim(project: Insurer) -> None:
    assert look_up(Claim(), 2) == Result((), ())


def test_a_claim_full_of_wildcards_and_quotes_finds_nobody(project: Insurer) -> None:
    for text in ("%", "_", "' OR 1=1 --", "*", "\\"):
        claim = Claim(given_name=text, family_name=text, email=text, phone=text, street=text, postal_code=text)
        assert look_up(claim, 2).records == ()
