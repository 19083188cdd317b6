"""The legal values that change with time: one table, each value with the days it holds and its citation.

Civ. Code §§1798.105 to 1798.199.95 and Cal. Code Regs., tit. 11, §§7020 to 7221, read on 2026-11-23 in the text in
force on 2026-01-01 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

A value belongs to a request by the date on which the request was received. First dates are chosen so: a value
of the 2018 Act holds from 2020-01-01, when the Act became operative; a value that came with Proposition 24 or
stands only in the regulations read holds from 2023-01-01. The history before 2026 was not read. A changed law is a new
line with its dates (and the last day of the old line), never an edit of a value.

Two rows of 2027 are assumptions: SB 923 and AB 883 were reported as signed, their text was not read. Left out: the
revenue threshold from 2027-01-01, which the agency has not posted; a question about it fails.

>>> str(parameter(Name.RESPONSE, date(2026, 11, 20)).period)
'45 calendar days'
>>> parameter("delete_scope", date(2026, 12, 31)).value, parameter("delete_scope", date(2027, 1, 1)).value
('from the consumer', 'about the consumer')
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from habeas.law.errors import ParameterNotInForce, UnknownParameter
from habeas.law.parameter import Parameter
from habeas.law.period import Period, Unit
from habeas.law.verdict import Citation, civil_code, regulation


class Name(StrEnum):
    """The parameters, by the question each one answers."""

    CONFIRM_RECEIPT = "confirm_receipt"
    RESPONSE = "response"
    RESPONSE_EXTENDED = "response_extended"
    OPT_OUT = "opt_out"
    NO_RE_ASK = "no_re_ask"
    LOOK_BACK = "look_back"
    EARLIEST_COLLECTION = "earliest_collection"
    FREE_KNOW_REQUESTS = "free_know_requests"
    FREE_KNOW_WINDOW = "free_know_window"
    SAME_CORRECTION_BAR = "same_correction_bar"
    HEALTH_STATEMENT_WORDS = "health_statement_words"
    RECORD_RETENTION = "record_retention"
    POLICY_REFRESH = "policy_refresh"
    VERIFICATION_REVIEW = "verification_review"
    LARGE_HOLDER = "large_holder"
    METRICS_DUE = "metrics_due"
    HOLD = "hold"
    REVENUE_THRESHOLD = "revenue_threshold"
    VOLUME_THRESHOLD = "volume_threshold"
    SELLING_REVENUE_SHARE = "selling_revenue_share"
    PRECISE_RADIUS = "precise_radius"
    DROP_ACCESS = "drop_access"
    DELETE_SCOPE = "delete_scope"
    ADMT_DUTIES = "admt_duties"
    BROWSER_SIGNAL = "browser_signal"
    REGISTRATION_OPENS = "registration_opens"
    REGISTRATION_CLOSES = "registration_closes"
    LATE_REGISTRATION_PENALTY = "late_registration_penalty"
    BROKER_FEE = "broker_fee"
    NEW_BROKER_ACCOUNT = "new_broker_account"
    DELETION_PENALTY = "deletion_penalty"
    FIRST_AUDIT = "first_audit"
    AUDIT_CYCLE = "audit_cycle"
    AUDIT_REPORT = "audit_report"
    AUDIT_REPORT_KEPT = "audit_report_kept"
    DROP_START = "drop_start"
    DROP_ALARM = "drop_alarm"
    DROP_FAULT_REPORT = "drop_fault_report"
    ADMT_USES = "admt_uses"
    ADMT_USES_WINDOW = "admt_uses_window"


_ACT = date(2020, 1, 1)  # the 2018 Act became operative
_PROP_24 = date(2023, 1, 1)  # Proposition 24 and the regulations under it
_REGULATIONS_2026 = date(2026, 1, 1)
_LAST_2026, _FIRST_2027 = date(2026, 12, 31), date(2027, 1, 1)

_RESPOND = (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)"))
_LOOK_BACK = (regulation("7024(h)"), civil_code("1798.130(a)(2)(B)"))
_NO_RE_ASK = (
    *(regulation(s) for s in ("7026(k)", "7027(l)", "7221(k)")),
    *(civil_code(s) for s in ("1798.125(b)(3)", "1798.135(c)(4)-(5)")),
)
_OPT_OUT = tuple(regulation(s) for s in ("7026(f)(1)", "7027(g)(1)", "7221(n)(1)"))
_LARGE = (regulation("7100(b)"), regulation("7102(a)"))
_DROP = (civil_code("1798.99.86(c)(1)"),)
_UNREAD = "The bill's text was not read; the start on 2027-01-01 is assumed."
_BROKER_ACT = civil_code("1798.99.82")
_AUDIT = civil_code("1798.99.86(e)")
_SUMMARY = "The figure is reported; the adopted regulation was not read."
_UNPOSTED = "The adjusted figure is from memory; check it against the agency's notice."


def _months(count: int) -> Period:
    return Period(count, Unit.MONTHS)


def _days(count: int) -> Period:
    return Period(count, Unit.CALENDAR_DAYS)


def _business_days(count: int) -> Period:
    return Period(count, Unit.BUSINESS_DAYS)


def _row(
    row: str,
    name: Name,
    value: Period | date | int | str,
    since: date,
    *citations: Citation,
    until: date | None = None,
    assumption: str = "",
) -> Parameter:
    return Parameter(row, name, value, since, until, citations, assumption)


TABLE: tuple[Parameter, ...] = (
    _row("P-01", Name.CONFIRM_RECEIPT, _business_days(10), _PROP_24, regulation("7021(a)")),
    _row("P-02", Name.RESPONSE, _days(45), _ACT, *_RESPOND),
    _row("P-03", Name.RESPONSE_EXTENDED, _days(90), _ACT, *_RESPOND),
    _row("P-04", Name.OPT_OUT, _business_days(15), _PROP_24, *_OPT_OUT),
    _row("P-05", Name.NO_RE_ASK, _months(12), _ACT, *_NO_RE_ASK),
    _row("P-06", Name.LOOK_BACK, _months(12), _ACT, *_LOOK_BACK),
    _row("P-07", Name.EARLIEST_COLLECTION, date(2022, 1, 1), _PROP_24, regulation("7020(e)"), *_LOOK_BACK),
    _row("P-08", Name.FREE_KNOW_REQUESTS, 2, _ACT, civil_code("1798.130(b)")),
    _row("P-08", Name.FREE_KNOW_WINDOW, _months(12), _ACT, civil_code("1798.130(b)")),
    _row("P-09", Name.SAME_CORRECTION_BAR, _months(6), _PROP_24, regulation("7023(g)")),
    _row("P-10", Name.HEALTH_STATEMENT_WORDS, 250, _PROP_24, regulation("7023(f)(3)")),
    _row("P-11", Name.RECORD_RETENTION, _months(24), _PROP_24, regulation("7101(a)")),
    _row("P-12", Name.POLICY_REFRESH, _months(12), _ACT, civil_code("1798.130(a)(5)")),
    _row("P-12", Name.VERIFICATION_REVIEW, _months(12), _PROP_24, regulation("7062(g)")),
    _row("P-13", Name.LARGE_HOLDER, 10_000_000, _PROP_24, *_LARGE),
    _row("P-14", Name.METRICS_DUE, "07-01", _PROP_24, regulation("7102(a)(2)"), civil_code("1798.99.85(a)")),
    _row("P-15", Name.HOLD, _days(90), _PROP_24, civil_code("1798.145(a)(1)(B)")),
    _row(
        "P-16",
        Name.REVENUE_THRESHOLD,
        26_625_000,
        date(2025, 1, 1),
        civil_code("1798.140(d)(1)(A)"),
        civil_code("1798.199.95(d)"),
        until=_LAST_2026,
        assumption=_UNPOSTED,
    ),
    _row("P-17", Name.VOLUME_THRESHOLD, 100_000, _PROP_24, civil_code("1798.140(d)(1)(B)")),
    _row("P-17", Name.SELLING_REVENUE_SHARE, 50, _PROP_24, civil_code("1798.140(d)(1)(C)")),
    _row("P-18", Name.PRECISE_RADIUS, 1_850, _PROP_24, civil_code("1798.140(w)")),
    _row("P-19", Name.DROP_ACCESS, _days(45), date(2026, 8, 1), *_DROP, until=_LAST_2026),
    _row("P-19", Name.DROP_ACCESS, _days(30), _FIRST_2027, *_DROP, Citation("AB 883 (2026)"), assumption=_UNREAD),
    _row("P-20", Name.DELETE_SCOPE, "from the consumer", _ACT, civil_code("1798.105(a)"), until=_LAST_2026),
    _row(
        "P-20",
        Name.DELETE_SCOPE,
        "about the consumer",
        _FIRST_2027,
        civil_code("1798.105(a)"),
        Citation("SB 923 (2026)"),
        assumption=_UNREAD,
    ),
    _row("P-21", Name.ADMT_DUTIES, _FIRST_2027, _REGULATIONS_2026, regulation("7200(b)")),
    _row("P-22", Name.BROWSER_SIGNAL, _FIRST_2027, _REGULATIONS_2026, civil_code("1798.136")),
    _row("H-54", Name.ADMT_USES, 4, _REGULATIONS_2026, regulation("7222(j)")),
    _row("H-54", Name.ADMT_USES_WINDOW, _months(12), _REGULATIONS_2026, regulation("7222(j)")),
    _row("J-03", Name.REGISTRATION_OPENS, "01-01", _REGULATIONS_2026, _BROKER_ACT),
    _row("J-03", Name.REGISTRATION_CLOSES, "01-31", _REGULATIONS_2026, _BROKER_ACT),
    _row("J-03", Name.LATE_REGISTRATION_PENALTY, 200, _REGULATIONS_2026, _BROKER_ACT),
    _row("J-04", Name.BROKER_FEE, 6_000, _REGULATIONS_2026, regulation("7600"), until=_LAST_2026, assumption=_SUMMARY),
    _row(
        "J-04",
        Name.BROKER_FEE,
        9_500,
        _FIRST_2027,
        regulation("7600"),
        until=date(2027, 12, 31),
        assumption=_SUMMARY,
    ),
    _row("J-04", Name.NEW_BROKER_ACCOUNT, _days(45), _REGULATIONS_2026, regulation("7611"), assumption=_SUMMARY),
    _row("J-06", Name.DELETION_PENALTY, 200, _REGULATIONS_2026, civil_code("1798.99.82(d)")),
    _row("J-08", Name.FIRST_AUDIT, date(2028, 1, 1), _REGULATIONS_2026, _AUDIT),
    _row("J-08", Name.AUDIT_CYCLE, _months(36), _REGULATIONS_2026, _AUDIT),
    _row("J-08", Name.AUDIT_REPORT, _business_days(5), _REGULATIONS_2026, _AUDIT),
    _row("J-08", Name.AUDIT_REPORT_KEPT, _months(72), _REGULATIONS_2026, _AUDIT),
    _row("J-10", Name.DROP_START, date(2026, 8, 1), _REGULATIONS_2026, *_DROP),
    _row("J-11", Name.DROP_ALARM, _days(7), _REGULATIONS_2026, *_DROP),
    _row("J-19", Name.DROP_FAULT_REPORT, _days(45), _REGULATIONS_2026, regulation("7612(b)")),
)


def parameter(name: Name | str, on: date) -> Parameter:
    """The row in force on the day the request was received."""
    try:
        wanted = Name(name)
    except ValueError:
        raise UnknownParameter(f"No legal parameter {name!r}; known are {', '.join(Name)}.") from None
    for row in _BY_NAME[wanted]:
        if row.holds_on(on):
            return row
    raise ParameterNotInForce(f"Parameter {str(wanted)!r} has no value on {on}; see TABLE for its dates.")


_BY_NAME: dict[str, tuple[Parameter, ...]] = {name: tuple(row for row in TABLE if row.name == name) for name in Name}
