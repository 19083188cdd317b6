"""Who and what the Act reaches: categories, definitions, roles, exemptions. Rows A-01 to A-61 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
>>> PROVISIONS[5].text
'Category F is called: Internet or other electronic network activity information.'
"""

from __future__ import annotations

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation


def _named(row: int, found: Category | SensitiveCategory, kind: str) -> Provision:
    return Provision(f"A-{row:02}", f"{kind} {found.value} is called: {found.wording}.", (found.citation,))


_CATEGORIES = tuple(_named(row, found, "Category") for row, found in enumerate(Category, 1))
_SENSITIVE = tuple(_named(row, found, "Sensitive kind") for row, found in enumerate(SensitiveCategory, 20))

PROVISIONS: tuple[Provision, ...] = (
    *_CATEGORIES,
    *_SENSITIVE,
    Provision(
        "A-31",
        "What is publicly available is no personal information, so it is not sensitive either.",
        (civil_code("1798.140(ae)(3)"), civil_code("1798.140(v)(2)")),
    ),
    Provision(
        "A-40",
        "Personal information is whatever can reasonably be linked to a consumer or a household, on paper, in digital "
        "form, or in an abstract digital form: compressed or encrypted files, metadata, models that can put it out.",
        (civil_code("1798.140(v)(1)"), civil_code("1798.140(v)(4)")),
    ),
    Provision(
        "A-41",
        "No personal information: what is publicly available, lawfully obtained truthful information of public "
        "concern, deidentified and aggregate information. Biometrics collected without the consumer's knowledge are "
        "never publicly available.",
        (civil_code("1798.140(v)(2)-(3)"),),
    ),
    Provision(
        "A-42",
        "Information counts as deidentified only with all three: measures against linking it to anybody, a public "
        "commitment not to reidentify it, and contracts that bind recipients to the same.",
        (civil_code("1798.140(m)"),),
    ),
    Provision(
        "A-43",
        "A consumer is a natural person who resides in California, however identified; employees, applicants, "
        "contractors and business contacts are consumers too.",
        (civil_code("1798.140(i)"), civil_code("1798.145(m)(4)"), civil_code("1798.145(n)(3)")),
    ),
    Provision(
        "A-44",
        "A household is a group of consumers who live at one address and share devices or services. Requests to know, "
        "delete and correct do not reach its data, an opt-out does; what is about one person alone is processed.",
        (civil_code("1798.140(q)"), civil_code("1798.145(p)")),
    ),
    Provision(
        "A-45",
        "A business works for profit in California, decides why and how personal information is processed, and meets "
        "one of three size tests; or is under common control and branding and receives the data; or is a joint "
        "venture of businesses with a sufficient interest each; or has certified voluntarily.",
        (civil_code("1798.140(d)"),),
        doubt="Whether revenue that is exactly at the threshold reaches it.",
    ),
    Provision(
        "A-46",
        "Selling makes personal information available to a third party for money or anything else of value; sharing "
        "does so for cross-context behavioral advertising, paid for or not. Neither is a disclosure that the consumer "
        "directs, an identifier passed on only to signal an opt-out, or a merger or bankruptcy with consistent use.",
        (civil_code("1798.140(ad)"), civil_code("1798.140(ah)")),
    ),
    Provision(
        "A-47",
        "Only a written contract with every required prohibition makes a service provider or a contractor, and a "
        "contractor certifies besides; any other recipient is a third party.",
        (
            *(civil_code(f"1798.140({letter})") for letter in ("j", "ag", "ai")),
            *(regulation(section) for section in ("7050(e)", "7051", "7053")),
        ),
    ),
    Provision(
        "A-48",
        "Whoever does cross-context behavioral advertising is a third party for it, whatever the contract says.",
        (regulation("7050(b)"), civil_code("1798.140(e)(6)")),
    ),
    Provision(
        "A-49",
        "The contract lets requests be handed on: the provider enables the business to comply, or the business sends "
        "it the request with what is needed.",
        (regulation("7051(a)(9)"),),
    ),
    Provision(
        "A-50",
        "There are eight business purposes; any other notified or commercial purpose is stated in specific words.",
        (civil_code("1798.140(e)"), civil_code("1798.140(g)")),
    ),
    Provision(
        "A-51",
        "An agent is any natural person or business entity that the consumer has authorized; the regulation asks for "
        "no registration.",
        (regulation("7001(d)"), civil_code("1798.140(ak)")),
        doubt="The statute still mentions registration with the Secretary of State; the regulation no longer does.",
    ),
    Provision(
        "A-52",
        "The requests: to know specific pieces or categories, to delete, correct, opt out of sale and sharing, limit, "
        "opt in again, and, about ADMT, access, opt-out and appeal.",
        (regulation("7001(jj)-(rr)"),),
    ),
    Provision(
        "A-53",
        "Requests to delete, correct, know and access ADMT, and appeals, are verified; an opt-out, a limit and an "
        "opt-out of ADMT never are.",
        (regulation("7001(jjj)"), regulation("7060(a)-(b)"), regulation("7221(b)(1)(B)")),
    ),
    Provision("A-54", "A signature may be an electronic one.", (regulation("7001(ccc)"),)),
    Provision(
        "A-55",
        "An effort is disproportionate when it outweighs by far what the consumer can foreseeably gain or lose. Only a "
        "business with adequate processes for requests may say so, and it states the facts.",
        (regulation("7001(m)"), regulation("7022(b)(3)"), regulation("7023(f)(2)"), regulation("7024(h)")),
    ),
    Provision(
        "A-56",
        "A consumer's rights do not reach what belongs to, or is kept for, another natural person; an answer does not "
        "disclose it.",
        (civil_code("1798.145(k)"),),
    ),
    Provision(
        "A-57",
        "Nobody has to reidentify data, to link data that is not kept as personal information, or to keep data only to "
        "be able to answer.",
        (civil_code("1798.145(j)"), regulation("7060(g)"), regulation("7101(e)")),
    ),
    Provision(
        "A-58",
        "An insurer, its agents and support organizations apply the Act to all that the Insurance Code does not "
        "govern, such as visitors of the website who never applied, employees and applicants for work. Policies, "
        "applications and claims are outside. The test is the record, not the company.",
        (regulation("7270"), regulation("7271")),
        doubt="A visitor who applied later: the regulation speaks of those who have not applied.",
    ),
    Provision(
        "A-59",
        "Other laws take records, not companies, out of the Act: medical and patient information, research, consumer "
        "reports, financial privacy, motor vehicle records, and, for some rights, vehicle and vessel warranty, student "
        "grades and tests (the consumer is told), yearbook-like items and commercial credit reports. Consumer reports, "
        "financial and motor vehicle records keep the liability for a breach.",
        (
            *(civil_code(f"1798.145{part}") for part in ("(c)-(g)", "(o)", "(q)", "(r)")),
            civil_code("1798.146"),
        ),
    ),
    Provision(
        "A-60",
        "The Act does not stand in the way of obeying the law, a subpoena or an inquiry, of helping law enforcement, "
        "of legal claims, of conduct wholly outside California, nor, for some rights, of an evidentiary privilege. "
        "None of these but the privilege holds for data on contraception, pregnancy and perinatal care or abortion, "
        "save deidentified use and the duty to preserve evidence in a pending civil case.",
        (civil_code("1798.145(a)(1)"), civil_code("1798.145(a)(2)"), civil_code("1798.145(b)")),
    ),
    Provision(
        "A-61",
        "Collection, use, retention and sharing are reasonably necessary and proportionate to the purpose disclosed or "
        "a compatible one; no category is collected that the notice does not list.",
        (civil_code("1798.100(c)"), regulation("7002(a)"), regulation("7002(f)")),
    ),
)
