"""From the law's verdicts to what the engine is told: the only place where both are known."""

from __future__ import annotations

from datetime import date

from habeas.engine.batch import Basis, Instruction
from habeas.engine.batch import Right as EngineRight
from habeas.law.california.delete import is_in_scope
from habeas.law.california.exceptions import DeleteException
from habeas.law.california.know import Window, look_back
from habeas.law.california.reach import Source
from habeas.law.california.regimes import Regime
from habeas.law.california.rights import Right as LawRight
from habeas.law.california.rights import VerifiableRight
from habeas.law.verdict import Verdict, civil_code
from habeas.web.project import current
from habeas.web.requests.models import Request, Right


def instruction(request: Request, today: date) -> Instruction:
    """What the engine is told for this request."""
    if request.right == Right.DELETE:
        return erase_instruction(request.received_on, today)
    if request.right == Right.CORRECT:
        return correct_instruction(today)
    return know_instruction(window(request).value, today)


def window(request: Request) -> Verdict[Window]:
    return look_back(request.received_on, since=None, everything=request.everything)


def know_instruction(period: Window, today: date) -> Instruction:
    return Instruction(
        EngineRight.know,
        today,
        regimes=regime_bases(),
        household=_household(),
        since=period.start_on,
        until=period.end_on,
    )


def erase_instruction(received_on: date, today: date) -> Instruction:
    scope = is_in_scope(received_on, Source.THIRD_PARTY)
    outside = None if scope.value else Basis(scope.reason, _cited(scope))
    return Instruction(
        EngineRight.erase,
        today,
        regimes=regime_bases(),
        exceptions=exception_bases(),
        household=_household(),
        not_from_consumer=outside,
    )


def correct_instruction(today: date) -> Instruction:
    """Rows that another law governs, and household data, stay as they are (Civ. Code §1798.145(p))."""
    return Instruction(EngineRight.correct, today, regimes=regime_bases(), household=_household())


def _cited(verdict: Verdict[bool]) -> str:
    return "; ".join(map(str, verdict.citations))


def _household() -> Basis:
    text = "This record is about a household; the right does not cover household data."
    return Basis(text, str(civil_code("1798.145(p)")))


def regime_bases() -> dict[str, Basis]:
    """Every regime by the name a data map uses, with the pointer to that regime's notice (§7024(e))."""
    notices = current().notice.other_notices
    bases = {}
    for regime in Regime:
        text = regime.text
        pointer = f"See {notices[regime.value]}." if regime.value in notices else text.pointer
        bases[regime.value] = Basis(text.basis, "; ".join(map(str, text.citations)), pointer)
    return bases


def exception_bases() -> dict[str, Basis]:
    """The eight exceptions of Civ. Code §1798.105(d), by the citation a data map names."""
    return {found.value: Basis(found.sentence, str(found.citation)) for found in DeleteException}


def law_rights(request: Request) -> tuple[VerifiableRight, ...]:
    """The rights a request exercises, the most demanding first."""
    if request.right == Right.DELETE:
        return (LawRight.DELETE,)
    if request.right == Right.CORRECT:
        return (LawRight.CORRECT,)
    found: list[VerifiableRight] = []
    if request.delivers_specific:
        found.append(LawRight.KNOW_SPECIFIC)
    if request.delivers_categories:
        found.append(LawRight.KNOW_CATEGORIES)
    return tuple(found)
