"""The text beside the files: what is in the package and how to open it."""

from collections.abc import Sequence

from habeas.delivery.dossier import Dossier
from habeas.delivery.outline import counted, described, withheld
from habeas.delivery.tables import Written


def readme(dossier: Dossier, tables: Sequence[Written]) -> str:
    """Return README.txt; it repeats the law's minimum, so that nobody misses it who opens only the data."""
    lines = [
        f"Your personal information held by {dossier.business_name}",
        "",
        f"Reference: {dossier.reference}",
        f"Prepared on: {dossier.prepared_on.isoformat()}",
        f"Period covered: {dossier.window}",
        "",
        "index.html    Start here. Opens in any browser, also without the internet.",
        "data.json     The same for other programs. schema.json describes it (JSON Schema, draft 2020-12).",
    ]
    if tables:
        lines += ["csv/          One file for each table, for spreadsheets (UTF-8, RFC 4180).", "", "Tables"]
        lines += [f"  {one.csv_name}: {one.table.title}, {counted(one.rows, 'record')}" for one in tables]
        lines += ["", "On file but never shown (title 11, section 7024(d))"]
        lines += [f"  {one.item}" for one in described(tables)] or ["  nothing found"]
    lines += ["", "Withheld"]
    lines += [
        f"  {one.system}, {one.table}: {counted(one.rows, 'record')}. {one.basis} {one.pointer}".rstrip()
        for one in withheld(dossier, tables)
    ] or ["  nothing"]
    lines += ["", "Not searched"]
    lines += [f"  {one.what}: {one.why}" for one in dossier.not_searched] or ["  nothing"]
    lines += [
        "",
        "In the CSV files a text that a spreadsheet could run as a formula begins with an apostrophe (').",
        "data.json has every value without it.",
        "This package holds personal information: store it where only you can read it.",
        *([f"Questions: {dossier.contact}"] if dossier.contact else []),
    ]
    return "\r\n".join(lines) + "\r\n"
