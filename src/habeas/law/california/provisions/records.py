"""Records of requests, training, and the yearly figures. Rows I-01 to I-13 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "I-01",
        "The record of a request and of its answer is kept for the retention period. The text does not say when that "
        "starts; we count from the final answer, the latest event. (Our choice.)",
        (regulation("7101(a)"),),
    ),
    Provision(
        "I-02",
        "The record says when and how the request was made and what it asked, when and how it was answered, and, where "
        "it was denied in whole or in part, on what basis. A closed request that lacks one of these is not complete.",
        (regulation("7101(b)"),),
    ),
    Provision(
        "I-03",
        "Signed declarations that were used are part of the record; documents given for a correction only as far as "
        "they are needed.",
        (regulation("7062(c)"), regulation("7023(d)(3)")),
    ),
    Provision("I-04", "The records are protected with reasonable security.", (regulation("7101(a)"),)),
    Provision(
        "I-05",
        "The records serve to review and change how the business complies, and nothing else; a third party gets them "
        "only where the law obliges. They stand apart from other data, behind a role of their own.",
        (regulation("7101(d)"),),
    ),
    Provision(
        "I-06",
        "To keep them breaks no rule by itself, and no other personal information need be kept for their sake.",
        (regulation("7101(c)"), regulation("7101(e)")),
    ),
    Provision(
        "I-07",
        "Whoever handles inquiries is told of everything that the Act and the regulations demand and of how to direct "
        "consumers; whoever takes calls is able to process requests.",
        (regulation("7100(a)"), civil_code("1798.130(a)(6)"), civil_code("1798.135(c)(3)"), regulation("7004(a)(5)")),
    ),
    Provision(
        "I-08",
        "A business above the large-holder threshold documents its training in a policy. What it merely makes "
        "available is not counted here.",
        (regulation("7100(b)"),),
    ),
    Provision(
        "I-09",
        "A business above the large-holder threshold counts, for each calendar year and each of seven kinds of "
        "request, those received, complied with in whole or in part, and denied; and, except for ADMT, the median or "
        "mean days to a substantive answer.",
        (regulation("7102(a)(1)"),),
    ),
    Provision(
        "I-10",
        "It publishes them by the yearly day in its privacy policy or on a page linked from there. Denials may be "
        "broken down; everybody may be counted if that is said, and then the figures of Californians go to the "
        "Attorney General on request.",
        (regulation("7102(a)(2)"), regulation("7102(b)")),
    ),
    Provision(
        "I-11",
        "A data broker of any size publishes by the same day the counts of requests through DROP and of those to "
        "delete, know, know what was sold, opt out and limit, with median and mean days, the reasons of denials in "
        "whole or in part, and the number under each exempting provision. They are filed with the registration too.",
        (civil_code("1798.99.85"), civil_code("1798.99.82(b)(2)(B)")),
    ),
    Provision(
        "I-12",
        "One request of a kind is one count in the year it was received. One granted in part counts as complied with "
        "and, for brokers, among the reasons of denials; one treated down from specific pieces to categories counts "
        "once. (Our choice.)",
        (regulation("7102"),),
    ),
    Provision(
        "I-13",
        "Opt-out signals count once for each change of state of a known consumer or a browser profile, not for each "
        "page; the method is stated. (Our choice.)",
        (regulation("7102"),),
        doubt="How opt-out signals are counted in the yearly figures.",
        settled=False,
    ),
)
