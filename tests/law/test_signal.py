import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.frictionless import Site, check_site, is_frictionless, must_post_link
from habeas.law.california.signal import Meaning, OtherSignal, is_applied_in_time, reach, status_display, what_it_means
from habeas.law.california.signal_conflict import IncentiveAnswer, with_incentive, with_setting
from habeas.law.california.standing import Event, Happening, is_opted_out
from habeas.law.errors import ImpossibleInput

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRICTION = {
    "processes_signals": False,
    "charges_fee": True,
    "changes_experience": True,
    "shows_popup": True,
    "policy_explains": False,
    "covers_offline": False,
}


@given(st.lists(st.text(alphabet="01 ,;=qtrue\t", max_size=4)))
def test_the_header_is_a_signal_if_one_of_its_values_is_exactly_1(values):
    found = what_it_means(sec_gpc=tuple(values)).value
    assert (found is Meaning.OPT_OUT) == ("1" in values)


@given(st.one_of(st.none(), st.text(alphabet="01 ", max_size=3)))
def test_one_header_is_read_whole(value):
    assert (what_it_means(sec_gpc=value).value is Meaning.OPT_OUT) == (value == "1")


@given(st.one_of(st.none(), st.booleans(), st.text(max_size=9)))
def test_the_property_is_a_signal_if_it_is_exactly_true(value):
    assert (what_it_means(global_privacy_control=value).value is Meaning.OPT_OUT) == (value is True)


@pytest.mark.parametrize(("common", "clear"), [(False, True), (True, False), (False, False)])
def test_another_signal_must_be_common_and_clear(common, clear):
    other = OtherSignal("Other", commonly_used=common, means_opt_out=clear)
    assert what_it_means(others=(other,)).value is Meaning.NOTHING


def test_a_known_consumer_is_reached_further_than_a_browser():
    assert set(reach(known_consumer=False).value) < set(reach(known_consumer=True).value)


MOMENTS = st.integers(0, 10_000).map(lambda hours: NINE + timedelta(hours=hours))
HAPPENINGS = st.lists(st.builds(Happening, st.sampled_from(Event), MOMENTS, st.booleans()), max_size=8)


@given(HAPPENINGS, st.integers(1, 500))
def test_a_visit_without_the_signal_never_changes_where_one_stands(happenings, days):
    last = max((one.at for one in happenings), default=NINE)
    visit = Happening(Event.VISIT_WITHOUT_SIGNAL, last + timedelta(days=days))
    assert is_opted_out((*happenings, visit)).value == is_opted_out(tuple(happenings)).value


@given(HAPPENINGS)
def test_without_both_steps_an_opt_out_stands(happenings):
    one_step = [one for one in happenings if one.what is not Event.OPT_IN_REQUESTED]
    opted_out = any(one.known_consumer and one.what in (Event.SIGNAL, Event.OPT_OUT) for one in happenings)
    assert is_opted_out(tuple(one_step)).value == opted_out


def test_what_an_unknown_visitor_does_does_not_bind_the_consumer():
    assert not is_opted_out((Happening(Event.SIGNAL, NINE, known_consumer=False),)).value


def test_events_are_taken_in_the_order_of_time():
    events = (Event.OPT_OUT, Event.OPT_IN_REQUESTED, Event.OPT_IN_CONFIRMED)
    happenings = tuple(Happening(what, NINE + timedelta(hours=at)) for at, what in enumerate(events))
    assert not is_opted_out(happenings[::-1]).value


@pytest.mark.parametrize("fact", FRICTION)
def test_each_friction_alone_makes_the_link_due(fact):
    site = dataclasses.replace(Site(), **{fact: FRICTION[fact]})
    assert not is_frictionless(site).value
    assert must_post_link(site).value
    assert [found.where for found in check_site(site).value][-1] == "link"
    assert not must_post_link(dataclasses.replace(site, sells_or_shares=False)).value
    assert check_site(dataclasses.replace(site, sells_or_shares=False)).value == ()


def test_a_posted_link_excuses_friction_but_not_ignored_signals():
    posted = dataclasses.replace(Site(**{**FRICTION, "processes_signals": True}), link_posted=True)
    assert check_site(posted).value == ()
    ignored = dataclasses.replace(posted, processes_signals=False)
    assert [found.where for found in check_site(ignored).value] == ["processing"]


def test_the_status_is_shown_in_every_conflict():
    assert all(with_incentive(answer).value.display_status for answer in IncentiveAnswer)
    assert with_setting(asked=True, consented=True).value.display_status


def test_only_valid_consent_of_a_known_consumer_sets_a_signal_aside():
    facts = [(c, v, k) for c in (True, False) for v in (True, False) for k in (True, False)]
    set_aside = [
        (c, v, k)
        for c, v, k in facts
        if not with_setting(asked=True, consented=c, valid_consent=v, known_consumer=k).value.honor
    ]
    assert set_aside == [(True, True, True)]


def test_the_display_says_what_was_left_out():
    found = status_display(signal=True, not_applied_to="Gold Club").value
    assert (found.text, found.toggle_opted_out) == ("Opt-Out Request Honored, except for Gold Club", True)
    with pytest.raises(ImpossibleInput):
        status_display(signal=False, not_applied_to="Gold Club")


def test_a_sale_cannot_stop_before_the_signal():
    with pytest.raises(ImpossibleInput):
        is_applied_in_time(received_at=NINE, stopped_at=NINE - timedelta(seconds=1))
