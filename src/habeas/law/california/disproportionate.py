"""When an effort is disproportionate or a step impossible, who may say so, and what it takes to say it.

Cal. Code Regs., tit. 11, §§7001(m), 7022(b)(3), 7023(f)(2), 7024(h); read 2026-11-23
(https://cppa.ca.gov/regulations/). A business without adequate processes for receiving and processing requests cannot
claim it at all; any other states the facts, since the bare words explain nothing. Whether a text states facts is sieved by
what is left of it once the words of the claim are taken out (our choice): a number, a date or a name with some words, or
a dozen words. A person judges whatever passes. Left out: weighing effort against impact,
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
    "which with would burden burdensome "
    "compliance comply complying need needs needed sorry apologies apologize unfortunately apply applies applied business "
    "company consumer consumers customer request requests exemption exception regulation regulations section sections "
    "under ccpa cpra california law laws civ code ccr reg regs title tit legal legally cost costs costly expensive "
    "resources many hard here case circumstances do does doing done you your dear hello please thanks thank however "
    "therefore thus only really extremely highly far more most simply significant significantly outweigh outweighs "
    "benefit impact excessive"
)
_BARE = frozenset(_CLAIM.split())
# Our choice: words of one's own, with a number, a date or a name among them or without.
_FEWEST_WITH_DETAIL, _FEWEST_WORDS = 2, 12
_JUDGE = "This is a first sieve only: a person must judge whether these are facts that bear the claim."


@rule("A-55", "G-03")
def states_facts(text: str) -> Verdict[bool]:
    """Does this explanation state facts, or only the words of the claim?"""
    told, detail = _told(text)
    if len(told) < (_FEWEST_WITH_DETAIL if detail else _FEWEST_WORDS):
        return ruling(False, "The bare words explain nothing; state the facts.", "A-55", "G-03")
    return ruling(True, "The explanation states facts, as far as its words show.", "A-55", "G-03", warnings=(_JUDGE,))


def says_more_than_the_claim(text: str) -> bool:
    """Whether an explanation of another kind, such as of a law that applies, holds words of its own at all."""
    return len(_told(text)[0]) >= _FEWEST_WITH_DETAIL


def _told(text: str) -> tuple[list[str], bool]:
    """The words beyond those of the claim, and whether a number, a date or a name is among them."""
    words = [(word, "".join(sign for sign in word if sign.isalnum())) for word in text.split()]
    told = [(at, plain) for at, (_, plain) in enumerate(words) if plain and plain.casefold() not in _BARE]
    detail = any(_is_detail(plain, first=at == 0 or words[at - 1][0][-1] in ".!?:") for at, plain in told)
    return [plain for _, plain in told], detail


def _is_detail(word: str, *, first: bool) -> bool:
    """A number, a date, or a name: a capital letter not owed to the start of a sentence."""
    return any(sign.isdigit() for sign in word) or (word[0].isupper() and not first)


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
    return ruling(True, f"This is {said}: {facts.strip()}", *rows, warnings=(_JUDGE,))
