from datetime import date, timedelta
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.metrics import SignalHit, broker_figures, countable_signals, days_to_answer, yearly_figures
from habeas.law.california.metrics_count import Column, CountedRequest, DenialKind, Outcome
from habeas.law.california.rights import Right
from habeas.law.errors import ImpossibleInput

DAY = date(2026, 3, 1)
answered = st.builds(
    lambda column, days, outcome: CountedRequest(column, DAY, DAY + timedelta(days=days), outcome),
    st.sampled_from(list(Column)),
    st.integers(0, 90),
    st.sampled_from(list(Outcome)),
)
unanswered = st.builds(CountedRequest, st.sampled_from(list(Column)), st.just(DAY))


@given(st.lists(answered | unanswered, max_size=30))
def test_every_request_received_is_complied_with_denied_or_open(requests):
    for figures in broker_figures(requests, 2026).value.values():
        assert figures.received == figures.complied + figures.denied + figures.open
        assert sum(figures.denials.values()) == figures.denied + figures.partial
    for figures in yearly_figures(requests, 2026).value.values():
        assert figures.received == figures.complied + figures.denied + figures.open
        assert sum(figures.denials.values()) == figures.denied


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_median_and_mean_are_those_of_the_series(days):
    found = days_to_answer(days).value
    assert found.median == median(days)
    assert abs(found.mean - mean(days)) <= 0.05 + 1e-9


def test_a_half_is_rounded_up():
    assert days_to_answer([1] * 19 + [2]).value.mean == 1.1  # 1.05
    assert days_to_answer([1] * 21 + [2]).value.mean == 1.0  # 1.045


def test_a_large_holder_counts_what_was_sold_under_know_and_a_broker_apart():
    request = CountedRequest(Column.KNOW_SOLD, DAY)
    assert yearly_figures([request], 2026).value[Column.KNOW].received == 1
    assert broker_figures([request], 2026).value[Column.KNOW_SOLD].received == 1
    assert broker_figures([request], 2026).value[Column.KNOW].received == 0


def test_two_requests_of_one_id_and_kind_are_open_until_both_are_answered():
    parts = [
        CountedRequest(Right.KNOW_SPECIFIC, DAY, DAY, Outcome.DENIED, DenialKind.OTHER, id="7"),
        CountedRequest(Right.KNOW_CATEGORIES, DAY, id="7"),
    ]
    figures = yearly_figures(parts, 2026).value[Column.KNOW]
    assert (figures.received, figures.open, figures.median_days) == (1, 1, None)


def test_an_appeal_and_an_opt_in_are_counted_by_nobody():
    requests = [CountedRequest(Right.APPEAL_ADMT, DAY), CountedRequest(Right.OPT_IN, DAY)]
    assert all(f.received == 0 for f in yearly_figures(requests, 2026).value.values())


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"answered_on": DAY}, id="no outcome"),
        pytest.param({"outcome": Outcome.DENIED}, id="no day"),
        pytest.param({"denial": DenialKind.EXEMPT}, id="a reason while open"),
        pytest.param(
            {"answered_on": DAY, "outcome": Outcome.COMPLIED, "exemptions": ("1798.145(d)",)}, id="a reason to comply"
        ),
    ],
)
def test_facts_that_contradict_each_other_are_refused(facts):
    with pytest.raises(ImpossibleInput):
        CountedRequest(Right.DELETE, DAY, **facts)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=20))
def test_signals_of_one_profile_alternate(visits):
    hits = [SignalHit(profile, DAY + timedelta(days=at), signal) for at, (profile, signal) in enumerate(visits)]
    changes = countable_signals(hits).value
    assert all(hit.signal for hit in changes)
    for profile in "ab":
        sent = [hit.signal for hit in hits if hit.profile == profile]
        starts = sum(now and not before for before, now in zip([False, *sent], sent, strict=False))
        assert sum(hit.profile == profile for hit in changes) == starts
