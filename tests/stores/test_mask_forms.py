"""Masks in SQL and in Python are one: on PostgreSQL, SQLite and DuckDB, over any text, once and twice."""

from __future__ import annotations

import re
import sqlite3
import string
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.datamap.facts import ColumnFacts
from habeas.stores.files.session import DIALECT
from habeas.stores.masked_text import masked_text
from habeas.stores.masks import EmptyDocument, FirstOf, KeyedHash, PostalArea, SameFormat, TextMask
from habeas.stores.same_format import CHECK, same_format
from habeas.stores.sql.dialects import DIALECTS
from habeas.stores.sql.dialects.duckdb import DuckDB
from habeas.stores.sql.engines import engine_for

MASKS = [FirstOf("year"), FirstOf("month"), PostalArea(), SameFormat(), EmptyDocument(), KeyedHash()]
FACTS = ColumnFacts("x", "TEXT", "text")
TABLE = sa.table("t", sa.column("n"), sa.column("x"))
Forms = Callable[[TextMask, list[str | None]], list[str | None]]

# Anything that PostgreSQL stores, and what masks look for.
ANY = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=40)
LIKELY = st.from_regex(
    r"[0-9]{3}([0-9]{2}(-[0-9]{4})?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?|[ \t\n]*[\[{\"].*", fullmatch=True
)
NAMES = st.text(string.ascii_letters + string.digits + " .-@+'éŁ王", min_size=8, max_size=40)
TEXTS = st.lists(st.none() | ANY | LIKELY.filter(lambda text: "\x00" not in text) | NAMES, min_size=1, max_size=20)


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Iterator[Forms]:
    path = tmp_path / "texts.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (n integer, x text)")
    yield from _through(engine_for(f"sqlite:{path}", "main", tmp_path, 10))


@pytest.fixture
def in_postgresql(new_database: Callable[[], str], tmp_path: Path) -> Iterator[Forms]:
    url = new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (n integer, x text)")
    yield from _through(engine_for(url, "main", tmp_path, 10))


@pytest.fixture
def in_duckdb() -> Iterator[Forms]:
    connection = duckdb.connect(":memory:")
    connection.execute("CREATE TABLE t (n integer, x varchar)")

    def forms(mask: TextMask, texts: list[str | None]) -> list[str | None]:
        connection.execute("DELETE FROM t")
        connection.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(texts)))
        query = sa.select(DuckDB().masked(TABLE.c.x, FACTS, mask, "secret")).order_by(TABLE.c.n)
        compiled = query.compile(dialect=DIALECT)
        values = [compiled.params[name] for name in compiled.positiontup or ()]  # type: ignore[attr-defined]
        return [x for (x,) in connection.execute(str(compiled), values).fetchall()]

    yield forms
    connection.close()


def _through(engine: sa.Engine) -> Iterator[Forms]:
    ours = DIALECTS[engine.dialect.name]

    def forms(mask: TextMask, texts: list[str | None]) -> list[str | None]:
        with engine.connect().execution_options(habeas_write=True) as connection:
            rows = [{"n": n, "x": x} for n, x in enumerate(texts)]
            connection.execute(sa.insert(TABLE).values(n=sa.bindparam("n"), x=sa.bindparam("x")), rows)
            query = sa.select(ours.masked(TABLE.c.x, FACTS, mask, "secret")).order_by(TABLE.c.n)
            return [x for (x,) in connection.execute(query)]

    yield forms
    engine.dispose()


@pytest.mark.parametrize("mask", MASKS, ids=str)
@pytest.mark.parametrize("place", ["sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.postgres)])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_every_store_masks_as_python_does_and_twice_is_once(
    request: pytest.FixtureRequest, place: str, mask: TextMask, texts: list[str | None]
) -> None:
    forms: Forms = request.getfixturevalue(f"in_{place}")
    once = forms(mask, texts)
    assert once == [masked_text(mask, "secret", text) for text in texts]
    assert forms(mask, once) == once
    assert [masked_text(mask, "secret", text) for text in once] == once


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("94110", "941"),
        ("94110-1234", "941"),
        ("941", "941"),
        ("9411", None),
        ("94", None),
        ("", None),
        ("K1A 0B1", None),
        (" 94110", None),
        ("٩٤١١٠", None),
    ],
)
def test_a_postal_code_keeps_three_digits_or_nothing(text: str, left: str | None) -> None:
    assert masked_text(PostalArea(), "secret", text) == left


@given(text=ANY)
def test_the_format_stays_and_nothing_outside_ascii_does(text: str) -> None:
    masked = same_format("secret", text)
    assert masked is not None and len(masked) == len(text)
    for old, new in zip(text, masked, strict=True):
        kind = next((kind for kind in ("[0-9]", "[A-Z]", "[a-z]") if re.fullmatch(kind, old)), None)
        assert new == old if kind is None and old.isascii() else re.fullmatch(kind or "[a-z]", new)


def test_values_spread_where_they_are_longer_than_the_check_and_only_there() -> None:
    long = {same_format("secret", f"4111 1111 1111 {n:04}") for n in range(2000)}
    short = {same_format("secret", f"{n:0{CHECK}}") for n in range(50)}
    assert len(long) >= 1999 and len(short) == 1


def test_another_secret_gives_another_text_and_knows_no_foreign_check() -> None:
    once = same_format("secret", "Anna-Lena Example")
    assert same_format("another", "Anna-Lena Example") != once
    assert same_format("another", once) != once
