"""Makes the data of Golden Poppy Mutual, a fictional Californian insurer: two databases and a folder of Parquet files.

    python examples/insurer/generate.py --people 5000

The same seed gives the same files, byte for byte. Nothing in them belongs to anybody: e-mail addresses end in
example.com, .org or .net, telephone numbers are 555-0100 to 555-0199, Social Security numbers come from a range
that is never issued, IP addresses from the blocks reserved for documentation, card numbers are the test numbers
that payment companies publish.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sqlite3
import tempfile
import unicodedata
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

Row = tuple[Any, ...]
Tables = dict[str, list[Row]]
Progress = Callable[[str], None]

FIRST_DAY = datetime(2022, 6, 1)  # noqa: DTZ001 (everything here is UTC; the databases store it without saying so)
LAST_DAY = datetime(2026, 11, 15)  # noqa: DTZ001
WEB_FIRST_DAY = datetime(2024, 12, 1)  # noqa: DTZ001 (the web team keeps 24 months)

FEWEST_PEOPLE = 200  # below this there may be nobody who fits the rules of the demo

CORE_SCHEMA = """
CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, applied_at DATETIME NOT NULL);
CREATE TABLE address (
    id INTEGER PRIMARY KEY, street VARCHAR(120) NOT NULL, unit VARCHAR(20), city VARCHAR(60) NOT NULL,
    state CHAR(2) NOT NULL, postal_code CHAR(5) NOT NULL);
CREATE TABLE agent (
    id INTEGER PRIMARY KEY, full_name VARCHAR(120) NOT NULL, licence_number VARCHAR(20) NOT NULL UNIQUE,
    office VARCHAR(60) NOT NULL, hired_on DATE NOT NULL);
CREATE TABLE person (
    id INTEGER PRIMARY KEY, email VARCHAR(200), mobile VARCHAR(20), first_name VARCHAR(60) NOT NULL,
    last_name VARCHAR(60) NOT NULL, birth_date DATE, ssn CHAR(11), driver_licence VARCHAR(12),
    marital_status VARCHAR(20), address_id INTEGER REFERENCES address (id), created_at DATETIME NOT NULL,
    segment VARCHAR(40));
