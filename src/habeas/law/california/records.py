"""How long the record of a request is kept, and what it must hold.

Cal. Code Regs., tit. 11, §7101; read 2026-11-23 (https://cppa.ca.gov/regulations/). The text does not say
when the 24 months start; counted here from the final response, the latest event, and the whole last day
belongs to them. Left out: what the record may be used for (§7101(d)) and its security.

>>> str(purge_allowed_on(date(2027, 2, 18)).value)
'2029-02-19'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from habeas.law.california.parameters import Name, parameter
from habeas.law.verdict import Verdict, regulation

BASIS_OF_DENIAL = "basis_of_denial"
RECORD_FIELDS: tuple[str, ...] = (
    "date_of_request",
    "nature_of_request",
    "manner_of_request",
    "date_of_response",
    "nature_of_response",
    BASIS_OF_DENIAL,  # only where the request was denied in whole or in part
)


def purge_allowed_on(final_response_on: date) -> Verdict[date]:
    """The first day on which the record may be purged."""
    row = parameter(Name.RECORD_RETENTION, final_response_on)
    kept_through = row.period.after(final_response_on)
    reason = f"The record is kept for {row.period} after the final response, through {kept_through}."
    return Verdict(kept_through + timedelta(days=1), reason, row.citations)


def may_purge(final_response_on: date, on: date) -> Verdict[bool]:
    """Whether the record may be purged on this day."""
    allowed = purge_allowed_on(final_response_on)
    return Verdict(on >= allowed.value, allowed.reason, allowed.citations)


def check_record(record: Mapping[str, object], *, denied: bool) -> Verdict[tuple[str, ...]]:
    """The fields that a closed record lacks; none means that it is complete. `denied` includes denied in part."""
    required = RECORD_FIELDS if denied else tuple(f for f in RECORD_FIELDS if f != BASIS_OF_DENIAL)
    missing = tuple(field for field in required if _is_blank(record.get(field)))
    reason = f"The record lacks {', '.join(missing)}." if missing else "The record is complete."
    return Verdict(missing, reason, (regulation("7101(b)"),))


def _is_blank(value: object) -> bool:
    return value is None or not str(value).strip()
