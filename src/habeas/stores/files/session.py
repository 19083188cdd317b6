"""Files through DuckDB: views over them, and the rewrites that wait for the end."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler

from habeas.datamap.facts import TableFacts
from habeas.datamap.graph import Access, Node, Parent
from habeas.datamap.inside import place_of
from habeas.stores.files.change import Change
from habeas.stores.files.columns import described
from habeas.stores.files.holding import FileBuilder, Holding
from habeas.stores.files.layout import FILE, ROW, Layout, view
from habeas.stores.files.masked import refused_masks
from habeas.stores.files.rewrite import Rewrites
from habeas.stores.files.storage import File
from habeas.stores.keys import pointed
from habeas.stores.masks import Constant, FileMask, InsideDocument, Mask
from habeas.stores.protocol import Batch, Beside, Changed, Counted, NewValue, Rules
from habeas.stores.reached import Key, Keys, Reached, Reference
from habeas.stores.sql.constraints import by_schema
from habeas.stores.sql.dialects.duckdb import DuckDB

ROWS_AT_ONCE = 2000
PLACES_AT_ONCE = 100_000
DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


class FileSession:
    """One look at the files, or one change of them."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        tables: Mapping[str, Mapping[File, Layout]],
        columns: Mapping[str, Iterable[str]],
        rewrites: Rewrites,
        holding: Holding,
        secret: str,
    ) -> None:
        self.connection = connection
        self.tables = {name: files for name, files in tables.items() if files}
        self.files = {file.name: file for files in self.tables.values() for file in files}
        self.rewrites = rewrites
        self.holding = holding
        self.secret = secret
        self.statements = 0
        self._facts: dict[str, TableFacts] = {}
        for table, files in self.tables.items():
            self.connection.execute(f"CREATE VIEW {_quoted(table)} AS {view(files, columns[table])}")

    def describe(self, table: str) -> TableFacts:
        if table not in self._facts:
            rows = self.connection.execute(f"DESCRIBE {_quoted(table)}").fetchall()
            kinds = {name: str(kind) for name, kind, *_ in rows if name not in (FILE, ROW)}
            self._facts[table] = TableFacts(table, described(kinds, self.tables[table].values()))
        return self._facts[table]

    def _builder(self, part: Reached | None = None) -> FileBuilder:
        """For statements about the rows of a part: only files that hold some are read."""
        files = None if part is None else self.holding.files(part, self._files_of(part), partial(self._scan, part))
        return FileBuilder(DuckDB(), self.secret, files=files)

    def _files_of(self, reached: Reached) -> Sequence[File]:
        return tuple(self.tables.get(reached.node.ref.table, ()))

    def _scan(self, part: Reached, files: Sequence[str]) -> Iterator[str]:
        builder = FileBuilder(DuckDB(), self.secret, files=files)
        table = builder.table(part.node)
        rows = builder.reached(part, [table.c[FILE]], table).subquery("r")
        return (name for (name,) in self._run(sa.select(rows.c[FILE]).distinct(), builder))

    def _run(self, statement: sa.ClauseElement, builder: FileBuilder) -> Iterator[tuple[Any, ...]]:
        for batch in self._batches(statement, builder):
            yield from batch

    def _batches(self, statement: sa.ClauseElement, builder: FileBuilder) -> Iterator[Batch]:
        for batch in self._columns(statement, builder, ROWS_AT_ONCE):
            yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def _columns(self, statement: sa.ClauseElement, builder: FileBuilder, most: int) -> Iterator[pa.RecordBatch]:
        self.statements += 1
        compiled = statement.compile(dialect=DIALECT)
        cursor = self.connection.cursor()
        for name, keys in builder.parameters.items():
            assert isinstance(keys, Keys)
            cursor.register(name, _arrow(keys))
        assert isinstance(compiled, SQLCompiler)
        values = [compiled.params[name] for name in compiled.positiontup or ()]
        # Arrow, because the driver's own rows need a further package for time zones.
        yield from cursor.sql(str(compiled), params=values).to_arrow_reader(most)

    def export(self, reached: Reached, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks():
            builder = self._builder(part)
            yield from self._batches(builder.export(part, columns), builder)

    def count(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Counted]:
        for part in reached.chunks():
            builder = self._builder(part)
            for ordinal, rule, rows, *filled in self._run(builder.count(part, rules, columns), builder):
                yield Counted(ordinal, rule, rows, tuple(filled))

    def rows(self, reached: Reached, rules: Rules, columns: Sequence[str]) -> Iterator[Batch]:
        for part in reached.chunks():
            builder = self._builder(part)
            yield from self._batches(builder.rows(part, rules, columns), builder)

    def referenced(self, reference: Reference, keys: Sequence[Key]) -> set[Key]:
        builder = self._builder()
        facts = self.describe(reference.table)
        statement = builder.referenced(reference, keys, facts)
        return set(pointed(self._run(statement, builder), facts.column(reference.columns[0]), keys))

    def violations(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Sequence[str]:
        """By the description of the table, and by the types of each file: they may differ."""
        node = reached.node
        found = [text for name, mask in masks.items() for text in by_schema(node.ref, node.facts, name, mask)]
        schemas = (layout.schema for layout in self.tables.get(node.ref.table, {}).values())
        refused = (text for schema in schemas if schema is not None for text in refused_masks(schema, masks))
        return found or [f"{node.ref}.{text}" for text in dict.fromkeys((*refused, *self._unread(node.facts, masks)))]

    def _unread(self, facts: TableFacts, masks: Mapping[str, Mask]) -> Iterator[str]:
        """Constants that DuckDB does not take for the type of their column."""
        for name, mask in masks.items():
            if isinstance(mask, Constant) and name in facts.columns:
                query = f"SELECT TRY_CAST(? AS {facts.columns[name].type}) IS NULL"
                if self.connection.execute(query, [mask.value]).fetchall() == [(True,)]:
                    yield f"{name} is {facts.columns[name].type} and cannot become {mask.value!r}"

    def refusals(
        self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue], together: Collection[str]
    ) -> Sequence[str]:
        return ()  # files have no constraints

    def delete(self, reached: Reached, rules: Rules) -> Changed:
        return self._change(reached, rules, None)

    def mask(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask]) -> Changed:
        return self._change(reached, rules, masks)

    def _change(self, reached: Reached, rules: Rules, masks: Mapping[str, Mask] | None) -> Changed:
        counts: Counter[int] = Counter()
        found: dict[str, list[pa.RecordBatch]] = {}
        witness = self._witness(reached)
        for part in reached.chunks():
            for batch in self._places(part, rules, witness):
                for counted in pc.value_counts(batch.column(0)).to_pylist():
                    counts[counted["values"]] += counted["counts"]
                for name in pc.unique(batch.column(1)).to_pylist():
                    here = batch.filter(pc.equal(batch.column(1), name))
                    found.setdefault(name, []).append(here.select([2, 3]))
        for name, batches in found.items():
            self._add(name, batches, witness, masks)
        return Changed(counts, counts.total())

    def replace(self, node: Node, key: Sequence[str], column: str, changes: Sequence[NewValue]) -> int:
        keys = Keys(list(range(len(changes))), [(*row, old) for row, old, _ in changes])
        names = (*key, column)
        reached = Reached(node, ((Access(names, Parent(node.ref, names)), keys),))
        found: dict[tuple[str, object], list[pa.RecordBatch]] = {}
        witness = self._witness(reached)
        for batch in self._places(reached, (), witness):
            for at, file in set(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)):
                chosen = pc.and_(pc.equal(batch.column(0), at), pc.equal(batch.column(1), file))
                found.setdefault((file, changes[at][2]), []).append(batch.filter(chosen).select([2, 3]))
        for (file, new), batches in found.items():
            assert isinstance(new, str | int | float | bool)
            self._add(file, batches, witness, {column: Constant(new)})
        return sum(batch.num_rows for batches in found.values() for batch in batches)

    def _places(self, part: Reached, rules: Rules, witness: str) -> Iterator[pa.RecordBatch]:
        """Ordinal, file, number and text of the witness, for each row under none of the rules."""
        builder = self._builder(part)
        table = builder.table(part.node)
        value = (table.c[witness].cast(sa.Text) if witness else sa.null()).label("witness")
        wanted = [table.c[FILE], table.c[ROW], value, builder.spared(rules, table).label("spared")]
        rows = builder.reached(part, wanted, table).subquery("r")
        found = sa.select(rows.c.ord, rows.c[FILE], rows.c[ROW], rows.c.witness).where(rows.c.spared == 0)
        return self._columns(found, builder, PLACES_AT_ONCE)

    def _add(self, name: str, batches: list[pa.RecordBatch], witness: str, masks: Mapping[str, Mask] | None) -> None:
        numbers, texts = _ascending(batches)
        whole = None if masks is None else _by_column(masks)
        change = Change(numbers, witness, texts if witness else None, whole, self.secret)
        self.rewrites.add(self.files[name], change)

    def _witness(self, reached: Reached) -> str:
        """A key column that reads the same as text everywhere; "" where there is none, or no need of one.

        DuckDB and pyarrow number the rows of a Parquet file alike; records of other formats have no numbers of their own.
        """
        if all(file.kind == ".parquet" for file in self._files_of(reached)):
            return ""
        columns = reached.node.facts.columns
        used = [reached.node.facts.column(name) for access, _ in reached.ways for name in access.columns]
        names = (found.within.name if found.within else found.name for found in used if found is not None)
        return next((name for name in names if columns[name].family in ("text", "integer")), "")


