"""Whether a business is a data broker, what its registration says, and how often it is audited.

Civ. Code §§1798.99.80, .82 and .86(e); Cal. Code Regs., tit. 11, §§7600, 7601; read 2026-11-23
(https://leginfo.legislature.ca.gov); §§.82 and .86 and the regulations in summaries only. A business is asked record by
record: it may deal directly with a consumer and be a broker for what it got about them elsewhere. Left out: what the
days cost (`money`) and the yearly figures (`metrics`).

>>> bought = BrokerRecord(first_party=False, sold_to_third_parties=True)
>>> is_data_broker([bought]).value, is_data_broker([BrokerRecord(True, True, "bought in our shop")]).value
(True, False)
>>> is_first_party(consumer_means_to_deal=True, for_goods_or_services=False).value
False
>>> str(registration(2026).value.closes_on)
'2027-01-31'
>>> disclosures_missing({found: False for found in Disclosure if found != Disclosure.VINS}).value
(<Disclosure.VINS: 'vins'>,)
>>> str(next_audit_on(date(2026, 11, 23)).value), str(next_audit_on(date(2028, 1, 1)).value)
('2028-01-01', '2028-01-01')
>>> str(next_audit_on(date(2029, 6, 1), last_audit_on=date(2028, 3, 1)).value)
'2031-01-01'
>>> str(audit_report_due(date(2026, 11, 23)).value.std), str(audit_report_kept_through(date(2028, 5, 1)).value)
('2026-12-02', '2034-05-01')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habeas.law.california.calendar import Deadlines, business_day_deadlines
from habeas.law.california.parameters import Name, parameter
from habeas.law.california.regimes import Regime
from habeas.law.california.ruling import ruling
from habeas.law.errors import ImpossibleInput
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

# 99.80: FCRA, GLBA, the Insurance Information and Privacy Protection Act, and what 1798.146 exempts.
_NOT_A_BROKERS = frozenset(
    {Regime.FCRA, Regime.GLBA, Regime.INSURANCE, Regime.HIPAA, Regime.CMIA, Regime.CLINICAL_TRIAL}
)


@dataclass(frozen=True, slots=True)
class BrokerRecord:
    """Personal information of a kind: how it was got, whether it is sold, the law it is under."""

    first_party: bool
    sold_to_third_parties: bool
    first_party_basis: str = ""  # how the consumer dealt with the business
    regime: Regime | None = None
    knowingly: bool = True

    def __post_init__(self) -> None:
        if self.first_party_basis and not self.first_party:
            raise ImpossibleInput("A record with a basis as a first party is one of a first party.")


class Disclosure(StrEnum):
    """What a registration answers yes or no."""

    NAMES = "names"
    DATES_OF_BIRTH = "dates_of_birth"
    ZIP_CODES = "zip_codes"
    EMAIL_ADDRESSES = "email_addresses"
    PHONE_NUMBERS = "phone_numbers"
    MOBILE_ADVERTISING_IDS = "mobile_advertising_ids"
    CONNECTED_TV_IDS = "connected_tv_ids"
    VINS = "vins"
    ACCOUNT_LOG_INS = "account_log_ins"
    GOVERNMENT_IDS = "government_ids"
    CITIZENSHIP_OR_IMMIGRATION = "citizenship_or_immigration"
    UNION_MEMBERSHIP = "union_membership"
    SEXUAL_ORIENTATION = "sexual_orientation"
    GENDER_IDENTITY = "gender_identity"
    BIOMETRIC_DATA = "biometric_data"
    MINORS = "minors"
    PRECISE_GEOLOCATION = "precise_geolocation"
    REPRODUCTIVE_HEALTH = "reproductive_health"
    # Sold or shared to them in the past year.
    TO_FOREIGN_ACTORS = "to_foreign_actors"
    TO_FEDERAL_GOVERNMENT = "to_federal_government"
    TO_OTHER_STATES = "to_other_states"
    TO_LAW_ENFORCEMENT = "to_law_enforcement"
    TO_AI_DEVELOPERS = "to_ai_developers"


@dataclass(frozen=True, slots=True)
class Registration:
    """The window in which a broker registers, both days included."""

    opens_on: date
    closes_on: date


@rule("J-02")
def is_first_party(*, consumer_means_to_deal: bool, for_goods_or_services: bool) -> Verdict[bool]:
    """Is there a direct relationship, in which the consumer means to deal with the business to get what it offers?"""
    direct = consumer_means_to_deal and for_goods_or_services
    if direct:
        return ruling(True, "The consumer means to deal with the business to get its goods or services.", "J-02")
    return ruling(False, "The consumer does not mean to deal with the business to get its goods or services.", "J-02")


@rule("J-01", "J-02")
def is_data_broker(records: Sequence[BrokerRecord]) -> Verdict[bool]:
    """Is the business a data broker, for the kinds of personal information it holds?"""
    for one in records:
        sold = one.knowingly and one.sold_to_third_parties
        if sold and not one.first_party and one.regime not in _NOT_A_BROKERS:
            reason = "It sells personal information of people with whom it has no direct relationship."
            return ruling(True, reason, "J-01")
    # What the regulation calls a direct relationship was not read: it carries the answer only where it is the reason.
    rests_on_direct = any(
        one.first_party and one.sold_to_third_parties and one.regime not in _NOT_A_BROKERS for one in records
    )
    rows = ("J-01", "J-02") if rests_on_direct else ("J-01",)
    return ruling(False, "It sells nothing about people it has no direct relationship with that counts.", *rows)


@rule("J-03")
def registration(year_met: int) -> Verdict[Registration]:
    """When does a business register that was a data broker in this year?"""
    opens = parameter(Name.REGISTRATION_OPENS, date(year_met + 1, 1, 1))
    closes = parameter(Name.REGISTRATION_CLOSES, date(year_met + 1, 1, 1))
    window = Registration(*(date.fromisoformat(f"{year_met + 1}-{row.word}") for row in (opens, closes)))
    reason = (
        f"A data broker of {year_met} registers from {window.opens_on} to {window.closes_on}; the content is public."
    )
    return ruling(window, reason, "J-03", parameters=(opens, closes))


@rule("J-05")
def disclosures_missing(answers: Mapping[Disclosure, bool | None]) -> Verdict[tuple[Disclosure, ...]]:
    """Which questions of the registration are not yet answered yes or no?"""
    missing = tuple(found for found in Disclosure if answers.get(found) is None)
    reason = f"Not answered: {', '.join(missing)}." if missing else "Every question is answered."
    return ruling(missing, reason, "J-05")


@rule("J-08")
def next_audit_on(on: date, *, last_audit_on: date | None = None) -> Verdict[date]:
    """From which day is the next independent audit due, seen from this day?

    `last_audit_on`: when the last one was made; without it none was, and the first stays due until it is made.
    """
    if last_audit_on and last_audit_on > on:
        raise ImpossibleInput(f"The last audit is not after the day of asking, {on}.")
    first, cycle = parameter(Name.FIRST_AUDIT, on), parameter(Name.AUDIT_CYCLE, on)
    due = first.day
    while last_audit_on and due <= last_audit_on:
        due = cycle.period.after(due)
    overdue = (f"The audit due from {due} has not been made.",) if due < on else ()
    reason = f"An independent audit is due from {first.day} and every {cycle.period}; the next from {due}."
    return ruling(due, reason, "J-08", parameters=(first, cycle), warnings=overdue, doubts=(_DRAFT,))


@rule("J-08")
def audit_report_due(asked_on: date) -> Verdict[Deadlines]:
    """By when does the agency get the report of an audit for which it asked in writing?"""
    row = parameter(Name.AUDIT_REPORT, asked_on)
    due = business_day_deadlines(asked_on, row.period.count)
    reason = f"The report is sent within {row.period} of the request, by {due.std}."
    return ruling(due, reason, "J-08", "P-33", parameters=(row,))


@rule("J-08")
def audit_report_kept_through(report_on: date) -> Verdict[date]:
    """Through which day is the report of an audit kept?"""
    row = parameter(Name.AUDIT_REPORT_KEPT, report_on)
    kept = row.period.after(report_on)
    return ruling(kept, f"The report is kept for {row.period}, through {kept}.", "J-08", parameters=(row,))


_DRAFT = "The audit regulations are a draft."
