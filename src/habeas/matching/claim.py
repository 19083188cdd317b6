"""What the claimant says of herself, and the data points that a record can agree with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from habeas.matching import normalise


class Point(StrEnum):
    """A reliable data point (§7062): several columns may make one."""

    name = "name"
    birth_date = "birth date"
    email = "e-mail"
    phone = "telephone"
    address = "postal address"


@dataclass(frozen=True)
class Claim:
    """The claimed fields as typed; an empty one was not given."""

    given_name: str = ""
    family_name: str = ""
    birth_date: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""

    @staticmethod
    def from_fields(fields: Mapping[str, str]) -> Claim:
        return Claim(**{name: fields.get(name, "") for name in Claim.__dataclass_fields__})

    @property
    def points(self) -> Mapping[Point, tuple[str, ...]]:
        """Each given point in normal form; a point is given when all its parts are."""
        return points({name: getattr(self, name) for name in Claim.__dataclass_fields__})

    def is_signed_as(self, signature: str) -> bool:
        """Whether the name under a declaration is the claimed one; where no name was asked, any is."""
        claimed = normalise.text(f"{self.given_name} {self.family_name}").split()
        return bool(normalise.text(signature)) and set(claimed) <= set(normalise.text(signature).split())

    @property
    def email_holds_name(self) -> bool:
        """Whether the address spells the name: then the two are hardly independent."""
        local = normalise.text(self.email.partition("@")[0].replace(".", " ").replace("_", " "))
        names = {normalise.text(self.given_name), normalise.text(self.family_name)} - {""}
        return bool(names) and all(name in local for name in names)


def points(fields: Mapping[str, object]) -> dict[Point, tuple[str, ...]]:
    """The data points of a record or a claim, by its identity fields."""
    name = _name(fields)
    found = {
        Point.name: name,
        Point.birth_date: (normalise.day(fields.get("birth_date") or ""),),
        Point.email: (normalise.email(fields.get("email") or ""),),
        Point.phone: (normalise.phone(fields.get("phone") or ""),),
        Point.address: (
            normalise.street(fields.get("street") or ""),
            normalise.postal_code(fields.get("postal_code") or ""),
        ),
    }
    return {point: parts for point, parts in found.items() if all(parts)}


def _name(fields: Mapping[str, object]) -> tuple[str, ...]:
    if fields.get("name") and not fields.get("family_name"):
        return (normalise.text(fields["name"]),)
    parts = [normalise.text(fields.get(part) or "") for part in ("given_name", "family_name")]
    return (" ".join(parts) if all(parts) else "",)
