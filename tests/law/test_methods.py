import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habeas.law.california.finding import Severity
from habeas.law.california.methods import Meets, Method, Way, missing_methods
from habeas.law.california.rights import NEVER_VERIFIED, VERIFIED, Right
from habeas.law.errors import ImpossibleInput

WAYS = st.lists(st.builds(Way, st.sampled_from(list(Method)), behind_link=st.booleans()), max_size=6)
RIGHTS = st.sampled_from([right for right in Right if right is not Right.OPT_IN])
MEETINGS = st.builds(
    Meets,
    website=st.booleans(),
    direct_relationship=st.booleans(),
    in_person=st.booleans(),
    main_way=st.none() | st.sampled_from(list(Method)),
)


@given(RIGHTS, WAYS, MEETINGS, st.sampled_from(list(Method)))
@example(Right.OPT_OUT, [], Meets(), Method.COOKIE_BANNER)
def test_one_more_way_never_makes_the_offer_worse(right, ways, meets, method):
    before, after = (missing_methods(right, offered, meets).value for offered in (ways, [*ways, Way(method)]))
    rows = [[one.row for one in found if one.severity is Severity.ERROR] for found in (before, after)]
    assert len(rows[1]) <= len(rows[0])


@given(RIGHTS, MEETINGS)
def test_offering_everything_is_enough(right, meets):
    everything = [Way(method, title="Opt out of automated decisions") for method in Method]
    if meets.main_way is not Method.COOKIE_BANNER:
        assert missing_methods(right, everything, meets).value == ()


@given(RIGHTS, MEETINGS)
def test_one_way_alone_is_never_enough(right, meets):
    for method in Method:
        assert any(one.is_error for one in missing_methods(right, [Way(method)], meets).value)


@pytest.mark.parametrize("right", sorted(VERIFIED))
def test_an_email_address_is_enough_only_with_both_facts(right):
    by_email = [Way(Method.EMAIL)]
    for online_only, direct in ((True, False), (False, True), (False, False)):
        meets = Meets(website=True, online_only=online_only, direct_relationship=direct)
        assert missing_methods(right, by_email, meets).value
    assert not missing_methods(right, by_email, Meets(online_only=True, direct_relationship=True)).value


@pytest.mark.parametrize("right", sorted(NEVER_VERIFIED - {Right.OPT_IN}))
def test_an_email_address_is_never_enough_to_stop_a_sale_or_use(right):
    meets = Meets(website=True, online_only=True, direct_relationship=True)
    assert missing_methods(right, [Way(Method.EMAIL)], meets).value


def test_who_works_online_only_meets_nobody_in_person():
    with pytest.raises(ImpossibleInput):
        Meets(online_only=True, in_person=True)
