from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.correct import Outcome, decide
from habeas.law.california.correct_denial import Statement, may_deny_again, statement_outcomes, word_count
from habeas.law.california.correct_effect import Correction, FeedAction, after_feed
from habeas.law.california.disclosure import Role
from habeas.law.california.instructed import Recipient, whom_to_instruct
from habeas.law.california.rights import Right
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.period import add_months

DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
DOCUMENTS = st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple)
DAY = date(2026, 11, 23)


@given(st.booleans(), DOCUMENTS, DOCUMENTS, st.booleans(), st.sampled_from([None, True, False]))
def test_a_judgment_decides_and_a_denial_takes_one(source, ours, theirs, credible, judged):
    found = decide(
        business_is_source=source,
        business_documents=ours,
        consumer_documents=theirs,
        assertion_credible=credible,
        more_likely_accurate=judged,
    )
    outcome = found.value.outcome
    assert (outcome is Outcome.MAY_DENY) is (judged is True)
    assert (outcome is Outcome.WEIGH) <= (judged is None)
    assert bool(found.warnings) is (judged is True and not ours)


@given(
    st.lists(st.builds(Correction, st.text(max_size=3), st.text(max_size=3), DAYS), min_size=1, max_size=4),
    st.text(max_size=3),
    DAYS,
)
def test_no_feed_ever_changes_a_corrected_value(corrections, incoming, arrived_on):
    found = after_feed(incoming=incoming, arrived_on=arrived_on, corrections=tuple(corrections)).value
    newest = max(one.corrected_on for one in corrections)
    assert found.value == [one.new for one in corrections if one.corrected_on == newest][-1]
    assert found.action is not FeedAction.TAKE


def test_of_two_corrections_on_one_day_the_later_in_order_stands():
    twice = (Correction("a", "b", DAY), Correction("b", "c", DAY))
    assert after_feed(incoming="b", arrived_on=DAY, corrections=twice).value.value == "c"


def test_a_feed_sent_before_the_correction_is_out_of_date_even_from_the_consumer():
    made = (Correction("1 Elm St", "2 Oak St", DAY),)
    found = after_feed(incoming="1 Elm St", arrived_on=DAY - timedelta(1), corrections=made, from_consumer=True)
    assert found.value.value == "2 Oak St"


@given(DAYS, st.integers(0, 400))
def test_a_denial_can_be_repeated_through_the_day_six_months_on(denied_on, later):
    receipt_on = denied_on + timedelta(days=later)
    found = may_deny_again(denied_on=denied_on, receipt_on=receipt_on)
    assert found.value == (receipt_on <= add_months(denied_on, 6))
    assert found.settled == (receipt_on != add_months(denied_on, 6))
    assert not may_deny_again(denied_on=denied_on, receipt_on=receipt_on, new_documentation=True).value


@pytest.mark.parametrize(("words", "fits"), [(0, True), (250, True), (251, False)])
def test_a_statement_is_counted_from_its_text(words, fits):
    written = Statement("diagnosis", " — ".join(["word"] * words))
    assert word_count(written.text).value == words
    (found,) = statement_outcomes(statements=(written,), receipt_on=DAY).value
    assert (found.words, found.within_limit, found.attach) == (words, fits, fits)


def test_a_statement_is_attached_and_passed_on_only_if_asked():
    written = (Statement("diagnosis", "It is wrong."),)
    (found,) = statement_outcomes(statements=written, receipt_on=DAY, attach_asked=False, pass_on_asked=True).value
    assert (found.attach, found.pass_on) == (False, True)


def test_no_statement_has_fewer_than_no_words():
    with pytest.raises(ImpossibleInput):
        statement_outcomes(statements=(Statement("diagnosis", words=-1),), receipt_on=DAY)


def test_third_parties_are_instructed_for_automated_decisions_only():
    ads = (Recipient("Ads", Role.THIRD_PARTY),)
    assert [whom_to_instruct(right, ads).value for right in (Right.CORRECT, Right.LIMIT)] == [(), ()]
    assert whom_to_instruct(Right.OPT_OUT_ADMT, ads).value == ("Ads",)
    with pytest.raises(UncoveredCase):
        whom_to_instruct(Right.OPT_OUT, ads)
