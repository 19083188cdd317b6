"""What a caller hands over to be delivered: plain values, already searched, decided and worded elsewhere.

Civil Code 1798.110, 1798.130(a)(3)(B); California Code of Regulations, title 11, section 7024.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Disposition(StrEnum):
    """What happens to the values of a column on their way out."""

    DELIVER = "deliver"  # shown; only the person's own never-disclose values are taken out
    DESCRIBE = "describe"  # never disclosed, section 7024(d): replaced by a particular description
    REDACT = "redact"  # belongs to another natural person, Civil Code 1798.145(k)
    FREE_TEXT = "free_text"  # shown after the output filter for never-disclose values
    OMIT = "omit"  # keys, and data generated for security, 1798.130(a)(3)(B)(iii): not delivered


@dataclass(frozen=True)
class Column:
    """A column, the statutory categories it belongs to ("A", "B") and the sensitive ones ("1A")."""

    name: str
    label: str
    categories: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    disposition: Disposition = Disposition.DELIVER
    description: str = ""

    @property
    def not_shown(self) -> str:
        """Say with sufficient particularity what is held but never disclosed, section 7024(d)(1).

        >>> Column("ssn", "Social Security number").not_shown
        'Social Security number (on file, not shown)'
        """
        return self.description or f"{self.label or self.name} (on file, not shown)"


@dataclass(frozen=True)
class Table:
    """The rows about the person in one table; `rows` is read once and may be a generator."""

    system: str
    system_title: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, object]] = field(repr=False)
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    withheld: int = 0
    withheld_basis: str = ""

    @cached_property
    def shown_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.disposition is not Disposition.OMIT)


@dataclass(frozen=True)
class PartItem:
    """One line of a part, such as a category, and what is said of it, such as its recipients."""

    label: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One of the six parts of the answer by category, section 7024(k)."""

    heading: str
    items: tuple[PartItem, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Withheld:
    """Rows that are on file and not delivered, why, and where to turn instead, section 7024(e)."""

    system: str
    table: str
    rows: int
    basis: str
    pointer: str = ""


@dataclass(frozen=True)
class NotSearched:
    """Records that were not searched, named to the person as section 7024(c) demands."""

    what: str
    why: str


@dataclass(frozen=True)
class Dossier:
    """Everything one person is answered with; `tables` is empty for an answer by category only."""

    reference: str
    business_name: str
    prepared_on: date
    window: str
    rights: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    tables: Iterable[Table] = field(default=(), repr=False)
    withheld: tuple[Withheld, ...] = ()
    not_searched: tuple[NotSearched, ...] = ()
    contact: str = ""
    telephone: str = ""
    searched: tuple[str, ...] = ()
    checkpoint: str = ""
    category_titles: Mapping[str, str] = field(default_factory=dict)
