import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.account import DropUse, Recipient, Role, directions, may_use_drop_data, missing_lists
from habeas.law.california.drop.lists import PARTS, DropList, Identifier, Status
from habeas.law.california.drop.matching import Held, outcome, parts_match

held = st.builds(
    Held,
    st.sampled_from(["phone", "email", "income band", "orders"]),
    st.sampled_from(["c-1", "c-2"]),
    st.sampled_from(["", "FCRA"]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(held, max_size=6))
def test_every_item_has_one_status_and_nothing_is_deleted_that_stays(items):
    found = outcome(items).value
    consumers = {one.consumer for one in items}
    deletable = {one.item for one in items if not one.exempt_under and not one.first_party}
    if not consumers:
        assert found.status is Status.NOT_FOUND
    elif len(consumers) == 2:
        assert found.status is Status.OPTED_OUT and set(found.opt_out) == consumers and not found.delete
    elif deletable:
        assert found.status is Status.DELETED and set(found.delete) == deletable
    else:
        assert found.status is Status.EXEMPTED and not found.delete
    assert found.keep_hash
    assert found.direct_providers is (found.status in (Status.DELETED, Status.OPTED_OUT))


def test_several_people_whose_data_is_all_exempt_are_a_doubt():
    exempt = [Held("report", "c-1", "FCRA"), Held("report", "c-2", "FCRA")]
    assert outcome(exempt).value.status is Status.OPTED_OUT
    assert not outcome(exempt).settled
    assert outcome([*exempt, Held("phone", "c-2")]).settled


@given(st.sampled_from(list(DropList)), st.sets(st.sampled_from(list(Identifier))))
def test_a_list_matches_where_all_its_parts_do(drop_list, equal):
    assert parts_match(drop_list, equal).value is all(part in equal for part in PARTS[drop_list])


@given(st.sets(st.sampled_from(list(Identifier))), st.sets(st.sampled_from(list(DropList))))
def test_with_the_lists_that_are_missing_none_is(held_kinds, selected):
    missing = missing_lists(held_kinds, selected).value
    assert not selected & set(missing)
    assert missing_lists(held_kinds, selected | set(missing)).value == ()


@pytest.mark.parametrize("status", [Status.EXEMPTED, Status.NOT_FOUND])
def test_nobody_is_directed_where_nothing_was_done(status):
    assert directions([Recipient("mailer", Role.CONTRACTOR)], status).value == ()


@pytest.mark.parametrize("use", DropUse)
def test_more_than_is_needed_is_never_used(use):
    assert not may_use_drop_data(use, least_needed=False).value
