"""Out again: what was imported is exported alike, and nothing is lost without a word."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from datamap.fides.reading import DATASETS, loaded, parsed, systems
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.datamap.facts import ColumnFacts, ForeignKey, SystemFacts, TableFacts
from habeas.datamap.fides.categories import MEANINGS
from habeas.datamap.fides.document import Dataset
from habeas.datamap.fides.exporting import export_systems
from habeas.datamap.fides.flows import ONE_WAY
from habeas.datamap.fides.leftovers import listed
from habeas.datamap.fides.writing import dataset_text
from habeas.datamap.graph import build_graph
from habeas.datamap.tables import Link, System

ROOT = Path(__file__).parents[3]
CATEGORIES = st.lists(st.sampled_from(sorted(MEANINGS)), max_size=2, unique=True)


def exported(found: Mapping[str, System], facts: Mapping[str, SystemFacts] | None = None) -> tuple[str, str]:
    content, leftovers = export_systems(found, facts or {})
    said = listed(leftovers)
    return dataset_text(content, said), "\n".join(said)


def as_facts(datasets: tuple[Dataset, ...]) -> dict[str, SystemFacts]:
    """Databases that have what the datasets say, all of it text."""
    return {
        dataset.key: SystemFacts({
            table.name: TableFacts(
                table.name, {one.name: ColumnFacts(one.name, "TEXT", "text") for one in table.fields}, table.primary_key
            )
            for table in dataset.collections
        })
        for dataset in datasets
    }  # fmt: skip


Summary = tuple[dict[str, tuple[str, ...]], set[tuple[str, str]], dict[str, str], set[str]]


def summary(datasets: tuple[Dataset, ...]) -> Summary:
    """Fields with their categories, flows with a direction, identities, primary keys."""
    fields, flows, identities, keys = {}, set(), {}, set()
    for dataset in datasets:
        for collection in dataset.collections:
            for one in collection.fields:
                place = f"{dataset.key}.{collection.name}.{one.name}"
                fields[place] = tuple(sorted(one.categories))
                for reference in one.references:
                    there = f"{reference.dataset}.{reference.collection}.{'.'.join(reference.path)}"
                    flows.add((there, place) if reference.direction == "from" else (place, there))
                if one.identity:
                    identities[place] = one.identity
                if one.primary_key:
                    keys.add(place)
    return fields, flows, identities, keys


@st.composite
def datasets_to_follow(draw: st.DrawFn) -> tuple[str, set[tuple[str, str]]]:
    """A file in which every reference can be followed, and the flows it stands for."""
    own, shared = ["t0"], []
    tables: dict[str, dict[str, dict[str, Any]]] = {"t0": _fields(draw, key="id", seed=True)}
    flows = set()
    for number in range(1, draw(st.integers(1, 6))):
        name = f"t{number}"
        is_up = draw(st.booleans())
        other = draw(st.sampled_from([*own, *shared] if is_up else own))
        tables[name] = _fields(draw, key="id", seed=False)
        column = f"ref{number}"
        holder, held = (other, name) if is_up else (name, other)
        tables[holder][column] = {"name": column}
        source, target = ((holder, column), (held, "id")) if is_up else ((held, "id"), (holder, column))
        flows.add((f"d.{source[0]}.{source[1]}", f"d.{target[0]}.{target[1]}"))
        if is_up:
            tables[name]["note"] = {"name": "note", "data_categories": ["user.contact"]}
        where, to, direction = draw(
            st.sampled_from([(source, target, "to"), (target, source, "from"), ((holder, column), (held, "id"), None)])
        )
        meta = tables[where[0]][where[1]].setdefault("fides_meta", {})
        reference = {"dataset": "d", "field": ".".join(to)} | ({"direction": direction} if direction else {})
        meta.setdefault("references", []).append(reference)
        (shared if is_up else own).append(name)
    order = draw(st.permutations(sorted(tables)))
    collections = [{"name": name, "fields": list(tables[name].values())} for name in order]
    return yaml.safe_dump({"dataset": [{"fides_key": "d", "collections": collections}]}), flows


def _fields(draw: st.DrawFn, *, key: str, seed: bool) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {key: {"name": key, "fides_meta": {"primary_key": True}}}
    for number in range(draw(st.integers(0, 3))):
        found[f"f{number}"] = {"name": f"f{number}", "data_categories": draw(CATEGORIES)}
    if seed:
        identity = draw(st.sampled_from(["email", "phone_number", "club_id"]))
        found["who"] = {"name": "who", "fides_meta": {"identity": identity}}
    return found


@settings(max_examples=40, deadline=None)
@given(datasets_to_follow())
def test_import_and_export_keep_what_both_know(given_: tuple[str, set[tuple[str, str]]]) -> None:
    text, flows = given_
    datasets, _ = loaded(text)
    facts = as_facts(datasets)
    found, _ = systems(text, facts)
    fields, _, identities, keys = summary(datasets)
    # An identity is personal information whether or not somebody says so.
    again = summary(loaded(exported(found, facts)[0])[0])
    kept = {place: said for place, said in again[0].items() if place != "d.t0.who"}
    assert kept == {place: said for place, said in fields.items() if place != "d.t0.who"}
    assert again[1:] == (flows, identities, keys)


@st.composite
def any_datasets(draw: st.DrawFn) -> str:
    """References from anywhere to anywhere, in any direction; identities and keys where chance puts them."""
    names = [f"t{number}" for number in range(draw(st.integers(1, 5)))]
    columns = ["a", "b", "c"]
    collections = []
    for name in names:
        fields = []
        for column in columns:
            meta: dict[str, Any] = {"primary_key": column == "a" and draw(st.booleans())}
            if draw(st.integers(0, 5)) == 0:
                meta["identity"] = draw(st.sampled_from(["email", "name", "club_id"]))
            meta["references"] = [
                {"dataset": draw(st.sampled_from(["d", "d", "d", "e"])), "field": f"{other}.{draw(st.sampled_from(columns))}"}
                | draw(st.sampled_from([{}, {"direction": "to"}, {"direction": "from"}]))
                for other in draw(st.lists(st.sampled_from([*names, "t9"]), max_size=2))
            ]  # fmt: skip
            fields.append({"name": column, "data_categories": draw(CATEGORIES), "fides_meta": meta})
        skip = {"fides_meta": {"skip_processing": True}} if draw(st.integers(0, 6)) == 0 else {}
        collections.append({"name": name, "fields": fields} | skip)
    return yaml.safe_dump({"dataset": [{"fides_key": "d", "collections": collections}]})


@settings(max_examples=50, deadline=None)
@given(any_datasets(), st.booleans())
def test_whatever_is_referred_to_is_a_link_or_listed_and_the_graph_holds(text: str, is_asked: bool) -> None:
    datasets, _ = loaded(text)
    facts = as_facts(datasets)
    found, said = systems(text, facts if is_asked else None)
    build_graph(found, facts)
    links = set()
    for name, table in found["d"].tables.items():
        links |= {
            (f"d.{one.link}", f"d.{name}.{one.column[0]}")
            for one in table.subject
            if isinstance(one, Link) and one.column
        }
        links |= {(f"d.{name}.{column}", f"d.{one.link}") for column, one in table.columns.items() if one.link}
    listing = "\n".join(said)
    one_way = next((line for line in said if line.startswith(ONE_WAY)), "")
    for collection in datasets[0].collections:
        for one in collection.fields:
            for reference in one.references:
                here, there = (
                    f"d.{collection.name}.{one.name}",
                    f"{reference.dataset}.{reference.collection}.{reference.path[0]}",
                )
                wanted = [(there, here)] * (reference.direction != "to") + [(here, there)] * (
                    reference.direction != "from"
                )
                for source, target in wanted:
                    spelled = f"{here} ({reference.direction + ' ' if reference.direction else ''}{there})"
                    followed = f"{target} -> {source}" in one_way
                    assert (
                        (source, target) in links
                        or followed
                        or f"{source} -> {target}" in listing
                        or spelled in listing
                    )
    assert listed([]) == [] and exported(found, facts)[0]


def test_what_the_format_cannot_say_is_listed() -> None:
    system = parsed("""
