from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.admt import Decision, Human, Role, is_human_involved, is_in_scope, is_significant
from habeas.law.california.admt_notice import (
    AccessItem,
    NoticeItem,
    Withheld,
    check_access_answer,
    check_notice,
    may_summarize,
)
from habeas.law.california.admt_opt_out import Action, OptOutException, may_refuse_opt_out, stop

NEW_YEAR = date(2027, 1, 4)
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 1))


def test_only_all_three_together_are_human_involvement():
    involved = [facts for facts in product((True, False), repeat=3) if is_human_involved(Human(*facts)).value]
    assert involved == [(True, True, True)]


@pytest.mark.parametrize("decision", Decision)
def test_what_is_significant_is_in_scope_when_nobody_is_involved(decision):
    outside = decision in (Decision.INSURANCE, Decision.ADVERTISING, Decision.OTHER)
    assert is_significant(decision).value is not outside
    for role in (Role.REPLACES, Role.SUBSTANTIALLY_REPLACES):
        assert is_in_scope(decision, role=role).value is not outside
    assert not is_in_scope(decision, role=Role.ASSISTS).value


@given(st.sets(st.sampled_from(NoticeItem)))
def test_a_notice_without_exception_lacks_what_it_does_not_say(says):
    wanted = set(NoticeItem) - {NoticeItem.EXCEPTION, NoticeItem.HUMAN_APPEAL}
    assert {found.where for found in check_notice(says).value} == {item.value for item in wanted - says}


@given(st.sets(st.sampled_from(AccessItem)))
def test_an_answer_lacks_what_it_does_not_say(says):
    assert {found.where for found in check_access_answer(says).value} == {i.value for i in set(AccessItem) - says}


@pytest.mark.parametrize("item", AccessItem)
def test_only_the_logic_can_be_withheld(item):
    found = check_access_answer(set(AccessItem) - {item}, withheld={item: Withheld.TRADE_SECRET}).value
    assert (not found) == (item in (AccessItem.PARAMETERS, AccessItem.OUTPUT))


@given(DAYS, st.lists(st.integers(0, 500), max_size=9))
def test_a_summary_takes_more_than_four_uses_in_the_twelve_months(receipt_on, ages):
    uses_on = tuple(receipt_on - timedelta(days=age) for age in ages)
    year = (receipt_on - receipt_on.replace(year=receipt_on.year - 1)).days
    assert may_summarize(uses_on=uses_on, receipt_on=receipt_on).value == (sum(age < year for age in ages) > 4)


@pytest.mark.parametrize(
    ("exception", "decisions"),
    [
        (OptOutException.HIRING_OR_ADMISSION, {Decision.HIRING, Decision.ADMISSION}),
        (OptOutException.ALLOCATION_OR_COMPENSATION, {Decision.WORK_ALLOCATION, Decision.COMPENSATION}),
    ],
)
def test_an_exception_fits_its_own_decisions_and_needs_all_its_conditions(exception, decisions):
    for decision, solely, works, fair in product(Decision, *[(True, False)] * 3):
        found = may_refuse_opt_out(
            exception, decision, used_solely=solely, works_for_purpose=works, discriminates_unlawfully=not fair
        )
        assert found.value == (decision in decisions and solely and works and fair)


@given(st.one_of(st.none(), DAYS))
def test_processing_that_has_not_started_by_receipt_never_starts(started_on):
    found = stop(receipt_on=NEW_YEAR, processing_started_on=started_on).value
    assert (found.action is Action.STOP) == (started_on is not None and started_on <= NEW_YEAR)
    assert (found.stop_by is None) == (found.action is Action.DO_NOT_START)
