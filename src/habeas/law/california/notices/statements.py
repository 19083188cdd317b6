"""What a privacy policy must say in so many words: the rights, how to use them, and a few plain truths.

Cal. Code Regs., tit. 11, §§7011(e)(1)(G), (J), (e)(2), (e)(3)(A)-(J), (e)(5), 7062(g), 7072(a); read 2026-11-23
(https://cppa.ca.gov/regulations/). The rights about ADMT are said from the day on which its duties hold. Frictionless
processing is explained by those alone who claim it. Left out: whether the words are well chosen (`presentation`), and
the lists (`lists`).

>>> silent = set(Statement) - {Statement.NO_RETALIATION_APPLICANTS}
>>> check_statements(silent, on=date(2026, 11, 23)).value[0].text
'The policy does not say: that nobody is punished for using a right, naming applicants.'
>>> [found.row for found in check_declared(sells_under_16=None, sensitive_beyond_permitted=True).value]
['B-18', 'B-22']
>>> reviewed = date(2025, 11, 23)
>>> check_verification_review(can_verify=False, last_reviewed_on=reviewed, on=date(2026, 11, 23)).value
()
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.california.metrics_due import are_due
from habeas.law.california.notices.practices import PLAIN, Practices
from habeas.law.california.parameters import Name, parameter
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Statement(StrEnum):
    """What a policy can say."""

    KNOW_CATEGORIES = "know_categories"
    KNOW_SOURCES = "know_sources"
    KNOW_PURPOSES = "know_purposes"
    KNOW_THIRD_PARTIES = "know_third_parties"
    KNOW_SOLD_AND_DISCLOSED = "know_sold_and_disclosed"
    KNOW_SPECIFIC_PIECES = "know_specific_pieces"
    DELETE = "delete"
    CORRECT = "correct"
    OPT_OUT = "opt_out"
    LIMIT = "limit"
    OPT_OUT_ADMT = "opt_out_admt"
    ACCESS_ADMT = "access_admt"
    NO_RETALIATION = "no_retaliation"
    NO_RETALIATION_APPLICANTS = "no_retaliation_applicants"
    NO_RETALIATION_STUDENTS = "no_retaliation_students"
    NO_RETALIATION_EMPLOYEES = "no_retaliation_employees"
    NO_RETALIATION_CONTRACTORS = "no_retaliation_contractors"
    METHODS = "methods"
    INSTRUCTIONS = "instructions"
    FORM_LINK = "form_link"
    OPT_OUT_NOTICE = "opt_out_notice"
    LIMIT_NOTICE = "limit_notice"
    VERIFICATION_PROCESS = "verification_process"
    VERIFICATION_DETAILS = "verification_details"
    SIGNAL_SCOPE = "signal_scope"
    SIGNAL_HOW_TO = "signal_how_to"
    FRICTIONLESS = "frictionless"
    AGENT_INSTRUCTIONS = "agent_instructions"
    UNDER_16_CONSENT = "under_16_consent"
    CONTACT = "contact"
    METRICS = "metrics"
    NO_VERIFICATION_METHOD = "no_verification_method"


_Due = Callable[[Practices, date], bool]
_PUNISHED = "that nobody is punished for using a right"


def _always(_facts: Practices, _on: date) -> bool:
    return True


def _sells(facts: Practices, _on: date) -> bool:
    return facts.sells_or_shares


def _beyond(facts: Practices, _on: date) -> bool:
    return facts.sensitive_beyond_permitted


def _admt(facts: Practices, on: date) -> bool:
    # §7200(b): the duties about ADMT hold from a day of their own.
    return facts.admt_for_significant_decisions and on >= parameter(Name.ADMT_DUTIES, on).day


def _large(facts: Practices, on: date) -> bool:
    # §7102(a): the numbers are those of the calendar year before.
    return are_due(on.year - 1, facts.consumers_in_year).value


# Statement, the row that asks for it, what is to be said, when.
_TABLE: tuple[tuple[Statement, str, str, _Due], ...] = (
    (Statement.KNOW_CATEGORIES, "B-23", "that one may ask which categories were collected", _always),
    (Statement.KNOW_SOURCES, "B-23", "that one may ask where it came from", _always),
    (Statement.KNOW_PURPOSES, "B-23", "that one may ask what it was collected, sold or shared for", _always),
    (Statement.KNOW_THIRD_PARTIES, "B-23", "that one may ask which kinds of third parties got it", _always),
    (Statement.KNOW_SOLD_AND_DISCLOSED, "B-23", "that one may ask what was sold, shared and disclosed", _always),
    (Statement.KNOW_SPECIFIC_PIECES, "B-23", "that one may ask for the specific pieces", _always),
    (Statement.DELETE, "B-23", "that one may have it deleted", _always),
    (Statement.CORRECT, "B-23", "that one may have it corrected", _always),
    (Statement.OPT_OUT, "B-23", "that one may opt out of sale and sharing", _sells),
    (Statement.LIMIT, "B-23", "that one may limit the use of sensitive information", _beyond),
    (Statement.OPT_OUT_ADMT, "B-23", "that one may opt out of automated decisions", _admt),
    (Statement.ACCESS_ADMT, "B-23", "that one may ask about automated decisions", _admt),
    (Statement.NO_RETALIATION, "B-23", _PUNISHED, _always),
    (Statement.NO_RETALIATION_APPLICANTS, "B-23", f"{_PUNISHED}, naming applicants", _always),
    (Statement.NO_RETALIATION_STUDENTS, "B-23", f"{_PUNISHED}, naming students", _always),
    (Statement.NO_RETALIATION_EMPLOYEES, "B-23", f"{_PUNISHED}, naming employees", _always),
    (Statement.NO_RETALIATION_CONTRACTORS, "B-23", f"{_PUNISHED}, naming contractors", _always),
    (Statement.METHODS, "B-24", "by which ways one makes a request", _always),
    (Statement.INSTRUCTIONS, "B-24", "how one makes a request", _always),
    (Statement.FORM_LINK, "B-24", "where the request form is", _always),
    (Statement.OPT_OUT_NOTICE, "B-24", "what the notice of opt-out says, or where it is", _sells),
    (Statement.LIMIT_NOTICE, "B-24", "what the notice of limit says, or where it is", _beyond),
    (Statement.VERIFICATION_PROCESS, "B-24", "how requests are verified in general", _always),
    (Statement.VERIFICATION_DETAILS, "B-24", "what one must give to be verified", _always),
    (
        Statement.SIGNAL_SCOPE,
        "B-24",
        "how an opt-out signal is processed: for which device, browser, account and offline sale",
        _sells,
    ),
    (Statement.SIGNAL_HOW_TO, "B-24", "how one sends an opt-out signal", _sells),
    (
        Statement.FRICTIONLESS,
        "B-24",
        "how opt-out signals are processed without friction",
        lambda facts, on: facts.claims_frictionless,
    ),
    (Statement.AGENT_INSTRUCTIONS, "B-24", "how an agent makes a request", _always),
    (Statement.UNDER_16_CONSENT, "B-18", "how consent is asked for consumers under 16", lambda f, on: f.sells_under_16),
    (Statement.CONTACT, "B-24", "whom to ask, in the way the business mostly deals with people", _always),
    (Statement.METRICS, "B-26", "the yearly numbers of requests, or where they are", _large),
    (
        Statement.NO_VERIFICATION_METHOD,
        "B-25",
        "that nobody can be verified by a reasonable method, and why",
        lambda facts, on: not facts.can_verify,
    ),
)


@rule("B-18", "B-23", "B-24", "B-25", "B-26", "P-13", "P-21")
def check_statements(said: Collection[Statement], practices: Practices = PLAIN, *, on: date) -> Verdict[Findings]:
    """Does the policy say all that it must on this day: the rights, how to use them, and what else is due?"""
    used = [parameter(Name.LARGE_HOLDER, on)] if practices.consumers_in_year else []
    used += [parameter(Name.ADMT_DUTIES, on)] if practices.admt_for_significant_decisions else []
    rows = ("B-18", "B-23", "B-24", "B-25", "B-26")
    return report(_unsaid(said, practices, on), *rows, parameters=used, good="The policy says what it must.")


def required(practices: Practices, on: date) -> frozenset[Statement]:
    """What a policy must say of these practices on this day."""
    return frozenset(statement for statement, _, _, is_due in _TABLE if is_due(practices, on))


def _unsaid(said: Collection[Statement], practices: Practices, on: date) -> Iterator[Finding]:
    for statement, row, words, is_due in _TABLE:
        if is_due(practices, on) and statement not in said:
            yield error(row, statement.value.replace("_", " "), f"The policy does not say: {words}.", f"Say {words}.")


@rule("B-18", "B-22")
def check_declared(
    *,
    sells_under_16: bool | None,
    sensitive_beyond_permitted: bool | None,
    practices: Practices = PLAIN,
) -> Verdict[Findings]:
    """Does the policy say of the young and of sensitive information what is true? None: the policy is silent.

    `sells_under_16`: it says that the business knows of selling or sharing data of consumers under 16.
    """
    young = "whether it knows of selling or sharing data of consumers under 16"
    beyond = "whether sensitive information serves purposes beyond the permitted ones"
    found = (
        *_truth("B-18", young, sells_under_16, practices.sells_under_16),
        *_truth("B-22", beyond, sensitive_beyond_permitted, practices.sensitive_beyond_permitted),
    )
    return report(found, "B-18", "B-22", good="The policy says of both what is true.")


def _truth(row: str, what: str, said: bool | None, is_so: bool) -> Iterator[Finding]:
    if said is None:
        yield error(row, "statements", f"The policy does not say {what}.", f"Say {what}.")
    elif said != is_so:
        yield error(row, "statements", f"What the policy says is not true: {what}.", "Say what is true.")


@rule("B-25")
def check_verification_review(
    *, can_verify: bool, last_reviewed_on: date | None = None, documented: bool = True, on: date
) -> Verdict[Findings]:
    """Has a business that can verify nobody looked at it again in time, in writing?"""
    review = parameter(Name.VERIFICATION_REVIEW, on)
    found = [] if can_verify else list(_review(last_reviewed_on, documented, on))
    return report(found, "B-25", parameters=(review,), good="No review of the missing method is due.")


def _review(last_reviewed_on: date | None, documented: bool, on: date) -> Iterator[Finding]:
    remedy = "Look again for a reasonable method, and write down what was found."
    if last_reviewed_on is None:
        yield error("B-25", "verification", "Whether there is a method to verify was never looked at again.", remedy)
        return
    due = parameter(Name.VERIFICATION_REVIEW, on).period.after(last_reviewed_on)
    if on > due:
        yield error("B-25", "verification", f"The missing method had to be looked at again by {due}.", remedy)
    if not documented:
        yield error("B-25", "verification", "The last look at the missing method is not documented.", remedy)
