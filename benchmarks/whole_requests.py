"""Whole requests: received, verified, approved, run, packaged and answered, through the services and the worker.

python benchmarks/whole_requests.py [--right know|erase] [--app sqlite|postgresql] [-n CUSTOMERS] [--people N] [--profile]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from databases import NoDatabase, say
from measuring import Differs, profiled, timed
from phases import Phases
from requests_insurer import MAP, insurer, people

from habeas.engine.batch import Identifier, Instruction, Right, Subject
from habeas.engine.execute import execute
from habeas.engine.explain import prepare
from habeas.engine.journal import MemoryJournal
from habeas.engine.read import read
from habeas.engine.verify import verify

STARTER = ("business.yml", "recipients.yml", "notice.yml")
REASON = "called back on the number on file"


def main() -> int:
    chosen = arguments()
    try:
        with insurer(chosen.n, ("app",)) as (data, app), project(data, app if chosen.app == "postgresql" else ""):
            return measure(chosen, data)
    except (NoDatabase, Differs) as error:
        say(str(error))
        return 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Whole requests through the services, the worker and the ledger.")
    parser.add_argument("-n", type=int, default=20_000, metavar="CUSTOMERS", help="default 20000")
    parser.add_argument("--people", type=int, default=1000, metavar="N", help="requests; default 1000")
    parser.add_argument("--right", choices=("know", "erase"), default="know")
    parser.add_argument("--app", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--profile", action="store_true", help="profile the whole instead of timing its phases")
    chosen = parser.parse_args()
    if chosen.n < 2 * chosen.people + WARM:
        parser.error(f"-n {chosen.n} is too small; expected at least {2 * chosen.people + WARM}")
    return chosen


WARM = 5  # people whose requests are not counted: connections, caches, templates


@contextmanager
def project(data: str, app: str) -> Iterator[Path]:
    """A project folder with this insurer, Django set up on it, and one member of staff."""
    folder = Path(tempfile.mkdtemp(prefix="habeas-benchmark-"))
    source = Path(sys.modules[Right.__module__].__file__ or "").parents[1] / "cli" / "starter"
    try:
        for name in STARTER:
            text = (source / name).read_text(encoding="utf-8").replace("{today}", date.today().isoformat())  # noqa: DTZ011
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "systems").mkdir()
        shutil.copy(MAP, folder / "systems" / "insurer.yml")
        database = "env:HABEAS_BENCHMARK_APP" if app else "sqlite:var/habeas.sqlite3"
        toml = (source / "habeas.toml").read_text(encoding="utf-8").replace("sqlite:var/habeas.sqlite3", database)
        (folder / "habeas.toml").write_text(toml, encoding="utf-8")
        os.environ |= {"HABEAS_PROJECT": str(folder), "HABEAS_BENCHMARK_DATABASE": data, "HABEAS_BENCHMARK_APP": app}
        _start(folder)
        yield folder
    finally:
        _stop()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> None:
    from habeas.cli.application import start
    from habeas.cli.keys import make_keys

    make_keys(folder, "127.0.0.1/habeas")
    start()


def _stop() -> None:
    from django.apps import apps

    if apps.ready:
        from django.db import connections

        from habeas.web.project import systems

        for store in systems().stores.values():
            store.dispose()  # type: ignore[attr-defined]
        connections.close_all()


def measure(chosen: argparse.Namespace, data: str) -> int:
    from django.db import connection

    from habeas.web.accounts.permissions import Role, add_staff

    # Staff do not log in here, so the password is nobody's.
    analyst = add_staff("analyst", os.urandom(12).hex(), Role.analyst)
    run(people(data, 0, WARM), chosen.right, analyst, Phases())
    say(f"{chosen.people:,} whole requests to {chosen.right}")
    asked = people(data, WARM, chosen.people)
    phases = Phases()
    if chosen.profile:
        profiled(lambda: run(asked, chosen.right, analyst, Phases()), lines=60)
        return 0
    watch(phases)
    with connection.execute_wrapper(phases.statement):
        run(asked, chosen.right, analyst, phases)
    numbers = answered(chosen.people)
    others = people(data, WARM + chosen.people, chosen.people)
    engine, _ = timed(lambda: by_engine(others, chosen.right))
    print(f"{chosen.right}, {chosen.people:,} requests, {chosen.n:,} customers in PostgreSQL, own data in {chosen.app}")
    print("\n".join(phases.table(chosen.people)))
    print(f"wall {phases.wall:.1f} s, CPU of this process {phases.cpu:.1f} s (user and system)")
    print(
        f"the engine alone, for as many others: {engine:.2f} s; whole requests take {phases.wall / engine:.1f} times it"
    )
    if chosen.right == "know":
        plain, size = plainly_written(numbers)
        print(f"the same files into plain ZIPs: {plain:.2f} s ({size / 1e6:.1f} MB); ratio {phases.wall / plain:.1f}")
    print(f"people per minute by the CPU time: {chosen.people / phases.cpu * 60:,.0f}")
    print(f"people per minute: {chosen.people / phases.wall * 60:,.0f}")
    return 0


def run(asked: Sequence[dict[str, str]], right: str, analyst: object, phases: Phases) -> None:
    """What the doors do, one request after the other, and what a worker does in between."""
    from django.utils import timezone

    from habeas.web.jobs.worker import drain
    from habeas.web.requests.models import Door, Request
    from habeas.web.requests.models import Right as Asked
    from habeas.web.requests.services import approval, decision, intake
    from habeas.web.requests.states import State

    is_know = right == "know"
    with phases.phase("receive"):
        for fields in asked:
            intake.receive(
                right=Asked.KNOW if is_know else Asked.DELETE,
                fields=fields,
                door=Door.WEB,
                actor="consumer",
                now=timezone.now(),
                wants_categories=is_know,
                wants_specific=is_know,
            )
    with phases.phase("worker: queue"):
        drain()
    with phases.phase("verify"):
        for request in Request.objects.filter(state=State.VERIFYING):
            decision.vouch(request=request, reason=REASON, person=analyst, now=timezone.now())  # type: ignore[arg-type]
    with phases.phase("worker: queue"):
        drain()
    with phases.phase("approve"):
        ready = list(Request.objects.filter(state=State.READY))
        digests = {request.pk: request.plan_digest for request in ready}
        approval.approve_all(requests=ready, digests=digests, person=analyst, now=timezone.now())  # type: ignore[arg-type]
    with phases.phase("worker: queue"):
        drain()


def watch(phases: Phases) -> None:
    """Name the parts of the worker's work."""
    from habeas.web.ledger import record
    from habeas.web.requests import answers, documents, letters
    from habeas.web.requests.services import answering, evidence, planning, running

    parts = (
        (evidence, "compare_with_records", "compare"),
        (planning, "make_plans", "plan"),
        (running, "run", "run: the rest"),
        (answering, "_answer", "run: answer"),
        (planning, "prepared_to_read", "run: find and read"),
        (planning, "prepared_set", "prepare"),
        (running, "known_values", "run: find and read"),
        (documents, "pack", "run: package"),
        (documents, "_keep", "run: seal and store"),
        (running, "execute", "run: execute"),
        (running, "verify", "run: verify"),
        (answers, "knowledge", "run: answer"),
        (answers, "erasure", "run: answer"),
        (record, "write_all", "ledger"),
        (record, "receipts", "ledger"),
        (letters, "_composed", "letters: write"),
        (letters, "_keep", "letters: write"),
        (letters, "send", "letters: send"),
    )
    for owner, function, name in parts:
        phases.watch(owner, function, name)


