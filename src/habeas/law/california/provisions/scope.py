"""Who and what the Act reaches: definitions, roles, exemptions. Rows A-40 to A-61 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "A-53",
        "Requests to delete, correct, know and access ADMT, and appeals, are verified; an opt-out, a limit and an "
        "opt-out of ADMT never are.",
        (regulation("7001(jjj)"), regulation("7060(a)-(b)"), regulation("7221(b)(1)(B)")),
    ),
)
