"""Settings of the ways by which requests are made, held against how the business meets its consumers.

Cal. Code Regs., tit. 11, §§7020(a)-(c), 7026(a), 7027(b), 7221(c); Civ. Code §1798.130(a)(1); read 2026-11-23
(https://cppa.ca.gov/regulations/). Which ways are enough is decided in `methods`. Ways to opt out and to limit are looked
at only where they are due. Left out: whether somebody answers at the other end.

>>> shop = Settings(methods=(Method.EMAIL,), in_person=True)
>>> {fault.finding.row for fault in way_faults(shop, date(2026, 11, 23))} == {"C-01", "C-03"}
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from habeas.law.california.configuration.disclosing import sells_in_truth
from habeas.law.california.configuration.settings import Change, Fault, Settings, unchanged
from habeas.law.california.finding import Findings
from habeas.law.california.methods import Meets, Method, Way, missing_methods
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.rights import Right
from habeas.law.verdict import Verdict

# What the service itself can offer, for want of a lawful list.
_LAWFUL: dict[str, tuple[Method, ...]] = {
    "methods": (Method.WEB_FORM,),
    "opt_out_methods": (Method.PREFERENCE_SIGNAL, Method.WEB_FORM),
    "limit_methods": (Method.WEB_FORM,),
    "admt_methods": (Method.PRE_USE_LINK,),
}
_OFFERED = "The form of this service, and the signal where it is due, are counted as offered."
_ONLY_BUSINESS = "Nothing takes its place: only the business can add this way."


def way_faults(settings: Settings, on: date) -> Iterator[Fault]:
    """What is unlawful in the ways offered on this day."""
    for name, verdict in way_verdicts(settings, on).items():
        offered: tuple[Method, ...] = getattr(settings, name)
        lacking = tuple(one for one in _LAWFUL[name] if one not in offered)
        for found in verdict.value:
            applied = "" if not found.is_error else _OFFERED if lacking else _ONLY_BUSINESS
            mend = _adding(name, lacking) if found.is_error and lacking else unchanged
            yield Fault(replace(found, where=name, applied=applied), mend)


def way_verdicts(settings: Settings, on: date) -> dict[str, Verdict[Findings]]:
    """What the rules say of each list of ways that is looked at, by the name of the setting."""
    # Requests to know, delete and correct are made in the same ways; one of them stands for all.
    asked = [(Right.DELETE, "methods")]
    if sells_in_truth(settings):
        asked.append((Right.OPT_OUT, "opt_out_methods"))
    if settings.sensitive_beyond_permitted:
        asked.append((Right.LIMIT, "limit_methods"))
    if settings.admt_for_significant_decisions and on >= parameter(Name.ADMT_DUTIES, on).day:
        asked.append((Right.OPT_OUT_ADMT, "admt_methods"))
    return {name: missing_methods(right, _ways(settings, name), _meets(settings), on=on) for right, name in asked}


_PRE_USE_TITLE = "Opt out of automated decisions"  # as the link of our own pre-use notice says


def _ways(settings: Settings, name: str) -> list[Way]:
    offered: tuple[Method, ...] = getattr(settings, name)
    return [Way(one, behind_link=settings.form_behind_link, title=_PRE_USE_TITLE) for one in offered]


def _meets(settings: Settings) -> Meets:
    return Meets(
        website=settings.has_website,
        online_only=settings.online_only,
        direct_relationship=settings.direct_relationship,
        in_person=settings.in_person,
        main_way=settings.main_way,
    )


def _adding(name: str, lacking: tuple[Method, ...]) -> Change:
    def mend(settings: Settings) -> Settings:
        offered: tuple[Method, ...] = getattr(settings, name)
        changes: dict[str, Any] = {name: tuple(dict.fromkeys((*offered, *lacking)))}
        return replace(settings, **changes)

    return mend
