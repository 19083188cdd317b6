from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.carve_outs import CarveOut
from habeas.law.california.delete_duties import Hold
from habeas.law.california.exceptions import DeleteException, Keeping, Transaction
from habeas.law.california.reach import BelongsTo, Source, Status
from habeas.law.california.regimes import Regime
from habeas.law.california.what_stays import DeleteDuty, Denied, Erasable, Outcome, what_is_deleted
from habeas.law.errors import DenialRefused

TODAY = date(2026, 11, 23)
NEEDED = Keeping(necessary=True, purpose=Transaction.WARRANTY, statute="Labor Code §1174")
DATA = st.lists(
    st.builds(
        Erasable,
        st.uuids().map(str),
        regime=st.none() | st.sampled_from(Regime),
        source=st.sampled_from(Source),
        belongs_to=st.sampled_from(BelongsTo),
        status=st.sampled_from(Status),
        exception=st.none() | st.sampled_from(DeleteException),
        facts=st.sampled_from((Keeping(), NEEDED)),
        hold=st.none() | st.sampled_from(Hold),
        law_forbids_saying=st.booleans(),
    ),
    max_size=8,
)


@given(DATA, st.booleans())
def test_every_datum_has_one_fate_and_all_that_stays_is_explained_unless_the_law_forbids_it(data, know_first):
    found = what_is_deleted(data, TODAY, open_request_to_know=know_first).value
    assert [fate.name for fate in found.fates] == [datum.name for datum in data]
    groups = (found.erased, found.kept, found.outside, found.held, found.waiting)
    assert sum(map(len, groups)) == len(data)
    silent = {datum.name for datum in data if datum.law_forbids_saying}
    for fate in found.fates:
        assert fate.outcome is Outcome.ERASED or fate.basis or fate.name in silent


@given(DATA)
def test_what_comes_of_a_datum_does_not_depend_on_the_others(data):
    together = what_is_deleted(data, TODAY).value.fates
    assert together == tuple(what_is_deleted([datum], TODAY).value.fates[0] for datum in data)


@given(DATA, st.booleans(), st.booleans())
def test_opting_out_is_offered_with_every_denial_of_a_seller_and_never_otherwise(data, sells, on_file):
    found = what_is_deleted(data, TODAY, sells_or_shares=sells, opt_out_on_file=on_file).value
    expected = found.denied is not Denied.NO and sells and not on_file
    assert (DeleteDuty.OFFER_OPT_OUT in found.duties) is expected


@given(DATA)
def test_nothing_is_erased_that_is_held_or_somebody_elses(data):
    erased = set(what_is_deleted(data, TODAY).value.erased)
    for datum in data:
        if datum.name in erased:
            assert datum.hold is None
            assert datum.belongs_to in (BelongsTo.CONSUMER, BelongsTo.BOTH)
            assert datum.source not in (Source.BOUGHT, Source.THIRD_PARTY)
            # Nothing on record about the deidentification: it is not taken on trust.
            assert datum.status in (Status.PERSONAL, Status.DEIDENTIFIED)


def test_a_datum_with_parts_about_others_loses_the_consumers_part_only():
    fate = what_is_deleted([Erasable("call", belongs_to=BelongsTo.BOTH)], TODAY).value.fates[0]
    assert fate.outcome is Outcome.ERASED
    assert fate.redact


def test_a_carve_out_for_reproductive_care_stops_the_whole_decision():
    data = [Erasable("profile"), Erasable("searches", carve_out=CarveOut.SUBPOENA, reproductive_care=True)]
    with pytest.raises(DenialRefused):
        what_is_deleted(data, TODAY)


def test_evidence_in_a_civil_proceeding_is_kept_all_the_same():
    searches = Erasable(
        "searches", carve_out=CarveOut.LEGAL_CLAIMS, reproductive_care=True, preserves_civil_evidence=True
    )
    assert what_is_deleted([searches], TODAY).value.kept == ("searches",)
