"""Requests through an authorized agent: what may be asked of the agent and of the consumer, and what comes next.

Cal. Code Regs., tit. 11, §§7001(d), 7063, 7026(j), 7027(j), 7221(j); Prob. Code §§4121-4130; read 2026-11-23
(https://cppa.ca.gov/regulations/). An agent is any person or business the consumer authorized; no registration is asked
for. §7063 speaks of requests to know, delete and correct: that it holds for access to ADMT, and appeals, is our
reading. Left out: parents and others who act by law (`representation`).

>>> either = (Demand.CONSUMER_VERIFIES, Demand.CONSUMER_CONFIRMS)
>>> [one.value for one in refused_demands(Right.DELETE, either).value]
['consumer_confirms']
>>> agent_step(Right.OPT_OUT, signed_permission=False).value.value
'may_deny'
>>> may_agent_use("marketing").value
False
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from habeas.law.california.provisions import provision
from habeas.law.california.rights import KNOW, Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Demand(StrEnum):
    """What a business may think of asking for when an agent makes a request."""

    SIGNED_PERMISSION = "signed_permission"  # of the agent: proof of it
    CONSUMER_VERIFIES = "consumer_verifies"  # the consumer proves identity directly
    CONSUMER_CONFIRMS = "consumer_confirms"  # the consumer confirms the permission directly
    CONSUMER_RESUBMITS = "consumer_resubmits"
    POWER_OF_ATTORNEY = "power_of_attorney"
    REGISTRATION = "registration"  # with the Secretary of State
    NOTARISATION = "notarisation"
    FEE = "fee"


class Power(StrEnum):
    """A power of attorney that the agent shows."""

    PROBATE_CODE = "probate_code"  # under Prob. Code §§4121-4130
    STATUTORY_FORM = "statutory_form"  # under Prob. Code §§4400-4465
    OTHER = "other"  # meets neither: like none


class AgentStep(StrEnum):
    """What comes next for an agent's request."""

    PROCESS = "process"
    ASK_PERMISSION = "ask_permission"  # ask the agent to prove it; the clock runs
    ASK_CONSUMER = "ask_consumer"  # to verify identity or to confirm the permission, one of them
    MAY_DENY = "may_deny"


@dataclass(frozen=True, slots=True)
class Demands:
    """What may be asked: of the agent, and one at most of what stands under `consumer_either`."""

    agent: tuple[Demand, ...]
    consumer_either: tuple[Demand, ...]


_EITHER = (Demand.CONSUMER_VERIFIES, Demand.CONSUMER_CONFIRMS)
_STOPS = frozenset({Right.OPT_OUT, Right.LIMIT, Right.OPT_OUT_ADMT})
_NAMED = KNOW | {Right.DELETE, Right.CORRECT}
_INFERRED = frozenset({Right.ACCESS_ADMT, Right.APPEAL_ADMT})
_UNNAMED = "§7063 names requests to know, delete and correct; that it holds for ADMT too is inferred."
_IN_VAIN = "That the request may be denied then is inferred: the text lets the business require it, and says no more."
_MATCH = "The consumer's data must still be found: match what the agent gives with what is on file."
_NEVER = {
    Demand.CONSUMER_RESUBMITS: ("The consumer is never asked to make the request again.", "E-41"),
    Demand.POWER_OF_ATTORNEY: ("A power of attorney may be shown, never required.", "E-42"),
    Demand.REGISTRATION: ("An agent need not be registered anywhere.", "A-51"),
    Demand.NOTARISATION: ("A notary is required only at the expense of the business.", "E-08"),
    Demand.FEE: ("Verification is free of charge for the agent and the consumer.", "E-08"),
}


@rule("E-40", "E-41", "E-42", "E-43")
def demands(right: Right, *, power_of_attorney: Power | None = None, via_signal: bool = False) -> Verdict[Demands]:
    """What may be asked of an agent, and of the consumer, before this request is carried out?

    >>> demands(Right.DELETE, power_of_attorney=Power.PROBATE_CODE).value
    Demands(agent=(), consumer_either=())
    """
    if via_signal and right not in (Right.OPT_OUT, Right.LIMIT):
        raise UncoveredCase(f"No signal makes {right.a_request}.")
    if right in _STOPS:
        return _to_stop(right, via_signal)
    if right not in _NAMED | _INFERRED:
        raise UncoveredCase(f"No rule here says what an agent's {right.words} needs.")
    doubts = (_UNNAMED,) if right in _INFERRED else ()
    if power_of_attorney in (Power.PROBATE_CODE, Power.STATUTORY_FORM):
        if power_of_attorney is Power.STATUTORY_FORM:
            doubts = (*doubts, provision("E-42").doubt)
        reason = "With a power of attorney, neither proof of permission nor anything of the consumer is asked."
        return ruling(Demands((), ()), reason, "E-42", warnings=(_MATCH,), doubts=doubts)
    reason = "The agent may be asked to prove the signed permission; the consumer either to verify identity or to confirm it."
    return ruling(Demands((Demand.SIGNED_PERMISSION,), _EITHER), reason, "E-40", "E-41", doubts=doubts)


