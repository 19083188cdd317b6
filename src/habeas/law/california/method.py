"""Whether the business's method of verifying is written down, weighed, secured, and followed.

Cal. Code Regs., tit. 11, §§7060(a), (c)(3), (f), 7062(a), (g), 7221(b)(1)(B); read 2026-11-23
(https://cppa.ca.gov/regulations/). Left out: whether the method is reasonable, which a person judges.

>>> written = Method("2", "Exact comparison of name, e-mail and street.", frozenset({Right.DELETE}))
>>> method_gaps(written, (Right.DELETE, Right.CORRECT)).value[0]
'correct: the method does not cover this kind of request'
>>> is_method_kept("2", ("1", "2")).value, is_method_kept("", ("1", "2")).value
(True, False)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.rights import Right, verifiable
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Danger(StrEnum):
    """What security must guard against (§7060(f))."""

    FRAUDULENT_VERIFICATION = "fraudulent_verification"
    UNAUTHORISED_DELETION = "unauthorised_deletion"
    UNAUTHORISED_CORRECTION = "unauthorised_correction"
    UNAUTHORISED_ACCESS = "unauthorised_access"

    @property
    def words(self) -> str:
        """As people read it."""
        return self.replace("_", " ").replace("authoris", "authoriz")


class Factor(StrEnum):
    """What the method's documents must show to have been weighed (§7060(c)(3))."""

    INFORMATION = "information"  # its kind, sensitivity and value
    HARM = "harm"
    FRAUD = "fraud"
    SPOOFING = "spoofing"
    INTERACTION = "interaction"
    TECHNOLOGY = "technology"


@dataclass(frozen=True, slots=True)
class Method:
    """A version of the method, as the business wrote it down."""

    version: str
    text: str
    rights: frozenset[Right]
    weighed: frozenset[Factor] = frozenset(Factor)
    guarded: frozenset[Danger] = frozenset(Danger)
    without_account: bool = True  # a way for those who have no account or cannot get into it


@rule("E-01", "E-05", "E-09", "E-17")
def method_gaps(method: Method, rights: Collection[Right]) -> Verdict[tuple[str, ...]]:
    """What does the written method lack for these kinds of requests? Raises NeverVerified for an opt-out."""
    named = [verifiable(right) for right in rights]
    gaps = [f"{right}: the method does not cover this kind of request" for right in named if right not in method.rights]
    rows = ["E-01"]
    if not method.version.strip():
        gaps.append("the method has no version")
    if not method.text.strip():
        gaps.append("the method is not written down")
    for row, lacking in (("E-05", _unweighed(method)), ("E-09", _unguarded(method)), ("E-17", _closed(method))):
        gaps += lacking
        rows += [row] if lacking else []
    said = "; ".join(gaps) or "the method is documented"
    return ruling(tuple(gaps), f"{said[0].upper()}{said[1:]}.", *rows)


def _unweighed(method: Method) -> list[str]:
    return [f"{factor}: not weighed" for factor in Factor if factor not in method.weighed]


def _unguarded(method: Method) -> list[str]:
    return [f"{danger.words}: no safeguard" for danger in Danger if danger not in method.guarded]


def _closed(method: Method) -> list[str]:
    return [] if method.without_account else ["no way for those without an account, or locked out of it"]


@rule("E-01")
def is_method_kept(version: str, documented: Sequence[str]) -> Verdict[bool]:
    """Does the record of a request name the version of the method used on it, and is that version documented?"""
    if not version.strip():
        return ruling(False, "The record must name the version of the method that was used.", "E-01")
    if version not in documented:
        return ruling(False, f"Version {version} of the method is not documented.", "E-01")
    return ruling(True, f"Version {version} of the method was used and is documented.", "E-01")
