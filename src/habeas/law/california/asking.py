"""What a business may ask for before it acts: which fields, when more than is on file, and at whose expense.

Cal. Code Regs., tit. 11, §§7060, 7026(d), 7027(e), 7221(f); Civ. Code §1798.130(a)(7); read 2026-11-23
(https://cppa.ca.gov/regulations/). An opt-out or a limit is asked for nothing but what finds the data, and for nothing
at all where it works without. Left out: what agents may be asked for (`agents`), the proof of parenthood (`minors`),
and use and deletion of what was collected (`verification_data`).

>>> may_ask("email", Right.OPT_OUT).value, may_ask("selfie", Right.OPT_OUT).value
(True, False)
>>> may_ask("passport", Right.DELETE, necessity="No other record identifies this account.").value
True
>>> refused_fields(Right.LIMIT, ("email", "ssn_last4")).value
('ssn_last4',)
>>> may_ask_for_more(match_suffices=False).value, may_charge("agent").value
(True, False)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from habeas.law.california.datum import KINDS, is_known, kind_of, protected_kind, proves_identity
from habeas.law.california.provisions import provision
from habeas.law.california.rights import NEVER_VERIFIED, Right, VerifiableRight, verifiable
from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

# §7060(c)(2): avoid collecting the kinds of Civ. Code §1798.81.5(d), unless necessary to verify.
FORBIDDEN_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "ssn": "Social Security number",
        "driver_licence": "driver's license number",
        "state_id": "state identification card number",
        "passport": "passport number",
        "military_id": "military identification number",
        "government_id": "other government-issued identification number",
        "tax_number": "tax identification number",
        "account_number_with_code": "account or card number with its security code or password",
        "medical_information": "medical information",
        "health_insurance": "health insurance information",
        "biometric": "unique biometric data",
        "genetic": "genetic data",
        "login_with_password": "user name or email address with its password",
    }
)
# What finds a consumer's data without proving who asks: kinds of `datum.KINDS`.
_IDENTIFIES = frozenset(KINDS) - {"date_of_birth"}
_UNKNOWN = (
    "The field {field!r} is not recognized: check it against Civ. Code §1798.81.5(d), and whether it proves who asks."
)


@rule("E-02", "E-03", "E-04", "E-06", "E-10")
def may_ask(
    field: str,
    right: Right,
    *,
    necessity: str = "",
    on_file: bool = True,
    contested: Collection[str] = (),
    needs_nothing: bool = False,
) -> Verdict[bool]:
    """May this field be asked for with a request of this kind, in order to find or to verify the consumer?

    `necessity`: the recorded reason why nothing less will do. `on_file`: the business holds something to compare it
    with. `contested`: the data that a correction disputes. `needs_nothing`: the request can be carried out without any
    information, as a signal can. Fields are recognized in any spelling as those of `datum.KINDS` (name, email, phone,
    address, place, date_of_birth, user_name, customer_number, loyalty_number, device_id, order_number) or as the kinds
    of `FORBIDDEN_FIELDS`; any other is no settled yes.
    """
    if right in NEVER_VERIFIED:
        return _to_stop(field, right, necessity, needs_nothing)
    if right is Right.CORRECT and kind_of(field) in set(map(kind_of, contested)):
        return ruling(False, f"The {_words(field)} is what the correction contests; it verifies nobody.", "E-10")
    if kind := protected_kind(field):
        return _avoided(FORBIDDEN_FIELDS[kind], necessity.strip())
    unknown = _unknown(field)
    if on_file:
        reason = f"The {_words(field)} can be matched with what is on file."
        return ruling(True, reason, "E-03", warnings=unknown, doubts=unknown)
    if necessity.strip():
        reason = f"Asking for the {_words(field)} is recorded as unavoidable: {necessity.strip()}"
        warnings = ("Use it to verify and for nothing else, then delete it.", *unknown)
        return ruling(True, reason, "E-06", warnings=warnings, doubts=unknown)
    reason = f"Nothing on file can be compared with the {_words(field)}; asking for more than is held is avoided."
    return ruling(False, reason, "E-06", "E-03")


def _to_stop(field: str, right: Right, necessity: str, needs_nothing: bool) -> Verdict[bool]:
    if needs_nothing:
        return ruling(False, "The request can be carried out with no information, so nothing is asked.", "E-02")
    if proves_identity(field):
        return ruling(False, f"{right.request} is never verified: no {_words(field)}.", "E-02", "E-26")
    if kind_of(field) in _IDENTIFIES:
        return ruling(True, f"The {_words(field)} finds the data the request is about.", "E-02")
    if necessity.strip():
        reason = f"Without the {_words(field)} the data is not found: {necessity.strip()}"
        return ruling(True, reason, "E-02", warnings=_unknown(field), doubts=_unknown(field))
    return ruling(False, f"The {_words(field)} is not needed to find the data the request is about.", "E-02")


def _unknown(field: str) -> tuple[str, ...]:
    return () if is_known(field) else (_UNKNOWN.format(field=field.replace("_", " ")),)


def _avoided(name: str, necessity: str) -> Verdict[bool]:
    doubts = (provision("E-04").doubt,)
    if not necessity:
        reason = f"A form asks for no {name} unless it is necessary to verify and the need recorded."
        return ruling(False, reason, "E-04", doubts=doubts)
    warning = "Delete it as soon as the request is processed; keep the result and the method."
    reason = f"Asking for a {name} is recorded as necessary to verify: {necessity}"
    return ruling(True, reason, "E-04", "E-07", warnings=(warning,), doubts=doubts)


def _words(field: str) -> str:
    return FORBIDDEN_FIELDS.get(protected_kind(field), field.replace("_", " "))


@rule("E-02", "E-04", "E-10")
def refused_fields(
    right: Right,
    fields: Sequence[str],
    *,
    necessities: Mapping[str, str] | None = None,
    on_file: Collection[str] | None = None,
    contested: Collection[str] = (),
    needs_nothing: bool = False,
) -> Verdict[tuple[str, ...]]:
    """Which of these fields must a form for this request leave out? `on_file`: the fields held; none named, all are.

    Fields are recognized in any spelling, as by `may_ask`.
    """
    known = {kind_of(field): why for field, why in (necessities or {}).items()}
    held = None if on_file is None else set(map(kind_of, on_file))
    found = {
        field: may_ask(
            field,
            right,
            necessity=known.get(kind_of(field), ""),
            on_file=held is None or kind_of(field) in held,
            contested=contested,
            needs_nothing=needs_nothing,
        )
        for field in fields
    }
    refused = tuple(field for field, verdict in found.items() if not verdict.value)
    rows = dict.fromkeys(row for field in refused or found for row in found[field].rows)
    said = " ".join(found[field].reason for field in refused) or "Each of these fields may be asked for."
    unknown = tuple(doubt for field in fields if found[field].value for doubt in _unknown(field))
    return ruling(refused, said, *(rows or ("E-02",)), warnings=unknown, doubts=unknown)


@rule("E-03", "E-06")
def may_ask_for_more(*, match_suffices: bool | None = None, service_suffices: bool | None = None) -> Verdict[bool]:
    """May the consumer be asked for more, given what the match with the file or an identity service brought?

    None stands for a way that was not tried. The service is an alternative to the match, not a second step.
    """
    if match_suffices or service_suffices:
        return ruling(False, "The consumer is verified with what is there; asking for more is avoided.", "E-03", "E-06")
    if match_suffices is None and service_suffices is None:
        reason = "First match what was given with what is on file, or have an identity service do it."
        return ruling(False, reason, "E-03")
    warning = "Use what is asked to verify and for nothing else, then delete it."
    return ruling(True, "What was given does not suffice, so more may be asked.", "E-03", "E-06", warnings=(warning,))


@rule("E-08")
def may_charge(payer: Literal["consumer", "agent"]) -> Verdict[bool]:
    """May verification cost this person anything? It may not."""
    return ruling(False, f"Verification is free of charge for the {payer}.", "E-08")


@rule("E-08")
def may_require_notary(
    right: VerifiableRight,
    *,
    business_pays: bool = False,
    reimburses: bool = False,
    told_before_submission: bool = False,
) -> Verdict[bool]:
    """May the consumer be required to have a paper notarized?

    `told_before_submission`: how to be reimbursed was said before the request was submitted. Raises NeverVerified.

    >>> may_require_notary(Right.DELETE, reimburses=True).value
    False
    """
    verifiable(right)
    if business_pays:
        return ruling(True, "The business pays for the notary.", "E-08")
    if reimburses and told_before_submission:
        return ruling(True, "The business reimburses the notary and said before how.", "E-08")
    if reimburses:
        return ruling(False, "How to be reimbursed must be said before the request is submitted.", "E-08")
    return ruling(False, "A notary is required only at the expense of the business.", "E-08")
