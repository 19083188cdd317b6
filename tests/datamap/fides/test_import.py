"""What a Fides dataset becomes: seeds, links down and up, categories, masks, and a list of all the rest."""

from __future__ import annotations

import pytest
from datamap.fides.reading import DATASETS, loaded, one_dataset, systems

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts
from habeas.datamap.fides.categories import MEANINGS, covers, described, meaning
from habeas.datamap.fides.importing import Erase
from habeas.datamap.problems import ProjectInvalid
from habeas.datamap.tables import Column, Link, System, Table

PERSON = "person: {id: key, email: identity=email user.contact.email}"


def imported(*collections: str, facts: SystemFacts | None = None, erase: Erase = Erase.rows) -> tuple[System, str]:
    found, said = systems(one_dataset(*collections), {"d": facts} if facts else None, erase=erase)
    return found["d"], "\n".join(said)


def down(table: Table) -> list[tuple[str | None, tuple[str, ...] | None]]:
    return [(one.link, one.column) for one in table.subject if isinstance(one, Link)]


def up(table: Table) -> dict[str, str]:
    return {name: column.link for name, column in table.columns.items() if column.link}


# Whose rows


def test_an_identity_selects_and_the_key_of_people_does_too() -> None:
    system, _ = imported(
        "person: {id: key, email: identity=email, mobile: identity=phone_number, no: identity=club_id}"
    )
    columns = system.tables["person"].columns
    assert system.tables["person"].subject == ("self",)
    assert {name: (one.identifies, one.normalise) for name, one in columns.items()} == {
        "id": ("d.person", None), "email": ("email", "email"), "mobile": ("phone", "phone"), "no": ("club_id", None),
    }  # fmt: skip
    assert columns["email"].category == ("A",) and columns["mobile"].category == ("A", "B")


@pytest.mark.parametrize("word", ["from=person.id", "both=person.id"])
def test_rows_that_hold_the_key_of_a_person_are_the_persons(word: str) -> None:
    system, _ = imported(PERSON, f"{{bill: {{id: key, owner: {word}, sum: user.payment}}}}")
    assert down(system.tables["bill"]) == [("person.id", ("owner",))] and up(system.tables["person"]) == {}


def test_a_reference_may_stand_at_either_end() -> None:
    system, _ = imported("person: {id: key to=bill.owner, email: identity=email}", "bill: {no: key, owner: user}")
    assert down(system.tables["bill"]) == [("person.id", ("owner",))] and up(system.tables["person"]) == {}


@pytest.mark.parametrize("word", ["to=home.id", "both=home.id"])
def test_what_a_person_points_at_is_shared(word: str) -> None:
    system, _ = imported(
        f"person: {{id: key, email: identity=email, home_id: {word}}}",
        "home: {id: key, street: user.contact.address.street}",
    )
    assert system.tables["home"].subject == ("shared",) and up(system.tables["person"]) == {"home_id": "home.id"}
    assert not any(column.is_erased for column in system.tables["home"].columns.values())


def test_without_declared_keys_the_reference_stands_at_the_column_that_points() -> None:
    system, _ = imported(
        "person: {id: user.unique_id, email: identity=email, home_id: to=home.id}",
        "home: {id: user, street: user.contact}",
        "bill: {owner: from=person.id, sum: user.payment}",
    )
    assert system.tables["home"].subject == ("shared",) and down(system.tables["bill"]) == [("person.id", ("owner",))]


def test_one_row_each_belongs_to_the_person() -> None:
    system, _ = imported("person: {id: key to=profile.id, email: identity=email}", "profile: {id: key, bio: user}")
    assert down(system.tables["profile"]) == [("person.id", ("id",))]


