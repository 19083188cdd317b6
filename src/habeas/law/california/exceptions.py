"""The eight exceptions to the right to delete, and what each must pass before a datum may stay under it.

Civ. Code §1798.105(d); Cal. Code Regs., tit. 11, §7022(f); read 2026-11-23 (https://leginfo.legislature.ca.gov). A data
map names an exception by its paragraph; the facts that it states are tested here, datum by datum. Left out: whether the
facts are true, which is for the business to show; the regimes of other laws (`regimes`); the general carve-outs
(`carve_outs`).

>>> invoices = Keeping(necessary=True, statute="Rev. & Tax. Code §19504")
>>> may_keep(DeleteException.LEGAL_OBLIGATION, invoices).cited()
'We need it to comply with a legal obligation: Rev. & Tax. Code §19504. (Civ. Code §1798.105(d)(8))'
>>> may_keep(DeleteException.SECURITY, Keeping(necessary=True)).value
False
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from habeas.law.california.ruling import ruling
from habeas.law.errors import UnknownException
from habeas.law.rule import rule
from habeas.law.verdict import Citation, Verdict, civil_code

T = TypeVar("T")
_PARAGRAPH = re.compile(r"(?:Civ\. Code )?§?\s*(?:1798\.)?105\(d\)\((\d+)\)")


class DeleteException(StrEnum):
    """The eight reasons for which keeping a datum may be reasonably necessary."""

    TRANSACTION = "1798.105(d)(1)"
    SECURITY = "1798.105(d)(2)"
    DEBUGGING = "1798.105(d)(3)"
    FREE_SPEECH = "1798.105(d)(4)"
    CALECPA = "1798.105(d)(5)"
    RESEARCH = "1798.105(d)(6)"
    INTERNAL_USE = "1798.105(d)(7)"
    LEGAL_OBLIGATION = "1798.105(d)(8)"

    @classmethod
    def _missing_(cls, value: object) -> DeleteException | None:
        """The exception by its name, or by its paragraph however the section is written."""
        text = str(value).strip()
        found = _PARAGRAPH.fullmatch(text)
        wanted = f"1798.105(d)({found[1]})" if found else text.upper()
        return next((one for one in cls if wanted in (one.value, one.name)), None)

    @property
    def citation(self) -> Citation:
        """The paragraph, as printed."""
        return civil_code(self.value)

    @property
    def sentence(self) -> str:
        """Why the datum is kept, for the answer to the consumer."""
        return _SENTENCES[self]


_SENTENCES: Mapping[DeleteException, str] = MappingProxyType(
    {
        DeleteException.TRANSACTION: "We need it to complete a transaction with you, to honor a warranty or a "
        "recall, to provide a good or service you asked for or can reasonably expect from us, or to perform our "
        "contract with you.",
        DeleteException.SECURITY: "We need it to help ensure security and integrity, and keeping it is "
        "proportionate to that purpose.",
        DeleteException.DEBUGGING: "We need it to find and repair errors that impair something that should work.",
        DeleteException.FREE_SPEECH: "We need it to exercise free speech, to protect another consumer's free "
        "speech, or to exercise another right that the law gives.",
        DeleteException.CALECPA: "We need it to comply with the California Electronic Communications Privacy Act.",
        DeleteException.RESEARCH: "It is part of public or peer-reviewed research to which you gave informed "
        "consent, and deleting it would make the research impossible or seriously impair it.",
        DeleteException.INTERNAL_USE: "We use it only inside our business, in ways you can reasonably expect from "
        "your relationship with us and that fit the context in which you provided it.",
        DeleteException.LEGAL_OBLIGATION: "We need it to comply with a legal obligation.",
    }
)


class Transaction(StrEnum):
    """What the first exception covers."""

    COMPLETE = "complete_transaction"
    WARRANTY = "warranty"
    RECALL = "recall"
    REQUESTED = "requested_good_or_service"
    ANTICIPATED = "anticipated_good_or_service"  # reasonably, within the ongoing relationship
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the business states about keeping a datum; what it does not state does not hold.

    `necessary`: keeping it is reasonably necessary for the exception's purpose; all eight ask for it. `purpose`: what
    a transaction or the relationship needs it for, for (1). `proportionate`: to security and integrity, for (2).
    `repairs_errors`: which impair what should work, for (3). `exercises_right`: free speech, one's own or another
    consumer's, or another right, for (4). `calecpa`: that Act requires it, for (5). `public_research`: public or
    peer-reviewed, `informed_consent`: of the consumer, `deletion_impairs`: deletion makes the research impossible or
    seriously impairs it, all for (6). `solely_internal`: the uses, `expected`: they are reasonably aligned with what the
    consumer expects, `compatible`: they fit the context in which the consumer provided it, all for (7). `statute`: the
    law that obliges, for (8). `other_uses`: it is used for something else too; the datum may stay all the same, but that
    use is forbidden (§7022(f)(3)) and warned of.
    """

    necessary: bool = False
    purpose: Transaction | None = None
    proportionate: bool = False
    repairs_errors: bool = False
    exercises_right: bool = False
    calecpa: bool = False
    public_research: bool = False
    informed_consent: bool = False
    deletion_impairs: bool = False
    solely_internal: bool = False
    expected: bool = False
    compatible: bool = False
    statute: str = ""
    other_uses: bool = False