CREATE INDEX person_email ON person (lower(email));
CREATE INDEX person_mobile ON person (
  substr(replace(replace(replace(replace(replace(replace(replace(replace(mobile, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), char(160), ''), -10)
);
CREATE INDEX person_ssn ON person (ssn);
CREATE INDEX person_address_id ON person (address_id);
CREATE TABLE application (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), product VARCHAR(20) NOT NULL,
    started_at DATETIME NOT NULL, abandoned_at DATETIME, answers_summary TEXT);
CREATE INDEX application_person_id ON application (person_id);
CREATE TABLE policy (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
    agent_id INTEGER REFERENCES agent (id), policy_number VARCHAR(20) NOT NULL UNIQUE, product VARCHAR(20) NOT NULL,
    premium NUMERIC(10, 2) NOT NULL CHECK (premium > 0), start_on DATE NOT NULL, end_on DATE NOT NULL,
    status VARCHAR(12) NOT NULL CHECK (status IN ('active', 'lapsed', 'ended')));
CREATE INDEX policy_person_id ON policy (person_id);
CREATE INDEX policy_agent_id ON policy (agent_id);
CREATE TABLE beneficiary (
    id INTEGER PRIMARY KEY, policy_id INTEGER NOT NULL REFERENCES policy (id), full_name VARCHAR(120) NOT NULL,
    relation VARCHAR(20) NOT NULL, birth_date DATE, share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 100));
CREATE INDEX beneficiary_policy_id ON beneficiary (policy_id);
CREATE TABLE claim (
    id INTEGER PRIMARY KEY, policy_id INTEGER NOT NULL REFERENCES policy (id),
    claim_number VARCHAR(20) NOT NULL UNIQUE, incident_on DATE NOT NULL, description TEXT NOT NULL,
    amount NUMERIC(10, 2), status VARCHAR(12) NOT NULL CHECK (status IN ('open', 'paid', 'declined')));
CREATE INDEX claim_policy_id ON claim (policy_id);
CREATE TABLE claim_note (
    id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim (id), author VARCHAR(120) NOT NULL,
    body TEXT NOT NULL, written_at DATETIME NOT NULL);
CREATE INDEX claim_note_claim_id ON claim_note (claim_id);
CREATE TABLE bank_account (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), account_number VARCHAR(34) NOT NULL,
    routing_number CHAR(9) NOT NULL, bank_name VARCHAR(80) NOT NULL, holder_name VARCHAR(120) NOT NULL);
CREATE INDEX bank_account_person_id ON bank_account (person_id);
CREATE TABLE payment (
    id INTEGER PRIMARY KEY, policy_id INTEGER NOT NULL REFERENCES policy (id),
    bank_account_id INTEGER REFERENCES bank_account (id), amount NUMERIC(10, 2) NOT NULL, paid_on DATE NOT NULL,
    payer_name VARCHAR(120));
CREATE INDEX payment_policy_id ON payment (policy_id);
CREATE INDEX payment_bank_account_id ON payment (bank_account_id);
"""

CRM_SCHEMA = """
CREATE TABLE contact (
    id INTEGER PRIMARY KEY, email VARCHAR(200), first_name VARCHAR(60) NOT NULL, last_name VARCHAR(60) NOT NULL,
    phone VARCHAR(20), postal_code CHAR(5), birth_date DATE, created_at DATETIME NOT NULL);
CREATE UNIQUE INDEX contact_email ON contact (lower(email));
CREATE INDEX contact_phone ON contact (
  substr(replace(replace(replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', ''), char(160), ''), -10)
);
CREATE TABLE device (
    id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact (id), device_id CHAR(36) NOT NULL UNIQUE,
    first_seen_at DATETIME NOT NULL);
CREATE INDEX device_contact_id ON device (contact_id);
CREATE TABLE lead (
    id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact (id), source VARCHAR(40) NOT NULL,
    interest VARCHAR(40), score INTEGER, created_at DATETIME NOT NULL);
CREATE INDEX lead_contact_id ON lead (contact_id);
CREATE TABLE quote (
    id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact (id), product VARCHAR(20) NOT NULL,
    quoted_premium NUMERIC(10, 2) NOT NULL, quoted_at DATETIME NOT NULL, insured_item VARCHAR(120), ip VARCHAR(45));
CREATE INDEX quote_contact_id ON quote (contact_id);
CREATE TABLE call_note (
    id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact (id), agent_name VARCHAR(120) NOT NULL,
    body TEXT NOT NULL, called_at DATETIME NOT NULL);
CREATE INDEX call_note_contact_id ON call_note (contact_id);
CREATE TABLE newsletter (email VARCHAR(200) PRIMARY KEY, subscribed_at DATETIME NOT NULL, topics VARCHAR(120));
CREATE UNIQUE INDEX newsletter_email ON newsletter (lower(email));
"""

INSTANT = pa.timestamp("us", tz="UTC")
# The metadata and the decimal are there on purpose: a careless rewrite of a Parquet file loses them.
SESSION_SCHEMA = pa.schema(
    [
        pa.field("session_id", pa.string(), nullable=False),
        pa.field("device_id", pa.string()),
        pa.field("started_at", INSTANT, nullable=False),
        pa.field("ip", pa.string()),
        pa.field("user_agent", pa.string()),
        pa.field("landing_page", pa.string()),
        pa.field("country_region", pa.string()),
        pa.field("ad_cookie_id", pa.string()),
    ],
    metadata={"written_by": "golden-poppy web tracker 3.1", "clock": "UTC"},
)
PAGE_VIEW_SCHEMA = pa.schema(
    [
        pa.field("session_id", pa.string(), nullable=False),
        pa.field("viewed_at", INSTANT, nullable=False),
        pa.field("url", pa.string(), nullable=False),
        pa.field("referrer", pa.string()),
        pa.field("seconds_on_page", pa.decimal128(8, 3)),
    ],
    metadata={"written_by": "golden-poppy web tracker 3.1", "clock": "UTC"},
)


class Place(NamedTuple):
    city: str
    area_codes: tuple[str, ...]
    postal_codes: tuple[str, ...]


PLACES = (
    Place("San Francisco", ("415", "628"), ("94103", "94110", "94117", "94122")),
    Place("Oakland", ("510", "341"), ("94601", "94607", "94611", "94619")),
    Place("San Jose", ("408", "669"), ("95112", "95123", "95128")),
    Place("Palo Alto", ("650",), ("94301", "94303", "94306")),
    Place("Walnut Creek", ("925",), ("94595", "94596", "94598")),
    Place("Santa Rosa", ("707",), ("95401", "95404", "95409")),
    Place("Sacramento", ("916", "279"), ("95811", "95816", "95822", "95831")),
    Place("Redding", ("530",), ("96001", "96002")),
    Place("Stockton", ("209",), ("95202", "95207", "95219")),
    Place("Monterey", ("831",), ("93940",)),
    Place("Fresno", ("559",), ("93702", "93711", "93722")),
    Place("Bakersfield", ("661",), ("93301", "93309", "93312")),
    Place("Ventura", ("805", "820"), ("93001", "93003", "93004")),
    Place("Los Angeles", ("213", "323"), ("90012", "90026", "90034", "90042", "90065")),
    Place("Santa Monica", ("310", "424"), ("90401", "90403", "90405")),
    Place("Long Beach", ("562",), ("90802", "90807", "90815")),
    Place("Pasadena", ("626",), ("91101", "91104", "91107")),
    Place("Burbank", ("818", "747"), ("91501", "91505", "91506")),
    Place("Anaheim", ("714", "657"), ("92801", "92804", "92807")),
    Place("Irvine", ("949",), ("92602", "92612", "92620")),
    Place("Riverside", ("951",), ("92501", "92504", "92507")),
    Place("San Bernardino", ("909", "840"), ("92404", "92407", "92410")),
    Place("Oceanside", ("760", "442"), ("92054", "92056", "92057")),
    Place("San Diego", ("619", "858"), ("92103", "92109", "92117", "92128")),
)
# Numbers that people brought along when they moved to California; used when the local ones run out.
ELSEWHERE = ("206", "212", "303", "312", "404", "503", "512", "602", "617", "702", "713", "775", "801", "808", "919")

# Names as people really write them; a comparison that knows only A to Z trips over these.
HARD_NAMES = (("José", "Peña-Ortiz"), ("Zoë", "O'Brien"), ("Thuỷ", "Nguyễn"), ("Mary Ann", "De La Cruz"))

PRODUCTS = ("auto", "home", "renters", "life", "umbrella")
SEGMENTS = ("young driver", "new parent", "home improver", "price hunter", "long-time loyal", "near retirement")
MARITAL = ("single", "married", "domestic partnership", "divorced", "widowed")
RELATIONS = ("spouse", "child", "parent", "sibling", "friend")
ITEMS = (
    "2019 four-door sedan, 41,000 miles",
    "2022 pickup truck, 12,500 miles",
    "2016 hatchback, 88,000 miles",
    "2024 electric car, 6,300 miles",
    "three-bedroom house, built 1962, tile roof",
    "two-bedroom flat, second floor",
    "condominium with a pool, built 2005",
)
INCIDENTS = (
    "Rear-ended at a red light; bumper and boot lid damaged. The insured reports a stiff neck.",
    "Kitchen fire, contained to the stove; smoke in two rooms.",
    "Burst pipe under the bathroom floor; water in the flat below.",
    "Hail damage to roof and bonnet.",
    "Bicycle stolen from a locked garage.",
    "Side mirror torn off in a narrow street by a delivery van.",
    "Fell on a wet step at home; wrist fractured and treated at an emergency room.",
)
NOTES = (
    "Called the insured, photographs of the damage are on their way.",
    "Estimate received from the workshop, within the usual range.",
    "Left a message, asked to call back about the date of the incident.",
    "The other driver's insurer accepts 80 percent.",
    "Second estimate asked for; the first one has no parts list.",
    "Paid out, letter sent by post.",
)
# One number, five ways of writing it: a filter that looks only for 900-12-3456 misses most of them.
SSN_NOTES = (
    "Identity confirmed on the phone, SSN {0}-{1}-{2}, address unchanged.",
    "Insured read out the social: {0} {1} {2}. Please move it to the person record.",
    "ssn {0}{1}{2} needed for the tax form",
    "SS# {0}.{1}.{2} given by the insured's spouse.",
    "Soc. Sec. No.{0}–{1}–{2} stands on the police report.",
)
CALLS = (
    "Wants a quote for a second car, call back after payday.",
    "Asked what earthquake cover costs. Sent the brochure.",
    "Not interested now, renewal elsewhere in spring.",
    "Complained about the hold time, was friendly in the end.",
    "Wants to bundle home and auto.",
)
CALLS_ABOUT_OTHERS = (
    "Says the neighbour {other} pays a third less with us and asks why.",
    "{other} (sister) will call about adding her son to the policy.",
)
CALLS_WITH_SECRETS = (
    "Tried to pay the deposit by phone and read out card 4111 1111 1111 1111, exp 09/28. Told her not to.",
    "Card on the voicemail: 5555-5555-5555-4444. Please delete the recording.",
    "Gave the SSN without being asked: {ssn}.",
)
ANSWERS = (
    "Two drivers, one accident in 2021. Stopped at the question about the previous insurer.",
    "Owns the house since 2014, one dog, no pool. Stopped at the payment page.",
    "Non-smoker, takes tablets for blood pressure. Stopped at the medical questions.",
    "Renting, one room mate, wants cover for a cello. Stopped at the premium.",
    "Drives to work in a shared car; licence since 2009. Stopped, no reason given.",
)
BROWSERS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile Safari",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_5) Safari",
    "Mozilla/5.0 (Android 15; Mobile) Firefox",
)
PAGES = ("/", "/auto", "/home", "/renters", "/life", "/quote/auto", "/quote/home", "/claims", "/contact", "/privacy")
REFERRERS = (
    None,
    "https://search.example.net/?q=car+insurance",
    "https://news.example.org/money",
    "https://mail.example.com/",
)
BANKS = ("Bank of the Fictional West", "Sierra Example Credit Union", "Pacific Sample Bank")


class Person(NamedTuple):
    """Somebody in core, in crm, or in both."""

    id: int
    first_name: str
    last_name: str
    birth_on: date
    email: str | None  # as normalised; the systems spell it in their own way
    phone: str | None  # ten digits
    place: Place
    postal_code: str
    address_id: int
    created_at: datetime
    has_policy: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Maker:
    """Draws everything from one seeded source, so that the same seed gives the same business."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        fake = Faker("en_US")
        fake.seed_instance(seed)
        # Faker is slow for each call; pools of its values are as good here.
        self.first_names = [fake.first_name() for _ in range(600)] + [first for first, _ in HARD_NAMES] * 3
        self.last_names = [fake.last_name() for _ in range(900)] + [last for _, last in HARD_NAMES] * 3
        self.streets = [fake.street_name() for _ in range(500)]
        self.staff = [f"{fake.first_name()} {fake.last_name()}" for _ in range(40)]
        self._emails: set[str] = set()
        self._ssns: set[str] = set()
        self._phones: dict[str, list[str]] = {}
        for code in (*itertools.chain.from_iterable(place.area_codes for place in PLACES), *ELSEWHERE):
            numbers = [f"{code}555{line:04}" for line in range(100, 200)]
            self.rng.shuffle(numbers)
            self._phones[code] = numbers

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def pick(self, values: Sequence[Any]) -> Any:
        return values[int(self.rng.random() * len(values))]

    def moment(self, first: datetime, last: datetime) -> datetime:
        seconds = max(0, int((last - first).total_seconds()))
        return first + timedelta(seconds=int(self.rng.random() * seconds))

    def name(self) -> str:
        return f"{self.pick(self.first_names)} {self.pick(self.last_names)}"

    def email(self, first: str, last: str) -> str:
        stem = f"{_letters(first)}.{_letters(last)}"
        domain = self.pick(("example.com", "example.com", "example.org", "example.net"))
        address = f"{stem}@{domain}"
        while address in self._emails:
            address = f"{stem}{self.rng.randrange(2, 10_000)}@{domain}"
        self._emails.add(address)
        return address

    def phone(self, place: Place) -> str | None:
        """A number nobody has yet, local where possible; None when all are taken."""
        for codes in (place.area_codes, [code for other in PLACES for code in other.area_codes], ELSEWHERE):
            free = [code for code in codes if self._phones[code]]
            if free:
                return self._phones[self.pick(free)].pop()
        return None

    def ssn(self) -> str:
        """A number that was never issued to anybody: 9xx with a middle part that taxpayer numbers do not use either."""
        while True:
            number = f"{self.rng.randrange(900, 1000)}-{self.rng.randrange(10, 50)}-{self.rng.randrange(1, 10_000):04}"
            if number not in self._ssns:
                self._ssns.add(number)
                return number

    def identifier(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def ip(self) -> str:
        block = self.pick(("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::"))
        return f"{block}{self.rng.randrange(1, 255)}"

    def spelled(self, email: str, odds: float) -> str:
        """The address as somebody typed it: capitals come and go."""
        if not self.chance(odds):
            return email
        return email.upper() if self.chance(0.2) else email.title()


def generate(
    folder: Path, people: int = 5000, seed: int = 20260101, progress: Progress | None = None
) -> dict[str, Any]:
    """Writes folder/data and says what is in it: `counts` of rows by table, and the two `demo_people`.

    `people` counts the people in core; another 12 % are only in crm. A data folder that is there already is
    replaced, and only when the new one is complete.
    """
    if people < FEWEST_PEOPLE:
        raise ValueError(f"people={people}: expected at least {FEWEST_PEOPLE}, or nobody may fit the demo")
    say = progress or (lambda _: None)
    make = Maker(seed)
    say("inventing people")
    core_people, core = _people(make, people)
    crm, devices = _crm(make, core_people)
    say("inventing web visits")
    web = _web(make, [device for owned in devices.values() for device in owned])
    say("inventing policies, claims and payments")
    _insure(make, core_people, core, {person.id for person in core_people if devices.get(person.id)})
    demo = _demo_people(core_people, core, devices)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".data-", dir=folder) as scratch:
        built = Path(scratch) / "data"
        built.mkdir()
        say("writing core.sqlite3 and crm.sqlite3")
        _write_sqlite(built / "core.sqlite3", CORE_SCHEMA, core)
        _write_sqlite(built / "crm.sqlite3", CRM_SCHEMA, crm)
        say("writing web/*.parquet")
        _write_parquet(built / "web" / "sessions", SESSION_SCHEMA, web["session"], 2)
        _write_parquet(built / "web" / "page_views", PAGE_VIEW_SCHEMA, web["page_view"], 1)
        text = json.dumps(demo, indent=2, ensure_ascii=False)
        (built / "demo-people.json").write_text(text + "\n", encoding="utf-8")
        if (folder / "data").exists():
            (folder / "data").rename(Path(scratch) / "old")
        built.rename(folder / "data")
    counts = {
        f"{system}.{table}": len(rows)
        for system, tables in (("core", core), ("crm", crm), ("web", web))
        for table, rows in tables.items()
    }
    return {"counts": counts, "demo_people": demo}


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum()).lower()


# --- core: who there is -------------------------------------------------------------------------------------------


def _people(make: Maker, count: int) -> tuple[list[Person], Tables]:
    """Households of one, some of two to four; a fifth of the people started an application and have no policy."""
    people: list[Person] = []
    tables: Tables = {
        "schema_migrations": [
            (f"20{year}-0{month}", f"20{year}-0{month}-01 03:00:00") for year in (23, 24, 25) for month in (2, 8)
        ],
        "address": [],
        "agent": [
            (number, name, f"0X{number:05}", make.pick(PLACES).city, _day(make.moment(FIRST_DAY, LAST_DAY)))
            for number, name in enumerate(make.staff, 1)
        ],
        "person": [],
    }
    while len(people) < count:
        address_id = len(tables["address"]) + 1
        place = make.pick(PLACES)
        postal_code = make.pick(place.postal_codes)
        unit = f"Apt {make.rng.randrange(1, 40)}" if make.chance(0.3) else None
        street = f"{make.rng.randrange(1, 9900)} {make.pick(make.streets)}"
        tables["address"].append((address_id, street, unit, place.city, "CA", postal_code))
        size = make.pick((2, 2, 2, 3, 4)) if make.chance(0.075) else 1
        people.extend(
            _household(make, len(people), min(size, count - len(people)), place, postal_code, address_id, people)
        )
    tables["person"] = [_person_row(make, person) for person in people]
    return people, tables


def _household(
    make: Maker, so_far: int, size: int, place: Place, postal_code: str, address_id: int, earlier: list[Person]
) -> list[Person]:
    is_family = make.chance(0.7)  # the others are flatmates
    shares_phone = is_family and make.chance(0.4)
    members: list[Person] = []
    for number in range(so_far + 1, so_far + size + 1):
        first, last = make.pick(make.first_names), make.pick(make.last_names)
        birth_on = date(1936, 1, 1) + timedelta(days=make.rng.randrange(71 * 365))
        if members and is_family:
            last = members[0].last_name
        elif earlier and make.chance(0.004):  # a namesake, born on the same day, who is somebody else
            other = make.pick(earlier)
            first, last, birth_on = other.first_name, other.last_name, other.birth_on
        phone = members[0].phone if members and shares_phone else (make.phone(place) if make.chance(0.86) else None)
        email = make.email(first, last) if make.chance(0.97) else None
        created = make.moment(FIRST_DAY, LAST_DAY - timedelta(days=20))
        members.append(
            Person(
                number, first, last, birth_on, email, phone, place, postal_code, address_id, created, make.chance(0.8)
            )
        )
    return members


def _person_row(make: Maker, person: Person) -> Row:
    return (
        person.id,
        make.spelled(person.email, 0.2) if person.email else None,
        _phone_in_core(person.phone),
        person.first_name,
        person.last_name,
        person.birth_on.isoformat(),
        make.ssn() if person.has_policy or make.chance(0.4) else None,
        f"{make.pick('BDEFNY')}00{make.rng.randrange(100_000):05}" if make.chance(0.7) else None,
        make.pick(MARITAL) if make.chance(0.8) else None,
        person.address_id,
        _instant(person.created_at),
        make.pick(SEGMENTS) if make.chance(0.6) else None,
    )


def _phone_in_core(digits: str | None) -> str | None:
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if digits else None


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _instant(moment: datetime) -> str:
    return moment.isoformat(sep=" ")


# --- core: what they bought and what happened ---------------------------------------------------------------------


def _insure(make: Maker, people: list[Person], core: Tables, on_the_web: set[int]) -> None:
    """Adds applications, policies and everything below them."""
    for name in ("application", "policy", "beneficiary", "claim", "claim_note", "bank_account", "payment"):
        core[name] = []
    ssns: dict[int, str | None] = {row[0]: row[6] for row in core["person"]}
    living = Counter(person.address_id for person in people)
    numbered = Counter(person.phone for person in people)
    for person in people:
        if not person.has_policy or make.chance(0.05):
            _apply(make, person, core)
        if not person.has_policy:
            continue
        account = _bank_account(make, person, core) if make.chance(0.85) else None
        # Somebody the demo can show: present everywhere, at a shared address, with a number of his or her own.
        fits_demo = (
            person.id in on_the_web and living[person.address_id] > 1 and person.phone and numbered[person.phone] == 1
        )
        for _ in range(2 if make.chance(0.25) else 1):
            _policy(make, person, account, core)
            if make.chance(0.3) or fits_demo:
                # A few adjusters write the Social Security number into the note.
                ssn = ssns[person.id] if make.chance(0.05) or fits_demo else None
                _claim(make, core, ssn)


def _apply(make: Maker, person: Person, core: Tables) -> None:
    started = make.moment(person.created_at, min(person.created_at + timedelta(days=90), LAST_DAY))
    left = started + timedelta(minutes=make.rng.randrange(2, 50))
    row = (
        len(core["application"]) + 1,
        person.id,
        make.pick(PRODUCTS),
        _instant(started),
        _instant(left),
        make.pick(ANSWERS),
    )
    core["application"].append(row)


def _bank_account(make: Maker, person: Person, core: Tables) -> int:
    number = len(core["bank_account"]) + 1
    account = f"{make.rng.randrange(10**9, 10**10)}"
    # No bank has a routing number that starts with 99.
    core["bank_account"].append(
        (number, person.id, account, f"99{make.rng.randrange(10**7):07}", make.pick(BANKS), person.name)
    )
    return number


def _policy(make: Maker, person: Person, account: int | None, core: Tables) -> None:
    number = len(core["policy"]) + 1
    product = make.pick(PRODUCTS)
    premium = make.rng.randrange(18_000, 320_000) / 100
    start = make.moment(person.created_at, min(person.created_at + timedelta(days=60), LAST_DAY))
    end = start + timedelta(days=365 * make.pick((1, 1, 2, 3)))
    status = "active" if end > LAST_DAY else make.pick(("ended", "lapsed"))
    agent = make.rng.randrange(1, len(make.staff) + 1) if make.chance(0.7) else None
    policy_number = f"GPM-{product[0].upper()}-{number:07}"
    core["policy"].append((number, person.id, agent, policy_number, product, premium, _day(start), _day(end), status))
    if product == "life":
        _beneficiaries(make, person, number, core)
    due = start
    while due < min(end, LAST_DAY):
        # Empty when the policyholder paid, which is nearly always.
        payer = make.name() if make.chance(0.03) else None
        row = (
            len(core["payment"]) + 1,
            number,
            account if payer is None else None,
            round(premium / 4, 2),
            _day(due),
            payer,
        )
        core["payment"].append(row)
        due += timedelta(days=91)


def _beneficiaries(make: Maker, person: Person, policy: int, core: Tables) -> None:
    for share in make.pick(((100,), (50, 50), (60, 20, 20))):
        name = f"{make.pick(make.first_names)} {person.last_name if make.chance(0.6) else make.pick(make.last_names)}"
        birth_on = date(1940, 1, 1) + timedelta(days=make.rng.randrange(80 * 365))
        row = (len(core["beneficiary"]) + 1, policy, name, make.pick(RELATIONS), birth_on.isoformat(), share)
        core["beneficiary"].append(row)


def _claim(make: Maker, core: Tables, ssn: str | None) -> None:
    """A claim under the newest policy."""
    number = len(core["claim"]) + 1
    policy, start, end = core["policy"][-1][0], core["policy"][-1][6], core["policy"][-1][7]
    happened = make.moment(datetime.fromisoformat(start), min(datetime.fromisoformat(end), LAST_DAY))
    amount = make.rng.randrange(20_000, 2_500_000) / 100 if make.chance(0.8) else None
    status = make.pick(("open", "paid", "paid", "declined"))
    row = (number, policy, f"CLM-{happened.year}-{number:06}", _day(happened), make.pick(INCIDENTS), amount, status)
    core["claim"].append(row)
    bodies = [make.pick(NOTES) for _ in range(make.rng.randrange(1, 4))]
    if ssn:
        bodies.append(SSN_NOTES[number % len(SSN_NOTES)].format(*ssn.split("-")))
    for body in bodies:
        written = make.moment(happened, min(happened + timedelta(days=60), LAST_DAY + timedelta(days=5)))
        core["claim_note"].append((len(core["claim_note"]) + 1, number, make.pick(make.staff), body, _instant(written)))


# --- crm ----------------------------------------------------------------------------------------------------------


def _crm(make: Maker, core_people: list[Person]) -> tuple[Tables, dict[int, list[str]]]:
    """The tables of crm, and the devices of each person by Person.id."""
    tables: Tables = {name: [] for name in ("contact", "device", "lead", "quote", "call_note", "newsletter")}
    contacts = [person for person in core_people if person.email and make.chance(0.57)]
    contacts += [_stranger(make, number) for number in range(len(core_people) + 1, int(len(core_people) * 1.12) + 1)]
    make.rng.shuffle(contacts)
    devices: dict[int, list[str]] = defaultdict(list)
    for number, person in enumerate(contacts, 1):
        tables["contact"].append(_contact_row(make, number, person))
        if make.chance(0.72):
            devices[person.id] = [make.identifier() for _ in range(make.pick((1, 1, 2)))]
        for device in devices.get(person.id, ()):
            seen = _instant(make.moment(WEB_FIRST_DAY, LAST_DAY))
            tables["device"].append((len(tables["device"]) + 1, number, device, seen))
        _interest(make, number, person, tables)
    with_card = {person.id for person in contacts}
    readers = [person.email for person in contacts if make.chance(0.25)]
    readers += [person.email for person in core_people if person.id not in with_card and make.chance(0.08)]
    readers += [make.email(*make.name().split(" ", 1)) for _ in range(len(core_people) // 50)]  # known nowhere else
    tables["newsletter"] = [
        (
            make.spelled(email, 0.2),
            _instant(make.moment(FIRST_DAY, LAST_DAY)),
            make.pick(("saving", "saving,home", "driving")),
        )
        for email in readers
        if email
    ]
    return tables, dict(devices)


def _stranger(make: Maker, number: int) -> Person:
    """Somebody whom only crm knows."""
    first, last, place = make.pick(make.first_names), make.pick(make.last_names), make.pick(PLACES)
    birth_on = date(1940, 1, 1) + timedelta(days=make.rng.randrange(66 * 365))
    phone = make.phone(place) if make.chance(0.4) else None
    created = make.moment(FIRST_DAY, LAST_DAY - timedelta(days=20))
    email = make.email(first, last)
    return Person(number, first, last, birth_on, email, phone, place, make.pick(place.postal_codes), 0, created, False)


def _contact_row(make: Maker, number: int, person: Person) -> Row:
    phone = person.phone
    if phone is not None:  # typed by people, so in several shapes
        phone = make.pick(("{0}-{1}-{2}", "({0}) {1}-{2}", "+1 {0} {1} {2}", "{0}{1}{2}")).format(
            phone[:3], phone[3:6], phone[6:]
        )
    return (
        number,
        make.spelled(person.email or "", 0.25),
        person.first_name,
        person.last_name,
        phone,
        person.postal_code,
        person.birth_on.isoformat() if make.chance(0.4) else None,
        _instant(make.moment(FIRST_DAY, person.created_at)),
    )


def _interest(make: Maker, contact: int, person: Person, tables: Tables) -> None:
    """Leads, quotes and calls of one contact."""

    def when() -> str:
        return _instant(make.moment(FIRST_DAY, LAST_DAY))

    if make.chance(0.6):
        source = make.pick(("web", "web", "event", "Acme Data Co"))
        lead = (len(tables["lead"]) + 1, contact, source, make.pick(PRODUCTS), make.rng.randrange(101), when())
        tables["lead"].append(lead)
    for _ in range(make.pick((0, 0, 1, 1, 2))):
        premium = make.rng.randrange(18_000, 300_000) / 100
        quote = (len(tables["quote"]) + 1, contact, make.pick(PRODUCTS), premium, when(), make.pick(ITEMS), make.ip())
        tables["quote"].append(quote)
    for _ in range(make.pick((0, 0, 1, 2))):
        note = (len(tables["call_note"]) + 1, contact, make.pick(make.staff), _call(make), when())
        tables["call_note"].append(note)


def _call(make: Maker) -> str:
    kind = make.rng.random()
    if kind < 0.06:
        return str(make.pick(CALLS_WITH_SECRETS)).format(ssn=make.ssn())
    if kind < 0.16:
        return str(make.pick(CALLS_ABOUT_OTHERS)).format(other=make.name())
    return str(make.pick(CALLS))


# --- web ----------------------------------------------------------------------------------------------------------


def _web(make: Maker, devices: list[str]) -> Tables:
    """Sessions of the known devices; of devices that nobody is linked to; and of browsers that send no device at all."""
    visits: list[str | None] = [device for device in devices for _ in range(make.rng.randrange(1, 5))]
    visits += [make.identifier() for _ in range(len(visits) // 10)]
    visits += [None] * (len(visits) // 7)
    sessions = sorted(
        ((make.moment(WEB_FIRST_DAY, LAST_DAY), make.identifier(), device) for device in visits), key=lambda s: s[:2]
    )
    cookies = {device: make.identifier() for device in dict.fromkeys(visits)}
    tables: Tables = {"session": [], "page_view": []}
    for started, session, device in sessions:
        pages = [make.pick(PAGES) for _ in range(make.rng.randrange(1, 7))]
        cookie = cookies[device] if device and make.chance(0.7) else None
        region = make.pick(("US-CA", "US-CA", "US-CA", "US-NV", "US-OR"))
        at = started.replace(tzinfo=UTC)
        tables["session"].append((session, device, at, make.ip(), make.pick(BROWSERS), pages[0], region, cookie))
        referrer = make.pick(REFERRERS)
        for page in pages:
            seconds = Decimal(make.rng.randrange(400, 180_000)).scaleb(-3)
            url = f"https://www.example.com{page}"
            tables["page_view"].append((session, at, url, referrer, seconds))
            referrer, at = url, at + timedelta(seconds=int(seconds) + 1)
    return tables


# --- the two people of the demo -----------------------------------------------------------------------------------


def _demo_people(people: list[Person], core: Tables, devices: dict[int, list[str]]) -> list[dict[str, str]]:
    """The first person in order of id who fits each rule.

    Both: in core, in crm and on the web (a known device with sessions), with an e-mail address, and with a telephone
    number and a pair of name and birth date that nobody else has.
    Policyholder: an address that others live at too, a claim, and the own Social Security number in a claim note.
    Applicant: an abandoned application, no policy, and an address of his or her own.
    """
    living = Counter(person.address_id for person in people)
    numbered = Counter(person.phone for person in people)
    named = Counter((person.name, person.birth_on) for person in people)
    noted = _with_ssn_in_note(core)
    known = [
        person
        for person in people
        if person.email and person.phone and devices.get(person.id)
        and numbered[person.phone] == 1 and named[person.name, person.birth_on] == 1
    ]  # fmt: skip
    policyholder = next((person for person in known if person.id in noted and living[person.address_id] > 1), None)
    applicant = next((person for person in known if not person.has_policy and living[person.address_id] == 1), None)
    if policyholder is None or applicant is None:
        raise ValueError("nobody fits the rules of the demo; ask for more people or another seed")
    return [
        _demo(
            policyholder,
            core,
            "A policyholder with a claim, whose Social Security number stands in a claim note and whose address is shared.",
        ),
        _demo(
            applicant, core, "Somebody who began an application and never bought: an erasure leaves nothing in core."
        ),
    ]


def _with_ssn_in_note(core: Tables) -> set[int]:
    owner_of_policy = {row[0]: row[1] for row in core["policy"]}
    owner_of_claim = {row[0]: owner_of_policy[row[1]] for row in core["claim"]}
    digits = {row[0]: row[6].replace("-", "") for row in core["person"] if row[6]}
    return {
        owner_of_claim[claim]
        for _, claim, _, body, _ in core["claim_note"]
        if digits.get(owner_of_claim[claim], "-") in "".join(filter(str.isdigit, body))
    }


def _demo(person: Person, core: Tables, what: str) -> dict[str, str]:
    return {
        "given_name": person.first_name,
        "family_name": person.last_name,
        "email": person.email or "",
        "birth_date": person.birth_on.isoformat(),
        "phone": _phone_in_core(person.phone) or "",
        "street": core["address"][person.address_id - 1][1],
        "city": person.place.city,
        "postal_code": person.postal_code,
        "what": what,
    }


# --- writing ------------------------------------------------------------------------------------------------------


def _write_sqlite(path: Path, schema: str, tables: Tables) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA foreign_keys = ON;" + schema)
        for name, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 (names from this file)
        database.commit()
        database.execute("VACUUM")


def _write_parquet(folder: Path, schema: pa.Schema, rows: list[Row], date_column: int) -> None:
    """One file a month with three row groups; even months in zstd, odd ones in snappy."""
    folder.mkdir(parents=True)
    for (year, month), found in itertools.groupby(
        sorted(rows, key=lambda row: row[date_column]), key=lambda row: (row[date_column].year, row[date_column].month)
    ):
        table = pa.table(_columns(found), schema=schema)
        pq.write_table(
            table,
            folder / f"{year}-{month:02}.parquet",
            row_group_size=max(1, -(-table.num_rows // 3)),
            compression="zstd" if month % 2 == 0 else "snappy",
        )


def _columns(rows: Iterable[Row]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the data of the example insurer.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent, help="gets a folder data/")
    parser.add_argument("--people", type=int, default=5000, help="people in core (default 5000)")
    parser.add_argument("--seed", type=int, default=20260101)
    asked = parser.parse_args()
    result = generate(asked.folder, asked.people, asked.seed, progress=print)
    for table, count in result["counts"].items():
        print(f"{table:24} {count:8,}")
    for person in result["demo_people"]:
        print(f"\n{person['what']}")
        print(", ".join(person[key] for key in ("given_name", "family_name", "birth_date", "email", "phone")))
        print(", ".join(person[key] for key in ("street", "city", "postal_code")))


if __name__ == "__main__":
    main()
