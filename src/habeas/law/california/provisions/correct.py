"""Requests to correct. Rows H-01 to H-11 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "H-01",
        "Whether contested information is accurate is decided on everything known about it: what kind of information "
        "it is, how it was obtained, what documents there are. A denial is open only where it is more likely accurate "
        "than not.",
        (regulation("7023(b)"),),
    ),
    Provision(
        "H-02",
        "Where the information did not come from the business and the business has no document that bears it out, the "
        "consumer's word can be enough. We let a credible word be enough (our choice).",
        (regulation("7023(b)(2)"),),
    ),
    Provision(
        "H-03",
        "Every document the consumer offers is taken and weighed. Documents can be demanded only as far as they are "
        "needed to rebut the business's own; they serve the correction and the records alone and are kept secure.",
        (regulation("7023(d)"),),
    ),
    Provision(
        "H-04",
        "A correction is made in the systems in use and lasts: what a later feed brings does not undo it.",
        (regulation("7023(c)"), regulation("7023(c)(1)"), regulation("7023(k)")),
    ),
    Provision(
        "H-05",
        "Service providers and contractors are instructed to correct and to keep it so. An archive or backup waits "
        "until it is restored, or next opened or used for whatever purpose.",
        (regulation("7023(c)"), regulation("7023(c)(2)")),
    ),
    Provision(
        "H-06",
        "Contested information can be deleted instead of corrected if the consumer suffers no harm by it or consents.",
        (regulation("7023(e)"),),
    ),
    Provision(
        "H-07",
        "A denial explains its basis, gives the facts where correction is called impossible or disproportionate, and "
        "says how to ask for deletion where that is possible. About health information the consumer is offered a "
        "written statement of limited length for each item, attached to the record and passed on if so asked.",
        (regulation("7023(f)"),),
    ),
    Provision(
        "H-08",
        "A request about the same alleged inaccuracy can be denied again within the period after the earlier denial, "
        "unless it comes with new documentation.",
        (regulation("7023(g)"),),
    ),
    Provision(
        "H-09",
        "A business that is not the source either gives the consumer the source's name or tells the source that the "
        "information is wrong.",
        (regulation("7023(i)"),),
    ),
    Provision(
        "H-10",
        "On request the consumer sees the specific pieces after a correction, to confirm it. That disclosure does not "
        "count as a request to know, and what is never disclosed is confirmed by match only.",
        (regulation("7023(j)"),),
    ),
    Provision(
        "H-11",
        "The statute's measure of what a business must do to correct is commercially reasonable effort.",
        (civil_code("1798.106(c)"),),
    ),
)
