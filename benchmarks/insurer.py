"""A small insurer made by PostgreSQL itself, for whoever has no requests-insurer.sql: the same tables, about 27 rows each
customer, the same on every run. Not about anybody."""

from __future__ import annotations

import psycopg

# table: rows for each customer, and its columns with what the row number i holds there. A parent's key is an `own` one.
TABLES: dict[str, tuple[float, dict[str, tuple[str, str]]]] = {
    "customer": (1, {
        "email": ("text", "'user' || i || '@example.com'"), "phone": ("text", "'+1415' || lpad((i % 9999999)::text, 7, '0')"),
        "first_name": ("text", "'First' || i % 40"), "last_name": ("text", "'Last' || i % 5000"),
        "dob": ("date", "date '1950-01-01' + (i % 20000)::int"), "ssn": ("text", "lpad((i * 7919 % 999999999)::text, 9, '0')"),
        "gender": ("text", "'x'"), "occupation": ("text", "'occupation ' || i % 400"),
        "created_at": ("timestamptz", "timestamptz '2020-01-01Z' + i % 90000 * interval '1 min'"),
        "marketing_opt_in": ("boolean", "i % 2 = 0"),
    }),
    "address": (1.25, {
        "customer_id": ("own customer", ""), "kind": ("text", "'home'"), "street": ("text", "i || ' Street'"),
        "city": ("text", "'City ' || i % 900"), "state": ("text", "'CA'"), "postal_code": ("text", "'90001'"),
        "country": ("text", "'US'"),
    }),
    "bank_account": (1, {
        "customer_id": ("own customer", ""), "iban": ("text", "'DE' || lpad(i::text, 20, '0')"),
        "holder_name": ("text", "'Holder ' || i"), "bank_name": ("text", "'Bank ' || i % 200"),
        "is_default": ("boolean", "true"),
    }),
    "policy": (1.5, {
        "customer_id": ("own customer", ""), "policy_number": ("text", "'POL-' || i"), "product": ("text", "'home'"),
        "premium": ("numeric(10,2)", "i % 900 + 0.5"), "start_date": ("date", "date '2020-01-01' + (i % 900)::int"),
        "end_date": ("date", "date '2030-01-01'"), "status": ("text", "'active'"), "risk_notes": ("text", "'Note ' || md5(i::text)"),
    }),
    "beneficiary": (1.75, {
        "policy_id": ("own policy", ""), "full_name": ("text", "'Beneficiary ' || i"), "relation": ("text", "'child'"),
        "dob": ("date", "date '1960-01-01' + (i % 20000)::int"), "share_pct": ("int", "i % 100"),
    }),
    "claim": (0.75, {
        "policy_id": ("own policy", ""), "claim_number": ("text", "'CLM-' || i"), "incident_date": ("date", "date '2021-01-01'"),
        "description": ("text", "'Incident ' || md5(i::text)"), "amount": ("numeric(12,2)", "i % 50000"), "status": ("text", "'paid'"),
    }),
    "claim_note": (2, {
        "claim_id": ("own claim", ""), "author": ("text", "'agent' || i % 300"), "body": ("text", "repeat('Note ' || md5(i::text), 3)"),
        "created_at": ("timestamptz", "timestamptz '2021-01-01Z' + i % 90000 * interval '1 min'"),
    }),
    "payment": (6, {
        "policy_id": ("own policy", ""), "bank_account_id": ("bigint", "NULL"), "amount": ("numeric(10,2)", "i % 900 + 0.25"),
        "paid_at": ("timestamptz", "timestamptz '2021-01-01Z' + i % 90000 * interval '1 min'"), "method": ("text", "'card'"),
        "reference": ("text", "'REF' || i"), "payer_name": ("text", "'Payer ' || i"),
    }),
    "web_session": (3, {
        "customer_id": ("own customer", ""), "ip": ("text", "'192.0.2.' || i % 256"), "user_agent": ("text", "'Mozilla/5.0'"),
        "started_at": ("timestamptz", "timestamptz '2022-01-01Z' + i % 90000 * interval '1 min'"), "device_id": ("text", "md5(i::text)"),
    }),
    "page_view": (7.5, {
        "session_id": ("own web_session", ""), "url": ("text", "'/p/' || i % 5000"), "referrer": ("text", "NULL"),
        "viewed_at": ("timestamptz", "timestamptz '2022-01-01Z' + i % 90000 * interval '1 min'"),
    }),
    "call_record": (0.75, {
        "customer_id": ("own customer", ""), "caller_phone": ("text", "'+1415' || i"), "agent": ("text", "'agent' || i % 300"),
        "started_at": ("timestamptz", "timestamptz '2022-01-01Z'"), "duration_s": ("int", "i % 3600"),
        "transcript": ("text", "repeat('Transcript ' || md5(i::text) || '. ', 8)"),
    }),
    "quote_request": (0.6, {
        "email": ("text", "'user' || 1 + i * 7919 % {n} || '@example.com'"), "full_name": ("text", "'Name ' || i"),
        "phone": ("text", "'+1415' || i"), "zip": ("text", "'90001'"), "product": ("text", "'auto'"),
        "created_at": ("timestamptz", "timestamptz '2022-01-01Z'"), "ip": ("text", "'192.0.2.1'"),
    }),
}  # fmt: skip


def fill(connection: psycopg.Connection[object], n: int) -> None:
    """Make the insurer of n customers in an empty database."""
    for table, (factor, columns) in TABLES.items():
        types = ", ".join(f"{name} {'bigint' if kind[:4] == 'own ' else kind}" for name, (kind, _) in columns.items())
        connection.execute(f"CREATE TABLE {table} (id bigint NOT NULL, {types})")
        values = ", ".join(_value(kind, text, n) for kind, text in columns.values())
        connection.execute(
            f"INSERT INTO {table} SELECT i, {values} FROM generate_series(1, {int(factor * n)}::bigint) i"
        )
        connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY (id)")
        for name, (kind, _) in columns.items():
            if kind[:4] == "own ":
                connection.execute(f"ALTER TABLE {table} ADD FOREIGN KEY ({name}) REFERENCES {kind[4:]}")
                connection.execute(f"CREATE INDEX ON {table} ({name})")
    connection.execute("CREATE UNIQUE INDEX ON customer (email)")
    connection.execute("CREATE INDEX ON customer (phone)")
    connection.execute("CREATE INDEX ON quote_request (email)")
    connection.execute("ALTER TABLE payment ADD FOREIGN KEY (bank_account_id) REFERENCES bank_account")
    connection.execute("CREATE INDEX ON payment (bank_account_id)")


def _value(kind: str, text: str, n: int) -> str:
    if kind[:4] == "own ":
        return f"1 + (i * 7919 + i / 10) % {int(TABLES[kind[4:]][0] * n)}"
    return text.format(n=n)