def _by_column(masks: Mapping[str, Mask]) -> dict[str, FileMask]:
    """The masks by the columns that a file has: those of values inside one document are one mask."""
    found: dict[str, FileMask] = {}
    for name, mask in masks.items():
        place = place_of(name) if name.endswith("]") or ".$" in name else None
        if place is None:
            found[name] = mask
        else:
            known = found.get(place.column)
            earlier = known.changes if isinstance(known, InsideDocument) else ()
            found[place.column] = InsideDocument((*earlier, (place, mask)))
    return found


def _ascending(batches: list[pa.RecordBatch]) -> tuple[array[int], pa.Array]:
    """The numbers of rows, each once, and their texts."""
    table = pa.Table.from_batches(batches).rename_columns(["row", "text"]).sort_by("row").combine_chunks()
    rows = table["row"].combine_chunks()
    if len(rows) > 1:
        is_first = pa.concat_arrays([pa.array([True]), pc.not_equal(rows[1:], rows[:-1])])
        table = table.filter(is_first)
        rows = table["row"].combine_chunks()
    numbers = array("q")
    numbers.frombytes(rows.take(pa.arange(0, len(rows))).buffers()[1])
    return numbers, table["text"].combine_chunks()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _arrow(keys: Keys) -> pa.Table:
    columns = {"ord": pa.array(keys.ordinals, pa.int64())}
    for index, values in enumerate(keys.columns or [[]]):
        columns[f"v{index}"] = pa.array(values) if values else pa.array([], pa.string())
    return pa.table(columns)


class FileRehearsal(FileSession):
    """New files are written and thrown away; what is asked meanwhile is answered from the old ones."""

    sees_changes = False

    def check(self) -> None:
        self.rewrites.rehearse()

    def beside(self) -> Sequence[Beside]:
        return []
