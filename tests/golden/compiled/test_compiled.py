"""The statements for databases that none of the tests can start: as text that people read, and another parser too.

`make golden` writes the files beside this one anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
import sqlglot
from engine.world import system_of
from sqlalchemy.dialects import mssql, oracle
from sqlalchemy.dialects.postgresql import psycopg2
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import IdentifierPreparer, SQLCompiler

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts
from habeas.datamap.graph import Graph, Node, TableRef, build_graph
from habeas.datamap.tables import Normalise
from habeas.stores.errors import StoreRefused
from habeas.stores.masks import Constant, EmptyDocument, FirstOf, KeyedHash, Mask, Null, PostalArea, SameFormat
from habeas.stores.reached import (
    AllOf,
    AlreadyMasked,
    KeyAmong,
    Keys,
    Matches,
    Predicate,
    Reached,
    Reference,
    YoungerThan,
)
from habeas.stores.sql.dialects import COMPILED
from habeas.stores.sql.statements import Builder

HERE = Path(__file__).parent
MAP = """
person:
  subject: self
  columns:
    id: {identifies: main.person}
    email: {identifies: email, normalise: email}
    phone: {identifies: phone, normalise: phone}
policy: {subject: {via: person_id}, columns: {id: {}, year: {}, person_id: {}}}
claim: {subject: {via: [policy_id, policy_year]}, columns: {id: {}, policy_id: {}, policy_year: {}, "select": {}}}
note: {subject: {link: person.id, column: owner_id, where: {owner_type: person}}, columns: {id: {}, owner_type: {}, owner_id: {}}}
event: {subject: {link: person.id, column: payload.$.customer.id}, columns: {id: {}, payload: {json: {$.customer.id: {}}}}}
transfer:
  subject: [{link: person.id, column: from_id}, {link: person.id, column: to_id}]
  columns: {bank: {}, number: {}, from_id: {}, to_id: {}}
profile:
  subject: {via: person_id}
  columns: {id: {}, person_id: {}, nickname: {}, city: {}, login: {}, born: {}, told: {}, postal_code: {}}
"""
ALL: tuple[tuple[str, Mask], ...] = (
    ("nickname", Null()),
    ("city", Constant("Removed")),
    ("login", KeyedHash()),
    ("born", FirstOf("year")),
    ("told", FirstOf("month")),
    ("postal_code", PostalArea()),
)
TYPES = {"integer": "BIGINT", "text": "VARCHAR(40)", "date": "DATE", "json": "JSON"}


def _table(name: str, columns: str, key: tuple[str, ...] = ("id",), *foreign: ForeignKey) -> TableFacts:
    found = {}
    for one in columns.split(", "):
        column, _, family = one.partition(" ")
        family = family or "integer"
        length = 40 if family == "text" else None
        found[column] = ColumnFacts(column, TYPES[family], family, column not in key, length)
    return TableFacts(name, found, key, foreign)


PERSON = ForeignKey(("person_id",), "person", ("id",))
POLICY = ForeignKey(("policy_id", "policy_year"), "policy", ("id", "year"))
TABLES = (
    _table("person", "id, email text, phone text"),
    _table("policy", "id, year, person_id", ("id", "year"), PERSON),
    _table("claim", "id, policy_id, policy_year, select text", ("id",), POLICY),
    _table("note", "id, owner_type text, owner_id"),
    _table("event", "id, payload json"),
    _table("transfer", "bank text, number, from_id, to_id", ("bank", "number")),
    _table(
        "profile",
        "id, person_id, nickname text, city text, login text, born date, told text, postal_code text",
        ("id",),
        PERSON,
    ),
)


class _Distinct(SQLCompiler):
    compound_keywords: ClassVar = {**SQLCompiler.compound_keywords, sa.CompoundSelect.UNION: "UNION DISTINCT"}


class _Backquoted(IdentifierPreparer):
    def __init__(self, dialect: sa.Dialect) -> None:
        super().__init__(dialect, "`")


def _dialect(name: str) -> sa.Dialect:
    """SQLAlchemy's own where it has one; elsewhere its plain SQL with the quotes of the database."""
    match name:
        case "mssql":
            return mssql.dialect(paramstyle="named")  # type: ignore[no-any-return]
        case "oracle":
            return oracle.dialect()  # type: ignore[no-any-return]
        case "redshift":
            return psycopg2.dialect(paramstyle="named")  # type: ignore[no-any-return]
    plain = DefaultDialect(paramstyle="named")
    plain.supports_native_boolean = True
    plain.supports_default_values = False
    if name in ("bigquery", "databricks"):
        plain.identifier_preparer = _Backquoted(plain)
    if name == "bigquery":
        plain.statement_compiler = _Distinct
    return plain


@pytest.fixture(scope="module")
def graph() -> Graph:
    system = system_of(MAP, system="main", title="Test", url="sqlite:none")
    facts = {table.name: table for table in TABLES}
    return build_graph({"main": system}, {"main": SystemFacts(facts)})


