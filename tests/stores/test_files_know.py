"""What the engine knows of databases it knows of files, whatever their format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engine.conftest import sqlite_in
from engine.world import ERASE, KNOW, World, counts, fates, reasons
from stores.lake import FORMATS, Lake

from habeas.engine.batch import Basis, Correction, Identifier, Right, Subject
from habeas.engine.correct import prepare_correction
from habeas.engine.correct_run import execute_correction, verify_correction
from habeas.engine.errors import StillThere
from habeas.engine.execute import execute
from habeas.engine.explain import statements_of
from habeas.engine.journal import MemoryJournal
from habeas.engine.rehearse import rehearse
from habeas.engine.verify import verify

PERSON = "person: {subject: self, erase: row, columns: {id: {identifies: main.person}, email: {identifies: email, normalise: email}}}\n"


@pytest.fixture(params=FORMATS)
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lake]:
    here = Lake(tmp_path, request.param)
    yield here
    for one in here.made:
        one.dispose()


def _people(lake: Lake) -> None:
    lake.fill("person", "id email", (1, "A@x.org"), (2, "b@x.org"), (3, "c@x.org"), (4, None), (5, ""))


def _ids(lake: Lake, table: str) -> list[str | None]:
    return [row[0] for row in lake.rows(table)]


def _delivered(here: World, table: str, *people: str) -> list[list[str]]:
    return [sorted(str(row[0]) for row in own.get(table, ())) for own in here.know(*people).values()]


@pytest.mark.store_knows("links: down")
@pytest.mark.store_knows("types: text, number and UUID as key")
@pytest.mark.parametrize("key", [int, "k'{}; --".format, "00000000-0000-0000-0000-00000000000{}".format])
def test_rows_below_a_person_are_delivered_and_go(lake: Lake, key: type[int]) -> None:
    lake.fill("person", "id email", *((key(n), f"p{n}@x.org") for n in range(4)))
    lake.fill("pet", "id owner", *((n, key(n % 4)) for n in range(9)), (9, None))
    here = lake.world(PERSON + "pet: {subject: {link: person.id, column: owner}, columns: {id: {}, owner: {}}}")
    assert _delivered(here, "pet", "P1@X.org", "nobody@x.org", f"main.person={key(0)}") == [
        ["1", "5"],
        [],
        ["0", "4", "8"],
    ]
    assert here.erase("p1@x.org", "nobody@x.org") == {0: {"main.person:erase": 1, "main.pet:erase": 2}, 1: {}}
    assert _ids(lake, "pet") == ["0", "2", "3", "4", "6", "7", "8", "9"]
    assert _ids(lake, "person") == [str(key(n)) for n in (0, 2, 3)]


@pytest.mark.store_knows("links: an empty value finds nobody")
@pytest.mark.store_knows("types: an identifier that the column cannot hold finds nobody")
def test_a_value_that_is_nobodys_reaches_nothing(lake: Lake) -> None:
    _people(lake)
    before = lake.everything()
    asked = ("email=", "email=  ", "main.person=", "main.person=x", "main.person=1e999999", "main.person=\x00")
    assert lake.world(PERSON).erase(*asked) == {at: {} for at in range(len(asked))}
    assert lake.everything() == before


@pytest.mark.store_knows("links: e-mail addresses with letters beyond ASCII")
def test_an_address_with_other_letters_is_found(lake: Lake) -> None:
    lake.fill("person", "id email", (1, "JOSÉ@x.org"), (2, "jose@x.org"), (3, "Žofie@x.org"))
    assert lake.world(PERSON).erase("josé@x.org", "ŽOFIE@x.org") == {n: {"main.person:erase": 1} for n in range(2)}
    assert _ids(lake, "person") == ["2"]


@pytest.mark.store_knows("links: by normalised e-mail address or telephone number")
def test_a_link_compares_telephones_by_their_digits(lake: Lake) -> None:
    lake.fill("person", "id email phone", (1, "a@x.org", "+1 (415) 555-0134"), (2, "b@x.org", "--"))
    lake.fill("call", "id tel", (1, "415-555-0134"), (2, "4155550135"), (3, None), (4, "-"), (5, "1.415.555.0134"))
    here = lake.world(
        "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, phone: {identifies: phone, normalise: phone}}}\n"
        "call: {subject: {link: person.phone, column: tel, normalise: phone}, columns: {id: {}, tel: {}}}"
    )
    assert _delivered(here, "call", "a@x.org", "b@x.org", "phone=415 555 0134") == [["1", "5"], [], ["1", "5"]]
    here.erase("a@x.org", "b@x.org")
    assert _ids(lake, "call") == ["2", "3", "4"]


@pytest.mark.store_knows("links: from system to system")
def test_keys_travel_from_files_to_a_database_and_back(lake: Lake, tmp_path: Path) -> None:
    crm = sqlite_in(tmp_path, "crm")
    crm.run("CREATE TABLE contact (id integer PRIMARY KEY, mail text)")
    crm.fill("contact", (7, "a@x.org"), (8, "B@x.org"))
    _people(lake)
    lake.fill("visit", "id contact", (1, 7), (2, 8), (3, 7), (4, None))
    here = lake.world(
        PERSON + "visit: {subject: {link: crm.contact.id, column: contact}, columns: {id: {}, contact: {}}}",
        crm.system(
            "contact: {subject: {link: main.person.email, column: mail, normalise: email}, columns: {id: {}, mail: {}}}"
        ),
    )
    assert _delivered(here, "visit", "main.person=1", "main.person=3") == [["1", "3"], []]
    here.erase("main.person=1")
    assert crm.rows("SELECT id FROM contact") == [(8,)]
    assert _ids(lake, "visit") == ["2", "4"]


@pytest.mark.store_knows("links: polymorphic, told apart by a condition")
def test_references_of_several_kinds_are_told_apart(lake: Lake) -> None:
    _people(lake)
    lake.fill(
        "event", "id owner_type owner_id",
        (1, "person", 1), (2, "company", 1), (3, "user", 1), (4, None, 1), (5, "person", 2),
    )  # fmt: skip
    here = lake.world(
        PERSON + "event: {subject: {link: person.id, column: owner_id, where: {owner_type: [person, user]}},"
        " columns: {id: {}, owner_type: {}, owner_id: {}}}"
    )
    assert _delivered(here, "event", "a@x.org", "b@x.org") == [["1", "3"], ["5"]]
    here.erase("a@x.org")
    assert _ids(lake, "event") == ["2", "4", "5"]


@pytest.mark.store_knows("links: keys of several columns")
def test_keys_of_two_columns_are_one(lake: Lake) -> None:
    lake.fill("person", "region number email", ("W", 1, "a@x.org"), ("E", 1, "b@x.org"), ("W", 2, "c@x.org"))
    lake.fill("parcel", "id r n", (1, "W", 1), (2, "E", 1), (3, "W", 2), (4, "W", None), (5, None, None))
    here = lake.world(
        "person: {subject: self, erase: row, columns: {region: {}, number: {}, email: {identifies: email}}}\n"
        'parcel: {subject: {link: "person.(region, number)", column: [r, n]}, columns: {id: {}, r: {}, n: {}}}'
    )
    assert here.erase("a@x.org", "c@x.org") == {
        0: {"main.parcel:erase": 1, "main.person:erase": 1},
        1: {"main.parcel:erase": 1, "main.person:erase": 1},
    }
    assert _ids(lake, "parcel") == ["2", "4", "5"]


@pytest.mark.store_knows("links: several ways to a row, each row once")
def test_a_row_with_three_ways_counts_once(lake: Lake) -> None:
    _people(lake)
    lake.fill(
        "transfer", "id payer payee email",
        (1, 1, 1, "a@x.org"), (2, 1, 2, "b@x.org"), (3, 2, 3, None), (4, None, None, "C@x.org"),
    )  # fmt: skip
    here = lake.world(
        PERSON + "transfer: {subject: [{link: person.id, column: payer}, {link: person.id, column: payee},"
        " {link: person.email, column: email, normalise: email}], columns: {id: {}, payer: {}, payee: {}, email: {}}}"
    )
    assert _delivered(here, "transfer", "a@x.org", "b@x.org", "c@x.org") == [["1", "2"], ["2", "3"], ["3", "4"]]
    done = here.erase("a@x.org", "b@x.org")
    assert [own["main.transfer:erase"] for own in done.values()] == [2, 2]
    assert _ids(lake, "transfer") == ["4"]


@pytest.mark.store_knows("links: a path into JSON")
def test_a_path_into_json_links_and_is_masked_alone(lake: Lake) -> None:
    _people(lake)
    documents = [
        {"type": "person", "who": {"id": 1}, "ip": "10.0.0.1", "born": "1980-05-31"},
        {"type": "person", "who": {"id": "1"}, "more": "\u00e9"},
        {"type": "company", "who": {"id": 1}, "ip": "10.0.0.3"},
        {"type": "person", "who": {"id": 2}, "ip": "10.0.0.4"},
        {"type": "person", "who": 1},
    ]
    lake.fill("event", "id payload", *enumerate(documents), (5, None))
    here = lake.world(
        PERSON
        + "event: {subject: {link: person.id, column: payload.$.who.id, where: {payload.$.type: person}}, erase: columns,"
        " columns: {id: {}, payload: {json: {$.ip: {erase: null}, $.born: {erase: {generalise: year}}}}}}"
    )
    assert _delivered(here, "event", "a@x.org", "b@x.org", "c@x.org") == [["0", "1"], ["3"], []]
    assert here.erase("a@x.org")[0]["main.event:mask"] == 1
    left = [json.loads(row[1] or "null") for row in lake.rows("event")]
    assert left == [{**documents[0], "ip": None, "born": "1980-01-01"}, *documents[1:], None]


@pytest.mark.store_knows("links: an array of identifiers")
def test_each_identifier_of_an_array_is_a_way_in(lake: Lake) -> None:
    _people(lake)
    groups: list[dict[str, object]] = [{"who": [1, 3]}, {"who": ["2"]}, {"who": []}, {"who": [3, 3, None]}, {}]
    lake.fill("party", "id members", *enumerate(groups))
    here = lake.world(
        PERSON + "party: {subject: {link: person.id, column: 'members.$.who[*]'}, columns: {id: {}, members: {}}}"
    )
    assert _delivered(here, "party", "a@x.org", "b@x.org", "c@x.org") == [["0"], ["1"], ["0", "3"]]
    assert here.erase("b@x.org") == {0: {"main.party:erase": 1, "main.person:erase": 1}}
    assert _ids(lake, "party") == ["0", "2", "3", "4"]


@pytest.mark.store_knows("links: a chain of rows of one table")
@pytest.mark.store_knows("links: a table that points at itself")
@pytest.mark.parametrize(
    ("subject", "gone"), [("self", ["1"]), ("[self, {link: employee.id, column: boss}]", ["1", "2", "3", "4"])]
)
def test_a_table_that_points_at_itself_is_followed_as_far_as_the_map_says(
    lake: Lake, subject: str, gone: list[str]
) -> None:
    lake.fill(
        "employee", "id email boss", (1, "a@x.org", 4), (2, "b@x.org", 1), (3, None, 2), (4, None, 3), (5, None, 6)
    )
    here = lake.world(
        f"employee: {{subject: {subject}, erase: row, columns: {{id: {{}}, email: {{identifies: email}}, boss: {{}}}}}}"
    )
    assert _delivered(here, "employee", "a@x.org") == [gone]
    here.erase("a@x.org")
    assert _ids(lake, "employee") == [number for number in "12345" if number not in gone]


@pytest.mark.store_knows("links: up, to a row shared with others")
def test_a_shared_row_goes_with_the_last_who_shares_it(lake: Lake) -> None:
    lake.fill("address", "id street", (1, "Main St"), (2, "Oak St"))
    lake.fill("person", "id email home", (1, "a@x.org", 1), (2, "b@x.org", 1), (3, "c@x.org", 2), (4, "d@x.org", 2))
    here = lake.world(
        "person: {subject: self, erase: row, columns: {id: {}, email: {identifies: email}, home: {link: address.id}}}\n"
        "address: {subject: shared, erase: row, columns: {id: {}, street: {}}}"
    )
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan)["address"] == {"shared": 1}
    assert reasons(plan, "address") == ["shared with others: rows of person that stay point at it"]
    here.erase("a@x.org", "b@x.org", "c@x.org")
    assert _ids(lake, "address") == ["2"]


PAYMENT = "payment: {subject: {link: person.id, column: person_id}, RULE, columns: {id: {}, person_id: {}, paid: {}, kind: {}}}"


def _ruled(lake: Lake, rule: str) -> World:
    return lake.world(PERSON + PAYMENT.replace("RULE", rule))


def _paid(lake: Lake, *payments: tuple[str | None, str | None], typed: bool = True) -> None:
    _people(lake)
    days = [date.fromisoformat(paid) if typed and paid else paid for paid, _ in payments]
    lake.fill("payment", "id person_id paid kind", *((n, 1, days[n], kind) for n, (_, kind) in enumerate(payments)))


@pytest.mark.store_knows("fates: keep for a period from a date")
def test_seven_years_are_kept_and_not_a_day_more(lake: Lake) -> None:
    _paid(lake, ("2017-05-31", "x"), ("2017-06-01", "x"), ("2017-06-02", "x"), (None, "x"))
    here = _ruled(lake, 'keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}')
    plan = here.prepare("a@x.org").plans[0]
    assert fates(plan) == {"payment": {"erase": 2, "keep": 2}, "person": {"erase": 1}}
    assert {o.citation for o in plan.outcomes if o.fate == "keep"} == {"1798.105(d)(8)"}
    here.erase("a@x.org")
    assert _ids(lake, "payment") == ["2", "3"]


@pytest.mark.store_knows("types: dates kept as text; one that cannot be read is unknown")
def test_a_date_that_cannot_be_read_is_unknown_and_kept(lake: Lake) -> None:
    _paid(lake, *((paid, "x") for paid in ("12/31/2024", "", "soon", "2024-01-01", "2001-01-01")), typed=False)
    here = _ruled(lake, 'keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}')
    here.erase("a@x.org")
    assert _ids(lake, "payment") == ["0", "1", "2", "3"]


IN_PART = (
    "payment: {subject: {link: person.id, column: person_id}, erase: row,"
    ' keep: {for: 7 years, from: paid, because: "1798.105(d)(8)", columns: [amount]},'
    " columns: {id: {}, person_id: {}, paid: {}, amount: {erase: 0}, segment: {erase: null}}}"
)


def _bought(lake: Lake) -> None:
    _people(lake)
    lake.fill(
        "payment", "id person_id paid amount segment",
        (1, 1, date(2017, 6, 1), 10, "gold"), (2, 1, date(2017, 6, 2), 20, "gold"), (3, 1, None, 30, None),
        (4, 2, date(2024, 1, 1), 40, "gold"), (5, 1, date(2001, 1, 1), 50, "gold"),
    )  # fmt: skip


@pytest.mark.store_knows("fates: kept in part, the columns the exception does not need masked")
def test_a_kept_row_keeps_the_columns_its_exception_needs(lake: Lake) -> None:
    _bought(lake)
    here = lake.world(PERSON + IN_PART)
    assert fates(here.prepare("a@x.org").plans[0])["payment"] == {"erase": 2, "keep in part": 1, "keep": 1}
    here.erase("a@x.org")
    left = [(row[0], row[3], row[4]) for row in lake.rows("payment")]
    assert left == [("2", "20", None), ("3", "30", None), ("4", "40", "gold")]


@pytest.mark.store_knows("fates: held rows stay, the others go")
def test_a_held_table_stays_as_it_is(lake: Lake) -> None:
    _bought(lake)
    here = lake.world(PERSON + IN_PART)
    held = replace(ERASE, holds={"main.payment": Basis("a litigation hold", "145(a)")})
    before = lake.rows("payment")
    assert here.erase("a@x.org", instruction=held) == {0: {"main.person:erase": 1}}
    assert lake.rows("payment") == before and _ids(lake, "person") == ["2", "3", "4", "5"]


@pytest.mark.store_knows("fates: keep while rows of another table stay")
def test_a_person_is_kept_while_a_policy_stays(lake: Lake) -> None:
    _people(lake)
    lake.fill("policy", "id person_id kind", (1, 1, "life"), (2, 2, None))
    lake.fill("visit", "id person_id", (1, 1), (2, 2))
    link = "subject: {link: person.id, column: person_id}"
    here = lake.world(
        PERSON.replace("erase: row", "erase: row, keep: {while: policy, because: '1798.105(d)(8)'}")
        + f"policy: {{{link}, regime: {{name: insurance, where: {{kind: life}}}}, columns: {{id: {{}}, person_id: {{}}, kind: {{}}}}}}\n"
        f"visit: {{{link}, columns: {{id: {{}}, person_id: {{}}}}}}"
    )
    plans = here.prepare("a@x.org", "b@x.org").plans
    assert fates(plans[0]) == {"person": {"keep": 1}, "policy": {"keep": 1}, "visit": {"erase": 1}}
    assert fates(plans[1]) == {"person": {"erase": 1}, "policy": {"erase": 1}, "visit": {"erase": 1}}
    here.erase("a@x.org", "b@x.org")
    assert (_ids(lake, "person"), _ids(lake, "policy"), _ids(lake, "visit")) == (["1", "3", "4", "5"], ["1"], [])


@pytest.mark.store_knows("fates: withhold what a regime governs")
@pytest.mark.parametrize(("where", "kept"), [("{kind: [life, null]}", ["0", "2"]), ("{}", ["0", "1", "2"])])
def test_a_regime_governs_the_rows_of_its_condition(lake: Lake, where: str, kept: list[str]) -> None:
    _paid(lake, ("2024-01-01", "life"), ("2024-01-01", "car"), ("2024-01-01", None))
    here = _ruled(lake, f"regime: {{name: insurance, where: {where}}}")
    known = fates(here.prepare("a@x.org", instruction=KNOW).plans[0])["payment"]
    assert (known.get("withhold", 0), known.get("deliver", 0)) == (len(kept), 3 - len(kept))
    here.erase("a@x.org")
    assert _ids(lake, "payment") == kept


@pytest.mark.store_knows("fates: deliver rows since a day")
def test_rows_from_before_the_period_are_left_out(lake: Lake) -> None:
    _paid(lake, ("2022-12-31", "x"), ("2023-01-01", "x"), (None, "x"))
    here = _ruled(lake, "collected: paid")
    since = replace(KNOW, since=date(2023, 1, 1))
    assert fates(here.prepare("a@x.org", instruction=since).plans[0])["payment"] == {"outside window": 1, "deliver": 2}
    assert sorted(str(row[0]) for row in here.know("a@x.org", instruction=since)[0]["payment"]) == ["1", "2"]


@pytest.mark.store_knows("fates: keep household and bought data")
def test_household_and_bought_data_stay_when_told_so(lake: Lake) -> None:
    _paid(lake, ("2024-01-01", "x"))
    here = _ruled(lake, "household: true")
    told = replace(ERASE, household=Basis("belongs to a household", "1798.145(p)"))
    assert fates(here.prepare("a@x.org", instruction=told).plans[0])["payment"] == {"keep": 1}
    here = _ruled(lake, "sources: [{name: Acme, kind: data broker}]")
    told = replace(ERASE, not_from_consumer=Basis("not collected from you", "1798.105(c)"))
    here.erase("a@x.org", instruction=told)
    assert _ids(lake, "payment") == ["0"]


MASKED = "person: {{subject: self, erase: columns, columns: {{id: {{}}, email: {{identifies: email}}, born: {{erase: {rule}}}}}}}"
MASKS = [
    ("masks: null", "null", None),
    ("masks: constant", "Removed", "Removed"),
    ("masks: date to its year", "{generalise: year}", "1980-01-01"),
    ("masks: date to its month", "{generalise: month}", "1980-05-01"),
    ("masks: postal code to its area", "{generalise: postal_code}", "198"),
]


@pytest.mark.parametrize(
    ("rule", "left"), [pytest.param(rule, left, marks=pytest.mark.store_knows(told)) for told, rule, left in MASKS]
)
def test_a_mask_changes_one_value_of_one_person_and_is_known_again(lake: Lake, rule: str, left: str | None) -> None:
    lake.fill("person", "id email born", (1, "a@x.org", "1980-05-17"), (2, "b@x.org", "1980-05-17"), (3, None, None))
    here = lake.world(MASKED.format(rule=rule))
    assert here.erase("a@x.org") == {0: {"main.person:mask": 1}}
    assert lake.rows("person") == [("1", "a@x.org", left), ("2", "b@x.org", "1980-05-17"), ("3", None, None)]
    assert fates(here.prepare("a@x.org").plans[0]) == {"person": {"masked before": 1}}


@pytest.mark.parametrize(
    ("rule", "length"),
    [
        pytest.param("{hash: text}", 64, marks=pytest.mark.store_knows("masks: keyed hash")),
        pytest.param(
            "{random: same_format}", 20, marks=pytest.mark.store_knows("masks: random text of the same format")
        ),
    ],
)
def test_a_keyed_mask_is_the_same_for_the_same_value(lake: Lake, rule: str, length: int) -> None:
    values = ("Ab-1234-cdefghij Klm", "Ab-1234-cdefghij Klm", "another name, longer")
    lake.fill("person", "id email born", *((n, f"p{n}@x.org", value) for n, value in enumerate(values)))
    here = lake.world(MASKED.format(rule=rule))
    assert here.erase("p0@x.org", "p1@x.org") == {n: {"main.person:mask": 1} for n in range(2)}
    [first, second, third] = [row[2] for row in lake.rows("person")]
    assert first == second != values[0] and len(first or "") == length and third == values[2]
    assert fates(here.prepare("p1@x.org").plans[0]) == {"person": {"masked before": 1}}


@pytest.mark.store_knows("masks: empty document")
def test_a_document_is_emptied(lake: Lake) -> None:
    lake.fill("person", "id email born", (1, "a@x.org", '{"a": [1]}'), (2, "b@x.org", '["x"]'), (3, "c@x.org", "word"))
    here = lake.world(MASKED.format(rule="{empty: document}"))
    here.erase("a@x.org", "b@x.org", "c@x.org")
    assert [row[2] or "" for row in lake.rows("person")] == ["{}", "[]", ""]
    assert fates(here.prepare("b@x.org").plans[0]) == {"person": {"masked before": 1}}


@pytest.mark.store_knows("fates: a value is corrected wherever it stands")
def test_a_name_is_corrected_in_every_file_and_nobody_elses(lake: Lake) -> None:
    lake.fill("person", "id email name", (1, "a@x.org", "Smth"), (2, "b@x.org", "Smth"), (3, "a@x.org", "Other"))
    lake.fill("quote", "id who name", (1, 1, "Smth"), (2, 2, "Smth"), (3, 1, "SMTH"))
    here = lake.world(
        "person: {subject: self, columns: {id: {}, email: {identifies: email}, name: {identifies: family_name}}}\n"
        "quote: {subject: {link: person.id, column: who}, columns: {id: {}, who: {}, name: {identifies: family_name}}}"
    )
    asked = Subject(0, (Identifier("email", "a@x.org"),), (Correction("family_name", "Smith", "smth"),))
    journal = MemoryJournal()
    ready = prepare_correction([asked], here.graph, here.stores, replace(ERASE, right=Right.correct), "v1")
    done = execute_correction(ready, here.stores, journal)
    verify_correction(ready, here.stores, journal)
    assert counts(done) == {0: {"main.person:correct": 1, "main.quote:correct": 2}}
    assert [row[2] for row in lake.rows("person")] == ["Smith", "Smth", "Other"]
    assert [row[2] for row in lake.rows("quote")] == ["Smith", "Smth", "Smith"]


@pytest.mark.store_knows("limits: a rehearsal leaves nothing behind")
def test_a_rehearsal_writes_every_new_file_and_keeps_none(lake: Lake) -> None:
    _people(lake)
    lake.fill("pet", "id owner name", (1, 1, "Rex"), (2, 2, "Bo"))
    here = lake.world(
        PERSON
        + "pet: {subject: {link: person.id, column: owner}, erase: columns, columns: {id: {}, owner: {}, name: {erase: gone}}}"
    )
    before = lake.everything()
    found = rehearse(here.prepare("a@x.org"), here.stores)
    assert dict(found.counts[0]) == {"main.person:erase": 1, "main.pet:mask": 1} and found.not_asked == ("main",)
    assert lake.everything() == before
    assert here.erase("a@x.org") == {0: dict(sorted(found.counts[0].items()))}


def test_a_row_that_comes_back_is_found_when_the_files_are_asked_again(lake: Lake) -> None:
    _people(lake)
    here = lake.world(PERSON)
    prepared = here.prepare("a@x.org")
    execute(prepared, here.stores, MemoryJournal())
    lake.fill("person", "id email", (6, "b@x.org"), (7, "a@x.org"))
    with pytest.raises(StillThere, match=r"main\.person: 2"):
        verify(prepared, here.stores)


@pytest.mark.store_knows("limits: a file that lacks the key column is reported")
def test_a_file_in_which_nobody_could_be_found_is_reported(lake: Lake) -> None:
    _people(lake)
    lake.fill("elsewhere", "name", ("Anna",), ("Bert",))
    [stray, _] = sorted((lake.folder / "elsewhere").rglob("rows.*"))
    place = lake.folder / "person" / "part=9"
    place.mkdir()
    stray.rename(place / stray.name)
    here = lake.world(PERSON + "elsewhere: {subject: shared, columns: {name: {}}}")
    assert sorted(here.stores["main"].facts().tables) == ["elsewhere", "person", f"person/part=9/{stray.name}"]
    before = (place / stray.name).read_bytes()
    assert here.erase("a@x.org") == {0: {"main.person:erase": 1}}
    assert (place / stray.name).read_bytes() == before


@pytest.mark.store_knows("limits: any name of a table or column")
def test_names_that_sql_knows_are_quoted(lake: Lake) -> None:
    lake.fill("Order", "select E-Mail% ord r habeas_k1", (1, "a@x.org", 5, "r", "k"), (2, "b@x.org", 6, "r", "k"))
    lake.fill("k0", "ord v0", (1, 1), (2, 2))
    here = lake.world(
        "Order: {subject: self, erase: row, columns: {select: {}, E-Mail%: {identifies: email, normalise: email}, ord: {}, r: {}, habeas_k1: {}}}\n"
        "k0: {subject: {link: Order.select, column: v0}, columns: {ord: {}, v0: {}}}"
    )
    assert _delivered(here, "Order", "b@x.org") == [["2"]]
    assert here.erase("b@x.org") == {0: {"main.Order:erase": 1, "main.k0:erase": 1}}
    assert _ids(lake, "k0") == ["1"]


@pytest.mark.store_knows("limits: the very SQL is shown, without values")
def test_what_is_searched_for_is_shown_without_values(lake: Lake) -> None:
    _people(lake)
    lake.fill("pet", "id owner name", (1, 1, "Rex"), (2, 2, "Bo"))
    here = lake.world(
        PERSON
        + "pet: {subject: {link: person.id, column: owner}, erase: columns, columns: {id: {}, owner: {}, name: {erase: gone}}}"
    )
    shown = dict(statements_of(here.prepare("a@x.org"), here.stores))
    assert {ref.table: text.splitlines()[0] for ref, text in shown.items()} == {
        "pet": "-- rewrite with masked name:",
        "person": "-- rewrite without:",
    }
    assert all("SELECT" in text and "a@x.org" not in text for text in shown.values())


@pytest.mark.store_knows("limits: statements do not grow with the people")
def test_many_people_take_no_more_statements_than_a_few(lake: Lake) -> None:
    lake.fill("person", "id email", *((n, f"p{n}@x.org") for n in range(400)))
    lake.fill("pet", "id owner", *((n, n % 400) for n in range(800)))
    here = lake.world(PERSON + "pet: {subject: {link: person.id, column: owner}, columns: {id: {}, owner: {}}}")
    taken = [
        here.prepare(*(f"p{n}@x.org" for n in range(first, last))).statements for first, last in ((0, 10), (10, 300))
    ]
    assert taken[0] == taken[1] < 10
    done = here.erase(*(f"p{n}@x.org" for n in range(300)))
    assert all(own == {"main.person:erase": 1, "main.pet:erase": 2} for own in done.values())
    assert len(_ids(lake, "person")) == 100 and len(_ids(lake, "pet")) == 200
