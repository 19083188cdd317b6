"""The plan of one request: what would happen to which rows, and why, with a digest that approval refers to."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from habeas.datamap.graph import TableRef
from habeas.engine.batch import Right, Subject
from habeas.engine.rules import DELIVERED, Fate


class Outcome(NamedTuple):
    """So many rows of a table meet this fate, for this reason."""

    table: TableRef
    fate: Fate
    rows: int
    reason: str
    citation: str = ""
    pointer: str = ""

    def of(self, rows: int) -> Outcome:
        """The same with another number of rows."""
        return Outcome(self.table, self.fate, rows, self.reason, self.citation, self.pointer)


@dataclass(frozen=True)
class Plan:
    """Frozen; built without side effects. `filled` counts, per delivered table and column, rows that hold a value."""

    right: Right
    map_version: str
    outcomes: tuple[Outcome, ...]
    digest: str
    filled: Mapping[TableRef, Mapping[str, int]]
    unmapped: tuple[str, ...] = ()  # columns the data map does not name: neither delivered nor judged
    notes: tuple[str, ...] = ()  # what else to know: triggers that fire, views that go stale

    @property
    def kinds(self) -> frozenset[tuple[TableRef, Fate, str]]:
        """What an approval covers. A changed count is no change of plan; a new table, fate or reason is."""
        return frozenset((outcome.table, outcome.fate, outcome.citation) for outcome in self.outcomes)

    def is_covered_by(self, approved: Plan) -> bool:
        """Whether nothing of a new kind would happen.

        What a broken-off run has changed already is met again with nothing left to do: that is no new fate.
        """
        trimmed = {(table, Fate.keep, citation) for table, fate, citation in approved.kinds if fate is Fate.trim}
        again = {kind for kind in self.kinds if kind[1] in (Fate.masked_before, Fate.right_already)}
        return self.kinds - again <= approved.kinds | trimmed

    def rows(self, *fates: Fate) -> int:
        return sum(outcome.rows for outcome in self.outcomes if not fates or outcome.fate in fates)

    def with_delivered(self, rows: Mapping[TableRef, int], filled: Mapping[TableRef, Mapping[str, int]]) -> Plan:
        """The plan with what was counted while it was read, in place of what was counted before."""
        others = tuple(outcome for outcome in self.outcomes if outcome.fate is not Fate.deliver)
        delivered = tuple(Outcome(ref, Fate.deliver, number, DELIVERED) for ref, number in rows.items() if number)
        return replace(self, outcomes=(*delivered, *others), filled=filled)

    def to_json(self) -> dict[str, object]:
        return {
            "right": self.right.value,
            "map_version": self.map_version,
            "digest": self.digest,
            "outcomes": [
                {
                    "system": outcome.table.system,
                    "table": outcome.table.table,
                    "fate": outcome.fate.value,
                    "rows": outcome.rows,
                    "reason": outcome.reason,
                    "citation": outcome.citation,
                    "pointer": outcome.pointer,
                }
                for outcome in self.outcomes
            ],
            "filled": {str(ref): dict(columns) for ref, columns in self.filled.items()},
            "unmapped": list(self.unmapped),
            "notes": list(self.notes),
        }

    @staticmethod
    def from_json(value: Mapping[str, object]) -> Plan:
        outcomes = value["outcomes"]
        filled = value["filled"]
        unmapped, notes = value["unmapped"], value["notes"]
        assert isinstance(outcomes, list) and isinstance(filled, dict)
        assert isinstance(unmapped, list) and isinstance(notes, list)
        return Plan(
            Right(str(value["right"])),
            str(value["map_version"]),
            tuple(
                Outcome(
                    TableRef(o["system"], o["table"]),
                    Fate(o["fate"]),
                    o["rows"],
                    o["reason"],
                    o["citation"],
                    o["pointer"],
                )
                for o in outcomes
            ),
            str(value["digest"]),
            {TableRef(*str(name).split(".", 1)): columns for name, columns in filled.items()},
            tuple(unmapped),
            tuple(notes),
        )


def digest(subject: Subject, kinds: str, salt: bytes) -> str:
    """HMAC-SHA256 over the identifiers and the `kinds_text`: the map's version and the kinds of fate, not the counts.

    The salt keeps the identifiers from being guessed out of the digest.
    """
    identifiers = sorted([identifier.kind, identifier.value] for identifier in subject.identifiers)
    return hmac.digest(salt, f'{{"identifiers": {json.dumps(identifiers)}, {kinds}}}'.encode(), hashlib.sha256).hex()


def kinds_text(right: Right, map_version: str, outcomes: Iterable[Outcome]) -> str:
    """What the digests of many people share. As json.dumps(..., sort_keys=True) spells it: approvals given stay true."""
    kinds = sorted({(str(o.table), o.fate.value, o.reason, o.citation) for o in outcomes})
    return json.dumps({"kinds": kinds, "map": map_version, "right": right.value})[1:-1]
