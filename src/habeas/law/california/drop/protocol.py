"""How a broker talks to DROP, and what each answer of the agency's interface asks for.

CalPrivacy DROP Data Broker API 1.2.0, read 2026-11-23 (https://privacy.ca.gov). Only answers that say so are tried
again; every other refusal is a task for a person, so that no loop runs against the agency. Left out: webhooks
(`webhook`), and sending anything: nothing here touches a network.

>>> call_to(Call.DOWNLOAD, sandbox=True).value.url
'https://api.drop.privacy.ca.gov/sandbox/data/download'
>>> may_connect("1.1").value
False
>>> found = after_download(202, retry_after=60).value
>>> found.step.value, found.wait_seconds
('poll', 60)
>>> after_download(200, content_type="application/json; charset=utf-8").value.step.value
'nothing_new'
>>> after_download(409, open_items=["A7kP2xQ9Lm4R"]).value.items
('A7kP2xQ9Lm4R',)
>>> after_upload(202, rejected=[Rejected("20260312_4821_Email.csv", "bad header")]).value.step.value
'mend_files'
>>> are_rows_checked(["upload.received"]).value
False
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

BASE_URL = "https://api.drop.privacy.ca.gov"
KEY_HEADER = "X-API-KEY"
FILES_FIELD = "files"  # the field of the multipart upload
_OLDEST_TLS = (1, 2)
# Where the answer does not say how long: a minute, doubled each time, an hour at most. (Our choice.)
_FIRST_WAIT, _LONGEST_WAIT = 60, 3600


class Call(StrEnum):
    """What can be asked of the interface."""

    DOWNLOAD = "download"
    UPLOAD = "upload"
    AMEND = "amend"


class Step(StrEnum):
    """What an answer asks for."""

    POLL = "poll"  # the download is being prepared
    STORE_ARCHIVE = "store_archive"  # before reading it: it may not be served twice
    NOTHING_NEW = "nothing_new"
    FINISH_BATCH = "finish_batch"  # items of the last batch have no status
    CHECK_KEY = "check_key"
    SELECT_LISTS = "select_lists"  # or the broker is not eligible
    RETRY = "retry"
    AWAIT_ROW_CHECKS = "await_row_checks"  # files accepted; rows are checked later
    MEND_FILES = "mend_files"  # some or all files were refused
    RENAME_FILES = "rename_files"  # the name was used for this download
    START_DOWNLOAD = "start_download"  # nothing is there to be answered
    CHECK_STATE = "check_state"  # amendments are not taken now
    LOOK = "look"  # anything else a person must see


# What the client does by itself; every other step is a task.
_BY_ITSELF = frozenset(
    {Step.POLL, Step.STORE_ARCHIVE, Step.NOTHING_NEW, Step.RETRY, Step.AWAIT_ROW_CHECKS, Step.RENAME_FILES}
)


@dataclass(frozen=True, slots=True)
class Request:
    """Where and how a call is made."""

    method: str
    url: str
    key_header: str = KEY_HEADER


@dataclass(frozen=True, slots=True)
class Next:
    """What follows an answer. `items` are those without a status, `files` those refused."""

    step: Step
    wait_seconds: int | None = None
    items: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def retry(self) -> bool:
        """Whether the same call is made again without a person."""
        return self.step in (Step.POLL, Step.RETRY)

    @property
    def task(self) -> bool:
        """Whether a person must do something."""
        return self.step not in _BY_ITSELF


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that was refused, and the agency's words."""

    file_name: str
    message: str = ""


@rule("J-30")
def call_to(call: Call, *, sandbox: bool = False) -> Verdict[Request]:
    """Where is this call made, and which header carries the key?"""
    method = "GET" if call is Call.DOWNLOAD else "POST"
    found = Request(method, f"{BASE_URL}{'/sandbox' if sandbox else ''}/data/{call}")
    return ruling(found, f"{method} {found.url}, with the key in {KEY_HEADER}.", "J-30")


@rule("J-30")
def may_connect(tls: str) -> Verdict[bool]:
    """May the connection use this version of TLS?"""
    version = tls.upper().removeprefix("TLS").strip(" V").split(".")
    if not all(part.isdecimal() for part in version):
        raise ImpossibleInput(f"{tls!r} is no version of TLS; expected one such as 1.2.")
    return ruling(tuple(map(int, version)) >= _OLDEST_TLS, "TLS 1.2 or later is demanded.", "J-30")


