"""What is tried again, how often, after which pauses; and that nothing is counted twice or lost by it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from engine.conftest import Worlds
from engine.world import Database, counts

from habeas.engine.execute import execute
from habeas.engine.journal import MemoryJournal
from habeas.engine.patience import Patience
from habeas.engine.verify import verify
from habeas.stores.errors import StoreBusy, StoreError, StoreLost, StoreRefused, StoreUnreachable

MAP = "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}}}"


def _patience(pauses: list[float], attempts: int = 4) -> Patience:
    return Patience(attempts, 1.0, pauses.append, lambda: 0.0)


def _failing(*errors: StoreError) -> Callable[[], str]:
    waiting = list(errors)

    def work() -> str:
        if waiting:
            raise waiting.pop(0)
        return "done"

    return work


def test_pauses_double_and_tries_are_counted_and_logged_without_a_message(caplog: Any) -> None:
    pauses: list[float] = []
    with caplog.at_level(logging.WARNING):
        done = _patience(pauses).again("core", _failing(StoreBusy("x"), StoreBusy("a@x.org"), StoreBusy("x")))
    assert (done.result, done.retries, done.is_repeated, pauses) == ("done", 3, False, [1.0, 2.0, 4.0])
    assert caplog.records[0].getMessage() == "system core: StoreBusy, try 2 follows"
    assert "a@x.org" not in caplog.text


def test_tries_are_bounded() -> None:
    pauses: list[float] = []
    with pytest.raises(StoreBusy, match="last"):
        _patience(pauses, 3).again("core", _failing(StoreBusy("x"), StoreBusy("x"), StoreBusy("last"), StoreBusy("x")))
    assert pauses == [1.0, 2.0]


@pytest.mark.parametrize("error", [StoreRefused("x"), StoreUnreachable("x")])
def test_what_is_refused_or_does_not_answer_at_all_is_not_tried_again(error: StoreError) -> None:
    pauses: list[float] = []
    with pytest.raises(type(error)):
        _patience(pauses).again("core", _failing(error))
    assert pauses == []


def test_a_system_that_went_away_is_waited_for_while_it_starts_again() -> None:
    pauses: list[float] = []
    done = _patience(pauses).again("core", _failing(StoreLost("x"), StoreUnreachable("x")))
    assert (done.retries, done.is_repeated, pauses) == (2, True, [1.0, 2.0])


def _filled(database: Database) -> None:
    database.run("CREATE TABLE person (id integer PRIMARY KEY, email text)")
    database.fill("person", (1, "a@x.org"), (2, "b@x.org"))


def _fails_once(database: Database, statement: str) -> None:
    """A trigger that fails on the first deletion: a sequence remembers what a rollback forgets."""
    database.run(
        "CREATE SEQUENCE tries",
        "CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF nextval('tries') = 1 THEN {statement} END IF; RETURN OLD; END $$",
        "CREATE TRIGGER once BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION once()",
    )


@pytest.mark.parametrize(
    "statement",
    [
        "RAISE EXCEPTION 'x' USING ERRCODE = '40P01';",
        "RAISE EXCEPTION 'x' USING ERRCODE = '40001';",
        "RAISE EXCEPTION 'x' USING ERRCODE = '55P03';",
        "PERFORM pg_terminate_backend(pg_backend_pid());",
    ],
    ids=["deadlock", "serialisation failure", "lock timeout", "lost connection"],
)
def test_a_passing_failure_is_tried_again_and_counts_are_exact(
    postgresql: Database, world: Worlds, statement: str
) -> None:
    _filled(postgresql)
    _fails_once(postgresql, statement)
    here, pauses = world(postgresql.system(MAP)), list[float]()
    done = execute(here.prepare("a@x.org"), here.stores, MemoryJournal(), patience=_patience(pauses))
    assert counts(done) == {0: {"main.person:erase": 1}} and done.retries == {"main": 1} and pauses == [1.0]
    assert postgresql.rows("SELECT id FROM person") == [(2,)]


def test_a_failure_that_does_not_pass_is_not_tried_again(postgresql: Database, world: Worlds) -> None:
    _filled(postgresql)
    _fails_once(postgresql, "RAISE EXCEPTION 'x' USING ERRCODE = '23514';")
    here, pauses = world(postgresql.system(MAP)), list[float]()
    with pytest.raises(StoreRefused):
        execute(here.prepare("a@x.org"), here.stores, MemoryJournal(), patience=_patience(pauses))
    assert pauses == []


def test_a_connection_lost_right_after_the_commit_counts_what_was_committed(
    postgresql: Database, world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(postgresql)
    here, pauses = world(postgresql.system(MAP)), list[float]()
    commit, lost = psycopg.Connection.commit, []

    def commit_and_lose(self: psycopg.Connection[Any]) -> None:
        commit(self)
        if not self.autocommit and not lost and postgresql.rows("SELECT count(*) FROM person") == [(1,)]:
            lost.append(self.pgconn.backend_pid)
            postgresql.run(f"SELECT pg_terminate_backend({lost[0]})")
            self.execute("SELECT 1")  # the answer to the commit never came

    prepared, journal = here.prepare("a@x.org"), MemoryJournal()
    monkeypatch.setattr(psycopg.Connection, "commit", commit_and_lose)
    done = execute(prepared, here.stores, journal, patience=_patience(pauses))
    assert lost and done.retries == {"main": 1}
    assert counts(done) == {0: {"main.person:erase": 1}} and journal.counts[0] == {"main": {"main.person:erase": 1}}
    verify(prepared, here.stores)
    assert postgresql.rows("SELECT id FROM person") == [(2,)]
