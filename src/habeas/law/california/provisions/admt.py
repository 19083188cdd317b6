"""Automated decision-making technology. Rows H-50 to H-55 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "H-50",
        "The article reaches technology that takes the place, or substantially the place, of human decision-making in "
        "a significant decision: on financial or lending services, housing, education, employment, contracting or pay, "
        "or healthcare. Insurance is not on the list; advertising is taken out of it.",
        (regulation("7001(e)"), regulation("7001(ddd)"), regulation("7200")),
    ),
    Provision(
        "H-51",
        "A human is involved only if that person can interpret the output, looks at it together with other relevant "
        "information, and has the power to decide otherwise.",
        (regulation("7001(e)(1)"),),
    ),
    Provision(
        "H-52",
        "A notice before use states the specific purpose, the right to opt out or the exception or appeal that stands "
        "in its place, the right of access, that nobody is retaliated against, and how the technology works: the "
        "categories of input, the kind of output and its use, and the process for those who opt out. It may be part "
        "of the notice at collection.",
        (regulation("7220"),),
    ),
    Provision(
        "H-53",
        "No opt-out is owed where the decision can be appealed to a human, or where the technology serves hiring or "
        "admission, or the allocation of work or pay, and nothing else, does what it is for, and does not unlawfully "
        "discriminate.",
        (regulation("7221(b)"),),
    ),
    Provision(
        "H-54",
        "The answer to a request for access gives the specific purpose, the logic with its parameters and the output "
        "about this consumer, the outcome and how the output was used for it, and the consumer's other rights. Above a "
        "number of uses in a period it may be a summary. Trade secrets and security may stay out.",
        (regulation("7222(b)"), regulation("7222(c)"), regulation("7222(j)")),
    ),
    Provision(
        "H-55",
        "Access is confirmed, answered and verified like a request for specific pieces.",
        (regulation("7021"), regulation("7062(c)"), regulation("7062(f)"), regulation("7222(e)")),
    ),
)
