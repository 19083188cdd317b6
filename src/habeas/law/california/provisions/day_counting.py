"""How days are counted. Rows P-30 to P-37 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> PROVISIONS[3].id, PROVISIONS[3].settled
('P-33', False)
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, government_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "P-30",
        "A request is received when it reaches the business, or a service provider acting for it, by any channel, "
        "verified, complete and staffed or not. The day is the day in California.",
        (regulation("7021(b)"),),
    ),
    Provision(
        "P-31",
        "The day of receipt is not counted: the answer is due that many calendar days after it. The alarm stands one "
        'day earlier, since the words "will begin on the day" can be read as counting the day of receipt.',
        (regulation("7021(b)"), civil_code("10")),
        doubt="Whether the day of receipt counts as the first day; the alarm one day earlier meets both readings.",
    ),
    Provision(
        "P-32",
        "A calendar-day deadline on a weekend or holiday is not moved.",
        (civil_code("10"), civil_code("11")),
        doubt="Whether a last day on a holiday moves to the next day; not relying on it is always safe.",
        settled=False,
    ),
    Provision(
        "P-33",
        "The law does not define a business day. Three calendars are kept: STD, Monday to Friday less the days on "
        "which state offices are closed; WK, Monday to Friday; CIV, Monday to Saturday less the holidays of the "
        "Government Code. STD is shown; SAFE, the earliest of the three, is worked to.",
        (civil_code("7"), civil_code("9"), government_code("6700")),
        doubt="Which days are business days: the law does not say. The earliest of three readings is worked to.",
        settled=False,
    ),
    Provision("P-34", "Business days are counted from the day after receipt.", (civil_code("10"),)),
    Provision(
        "P-35",
        "The calendar data: closures of state offices, and the holidays of the Government Code.",
        (government_code("6700"), government_code("6701"), government_code("19853")),
        doubt="The holiday tables were compiled from secondary sources.",
        settled=False,
    ),
    Provision(
        "P-36",
        "The notice of an extension must be sent on or before the last day of the first response period.",
        (civil_code("1798.130(a)(2)(A)"), civil_code("1798.145(h)(1)")),
    ),
    Provision(
        "P-37",
        "A month later is the same day of the month, or the last day of a month that has no such day. (Our choice.)",
        (civil_code("10"),),
    ),
)
