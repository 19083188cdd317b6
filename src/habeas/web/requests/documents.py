"""Packages and receipts: built, sealed, kept, fetched."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from habeas.datamap.graph import TableRef
from habeas.delivery.dossier import Column, Disposition, Dossier, NotSearched, Table, Withheld
from habeas.delivery.package import Summary
from habeas.engine.explain import Prepared
from habeas.engine.plan import Plan
from habeas.engine.rules import Fate
from habeas.law.california.clock import california_day
from habeas.web import sealing
from habeas.web.project import current
from habeas.web.requests.categories import category_titles, six_parts
from habeas.web.requests.instruction import window
from habeas.web.requests.known import Known
from habeas.web.requests.models import Document, DocumentKind, Request
from habeas.web.requests.packing import Packers, Write
from habeas.web.requests.spool import Spool


@dataclass(frozen=True)
class Packed:
    """A sealed package: what is in it, the digest of the ZIP, and its entry, which is not stored yet."""

    summary: Summary
    sha256: str
    document: Document


def folder() -> Path:
    """Where sealed documents lie."""
    path = Path(settings.DATA_DIR) / "documents"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def begin(
    request: Request,
    prepared: Prepared,
    spool: Spool,
    known: Known,
    checkpoint: str,
    packers: Packers,
    now: datetime,
) -> Write:
    """Begin with the package of one request; at its foot stands a checkpoint of the ledger."""
    dossier = _dossier(request, prepared, spool, checkpoint, now)
    return packers.begin(dossier, known, prepared.plans[request.pk].rows())


def pack(request: Request, write: Write, now: datetime) -> Packed:
    """Finish and seal the package of one request.

    Raises NeverDisclosed when the output filter finds what must not leave, OSError when the disk is full; nothing
    readable is left behind then.
    """
    with TemporaryFile(dir=folder()) as plain:
        summary = write(plain)
        plain.seek(0)
        digest = hashlib.file_digest(plain, "sha256").hexdigest()
        plain.seek(0)
        expires_at = now + timedelta(days=settings.SERVICE.package_days)
        document = _keep(request, DocumentKind.PACKAGE, plain, now, expires_at)
    return Packed(summary, digest, document)


def keep_receipt(request: Request, data: bytes, now: datetime) -> Document:
    """Seal a receipt; its entry is not stored yet."""
    return _keep(request, DocumentKind.RECEIPT, BytesIO(data), now, None)


def _keep(
    request: Request, kind: DocumentKind, source: BinaryIO, now: datetime, expires_at: datetime | None
) -> Document:
    name = f"{secrets.token_hex(16)}.sealed"
    target = folder() / f".{name}"
    try:
        with target.open("wb") as out:
            sealing.seal_file(request.key, source, out, f"{request.reference}/{kind}")
            out.flush()
            os.fsync(out.fileno())
        os.replace(target, folder() / name)
    finally:
        target.unlink(missing_ok=True)
    return Document(request=request, kind=kind, file=name, size=source.tell(), made_at=now, expires_at=expires_at)


def note(found: Sequence[Document]) -> None:
    """Store the entries, in the caller's transaction; each takes the place of an earlier one of its kind."""
    earlier = Document.objects.filter(request__in=[one.request_id for one in found])
    kinds = {(one.request_id, one.kind) for one in found}
    replaced = [one.file for one in earlier if (one.request_id, one.kind) in kinds]
    Document.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["request", "kind"],
        update_fields=["file", "size", "made_at", "expires_at"],
    )
    # Not before the new ones are certain: the transaction may still be rolled back.
    transaction.on_commit(lambda: _unlink(replaced))


@contextmanager
def undone_on_error() -> Iterator[list[Document]]:
    """The files of the documents put into the list go when the work around them fails."""
    made: list[Document] = []
    try:
        yield made
    except BaseException:
        discard(made)
        raise


def discard(found: Iterable[Document | None]) -> None:
    """Delete the files of documents that are not stored."""
    _unlink(one.file for one in found if one is not None)


def _unlink(names: Iterable[str]) -> None:
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def delete_file(request: Request, kind: DocumentKind) -> None:
    """Delete the sealed file once the transaction is certain; its entry stays."""
    found = request.documents.filter(kind=kind).first()
    if found is not None:
        transaction.on_commit(lambda: (folder() / found.file).unlink(missing_ok=True))


def is_stored(document: Document) -> bool:
    return (folder() / document.file).is_file()


def contents(document: Document) -> Iterator[bytes]:
    """The document's bytes, piece by piece. Raises SealingError."""
    request = document.request
    return sealing.unseal_file(request.key, folder() / document.file, f"{request.reference}/{document.kind}")


def _dossier(request: Request, prepared: Prepared, spool: Spool, checkpoint: str, now: datetime) -> Dossier:
    project = current()
    plan = prepared.plans[request.pk]
    return Dossier(
        reference=request.reference,
        business_name=project.business.name,
        prepared_on=california_day(now),
        window=window(request).reason,
        rights=(request.title,),
        parts=six_parts(plan, project) if request.delivers_categories else (),
        tables=_tables(request, plan, spool) if request.delivers_specific else (),
        withheld=tuple(_withheld(plan)),
        not_searched=tuple(not_searched()),
        contact=project.business.contact.email,
        telephone=project.business.contact.toll_free or "",
        searched=tuple(system.title for system in project.systems.values()),
        checkpoint=checkpoint,
        category_titles=category_titles(),
    )


def _tables(request: Request, plan: Plan, spool: Spool) -> Iterator[Table]:
    project = current()
    for ref in plan.filled:
        system = project.systems[ref.system]
        table = system.tables[ref.table]
        yield Table(
            system=ref.system,
            system_title=system.title,
            name=ref.table,
            title=table.title or ref.table.replace("_", " "),
            columns=_columns(ref, spool),
            rows=spool.rows(request.pk, ref),
            sources=tuple(source.name for source in table.sources),
            purposes=table.purposes,
        )


def _columns(ref: TableRef, spool: Spool) -> tuple[Column, ...]:
    table = current().systems[ref.system].tables[ref.table]
    return tuple(
        Column(
            name=name,
            label=table.columns[name].title or name.replace("_", " "),
            categories=table.columns[name].category,
            sensitive=table.columns[name].sensitive,
            disposition=disposition(name, ref),
            description=f"{table.columns[name].describe} (on file, not shown)" if table.columns[name].describe else "",
        )
        for name in spool.columns[ref]
    )


def disposition(name: str, ref: TableRef) -> Disposition:
    """What happens to a column's values on their way out."""
    column = current().systems[ref.system].tables[ref.table].columns[name]
    if column.disclose == "never":
        return Disposition.DESCRIBE
    if column.security or (not column.category and not column.sensitive):
        return Disposition.OMIT  # keys, and what was generated for security (§1798.130(a)(3)(B)(iii))
    if column.about == "other":
        return Disposition.REDACT
    return Disposition.FREE_TEXT if column.free_text else Disposition.DELIVER


def _withheld(plan: Plan) -> Iterator[Withheld]:
    for found in plan.outcomes:
        if found.fate is Fate.withhold:
            basis = f"{found.reason} ({found.citation})"
            yield Withheld(found.table.system, found.table.table, found.rows, basis, found.pointer)


def not_searched() -> Iterator[NotSearched]:
    for system in current().systems.values():
        for name, table in system.tables.items():
            if table.not_searched is not None:
                yield NotSearched(table.title or name, table.not_searched.why)
