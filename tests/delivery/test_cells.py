"""A cell says the same whichever way it is spelled: the short way of plain values, or the walk that any value takes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.delivery.cells import cell
from habeas.delivery.dossier import Column, Disposition
from habeas.delivery.never_disclose import TextFilter

KNOWN = (("bank account number", "DE07 8051 1200"), ("password", "Tango-42"), ("PIN", "0112"))
COLUMNS = tuple(Column("x", "X", disposition=how) for how in (Disposition.DELIVER, Disposition.FREE_TEXT))
PIECES = st.sampled_from(
    ["de07 8051-1200", "DE0780511200", "tango42", "0112", "078-05-1120", "4111111111111111", "411111111111111", "ok", " ",
     "password: ", "\x07", "\u00e9", "\u200b", "\ud800", "[", "2024-01-12", "."]
)  # fmt: skip


class Text(str):
    """A text that is walked through like any value that might hold others."""


class Number(Decimal):
    pass


class Day(date):
    pass


class Instant(datetime):
    pass


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.disposition.value)
@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=6).map("".join)))
def test_a_text(column: Column, text: str) -> None:
    assert cell(text, column, TextFilter(KNOWN)) == cell(Text(text), column, TextFilter(KNOWN))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.disposition.value)
@given(st.one_of(st.decimals(allow_nan=False), st.sampled_from([Decimal("78051120"), Decimal("4111111111111111")])))
def test_a_decimal(column: Column, value: Decimal) -> None:
    assert cell(value, column, TextFilter(KNOWN)) == cell(Number(value), column, TextFilter(KNOWN))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.disposition.value)
@given(st.datetimes(timezones=st.sampled_from([None, UTC])))
def test_a_day_and_an_instant(column: Column, at: datetime) -> None:
    known = (*KNOWN, ("a number", "2024011210"))
    walked = Instant.combine(at.date(), at.timetz())
    assert cell(at, column, TextFilter(known)) == cell(walked, column, TextFilter(known))
    day = Day(at.year, at.month, at.day)
    assert cell(at.date(), column, TextFilter(known)) == cell(day, column, TextFilter(known))


@pytest.mark.parametrize(
    ("number", "is_shown"), [(2**63 - 1, True), (2**63, True), (10**4000, False), (78051120, False)]
)
def test_a_whole_number_of_any_size(number: int, is_shown: bool) -> None:
    shown = cell(number, COLUMNS[0], TextFilter([("SSN", "078051120")]))
    assert (shown.json == number) == is_shown


@pytest.mark.parametrize(("digits", "is_taken"), [("4222222222222", True), ("422222222222", False)])
def test_a_card_number_has_thirteen_digits_or_more(digits: str, is_taken: bool) -> None:
    assert bool(cell(f"paid {digits} ok", COLUMNS[1], TextFilter()).found) == is_taken