def test_a_foreign_key_of_the_database_decides_over_the_dataset() -> None:
    whole = ColumnFacts("", "INTEGER", "integer", nullable=False)
    facts = SystemFacts({
        "person": TableFacts("person", {"id": whole, "email": ColumnFacts("email", "TEXT", "text"), "home": whole}, ("id",),
                             (ForeignKey(("home",), "home", ("id",)),), uniques=(("home",),)),
        "home": TableFacts("home", {"id": whole, "street": ColumnFacts("street", "TEXT", "text")}, ("id",)),
    })  # fmt: skip
    system, _ = imported(
        "person: {id: key, email: identity=email, home: to=home.id}", "home: {id: key, street: user}", facts=facts
    )
    assert system.tables["home"].subject == ("shared",) and up(system.tables["person"]) == {"home": "home.id"}


# Whose rows they are not


@pytest.mark.parametrize("word", ["to", "both"])
def test_a_clerk_is_not_the_customers_data_and_customers_are_not_the_clerks(word: str) -> None:
    system, said = imported(
        f"client: {{id: key, email: identity=email, clerk_id: {word}=clerk.id}}",
        "clerk: {id: key, email: identity=email, boss: to=clerk.id}",
        "bill: {id: key, owner: from=client.id}",
    )
    assert [system.tables[name].subject for name in ("client", "clerk")] == [("self",), ("self",)]
    assert up(system.tables["client"]) == up(system.tables["clerk"]) == {}
    assert "d.client.clerk_id -> d.clerk.id" in said and "d.clerk.boss (to d.clerk.id)" in said


def test_customers_are_not_their_clerks_rows_even_where_a_direction_says_so() -> None:
    system, said = imported(
        "client: {id: key, email: identity=email, clerk_id: from=clerk.id}",
        "clerk: {id: key, email: identity=email}",
        "bill: {id: key, owner: from=client.id}",
    )
    assert system.tables["client"].subject == ("self",) and "d.clerk.id -> d.client.clerk_id" in said


def test_requests_that_a_clerk_took_are_followed_as_nobody_depends_on_them() -> None:
    system, _ = imported(
        "clerk: {id: key, email: identity=email}", "task: {id: key, email: identity=email, by: from=clerk.id}"
    )
    assert system.tables["task"].subject[0] == "self" and down(system.tables["task"]) == [("clerk.id", ("by",))]


def test_who_lives_at_the_same_address_is_somebody_else() -> None:
    system, said = imported(
        "person: {id: key, email: identity=email, home_id: both=home.id}",
        "home: {id: key, street: user.contact.address}",
        "lodger: {id: key, home_id: from=home.id, name: user.name}",
    )
    assert down(system.tables["lodger"]) == [] and "d.home.id -> d.lodger.home_id" in said


def test_products_are_nobodys_data_and_stay() -> None:
    system, said = imported(
        PERSON, "{bill: {id: key, owner: from=person.id, item: to=product.id}}", "product: {id: key, title: system}"
    )
    assert system.tables["product"].ignore and up(system.tables["bill"]) == {}
    assert "d.bill.item -> d.product.id" in said


def test_a_row_without_personal_data_is_followed_where_it_leads_to_some() -> None:
    system, _ = imported(
        "person: {id: key, email: identity=email, seat: to=seat.id}",
        "seat: {id: key, home: to=home.id}", "home: {id: key, street: user.contact}",
    )  # fmt: skip
    assert up(system.tables["person"]) == {"seat": "seat.id"} and up(system.tables["seat"]) == {"home": "home.id"}


def test_personal_data_that_nothing_leads_to_is_named() -> None:
    system, said = imported(PERSON, "guest: {id: key, name: user.name}")
    assert system.tables["guest"].ignore is None and "nothing leads to" in said and "d.guest" in said


def test_a_collection_that_is_not_processed_is_ignored_and_nothing_leads_through_it() -> None:
    found, said = systems("""
dataset:
- fides_key: d
  collections:
  - name: person
    fields: [{name: id, fides_meta: {primary_key: true}}, {name: email, fides_meta: {identity: email}}]
  - name: log
    fides_meta: {skip_processing: true}
    fields:
    - {name: by, fides_meta: {references: [{dataset: d, field: person.id, direction: from}]}}
""")
    assert (
        found["d"].tables["log"].ignore == "the Fides dataset says skip_processing" and found["d"].tables["log"].columns
    )
    assert any("not processed" in line and "d.log.by (from d.person.id)" in line for line in said)