system: core
title: Core
url: env:CORE
owner: ops@example.com
tables:
  person:
    subject: self
    columns:
      id: {identifies: core.person}
      email: {category: A, identifies: email, normalise: email, erase: null}
      born: {category: C, identifies: birth_date, erase: {generalise: year}}
      ssn: {category: [A, B], sensitive: 1A, disclose: never, describe: Social Security number, erase: {hash: text}}
      nick: {category: A, erase: {random: same_format}}
      notes: {category: F, erase: {empty: document}}
      payer: {category: B, about: other, free_text: true, security: true, from: [consumer], title: Payer}
    sources: [consumer]
    purposes: [service]
    collected: created
    retention: a while
    household: true
    erase: columns
  bill:
    subject: [{via: person_id}, {link: person.id, column: payer_id, where: {kind: person}}]
    columns: {person_id: {}, payer_id: {}, sum: {category: B}, school: {category: J}}
    regime: insurance
    keep: {for: 7 years, from: paid, because: "1798.105(d)(8)"}
  log: {ignore: a log, citation: none, columns: {line: {}}}
  temp: {ignore: nothing}
""")
    facts = {"bill": TableFacts("bill", {}, (), (ForeignKey(("person_id",), "person", ("id",)),))}
    text, said = exported({"core": system}, {"core": SystemFacts(facts)})
    for words in (
        "`url` of a system: core", "`owner` of a system: core", "`sensitive` of a column: core.person.ssn",
        "`disclose` of a column: core.person.ssn", "`describe` of a column", "`about` of a column: core.person.payer",
        "`free_text` of a column", "`security` of a column", "`from` of a column", "`title` of a column",
        "`sources` of a table: core.person", "`purposes` of a table", "`collected` of a table", "`retention` of a table",
        "`household` of a table", "`regime` of a table: core.bill", "`keep` of a table: core.bill", "`citation` of a table",
        "masks that generalise or empty: core.person.born, core.person.notes", "conditions and normal forms of links: core.bill (payer_id)",
        "tables that are ignored, left out: core.temp", "exported as skip_processing: core.log",
        "exported as `user`: core.bill.school",
    ):  # fmt: skip
        assert words in said, words
    [dataset] = loaded(text)[0]
    assert [one.name for one in dataset.collections if one.skipped] == ["log"]
    fields, flows, identities, keys = summary((dataset,))
    assert flows == {("core.person.id", "core.bill.person_id"), ("core.person.id", "core.bill.payer_id")}
    assert identities == {"core.person.email": "email"} and keys == {"core.person.id"}
    assert fields["core.person.ssn"] == ("user.government_id",) and fields["core.person.email"] == (
        "user.contact.email",
    )
    overrides = {one.name: one.override.strategy for one in dataset.collections[0].fields if one.override}
    assert (
        overrides == {"email": "null_rewrite", "ssn": "hash", "nick": "random_string_rewrite"}
        and dataset.collections[1].deletes
    )


VALIDATE = """
import sys, yaml
from fideslang.models import Dataset
for document in yaml.safe_load_all(sys.stdin):
    datasets = document["dataset"]
    for one in datasets if isinstance(datasets, list) else [datasets]:
        print(Dataset.model_validate(one).fides_key)
"""


@pytest.fixture(scope="module")
def fideslang() -> str:
    """A Python that has fideslang, which cannot live beside our pydantic."""
    python = os.environ.get("HABEAS_FIDES_PYTHON", str(ROOT / ".venv-fides" / "bin" / "python"))
    if not Path(python).exists():
        pytest.skip("no fideslang: run `make fides-python`, or name a Python that has it in HABEAS_FIDES_PYTHON")
    return python


def test_what_goes_in_and_what_comes_out_is_valid_for_fideslang(fideslang: str) -> None:
    texts = [path.read_text() for path in sorted(DATASETS.glob("*.yml"))]
    assert len(texts) == 4
    back = [exported(systems(text)[0])[0] for text in texts]
    maps = [parsed(path.read_text()) for path in sorted((ROOT / "tests" / "maps").glob("*.yml"))]
    maps += [parsed(path.read_text()) for path in sorted((ROOT / "examples" / "insurer" / "systems").glob("*.yml"))]
    back += [exported({one.system: one})[0] for one in maps]
    ended = subprocess.run(
        [fideslang, "-c", VALIDATE], input="\n---\n".join([*texts, *back]), capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert ended.stdout.split()[:10] == ["chinook", "northwind", "sakila", "shop", "documents"] * 2
