"""Are a business's settings lawful, and what is applied where they are not?

Cal. Code Regs., tit. 11, §§7003, 7013 to 7015, 7020, 7022(h), 7025 to 7027, 7060; Civ. Code §§1798.130, 1798.135,
1798.140; read 2026-11-23 (https://cppa.ca.gov/regulations/). Every finding says what is wrong, the smallest change that
mends it, and what takes its place until then; a fault that no default can mend, such as a missing toll-free number, is
only said. Left out: the notices themselves (`notices`), and screens (`design`).

>>> from habeas.law.california.configuration.settings import Notary
>>> from habeas.law.california.rights import Right
>>> today = date(2026, 11, 23)
>>> settings = Settings(notary=Notary((Right.DELETE,)), asked={Right.OPT_OUT: ("email", "selfie")})
>>> [(found.row, found.applied) for found in check_configuration(settings, on=today).value]
[('E-02', "The form does not ask for 'selfie'."), ('E-08', 'No notary is required.')]
>>> lawful = lawful_configuration(settings, on=today).value
>>> lawful.notary, lawful.asked[Right.OPT_OUT], check_configuration(lawful, on=today).value
(None, ('email',), ())
"""

from __future__ import annotations

from datetime import date
from functools import reduce

from habeas.law.california.configuration.disclosing import disclosing_faults
from habeas.law.california.configuration.forms import form_faults, login_verdicts
from habeas.law.california.configuration.settings import Fault, Settings
from habeas.law.california.configuration.ways import way_faults, way_verdicts
from habeas.law.california.finding import Findings, report
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_ROWS = ("A-46", "A-47", "B-03", "B-10", "B-50", "B-51", "B-52", "B-53", "C-01", "C-02", "C-04", "C-05", "C-06", "C-07")
_MORE_ROWS = ("C-08", "C-09", "C-19", "E-02", "E-04", "E-08", "G-11", "H-28")


@rule(*_ROWS, *_MORE_ROWS)
def check_configuration(settings: Settings, *, on: date) -> Verdict[Findings]:
    """What is unlawful in these settings on this day, what mends it, and what is applied instead?"""
    found = [fault.finding for fault in _faults(settings, on)]
    ways = [*way_verdicts(settings, on).values(), *login_verdicts(settings)]
    rows = dict.fromkeys([*(one.row for one in found), *(row for verdict in ways for row in verdict.rows)])
    return report(
        found,
        *rows,
        parameters=dict.fromkeys(used for verdict in ways for used in verdict.parameters),
        doubts=dict.fromkeys(doubt for verdict in ways for doubt in verdict.doubts),
        good="The settings are lawful.",
    )


@rule(*_ROWS, *_MORE_ROWS)
def lawful_configuration(settings: Settings, *, on: date) -> Verdict[Settings]:
    """Which settings are applied on this day: these, with the lawful default in the place of each that is unlawful?"""
    faults = _faults(settings, on)
    applied = reduce(lambda sofar, fault: fault.mend(sofar), faults, settings)
    changed = tuple(dict.fromkeys(fault.finding.applied for fault in faults if fault.finding.applied))
    rows = tuple(dict.fromkeys(fault.finding.row for fault in faults)) or ("C-01", "E-04")
    return ruling(applied, " ".join(changed) or "The settings are applied as they are.", *rows, warnings=changed)


def _faults(settings: Settings, on: date) -> tuple[Fault, ...]:
    return (*way_faults(settings, on), *form_faults(settings, on), *disclosing_faults(settings))