# What the columns mean


def test_a_category_covers_what_lies_below_it_and_not_what_only_begins_so() -> None:
    assert covers("user.contact", "user.contact.email") and covers("user.contact", "user.contact")
    assert not covers("user.contact", "user.contacts") and not covers("user.contact.email", "user.contact")
    assert meaning("user.contact.email.work") == MEANINGS["user.contact.email"]
    assert meaning("user.contacts") == MEANINGS["user"] and meaning("users.contact") is None


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("user.demographic.religious_belief", {"category": "C", "sensitive": "1D"}),
        ("user.government_id.passport_number", {"category": ["A", "B"], "sensitive": "1A", "disclose": "never", "describe": "passport number"}),
        ("user.location.precise", {"category": "G", "sensitive": "1C"}),
        ("user.name.last", {"category": ["A", "B"], "identifies": "family_name"}),
        ("user.provided.identifiable.contact.postal_code", {"category": ["A", "B"]}),
        ("user.date_of_birth", {"category": "C", "identifies": "birth_date"}),
        ("system.operations", {}),
    ],
)  # fmt: skip
def test_a_category_becomes_what_the_statute_calls_it(category: str, expected: dict[str, object]) -> None:
    assert described([category], "x") == expected


@pytest.mark.parametrize(
    ("column", "never"), [("code", True), ("card_number", True), ("income", False), ("decode", False)]
)
def test_financial_numbers_and_codes_are_never_disclosed(column: str, never: bool) -> None:
    assert ("disclose" in described(["user.financial"], column)) is never


def test_every_meaning_is_a_column_of_the_data_map() -> None:
    for category in MEANINGS:
        Column.model_validate(described([category], "x"))


def test_categories_of_dataset_and_collection_hold_for_every_field() -> None:
    found, _ = systems("""
dataset:
  fides_key: d
  data_categories: [user.behavior]
  collections:
  - name: visit
    data_categories: [user.device.ip_address]
    fields: [{name: at}, {name: email, data_categories: [user.contact.email], fidesops_meta: {identity: email}}]
""")
    columns = found["d"].tables["visit"].columns
    assert columns["at"].fides == ("user.behavior", "user.device.ip_address") and columns["at"].category == ("A", "F")
    assert columns["email"].identifies == "email"


# How they are erased


def facts_of(**columns: ColumnFacts) -> SystemFacts:
    return SystemFacts(
        {"person": TableFacts("person", columns, ("id",), uniques=(("email",),), checks=(("c", "age > 17"),))}
    )


def test_columns_that_must_have_a_value_get_one_that_fits() -> None:
    facts = facts_of(
        id=ColumnFacts("id", "INTEGER", "integer", False),
        email=ColumnFacts("email", "TEXT", "text", False),
        nick=ColumnFacts("nick", "VARCHAR(4)", "text", False, 4),
        born=ColumnFacts("born", "DATE", "date", False),
        age=ColumnFacts("age", "INTEGER", "integer", False),
        fee=ColumnFacts("fee", "NUMERIC", "decimal", False),
        note=ColumnFacts("note", "TEXT", "text"),
    )
    person = "person: {id: key user, email: identity=email, nick: user, born: user, age: user, fee: user, note: user}"
    system, said = imported(person, facts=facts)
    columns = system.tables["person"].columns
    assert {name: one.model_dump()["erase"] for name, one in columns.items() if one.is_erased} == {
        "email": {"hash": "text"}, "nick": "Remo", "born": {"generalise": "year"}, "fee": 0, "note": None,
    }  # fmt: skip
    assert system.tables["person"].erases_rows and "no mask fits" in said and "d.person.age" in said


