"""The days that are no business days in California, 2026 to 2028, as two dated tables.

State-office closures: Gov. Code §§6700, 6701, 19853, read 2026-11-23; for 2026 they agree with the list that
the California Department of Human Resources publishes (https://www.calhr.ca.gov, "State Holidays"). A holiday
on a Saturday closes nothing on the Friday before, except 11 November; a holiday on a Sunday moves to Monday
(§6701).

Civil-code holidays: Gov. Code §§6700(a), 6701 by way of Civ. Code §7. Sundays are a rule and not listed.
Lunar New Year is the second (or third) new moon after the winter solstice, Diwali the festival in the month
of Kartik; both were taken from published calendars. Left out: Good Friday (12 noon to 3 p.m. is only part of
a day) and days that the President or the Governor may still appoint, other than Thanksgiving.

A new year is added by listing it in both tables and moving `LAST_DAY`.

>>> STATE_OFFICE_CLOSURES[date(2027, 7, 5)], date(2026, 11, 27) in CIVIL_HOLIDAYS
('Independence Day, observed', False)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2028, 12, 31)

_CLOSURES = """
2026-01-01 New Year's Day
2026-01-19 Dr. Martin Luther King, Jr. Day
2026-02-16 Presidents' Day
2026-03-31 Cesar Chavez Day
2026-05-25 Memorial Day
2026-09-07 Labor Day
2026-11-11 Veterans Day
2026-11-26 Thanksgiving Day
2026-11-27 Day after Thanksgiving
2026-12-25 Christmas Day
2027-01-01 New Year's Day
2027-01-18 Dr. Martin Luther King, Jr. Day
2027-02-15 Presidents' Day
2027-03-31 Cesar Chavez Day
2027-05-31 Memorial Day
2027-07-05 Independence Day, observed
2027-09-06 Labor Day
2027-11-11 Veterans Day
2027-11-25 Thanksgiving Day
2027-11-26 Day after Thanksgiving
2028-01-17 Dr. Martin Luther King, Jr. Day
2028-02-21 Presidents' Day
2028-03-31 Cesar Chavez Day
2028-05-29 Memorial Day
2028-07-04 Independence Day
2028-09-04 Labor Day
2028-11-10 Veterans Day, observed
2028-11-23 Thanksgiving Day
2028-11-24 Day after Thanksgiving
2028-12-25 Christmas Day
"""

_HOLIDAYS = """
2026-01-01 New Year's Day
2026-01-19 Dr. Martin Luther King, Jr. Day
2026-02-12 Lincoln Day
2026-02-16 Third Monday in February
2026-02-17 Lunar New Year
2026-03-31 Cesar Chavez Day
2026-04-24 Genocide Remembrance Day
2026-05-25 Last Monday in May
2026-06-19 Juneteenth
2026-07-04 Fourth of July
2026-09-07 First Monday in September
2026-09-09 Admission Day
2026-09-25 Native American Day
2026-10-12 Columbus Day
2026-11-08 Diwali
2026-11-11 Veterans Day
2026-11-26 Thanksgiving Day
2026-12-25 Christmas Day
2027-01-01 New Year's Day
2027-01-18 Dr. Martin Luther King, Jr. Day
2027-02-06 Lunar New Year
2027-02-12 Lincoln Day
2027-02-15 Third Monday in February
2027-03-31 Cesar Chavez Day
2027-04-24 Genocide Remembrance Day
2027-05-31 Last Monday in May
2027-06-19 Juneteenth
2027-07-04 Fourth of July
2027-07-05 Fourth of July, observed
2027-09-06 First Monday in September
2027-09-09 Admission Day
2027-09-24 Native American Day
2027-10-11 Columbus Day
2027-10-29 Diwali
2027-11-11 Veterans Day
2027-11-25 Thanksgiving Day
2027-12-25 Christmas Day
2028-01-01 New Year's Day
2028-01-17 Dr. Martin Luther King, Jr. Day
2028-01-26 Lunar New Year
2028-02-12 Lincoln Day
2028-02-21 Third Monday in February
2028-03-31 Cesar Chavez Day
2028-04-24 Genocide Remembrance Day
2028-05-29 Last Monday in May
2028-06-19 Juneteenth
2028-07-04 Fourth of July
2028-09-04 First Monday in September
2028-09-09 Admission Day
2028-09-22 Native American Day
2028-10-09 Columbus Day
2028-10-17 Diwali
2028-11-10 Veterans Day, observed
2028-11-11 Veterans Day
2028-11-23 Thanksgiving Day
2028-12-25 Christmas Day
"""


def _read(table: str) -> Mapping[date, str]:
    rows = (line.split(" ", 1) for line in table.strip().splitlines())
    return MappingProxyType({date.fromisoformat(day): name for day, name in rows})


STATE_OFFICE_CLOSURES: Mapping[date, str] = _read(_CLOSURES)
CIVIL_HOLIDAYS: Mapping[date, str] = _read(_HOLIDAYS)
