"""What holds of every notice, whatever its facts; single facts stand in tests/cases/law/k9-notices.yml."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.notices.collection import Collected, check_notice, may_collect
from habeas.law.california.notices.freshness import check_freshness
from habeas.law.california.notices.incentives import Element, check_incentive_notice
from habeas.law.california.notices.links import ALTERNATIVE_TITLES, LIMIT_TITLE, OPT_OUT_TITLE, Link, check_links
from habeas.law.california.notices.opt_out_notice import Posted, may_sell
from habeas.law.california.notices.policy import Policy, lint_policy, may_publish
from habeas.law.california.notices.practices import Practices
from habeas.law.california.notices.retention import check_retention, states_criterion
from habeas.law.california.notices.statements import Statement, required
from habeas.law.california.parameters import Name, parameter

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2023, 1, 1), date(2032, 12, 31))
KINDS = st.sampled_from([*Category, *SensitiveCategory])


@given(DAYS, DAYS)
def test_a_policy_is_stale_from_the_day_after_the_refresh_period(shown, on):
    errors = [found for found in check_freshness(shown, on=on).value if found.is_error]
    due = parameter(Name.POLICY_REFRESH, on).period.after(shown)
    assert bool(errors) == (shown > on or on > due)


@pytest.mark.parametrize("ahead", [0, 30, 60])
def test_how_early_the_warning_comes_can_be_chosen(ahead):
    due = date(2026, 11, 23)
    for on, warns in ((due - timedelta(ahead), True), (due - timedelta(ahead + 1), False)):
        assert bool(check_freshness(date(2025, 11, 23), on=on, warn_ahead_days=ahead).warnings) is warns


@given(st.sampled_from([OPT_OUT_TITLE, LIMIT_TITLE, *ALTERNATIVE_TITLES]), st.data())
def test_a_title_with_any_word_changed_is_wrong(title, data):
    words = title.split()
    # The words by which a link is recognized as meant for this purpose stay.
    at = data.draw(st.integers(3, len(words) - 1) if len(words) > 3 else st.just(len(words) - 1))
    changed = Link(" ".join([*words[:at], words[at].upper(), *words[at + 1 :]]), icon=True)
    assert check_links([Link(title, icon=True)], states_no_sale=True).value == ()
    assert [found.is_error for found in check_links([changed], states_no_sale=True).value] == [True]


def test_a_sound_link_mends_what_a_bad_one_left_open_and_the_bad_one_is_still_said():
    bad, good = Link("Do Not Sell My Personal Information"), Link(OPT_OUT_TITLE)
    assert len(check_links([bad], sells_or_shares=True).value) == 2
    assert len(check_links([bad, good], sells_or_shares=True).value) == 1


@pytest.mark.parametrize("text", ["as long as necessary", "As long as it is needed", "as required by law", "see below"])
def test_words_that_name_no_time_and_no_event_are_vague(text):
    assert not states_criterion(text)


@pytest.mark.parametrize(
    "text",
    ["7 years", "one year", "until you close your account", "for the life of the policy", "while you are our customer"],
)
def test_a_time_or_an_event_is_a_criterion(text):
    assert states_criterion(text)
    assert check_retention(text).value == ()


@given(st.sets(KINDS), st.sets(KINDS))
def test_nothing_is_collected_that_the_notice_does_not_list(collected, listed):
    by_kinds = any(isinstance(kind, SensitiveCategory) for kind in listed)
    stated = listed | ({Category.SENSITIVE} if by_kinds else set())
    assert may_collect(collected, listed=listed).value == (collected <= stated)


@given(st.sets(KINDS, min_size=1))
def test_a_complete_notice_at_collection_passes_for_every_category(kinds):
    said = Collected(("orders",), False, "2 years")
    wanted = [Category.SENSITIVE] if Category.SENSITIVE in kinds else []
    alone = wanted and not any(isinstance(kind, SensitiveCategory) for kind in kinds)
    assert bool(check_notice(dict.fromkeys(kinds, said), collects=kinds).value) == bool(alone)


@given(DAYS, st.integers(-400, 400), st.integers(1, 300))
def test_a_moment_is_covered_from_posting_to_removal(day, offset, length):
    posted = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC"))
    history = [Posted(posted, posted + timedelta(length))]
    assert may_sell(posted + timedelta(offset), history).value == (0 <= offset < length)


@given(st.sets(st.sampled_from(list(Statement))), st.booleans(), st.booleans())
def test_a_policy_may_be_published_when_it_says_what_its_practices_call_for(silent, beyond, large):
    practices = Practices(sensitive_beyond_permitted=beyond, consumers_in_year=20_000_000 if large else 0)
    policy = Policy(date(2026, 10, 1), silent_on=frozenset(silent), sensitive_beyond_permitted=beyond)
    lacking = required(practices, TODAY) & silent
    assert may_publish(policy, practices, on=TODAY).value == (not lacking)
    assert len(lint_policy(policy, practices, on=TODAY).value) == len(lacking)


def test_further_findings_stop_the_publishing_too():
    found = check_links([], sells_or_shares=True).value
    assert not may_publish(Policy(date(2026, 10, 1)), on=TODAY, further=found).value


@given(st.sets(st.sampled_from(list(Element))))
def test_an_incentive_notice_lacks_what_it_does_not_say(says):
    assert len(check_incentive_notice(says).value) == len(set(Element) - says)
