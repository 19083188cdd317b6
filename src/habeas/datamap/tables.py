"""The data map as people write it: one file a system."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from habeas.datamap.bucket import Bucket
from habeas.datamap.inside import EACH, place_of
from habeas.datamap.limits import Limits

PERIOD = re.compile(r"^([1-9][0-9]{0,3}) (day|month|year)s?$")

Scalar = str | int | float | bool | None
ColumnValues = dict[str, Scalar | Annotated[list[Scalar], Field(min_length=1)]]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _as_tuple(value: Any) -> Any:
    if value is None:
        return value
    return tuple(value) if isinstance(value, list | tuple) else (value,)


Several = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


def _categories(value: tuple[str, ...]) -> tuple[str, ...]:
    for code in value:
        if code not in {*"ABCDEFGHIJKL", "none"}:
            raise ValueError(f"unknown category {code!r}; expected A to L (Civ. Code §1798.140(v)(1)) or none")
    return tuple(code for code in value if code != "none")


SENSITIVE = ("1A", "1B", "1C", "1D", "1E", "1F", "1G", "2A", "2B", "2C", "R4")


def _sensitive(value: tuple[str, ...]) -> tuple[str, ...]:
    for code in value:
        if code not in SENSITIVE:
            raise ValueError(
                f"unknown sensitive category {code!r}; expected one of {', '.join(SENSITIVE)} (Civ. Code §1798.140(ae))"
            )
    return value


def _period(value: str) -> str:
    if not PERIOD.match(value):
        raise ValueError(f"{value!r} is no length of time; expected for example '7 years', '18 months' or '90 days'")
    return value


Period = Annotated[str, AfterValidator(_period)]


class Source(Strict):
    """Where the data came from (Cal. Code Regs., tit. 11, §7001(f))."""

    name: str
    kind: str


def _source(value: Any) -> Any:
    return {"name": value, "kind": value} if isinstance(value, str) else value


Sources = tuple[Annotated[Source, BeforeValidator(_source)], ...]


class Normalise(StrEnum):
    email = "email"  # trimmed, lower case
    phone = "phone"  # the last ten digits


class Generalise(Strict):
    generalise: Literal["year", "month", "postal_code"]


class KeyedHash(Strict):
    hash: Literal["text"]


class KeyedRandom(Strict):
    random: Literal["same_format"]


class Emptied(Strict):
    empty: Literal["document"]


def _paths(value: dict[str, Column]) -> dict[str, Column]:
    for path, column in value.items():
        if not path.startswith("$") or place_of(f"column.{path}") is None:
            raise ValueError(f"{path!r} is no path into JSON; expected for example $.customer.id")
        if column.json_ or column.each:
            raise ValueError(f"{path!r}: write longer paths instead of `json` or `each` inside a path")
        if column.is_erased and EACH in path:
            raise ValueError(
                f"{path!r}: elements of an array are not masked one by one; give the array an `erase` rule"
            )
    return value


class Column(Strict):
    """One column: what it means in law, whom it identifies, how it is delivered and erased."""

    category: Annotated[Several, AfterValidator(_categories)] = ()
    sensitive: Annotated[Several, AfterValidator(_sensitive)] = ()
    title: str = ""
    identifies: str | None = None
    normalise: Normalise | None = None
    link: str | None = None
    direction: Literal["up"] = "up"
    disclose: Literal["never"] | None = None
    describe: str = ""
    about: Literal["other"] | None = None
    free_text: bool = False
    fides: Several = ()  # the Fides data categories it came with; for the way back only
    security: bool = False
    source: Annotated[Sources, BeforeValidator(_as_tuple)] = Field(default=(), alias="from")
    erase: Generalise | KeyedHash | KeyedRandom | Emptied | Scalar = None
    json_: Annotated[dict[str, Column], AfterValidator(_paths)] = Field(default_factory=dict, alias="json")
    each: Column | None = None  # what each element of an array is

    @property
    def is_erased(self) -> bool:
        """Whether the map gives an erase rule; `erase: null` is one."""
        return "erase" in self.model_fields_set

    @model_validator(mode="after")
    def _each_is_plain(self) -> Column:
        if self.each is not None and (self.each.is_erased or self.each.each or self.each.json_):
            raise ValueError("`each` says what the elements are; `erase` stands at the column, paths in `json`")
        return self

    @model_validator(mode="after")
    def _described(self) -> Column:
        if self.disclose == "never" and not self.describe:
            raise ValueError(
                "a column that is never disclosed needs `describe`, the words that stand in its place (§7024(d)(1))"
            )
        return self


class Link(Strict):
    """A table's rows belong to whoever the linked row belongs to."""

    via: Annotated[Several | None, BeforeValidator(_as_tuple)] = None
    link: str | None = None
    column: Annotated[Several | None, BeforeValidator(_as_tuple)] = None
    normalise: Normalise | None = None
    where: ColumnValues = Field(default_factory=dict)
    stop: bool = False  # rows reached by it lead no further

    @model_validator(mode="after")
    def _one_form(self) -> Link:
        if (self.via is None) == (self.link is None):
            raise ValueError(
                "expected `via: COLUMN` (a foreign key of the database) or `link: TABLE.COLUMN` with `column: COLUMN`"
            )
        if self.link is not None and self.column is None:
            raise ValueError(f"`link: {self.link}` needs `column`, the column of this table that points there")
        return self


