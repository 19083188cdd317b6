from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.backups import Deidentification, Deletion, is_deidentified, what_to_replay

DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@given(DAYS, st.integers(0, 400), st.lists(DAYS, max_size=8))
def test_no_deletion_since_the_backup_is_lost_by_restoring_it(taken_on, days, deleted):
    restored_on = taken_on + timedelta(days=days)
    deletions = [Deletion(str(number), day) for number, day in enumerate(deleted)]
    replayed = what_to_replay(taken_on, restored_on, deletions).value
    assert set(replayed) == {one.name for one in deletions if taken_on <= one.deleted_on <= restored_on}


@given(st.booleans(), st.booleans(), st.booleans())
def test_deidentified_needs_all_three(measures, commitment, bound):
    assert is_deidentified(Deidentification(measures, commitment, bound)).value is (measures and commitment and bound)
