"""Identifiers of other people go out of the person's free text, and nothing else does."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.delivery import Column, Disposition, Dossier, Table, TextFilter, write_package
from habeas.delivery.never_disclose import ANOTHER_PERSON
from habeas.delivery.other_people import telling

OTHERS = ("Maria Lopez", "maria@x.org", "+1 (415) 555-0134")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Paid by Maria Lopez.", f"Paid by {ANOTHER_PERSON}."),
        ("paid by MARÍA  LÓPEZ, cash", f"paid by {ANOTHER_PERSON}, cash"),
        ("write to Maria@X.org", f"write to {ANOTHER_PERSON}"),
        ("call 415-555-0134 or 415.555.0134", f"call {ANOTHER_PERSON} or {ANOTHER_PERSON}"),
        ("Maria called; Lopez Street", "Maria called; Lopez Street"),
        ("Annamaria Lopezson", "Annamaria Lopezson"),
        ("maria@x.organic", "maria@x.organic"),
    ],
)
def test_free_text_loses_what_tells_another_person_apart(text: str, left: str) -> None:
    guard = TextFilter((), telling(OTHERS, ()))
    cleaned = guard.clean(text)
    assert cleaned.text == left
    assert guard.scan(cleaned.text, known_only=False) == ()
    assert guard.clean(text, known_only=True).text == text


@pytest.mark.parametrize("value", ["", "May", "Will", "spouse", "n/a", "12", "2024", "Anna", "J. D."])
def test_short_and_common_values_are_not_looked_for(value: str) -> None:
    assert telling([value], []) == ()


@pytest.mark.parametrize("value", ["Li Wu", "l@w.cn", "555-0134", "Alexandra", "Anne-Marie", "4155550134"])
def test_a_value_that_tells_somebody_apart_is(value: str) -> None:
    assert telling([value], ["Bert Example"]) == (value,)


@given(st.sampled_from(OTHERS), st.sampled_from(["", "Mrs. ", "x "]))
def test_the_persons_own_identifiers_are_never_taken_out(value: str, before: str) -> None:
    own = before + value
    guard = TextFilter((), telling(OTHERS, [own]))
    assert guard.clean(f"it is {own} again").text == f"it is {own} again"


def test_every_file_of_the_package_is_without_them() -> None:
    rows = [{"note": "=Maria Lopez paid", "city": "Maria Lopez", "facts": {"by": "maria@x.org"}}]
    columns = (
        Column("note", "Note", ("B",), disposition=Disposition.FREE_TEXT),
        Column("city", "City", ("B",)),
        Column("facts", "Facts", ("B",), disposition=Disposition.FREE_TEXT),
    )
    table = Table("core", "Core", "claims", "Claims", columns, rows)
    given = Dossier(
        "R-1",
        "Acme",
        date(2026, 3, 1),
        "",
        ("know",),
        tables=(table,),
        category_titles={"B": "Records"},
        contact="x@y.z",
    )
    target = io.BytesIO()
    summary = write_package(given, target, known_values=(), others=telling(OTHERS, ()))
    archive = zipfile.ZipFile(target)
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any("maria@x.org" in text or "Lopez paid" in text for text in files.values())
    [row] = json.loads(files["data.json"])["systems"][0]["tables"][0]["rows"]
    assert row == {"note": f"={ANOTHER_PERSON} paid", "city": "Maria Lopez", "facts": {"by": ANOTHER_PERSON}}
    assert summary.redactions == 2
