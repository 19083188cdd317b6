"""A signal against what the consumer chose before: a privacy setting, a program that pays for information.

Cal. Code Regs., tit. 11, §7025(c)(3), (c)(4), (c)(6); read 2026-11-23 (https://cppa.ca.gov/regulations/). The signal is
honored until the consumer says otherwise, and its status is shown in every case. Left out: what makes a consent valid
(§7004, the rules on choices), and how long one does not ask again (`re_ask`).

>>> with_setting(asked=True, consented=False).value.honor
True
>>> with_incentive(IncentiveAnswer.NOT_AFFIRMED).value.honor_for_program
False
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SettingOutcome:
    """What becomes of a signal against a privacy setting."""

    honor: bool
    may_ask: bool
    display_status: bool = True


@rule("H-23", "H-26")
def with_setting(
    *,
    conflicts: bool = True,
    asked: bool = False,
    consented: bool = False,
    valid_consent: bool = True,
    known_consumer: bool = True,
) -> Verdict[SettingOutcome]:
    """Is a signal honored although a privacy setting of the consumer allows sale or sharing?

    `asked`: the business pointed to the conflict and asked for consent. `valid_consent`: it was asked for and given as
    the rules on choices demand. `known_consumer`: on this visit the business knows who it is.
    """
    if consented and not asked:
        raise ImpossibleInput("Consent to disregard the signal cannot precede the question.")
    if not conflicts:
        return ruling(SettingOutcome(True, False), "No setting conflicts with the signal; it is honored.", "H-23")
    if not consented:
        return ruling(SettingOutcome(True, True), "The signal prevails over the setting; it is honored.", "H-23")
    if not valid_consent:
        return ruling(SettingOutcome(True, True), "The consent is not valid; the signal is honored.", "H-23")
    if not known_consumer:
        reason = "The consumer is not known on this visit, so the consent does not count; the signal is honored."
        return ruling(SettingOutcome(True, True), reason, "H-23")
    reason = "The consumer is known and has consented; the signal may be disregarded, and its status is shown."
    return ruling(SettingOutcome(False, False), reason, "H-23", "H-26")


class IncentiveAnswer(StrEnum):
    """Whether the consumer was asked if the signal means leaving the program, and what the answer was."""

    NOT_ASKED = "not_asked"
    NOT_AFFIRMED = "not_affirmed"  # asked: no, or no answer
    AFFIRMED = "affirmed"  # asked: yes, leave the program


@dataclass(frozen=True, slots=True)
class IncentiveOutcome:
    """What becomes of a signal of a participant. Outside the program it is always honored."""

    honor_for_program: bool
    withdraws: bool  # from the program
    may_ask: bool
    honor_elsewhere: bool = True
    display_status: bool = True


@rule("H-24", "H-26")
def with_incentive(answer: IncentiveAnswer, *, needs_sale_or_sharing: bool = True) -> Verdict[IncentiveOutcome]:
    """Is a signal honored for a program with a financial incentive that the consumer takes part in?

    `needs_sale_or_sharing`: without it the consumer cannot stay in the program.
    """
    if not needs_sale_or_sharing:
        reason = "The program does not depend on sale or sharing; the signal is honored and the consumer stays."
        return ruling(IncentiveOutcome(True, False, False), reason, "H-24", "H-26")
    if answer is IncentiveAnswer.NOT_ASKED:
        reason = "The consumer was not asked; the signal is honored for the program too."
        return ruling(IncentiveOutcome(True, False, True), reason, "H-24", "H-26")
    if answer is IncentiveAnswer.NOT_AFFIRMED:
        reason = "The consumer did not affirm leaving; the signal may be disregarded for the program."
        return ruling(IncentiveOutcome(False, False, False), reason, "H-24", "H-26")
    reason = "The consumer affirmed leaving the program; the signal is honored for it."
    return ruling(IncentiveOutcome(True, True, False), reason, "H-24", "H-26")
