"""Whether a site processes signals without friction, and so may do without the opt-out link.

Cal. Code Regs., tit. 11, §7025(e), (f), (g); read 2026-11-23 (https://cppa.ca.gov/regulations/). To post the link is
always lawful, and never excuses ignoring a signal. Left out: the words of the link and where it stands (`notices`).

>>> site = Site(shows_popup=True, link_posted=False)
>>> is_frictionless(site).value, [found.where for found in check_site(site).value]
(False, ['pop-up', 'link'])
>>> must_post_link(site).value
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Site:
    """How a site treats visitors who send a signal, and what it posts. The defaults are those of frictionless ones.

    `charges_fee`: or asks for anything else of value. `changes_experience`: something works or looks otherwise than
    without the signal. `shows_popup`: or text, sound, video, an interstitial; the display of the status is none.
    `policy_explains`: the privacy policy says how signals are processed without friction. `covers_offline`: the opt-out
    is complete, sales offline included. `link_posted`: the opt-out link or the alternative one.
    """

    sells_or_shares: bool = True
    processes_signals: bool = True
    charges_fee: bool = False
    changes_experience: bool = False
    shows_popup: bool = False
    displays_status: bool = True
    policy_explains: bool = True
    covers_offline: bool = True
    sells_offline: bool = True
    link_posted: bool = False


_TESTS = (
    ("processing", "Signals are not processed.", "Process every valid signal as an opt-out."),
    ("fee", "Who sends a signal is charged.", "Take no fee or other value for a signal."),
    ("experience", "The site works differently for whoever sends a signal.", "Let the site work the same."),
    ("pop-up", "Something pops up in response to a signal.", "Show nothing but the status."),
    (
        "policy",
        "The privacy policy does not explain how signals are processed.",
        "Describe the processing of signals in the policy.",
    ),
    ("effect", "A signal does not reach sales offline.", "Make the opt-out complete, or post the link."),
)


def _friction(site: Site) -> Iterator[tuple[str, str, str]]:
    broken = (
        not site.processes_signals,
        site.charges_fee,
        site.changes_experience,
        site.shows_popup,
        not site.policy_explains,
        site.sells_offline and not site.covers_offline,
    )
    return (test for test, fails in zip(_TESTS, broken, strict=True) if fails)


@rule("H-28")
def is_frictionless(site: Site) -> Verdict[bool]:
    """Does the site process signals without friction? The status may be, and is to be, displayed."""
    failed = tuple(text for _, text, _ in _friction(site))
    if failed:
        return ruling(False, f"Signals meet friction: {' '.join(failed)}", "H-28")
    return ruling(True, "Signals are processed without friction.", "H-28")


@rule("H-28")
def must_post_link(site: Site) -> Verdict[bool]:
    """Must the site post the opt-out link? Yes, if it sells or shares, unless it processes signals without friction.

    >>> must_post_link(Site()).value
    False
    """
    if not site.sells_or_shares:
        return ruling(False, "The business neither sells nor shares personal information.", "H-28")
    smooth = is_frictionless(site)
    if smooth.value:
        return ruling(False, "Signals are processed without friction, so the link may be left out.", "H-28")
    return ruling(True, f"{smooth.reason} The link is due.", "H-28")


@rule("H-26", "H-28")
def check_site(site: Site) -> Verdict[Findings]:
    """What is wrong with how the site treats signals?

    Friction is an error where the site posts no link, and lawful where it does; a signal ignored or without a status is
    an error either way.

    >>> check_site(Site(link_posted=True, shows_popup=True)).value
    ()
    """
    return report(_found(site), "H-26", "H-28", good="Signals are treated as the law demands.")


def _found(site: Site) -> Iterator[Finding]:
    if not site.sells_or_shares:
        return
    always = ("processing",)
    for where, text, remedy in _friction(site):
        if not site.link_posted or where in always:
            yield error("H-28", where, text, remedy)
    if site.processes_signals and not site.displays_status:
        yield error("H-26", "status", "The site does not display that it processed the signal.", "Display the status.")
    if not site.link_posted and must_post_link(site).value:
        text = "The opt-out link is missing although signals meet friction."
        yield error("H-28", "link", text, "Post the link, or process signals without friction.")
