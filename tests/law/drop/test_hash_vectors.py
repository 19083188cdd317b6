"""The agency's published examples. They are read where they lie and are not part of the project."""

import json
import os
from pathlib import Path

import pytest

from habeas.law.california.drop.hashing import Stored, composite, digests, hashed, keys_of
from habeas.law.california.drop.lists import PARTS, DropList, Identifier
from habeas.law.california.drop.standardise import STANDARDS

SHARED = Path(os.environ.get("HABEAS_SHARED", Path(__file__).parents[4] / "shared"))
VECTORS = SHARED / "protocols" / "vectors" / "drop-hash-vectors.json"
NAMES = {"dob": "date_of_birth", "first": "first_name", "last": "last_name"}
FEWEST = 16


@pytest.fixture(scope="module")
def published():
    if not VECTORS.exists():
        pytest.skip(f"no published hashes in {VECTORS}; name their folder in HABEAS_SHARED")
    return json.loads(VECTORS.read_text(encoding="utf-8"))


@pytest.mark.shared
def test_a_published_value_has_its_published_hash(published):
    assert len(published["single"]) >= FEWEST
    for field, value, standard, expected in published["single"]:
        identifier = Identifier(NAMES.get(field, field))
        assert STANDARDS[identifier](value) == standard
        assert hashed(identifier, value).value == expected
        assert list(digests(identifier, [value])) == [expected]


@pytest.mark.shared
def test_a_published_composite_has_its_published_hash(published):
    assert {one["list"] for one in published["composite"]} == {"NDZ", "NameVIN"}
    for one in published["composite"]:
        name, parts = DropList(one["list"]), {Identifier(NAMES.get(k, k)): v for k, v in one["input"].items()}
        assert [hashed(part, parts[part]).value for part in PARTS[name]] == one["parts"]
        assert composite(name, parts).value == one["hash"]
        stored = Stored(
            **{f"{part}s" if part != "date_of_birth" else "dates_of_birth": (v,) for part, v in parts.items()}
        )
        assert keys_of(stored).value.hashes[name] == (one["hash"],)