def _failed(exception: DeleteException, facts: Keeping) -> list[str]:
    """What is missing, in words."""
    tests: dict[DeleteException, tuple[tuple[object, str], ...]] = {
        DeleteException.TRANSACTION: ((facts.purpose, "which transaction, warranty, service or contract needs it"),),
        DeleteException.SECURITY: ((facts.proportionate, "that keeping it is proportionate"),),
        DeleteException.DEBUGGING: ((facts.repairs_errors, "that it serves to find and repair errors"),),
        DeleteException.FREE_SPEECH: ((facts.exercises_right, "which free speech or other right it serves"),),
        DeleteException.CALECPA: (
            (facts.calecpa, "that the California Electronic Communications Privacy Act requires it"),
        ),
        DeleteException.RESEARCH: (
            (facts.public_research, "that the research is public or peer-reviewed"),
            (facts.informed_consent, "that you gave informed consent"),
            (facts.deletion_impairs, "that deleting it would seriously impair the research"),
        ),
        DeleteException.INTERNAL_USE: (
            (facts.solely_internal, "that we use it only inside our business"),
            (facts.expected, "that you can reasonably expect how we use it"),
            (facts.compatible, "that our uses fit the context in which you provided it"),
        ),
        DeleteException.LEGAL_OBLIGATION: ((facts.statute.strip(), "which law obliges us to keep it"),),
    }
    needed = ((facts.necessary, "that keeping it is reasonably necessary"), *tests[exception])
    return [text for holds, text in needed if not holds]


@rule("G-06", "G-07")
def may_keep(exception: DeleteException, facts: Keeping) -> Verdict[bool]:
    """May the datum stay under this exception? Only with every fact that the paragraph asks for."""
    failed = _failed(exception, facts)
    if failed:
        reason = f"We did not record {', '.join(failed)}, so we delete it."
        return _under(exception, ruling(False, reason, "G-06"))
    law = f": {facts.statute.strip()}" if exception is DeleteException.LEGAL_OBLIGATION else ""
    warnings = ("It is used for something else too; what stays serves the exception only.",) if facts.other_uses else ()
    reason = f"{exception.sentence.removesuffix('.')}{law}."
    return _under(exception, ruling(True, reason, "G-06", "G-07", warnings=warnings))


@rule("G-06")
def exception_for(citation: str) -> Verdict[DeleteException]:
    """Which exception does a data map cite, such as `1798.105(d)(8)`? Raises UnknownException for any other.

    >>> exception_for("105(d)(8)").value.name
    'LEGAL_OBLIGATION'
    """
    try:
        found = DeleteException(citation)
    except ValueError:
        raise UnknownException(
            f"{citation!r} is no exception to the right to delete; expected 1798.105(d)(1) to 1798.105(d)(8). "
            "The 2018 Act listed nine, the law in force lists eight: check the number against today's text."
        ) from None
    return _under(found, ruling(found, found.sentence, "G-06"))


def _under(exception: DeleteException, verdict: Verdict[T]) -> Verdict[T]:
    # The paragraph itself, where the row names the list.
    return replace(verdict, citations=(exception.citation,))
