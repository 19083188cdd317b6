"""By when a request is confirmed, answered, extended or acted on. Rows D-01 to D-21 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "D-01",
        "Receipt of a request to delete, correct, know, access ADMT or appeal ADMT is confirmed within the "
        "confirmation period; that of an opt-out or a request to limit need not be.",
        (regulation("7021(a)"),),
    ),
    Provision(
        "D-03",
        "The answer is due within the response period, however long verification takes.",
        (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)")),
    ),
    Provision(
        "D-05",
        "One extension, where reasonably necessary, with notice of the reason within the first period.",
        (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)"), civil_code("1798.145(h)(1)")),
    ),
    Provision(
        "D-06",
        "The extended period ends the same number of days after receipt, not after the first period.",
        (civil_code("1798.145(h)(1)"), regulation("7021(b)")),
    ),
    Provision(
        "D-13",
        "An opt-out of sale and sharing takes effect as soon as feasible, at the latest within the opt-out period; "
        "real-time advertising stops at once.",
        (regulation("7026(f)(1)"), regulation("7026(f)(3)(A)")),
    ),
    Provision(
        "D-15",
        "A request to limit takes effect within the same period, and so do the instructions to service providers and "
        "contractors; recipients of the meantime are told.",
        (regulation("7027(g)"),),
    ),
    Provision(
        "D-16",
        "An opt-out of ADMT before the processing starts prevents it; after, the processing stops within the opt-out "
        "period and recipients are told in the same time.",
        (regulation("7221(m)"), regulation("7221(n)")),
    ),
)