def answered(expected: int) -> list[int]:
    """The numbers of the requests; all are answered, and their receipts verify. Raises Differs."""
    from habeas.proofs.receipt import verify_receipt
    from habeas.web.ledger import record
    from habeas.web.requests.models import Document, DocumentKind, Letter, Request
    from habeas.web.requests.states import State

    numbers = list(Request.objects.order_by("-pk").values_list("pk", flat=True)[:expected])
    done = Request.objects.filter(pk__in=numbers, state=State.ANSWERED).count()
    failed = Request.objects.exclude(failure="").first()
    if done != expected:
        raise Differs(f"{done} of {expected} requests were answered; {failed and failed.failure}")
    unsent = Letter.objects.filter(sent_at=None).count()
    if unsent:
        raise Differs(f"{unsent} letters were not sent")
    for receipt in Document.objects.filter(kind=DocumentKind.RECEIPT, request__in=numbers):
        body = verify_receipt(_opened(receipt), record.signer().verifier).body
        if body["nothing_found"]:
            raise Differs("a request was answered that found nothing")
    return numbers


def _opened(document: object) -> bytes:
    from habeas.web.requests import documents

    return b"".join(documents.contents(document))  # type: ignore[arg-type]


def by_engine(asked: Sequence[dict[str, str]], right: str) -> None:
    """The engine's part alone: find, read to the end or erase and ask again, with a journal in memory."""
    from habeas.web.project import systems

    found = systems()
    who = [Subject(at, (Identifier("email", one["email"]),)) for at, one in enumerate(asked)]
    told = Instruction(Right(right), date.today())  # noqa: DTZ011
    if told.right is Right.know:
        read(who, found.graph, found.stores, told, "benchmark", _to_the_end)
        return
    prepared = prepare(who, found.graph, found.stores, told, "benchmark")
    execute(prepared, found.stores, MemoryJournal())
    verify(prepared, found.stores)


def _to_the_end(_ref: object, _columns: object, batches: Iterator[object]) -> None:
    for _ in batches:
        pass


def plainly_written(numbers: Sequence[int]) -> tuple[float, int]:
    """Seconds for writing the files of these packages into ZIPs in a folder, and their bytes; nothing is sealed."""
    from habeas.web.requests.models import Document, DocumentKind

    packages = Document.objects.filter(kind=DocumentKind.PACKAGE, request__in=numbers)
    contents = []
    for package in packages:
        with ZipFile(BytesIO(_opened(package))) as archive:
            contents.append({name: archive.read(name) for name in archive.namelist()})
    with tempfile.TemporaryDirectory(prefix="habeas-benchmark-") as folder:
        start = time.perf_counter()
        for at, files in enumerate(contents):
            with ZipFile(Path(folder) / f"{at}.zip", "w", ZIP_DEFLATED) as archive:
                for name, data in files.items():
                    archive.writestr(name, data)
        seconds = time.perf_counter() - start
    return seconds, sum(len(data) for files in contents for data in files.values())


if __name__ == "__main__":
    sys.exit(main())
