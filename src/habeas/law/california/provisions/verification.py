"""Who is asking: degrees, evidence, accounts, agents, parents, households. Rows E-01 to E-50 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "E-02",
        "Opt-outs, requests to limit, opt-outs of ADMT and preference signals are never verified. A name may be asked; "
        "a document may not.",
        (regulation("7060(b)"), regulation("7026(d)"), regulation("7027(e)"), regulation("7221(f)")),
    ),
    Provision("E-26", "Opt-out, limit, opt-out of ADMT, signal: no degree of certainty.", (regulation("7060(b)"),)),
)
