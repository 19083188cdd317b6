"""Requests to limit the use of sensitive information. Rows H-40 to H-43 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "H-40",
        "Eight purposes for which sensitive information may be used without offering the right to limit.",
        (regulation("7027(m)"),),
    ),
    Provision(
        "H-41",
        "A business that keeps to those purposes, as far as necessary and proportionate, owes no notice and no method "
        "for the right to limit; its privacy policy says that it keeps to them.",
        (regulation("7027(m)"), regulation("7014(g)")),
    ),
    Provision(
        "H-42",
        "A request to limit is carried out like an opt-out, providers and recipients included. Choices among uses stand "
        "only beside one choice that limits all.",
        (regulation("7027(g)"), regulation("7027(i)")),
    ),
    Provision(
        "H-43",
        "A request to limit does not reach information from which nothing about the consumer is inferred. It is "
        "explained and entered in the log all the same (our choice).",
        (regulation("7027(a)"), civil_code("1798.121(d)")),
    ),
)
