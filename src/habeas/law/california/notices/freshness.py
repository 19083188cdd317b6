"""Is the privacy policy recent enough?

Cal. Code Regs., tit. 11, §7011(e)(4); Civ. Code §1798.130(a)(5); read 2026-11-23
(https://cppa.ca.gov/regulations/). The policy shows when it was last updated, and is updated within the refresh
period. How early to warn is our choice. Left out: what must change when practices do (see `policy`).

>>> today = date(2026, 11, 23)
>>> check_freshness(date(2025, 11, 22), on=today).value[0].text
'The policy was last updated on 2025-11-22; it had to be updated by 2026-11-22.'
>>> check_freshness(date(2025, 11, 23), on=today).value[0].severity.value
'warning'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.california.parameters import Name, parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_REMEDY = "Look at the policy again, mend what has changed, and show the new date."
WARN_AHEAD = timedelta(days=30)  # our choice


@rule("B-11", "P-12")
def check_freshness(
    last_updated_on: date | None, *, on: date, warn_ahead_days: int = WARN_AHEAD.days
) -> Verdict[Findings]:
    """Does the policy show when it was last updated, and is that recent enough? None: no date is shown."""
    refresh = parameter(Name.POLICY_REFRESH, on)
    found = tuple(_found(last_updated_on, on, timedelta(warn_ahead_days)))
    good = f"The policy was last updated on {last_updated_on}."
    return report(found, "B-11", parameters=(refresh,), good=good)


def _found(shown: date | None, on: date, ahead: timedelta) -> Iterator[Finding]:
    if shown is None:
        yield error("B-11", "last updated", "The policy does not show when it was last updated.", _REMEDY)
        return
    if shown > on:
        yield error("B-11", "last updated", f"The policy is dated {shown}, which is still to come.", _REMEDY)
        return
    due = parameter(Name.POLICY_REFRESH, on).period.after(shown)
    # 130(a)(5): at least once every 12 months.
    if on > due:
        late = f"The policy was last updated on {shown}; it had to be updated by {due}."
        yield error("B-11", "last updated", late, _REMEDY)
    elif on + ahead >= due:
        yield warning("B-11", "last updated", f"The policy must be updated by {due}.", _REMEDY)
