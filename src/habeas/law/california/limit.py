"""The right to limit the use of sensitive information: when it must be offered, and what a request stops.

Cal. Code Regs., tit. 11, §§7014(g), 7027(a), (g), (m); Civ. Code §1798.121(d); read 2026-11-23
(https://cppa.ca.gov/regulations/). Whether a use is necessary and proportionate is the judgment of whoever describes
it. Left out: what is sensitive (`categories`), notices and links (`notices`), partial choices (`opt_out`).

>>> fraud, ads = SensitiveUse(SpiPurpose.ILLEGAL_ACTS), SensitiveUse("advertising")
>>> must_offer((fraud,)).value.method, must_offer((fraud, ads)).value.method
(False, True)
>>> found = comply((ads,), receipt_on=date(2026, 11, 23)).value
>>> found.stop, str(found.stop_by.std), str(found.stop_by.safe)
(('advertising',), '2026-12-16', '2026-12-11')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.calendar import Deadlines
from habeas.law.california.categories import SensitiveCategory
from habeas.law.california.clock import clock
from habeas.law.california.finding import Findings, error, report
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class SpiPurpose(StrEnum):
    """The purposes for which sensitive information may be used without offering the right, §7027(m)(1) to (8)."""

    EXPECTED_SERVICES = "expected_services"  # goods or services, as an average consumer who asks for them expects
    SECURITY_INCIDENTS = "security_incidents"
    ILLEGAL_ACTS = "illegal_acts"  # malicious, deceptive, fraudulent or illegal acts against the business
    PHYSICAL_SAFETY = "physical_safety"
    TRANSIENT_USE = "transient_use"  # short-term; no profile, nothing beyond the current interaction
    SERVICES_FOR_BUSINESS = "services_for_business"  # performed on behalf of the business
    QUALITY_AND_SAFETY = "quality_and_safety"  # and improvement of the business's own service or device
    NO_INFERENCE = "no_inference"  # collected or processed without inferring characteristics


@dataclass(frozen=True, slots=True)
class SensitiveUse:
    """One use of sensitive information. A purpose that is none of the eight is written in plain words."""

    purpose: SpiPurpose | str
    category: SensitiveCategory | None = None
    necessary_and_proportionate: bool = True
    infers_characteristics: bool = True  # about the consumer, from this information


@rule("H-40", "H-43")
def is_permitted(use: SensitiveUse) -> Verdict[bool]:
    """May the information be so used without offering the right to limit?

    >>> is_permitted(SensitiveUse("advertising", infers_characteristics=False)).value
    True
    """
    if not use.infers_characteristics or use.purpose == SpiPurpose.NO_INFERENCE:
        return ruling(True, "Nothing about the consumer is inferred from it; the right does not reach it.", "H-43")
    if not isinstance(use.purpose, SpiPurpose):
        return ruling(False, f"{_named(use).capitalize()} is none of the permitted purposes.", "H-40")
    if not use.necessary_and_proportionate:
        reason = f"For {_named(use)} the use is not reasonably necessary and proportionate."
        return ruling(False, reason, "H-40", "H-41")
    return ruling(True, f"{_named(use).capitalize()} is a permitted purpose.", "H-40")


def _named(use: SensitiveUse) -> str:
    return str(use.purpose).replace("_", " ")


def _beyond(uses: tuple[SensitiveUse, ...]) -> tuple[SensitiveUse, ...]:
    return tuple(use for use in uses if not is_permitted(use).value)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a business owes to the public about the right to limit."""

    notice: bool
    method: bool
    policy_says_only_permitted: bool  # the policy says that the information serves the permitted purposes alone


@rule("H-40", "H-41")
def must_offer(uses: tuple[SensitiveUse, ...]) -> Verdict[Offer]:
    """Must the right to limit be offered, by a notice and a method? Not by who keeps to the permitted purposes."""
    beyond = _beyond(uses)
    if beyond:
        reason = f"The right to limit is offered, because of the use for {', '.join(map(_named, beyond))}."
        return ruling(Offer(True, True, False), reason, "H-40", "H-41")
    reason = "Sensitive information serves permitted purposes only; the privacy policy says so, and nothing is offered."
    return ruling(Offer(False, False, True), reason, "H-40", "H-41")


@rule("H-41")
def check_policy(
    uses: tuple[SensitiveUse, ...], *, says_only_permitted: bool, offers_limit: bool = False
) -> Verdict[Findings]:
    """Do the policy and the methods agree with how sensitive information is used?

    `says_only_permitted`: the policy states that it serves the permitted purposes alone. `offers_limit`: notice and
    methods for the right to limit are there.

    >>> [found.where for found in check_policy((), says_only_permitted=False).value]
    ['policy']
    """
    owed = must_offer(uses).value
    found = []
    if owed.policy_says_only_permitted and not says_only_permitted and not offers_limit:
        text = "The policy does not say that sensitive information serves the permitted purposes only."
        found.append(error("H-41", "policy", text, "Say so, or offer the right to limit."))
    if owed.method and says_only_permitted:
        text = "The policy says that sensitive information serves the permitted purposes only; that is not so."
        found.append(error("H-41", "policy", text, "Correct the policy.", also=("H-40",)))
    if owed.method and not offers_limit:
        text = "Sensitive information serves other purposes, and the right to limit is not offered."
        found.append(error("H-41", "method", text, "Offer the right, or end those uses.", also=("H-40",)))
    return report(found, "H-40", "H-41", good="The policy agrees with the uses of sensitive information.")


class LimitDuty(StrEnum):
    """One thing owed to the consumer who made the request."""

    STOP_USES = "stop_uses"
    INSTRUCT_PROVIDERS = "instruct_providers"  # service providers and contractors, within the same time
    TELL_INTERIM_RECIPIENTS = "tell_interim_recipients"  # between the request and its completion
    MEANS_TO_CONFIRM = "means_to_confirm"
    EXPLAIN = "explain"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class LimitAnswer:
    """What a request to limit brings about; `stop_by` is none where it reaches nothing."""

    applicable: bool
    stop: tuple[str, ...]
    go_on: tuple[str, ...]
    stop_by: Deadlines | None
    duties: tuple[LimitDuty, ...]


@rule("H-42", "H-43", "H-27", "D-15")
def comply(uses: tuple[SensitiveUse, ...], *, receipt_on: date) -> Verdict[LimitAnswer]:
    """What does a request to limit stop, by when, and what is owed with it?

    `uses`: how the business uses this consumer's sensitive information.
    """
    beyond = _beyond(uses)
    go_on = tuple(str(use.purpose) for use in uses if use not in beyond)
    if not beyond:
        reason = "The request reaches no use of the information; this is explained, and the request is logged."
        found = LimitAnswer(False, (), go_on, None, (LimitDuty.EXPLAIN, LimitDuty.LOG))
        return ruling(found, reason, "H-41", "H-43")
    dates = clock(Right.LIMIT, receipt_on)
    stop = tuple(str(use.purpose) for use in beyond)
    owed = tuple(duty for duty in LimitDuty if duty is not LimitDuty.EXPLAIN)
    found = LimitAnswer(True, stop, go_on, dates.value.stop_by, owed)
    reason = f"The use for {', '.join(map(_named, beyond))} stops, at the latest by {dates.value.respond_by}."
    rows = ("H-42", "D-15", "H-27")
    return ruling(found, reason, *rows, parameters=dates.parameters, doubts=dates.doubts)
