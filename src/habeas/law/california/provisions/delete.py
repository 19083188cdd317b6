"""What deletion is, what may stay, and who is told. Rows G-01 to G-17 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import Citation, civil_code, regulation

_BILL = Citation("SB 923 (2026)")

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "G-01",
        "A datum is deleted in one of three ways: erased for good and completely from existing systems other than "
        "archives and backups, deidentified, or aggregated.",
        (regulation("7022(b)(1)"),),
    ),
    Provision(
        "G-02",
        "The business acts itself, tells its service providers and contractors (or deletes there itself), and tells "
        "every third party to whom the data was sold or shared, unless that is impossible or disproportionate.",
        (regulation("7022(b)(1)-(3)"), civil_code("1798.105(c)(1)")),
    ),
    Provision(
        "G-03",
        "If third parties are not told, the consumer gets a detailed explanation with the facts.",
        (regulation("7022(b)(3)"),),
    ),
    Provision(
        "G-04",
        "In archives and backups deletion may wait until the data is restored to an active system, or next accessed or "
        "used for a sale, a disclosure or a commercial purpose.",
        (regulation("7022(d)"),),
    ),
    Provision(
        "G-05",
        "A service provider or contractor that is told deletes or enables the business to, uses what is excepted for "
        "the exception only, passes the notice on to its own subcontractors, and tells others who got the data through "
        "it unless the business directed that, or telling is impossible or disproportionate. It owes nothing to a "
        "request that the consumer sends to it directly.",
        (regulation("7022(c)"), civil_code("1798.105(c)(3)")),
    ),
    Provision(
        "G-06",
        "Eight exceptions let a datum stay if keeping it is reasonably necessary: the transaction or contract, "
        "security, debugging, free speech or another right, CalECPA, research, internal uses, a legal obligation.",
        (civil_code("1798.105(d)"),),
    ),
    Provision(
        "G-07",
        "Exceptions and exemptions hold datum by datum. The consumer gets a detailed explanation unless the law "
        "forbids it, the rest is deleted, what stays serves the exception only, and service providers and contractors "
        "are told the same.",
        (regulation("7022(f)"),),
    ),
    Provision(
        "G-08",
        "The answer says whether the request was complied with, and that a record of it is kept.",
        (regulation("7022(e)"),),
    ),
    Provision(
        "G-09",
        "A confidential, minimal record may be kept so that the data stays deleted.",
        (regulation("7022(e)"), civil_code("1798.105(c)(2)")),
    ),
    Provision(
        "G-10",
        "Whoever sells or shares and denies a deletion, in whole or in part, asks a consumer who has not opted out "
        "whether they want to.",
        (regulation("7022(g)"),),
    ),
    Provision(
        "G-11",
        "Consumers may be offered a choice of what to delete if one choice deletes all; a business that lets users "
        "delete chosen categories elsewhere tells them and points there.",
        (regulation("7022(h)"),),
    ),
    Provision(
        "G-12",
        "The right to delete reaches what was collected from the consumer, given or observed; what others supplied is "
        "outside until the law changes.",
        (civil_code("1798.105(a)"), civil_code("1798.140(f)")),
        doubt="Whether an inference that the business drew itself counts as collected from the consumer.",
    ),
    Provision(
        "G-13",
        "The new bill is reported to let a business keep the little it needs to keep data from other sources deleted.",
        (_BILL,),
        doubt="The bill's text was not read.",
        settled=False,
    ),
    Provision(
        "G-14",
        "A consumer who asks to delete and stays in a loyalty program leaves what the program needs, such as the email "
        "address and the amount spent; the rest is deleted.",
        (regulation("7080(d)(2)"),),
    ),
    Provision(
        "G-15",
        "Deletion does not reach records under another law's regime; the answer says which.",
        (civil_code("1798.145"), civil_code("1798.146")),
    ),
    Provision(
        "G-16",
        "Nothing is deleted that a law-enforcement direction or pending litigation holds. A request to know of the same "
        "consumer is answered first. (The order is our choice.)",
        (civil_code("1798.145(a)"),),
    ),
    Provision(
        "G-17",
        "The record of a request to delete is not deleted by it.",
        (regulation("7101"),),
    ),
)