class Regime(Strict):
    """A law other than the CCPA that governs the rows (Civ. Code §1798.145, §1798.146; tit. 11, §7271)."""

    name: str
    where: ColumnValues = Field(default_factory=dict)


class Keep(Strict):
    """Rows that an erasure leaves, and under which exception of Civ. Code §1798.105(d)."""

    because: str
    for_: Period | None = Field(default=None, alias="for")
    from_: str | None = Field(default=None, alias="from")
    while_: Annotated[Several, BeforeValidator(_as_tuple)] = Field(default=(), alias="while")
    explain: str = ""  # why these rows, in plain words for the person (§7022(f)(1)); else the exception's own words
    where: ColumnValues = Field(default_factory=dict)
    # What the exception needs of the row: its other columns with an erase rule are masked. None: all of it.
    columns: Annotated[Several | None, BeforeValidator(_as_tuple)] = None

    @model_validator(mode="after")
    def _complete(self) -> Keep:
        if (self.for_ is None) != (self.from_ is None):
            raise ValueError("`for` and `from` go together: keep for 7 years from which date column?")
        if self.while_ and (self.for_ is not None or self.where):
            raise ValueError("`while` stands alone: write `for` and `where` at the tables that keep the row")
        return self


class NotSearched(Strict):
    """The four conditions under which a search may be left out (§7024(c)). All must hold."""

    why: str
    not_searchable: Literal[True]
    legal_or_compliance_only: Literal[True]
    not_sold_or_commercial: Literal[True]


