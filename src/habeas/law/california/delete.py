"""How far the right to delete reaches, and what may be kept.

Civ. Code §1798.105(a), (d); Cal. Code Regs., tit. 11, §7022; read 2026-11-23
(https://leginfo.legislature.ca.gov). An exception is applied datum by datum: the rest is deleted, and what is
kept is used for the exception only (§7022(f)). Left out: backups (§7022(d)), notice to recipients
(§7022(b)-(c)), holds (§1798.145(a)), exempt regimes (`habeas.law.california.regimes`).

The scope from 2027-01-01 on is an assumption: the text of SB 923 was not read.

>>> exception_for("1798.105(d)(8)").citation.text
'Civ. Code §1798.105(d)(8)'
>>> is_in_scope(date(2026, 11, 23), from_consumer=False).value
False
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from habeas.law.california.parameters import Name, parameter
from habeas.law.errors import UnknownException
from habeas.law.verdict import Citation, Verdict, civil_code, regulation


class DeleteScope(StrEnum):
    """Which information a request to delete reaches."""

    FROM_CONSUMER = "from the consumer"  # given by the consumer or observed from them
    ABOUT_CONSUMER = "about the consumer"  # whatever the source


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
_PARAGRAPH = re.compile(r"(?:Civ\. Code )?§?\s*(?:1798\.)?105\(d\)\((\d+)\)")


def exception_for(citation: str) -> DeleteException:
    """The exception that a data map cites, such as `1798.105(d)(8)`."""
    found = _PARAGRAPH.fullmatch(citation.strip())
    try:
        return DeleteException(f"1798.105(d)({found[1]})" if found else citation)
    except ValueError:
        raise UnknownException(
            f"{citation!r} is no exception to the right to delete; expected 1798.105(d)(1) to 1798.105(d)(8). "
            "The 2018 Act listed nine, the law in force lists eight: check the number against today's text."
        ) from None


def delete_scope(receipt_on: date) -> Verdict[DeleteScope]:
    """The scope under which a request received on this day stands."""
    row = parameter(Name.DELETE_SCOPE, receipt_on)
    return Verdict(
        DeleteScope(row.word),
        f"The right to delete reaches information collected {row.word}."
        if row.word == DeleteScope.FROM_CONSUMER
        else f"The right to delete reaches all information {row.word}, whatever its source.",
        (*row.citations, civil_code("1798.140(f)")),
        (row.assumption,) if row.assumption else (),
    )


def is_in_scope(receipt_on: date, *, from_consumer: bool) -> Verdict[bool]:
    """Whether a datum, from the consumer or from somebody else, must be considered for deletion."""
    scope = delete_scope(receipt_on)
    if from_consumer or scope.value is DeleteScope.ABOUT_CONSUMER:
        return Verdict(True, scope.reason, scope.citations, scope.warnings)
    reason = "The right to delete reaches what we collected from you. This information came from another source."
    return Verdict(False, reason, scope.citations)


def must_offer_opt_out(*, sells_or_shares: bool, opt_out_on_file: bool) -> Verdict[bool]:
    """Whether a denial of a request to delete, in whole or in part, must ask about opting out."""
    cited = (regulation("7022(g)"),)
    if not sells_or_shares:
        return Verdict(False, "The business does not sell or share personal information.", cited)
    if opt_out_on_file:
        return Verdict(False, "The consumer has opted out of sale and sharing already.", cited)
    return Verdict(True, "Ask whether the consumer wants to opt out of sale and sharing.", cited)