def test_columns_are_masked_in_place_where_that_is_asked() -> None:
    home = "home: {id: key, street: user.contact}"
    person = "person: {id: key, email: identity=email, home_id: to=home.id}"
    bill = "bill: {id: key, owner: from=person.id, sum: user.payment}"
    line = "line: {id: key, bill: from=bill.id, n: system}"
    system, said = imported(person, home, bill, line, erase=Erase.columns)
    tables = system.tables
    assert [name for name in ("person", "bill") if not tables[name].erases_rows] == ["person", "bill"]
    # The address goes when nobody points at it any more, so the person lets go of it.
    assert tables["person"].columns["home_id"].is_erased and tables["home"].erases_rows
    assert "stay as they are" in (tables["line"].ignore or "") and "d.person" not in said


@pytest.mark.parametrize(
    ("strategy", "erase", "said"),
    [
        ("{strategy: null_rewrite}", None, ""),
        ("{strategy: string_rewrite, configuration: {rewrite_value: Gone}}", "Gone", ""),
        ("{strategy: string_rewrite, configuration: {rewrite_value: Gone, format_preservation: {suffix: x}}}", "Gone", "settings"),
        ("{strategy: hash}", {"hash": "text"}, ""),
        ("{strategy: random_string_rewrite}", {"random": "same_format"}, ""),
        ("{strategy: random_string_rewrite, configuration: {length: 5}}", {"random": "same_format"}, "settings"),
        ("{strategy: aes_encrypt}", {"hash": "text"}, "aes_encrypt"),
    ],
)  # fmt: skip
def test_a_masking_override_is_kept_or_named(strategy: str, erase: object, said: str) -> None:
    found, leftovers = systems(f"""
dataset:
- fides_key: d
  collections:
  - name: person
    fields:
    - {{name: email, fides_meta: {{identity: email}}}}
    - {{name: name, data_categories: [user.name], fides_meta: {{masking_strategy_override: {strategy}}}}}
""")
    column = found["d"].tables["person"].columns["name"]
    assert column.is_erased and column.model_dump()["erase"] == erase
    assert said in "\n".join(leftovers) and bool(leftovers) is bool(said)


# What is listed


def test_everything_without_a_counterpart_is_listed_with_its_place() -> None:
    _, said = systems("""
dataset:
- fides_key: d
  organization_fides_key: default_organization
  fides_meta: {namespace: {schema: other}, after: [e]}
  third_country_transfers: [XX]
  collections:
  - name: person
    description: people
    data_uses: [essential]
    fides_meta: {after: [d.x], erase_after: [d.y], partitioning: {field: a}, redact: name}
    fields:
    - name: email
      data_type: string
      fides_meta: {identity: email, data_type: string, length: 40}
    - {name: site, fides_meta: {custom_request_field: site_id}}
    - {name: tags, fides_meta: {data_type: "string[]", return_all_elements: true}}
    - {name: kept, data_categories: [user.name], fides_meta: {read_only: true}}
    - {name: own, data_categories: [house.rules]}
    - name: details
      fields:
      - {name: phone, data_categories: [user.contact.phone_number], fides_meta: {identity: phone_number}}
      - {name: ref, fides_meta: {references: [{dataset: d, field: person.email, direction: to}]}}
    - {name: far, fides_meta: {references: [{dataset: elsewhere, field: a.b, direction: from}]}}
""")
    for word, place in {
        "tags, meta and org": "d", "namespace": "d", "third_country_transfers": "d", "descriptions": "d.person",
        "data uses": "d.person", "order of reading": "d, d.person", "order of erasing": "d.person",
        "partitioning": "d.person", "redacted": "d.person", "`data_type`": "d.person.email",
        "data types": "d.person.email", "lengths": "d.person.email", "custom request fields": "d.person.site",
        "return_all_elements": "d.person.tags", "read-only": "d.person.kept", "`house.rules`": "d.person.own",
        "nested fields; the": "d.person.details.phone, d.person.details.ref", "identities in nested": "d.person.details.phone",
        "references of nested": "d.person.details.ref (to d.person.email)",
        "not imported here": "d.person.far (from elsewhere.a.b)",
    }.items():  # fmt: skip
        [line] = [line for line in said if word in line]
        assert place in line, line


