"""What is wrong with a screen on which consumers choose, or on which they agree to something.

Cal. Code Regs., tit. 11, §7004; read 2026-11-23 (https://cppa.ca.gov/regulations/). A screen is described by its
options, each with its words, what it costs to take, and which side of the choice it is on. Words that put the choice off
("Ask me later") or lead away from it ("More information") are no refusal. Left out: whether what is agreed to is
reasonable, and the words of other languages than English.

>>> asks = Screen((Option("Yes", Side.LESS_PRIVATE, steps=1), Option("Ask me later", Side.MORE_PRIVATE, steps=3)))
>>> [(found.row, found.text) for found in screen_faults(asks).value][0]
('C-12', 'The more private choice takes 3 steps, the other 1.')
>>> [found.row for found in screen_faults(asks).value]
['C-12', 'C-13']
>>> door_faults(Door(monitored=False)).reason
'1 error: Nobody reads what arrives there.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Side(StrEnum):
    """Which way an option decides."""

    MORE_PRIVATE = "more_private"  # refuse, opt out, limit
    LESS_PRIVATE = "less_private"  # accept, opt in
    NEITHER = "neither"


class Control(StrEnum):
    """What the consumer operates."""

    BUTTON = "button"
    LINK = "link"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    TOGGLE = "toggle"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `steps` to its end (of an opt-out: from the click on the link); `prominence`: size or brightness."""

    label: str
    side: Side
    steps: int = 1
    seconds: float | None = None
    effort: int | None = None  # fields to fill, scrolls to make; any measure that is the same for all options
    prominence: float | None = None
    preselected: bool = False
    control: Control = Control.BUTTON
    states_labelled: bool | None = None  # of a toggle, a person saw: words say what on and off mean; else the label


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen on which somebody chooses, or agrees."""

    options: tuple[Option, ...]
    question: str = ""
    is_incentive: bool = False  # it offers a financial incentive
    double_negative: bool = False  # a person found one; simple ones are found in the words
    swaps_buttons: bool = False  # the same button stands elsewhere from screen to screen
    closing_is_consent: bool = False  # closing a pop-up, or going on to another page
    silence_is_consent: bool = False  # silence, inaction, scrolling
    false_urgency: bool = False
    disruptive_screens: int = 0  # screens in the way before the opt-out
    bundled_purposes: tuple[str, ...] = ()  # purposes that cannot be agreed to one by one
    bundle_is_compatible: bool = True  # those purposes belong together
    inside_general_terms: bool = False


# What neither accepts nor refuses.
_LATER = ("ask me later", "maybe later", "not now", "remind me later", "later", "skip for now", "decide later")
_ELSEWHERE = (
    "more information",
    "more info",
    "learn more",
    "more options",
    "other options",
    "preferences",
    "manage preferences",
    "settings",
    "cookie settings",
    "manage options",
    "customize",
    "customise",
    "options",
    "details",
)
_NEGATIONS = frozenset(
    {"not", "don't", "dont", "never", "without", "cannot", "can't", "no", "none", "refuse", "decline"}
)
_STATES_TEXT = (
    "on off enable enabled disable disabled active inactive activate deactivate activated deactivated yes no true false "
    "or and i o now currently"
)
_STATES = frozenset(_STATES_TEXT.split())
_ANSWERS = frozenset({"yes", "no"})


@rule("C-12", "C-13", "C-14", "C-15", "C-20")
def screen_faults(screen: Screen) -> Verdict[Findings]:
    """What is wrong with this screen? Raises ImpossibleInput for one without options.

    A switch must state the choice in its label: "On", "Off", "Enabled" and the like alone do not.
    """
    if not screen.options:
        raise ImpossibleInput("A screen of choice has options; none is given.")
    found = (*_asymmetry(screen), *_unequal(screen), *_confusing(screen), *_obstructing(screen))
    return report(found, "C-12", "C-13", "C-14", "C-15", good="Both choices are equal, plain and free.")


def _fault(row: str, text: str, remedy: str) -> Finding:
    return error(row, "screen", text, remedy)


def _of(screen: Screen, side: Side) -> tuple[Option, ...]:
    return tuple(one for one in screen.options if one.side is side)


def _words(label: str) -> str:
    return " ".join(label.casefold().replace("\u2019", "'").split()).strip(" .!…")


def _decides(option: Option) -> bool:
    return _words(option.label) not in (*_LATER, *_ELSEWHERE)


def _asymmetry(screen: Screen) -> Iterator[Finding]:
    """§7004(a)(2): not longer, slower or harder than the less private choice."""
    private, other = _of(screen, Side.MORE_PRIVATE), _of(screen, Side.LESS_PRIVATE)
    if not private or not other:
        return
    for name, unit in (("steps", "steps"), ("seconds", "seconds"), ("effort", "units of effort")):
        ours = [value for one in private if (value := getattr(one, name)) is not None]
        theirs = [value for one in other if (value := getattr(one, name)) is not None]
        if ours and theirs and min(ours) > min(theirs):
            text = f"The more private choice takes {min(ours):g} {unit}, the other {min(theirs):g}."
            yield _fault("C-12", text, "Make it as short, quick and easy as the other.")


def _unequal(screen: Screen) -> Iterator[Finding]:
    """§7004(a)(2)(B)-(E): an equal refusal, no favoured yes, no incentive chosen beforehand."""
    private, other = _of(screen, Side.MORE_PRIVATE), _of(screen, Side.LESS_PRIVATE)
    if other and not any(map(_decides, private)):
        rest = [one.label for one in screen.options if one.side is not Side.LESS_PRIVATE]
        text = f"Next to {other[0].label!r} stands {rest[0]!r}, which does not refuse." if rest else "Nothing refuses."
        yield _fault("C-13", text, "Offer a plain refusal next to it.")
    ours = max((one.prominence for one in private if one.prominence is not None), default=None)
    theirs = max((one.prominence for one in other if one.prominence is not None), default=None)
    if ours is not None and theirs is not None and theirs > ours:
        yield _fault("C-13", "The less private choice is larger or brighter.", "Show both alike.")
    if screen.is_incentive and any(one.preselected for one in other):
        yield _fault("C-13", "The incentive is chosen beforehand.", "Choose nothing beforehand.")


def _confusing(screen: Screen) -> Iterator[Finding]:
    """§7004(a)(3): words and controls that confuse, and consent by doing nothing."""
    if not screen.is_incentive and any(one.preselected for one in _of(screen, Side.LESS_PRIVATE)):
        yield _fault("C-14", "The less private choice is ticked beforehand.", "Choose nothing beforehand.")
    if screen.double_negative or _has_double_negative(screen):
        yield _fault("C-14", "The words hold a double negative.", "Say plainly what each choice does.")
    if any(map(_is_bare_switch, screen.options)):
        yield _fault("C-14", "A switch does not say what on and off mean.", "Put the state in words.")
    checks = (
        (screen.swaps_buttons, "The buttons change places.", "Keep them where they are."),
        (screen.closing_is_consent, "Closing the screen counts as consent.", "Ask for a clear act."),
        (screen.silence_is_consent, "Silence or inaction counts as consent.", "Ask for a clear act."),
        (screen.false_urgency, "The screen pretends that there is no time.", "Leave the pressure out."),
    )
    yield from (_fault("C-14", text, remedy) for wrong, text, remedy in checks if wrong)


def _is_bare_switch(option: Option) -> bool:
    """A switch whose label states no choice: only on or off, or nothing."""
    if option.control is not Control.TOGGLE:
        return False
    said = set("".join(sign if sign.isalpha() else " " for sign in _words(option.label)).split())
    return option.states_labelled is False or not said - _STATES


def _has_double_negative(screen: Screen) -> bool:
    """A negative question that is answered by yes or no, or a label that negates twice."""
    negative = bool(_NEGATIONS & set(_words(screen.question).split()))
    if negative and any(_words(one.label) in _ANSWERS for one in screen.options):
        return True
    # "No, do not sell it" negates once: a leading answer is no part of the sentence.
    sentences = (_words(one.label).removeprefix("no, ").removeprefix("no. ").split() for one in screen.options)
    return any(sum(word in _NEGATIONS for word in words) > 1 for words in sentences)


def _obstructing(screen: Screen) -> Iterator[Finding]:
    """§7004(a)(4): screens in the way, purposes that do not belong together, consent within general terms."""
    if screen.disruptive_screens:
        one = screen.disruptive_screens == 1
        text = f"{screen.disruptive_screens} screen{' stands' if one else 's stand'} in the way of the choice."
        yield _fault("C-15", text, "Lead to the choice at once.")
    if len(screen.bundled_purposes) > 1 and not screen.bundle_is_compatible:
        text = f"One consent covers purposes that do not belong together: {', '.join(screen.bundled_purposes)}."
        yield _fault("C-15", text, "Ask for each by itself.")
    if screen.inside_general_terms:
        yield _fault("C-15", "The consent is part of general terms.", "Ask for it by itself.")


@dataclass(frozen=True, slots=True)
class Door:
    """A way of making a request, as it works. `tested` None: nobody knows."""

    works: bool = True  # no broken link, number or tool
    monitored: bool = True  # somebody reads what arrives
    tested: bool | None = True
    search_after_link: bool = False  # the consumer has to search or scroll behind the opt-out link
    needless_wait: bool = False
    duplicate_forms: bool = False  # the same is asked twice
    takes_calls: bool = False
    call_handlers_can_process: bool = True


@rule("C-16", "C-20")
def door_faults(door: Door) -> Verdict[Findings]:
    """What is wrong with how a way of making a request works?"""
    checks: Iterable[tuple[bool, str, str]] = (
        (not door.works, "It does not work.", "Mend it, and test it."),
        (not door.monitored, "Nobody reads what arrives there.", "Have somebody read it."),
        (door.tested is False, "It was not tested.", "Test it."),
        (door.search_after_link, "Behind the link the consumer has to search or scroll.", "Lead to the form."),
        (door.needless_wait, "The consumer waits without need.", "Take the wait out."),
        (door.duplicate_forms, "The consumer fills in the same form again.", "Ask once."),
        (
            door.takes_calls and not door.call_handlers_can_process,
            "Whoever takes the call cannot process the request.",
            "Train the call handlers, and give them the means.",
        ),
    )
    found = [error("C-16", "method", text, remedy) for wrong, text, remedy in checks if wrong]
    if door.tested is None:
        found.append(warning("C-16", "method", "Nobody knows whether it was tested.", "Test it."))
    return report(found, "C-16", good="The method works and is tested.")
