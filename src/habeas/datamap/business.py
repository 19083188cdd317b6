"""business.yml, recipients.yml, notice.yml and habeas.toml: what only people can say."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from habeas.datamap.tables import Several, Strict, _as_tuple


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


class Business(Strict):
    """Who the business is under the law."""

    name: str
    kind: str = ""
    contact: Contact
    website: str = ""
    ask: tuple[Asked, ...] = (Asked.name, Asked.email)
    online_only: bool = False
    direct_relationship: bool = False
    sells: bool = False
    shares: bool = False
    knows_of_under_16_sales: bool = False
    uses_sensitive_beyond_permitted: bool = False  # beyond the purposes of tit. 11, §7027(m)
    languages: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ("en",)


class Role(StrEnum):
    service_provider = "service provider"
    contractor = "contractor"
    third_party = "third party"


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


class Recipients(Strict):
    recipients: tuple[Recipient, ...] = ()


class NoticeCategory(Strict):
    """One row of the table of categories."""

    code: Annotated[str, Field(pattern=r"^[A-L]$")]
    examples: str
    sources: Several
    purposes: Several
    disclosed_to: Several = ()
    retention: str


class Notice(Strict):
    """What only people can say in the privacy policy."""

    effective_on: date
    updated_on: date
    summary: tuple[str, ...]
    introduction: str
    other_notices: dict[str, str] = Field(default_factory=dict)  # regime -> where its own notice is
    categories: tuple[NoticeCategory, ...]


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
    package_days: int = Field(default=14, ge=1, le=90)
    insecure_demo_mode: bool = False