def _reached(graph: Graph, table: str, **keys: object) -> Reached:
    node = graph.nodes[TableRef("main", table)]
    return Reached(node, tuple((access, _keys(access.columns)) for access in node.accesses))


def _keys(columns: tuple[str, ...]) -> Keys:
    words = {"email": "a@x.org", "phone": "4155550134"}
    return Keys([0, 1], [tuple(words.get(name, 17 + n) for name in columns) for n in range(2)])


def _story(name: str, graph: Graph) -> Iterator[tuple[str, str]]:
    """What it is for, and the statement."""
    dialect = _dialect(name)

    def told(statement: Any) -> str:
        return "\n".join(line.rstrip() for line in str(statement.compile(dialect=dialect)).splitlines())

    def new() -> Builder:
        return Builder(COMPILED[name], "secret")

    def node(table: str) -> Node:
        return graph.nodes[TableRef("main", table)]

    young = YoungerThan("born", date(2017, 6, 1))
    kept: list[Predicate] = [
        AllOf((Matches((("city", ("Oakland", None)),)), young)),
        KeyAmong(("id",), ((5,),)),
        AlreadyMasked(ALL),
    ]
    for table in ("person", "claim", "note", "event", "transfer"):
        yield f"know: {table}", told(new().export(_reached(graph, table), tuple(node(table).facts.columns)))
    yield "explain: profile", told(new().count(_reached(graph, "profile"), kept, ("nickname",)))
    reference = Reference("claim", POLICY.columns, POLICY.target, _reached(graph, "claim"))
    yield "explain: policy, still pointed at", told(new().referenced(reference, [(1, 2020)], TABLES[2]))
    for table in ("claim", "note", "transfer"):
        yield f"erase: {table}", told(new().delete(_reached(graph, table), ()))
    yield (
        "erase: transfer, but for those that are kept",
        told(new().delete(_reached(graph, "transfer"), [KeyAmong(("bank", "number"), (("north", 5),))])),
    )
    yield "mask: profile", told(new().update(_reached(graph, "profile"), kept, dict(ALL)))
    yield "correct: person", told(new().replace(node("person"), ("id",), "email", [((1,), "old", "new")]))


@pytest.mark.parametrize("name", COMPILED)
def test_the_statements_are_those_that_were_read(name: str, graph: Graph) -> None:
    text = "\n".join(f"-- {what}\n\n{statement};\n" for what, statement in _story(name, graph))
    file = HERE / f"{name}.sql"
    if os.environ.get("HABEAS_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs; `make golden`, then read the difference"


@pytest.mark.parametrize("name", COMPILED)
def test_another_parser_reads_them_without_a_value(name: str, graph: Graph) -> None:
    for what, statement in _story(name, graph):
        parsed = sqlglot.parse_one(statement, dialect={"mssql": "tsql"}.get(name, name))
        assert not isinstance(parsed, sqlglot.exp.Command), what
        for value in ("a@x.org", "4155550134", "secret", "Oakland", "Removed", "north"):
            assert value not in statement, what


@pytest.mark.parametrize("name", COMPILED)
def test_keys_are_one_parameter_in_the_types_of_their_columns(name: str) -> None:
    columns = [TABLES[0].columns["id"], TABLES[0].columns["email"]]
    source, parameters = COMPILED[name].keys("habeas_k1", Keys([0], [("17", "José's")]), columns)
    assert parameters == {"habeas_k1": '[[0, 17, "José\'s"]]'}
    assert list(source.c.keys()) == ["ord", "v0", "v1"]


@pytest.mark.parametrize("name", COMPILED)
def test_a_key_that_the_column_cannot_hold_finds_nobody(name: str) -> None:
    _, parameters = COMPILED[name].keys("habeas_k1", Keys([0], [("no number",)]), [TABLES[0].columns["id"]])
    assert parameters == {"habeas_k1": "[]"}


@pytest.mark.parametrize("mask", [SameFormat(), EmptyDocument()])
@pytest.mark.parametrize("name", COMPILED)
def test_a_mask_that_the_database_has_no_function_for_is_refused(name: str, mask: Mask) -> None:
    facts = TABLES[0].columns["email"]
    with pytest.raises(StoreRefused, match=f"the adapter of {COMPILED[name].title} cannot"):
        COMPILED[name].masked(sa.column("email"), facts, mask, "secret")


@pytest.mark.parametrize("mask", [Constant(""), PostalArea()])
def test_oracle_refuses_an_empty_text_where_null_is_forbidden(mask: Mask) -> None:
    facts = ColumnFacts("email", "VARCHAR2(40)", "text", nullable=False)
    with pytest.raises(StoreRefused, match="which is null there"):
        COMPILED["oracle"].masked(sa.column("email"), facts, mask, "secret")


@pytest.mark.parametrize("name", COMPILED)
def test_both_normal_forms_are_made_by_the_database(name: str) -> None:
    for how in Normalise:
        text = str(COMPILED[name].normalised(sa.column("c"), how).compile(dialect=_dialect(name)))
        assert "lower(c)" in text or "10" in text
