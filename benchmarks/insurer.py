"""A synthetic insurer: 12 tables, about 27 rows a customer, the same rows on every run and in every database.

Every value comes from hash arithmetic over the row's number; no clock and no random source is read. Nothing here
belongs to anybody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg

Row = tuple[Any, ...]

# In an order in which foreign keys are met. The types mean the same to PostgreSQL and SQLite.
COLUMNS: dict[str, dict[str, str]] = {
    "customer": {
        "id": "bigint PRIMARY KEY",
        "email": "text NOT NULL",
        "phone": "text",
        "first_name": "text",
        "last_name": "text",
        "dob": "date",
        "ssn": "text",
        "gender": "text",
        "occupation": "text",
        "created_at": "timestamp NOT NULL",
        "marketing_opt_in": "boolean",
    },
    "address": {
        "id": "bigint PRIMARY KEY",
        "customer_id": "bigint NOT NULL REFERENCES customer (id)",
        "kind": "text",
        "street": "text",
        "city": "text",
        "state": "text",
        "postal_code": "text",
        "country": "text",
    },
    "bank_account": {
        "id": "bigint PRIMARY KEY",
        "customer_id": "bigint NOT NULL REFERENCES customer (id)",
        "account_number": "text",
        "holder_name": "text",
        "bank_name": "text",
        "is_default": "boolean",
    },
    "policy": {
        "id": "bigint PRIMARY KEY",
        "customer_id": "bigint NOT NULL REFERENCES customer (id)",
        "policy_number": "text NOT NULL",
        "product": "text",
        "premium": "numeric(10,2)",
        "start_date": "date",
        "end_date": "date",
        "status": "text",
        "risk_notes": "text",
    },
    "beneficiary": {
        "id": "bigint PRIMARY KEY",
        "policy_id": "bigint NOT NULL REFERENCES policy (id)",
        "full_name": "text",
        "relation": "text",
        "dob": "date",
        "share_pct": "integer",
    },
    "claim": {
        "id": "bigint PRIMARY KEY",
        "policy_id": "bigint NOT NULL REFERENCES policy (id)",
        "claim_number": "text NOT NULL",
        "incident_date": "date",
        "description": "text",
        "amount": "numeric(12,2)",
        "status": "text",
    },
    "claim_note": {
        "id": "bigint PRIMARY KEY",
        "claim_id": "bigint NOT NULL REFERENCES claim (id)",
        "author": "text",
        "body": "text",
        "created_at": "timestamp",
    },
    "payment": {
        "id": "bigint PRIMARY KEY",
        "policy_id": "bigint NOT NULL REFERENCES policy (id)",
        "bank_account_id": "bigint REFERENCES bank_account (id)",
        "amount": "numeric(10,2)",
        "paid_at": "timestamp",
        "method": "text",
        "reference": "text",
        "payer_name": "text",
    },
    "web_session": {
        "id": "bigint PRIMARY KEY",
        "customer_id": "bigint NOT NULL REFERENCES customer (id)",
        "ip": "text",
        "user_agent": "text",
        "started_at": "timestamp",
        "device_id": "text",
    },
    "page_view": {
        "id": "bigint PRIMARY KEY",
        "session_id": "bigint NOT NULL REFERENCES web_session (id)",
        "url": "text",
        "referrer": "text",
        "viewed_at": "timestamp",
    },
    "call_record": {
        "id": "bigint PRIMARY KEY",
        "customer_id": "bigint NOT NULL REFERENCES customer (id)",
        "caller_phone": "text",
        "agent": "text",
        "started_at": "timestamp",
        "duration_s": "integer",
        "transcript": "text",
    },
    "quote_request": {
        "id": "bigint PRIMARY KEY",
        "email": "text NOT NULL",
        "full_name": "text",
        "phone": "text",
        "zip": "text",
        "product": "text",
        "created_at": "timestamp",
        "ip": "text",
    },
}

INDEXES = (
    "CREATE UNIQUE INDEX customer_email ON customer (lower(email))",
    "CREATE INDEX address_customer ON address (customer_id)",
    "CREATE INDEX bank_account_customer ON bank_account (customer_id)",
    "CREATE INDEX policy_customer ON policy (customer_id)",
    "CREATE INDEX beneficiary_policy ON beneficiary (policy_id)",
    "CREATE INDEX claim_policy ON claim (policy_id)",
    "CREATE INDEX claim_note_claim ON claim_note (claim_id)",
    "CREATE INDEX payment_policy ON payment (policy_id)",
    "CREATE INDEX payment_bank_account ON payment (bank_account_id)",
    "CREATE INDEX web_session_customer ON web_session (customer_id)",
    "CREATE INDEX page_view_session ON page_view (session_id)",
    "CREATE INDEX call_record_customer ON call_record (customer_id)",
    "CREATE INDEX quote_request_email ON quote_request (lower(email))",
)

NAMES = ("Anna", "Ben", "Carla", "David", "Elena", "Frank", "Grace", "Hugo", "Iris", "Jon", "Kira", "Liam")
FAMILIES = ("Adams", "Brown", "Clark", "Diaz", "Evans", "Green", "Hill", "Jones", "Lopez", "Novak", "Ortiz", "Park")
PRODUCTS = ("auto", "home", "life", "travel", "health")
DAY_ONE = datetime(2016, 1, 1)  # noqa: DTZ001 (the columns carry no time zone)
BIRTH = date(1940, 1, 1)
MASK = 2**64 - 1


class Digits:
    """A 64-bit hash of (table, row) that is spent piece by piece: splitmix64."""

    def __init__(self, salt: int, row: int) -> None:
        x = (row * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03) & MASK
        x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
        self.left = x ^ (x >> 31)

    def below(self, limit: int) -> int:
        self.left, digit = divmod(self.left, limit)
        return digit


def email(customer: int) -> str:
    return f"user{customer}@example.com"


def rows(n: int) -> dict[str, Iterator[Row]]:
    """The rows of every table for n customers, made as they are read."""

    def table(salt: int, a_customer: float, make: Callable[[int, Digits], Row]) -> Iterator[Row]:
        return ((i, *make(i, Digits(salt, i))) for i in range(1, round(n * a_customer) + 1))

    def owner(salt: int, i: int, d: Digits) -> int:
        """Everybody owns one row; the rest fall where they fall."""
        return i if i <= n else 1 + d.below(n)

    def policy_owner(policy: int) -> int:
        return owner(4, policy, Digits(4, policy))

    def some(of: float, d: Digits) -> int:
        return 1 + d.below(round(n * of))

    def at(d: Digits) -> datetime:
        return DAY_ONE + timedelta(seconds=d.below(300_000_000))

    def money(d: Digits) -> Decimal:
        return Decimal(2000 + d.below(98_000)) / 100

    def payment(i: int, d: Digits) -> Row:
        policy = some(1.5, d)
        # The account of the policy's own customer: account numbers up to n equal the customer's.
        reference, payer = f"REF{i:012}", f"Payer {d.below(400_000)}"
        return policy, policy_owner(policy), money(d), at(d), ("ach", "card", "check")[d.below(3)], reference, payer

    return {
        "customer": table(
            1,
            1,
            lambda i, d: (
                email(i),
                f"+1{2_000_000_000 + d.below(7_999_999_999)}",
                NAMES[d.below(12)],
                f"{FAMILIES[d.below(12)]}-{i % 5000}",
                BIRTH + timedelta(days=d.below(23_000)),
                f"9{i % 100:02}-{i % 89:02}-{i % 9973:04}",
                "fmx"[d.below(3)],
                f"occupation {i % 400}",
                at(d),
                bool(i % 2),
            ),
        ),
        "address": table(
            2,
            1.25,
            lambda i, d: (
                owner(2, i, d),
                "home" if i <= n else "mailing",
                f"{1 + d.below(9999)} Street {i % 3000}",
                f"City {d.below(900)}",
                ("CA", "NY", "TX", "WA", "FL", "IL")[d.below(6)],
                f"{d.below(99_999):05}",
                "US",
            ),
        ),
        "bank_account": table(
            3,
            1.1,
            lambda i, d: (
                owner(3, i, d),
                f"{d.below(10**12):012}",
                f"Holder {i % 100_000}",
                f"Bank {d.below(200)}",
                i <= n,
            ),
        ),
        "policy": table(
            4,
            1.5,
            lambda i, d: (
                owner(4, i, d),
                f"POL-{i:09}",
                PRODUCTS[d.below(5)],
                money(d),
                (start := date(2015, 1, 1) + timedelta(days=d.below(3650))),
                start + timedelta(days=3650),
                ("active", "lapsed", "cancelled")[d.below(3)],
                f"Underwriter note {d.left:032x}",
            ),
        ),
        "beneficiary": table(
            5,
            1.75,
            lambda i, d: (
                some(1.5, d),
                f"Beneficiary {d.below(500_000)}",
                ("spouse", "child", "parent", "other")[d.below(4)],
                BIRTH + timedelta(days=d.below(25_000)),
                1 + d.below(100),
            ),
        ),
        "claim": table(
            6,
            0.75,
            lambda i, d: (
                some(1.5, d),
                f"CLM-{i:09}",
                date(2016, 1, 1) + timedelta(days=d.below(3300)),
                f"Incident description {d.left:032x} {i:032x}",
                money(d),
                ("open", "paid", "denied")[d.below(3)],
            ),
        ),
        "claim_note": table(
            7, 2, lambda i, d: (some(0.75, d), f"agent{d.below(300)}", f"Note body {d.left:032x} " * 3, at(d))
        ),
        "payment": table(8, 6, payment),
        "web_session": table(
            9,
            3,
            lambda i, d: (
                1 + d.below(n),
                f"192.0.2.{d.below(256)}",
                f"Mozilla/5.0 (build {d.below(4000)})",
                at(d),
                f"{i % 350_000:032x}",
            ),
        ),
        "page_view": table(
            10,
            7.5,
            lambda i, d: (
                some(3, d),
                f"/p/{d.below(5000)}",
                f"https://search.example/{i % 1000}" if i % 3 == 0 else None,
                at(d),
            ),
        ),
        "call_record": table(
            11,
            0.75,
            lambda i, d: (
                1 + d.below(n),
                f"+1{d.below(10**10):010}",
                f"agent{i % 300}",
                at(d),
                i % 3600,
                f"Transcript line {d.left:032x}. " * 8,
            ),
        ),
        "quote_request": table(
            12,
            0.6,
            lambda i, d: (
                email(1 + d.below(n)),
                f"Name {i % 300_000}",
                f"+1{d.below(10**10):010}",
                f"{i % 99_999:05}",
                PRODUCTS[d.below(5)],
                at(d),
                f"198.51.100.{i % 256}",
            ),
        ),
    }


def create(table: str) -> str:
    return f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in COLUMNS[table].items())})"


def fill_postgresql(url: str, n: int) -> int:
    """The number of rows written."""
    written = 0
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        for table, made in rows(n).items():
            # A vacuum that starts in the middle of a run would be measured as ours or as the reference's.
            cursor.execute(f"{create(table)} WITH (autovacuum_enabled = false)")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
            written += cursor.rowcount
        for index in INDEXES:
            cursor.execute(index)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    return written


def fill_sqlite(path: str, n: int) -> int:
    """The number of rows written."""
    written = 0
    connection = sqlite3.connect(path)
    for table, made in rows(n).items():
        connection.execute(create(table))
        places = ", ".join("?" * len(COLUMNS[table]))
        inserted = connection.executemany(
            f"INSERT INTO {table} VALUES ({places})", (tuple(map(plain, row)) for row in made)
        )
        written += inserted.rowcount
    for index in INDEXES:
        connection.execute(index)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    return written


def plain(value: object) -> object:
    """A value as SQLite keeps it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value
