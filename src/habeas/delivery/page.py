"""The page a person reads: one HTML file, complete in itself, without script; section 7024 and 1798.130(a)(3)(B)."""

from collections.abc import Iterator, Sequence
from html import escape

from habeas.delivery.dossier import Dossier, Part
from habeas.delivery.outline import by_system, counted, described, titles, withheld
from habeas.delivery.page_tables import category_index, system_sections
from habeas.delivery.stylesheet import STYLESHEET
from habeas.delivery.tables import Written

# A page that may run, fetch and send nothing, whatever a hostile value in it might try.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def page(dossier: Dossier, tables: Sequence[Written]) -> Iterator[str | Written]:
    """Yield the page piece by piece; a table stands for its rows, which the caller copies in."""
    yield from _head(dossier)
    yield from _contents(dossier, tables)
    yield from _withheld(dossier, tables)
    yield from _never_shown(dossier, tables)
    yield from _not_searched(dossier)
    yield from _answer_by_category(dossier.parts)
    yield from category_index(tables, dossier.category_titles)
    yield from system_sections(tables, dossier.category_titles)
    yield from _foot(dossier)


def _head(dossier: Dossier) -> Iterator[str]:
    business = escape(dossier.business_name)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>Your personal information held by {business}</title>\n<style>{STYLESHEET}</style>\n</head>\n<body>\n"
    yield f"<header>\n<h1>Your personal information held by {business}</h1>\n"
    yield (
        f"<p>You asked {business} what personal information it has collected about you. This is the answer, as the"
        " California Consumer Privacy Act (Civil Code section 1798.100 and following) requires it. This page works"
        " without the internet: keep it, print it, or give it to another company.</p>\n"
    )
    facts = (
        ("Reference", dossier.reference),
        ("Prepared on", f"{dossier.prepared_on:%B} {dossier.prepared_on.day}, {dossier.prepared_on.year}"),
        ("Period covered", dossier.window),
        ("Answers your", "; ".join(dossier.rights)),
        ("Questions", dossier.contact),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>\n" for name, text in facts if text)
    yield f"<dl>\n{lines}</dl>\n</header>\n<main>\n"


def _contents(dossier: Dossier, tables: Sequence[Written]) -> Iterator[str]:
    chapters = [("withheld", "What was withheld, and why"), ("never-shown", "What is on file but never shown")]
    chapters.append(("not-searched", "What was not searched"))
    if dossier.parts:
        chapters.append(("categories", "The answer by category"))
    if tables:
        chapters.append(("by-category", "Your information by category"))
    chapters += [
        (f"s{place}", group[0].table.system_title) for place, group in enumerate(by_system(tables).values(), 1)
    ]
    items = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>\n' for anchor, title in chapters)
    yield f'<nav aria-label="Contents">\n<p>On this page</p>\n<ul>\n{items}</ul>\n</nav>\n'
    if tables:
        rows = sum(written.rows for written in tables)
        yield f"<p>{counted(rows, 'record')} in {counted(len(tables), 'table')}. The same information is in the"
        yield " folder <b>csv</b> for spreadsheets and in <b>data.json</b> for other programs.</p>\n"


def _withheld(dossier: Dossier, tables: Sequence[Written]) -> Iterator[str]:
    yield '<section id="withheld">\n<h2>What was withheld, and why</h2>\n'
    names = titles(tables)
    lines = withheld(dossier, tables)
    for one in lines:
        name = names.get((one.system, one.table), f"{one.table} ({one.system})")
        yield f"<h3>{escape(name)}: {counted(one.rows, 'record')}</h3>\n<p>{escape(one.basis)}</p>\n"
        yield f"<p>{escape(one.pointer)}</p>\n" if one.pointer else ""
    yield "" if lines else "<p>Nothing was withheld.</p>\n"
    yield "</section>\n"


def _never_shown(dossier: Dossier, tables: Sequence[Written]) -> Iterator[str]:
    yield '<section id="never-shown">\n<h2>What is on file but never shown</h2>\n'
    lines, names = described(tables), titles(tables)
    if not lines:
        yield "<p>Nothing of this kind was found in the information below.</p>\n</section>\n"
        return
    yield (
        "<p>To protect you, the law forbids us to send these to anybody, even to you (California Code of Regulations,"
        " title 11, section 7024(d)). We do hold them:</p>\n<ul>\n"
    )
    for one in lines:
        yield f"<li>{escape(one.item)}: {escape(names[one.system, one.table])}, {counted(one.count, 'time')}</li>\n"
    yield "</ul>\n"
    if dossier.telephone:  # an e-mail would carry the value in clear
        yield (
            f"<p>You may check that what we hold is right: call {escape(dossier.telephone)} and say the value; we answer"
            " whether it matches. Please do not send it by e-mail.</p>\n"
        )
    yield "</section>\n"


def _not_searched(dossier: Dossier) -> Iterator[str]:
    yield '<section id="not-searched">\n<h2>What was not searched</h2>\n'
    if dossier.not_searched:
        lines = (f"<li><b>{escape(one.what)}</b>: {escape(one.why)}</li>\n" for one in dossier.not_searched)
        yield f"<ul>\n{''.join(lines)}</ul>\n"
    else:
        yield "<p>Nothing was left out of the systems that we searched.</p>\n"
    if dossier.searched:
        yield f"<p>Searched: {escape(', '.join(dossier.searched))}.</p>\n"
    yield "</section>\n"


def _answer_by_category(parts: Sequence[Part]) -> Iterator[str]:
    if not parts:
        return
    yield '<section id="categories">\n<h2>The answer by category</h2>\n'
    for part in parts:
        yield f"<h3>{escape(part.heading)}</h3>\n"
        yield f"<p>{escape(part.note)}</p>\n" if part.note else ""
        yield "<ul>\n" if part.items else ""
        for item in part.items:
            details = "".join(f"<li>{escape(detail)}</li>" for detail in item.details)
            yield f"<li>{escape(item.label)}" + (f"<ul>{details}</ul>" if details else "") + "</li>\n"
        yield "</ul>\n" if part.items else ""
    yield "</section>\n"


def _foot(dossier: Dossier) -> Iterator[str]:
    yield '</main>\n<footer class="soft">\n'
    yield f"<p>Reference {escape(dossier.reference)}."
    yield f" Questions: {escape(dossier.contact)}" if dossier.contact else ""
    yield "</p>\n"
    yield f"<p>Checkpoint of our record: {escape(dossier.checkpoint)}</p>\n" if dossier.checkpoint else ""
    yield "</footer>\n</body>\n</html>\n"
