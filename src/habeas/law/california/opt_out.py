"""What an opt-out of sale and sharing stops, what may stand beside it, and how the consumer sees that it was done.

Cal. Code Regs., tit. 11, §§7026(f)(1), (g), (h), 7027(h), (i), 7221(h); Civ. Code §§1798.120(a)(2), 1798.140(e)(6);
read 2026-11-23 (https://cppa.ca.gov/regulations/). Left out: the day by which it stops (`clock`), who is told of it
(timing), preference signals (`signal`), and whether a request may be denied (`denial`).

>>> must_stop(Disclosure("Ad network", Role.THIRD_PARTY)).value, must_stop(Disclosure("Host", Role.SERVICE_PROVIDER)).value
(True, False)
>>> can_confirm(Right.OPT_OUT, door="telephone", means=("letter",)).value
True
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from habeas.law.california.disclosure import Consideration, Role, kind_of_disclosure
from habeas.law.california.rights import Right
from habeas.law.california.ruling import ruling
from habeas.law.errors import UncoveredCase
from habeas.law.rule import rule
from habeas.law.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One recipient of the consumer's information, and what it is for.

    `role`: whoever is not said to work for the business under contract is a third party. `contract_compliant`: a service
    provider's or contractor's contract has all that it must. `valuable_consideration`: money or anything else of value in return. `at_consumers_direction`: the consumer told the
    business to disclose it. `only_signals_opt_out`: an identifier goes to it, to pass the opt-out on.
    `transfer_of_business`: a merger or bankruptcy, the information used as before.
    """

    to: str = ""
    role: Role = Role.THIRD_PARTY
    contract_compliant: bool = True
    cross_context_advertising: bool = False
    valuable_consideration: bool = True
    at_consumers_direction: bool = False
    only_signals_opt_out: bool = False
    transfer_of_business: bool = False


@rule("H-31")
def must_stop(disclosure: Disclosure) -> Verdict[bool]:
    """Does an opt-out stop this disclosure? If it is a sale or sharing; not to a provider under its contract."""
    found = kind_of_disclosure(
        disclosure.role if disclosure.contract_compliant else Role.THIRD_PARTY,
        consideration=Consideration.MONEY if disclosure.valuable_consideration else Consideration.NONE,
        for_cross_context_advertising=disclosure.cross_context_advertising,
        directed_by_consumer=disclosure.at_consumers_direction,
        only_signals_opt_out=disclosure.only_signals_opt_out,
        transfer_of_business=disclosure.transfer_of_business,
    )
    rows = ("H-31", "A-47", *found.rows) if not disclosure.contract_compliant else ("H-31", *found.rows)
    if found.value.sold or found.value.shared:
        return ruling(True, f"{found.reason} An opt-out stops it.", *rows)
    # §7026(f)(1): providing to a service provider or contractor under its contract is no sale.
    return ruling(False, f"{found.reason} It may go on after an opt-out.", *rows)


@rule("H-31")
def what_stops(disclosures: tuple[Disclosure, ...]) -> Verdict[tuple[str, ...]]:
    """To whom does the information no longer go, once the consumer has opted out?

    >>> what_stops((Disclosure("Host", Role.SERVICE_PROVIDER), Disclosure("Broker"))).value
    ('Broker',)
    """
    stopped = tuple(one.to for one in disclosures if must_stop(one).value)
    reason = f"Sale and sharing stop to: {', '.join(stopped)}." if stopped else "Nothing here is sold or shared."
    return ruling(stopped, reason, "H-31", "A-46", "A-47", "A-48")


@rule("H-31")
def may_combine(*, opted_out: bool, for_advertising: bool = True) -> Verdict[bool]:
    """May a service provider or contractor combine this consumer's information with that from elsewhere?

    `for_advertising`: to advertise or market. Whether the contract allows other combining is not decided here.

    >>> may_combine(opted_out=True).value
    False
    """
    if opted_out and for_advertising:
        return ruling(False, "The information of a consumer who opted out is not combined for advertising.", "H-31")
    return ruling(True, "The opt-out does not stand in the way of combining it.", "H-31")


_CONFIRMED = {Right.OPT_OUT: "the opt-out", Right.LIMIT: "the limit", Right.OPT_OUT_ADMT: "the opt-out of ADMT"}


@rule("H-27")
def must_offer_confirmation(right: Right, *, door: str = "") -> Verdict[bool]:
    """Must the consumer be able to confirm that the request was processed?

    `door` is the way the request came (signal, form, telephone, letter ...), and makes no difference.

    >>> must_offer_confirmation(Right.LIMIT, door="letter").value
    True
    """
    if right not in _CONFIRMED:
        raise UncoveredCase(f"A request of kind {str(right)!r} is answered; no other means to confirm it is asked for.")
    came = f", though it came by {door}" if door else ""
    return ruling(True, f"The consumer has a means to confirm that {_CONFIRMED[right]} was processed{came}.", "H-27")


@rule("H-27")
def can_confirm(right: Right, *, means: Collection[str], door: str = "") -> Verdict[bool]:
    """Has the consumer a means to confirm that the request was processed? Any real one will do.

    `means`: such as a status page, a letter, a text message or an answer on the telephone.
    """
    owed = must_offer_confirmation(right, door=door)
    named = [one for one in means if one.strip()]
    if not named:
        return ruling(False, f"A means is missing. {owed.reason}", "H-27")
    return ruling(True, f"The consumer can confirm it by {', '.join(named)}.", "H-27")


@rule("H-29", "H-42")
def may_offer_choices(right: Right = Right.OPT_OUT, *, single_choice_for_all: bool) -> Verdict[bool]:
    """May the consumer be offered to opt out of, or to limit, only a part? Raises UncoveredCase for other rights.

    >>> may_offer_choices(single_choice_for_all=False).value
    False
    """
    rows = {Right.OPT_OUT: "H-29", Right.LIMIT: "H-42"}
    if right not in rows:
        raise UncoveredCase(f"No rule here is about partial choices in a request of kind {str(right)!r}.")
    what = "opts out of all sale and sharing" if right is Right.OPT_OUT else "limits all uses"
    if single_choice_for_all:
        return ruling(True, f"Beside one choice that {what}, narrower ones may be offered.", rows[right])
    return ruling(False, f"Narrower choices need, beside them, one choice that {what}.", rows[right])


@rule("H-30")
def binds_acquirer(*, opted_out: bool, opted_in_again: bool = False) -> Verdict[bool]:
    """Must whoever takes over the information honor the opt-out given to the business that had it before?

    `opted_in_again`: after the opt-out, in the two steps that this takes, with either business.

    >>> binds_acquirer(opted_out=True).value
    True
    """
    if not opted_out:
        return ruling(False, "The consumer had not opted out with the business that had the information.", "H-30")
    if opted_in_again:
        return ruling(False, "The consumer has opted in again since.", "H-30")
    return ruling(True, "The opt-out given to the transferor is honored by whoever takes over.", "H-30")
