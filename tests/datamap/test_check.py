"""`habeas check`: what differs between the data map and the databases, with its line and the next step."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from engine.conftest import sqlite_in
from engine.world import Database

from habeas.datamap.check import check_project
from habeas.datamap.problems import ProjectInvalid, Severity
from habeas.datamap.project import Project, load_project
from habeas.stores.connect import facts_of_all, open_store

CORE = """system: core
title: Core
url: sqlite:core.sqlite3
tables:
  person:
    subject: self
    erase: row
    columns:
      id: {identifies: core.person}
      email: {category: A, identifies: email, normalise: email}
      address_id: {link: address.id}
  address:
    subject: shared
    columns: {id: {}, street: {category: A}}
  note:
    subject: {via: person_id}
    columns: {id: {}, person_id: {}, body: {category: B}, written: {}}
"""
SCHEMA = (
    "CREATE TABLE address (id integer PRIMARY KEY, street text)",
    "CREATE TABLE person (id integer PRIMARY KEY, email text, address_id integer REFERENCES address)",
    "CREATE TABLE note (id integer PRIMARY KEY, person_id integer REFERENCES person, body text, written date)",
    "CREATE INDEX e ON person (lower(email))",
    "CREATE INDEX n ON note (person_id)",
)
OTHERS = {
    "habeas.toml": "",
    "business.yml": "name: Acme\ncontact: {email: privacy@example.com}\n",
    "recipients.yml": "recipients: []\n",
    "notice.yml": "effective_on: 2024-01-01\nupdated_on: 2024-01-01\nsummary: [x]\nintroduction: x\ncategories:\n"
    + "".join(f"- {{code: {code}, examples: x, sources: x, purposes: x, retention: x}}\n" for code in "ABD"),
}
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def make(core: str = CORE, schema: tuple[str, ...] = SCHEMA) -> Path:
        (tmp_path / "systems").mkdir(exist_ok=True)
        (tmp_path / "systems" / "core.yml").write_text(core)
        for name, text in OTHERS.items():
            (tmp_path / name).write_text(text)
        sqlite_in(tmp_path, "core").run(*schema)
        return tmp_path

    return make


def _problems(
    folder: Path, regimes: Collection[str] | None = None, exceptions: Collection[str] | None = None
) -> list[str]:
    project: Project = load_project(folder)
    facts, unreachable = facts_of_all(project)
    return [str(problem) for problem in (*unreachable, *check_project(project, facts, regimes, exceptions))]


def test_a_map_that_fits_has_no_problems(folder: Folder) -> None:
    assert _problems(folder()) == []


def _changed(old: str, new: str) -> str:
    assert old in CORE
    return CORE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("core", "found"),
    [
        (_changed("body: {", "text: {"), "17: table core.note has no column 'text'; it has: id, person_id, body, written"),
        (_changed("      id: {identifies: core.person}\n", ""), "8: table core.person: the map does not name its columns id"),
        (CORE + "  ghost: {subject: {via: person_id}}\n", "18: the database has no table 'ghost'; it has: address, note, person"),
        (_changed("via: person_id", "via: body"), "16: `via: body`: the database declares no foreign key there"),
        (_changed("{via: person_id}", "{link: person.email, column: person_id}"), "16: column 'person_id' is INTEGER but core.person.email is TEXT; expected columns of the same type"),
        (_changed("{via: person_id}", "{link: person.number, column: person_id}"), "16: the link points to core.person.number, a column that does not exist"),
        (_changed("{via: person_id}", "{link: crm.contact.id, column: person_id}"), "16: the link points to system 'crm', which is not in systems/"),
        (_changed("{via: person_id}", "{link: nowhere, column: person_id}"), "16: link 'nowhere' is not of the form TABLE.COLUMN"),
        (_changed("subject: shared\n    columns: {id: {}, street: {category: A}}", "ignore: none of ours"), "11: the link points to table core.address, which the data map says is ignored or not searched"),
        (_changed("link: address.id", 'link: "address.(id, street)"'), "has 2 columns, 'address_id' is one"),
        (_changed("      address_id: {link: address.id}\n", "      address_id: {}\n"), "12: warning: nothing leads to table core.address"),
        (_changed("{via: person_id}\n", "{via: person_id}\n    keep: {for: 7 years, from: id, because: x}\n"), "17: column 'id' of core.note is INTEGER; expected a column of dates"),
        (_changed("{via: person_id}\n", "{via: person_id}\n    collected: nothing\n"), "17: table core.note has no column 'nothing'"),
        (_changed("{via: person_id}\n", "{via: person_id}\n    regime: {name: glba, where: {id: car}}\n"), "17: core.note: column 'id' is INTEGER and never 'car'"),
        (_changed("    erase: row\n", "    erase: row\n    keep: {while: address, because: x}\n"), "no foreign key, and no link without `where` and `normalise`, leads from 'address' to core.person: it would never keep a row"),
        (_changed("sqlite:core.sqlite3", "postgresql://app:secret@db/core"), "3: `url` holds a password; never a secret in the file: write env:NAME or file:PATH"),
        (_changed("url: ", "read_url: postgresql://db/core?user=a&password=secret\nurl: "), "3: `read_url` holds a password"),
        (_changed("sqlite:core.sqlite3", "sqlite:gone.sqlite3"), "3: system 'core': there is no SQLite file at its url"),
        (_changed("sqlite:core.sqlite3", "env:HABEAS_TEST_NOT_SET"), "3: the environment variable HABEAS_TEST_NOT_SET is not set"),
    ],
)  # fmt: skip
def test_what_differs_is_named_with_its_line(folder: Folder, core: str, found: str) -> None:
    problems = _problems(folder(core))
    assert any(found in problem for problem in problems), problems
    assert not any("app:secret" in problem for problem in problems)


@pytest.mark.parametrize(
    ("link", "problems"),
    [
        ("{link: person.id, column: person_id}", 0),
        ("{link: person.id, column: person_id, where: {body: x}}", 1),
        ("{link: person.address_id, column: person_id, normalise: phone}", 1),
    ],
)
def test_rows_are_kept_by_a_link_as_by_a_foreign_key(folder: Folder, link: str, problems: int) -> None:
    core = _changed("    erase: row\n", "    erase: row\n    keep: {while: note, because: x}\n").replace(
        "{via: person_id}", link
    )
    found = _problems(folder(core, tuple(one.replace("integer REFERENCES person", "integer") for one in SCHEMA)))
    assert len([one for one in found if "it would never keep a row" in one]) == problems


def test_a_table_neither_named_nor_ignored_is_an_error(folder: Folder) -> None:
    made = folder(schema=(*SCHEMA, "CREATE TABLE extra (id integer)"))
    assert _problems(made) == [
        "systems/core.yml:4: table 'extra' of the database is not in the data map; describe it, or write `extra: {ignore: REASON}`"
    ]
    (made / "systems" / "core.yml").write_text(CORE + '  extra: {ignore: "not about people"}\n')
    assert _problems(made) == []


def test_names_are_checked_against_what_the_law_knows_when_it_is_given(folder: Folder) -> None:
    made = folder(
        _changed("{via: person_id}\n", "{via: person_id}\n    regime: glbaa\n    keep: {because: 1798.105(d)(99)}\n")
    )
    assert _problems(made) == []
    assert _problems(made, ["glba", "hipaa"], ["1798.105(d)(1)"]) == [
        "systems/core.yml:17: unknown regime 'glbaa'; expected one of: glba, hipaa",
        "systems/core.yml:18: unknown exception '1798.105(d)(99)'; expected one of: 1798.105(d)(1)",
    ]


def test_a_lookup_without_an_index_is_a_warning_with_the_statement_that_mends_it(folder: Folder) -> None:
    made = folder(schema=SCHEMA[:3])
    project = load_project(made)
    facts, _ = facts_of_all(project)
    problems = check_project(project, facts)
    assert {problem.severity for problem in problems} == {Severity.warning}
    database = Database(f"sqlite:{made}/core.sqlite3")
    for problem in problems:
        database.run(problem.message.partition("; ")[2])
    assert len(problems) == 2 and _problems(made) == []


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("normalise", ["email", "phone"])
def test_only_an_index_over_the_very_expression_serves_a_normalised_lookup(
    request: pytest.FixtureRequest, folder: Folder, monkeypatch: pytest.MonkeyPatch, kind: str, normalise: str
) -> None:
    schema = (
        'CREATE TABLE person (id integer PRIMARY KEY, "Reach Me" varchar(40))',
        'CREATE INDEX plain ON person ("Reach Me")',
    )
    core = f"system: core\ntitle: C\nurl: env:CORE\ntables:\n  person: {{subject: self, columns: {{id: {{}}, 'Reach Me': {{identifies: {normalise}, normalise: {normalise}}}}}}}\n"
    made = folder(core, schema)
    database = Database(f"sqlite:{made}/core.sqlite3")
    if kind == "postgres":
        database = Database(request.getfixturevalue("new_database")())
        database.run(*schema)
    monkeypatch.setenv("CORE", database.url)
    [problem] = _problems(made)
    assert f"has no index for a lookup by normalised {normalise}" in problem
    database.run(problem.partition("; ")[2])
    assert _problems(made) == []
    # The planner agrees.
    key = {"email": "a@x.org", "phone": "4155550134"}[normalise]
    store = open_store(load_project(made).systems["core"], made)
    lookup = store.facts().lookups[normalise].replace("{}", '"Reach Me"')
    store.dispose()
    if kind == "postgres":
        monkeypatch.setenv("PGOPTIONS", "-c enable_seqscan=off")
        plan = database.rows(f"EXPLAIN SELECT * FROM person WHERE {lookup} = '{key}'")
    else:
        plan = database.rows(f"EXPLAIN QUERY PLAN SELECT * FROM person WHERE {lookup} = '{key}'")
    assert re.search(r"lookup", str(plan))


@pytest.mark.parametrize(
    ("core", "found"),
    [
        ("system: core\n  title: x\n", "systems/core.yml:2: not valid YAML: mapping values are not allowed here"),
        ("system: [core\n", "systems/core.yml:2: not valid YAML"),
        ("just words", "systems/core.yml:1: expected keys and values"),
        (_changed("    erase: row\n", "    erase: row\n    erase: columns\n"), "systems/core.yml:8: 'erase' stands twice here; keep one"),
        (_changed("category: B", "category: Z"), "systems/core.yml:17: category: unknown category 'Z'; expected A to L"),
        (_changed("erase: row", "erased: row"), "systems/core.yml:7: unknown key 'erased'; remove it or mend its spelling"),
        (_changed("title: Core\n", ""), "systems/core.yml:1: 'title' is missing"),
        (_changed("{via: person_id}", "{via: person_id, where: {body: []}}"), "systems/core.yml:16: "),
        (_changed("erase: row", "erase: rows"), "systems/core.yml:7: erase: input should be 'row' or 'columns' (found 'rows')"),
        (_changed("    erase: row\n", "    keep: {while: note, for: 7 years, from: x, because: y}\n"), "systems/core.yml:7: keep: `while` stands alone"),
        (_changed("    erase: row\n", "    keep: {for: 7 yrs, from: x, because: y}\n"), "systems/core.yml:7: for: '7 yrs' is no length of time"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_names_the_line_and_the_next_step(folder: Folder, core: str, found: str) -> None:
    with pytest.raises(ProjectInvalid) as caught:
        load_project(folder(core))
    assert any(str(problem).startswith(found) for problem in caught.value.problems), str(caught.value)


def test_every_problem_of_every_file_is_told_at_once(folder: Folder) -> None:
    made = folder(_changed("erase: row", "erased: row"))
    (made / "business.yml").unlink()
    (made / "notice.yml").write_bytes(b"\xff")
    with pytest.raises(ProjectInvalid) as caught:
        load_project(made)
    assert [problem.file for problem in caught.value.problems] == ["business.yml", "notice.yml", "systems/core.yml"]


def test_the_version_follows_what_the_map_says_and_not_how_it_is_written(folder: Folder) -> None:
    first = load_project(folder()).version
    assert load_project(folder("# a comment\n" + CORE, ())).version == first
    assert load_project(folder(_changed("category: B", "category: [B, D]"), ())).version != first


@pytest.mark.parametrize(
    ("action", "said", "found"),
    [
        ("CASCADE", "", "an erasure there would delete rows of 'log'; write `cascade: true` at log and they go along"),
        ("SET NULL", "", "an erasure there would change rows of 'log'"),
        ("SET DEFAULT", "", "an erasure there would change rows of 'log'"),
        ("SET DEFAULT", ", cascade: true", "which `cascade: true` cannot follow; write `cascade: false`"),
        ("CASCADE", ", cascade: true", ""),
        ("SET NULL", ", cascade: false", ""),
        ("RESTRICT", "", ""),
    ],
)
def test_a_key_that_would_touch_rows_of_which_the_map_is_silent_is_an_error(
    folder: Folder, action: str, said: str, found: str
) -> None:
    log = f"CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person (id) ON DELETE {action})"
    problems = _problems(folder(CORE + f"  log: {{ignore: of machines{said}}}\n", (*SCHEMA, log)))
    assert [found in problem for problem in problems] == ([True] if found else [])


def test_a_cascade_is_followed_to_its_end_and_only_from_rows_that_are_deleted(folder: Folder) -> None:
    logs = (
        "CREATE TABLE log (id integer PRIMARY KEY, who integer REFERENCES person (id) ON DELETE CASCADE)",
        "CREATE TABLE line (id integer PRIMARY KEY, log integer REFERENCES log (id) ON DELETE CASCADE)",
    )
    core = CORE + "  log: {ignore: x, cascade: true}\n  line: {ignore: x}\n"
    assert [
        "'line' leads to 'log' with ON DELETE CASCADE" in one for one in _problems(folder(core, (*SCHEMA, *logs)))
    ] == [True]
    masked = core.replace("    erase: row\n", "").replace("identifies: email,", "identifies: email, erase: null,")
    assert _problems(folder(masked, ())) == []  # the same database


def test_cascade_at_a_table_whose_rows_are_described_is_an_error(folder: Folder) -> None:
    with pytest.raises(ProjectInvalid, match="`cascade` is for tables with `ignore` or `not_searched`"):
        load_project(folder(_changed("subject: {via: person_id}", "subject: {via: person_id}\n    cascade: true")))
