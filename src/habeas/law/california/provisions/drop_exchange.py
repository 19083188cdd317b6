"""How a data broker exchanges requests with DROP: hashing, files, the programming interface. Rows J-30 to J-65.

Read 2026-11-23 (https://privacy.ca.gov): CalPrivacy's DROP Data Broker API 1.2.0 of 2026-07-02, in an archived copy.
Left out: who must use it and by when (`drop`).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import Citation, civil_code, regulation

_API = (Citation("CalPrivacy, DROP Data Broker API 1.2.0"),)
_SANDBOX = "To settle in the agency's sandbox: "
_OURS = (civil_code("1798.99.86(c)"), civil_code("1798.99.86(e)"))


def _row(row: str, text: str, doubt: str = "") -> Provision:
    return Provision(row, text, _API, doubt=_SANDBOX + doubt if doubt else "", settled=not doubt)


PROVISIONS: tuple[Provision, ...] = (
    _row("J-30", "The address, the header that carries the key, TLS 1.2 or later, and the six lists."),
    _row("J-31", "What the answer to a download means; data and nothing new differ in the type of content alone."),
    _row("J-32", "The names of the archive and of its files, and the exact headers of the columns."),
    _row("J-33", "The id of an item is twelve letters or digits, upper and lower case apart, for ever."),
    _row(
        "J-34",
        "After the first download only what is new comes. Every item has a status before the next download. A download "
        "may not be served twice: the archive is stored before it is read.",
    ),
    _row("J-35", "An upload is one or more CSV files, named as downloaded or with a suffix, headed exactly Id,Status."),
    Provision(
        "J-36",
        "The statuses are 2 exempted, 3 deleted, 4 opted out and 5 not found; there is no other.",
        (*_API, regulation("7614")),
    ),
    _row("J-37", "An upload accepted may hold files refused; a name is used once for a download."),
    _row(
        "J-38", "Rows are checked later and told by mail or webhook; whether a status is true is the broker's matter."
    ),
    Provision(
        "J-39",
        "A status that changes is amended in the same format, at the latest by the next access.",
        (*_API, regulation("7614")),
        doubt="The time within which a status is amended.",
    ),
    _row("J-40", "E-mail: without white space, in lower case; dots and tags stay."),
    _row("J-41", "Telephone: digits, the last ten of them."),
    _row("J-42", "Date of birth: year, month and day in eight digits."),
    _row("J-43", "ZIP: without the four digits added; letters and digits; no leading zeros; the first five."),
    _row("J-44", "A ZIP of another country keeps its letters."),
    _row("J-45", "A ZIP loses its zeros before it is cut to five."),
    _row("J-46", "A ZIP of New England is left with four characters."),
    _row("J-47", "Name: first and last apart, folded to the letters a to z and digits."),
    _row("J-48", "Accents of a name are folded away."),
    _row("J-49", "Mobile advertising id: 32 hexadecimal digits, or none."),
    _row("J-50", "Vehicle identification number: 17 letters or digits, or none."),
    _row("J-51", "Connected-television id: 8 to 32 letters or digits, or none."),
    _row("J-52", "NDZ: the hashes of first name, last name, birth and ZIP, joined and hashed again."),
    _row("J-53", "NameVIN: the hashes of first name, last name and VIN, joined and hashed again."),
    _row(
        "J-54", "Nine digits of a ZIP without a hyphen lose the last four first. (Our choice.)", "a ZIP of nine digits."
    ),
    _row("J-55", "Names are decomposed for compatibility and lose their marks. (Our choice.)", "the form of Unicode."),
    _row(
        "J-56",
        "A name in letters that cannot be folded has no hash, and is counted. (Our choice.)",
        "which letters are transliterated, and what becomes of the others.",
    ),
    _row("J-57", "An id of the wrong length is skipped, never padded or cut. (Our choice.)", "ids of a wrong length."),
    _row("J-58", "Without one of its parts a composite is not made. (Our choice.)", "composites that lack a part."),
    Provision("J-60", "Only 429 and 5xx are tried again; any other refusal is a task. (Our choice.)", _API),
    _row("J-61", "Five events are told by webhook, with six headers and a message."),
    _row(
        "J-62",
        "A webhook is signed with HMAC-SHA256 over its time and body; it is compared in constant time, refused when "
        "old, known by the id of its event, and answered with 204.",
    ),
    Provision(
        "J-63",
        "The evidence of a cycle holds times, counts, hashes of files, outcomes and notices, and no consumer's data. "
        "(Our choice.)",
        _OURS,
    ),
    Provision(
        "J-64",
        "A hash of the platform stands for a person: encrypted at rest, restricted, never logged. (Our choice.)",
        _OURS,
    ),
    _row("J-65", "The id in the published sample of an upload is too short; the check is not loosened for it."),
)
