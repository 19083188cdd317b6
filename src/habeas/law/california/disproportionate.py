"""When an effort is disproportionate or a step impossible, who may say so, and what it takes to say it.

Cal. Code Regs., tit. 11, §§7001(m), 7022(b)(3), 7023(f)(2), 7024(h); read 2026-11-23
(https://cppa.ca.gov/regulations/). A business without adequate processes for receiving and processing requests cannot
claim it at all; any other states the facts, since the bare words explain nothing. That a text states facts is judged by
what is left of it once the words of the claim are taken out (our choice). Left out: weighing effort against impact,
which a person does and states.

>>> ready = Processes(has_request_methods=True, has_trained_staff=True)
>>> may_claim(Task.TELL_THIRD_PARTIES, ready, facts="T2 was dissolved in March 2026.", impossible=True).value
True
>>> may_claim(Task.LOOK_BACK, Processes(has_request_methods=False), facts="x")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
habeas.law.errors.ClaimRefused: Without adequate processes for requests (methods to submit them, trained staff) ...
>>> states_facts("This would involve disproportionate effort.").value
False
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import refusal, ruling
from habeas.law.errors import ClaimRefused
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Task(StrEnum):
    """What the business says it cannot reasonably do."""

    TELL_THIRD_PARTIES = "tell_third_parties"  # of a deletion
    CORRECT = "correct"
    LOOK_BACK = "look_back"  # further than the usual period


_ROWS = {Task.TELL_THIRD_PARTIES: ("A-55", "G-03"), Task.CORRECT: ("A-55",), Task.LOOK_BACK: ("A-55",)}


@dataclass(frozen=True, slots=True)
class Processes:
    """The business's means of receiving and processing requests; what is not stated is not there."""

    has_request_methods: bool = False
    has_trained_staff: bool = False
    can_find_data: bool = True  # systems that are searched when a request comes

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is missing."""
        tests = (
            (self.has_request_methods, "methods to submit them"),
            (self.has_trained_staff, "trained staff"),
            (self.can_find_data, "a way to find the data"),
        )
        return tuple(text for holds, text in tests if not holds)


# The words of the claim itself, and those that join them.
_CLAIM = (
    "a all an and any are as at be because been by cannot claim contact could data difficult disproportionate "
    "disproportionately due effort efforts for from have i impossible impossibility impracticable in inform information "
    "infeasible involve involved involves is it its law much not notice notification notify notifying of on or our "
    "parties party personal possible proved proves reason reasonable reasons require required requires simply so such "
    "tell telling that the them there these they this third to too unable undue unduly unreasonable us very was we were "
    "which with would burden burdensome"
)
_BARE = frozenset(_CLAIM.split())
_FEWEST_WORDS = 2  # our choice: a subject and what happened to it


@rule("A-55", "G-03")
def states_facts(text: str) -> Verdict[bool]:
    """Does this explanation state facts, or only the words of the claim?"""
    words = ("".join(sign for sign in word if sign.isalnum()) for word in text.casefold().split())
    told = [word for word in words if word and word not in _BARE]
    if len(told) < _FEWEST_WORDS:
        return ruling(False, "The bare words explain nothing; state the facts.", "A-55", "G-03")
    return ruling(True, "The explanation states facts.", "A-55", "G-03")


@rule("A-55", "G-03")
def may_claim(
    task: Task, processes: Processes, *, facts: str, significantly_outweighs: bool = False, impossible: bool = False
) -> Verdict[bool]:
    """May the business say that this is impossible, or an effort out of proportion?

    `significantly_outweighs`: the effort, by far, the foreseeable impact on the consumer. Raises ClaimRefused.
    """
    rows = _ROWS[task]
    if processes.lacking and not impossible:
        lacking = ", ".join(processes.lacking)
        text = f"Without adequate processes for requests ({lacking}) no effort can be called disproportionate."
        raise refusal(ClaimRefused, text, *rows)
    if not states_facts(facts).value:
        raise refusal(ClaimRefused, "The bare words explain nothing; state the facts.", *rows)
    if not (significantly_outweighs or impossible):
        text = "The effort does not significantly outweigh the foreseeable impact on the consumer."
        raise refusal(ClaimRefused, text, *rows)
    said = "impossible" if impossible else "an effort out of proportion"
    return ruling(True, f"This is {said}: {facts.strip()}", *rows)
