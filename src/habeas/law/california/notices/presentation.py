"""How a notice is written and shown: plainly, readable on small screens, in the right languages, accessible.

Cal. Code Regs., tit. 11, §7003(a)-(b); read 2026-11-23 (https://cppa.ca.gov/regulations/). Level AA of WCAG 2.1 as the
bar is our choice, and so are the marks by which a text that is hard to read is found; they are warnings and no proof.
Left out: whether people understand the text.

>>> [found.row for found in check_presentation(Presentation(languages=("en",)), languages=("en", "es")).value]
['B-03']
>>> check_language("You may ask us to delete what we hold about you.").value
()
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_JARGON = (
    "hereinafter",
    "heretofore",
    "herein",
    "thereof",
    "aforementioned",
    "notwithstanding",
    "inter alia",
    "mutatis mutandis",
    "in accordance with applicable law",
    "data subject",
    "de-serialization",
    "payload",
    "hash value",
    "verifiable consumer request",
    "controller",
    "processor",
    "sdk",
    "api",
    "utilize",
    "remediate",
    "pursuant",
    "forthwith",
    "hereby",
    "therein",
)
LONG_SENTENCE = 40  # words; our choice


class Accessibility(StrEnum):
    """The standard of accessibility that an online notice follows."""

    WCAG_21_AA = "wcag 2.1 aa"
    WCAG_21_A = "wcag 2.1 a"
    OTHER = "other recognized standard"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Presentation:
    """How the notice is shown. Offline notices say how to get another format."""

    online: bool = True
    readable: bool = True
    readable_on_small_screens: bool = True
    languages: tuple[str, ...] = ("en",)
    accessibility: Accessibility = Accessibility.WCAG_21_AA
    says_how_to_get_another_format: bool = True


USUAL = Presentation()


@rule("B-02", "B-03", "B-04")
def check_presentation(presentation: Presentation, *, languages: Collection[str] = ("en",)) -> Verdict[Findings]:
    """Can everybody read the notice? `languages`: those in which Californians are usually given contracts and the like."""
    found = (*_format(presentation), *_languages(presentation, languages), *_accessibility(presentation))
    return report(found, "B-02", "B-03", "B-04", good="The notice is shown so that people can read it.")


def _format(shown: Presentation) -> Iterator[Finding]:
    if not shown.readable:
        yield error("B-02", "format", "The notice is hard to read.", "Show it in a readable format.")
    if shown.online and not shown.readable_on_small_screens:
        yield error("B-02", "format", "The notice is hard to read on small screens.", "Let it fit small screens.")


def _languages(shown: Presentation, languages: Collection[str]) -> Iterator[Finding]:
    offered = {language.casefold().replace("_", "-") for language in shown.languages}
    offered |= {language.partition("-")[0] for language in offered}  # es-MX is Spanish
    for language in dict.fromkeys(languages):
        if language.casefold().replace("_", "-") not in offered:
            text = f"Californians are given other information in {language!r}, and the notice is not available in it."
            yield error("B-03", "languages", text, f"Offer the notice in {language!r}.")


def _accessibility(shown: Presentation) -> Iterator[Finding]:
    if not shown.online:
        if not shown.says_how_to_get_another_format:
            text = "The notice does not say how to get it in another format."
            yield error("B-04", "accessibility", text, "Say how somebody with a disability gets another format.")
        return
    if shown.accessibility is Accessibility.NONE:
        text = "The online notice follows no recognized standard of accessibility."
        yield error("B-04", "accessibility", text, "Follow one, such as WCAG 2.1.")
    elif shown.accessibility is Accessibility.WCAG_21_A:
        text = "The online notice follows level A only; our bar is AA."
        yield warning("B-04", "accessibility", text, "Follow level AA of WCAG 2.1.")


@rule("B-01")
def check_language(text: str, *, where: str = "text") -> Verdict[Findings]:
    """Is this text of a notice, an answer or a letter plain? Jargon and very long sentences are warnings."""
    return report(
        _hard(text, where), "B-01", good="The text has no word of our list of jargon, and no very long sentence."
    )


def _hard(text: str, where: str) -> Iterator[Finding]:
    plain = " ".join(text.casefold().split())
    for word in _JARGON:
        if re.search(rf"\b{re.escape(word)}\b", plain):
            yield warning("B-01", where, f"{word!r} is jargon.", "Say it in everyday words.")
    for sentence in re.split(r"(?<=[.!?;:])\s+", text):
        words = len(sentence.split())
        if words > LONG_SENTENCE:
            start = " ".join(sentence.split()[:6])
            yield warning("B-01", where, f"A sentence has {words} words: {start!r} ...", "Cut it into shorter ones.")