def _regime(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Table(Strict):
    """One table of a system."""

    title: str = ""
    path: str | None = None  # files only: a glob below the system's folder
    subject: Annotated[tuple[Literal["self", "shared"] | Link, ...], BeforeValidator(_as_tuple)] = ()
    columns: dict[str, Column] = Field(default_factory=dict)
    regime: Annotated[Regime | None, BeforeValidator(_regime)] = None
    keep: Keep | None = None
    erase: Literal["row", "columns"] | None = None
    sources: Annotated[Sources, BeforeValidator(_as_tuple)] = ()
    collected: str | None = None
    purposes: Annotated[Several, BeforeValidator(_as_tuple)] = ()
    retention: str = ""
    household: bool = False
    not_searched: NotSearched | None = None
    ignore: str | None = None
    cascade: bool | None = None  # whether rows that hang on erased rows by ON DELETE go along, or hold them back
    citation: str = ""

    @property
    def fields(self) -> dict[str, Column]:
        """The columns, and what the map says lies inside them, by name: `email`, `payload.$.ip`, `member_ids[*]`."""
        found = dict(self.columns)
        for name, column in self.columns.items():
            found.update({f"{name}.{path}": inside for path, inside in column.json_.items()})
            if column.each is not None:
                found[f"{name}{EACH}"] = column.each
        return found

    def where(self, name: str) -> tuple[str, ...]:
        """Where in the table's map a field is described."""
        place = None if name in self.columns else place_of(name)
        if place is None:
            return ("columns", name)
        path = name.removeprefix(f"{place.column}")
        return ("columns", place.column, *(("each",) if path == EACH else ("json", path.removeprefix("."))))

    @property
    def masked(self) -> dict[str, Column]:
        """What an erasure masks: the fields with an `erase` rule, without what lies in a column that is masked whole."""
        inside = {
            name: column
            for name, column in self.fields.items()
            if name not in self.columns and (place := place_of(name)) and not self.columns[place.column].is_erased
        }
        return {name: column for name, column in {**self.columns, **inside}.items() if column.is_erased}

    @property
    def trimmed(self) -> dict[str, Column]:
        """What is masked of a row that is kept: nothing, unless the map says which columns the exception needs."""
        needed = self.keep.columns if self.keep is not None else None
        if needed is None:
            return {}
        return {name: one for name, one in self.masked.items() if not {name, _column_of(name)} & set(needed)}

    @property
    def erases_rows(self) -> bool:
        """Whether an erasure deletes rows; otherwise it masks columns."""
        if self.erase is not None:
            return self.erase == "row"
        return not self.masked

    @model_validator(mode="after")
    def _whose(self) -> Table:
        if self.ignore is None and not self.subject and self.not_searched is None:
            raise ValueError("expected `subject` (self, shared or a link), or `ignore: REASON`")
        if self.ignore is not None and not self.ignore.strip():
            raise ValueError("`ignore` needs a reason")
        if self.cascade is not None and self.ignore is None and self.not_searched is None:
            raise ValueError(
                "`cascade` is for tables with `ignore` or `not_searched`; this one's rows follow its `subject`"
            )
        if self.erase == "columns" and not self.masked:
            raise ValueError("`erase: columns` needs at least one column with an `erase` rule")
        return self

    @model_validator(mode="after")
    def _kept_in_part(self) -> Table:
        if self.keep is None or self.keep.columns is None:
            return self
        for name in self.keep.columns:
            if name not in self.fields:
                raise ValueError(f"`keep` names the column {name!r}, which the table does not describe")
        if not self.trimmed:
            raise ValueError(
                "`keep` with `columns` needs another column with an `erase` rule; else the row is kept whole"
            )
        for deciding in (self.keep.from_, *self.keep.where):
            if deciding is not None and {deciding, _column_of(deciding)} & self.trimmed.keys():
                raise ValueError(
                    f"`keep` decides by {deciding!r}: add it to its `columns`, or the row would not be kept again"
                )
        return self


def _column_of(name: str) -> str:
    """The column itself, or the one that a path leads into."""
    place = place_of(name)
    return place.column if place else name


class System(Strict):
    """One system of the business: a database, or a folder or bucket of files."""

    system: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    owner: str = ""
    url: str | None = None
    read_url: str | None = None
    files: str | None = None
    s3: Bucket | None = None
    limits: Limits = Limits()
    tables: dict[str, Table]

    @model_validator(mode="after")
    def _one_place(self) -> System:
        if (self.url is None) == (self.files is None):
            raise ValueError("expected `url` (a database) or `files` (a folder or s3://BUCKET), exactly one of them")
        if self.s3 is not None and not (self.files or "").startswith("s3://"):
            raise ValueError("`s3` goes with `files: s3://BUCKET/PREFIX`")
        for name, table in self.tables.items():
            if self.files is not None and table.path is None and table.ignore is None:
                raise ValueError(f"table {name!r} of a system of files needs `path`, for example {name}/*.parquet")
        return self
