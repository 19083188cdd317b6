from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.law.california.drop.file_names import DataType, FileName, name_of, next_name
from habeas.law.california.drop.files import (
    DropFileInvalid,
    are_same_item,
    download_faults,
    items,
    items_without_status,
    upload_faults,
    upload_text,
)
from habeas.law.california.drop.lists import DropList, Status
from habeas.law.errors import ImpossibleInput

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
IDS = st.text(LETTERS, min_size=12, max_size=12)
HASH = "A" * 43 + "="
NAME = "20260312_4821_Email.csv"
NAMES = st.builds(
    FileName,
    st.dates(date(2026, 1, 1), date(2099, 12, 31)),
    st.from_regex("[0-9]{4}", fullmatch=True).filter(str.isascii),
    st.sampled_from(list(DataType)),
    st.text(LETTERS, max_size=10),
)


@given(NAMES)
def test_a_name_is_read_as_it_is_written(name):
    assert name_of(str(name)).value == name


@given(st.dictionaries(IDS, st.sampled_from(list(Status))))
def test_what_is_written_may_be_sent(statuses):
    assert upload_faults(NAME, upload_text(statuses).encode()).value == ()


@given(st.sets(IDS))
def test_a_download_is_read_back(ids):
    lines = ["ID,Hash", *(f"{one},{HASH}" for one in ids)]
    assert {item.id for item in items(lines, DataType.EMAIL)} == ids
    assert download_faults(NAME, "\r\n".join(lines).encode()).value == ()


@given(IDS, IDS)
def test_two_ids_are_one_item_only_if_equal_in_case_too(one, other):
    assert are_same_item(one, other).value is (one == other)


def test_each_new_name_is_one_that_is_not_used():
    used = []
    for _ in range(120):
        used.append(next_name(NAME, used).value)
    assert len(set(used)) == 120
    assert all(name_of(name).value for name in used)


@pytest.mark.parametrize(
    "name", ["20260312_4821_Email_a.csv", "20260312_4821_Removed.csv", "Email.csv", "20260231_4821_Email.csv"]
)
def test_only_a_downloaded_list_is_answered(name):
    with pytest.raises(ImpossibleInput):
        next_name(name)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A7kP2xQ9Lm4,", "Line 2 has no id"),
        (f"A7kP2xQ9Lm4-,{HASH}", "Line 2 has no id"),
        (f"Ä7kP2xQ9Lm4R,{HASH}", "Line 2 has no id"),
        (f"A7kP2xQ9Lm4R,{HASH[:-1]}", "Line 2 has no hash"),
        (f"A7kP2xQ9Lm4R,{'-' + HASH[1:]}", "Line 2 has no hash"),
        (f"A7kP2xQ9Lm4R,{HASH},Email", "Line 2 has 3 cells"),
        ("A7kP2xQ9Lm4R", "Line 2 has 1 cells"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_of_it_is_shown(line, message):
    with pytest.raises(DropFileInvalid, match=message) as raised:
        list(items(["ID,Hash", line], DataType.EMAIL))
    assert line.partition(",")[0] not in str(raised.value)


def test_what_was_removed_names_its_list():
    [item] = items(["ID,Hash,ListType", f"A7kP2xQ9Lm4R,{HASH},NameVIN"], DataType.REMOVED)
    assert item.list_type is DropList.NAME_VIN
    with pytest.raises(DropFileInvalid, match="names no list"):
        list(items(["ID,Hash,ListType", f"A7kP2xQ9Lm4R,{HASH},namevin"], DataType.REMOVED))


def test_a_mark_at_the_start_of_a_download_is_passed_over():
    assert list(items(["\ufeffID,Hash"], DataType.EMAIL)) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04...", "The file is an archive; expected CSV."),
        ("Id,Status\nä".encode("latin-1"), "The file is not in UTF-8."),
    ],
)
def test_what_is_no_text_is_refused_both_ways(content, fault):
    assert upload_faults(NAME, content).value == (fault,)
    assert download_faults(NAME, content).value == (fault,)


def test_an_id_that_stands_twice_in_a_download_is_a_fault():
    rows = f"ID,Hash\nA7kP2xQ9Lm4R,{HASH}\nA7kP2xQ9Lm4R,{HASH}\n"
    assert download_faults(NAME, rows.encode()).value == ("An id stands twice.",)


def test_a_file_with_a_suffix_was_not_downloaded():
    assert download_faults("20260312_4821_Email_part02.csv", b"ID,Hash\n").value


@pytest.mark.parametrize(
    "row", ["A7kP2xQ9Lm4R,", "A7kP2xQ9Lm4R", "A7kP2xQ9Lm4R,3 ", "A7kP2xQ9Lm4R,3,", "A7kP2xQ9Lm4R,03"]
)
def test_a_status_is_one_of_four_figures_and_nothing_else(row):
    assert upload_faults(NAME, f"Id,Status\n{row}\n".encode()).value == ("Line 2 has no status 2, 3, 4 or 5.",)


@given(st.lists(IDS, unique=True), st.data())
def test_an_item_either_has_a_status_or_is_still_owed_one(ids, data):
    reported = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    assert set(items_without_status(ids, reported).value) == set(ids) - reported
