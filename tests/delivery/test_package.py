import base64
import csv
import io
import json
import tracemalloc
import uuid
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import PurePosixPath

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.delivery import (
    Column,
    Disposition,
    Dossier,
    MalformedDossier,
    NeverDisclosed,
    NotSearched,
    Part,
    PartItem,
    Table,
    Withheld,
    package,
    schema_text,
    write_package,
)
from habeas.delivery.cells import Cell
from habeas.delivery.never_disclose import TextFilter

SSN = ("Social Security number", "078-05-1120")
D = Disposition


def table(rows, *columns, name="claims", system="core", **more):
    columns = columns or (Column("note", "Note", ("B",), disposition=D.FREE_TEXT),)
    return Table(system, f"The {system} system", name, f"Your {name}", columns, rows, **more)


def dossier(*tables, **more):
    more = {
        "category_titles": {"A": "Identifiers", "B": "Customer records"},
        "contact": "privacy@example.com",
        "telephone": "1-800-555-0199",
        **more,
    }
    more.setdefault("window", "since 1 January 2022")
    return Dossier("R-1", "Acme Insurance", date(2026, 3, 1), rights=("know",), tables=tables, **more)


def built(given, known=(SSN,)):
    target = io.BytesIO()
    summary = write_package(given, target, known_values=known)
    archive = zipfile.ZipFile(target)
    return summary, {name: archive.read(name).decode() for name in archive.namelist()}


def rows_of(files, place=0):
    data = json.loads(files["data.json"])
    jsonschema.validate(data, json.loads(files["schema.json"]), jsonschema.Draft202012Validator)
    return data["systems"][0]["tables"][place]["rows"]


def unchecked(value):
    return Cell(value, value, value)


def records(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(html):
    class Reader(HTMLParser):
        found, tags, inside = [], set(), False

        def handle_starttag(self, tag, attrs):
            self.tags.add(tag)
            self.inside = tag == "td"
            if self.inside:
                self.found.append("")

        def handle_data(self, data):
            if self.inside:
                self.found[-1] += data

        def handle_endtag(self, tag):
            self.inside = False

    reader = Reader()
    reader.found, reader.tags = [], set()
    reader.feed(html)
    reader.close()
    return reader.found, reader.tags


def test_an_ssn_and_a_fingerprint_are_described_and_appear_in_no_file():
    columns = (
        Column("ssn", "Social Security number", ("A", "B"), ("1A",), D.DESCRIBE),
        Column(
            "print", "Fingerprint", ("E",), ("2A",), D.DESCRIBE, "unique biometric data including a fingerprint scan"
        ),
        Column("note", "Note", ("B",), (), D.FREE_TEXT),
        Column("username", "User name", ("A",)),
    )
    row = {"ssn": "078-05-1120", "print": b"\x01\x02", "note": "cust. SSN 078 05 1120", "username": "jo078051120"}

    summary, files = built(dossier(table([row], *columns)))

    for text in files.values():
        assert not TextFilter([SSN]).scan(text, known_only=True)
    assert rows_of(files) == [
        {
            "ssn": "Social Security number (on file, not shown)",
            "print": "unique biometric data including a fingerprint scan",
            "note": "cust. SSN [Social Security number, on file, not shown]",
            "username": "jo[Social Security number, on file, not shown]",
        }
    ]
    items = [one.item for one in summary.described]
    assert items[:2] == [
        "Social Security number (on file, not shown)",
        "unique biometric data including a fingerprint scan",
    ]
    assert all(item in files["index.html"] and item in files["README.txt"] for item in items)
    assert "call 1-800-555-0199 and say the value" in files["index.html"]
    assert summary.redactions == 4
    assert summary.rows == {("core", "claims"): 1}


def test_nothing_on_file_means_no_line_that_it_is():
    summary, files = built(dossier(table([{"ssn": None}], Column("ssn", "SSN", disposition=D.DESCRIBE))))

    assert summary.described == ()
    assert rows_of(files) == [{"ssn": None}]


def test_another_persons_data_is_redacted_and_keys_and_security_data_are_left_out():
    columns = (Column("payer", "Payer", disposition=D.REDACT), Column("fraud_score", "Score", disposition=D.OMIT))

    _, files = built(dossier(table([{"payer": "Roe", "fraud_score": 93, "undeclared": "x"}], *columns)))

    assert rows_of(files) == [{"payer": "[another person's information]"}]
    assert not any("fraud_score" in text or "Roe" in text for text in files.values())


def test_values_keep_their_exact_form():
    values = {
        "text": " a\r\nb ",
        "whole": 2**80,
        "real": 0.1,
        "odd": float("nan"),
        "money": Decimal("10.50"),
        "yes": True,
        "day": date(2024, 2, 29),
        "moment": datetime(2024, 2, 29, 13, 5, tzinfo=UTC),
        "hour": time(13, 5),
        "length": timedelta(days=1, hours=2),
        "blob": memoryview(b"\x00\xff"),
        "id": uuid.UUID(int=7),
        "list": [1, {"a": Decimal("1.0")}],
        "none": None,
    }

    _, files = built(dossier(table([values], *(Column(name, name) for name in values))))

    assert rows_of(files)[0] == {
        **values,
        "odd": "nan",
        "money": "10.50",
        "day": "2024-02-29",
        "moment": "2024-02-29T13:05:00+00:00",
        "hour": "13:05:00",
        "length": "P1DT7200S",
        "blob": {"base64": base64.b64encode(b"\x00\xff").decode()},
        "id": "00000000-0000-0000-0000-000000000007",
        "list": [1, {"a": "1.0"}],
    }
    assert "binary, 2 bytes" in cells(files["index.html"])[0]
    assert records(files["csv/core.claims.csv"])[1][0] == " a\r\nb "


@pytest.mark.parametrize("value", [b"078-05-1120", "078\udc80", memoryview(b"hello")])
def test_bytes_and_broken_text_in_a_note_are_not_shown(value):
    _, files = built(dossier(table([{"note": value}])))

    assert rows_of(files) == [{"note": "[content not shown: could not be checked]"}]


@pytest.mark.parametrize(
    "value",
    [
        78051120,
        ["078", "05", "1120"],
        {"a": {"b": ["x 078 05 1120"]}},
        {"078-05-1120": 1},
        b"..078-05-1120..",
        "078-05-1120".encode("utf-16-le"),
        Decimal("78051120"),
    ],
)
def test_a_known_value_hidden_in_a_structured_column_is_taken_out(value):
    summary, files = built(dossier(table([{"c": value}], Column("c", "C"))))

    assert "1120" not in files["data.json"]
    assert "1120" not in files["csv/core.claims.csv"]
    assert summary.redactions >= 1


def test_a_labelled_secret_in_a_json_note_is_taken_out():
    _, files = built(dossier(table([{"note": {"password": "hunter2"}}])))

    assert not any("hunter2" in text for text in files.values())


def test_what_the_filter_lets_through_by_a_fault_stops_the_release(monkeypatch):
    monkeypatch.setattr("habeas.delivery.cells._shown", lambda value, guard, known_only: unchecked(value))
    target = io.BytesIO()

    with pytest.raises(NeverDisclosed) as caught:
        write_package(dossier(table([{"note": "SSN 078-05-1120"}])), target, known_values=[SSN])

    assert "csv/core.claims.csv" in str(caught.value)
    assert "claims" in str(caught.value)
    assert "note" in str(caught.value)
    assert "1120" not in str(caught.value)
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "value", [{"accountNumber": 12345678}, {"a": [{"pwd": "x 12345678 y"}]}, '{"password": "12345678"}']
)
def test_a_key_of_a_json_note_labels_its_value(value):
    _, files = built(dossier(table([{"note": value}])))

    assert not any("12345678" in text for text in files.values())


