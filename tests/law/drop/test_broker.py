from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.broker import (
    BrokerRecord,
    Disclosure,
    disclosures_missing,
    is_data_broker,
    next_audit_on,
    registration,
)
from habeas.law.california.drop.money import Overdue, deletion_penalty, late_registration_penalty, penalty_so_far
from habeas.law.california.regimes import Regime
from habeas.law.errors import ImpossibleInput

TODAY = date(2026, 11, 23)
SAYS_OTHERWISE = {Regime.FCRA, Regime.GLBA, Regime.INSURANCE, Regime.HIPAA, Regime.CMIA, Regime.CLINICAL_TRIAL}


@pytest.mark.parametrize("regime", Regime)
def test_only_some_regimes_take_a_business_out_of_the_act(regime):
    record = BrokerRecord(first_party=False, sold_to_third_parties=True, regime=regime)
    assert is_data_broker([record]).value is (regime not in SAYS_OTHERWISE)
    assert is_data_broker([record, BrokerRecord(False, True)]).value


def test_a_record_of_a_broker_has_no_basis_as_a_first_party():
    with pytest.raises(ImpossibleInput):
        BrokerRecord(first_party=False, sold_to_third_parties=True, first_party_basis="customer")


def test_every_question_of_the_registration_may_be_answered_no():
    assert disclosures_missing(dict.fromkeys(Disclosure, False)).value == ()
    assert disclosures_missing({}).value == tuple(Disclosure)


@given(st.dates(date(2027, 2, 1), date(2030, 1, 1)))
def test_every_day_late_costs_the_same(registered_on):
    days = (registered_on - registration(2026).value.closes_on).days
    assert (
        late_registration_penalty(2026, registered_on).value
        == days * late_registration_penalty(2026, date(2027, 2, 1)).value
    )


@given(st.integers(0, 10_000), st.integers(0, 400))
def test_requests_late_alike_cost_what_they_cost_one_by_one(requests, days_late):
    due = date.fromordinal(TODAY.toordinal() - days_late)
    together = deletion_penalty(requests=requests, days_late=days_late, on=TODAY).value
    assert penalty_so_far([Overdue(due, requests=requests)], TODAY).value == together == requests * days_late * 200


def test_what_was_done_in_time_or_is_not_yet_due_costs_nothing():
    assert (
        penalty_so_far(
            [Overdue(TODAY, TODAY), Overdue(date(2026, 12, 1)), Overdue(date(2026, 11, 20), date(2026, 11, 1))], TODAY
        ).value
        == 0
    )


def test_what_is_done_after_the_day_asked_about_counts_to_that_day():
    assert penalty_so_far([Overdue(date(2026, 11, 20), date(2026, 12, 1))], TODAY).value == 600


@given(st.dates(date(2026, 1, 1), date(2080, 1, 1)))
def test_audits_come_every_three_years_from_2028(on):
    due = next_audit_on(on, last_audit_on=on).value
    assert due > on
    assert next_audit_on(on).value == date(2028, 1, 1)
    assert (due.year - 2028) % 3 == 0 and (due.month, due.day) == (1, 1)
