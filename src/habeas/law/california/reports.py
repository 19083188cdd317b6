"""When risk assessments and cybersecurity audits are due: context for the calendar of a privacy office.

Cal. Code Regs., tit. 11, §§7121, 7155, 7157; read 2026-11-23 (https://cppa.ca.gov/regulations/). Left out: which
activities need an assessment, what it says, and who must have an audit.

>>> str(risk_assessment_due(date(2025, 6, 1)).value), str(risk_assessment_due(date(2027, 3, 1)).value)
('2027-12-31', '2027-03-01')
>>> str(audit_report_due({2026: 60_000_000, 2027: 60_000_000}).value)
'2029-04-01'
>>> str(assessment_review_due(date(2027, 12, 31)).value), str(assessment_filed_by().value)
('2030-12-31', '2028-04-01')
>>> str(assessment_kept_until(date(2027, 3, 1), processing_ended_on=date(2034, 1, 1)).value)
'2034-01-01'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput, UncoveredCase
from habeas.law.parameter import Parameter
from habeas.law.period import Period, Unit
from habeas.law.rule import rule
from habeas.law.verdict import Verdict, regulation

_DUTY_BEGAN = date(2026, 1, 1)


def _row(row: str, name: str, value: Period | date | int, section: str) -> Parameter:
    return Parameter(row, name, value, _DUTY_BEGAN, None, (regulation(section),))


_RUNNING_BY = _row("D-20", "assessment of what ran already", date(2027, 12, 31), "7155")
_FIRST_FILING = _row("D-20", "first filing", date(2028, 4, 1), "7157")
_REVIEW = _row("D-20", "review", Period(36, Unit.MONTHS), "7155")
_CHANGE = _row("D-20", "material change", Period(45, Unit.CALENDAR_DAYS), "7155")
_KEEP = _row("D-20", "retention", Period(60, Unit.MONTHS), "7155")
_DEMAND = _row("D-20", "demand", Period(30, Unit.CALENDAR_DAYS), "7157")

# The year whose revenue decides, the revenue from which the report is due, and its date; the last for everybody else.
_AUDITS = (
    (2026, _row("D-21", "revenue over", 100_000_000, "7121"), _row("D-21", "report", date(2028, 4, 1), "7121")),
    (2027, _row("D-21", "revenue from", 50_000_000, "7121"), _row("D-21", "report", date(2029, 4, 1), "7121")),
    (2028, _row("D-21", "any revenue", 0, "7121"), _row("D-21", "report", date(2030, 4, 1), "7121")),
)


@rule("D-20")
def risk_assessment_due(starts_on: date) -> Verdict[date]:
    """By when must the risk of a listed activity be assessed, given the day on which the activity starts or started?"""
    if starts_on <= _RUNNING_BY.valid_from:
        due = _RUNNING_BY.day
        reason = f"The activity ran already when the duty began; its risk assessment is due by {due}."
        return ruling(due, reason, "D-20", parameters=(_RUNNING_BY,))
    return ruling(starts_on, f"The risk is assessed before the activity starts on {starts_on}.", "D-20")


@rule("D-20")
def assessment_review_due(assessed_on: date, *, changed_on: date | None = None) -> Verdict[date]:
    """By when must a risk assessment be reviewed, or revised after a material change of the activity?"""
    if changed_on is not None and changed_on < assessed_on:
        raise ImpossibleInput(f"A change on {changed_on} precedes the assessment of {assessed_on}.")
    usual = _REVIEW.period.after(assessed_on)
    if changed_on is None or (due := _CHANGE.period.after(changed_on)) > usual:
        return ruling(usual, f"The risk assessment is reviewed by {usual}.", "D-20", parameters=(_REVIEW,))
    return ruling(due, f"The activity changed; the assessment is revised by {due}.", "D-20", parameters=(_CHANGE,))


@rule("D-20")
def assessment_kept_until(assessed_on: date, *, processing_ended_on: date | None = None) -> Verdict[date | None]:
    """Until when is a risk assessment kept? None while the processing goes on; else whichever is later."""
    if processing_ended_on is None:
        return ruling(None, "The assessment is kept as long as the processing goes on.", "D-20", parameters=(_KEEP,))
    until = max(_KEEP.period.after(assessed_on), processing_ended_on)
    return ruling(until, f"The assessment is kept until {until}.", "D-20", parameters=(_KEEP,))


@rule("D-20")
def assessment_filed_by(demanded_on: date | None = None) -> Verdict[date]:
    """By when are risk assessments filed: for the first time, or after a demand of the agency?"""
    if demanded_on is not None:
        due = _DEMAND.period.after(demanded_on)
        return ruling(
            due, f"The agency asked on {demanded_on}; the reports are due by {due}.", "D-20", parameters=(_DEMAND,)
        )
    due = _FIRST_FILING.day
    return ruling(due, f"The first filing is due by {due}.", "D-20", parameters=(_FIRST_FILING,))


@rule("D-21")
def audit_report_due(revenue_by_year: Mapping[int, float]) -> Verdict[date]:
    """By when is the first report of a cybersecurity audit due, given the gross revenue of each year in dollars?"""
    for year, floor, report in _AUDITS:
        if year not in revenue_by_year:
            raise UncoveredCase(f"The revenue of {year} decides; it is not given.")
        revenue = revenue_by_year[year]
        # §7121: more than the first amount, from the second amount up, and everybody else.
        if revenue > floor.number or (revenue == floor.number and year > 2026):
            reason = f"With the revenue of {year} the first report is due by {report.day}."
            return ruling(report.day, reason, "D-21", parameters=(floor, report))
    raise ImpossibleInput("A revenue below nothing cannot be.")
