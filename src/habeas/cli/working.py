"""What the commands do with the services."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from django.utils import timezone
from rich.progress import Progress

from habeas.cli.errors import CommandFailed
from habeas.cli.people import actor as actor_name
from habeas.datamap.graph import TableRef
from habeas.engine import rehearse as rehearsal
from habeas.engine.batch import Correction, Identifier, Subject
from habeas.engine.correct import prepare_correction
from habeas.engine.explain import Prepared, prepare, statements_of
from habeas.engine.identifiers import unusable
from habeas.engine.plan import Plan
from habeas.law.california.clock import california_day
from habeas.law.california.know import look_back
from habeas.stores.errors import StoreError
from habeas.web import sealing
from habeas.web.project import current, systems
from habeas.web.requests import documents
from habeas.web.requests.instruction import correct_instruction, erase_instruction, know_instruction
from habeas.web.requests.models import DocumentKind, Door, Request, Right
from habeas.web.requests.services import commanding

NAMES = {DocumentKind.PACKAGE: "{}.zip", DocumentKind.RECEIPT: "{}-receipt.json"}


def explain(
    identifiers: Sequence[Identifier],
    right: Right,
    *,
    everything: bool = True,
    corrections: tuple[Correction, ...] = (),
) -> tuple[Plan, list[tuple[TableRef, str]]]:
    """The plan for a person and its statements. Nothing is written anywhere."""
    check_identifiers(identifiers)
    today = california_day(timezone.now())
    if right is Right.CORRECT:
        return _explain_correction(Subject(0, tuple(identifiers), corrections), today), []
    ready = _prepared(identifiers, right, today, everything)
    return ready.plans[0], statements_of(ready, systems().stores) if right is Right.DELETE else []


def _prepared(identifiers: Sequence[Identifier], right: Right, today: date, everything: bool = True) -> Prepared:
    if right is Right.DELETE:
        told = erase_instruction(today, today)
    else:
        told = know_instruction(look_back(today, since=None, everything=everything).value, today)
    found = systems()
    salts = {0: sealing.derive("plans shown on the command line")}
    return prepare([Subject(0, tuple(identifiers))], found.graph, found.stores, told, current().version, salts)


def rehearse(identifiers: Sequence[Identifier]) -> Iterator[str]:
    """What an erasure would do, tried in the stores and taken back: a sentence for each table, and what happens besides."""
    check_identifiers(identifiers)
    ready = _prepared(identifiers, Right.DELETE, california_day(timezone.now()))
    found = rehearsal.rehearse(ready, systems().stores)
    for name, rows in sorted(found.counts[0].items()):
        table, _, fate = name.rpartition(":")
        yield f"{table}: {rows} rows {fate}"
    yield from found.sentences()
    for outcome in found.left[0].outcomes:
        if outcome.table.system not in found.not_asked:
            yield f"{outcome.table}: {outcome.rows} rows stay ({outcome.fate}): {outcome.reason}"
    yield "Rehearsed, verified and taken back; nothing was changed."


def _explain_correction(subject: Subject, today: date) -> Plan:
    found = systems()
    salts = {0: sealing.derive("plans shown on the command line")}
    told = correct_instruction(today)
    return prepare_correction([subject], found.graph, found.stores, told, current().version, salts).plans[0]


def check_identifiers(identifiers: Sequence[Identifier]) -> None:
    """Raises CommandFailed for an identifier by which nobody can be found: that is no answer about a person."""
    for why in unusable(identifiers, systems().graph):
        raise CommandFailed(why)


def run(
    identifiers: Sequence[Identifier],
    right: Right,
    *,
    reason: str,
    actor: str,
    progress: Progress,
    everything: bool = True,
    corrections: tuple[Correction, ...] = (),
) -> Request:
    """A request from the command line: received, planned, approved and run by whoever gave the command."""
    with suppress(StoreError):  # a system that is down shows on the request itself
        check_identifiers(identifiers)
    task = progress.add_task("planning", total=None)
    return commanding.run_at_once(
        right=right,
        identifiers=tuple(identifiers),
        everything=everything,
        corrections=corrections,
        reason=reason or "identified by staff on the command line",
        actor=actor_name(actor),
        now=timezone.now(),
        door=Door.COMMAND_LINE,
        progress=lambda step: progress.update(task, description=step),
    )


def retry(reference: str, *, actor: str, progress: Progress) -> Request:
    """Run a request again that failed, or whose process died: it resumes where it stopped."""
    found = Request.objects.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise CommandFailed(f"there is no request {reference!r}; `habeas requests --all` lists them")
    task = progress.add_task("resuming", total=None)
    return commanding.retry(
        request=found,
        actor=actor_name(actor),
        now=timezone.now(),
        progress=lambda step: progress.update(task, description=step),
    )


def summary(request: Request) -> Iterator[str]:
    """The answer in a few lines, from the receipt."""
    receipt = json.loads(b"".join(documents.contents(request.documents.get(kind=DocumentKind.RECEIPT))))
    body = receipt["body"]
    yield f"{request.reference}: {request.answer}"
    for row in body.get("delivered", ()):
        yield f"  {row['system']}.{row['table']}: {row['rows']} rows delivered"
    for row in body.get("done", ()):
        yield f"  {row['system']}.{row['table']}: {row['rows']} rows {row['outcome']}"
    for row in (*body.get("withheld", ()), *body.get("kept", ())):
        yield f"  {row['system']}.{row['table']}: {row['rows']} rows stay ({row['outcome']}): {row['reason']}"
    if body.get("nothing_found"):
        yield f"  nothing found to {'correct' if request.right == Right.CORRECT else 'erase'}"


def save_documents(request: Request, folder: Path) -> Iterator[Path]:
    """Package and receipt, opened, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in request.documents.all():
        path = folder / NAMES[DocumentKind(document.kind)].format(request.reference)
        with path.open("wb") as file:
            for piece in documents.contents(document):
                file.write(piece)
        yield path
