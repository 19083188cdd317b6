"""The settings of a business that the law has something to say about; the defaults are lawful.

Cal. Code Regs., tit. 11, §§7003, 7020, 7022(h), 7026, 7027, 7060; Civ. Code §1798.130; read 2026-11-23
(https://cppa.ca.gov/regulations/). The module decides nothing and leaves out what no setting says.

>>> Settings(recipients=(Recipient("Ads Inc.", sold=True),)).sells_or_shares
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from habeas.law.california.disclosure import Consideration, Contract, Role
from habeas.law.california.finding import Finding
from habeas.law.california.frictionless import Site
from habeas.law.california.methods import Method
from habeas.law.california.notices.links import Link
from habeas.law.california.rights import Right


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody the business discloses to, in the role that the settings claim for it.

    `contract_recorded` False: nobody has said what the contract is.
    """

    name: str
    role: Role = Role.THIRD_PARTY
    contract: Contract | None = None
    contract_recorded: bool = True
    sold: bool = False
    shared: bool = False
    consideration: Consideration = Consideration.NONE
    cross_context_advertising: bool = False


@dataclass(frozen=True, slots=True)
class Notary:
    """A notarised paper that a form requires, for which rights and at whose expense."""

    rights: tuple[Right, ...] = (Right.KNOW_SPECIFIC, Right.DELETE)
    business_pays: bool = False
    reimburses: bool = False
    told_before_submission: bool = False  # how to be reimbursed


_USUAL_FIELDS: Mapping[Right, tuple[str, ...]] = MappingProxyType({})
_POLICY_LINK = (Link("Privacy policy"),)
SITE = Site(processes_signals=False)  # what nobody has said is not claimed


@dataclass(frozen=True, slots=True)
class Settings:
    """How a business takes requests, verifies them and speaks of itself.

    `retention_months`: how long anything is kept at most; None: without limit.
    `asked`: the fields that the form asks for with each kind of request. `account_required`: the rights whose form
    needs an account to be made; `login_required`: those for which holders of an account must use it.
    `two_step`: requests that online must be confirmed before they count. `signals`: how the website treats opt-out
    signals. `links`: those of the website.
    """

    methods: tuple[Method, ...] = (Method.TOLL_FREE, Method.WEB_FORM)  # to know, delete and correct
    opt_out_methods: tuple[Method, ...] = (Method.PREFERENCE_SIGNAL, Method.WEB_FORM)
    limit_methods: tuple[Method, ...] = (Method.WEB_FORM, Method.TOLL_FREE)
    admt_methods: tuple[Method, ...] = (Method.PRE_USE_LINK, Method.WEB_FORM)
    form_behind_link: bool = True  # the forms to opt out and to limit are reached by the links the law names
    online_only: bool = False  # it exists online and nowhere else
    direct_relationship: bool = False  # with the consumers whose information it collects
    in_person: bool = False  # it meets consumers, as in a shop
    main_way: Method | None = None  # how it mainly deals with them, where that is known
    admt_for_significant_decisions: bool = False
    date_range: bool = True  # the form to know lets the consumer choose a range of dates
    offers_all: bool = False  # it lets the consumer ask for everything
    earliest_offered_on: date | None = None  # how far back the range goes, if it is bounded
    retention_months: int | None = None
    account_required: tuple[Right, ...] = ()
    login_required: tuple[Right, ...] = ()
    asked: Mapping[Right, tuple[str, ...]] = field(default_factory=lambda: _USUAL_FIELDS)
    necessities: Mapping[str, str] = field(default_factory=dict)
    notary: Notary | None = None
    verification_fee: bool = False
    two_step: tuple[Right, ...] = ()
    delete_all: bool = True  # the form offers to delete everything
    delete_parts: bool = False  # it offers to delete selected parts
    deletes_parts_elsewhere: bool = False
    points_there: bool = False
    languages: tuple[str, ...] = ("en",)
    notice_languages: tuple[str, ...] = ("en",)
    sells: bool = False
    shares: bool = False
    sensitive_beyond_permitted: bool = False
    states_no_sale: bool | None = None  # None: the policy says so if it neither sells nor shares
    recipients: tuple[Recipient, ...] = ()
    signals: Site = SITE
    has_website: bool = True
    links: tuple[Link, ...] = _POLICY_LINK

    @property
    def sells_or_shares(self) -> bool:
        """Whether anything is sold or shared, by the settings or by what recipients get."""
        return self.sells or self.shares or any(one.sold or one.shared for one in self.recipients)


Change = Callable[[Settings], Settings]
RecipientChange = Callable[[Recipient], Recipient]


def unchanged(settings: Settings) -> Settings:
    """The settings as they are: for a fault that no default can mend."""
    return settings


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding, and how the lawful default takes the place of the setting."""

    finding: Finding
    mend: Change = unchanged
