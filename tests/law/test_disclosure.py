from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.disclosure import Consideration, Contract, Role, kind_of_disclosure, role_of

FULL = Contract(**{found.name: True for found in fields(Contract)})
CLAUSES = ("written", "forbids_selling_and_sharing", "only_named_purposes", "forbids_use_outside_relationship")


@pytest.mark.parametrize("clause", [*CLAUSES, "forbids_combining"])
@pytest.mark.parametrize("claimed", [Role.SERVICE_PROVIDER, Role.CONTRACTOR])
def test_one_missing_clause_makes_a_third_party(clause, claimed):
    assert role_of(claimed, FULL).value is claimed
    assert role_of(claimed, replace(FULL, **{clause: False})).value is Role.THIRD_PARTY


def test_only_a_contractor_certifies():
    assert role_of(Role.SERVICE_PROVIDER, replace(FULL, certifies=False)).value is Role.SERVICE_PROVIDER
    assert role_of(Role.CONTRACTOR, replace(FULL, certifies=False)).value is Role.THIRD_PARTY


@given(st.sampled_from(Role), st.sampled_from(Consideration), st.booleans())
def test_cross_context_advertising_is_shared_whoever_does_it_and_never_a_business_purpose(to, paid, advertising):
    found = kind_of_disclosure(to, consideration=paid, for_cross_context_advertising=advertising).value
    assert found.shared is advertising
    assert not (found.for_business_purpose and (found.sold or found.shared))


@given(st.sampled_from(Role), st.sampled_from(Consideration), st.booleans())
def test_what_the_consumer_directs_is_neither(to, paid, advertising):
    found = kind_of_disclosure(
        to, consideration=paid, for_cross_context_advertising=advertising, directed_by_consumer=True
    ).value
    assert not (found.sold or found.shared)
