"""The tables on the page: an index by category, then a chapter for each system."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from habeas.delivery.dossier import Column
from habeas.delivery.outline import by_system, counted
from habeas.delivery.tables import ROWS_ON_THE_PAGE, Written


def category_index(tables: Sequence[Written], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield, for each category in its statutory order, the columns that belong to it."""
    if not tables:
        return
    yield '<section id="by-category">\n<h2>Your information by category</h2>\n'
    for code, title in _used_titles(tables, titles).items():
        yield f"<h3>{escape(title)}</h3>\n<ul>\n"
        for written in tables:
            labels = [one.label or one.name for one in written.columns if code in (*one.categories, *one.sensitive)]
            if labels and written.rows:
                yield f'<li><a href="#{written.anchor}">{escape(written.table.title)}</a>: {escape(", ".join(labels))}</li>\n'
        yield "</ul>\n"
    yield "</section>\n"


def system_sections(tables: Sequence[Written], titles: Mapping[str, str]) -> Iterator[str | Written]:
    """Yield a chapter for each system; a table stands for its rows."""
    for place, group in enumerate(by_system(tables).values(), 1):
        yield f'<section id="s{place}">\n<h2>{escape(group[0].table.system_title)}</h2>\n'
        for written in group:
            yield from _table(written, titles)
        yield "</section>\n"


def _used_titles(tables: Sequence[Written], titles: Mapping[str, str]) -> dict[str, str]:
    used = {
        code
        for written in tables
        if written.rows
        for one in written.columns
        for code in (*one.categories, *one.sensitive)
    }
    in_order = [code for code in titles if code in used]
    return {
        code: f"{code}. {titles[code]}" if code in titles else code for code in (*in_order, *sorted(used - {*titles}))
    }


def _table(written: Written, titles: Mapping[str, str]) -> Iterator[str | Written]:
    table = written.table
    yield f'<section id="{written.anchor}">\n<h3>{escape(table.title)}</h3>\n'
    yield f"<p>{escape(_how_many(written))}</p>\n"
    yield f'<p class="soft">Collected from: {escape("; ".join(table.sources))}.</p>\n' if table.sources else ""
    yield f'<p class="soft">Used for: {escape("; ".join(table.purposes))}.</p>\n' if table.purposes else ""
    if table.withheld:
        yield f"<p>{counted(table.withheld, 'record')} not shown: {escape(table.withheld_basis)}</p>\n"
    if written.rows and written.columns:
        heads = "".join(_head(column, titles) for column in written.columns)
        # Scrolls sideways, so it has to be reachable from the keyboard.
        yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.title)}">\n<table>\n'
        yield f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        yield written
        yield "</tbody>\n</table>\n</div>\n"
    yield "</section>\n"


def _how_many(written: Written) -> str:
    if not written.rows:
        return "No records about you." if not written.table.withheld else "No records are shown."
    if written.rows <= ROWS_ON_THE_PAGE:
        return f"{counted(written.rows, 'record')}. Also in {written.csv_name}."
    return (
        f"The first {ROWS_ON_THE_PAGE} of {counted(written.rows, 'record')} are shown here."
        f" All of them are in the file {written.csv_name}, which opens in any spreadsheet."
    )


def _head(column: Column, titles: Mapping[str, str]) -> str:
    codes = (*column.categories, *column.sensitive)
    named = "; ".join(titles.get(code, code) for code in codes)
    note = f'<small title="{escape(named)}">{escape(", ".join(codes))}</small>' if codes else ""
    return f'<th scope="col">{escape(column.label or column.name)}{note}</th>'