@pytest.mark.parametrize("file", ["csv", "page", "data"])
def test_each_file_is_checked_on_its_own(monkeypatch, file):
    for other in {"csv", "page", "data"} - {file}:
        monkeypatch.setattr(package.FinalCheck, other, lambda *args: None)
    monkeypatch.setattr("habeas.delivery.cells._shown", lambda value, guard, known_only: unchecked(value))

    with pytest.raises(NeverDisclosed):
        built(dossier(table([{"note": 'a "quoted"\r\n078 05 1120'}])))


def test_a_known_number_in_fixed_wording_stops_the_release():
    with pytest.raises(NeverDisclosed):
        built(dossier(table([]), contact="ask for 078-05-1120"))


def test_a_password_that_is_a_common_word_does_not_stop_the_release():
    _, files = built(dossier(table([{"note": "my number"}])), [("account password", "number"), ("PIN", "2026")])

    assert rows_of(files) == [{"note": "my [account password, on file, not shown]"}]


def test_an_error_while_rows_are_read_leaves_nothing_behind():
    def rows():
        yield {"note": "a"}
        raise ConnectionError

    target = io.BytesIO()
    with pytest.raises(ConnectionError):
        write_package(dossier(table(rows())), target, known_values=[])

    assert target.getvalue() == b""


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(MalformedDossier, match=r"claims.*'a'"):
        built(dossier(table([], Column("a", "A"), Column("a", "B"))))


HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "</td><script>alert(1)</script>",
            '" onload="x',
            "<!--",
            "]]>",
            "&lt;&#0;",
            "=cmd|' /C calc'!A0",
            "\r\n,\"'",
            "\x00\x1b[31m",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_stays_text_in_every_file(value, label, title):
    columns = (Column("c", label), Column("d", "D", (title,)))
    more = Table("s", title, "t", title, columns, [{"c": value, "d": value}])
    given = dossier(more, window=label, contact=title)

    _, files = built(given, [])

    found, tags = cells(files["index.html"])
    assert not tags & {"script", "img", "iframe", "link", "a-hostile-tag"}
    assert len(found) == 2
    assert rows_of(files) == [{"c": value, "d": value}]
    first = records(files["csv/s.t.csv"])[1][0]
    assert first in (value, f"'{value}")
    assert not first.startswith(("=", "+", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("-5", "-5"), (-5, "-5"), (Decimal("-1.5"), "-1.5"), ("-5+1", "'-5+1"), ("+1", "'+1"), ("@a", "'@a")],
)
def test_plain_numbers_are_no_formulas(value, shown):
    _, files = built(dossier(table([{"c": value}], Column("c", "C"))))

    assert records(files["csv/core.claims.csv"])[1] == [shown]
    assert rows_of(files)[0]["c"] in (value, str(value))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_file_names_are_safe_and_unique(names):
    tables = [table([], name=name, system=system) for system, name in names]
    tables.append(table([], name="../../etc/passwd", system="C:\\"))

    summary, _ = built(dossier(*tables), [])

    assert len({name.casefold() for name in summary.files}) == len(tables) + 4
    assert all(".." not in PurePosixPath(name).parts and name.isascii() and "\\" not in name for name in summary.files)


def test_tables_of_one_system_stand_together_and_each_has_its_own_rows():
    given = dossier(
        table([{"note": "one"}], name="a", system="x"),
        table([{"note": "two"}], name="b", system="y"),
        table([{"note": "three"}, {"note": "four"}], name="c", system="x"),
    )

    _, files = built(given)

    systems = json.loads(files["data.json"])["systems"]
    assert [[t["name"] for t in system["tables"]] for system in systems] == [["a", "c"], ["b"]]
    assert systems[0]["tables"][1]["rows"] == [{"note": "three"}, {"note": "four"}]
    assert cells(files["index.html"])[0] == ["one", "three", "four", "two"]


def test_what_was_withheld_and_not_searched_comes_first():
    given = dossier(
        table([], name="policies", withheld=3, withheld_basis="Covered by GLBA"),
        withheld=(Withheld("core", "scores", 2, "Civil Code 1798.145(d)", "Ask the bureau"),),
        not_searched=(NotSearched("Paper archive", "kept for a legal hold only"),),
        parts=(Part("1. Categories collected", (PartItem("Identifiers", ("from you",)),), "Since 2022"),),
    )

    _, files = built(given)

    page = files["index.html"]
    places = [
        page.index(text)
        for text in ("Ask the bureau", "Covered by GLBA", "Paper archive", "1. Categories", "No records are shown")
    ]
    assert places == sorted(places)
    data = json.loads(files["data.json"])
    assert [one["rows"] for one in data["withheld"]] == [2, 3]


def test_an_answer_by_category_needs_no_tables():
    summary, files = built(dossier(parts=(Part("1. Categories collected", (PartItem("Identifiers"),)),)))

    assert summary.files == ("index.html", "data.json", "schema.json", "README.txt")
    jsonschema.validate(json.loads(files["data.json"]), json.loads(files["schema.json"]))


def test_the_page_shows_200_rows_and_says_where_the_rest_is():
    _, files = built(dossier(table({"note": f"n {number}"} for number in range(1500))))

    assert len(cells(files["index.html"])[0]) == 200
    assert "The first 200 of 1,500 records are shown here." in files["index.html"]
    assert len(records(files["csv/core.claims.csv"])) == 1501
    assert len(rows_of(files)) == 1500


def test_a_field_longer_than_a_csv_reader_allows_is_checked_too():
    _, files = built(dossier(table([{"note": 'long, "' + "x" * 300_000}])))

    assert len(rows_of(files)[0]["note"]) > 300_000


def test_the_page_fetches_and_runs_nothing():
    _, files = built(dossier(table([{"note": "x"}])))

    assert not cells(files["index.html"])[1] & {"script", "link", "img", "iframe", "form"}
    assert "http://" not in files["index.html"]
    assert "https://" not in files["index.html"]


def test_the_same_dossier_gives_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    write_package(dossier(table([{"note": "x"}])), first, known_values=[SSN])
    write_package(dossier(table([{"note": "x"}])), second, known_values=[SSN])

    assert first.getvalue() == second.getvalue()


def test_the_schema_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("count", [20_000, pytest.param(200_000, marks=pytest.mark.long)])
def test_memory_does_not_grow_with_the_rows(tmp_path, count):
    rows = ({"note": f"visited page {number} and looked around {number}" * 4} for number in range(count))
    tracemalloc.start()
    try:
        with open(tmp_path / "package.zip", "w+b") as target:
            given = dossier(table(rows, Column("note", "Note")))
            summary = write_package(given, target, known_values=[SSN], scratch=tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert summary.rows == {("core", "claims"): count}
    assert peak < 6 * 2**20
