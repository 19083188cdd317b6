"""The finished page is read back: by whichever way a row is read, what must never be disclosed is found."""

from __future__ import annotations

from io import BytesIO

import pytest

from habeas.delivery.dossier import Column, Table
from habeas.delivery.errors import NeverDisclosed
from habeas.delivery.final_check import FinalCheck
from habeas.delivery.never_disclose import TextFilter
from habeas.delivery.tables import Written

KNOWN = [("account number", "9081726354")]
TABLE = Table("core", "Core", "person", "People", (Column("name", "Name"),), ())
WRITTEN = Written(TABLE, "t1", "core-person.csv", 1, {}, {}, (0, 0), (0, 0))


def check(row: str) -> None:
    page = f'<html>\n<body>\n<section id="t1">\n<table>\n<tbody>\n{row}\n</tbody>\n</table>\n</section>\n</body>\n</html>\n'
    FinalCheck(TextFilter(KNOWN)).page("index.html", BytesIO(page.encode()), [WRITTEN])


def cells(text: str, kind: str = "value", label: str = "Name") -> str:
    first = '<td class="value" dir="auto" data-label="Name">Ann</td>'
    return f'<tr>{first}<td class="{kind}" dir="auto" data-label="{label}">{text}</td></tr>'


CLEAN = [cells("Ben"), cells("1 &lt; 2 &amp; 3"), cells("two\nlines"), cells("Ben") * 2, "<p>no row</p>"]


@pytest.mark.parametrize("row", CLEAN)
def test_a_row_that_holds_nothing_forbidden_passes(row: str) -> None:
    check(row)


FORBIDDEN = {
    "as it is": cells("9081726354"),
    "with separators": cells("no. 9081-726-354"),
    "as character references": cells("90817&#50;6354"),
    "as free text": cells("call 9081726354", kind="free"),
    "as wording": cells("9081726354", kind="mark"),
    "as a label": cells("Ben", label="9081726354"),
    "in the second row of a line": cells("Ben") + cells("9081726354"),
    "over two lines": cells("90817\n26354"),
    "beside other markup": cells("<b>90817</b>26354"),
    "in a cell of another form": '<tr><td class="value">9081726354</td></tr>',
    "outside a cell": '<tr><td class="value" dir="auto" data-label="Name">Ann</td>9081726354</tr>',
}


@pytest.mark.parametrize("row", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_forbidden_value_in_a_row_is_found(row: str) -> None:
    with pytest.raises(NeverDisclosed):
        check(row)


def test_what_a_filter_has_seen_once_it_finds_again() -> None:
    guard = TextFilter(KNOWN)
    text = "account 9081726354"
    assert [guard.scan(text, known_only=True) for _ in range(2)] == [("account number",)] * 2
    assert guard.scan("Ann", known_only=True) == guard.clean("Ann", known_only=True).found == ()
    assert guard.clean(text, known_only=True).text == guard.clean(text, known_only=True).text != text


def test_what_is_clean_in_a_structured_column_is_looked_at_anew_in_free_text() -> None:
    guard = TextFilter(KNOWN)
    ssn = "078-05-1120"
    assert guard.clean(ssn, known_only=True).text == ssn
    assert guard.clean(ssn).text != ssn and guard.scan(ssn, known_only=False)
