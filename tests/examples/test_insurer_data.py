"""The example insurer: its data are reproducible and hold the traps that its README names."""

from __future__ import annotations

import importlib.util
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from habeas.datamap.check import check_project
from habeas.datamap.project import Project, load_project
from habeas.datamap.tables import System
from habeas.stores.sql.facts import read_facts

INSURER = Path(__file__).parents[2] / "examples" / "insurer"
PEOPLE = 400

MASTER = """
SELECT p.*, a.street, a.city, a.postal_code,
    (SELECT count(*) FROM person o WHERE o.address_id = p.address_id) AS living,
    (SELECT count(*) FROM person o WHERE o.mobile = p.mobile) AS numbered,
    (SELECT count(*) FROM policy WHERE person_id = p.id) AS policies,
    (SELECT count(*) FROM bank_account WHERE person_id = p.id) AS accounts,
    (SELECT count(*) FROM application WHERE person_id = p.id) AS applications
FROM person p JOIN address a ON a.id = p.address_id WHERE lower(p.email) = ?
"""


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("insurer_generate", INSURER / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generator = _generator()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("insurer")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = generator.generate(folder, people=PEOPLE)
    return result


@pytest.fixture
def core(folder: Path, made: dict[str, Any]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "data" / "core.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        yield database


@pytest.fixture
def crm(folder: Path, made: dict[str, Any]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "data" / "crm.sqlite3")) as database:
        yield database


@pytest.fixture(scope="module")
def sessions(folder: Path, made: dict[str, Any]) -> pa.Table:
    return ds.dataset(folder / "data" / "web" / "sessions").to_table()


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(INSURER)


def _column(database: sqlite3.Connection, sql: str) -> list[Any]:
    return [row[0] for row in database.execute(sql)]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_seed_gives_the_same_bytes(folder: Path, made: dict[str, Any], tmp_path: Path) -> None:
    assert generator.generate(tmp_path, people=PEOPLE) == made
    assert _bytes(tmp_path) == _bytes(folder)


def test_another_seed_gives_other_people_and_replaces_the_data(tmp_path: Path) -> None:
    first = generator.generate(tmp_path, people=200, seed=1)
    before = _bytes(tmp_path)
    second = generator.generate(tmp_path, people=200, seed=2)
    assert first["demo_people"] != second["demo_people"]
    assert _bytes(tmp_path) != before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_run_that_breaks_off_leaves_the_old_data_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generator.generate(tmp_path, people=200)
    before = _bytes(tmp_path)

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(generator, "_write_parquet", full)
    with pytest.raises(OSError, match="disk full"):
        generator.generate(tmp_path, people=200, seed=2)
    assert _bytes(tmp_path) == before


def test_too_few_people_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 200"):
        generator.generate(tmp_path, people=199)
    assert list(tmp_path.iterdir()) == []


def test_the_counts_are_those_of_the_files(
    made: dict[str, Any], core: sqlite3.Connection, crm: sqlite3.Connection, sessions: pa.Table
) -> None:
    counts = made["counts"]
    assert counts["core.person"] == PEOPLE
    for name, count in counts.items():
        system, table = name.split(".")
        if system != "web":
            database = {"core": core, "crm": crm}[system]
            assert _column(database, f"SELECT count(*) FROM {table}") == [count], name
    assert counts["web.session"] == sessions.num_rows
    assert all(counts.values())


def test_foreign_keys_hold(core: sqlite3.Connection, crm: sqlite3.Connection) -> None:
    for database in (core, crm):
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert _column(database, "PRAGMA integrity_check") == ["ok"]


def test_about_a_fifth_have_no_policy_but_an_application(core: sqlite3.Connection) -> None:
    without = "FROM person WHERE id NOT IN (SELECT person_id FROM policy)"
    [count] = _column(core, f"SELECT count(*) {without}")
    assert 0.15 * PEOPLE < count < 0.25 * PEOPLE
    for table, expected in (("application", count), ("bank_account", 0)):
        sql = f"SELECT count(DISTINCT person_id) FROM {table} WHERE person_id IN (SELECT id {without})"
        assert _column(core, sql) == [expected]


def test_addresses_are_shared_and_numbers_only_within_an_address(core: sqlite3.Connection) -> None:
    households = core.execute("SELECT address_id, count(*) FROM person GROUP BY 1 HAVING count(*) > 1").fetchall()
    assert 0.08 * PEOPLE < sum(count for _, count in households) < 0.25 * PEOPLE
    homes = _column(
        core, "SELECT count(DISTINCT address_id) FROM person GROUP BY mobile HAVING mobile NOTNULL AND count(*) > 1"
    )
    assert homes and set(homes) == {1}


def test_nothing_could_belong_to_anybody(core: sqlite3.Connection, crm: sqlite3.Connection, sessions: pa.Table) -> None:
    emails = _column(core, "SELECT email FROM person WHERE email NOTNULL") + _column(crm, "SELECT email FROM contact")
    assert all(re.search(r"@example\.(com|org|net)$", email.lower()) for email in emails)
    phones = _column(core, "SELECT mobile FROM person WHERE mobile NOTNULL")
    phones += _column(crm, "SELECT phone FROM contact WHERE phone NOTNULL")
    assert all(re.search(r"55501\d\d$", re.sub(r"\D", "", phone)) for phone in phones)
    # Taxpayer numbers start with 9 too, but never have 10 to 49 in the middle.
    ssns = _column(core, "SELECT ssn FROM person WHERE ssn NOTNULL")
    assert all(re.fullmatch(r"9\d\d-[1-4]\d-\d{4}", ssn) for ssn in ssns) and len(set(ssns)) == len(ssns)
    assert all(
        re.match(r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:db8::", ip) for ip in sessions["ip"].to_pylist()
    )


def test_emails_differ_only_in_case_between_the_systems(core: sqlite3.Connection, crm: sqlite3.Connection) -> None:
    in_core = {email.lower(): email for email in _column(core, "SELECT email FROM person WHERE email NOTNULL")}
    in_crm = {email.lower(): email for email in _column(crm, "SELECT email FROM contact")}
    both = in_core.keys() & in_crm.keys()
    assert 0.45 * PEOPLE < len(both) < 0.65 * PEOPLE
    assert any(in_core[email] != in_crm[email] for email in both)
    assert in_core.keys() - both and in_crm.keys() - both
    readers = {email.lower() for email in _column(crm, "SELECT email FROM newsletter")}
    assert readers & both and readers - in_core.keys() - in_crm.keys()


def test_social_security_numbers_stand_in_notes_in_several_spellings(core: sqlite3.Connection) -> None:
    bodies = _column(core, "SELECT body FROM claim_note")
    found = [match[0] for body in bodies if (match := re.search(r"9\d\d\D?[1-4]\d\D?\d{4}", body))]
    assert len({re.sub(r"\d", "9", spelling) for spelling in found}) >= 3
    assert len(found) < len(bodies) / 5


def test_calls_hold_test_card_numbers(crm: sqlite3.Connection) -> None:
    assert any("4111" in body or "5555" in body for body in _column(crm, "SELECT body FROM call_note"))


def test_some_sessions_have_no_device_or_an_unknown_one(crm: sqlite3.Connection, sessions: pa.Table) -> None:
    known = set(_column(crm, "SELECT device_id FROM device"))
    devices = sessions["device_id"].to_pylist()
    assert known <= set(devices)
    assert None in devices
    assert {device for device in devices if device} - known


def test_parquet_files_have_row_groups_two_codecs_and_instants_in_utc(folder: Path, made: dict[str, Any]) -> None:
    for name, instant in (("sessions", "started_at"), ("page_views", "viewed_at")):
        files = [pq.ParquetFile(path) for path in sorted((folder / "data" / "web" / name).glob("*.parquet"))]
        assert len(files) > 12
        assert {file.metadata.row_group(0).column(0).compression for file in files} == {"ZSTD", "SNAPPY"}
        assert max(file.metadata.num_row_groups for file in files) > 1
        assert all(file.schema_arrow.field(instant).type == pa.timestamp("us", tz="UTC") for file in files)
        assert all(b"written_by" in file.schema_arrow.metadata for file in files)
        for file in files:
            file.close()


@pytest.mark.parametrize("seed", [20260101, 1, 7])
def test_the_demo_people_fit_their_rules(tmp_path: Path, seed: int) -> None:
    result = generator.generate(tmp_path, people=200, seed=seed)
    assert json.loads((tmp_path / "data" / "demo-people.json").read_text()) == result["demo_people"]
    devices = set(ds.dataset(tmp_path / "data" / "web" / "sessions").to_table()["device_id"].to_pylist())
    with closing(sqlite3.connect(tmp_path / "data" / "core.sqlite3")) as core:
        core.row_factory = sqlite3.Row
        core.execute("ATTACH ? AS crm", (str(tmp_path / "data" / "crm.sqlite3"),))
        rows = []
        for demo in result["demo_people"]:
            [row] = core.execute(MASTER, (demo["email"],)).fetchall()
            rows.append(row)
            shown = ("first_name", "last_name", "birth_date", "mobile", "street", "city", "postal_code")
            told = ("given_name", "family_name", "birth_date", "phone", "street", "city", "postal_code")
            assert [row[name] for name in shown] == [demo[name] for name in told]
            assert row["numbered"] == 1
            sql = "SELECT device_id FROM crm.device WHERE contact_id = (SELECT id FROM crm.contact WHERE lower(email) = ?)"
            owned = core.execute(sql, (demo["email"],)).fetchall()
            assert {device for (device,) in owned} & devices
        policyholder, applicant = rows
        assert policyholder["policies"] >= 1 and policyholder["living"] > 1
        notes = core.execute(
            "SELECT n.body FROM claim_note n JOIN claim c ON c.id = n.claim_id JOIN policy p ON p.id = c.policy_id"
            " WHERE p.person_id = ?",
            (policyholder["id"],),
        )
        digits = policyholder["ssn"].replace("-", "")
        assert any(digits in re.sub(r"\D", "", body) for (body,) in notes)
        assert (applicant["policies"], applicant["accounts"], applicant["living"]) == (0, 0, 1)
        assert applicant["applications"] == 1


def test_the_map_names_every_table_and_column(
    project: Project, folder: Path, core: sqlite3.Connection, crm: sqlite3.Connection
) -> None:
    for name, database in (("core", core), ("crm", crm)):
        tables = set(_column(database, "SELECT name FROM sqlite_master WHERE type = 'table'"))
        assert tables == project.systems[name].tables.keys()
        for table in tables:
            _same_columns(
                project.systems[name], table, [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            )
    for table, described in project.systems["web"].tables.items():
        paths = sorted((folder / "data" / "web").glob(described.path or ""))
        assert paths
        _same_columns(project.systems["web"], table, pq.read_schema(paths[0]).names)


def test_the_map_fits_the_databases_and_every_lookup_has_an_index(
    project: Project, folder: Path, made: dict[str, Any]
) -> None:
    facts = {}
    for name in ("core", "crm"):
        engine = sa.create_engine(f"sqlite:///{folder / 'data' / name}.sqlite3")
        with engine.connect() as connection:
            facts[name] = read_facts(connection)
        engine.dispose()
    assert check_project(project, facts) == []


def _same_columns(system: System, table: str, columns: list[str]) -> None:
    described = system.tables[table]
    assert described.ignore or list(described.columns) == columns


def test_every_table_says_why_and_how_long(project: Project) -> None:
    for system in project.systems.values():
        for name, table in system.tables.items():
            if table.ignore is None:
                assert table.purposes and table.retention and table.sources and table.title, f"{system.system}.{name}"


def test_the_notice_lists_what_recipients_get(project: Project) -> None:
    rows = {row.code: row for row in project.notice.categories}
    assert "".join(rows) == "ABCDEFGHIJKL"
    told = {(code, kind) for code, row in rows.items() for kind in row.disclosed_to}
    assert told == {(code, who.kind) for who in project.recipients.recipients for code in who.categories}


def test_the_notice_says_what_the_map_says(project: Project) -> None:
    rows = {row.code: row for row in project.notice.categories}
    for system in project.systems.values():
        for table in system.tables.values():
            for column in table.columns.values():
                for code in column.category:
                    assert set(table.purposes) <= set(rows[code].purposes)
                    assert {source.kind for source in table.sources} <= set(rows[code].sources)
