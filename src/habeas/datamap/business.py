"""business.yml, recipients.yml, notice.yml and habeas.toml: what only people can say."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from habeas.datamap.tables import Several, Strict, _sensitive


class Asked(StrEnum):
    """Identifying fields a request form can ask for. None is of the kinds that §7060(c)(2) tells to avoid."""

    name = "name"
    birth_date = "birth_date"
    email = "email"
    phone = "phone"
    address = "address"


class Contact(Strict):
    email: str
    toll_free: str | None = None
    postal: str = ""


class Notary(Strict):
    """A notarised paper that is required, for which rights and at whose expense (§7060(e))."""

    rights: Several = ("know_specific", "delete")
    business_pays: bool = False
    reimburses: bool = False
    told_before_submission: bool = False


class Requests(Strict):
    """How requests are made, at every door of the business. What is not said has its lawful default.

    Several (ways, rights, fields) are read by the rules of law; one that they do not know is a finding of the check.
    """

    methods: Several | None = None  # to know, delete, correct; None: this form, and what `contact` names
    opt_out_methods: Several | None = None
    limit_methods: Several | None = None
    admt_methods: Several | None = None
    form_behind_link: bool = True
    in_person: bool = False  # the business meets consumers, as in a shop
    main_way: str | None = None
    date_range: bool = True
    retention_months: int | None = Field(default=None, ge=0, le=1200)  # None: without limit
    account_required: Several = ()
    login_required: Several = ()
    ask: dict[str, Several] = Field(default_factory=dict)  # right -> fields, at other doors than this form
    necessities: dict[str, str] = Field(default_factory=dict)  # field -> why nothing less verifies
    notary: Notary | None = None
    verification_fee: bool = False
    two_step: Several = ()
    delete_all: bool = True
    delete_parts: bool = False
    deletes_parts_elsewhere: bool = False
    points_there: bool = False


class Signals(Strict):
    """How the business's website treats opt-out preference signals (§7025)."""

    processed: bool = False
    charges_fee: bool = False
    changes_experience: bool = False
    shows_popup: bool = False
    displays_status: bool = False
    policy_explains: bool = False
    covers_offline: bool = False
    sells_offline: bool = False


class WebsiteLink(Strict):
    """A link of the business's website that the law names (§§7013-7015)."""

    title: str
    placement: str = "footer"
    on_home_page: bool = True
    on_every_collecting_page: bool = True
    like_neighbors: bool = True
    works: bool = True
    icon: bool = False
    icon_like_neighbors: bool = True


class Business(Strict):
    """Who the business is under the law."""

    name: str
    kind: str = ""
    contact: Contact
    website: str = ""
    links: tuple[WebsiteLink, ...] | None = None  # of the website; None: nothing is said
    signals: Signals = Signals()
    requests: Requests = Requests()
    choices: dict[str, Any] = Field(default_factory=dict)  # what the law leaves to the business
    ask: Several = (Asked.name.value, Asked.email.value)
    online_only: bool = False
    direct_relationship: bool = False
    sells: bool = False
    shares: bool = False
    knows_of_under_16_sales: bool = False
    uses_sensitive_beyond_permitted: bool = False  # beyond the purposes of tit. 11, §7027(m)
    admt_for_significant_decisions: bool = False  # automated decisions, tit. 11, §7200
    consumers_in_year: int = Field(default=0, ge=0)  # as tit. 11, §7102(a) counts them, in the calendar year before
    can_verify: bool = True  # false: there is no reasonable method for any consumer (§7062(g))
    languages: Several = ("en",)
    notice_languages: Several = ("en",)


class Role(StrEnum):
    service_provider = "service provider"
    contractor = "contractor"
    third_party = "third party"


class Contract(Strict):
    """What the contract with a service provider or contractor says (§§7051, 7053; Civ. Code §1798.140(j), (ag))."""

    reference: str = ""
    written: bool = True
    forbids_selling_and_sharing: bool = False
    only_named_purposes: bool = False
    forbids_use_outside_relationship: bool = False
    forbids_combining: bool = False
    certifies: bool = False  # a contractor's
    enables_business: bool = False
    takes_requests: bool = False


class Recipient(Strict):
    """Somebody the business discloses personal information to (Civ. Code §1798.140(j), (ag), (ai))."""

    name: str
    role: Role
    kind: str
    categories: Several = ()
    purposes: Several = ()
    receives: Several = ()  # systems or system.table it gets data from; empty: it may get any
    sold: bool = False
    shared: bool = False
    contract: Contract | None = None  # None: nobody has said
    consideration: str = "nothing"  # what the business gets for the data: nothing, money, other_valuable
    cross_context_advertising: bool = False


class Recipients(Strict):
    recipients: tuple[Recipient, ...] = ()


class NoticeCategory(Strict):
    """One row of the table of categories."""

    code: Annotated[str, Field(pattern=r"^[A-L]$")]
    examples: str
    sources: Several
    purposes: Several
    disclosed_to: Several = ()
    sensitive: Annotated[Several, AfterValidator(_sensitive)] = ()  # kinds beyond those of the data map
    retention: str


class Notice(Strict):
    """What only people can say in the privacy policy."""

    effective_on: date
    updated_on: date
    summary: tuple[str, ...]
    introduction: str
    other_notices: dict[str, str] = Field(default_factory=dict)  # regime -> where its own notice is
    categories: tuple[NoticeCategory, ...]
    # Addresses of texts that some businesses owe (tit. 11, §§7011(e), 7062(g)); the notice links to them.
    opt_out_notice: str = ""
    limit_notice: str = ""
    admt_notice: str = ""
    signal_guide: str = ""  # how an opt-out signal is sent and for what it counts
    under_16_consent: str = ""
    metrics: str = ""
    no_verification: str = ""  # why nobody can be verified, in words


class Service(Strict):
    """habeas.toml: where the application's own things live. Secrets are references (env:NAME, file:PATH)."""

    database: str = "sqlite:var/habeas.sqlite3"
    data: str = "var"
    master_key: str = "file:keys/master.key"
    signing_key: str = "file:keys/ledger.pem"
    secret_key: str = "file:keys/django.key"
    base_url: str = "http://127.0.0.1:8000"
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    mail: str = "outbox"
    mail_from: str = "privacy@example.com"
    package_days: int = Field(default=14, ge=1, le=60)
    insecure_demo_mode: bool = False
