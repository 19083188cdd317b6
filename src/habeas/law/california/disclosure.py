"""Who a recipient is in law, and whether passing data on to it is a sale, sharing, or for a business purpose.

Civ. Code §1798.140(e), (j), (ad), (ag), (ah), (ai); Cal. Code Regs., tit. 11, §§7050, 7051, 7053; read 2026-11-23
(https://leginfo.legislature.ca.gov). The contract decides: without every required clause a recipient is a third party,
whatever it is called. Left out: what else the contract of a third party must say (§7053).

>>> full = Contract(True, True, True, True, True)
>>> role_of(Role.SERVICE_PROVIDER, full).value.value, role_of(Role.SERVICE_PROVIDER, None).value.value
('service_provider', 'third_party')
>>> kind_of_disclosure(Role.THIRD_PARTY, for_cross_context_advertising=True).value
Disclosure(sold=False, shared=True, for_business_purpose=False)
>>> lets_requests_be_handed_on(full).value
False
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.ruling import ruling
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


class Role(StrEnum):
    """What a recipient is."""

    SERVICE_PROVIDER = "service_provider"
    CONTRACTOR = "contractor"
    THIRD_PARTY = "third_party"


class Consideration(StrEnum):
    """What the business gets for the data."""

    NONE = "nothing"
    MONEY = "money"
    OTHER = "other_valuable"  # a discount, a service, data in return


@dataclass(frozen=True, slots=True)
class Contract:
    """What the contract with a recipient says; what is not stated is not in it."""

    written: bool = False
    forbids_selling_and_sharing: bool = False
    only_named_purposes: bool = False
    forbids_use_outside_relationship: bool = False
    forbids_combining: bool = False
    certifies: bool = False  # a contractor's, that it understands and will comply
    enables_business: bool = False  # to comply with requests
    takes_requests: bool = False  # the business sends the request with what is needed

    def missing(self, role: Role) -> tuple[str, ...]:
        """The clauses that this role needs and the contract lacks."""
        tests = (
            (self.written, "it is in writing"),
            (self.forbids_selling_and_sharing, "a ban on selling and sharing"),
            (self.only_named_purposes, "the business purposes by name, and no others"),
            (self.forbids_use_outside_relationship, "a ban on use outside the relationship"),
            (self.forbids_combining, "a ban on combining"),
            (self.certifies or role is not Role.CONTRACTOR, "the contractor's certification"),
        )
        return tuple(text for holds, text in tests if not holds)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What passing the data on is; all three false where it is none of them."""

    sold: bool
    shared: bool
    for_business_purpose: bool


_NEITHER = Disclosure(False, False, False)


@rule("A-47", "A-48")
def role_of(
    claimed: Role, contract: Contract | None = None, *, does_cross_context_advertising: bool = False
) -> Verdict[Role]:
    """What is the recipient in law: a service provider, a contractor, or a third party?"""
    if claimed is Role.THIRD_PARTY:
        return ruling(Role.THIRD_PARTY, "The recipient is a third party.", "A-47")
    if does_cross_context_advertising:
        reason = "Whoever does cross-context behavioral advertising is a third party for it."
        return ruling(Role.THIRD_PARTY, reason, "A-48")
    missing = (contract or Contract()).missing(claimed)
    if missing:
        reason = f"The contract lacks: {', '.join(missing)}. The recipient is a third party."
        warning = "Passing data on to it may be a sale."
        return ruling(Role.THIRD_PARTY, reason, "A-47", warnings=(warning,))
    return ruling(claimed, f"The contract makes the recipient a {claimed.replace('_', ' ')}.", "A-47")


@rule("A-46", "A-48")
def kind_of_disclosure(
    to: Role,
    *,
    consideration: Consideration = Consideration.NONE,
    for_cross_context_advertising: bool = False,
    directed_by_consumer: bool = False,
    only_signals_opt_out: bool = False,
    transfer_of_business: bool = False,
    used_consistently: bool = True,
) -> Verdict[Disclosure]:
    """Is passing this data on a sale, sharing, a disclosure for a business purpose, or none of these?

    `to` is the role in law (`role_of`). `transfer_of_business`: a merger, acquisition or bankruptcy;
    `used_consistently`: the successor uses the data as the consumer was told.
    """
    if directed_by_consumer:
        return ruling(_NEITHER, "The consumer directed the disclosure.", "A-46")
    if only_signals_opt_out:
        return ruling(_NEITHER, "The identifier is passed on only to signal an opt-out.", "A-46")
    if transfer_of_business and used_consistently:
        return ruling(_NEITHER, "The business changes hands and the data is used consistently.", "A-46")
    if to is not Role.THIRD_PARTY and not for_cross_context_advertising:
        return ruling(Disclosure(False, False, True), "A disclosure for a business purpose.", "A-46")
    # 140(e)(6): cross-context behavioral advertising is no business purpose, whoever does it.
    rows = ("A-46",) if to is Role.THIRD_PARTY else ("A-46", "A-48")
    found = Disclosure(consideration is not Consideration.NONE, for_cross_context_advertising, False)
    names = [name for name, holds in (("a sale", found.sold), ("sharing", found.shared)) if holds]
    return ruling(found, f"This is {' and '.join(names) or 'neither a sale nor sharing'}.", *rows)


@rule("A-49")
def lets_requests_be_handed_on(contract: Contract) -> Verdict[bool]:
    """Does the contract let requests of consumers be handed on to the provider?"""
    if contract.enables_business or contract.takes_requests:
        return ruling(True, "The contract provides for requests of consumers.", "A-49")
    reason = "The contract must let the business comply, or let it send the request with what is needed."
    return ruling(False, reason, "A-49")
