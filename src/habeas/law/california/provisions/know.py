"""What an answer to a request to know holds and leaves out. Rows F-01 to F-17 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "F-01",
        "No answer discloses a Social Security, driver's license or other government number, a financial account, "
        "health-insurance or medical identification number, a password, a security question or its answer, or unique "
        "biometric data, whoever asks and however it is delivered. A filter checks the package and fails closed.",
        (regulation("7024(d)"),),
    ),
    Provision(
        "F-02",
        "What is not disclosed is described particularly enough to know what is held: one line for each item.",
        (regulation("7024(d)(1)"),),
    ),
    Provision(
        "F-03",
        "A verified consumer can find out whether the value not disclosed is the one they state; attempts are limited "
        "and the value held is never repeated.",
        (regulation("7024(d)(2)"), regulation("7023(j)")),
    ),
    Provision(
        "F-04",
        "A store goes unsearched only if it is neither searchable nor reasonably accessible, is kept for legal or "
        "compliance purposes alone, is neither sold nor used commercially, and the consumer is told which categories "
        "of records were not searched.",
        (regulation("7024(c)"),),
    ),
    Provision(
        "F-05",
        "What is withheld from a verified consumer is explained in detail, by the law or exception it rests on, unless "
        "the law forbids saying so; the rest is disclosed.",
        (regulation("7024(e)"),),
    ),
    Provision(
        "F-06",
        "An answer by category has six parts: categories collected, sources, purposes, third parties, what was sold or "
        "shared with the kinds of third parties for each category, and what was disclosed for a business purpose with "
        "the kinds of service providers and contractors for each. The last two are separate lists.",
        (regulation("7024(k)"), civil_code("1798.130(a)(4)(B)-(C)")),
    ),
    Provision(
        "F-07",
        "The answer is about this consumer. It points to the privacy policy only if every consumer would get the same "
        "answer and the policy says all that is due.",
        (regulation("7024(j)"), civil_code("1798.110(b)")),
    ),
    Provision(
        "F-08",
        "Categories are named in the words of the statute, and kinds of sources and recipients so that they mean "
        "something to the reader.",
        (civil_code("1798.130(c)"), regulation("7024(l)")),
    ),
    Provision(
        "F-09",
        "Specific pieces are easy to understand and, where technically feasible, in a structured, commonly used, "
        "machine-readable format that is carried elsewhere without hindrance. Two forms are delivered, one to read and "
        "one for machines. (Our choice.)",
        (civil_code("1798.130(a)(3)(B)(iii)"), civil_code("1798.130(a)(2)(A)")),
    ),
    Provision(
        "F-10",
        "The answer includes what service providers and contractors hold for the business, what was inferred, and what "
        "came from others: collected means by any means.",
        (
            regulation("7024(h)-(i)"),
            *(civil_code(part) for part in ("1798.130(a)(3)(A)", "1798.140(f)", "1798.140(v)(1)(K)")),
        ),
        doubt="One paragraph speaks of specific pieces obtained from the consumer; we deliver whatever the source.",
    ),
    Provision(
        "F-11",
        "Data generated to help ensure security and integrity is not among the specific pieces.",
        (civil_code("1798.130(a)(3)(B)(iii)"),),
    ),
    Provision(
        "F-12",
        "The answer is in writing: through the account of a consumer who has one, otherwise by mail or electronically, "
        "as the consumer chooses.",
        (civil_code("1798.130(a)(2)(A)"),),
    ),
    Provision(
        "F-13",
        "Sending the answer is reasonably secure: a download behind authentication, a link that expires, no personal "
        "information in the message itself. (The means are our choice.)",
        (regulation("7024(f)"),),
    ),
    Provision(
        "F-14",
        "A self-service portal answers the request only if it shows all that is due, is secure, and verifies as for "
        "any request, which includes authenticating again.",
        (regulation("7024(g)"),),
    ),
    Provision(
        "F-15",
        "The answer says which period it covers.",
        (regulation("7024(h)"),),
    ),
    Provision(
        "F-16",
        "What belongs to others is taken out of the answer.",
        (civil_code("1798.145(k)"),),
    ),
    Provision(
        "F-17",
        "No exception for trade secrets was found for requests to know: it is no ground by itself, and counsel decides.",
        (civil_code("1798.100(f)"), civil_code("1798.185(a)(3)")),
        doubt="Whether a trade secret can be withheld from an answer to a request to know.",
        settled=False,
    ),
)
