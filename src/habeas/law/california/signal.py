"""Opt-out preference signals: what counts as one, whom it reaches, when it takes effect and what the site shows.

Cal. Code Regs., tit. 11, §§7025(b), (c)(1), (c)(2), (c)(5), (c)(6), (d), 7026(g); read 2026-11-23
(https://cppa.ca.gov/regulations/). The regulation names no signal; the exact form of the header and of the property is
that of Global Privacy Control (W3C draft, 2026-04): the value `1` and no other, in a header and not in a trailer; the
value `true` and no other. No value of either means consent. Left out: conflicts with what the consumer chose before
(`signal_conflict`), processing without friction (`frictionless`), and the file under `/.well-known/`, which the law does
not ask for.

>>> what_it_means(sec_gpc="1").value.value, what_it_means(sec_gpc="0").value.value
('opt_out', 'nothing')
>>> [one.value for one in reach(known_consumer=False).value]
['browser_or_device', 'pseudonymous_profiles']
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_HEADER_VALUE = "1"


class Meaning(StrEnum):
    """What a visit says about sale and sharing. There is no third: nothing a browser sends is an opt-in."""

    OPT_OUT = "opt_out"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class OtherSignal:
    """A signal other than Global Privacy Control."""

    name: str
    commonly_used: bool = False  # a format businesses commonly use and recognise, such as a header or an object
    means_opt_out: bool = False  # whoever sends it is told that it opts out of sale and sharing


@rule("H-20")
def what_it_means(
    *,
    sec_gpc: tuple[str, ...] | str | None = None,
    global_privacy_control: bool | str | None = None,
    trailers: tuple[str, ...] = (),
    others: tuple[OtherSignal, ...] = (),
) -> Verdict[Meaning]:
    """Does the visit carry an opt-out preference signal?

    `sec_gpc`: the value of the request's header Sec-GPC, or its values where it came more than once. `global_privacy_control`: the
    JavaScript property of that name; null where the browser has none, and text for a value that is no boolean.
    `trailers`: the same after the body, where it counts for nothing.

    >>> what_it_means(sec_gpc=("0", "1")).value.value, what_it_means(trailers=("1",)).value.value
    ('opt_out', 'nothing')
    >>> what_it_means(global_privacy_control=True).value.value, what_it_means(global_privacy_control="1").value.value
    ('opt_out', 'nothing')
    """
    values = (sec_gpc,) if isinstance(sec_gpc, str) else sec_gpc or ()
    if _HEADER_VALUE in values:
        return ruling(Meaning.OPT_OUT, "The header Sec-GPC is 1: an opt-out of sale and sharing.", "H-20")
    if global_privacy_control is True:
        return ruling(Meaning.OPT_OUT, "navigator.globalPrivacyControl is true: an opt-out.", "H-20")
    valid = [one.name for one in others if one.commonly_used and one.means_opt_out]
    if valid:
        return ruling(Meaning.OPT_OUT, f"{valid[0]} is a signal in common use that means an opt-out.", "H-20")
    reason = "The visit carries no opt-out preference signal, and no consent either."
    return ruling(Meaning.NOTHING, reason, "H-20")


@rule("H-20", "H-28")
def must_process(*, sells_or_shares: bool, links_posted: bool = False) -> Verdict[bool]:
    """Must the business process opt-out preference signals? If it sells or shares, whatever links it posts.

    >>> must_process(sells_or_shares=True, links_posted=True).value
    True
    """
    if not sells_or_shares:
        return ruling(False, "The business neither sells nor shares personal information.", "H-20")
    if links_posted:
        return ruling(True, "Signals are processed whether or not the links are posted.", "H-20", "H-28")
    return ruling(True, "A business that sells or shares processes every valid signal.", "H-20")


class Reach(StrEnum):
    """What a signal opts out."""

    BROWSER_OR_DEVICE = "browser_or_device"
    PSEUDONYMOUS_PROFILES = "pseudonymous_profiles"
    ACCOUNT = "account"
    OFFLINE_SALES = "offline_sales"


@rule("H-21")
def reach(*, known_consumer: bool, has_profile: bool = True) -> Verdict[tuple[Reach, ...]]:
    """What does a signal opt out?

    `known_consumer`: the business knows whose visit it is, by log-in or otherwise. `has_profile`: a consumer profile,
    with or without a name, is associated with the browser or device.
    """
    reached: tuple[Reach, ...] = (Reach.BROWSER_OR_DEVICE,)
    reached += (Reach.PSEUDONYMOUS_PROFILES,) if has_profile else ()
    if not known_consumer:
        reason = "The signal opts out the browser or device and every profile associated with it."
        return ruling(reached, reason, "H-21")
    reached += (Reach.ACCOUNT, Reach.OFFLINE_SALES)
    reason = "The consumer is known: the signal opts out the account and sales offline too."
    return ruling(reached, reason, "H-21")


_ONE_RESPONSE = timedelta(minutes=1)  # longer than this is no answer to the request that carried the signal


@rule("D-17")
def is_applied_in_time(*, received_at: datetime, stopped_at: datetime, same_response: bool = True) -> Verdict[bool]:
    """Was a signal applied when it had to be? `same_response`: before the answer to that request went out.

    >>> nine = datetime.fromisoformat("2026-11-23T09:00:00-08:00")
    >>> is_applied_in_time(received_at=nine, stopped_at=nine, same_response=False).value
    False
    """
    if stopped_at < received_at:
        raise ImpossibleInput("The sale cannot have stopped for a signal that was not yet received.")
    if same_response and stopped_at - received_at <= _ONE_RESPONSE:
        return ruling(True, "The signal was applied in the request that carried it.", "D-17")
    return ruling(False, "The signal has to be applied in the request that carries it, not queued.", "D-17")


class InformationUse(StrEnum):
    """What information that came with a signal would serve."""

    OPT_OUT = "opt_out"  # to find the account or the sales offline that the opt-out should reach
    OTHER = "other"


@rule("H-22")
def may_ask_for_information(*, required: bool, uses: Collection[InformationUse] = ()) -> Verdict[bool]:
    """May the business ask whoever sent a signal for more information?

    `required`: the signal is honored only with it. `uses`: what it will serve, the opt-out if nothing else is said.

    >>> may_ask_for_information(required=True).value, may_ask_for_information(required=False).value
    (False, True)
    """
    if required:
        return ruling(False, "A signal is honored without further information.", "H-22")
    if InformationUse.OTHER in uses:
        return ruling(False, "What is given with a signal serves the opt-out and nothing else.", "H-22")
    return ruling(True, "More information may be invited, to carry the opt-out further.", "H-22")


@dataclass(frozen=True, slots=True)
class StatusDisplay:
    """What the site shows to whoever sent a signal."""

    must_display: bool
    text: str
    toggle_opted_out: bool


@rule("H-26")
def status_display(*, signal: bool, processed: bool = True, not_applied_to: str = "") -> Verdict[StatusDisplay]:
    """What does the website display about a signal?

    `processed`: as an opt-out. `not_applied_to`: the program or setting for which the consumer chose otherwise.

    >>> status_display(signal=True).value.text
    'Opt-Out Request Honored'
    """
    if not signal:
        if processed and not_applied_to:
            raise ImpossibleInput("Without a signal there is nothing to which it was not applied.")
        return ruling(StatusDisplay(False, "", False), "There is no signal whose status could be shown.", "H-26")
    if not processed:
        text = "Opt-Out Signal Not Applied" + (f": {not_applied_to}" if not_applied_to else "")
        return ruling(StatusDisplay(True, text, False), "The site shows that the signal was not applied.", "H-26")
    # §7025(c)(6): the words and the toggle are the regulation's example of a display.
    text = "Opt-Out Request Honored" + (f", except for {not_applied_to}" if not_applied_to else "")
    reason = "The site shows that the signal was processed as an opt-out."
    return ruling(StatusDisplay(True, text, True), reason, "H-26")