def test_a_column_with_nested_fields_has_all_their_categories() -> None:
    found, _ = systems((DATASETS / "shop.yml").read_text())
    details = found["documents"].tables["customer_details"]
    assert details.columns["emergency_contacts"].fides == ("user.name", "user.contact.phone_number")
    assert down(details) == [("shop.customer.id", ("customer_id",))]


def test_references_reach_systems_that_the_project_has_already() -> None:
    text = one_dataset("bill: {owner: from=x.id}").replace("dataset: d", "dataset: core")
    assert down(systems(text, known=frozenset({"core"}))[0]["d"].tables["bill"]) == [("core.x.id", ("owner",))]
    assert down(systems(text)[0]["d"].tables["bill"]) == []


def test_the_database_adds_what_the_dataset_leaves_out() -> None:
    whole, text = ColumnFacts("", "INTEGER", "integer"), ColumnFacts("", "TEXT", "text")
    facts = SystemFacts({
        "person": TableFacts("person", {"id": whole, "email": text, "shoe": text}, ("id",)),
        "audit": TableFacts("audit", {"id": whole}),
    })  # fmt: skip
    system, said = imported("person: {id: key, email: identity=email, gone: user}", "lost: {id: key}", facts=facts)
    assert list(system.tables) == ["person", "audit"] and list(system.tables["person"].columns) == [
        "id",
        "email",
        "shoe",
    ]
    assert "look whether it holds personal data" in (system.tables["audit"].ignore or "")
    for place in ("d.person.shoe", "d.audit", "d.person.gone", "d.lost"):
        assert place in said


def test_ignored_tables_that_would_go_along_hold_back_what_they_hang_on() -> None:
    whole, text = ColumnFacts("", "INTEGER", "integer"), ColumnFacts("", "TEXT", "text")
    hanging = (ForeignKey(("id",), "person", ("id",), "CASCADE"),)
    facts = SystemFacts({
        "person": TableFacts("person", {"id": whole, "email": text}, ("id",)),
        "audit": TableFacts("audit", {"id": whole}, (), hanging),
        "other": TableFacts("other", {"id": whole}, (), (ForeignKey(("id",), "audit", ("id",), "CASCADE"),)),
    })  # fmt: skip
    system, said = imported("person: {id: key, email: identity=email}", facts=facts)
    assert system.tables["audit"].cascade is False and system.tables["other"].cascade is None
    assert "by ON DELETE" in said and "d.audit" in said


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policy: []", "expected `dataset:`"),
        ("dataset: [{fides_key: a}]", "collections: expected a list"),
        ("dataset: [{collections: []}]", "`fides_key`"),
        ("dataset: [{fides_key: a, collections: [{name: t, fields: [{name: x}, {name: x}]}]}]", "x: named twice"),
        ("dataset: [{fides_key: a, collections: [{name: t, fields: [x]}]}]", "`name`"),
        ("dataset: [{fides_key: a, collections: [{name: t, fields: [{name: x, fides_meta: {references: [{dataset: a, field: b}]}}]}]}]", "COLLECTION.FIELD"),
        ("dataset: [{fides_key: a, collections: [{name: t, fields: [{name: x, fides_meta: {references: [{dataset: a, field: b.c, direction: up}]}}]}]}]", "direction"),
        ("dataset: [{fides_key: a, collections: [{name: t, fields: [], fides_meta: [x]}]}]", "fides_meta"),
    ],
)  # fmt: skip
def test_what_is_no_dataset_is_refused(text: str, message: str) -> None:
    with pytest.raises(ProjectInvalid) as refused:
        loaded(text)
    assert message in str(refused.value)