@rule("J-31", "J-34", "J-60")
def after_download(
    status: int,
    *,
    content_type: str = "",
    retry_after: int | None = None,
    attempt: int = 1,
    open_items: Sequence[str] = (),
) -> Verdict[Next]:
    """What follows this answer to a download? `open_items`: those of the last batch without a status."""
    kind = content_type.partition(";")[0].strip().lower()
    match status:
        case 202:
            reason = "The download is being prepared; ask again."
            return ruling(Next(Step.POLL, _wait(retry_after, attempt)), reason, "J-31")
        case 200 if kind == "application/zip":
            return ruling(Next(Step.STORE_ARCHIVE), "The archive is stored before it is read.", "J-31", "J-34")
        case 200 if kind == "application/json":
            return ruling(Next(Step.NOTHING_NEW), "Nothing is new; this was an access.", "J-31")
        case 409:
            reason = f"The last batch is not finished; without a status: {len(open_items)} of its items."
            return ruling(Next(Step.FINISH_BATCH, items=tuple(open_items)), reason, "J-31", "J-34", "J-60")
    return _refused(status, retry_after, attempt, "J-31")


@rule("J-37", "J-39", "J-60")
def after_upload(
    status: int,
    *,
    call: Call = Call.UPLOAD,
    accepted_count: int | None = None,
    rejected_count: int = 0,
    rejected: Sequence[Rejected] = (),
    retry_after: int | None = None,
    attempt: int = 1,
    answer_was_lost: bool = False,
) -> Verdict[Next]:
    """What follows this answer to an upload or an amendment?

    `answer_was_lost`: the same files were sent before and no answer came; then a name in use means that they arrived.
    """
    if call is Call.DOWNLOAD:
        raise UncoveredCase("Ask `after_download` for the answer to a download.")
    row = "J-39" if call is Call.AMEND else "J-37"
    files = tuple(one.file_name for one in rejected)
    if status == 202 and not files:
        if not accepted_count or rejected_count:
            said = "does not say how many" if accepted_count is None else f"says {accepted_count} accepted"
            reason = f"The answer {said} and {rejected_count} refused, and names none refused: look at it."
            return ruling(Next(Step.LOOK), reason, row, "J-60")
        counted = "1 file was" if accepted_count == 1 else f"{accepted_count} files were"
        reason = f"{counted} accepted; rows are checked later."
        return ruling(Next(Step.AWAIT_ROW_CHECKS), reason, row, "J-38")
    if status in (202, 400) and files:
        return _some_refused(rejected, files, row, answer_was_lost)
    if status == 409:
        step = Step.CHECK_STATE if call is Call.AMEND else Step.START_DOWNLOAD
        return ruling(Next(step), "The agency takes none now; it is not tried again by itself.", row, "J-60")
    return _refused(status, retry_after, attempt, row)


def _some_refused(
    rejected: Sequence[Rejected], files: tuple[str, ...], row: str, answer_was_lost: bool
) -> Verdict[Next]:
    in_use = all(any(word in one.message.lower() for word in ("duplicate", "already")) for one in rejected)
    if in_use and answer_was_lost:
        reason = "The files had arrived although the answer was lost."
        return ruling(Next(Step.AWAIT_ROW_CHECKS, files=files), reason, row)
    if in_use:
        reason = "The names are used for this download; the files are sent under new suffixes."
        return ruling(Next(Step.RENAME_FILES, files=files), reason, row)
    return ruling(Next(Step.MEND_FILES, files=files), f"Refused: {', '.join(files)}.", row, "J-60")


def _refused(status: int, retry_after: int | None, attempt: int, row: str) -> Verdict[Next]:
    if status == 429 or 500 <= status <= 599:
        reason = f"The agency answered {status}; it is tried again after a while."
        return ruling(Next(Step.RETRY, _wait(retry_after, attempt)), reason, row, "J-60")
    step = {401: Step.CHECK_KEY, 403: Step.SELECT_LISTS}.get(status, Step.LOOK)
    reasons = {
        401: "The key is refused: a newer one may have been made.",
        403: "The broker is not eligible, or no list is selected.",
    }
    reason = reasons.get(status, f"The agency answered {status}.")
    return ruling(Next(step), f"{reason} It is not tried again by itself.", row, "J-60")


def _wait(retry_after: int | None, attempt: int) -> int:
    """What the agency says, or our own patience."""
    if retry_after is not None:
        return max(retry_after, 1)
    return int(min(_FIRST_WAIT * 2 ** (min(attempt, 10) - 1), _LONGEST_WAIT))


@rule("J-38")
def are_rows_checked(notices: Collection[str], *, mailed: bool = False) -> Verdict[bool]:
    """Has the agency checked the rows of an upload? It says so by mail or by webhook, later than it accepts files."""
    done = mailed or bool({"upload.processed", "amendment.processed"} & set(notices))
    reason = "The rows were checked." if done else "Files accepted are not rows checked; wait for the notice."
    warning = "Nobody checks whether a status is true; that is the broker's matter."
    return ruling(done, reason, "J-38", warnings=(warning,))