def _to_stop(right: Right, via_signal: bool) -> Verdict[Demands]:
    if via_signal:
        return ruling(Demands((), ()), "A signal needs no permission and asks for nothing.", "E-43", "E-02")
    reason = f"For {right.a_request} the agent shows written permission; the consumer is not contacted."
    return ruling(Demands((Demand.SIGNED_PERMISSION,), ()), reason, "E-43")


@rule("E-08", "E-40", "E-41", "E-42", "E-43", "A-51")
def may_demand(
    demand: Demand,
    right: Right,
    *,
    already: Collection[Demand] = (),
    power_of_attorney: Power | None = None,
    via_signal: bool = False,
) -> Verdict[bool]:
    """May the business ask for this, when it has asked for `already`?

    >>> may_demand(Demand.POWER_OF_ATTORNEY, Right.DELETE).value
    False
    """
    if demand in _NEVER:
        reason, row = _NEVER[demand]
        return ruling(False, reason, row)
    allowed = demands(right, power_of_attorney=power_of_attorney, via_signal=via_signal)
    if demand not in allowed.value.agent + allowed.value.consumer_either:
        return ruling(False, allowed.reason, *allowed.rows, doubts=allowed.doubts)
    if demand in _EITHER and set(_EITHER) - {demand} & set(already):
        reason = "The consumer verifies identity or confirms the permission; both may not be required."
        return ruling(False, reason, "E-41", doubts=allowed.doubts)
    return ruling(True, allowed.reason, *allowed.rows, doubts=allowed.doubts)


@rule("E-41", "E-43")
def refused_demands(
    right: Right,
    asked: Sequence[Demand],
    *,
    power_of_attorney: Power | None = None,
    via_signal: bool = False,
) -> Verdict[tuple[Demand, ...]]:
    """Which of these demands, in the order in which they are made, may the business not make?"""
    if not asked:
        return ruling((), "Nothing is asked for.", "E-43" if right in _STOPS else "E-41")
    allowed: list[Demand] = []
    refused: dict[Demand, Verdict[bool]] = {}
    for one in asked:
        found = may_demand(one, right, already=allowed, power_of_attorney=power_of_attorney, via_signal=via_signal)
        if found.value:
            allowed.append(one)
        else:
            refused[one] = found
    if not refused:
        sure = demands(right, power_of_attorney=power_of_attorney, via_signal=via_signal)
        return ruling((), "Each of these may be asked for.", *sure.rows, doubts=sure.doubts)
    rows = dict.fromkeys(row for found in refused.values() for row in found.rows)
    doubts = [doubt for found in refused.values() for doubt in found.doubts]
    return ruling(tuple(refused), " ".join(found.reason for found in refused.values()), *rows, doubts=doubts)


@rule("E-40", "E-41", "E-42", "E-43")
def agent_step(
    right: Right,
    *,
    signed_permission: bool = False,
    power_of_attorney: Power | None = None,
    via_signal: bool = False,
    consumer_verified: bool = False,
    consumer_confirmed: bool = False,
    asked_in_vain: bool = False,
) -> Verdict[AgentStep]:
    """What comes next for a request that an agent has made?

    `asked_in_vain`: what could be asked was asked, and was not given in time.

    >>> agent_step(Right.DELETE, signed_permission=True, consumer_confirmed=True).value.value
    'process'
    """
    needed = demands(right, power_of_attorney=power_of_attorney, via_signal=via_signal)
    doubts = needed.doubts
    if needed.value.agent and not signed_permission:
        if right in _STOPS:
            reason = "Without the consumer's signed permission the agent's request may be denied."
            return ruling(AgentStep.MAY_DENY, reason, "E-43", "E-37", doubts=doubts)
        if asked_in_vain:
            reason = (
                "The agent was asked to prove the consumer's signed permission and did not; the request may be denied."
            )
            return ruling(AgentStep.MAY_DENY, reason, "E-40", "D-04", doubts=(*doubts, _IN_VAIN))
        reason = "The agent may be asked to prove the consumer's signed permission; the clock runs meanwhile."
        return ruling(AgentStep.ASK_PERMISSION, reason, "E-40", "D-03", doubts=doubts)
    if needed.value.consumer_either and not (consumer_verified or consumer_confirmed):
        if asked_in_vain:
            reason = "The consumer neither verified identity nor confirmed the permission; the request may be denied."
            return ruling(AgentStep.MAY_DENY, reason, "E-41", "D-04", doubts=(*doubts, _IN_VAIN))
        reason = "The consumer may be asked either to verify identity or to confirm the permission."
        return ruling(AgentStep.ASK_CONSUMER, reason, "E-41", doubts=doubts)
    warnings = () if right in _STOPS else (_MATCH,)
    reason = "Nothing more may be required of the agent or the consumer."
    return ruling(AgentStep.PROCESS, reason, *needed.rows, warnings=warnings, doubts=doubts)


@rule("E-44")
def may_agent_use(
    use: Literal["request", "verification", "fraud_prevention", "marketing", "sale", "other"],
) -> Verdict[bool]:
    """May the agent use the consumer's information for this?"""
    if use in ("request", "verification", "fraud_prevention"):
        warning = "The agent secures the information."
        return ruling(True, f"An agent may use it for {use.replace('_', ' ')}.", "E-44", warnings=(warning,))
    return ruling(False, "An agent uses the information for the request, to verify and against fraud only.", "E-44")
