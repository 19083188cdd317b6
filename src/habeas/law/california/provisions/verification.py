"""Who is asking: degrees, evidence, accounts, agents, parents, households. Rows E-01 to E-50 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, probate_code, regulation

_GENERAL: tuple[Provision, ...] = (
    Provision(
        "E-01",
        "A business has a reasonable method of verifying, writes it down and follows it; each request keeps the "
        "version of the method that was used on it.",
        (regulation("7060(a)"), regulation("7221(b)(1)(B)")),
    ),
    Provision(
        "E-02",
        "Opt-outs, requests to limit, opt-outs of ADMT and preference signals are never verified. A name may be asked; "
        "a document may not.",
        (regulation("7060(b)"), regulation("7026(d)"), regulation("7027(e)"), regulation("7221(f)")),
    ),
    Provision(
        "E-03",
        "What the consumer gives is matched with what is on file, or an identity service under the same rules does "
        "it. More is asked only where neither will do.",
        (regulation("7060(c)(1)"),),
    ),
    Provision(
        "E-04",
        "The kinds of information whose loss is a breach, such as government numbers, card numbers with codes, medical "
        "and biometric data, are not collected to verify unless that is necessary; the need is recorded first.",
        (regulation("7060(c)(2)"), civil_code("1798.81.5(d)")),
        doubt="The list of the kinds to avoid was written from memory; compare it with Civ. Code §1798.81.5(d).",
    ),
    Provision(
        "E-05",
        "How strict the method is follows from the kind, sensitivity and value of the information, the harm of a wrong "
        "deletion, correction or disclosure, the likelihood of fraud, how easily the proof is faked, how business "
        "and consumer deal with each other, and the technology at hand.",
        (regulation("7060(c)(3)"),),
    ),
    Provision(
        "E-06",
        "Asking for more than is on file is avoided. What is asked all the same serves verification alone.",
        (regulation("7060(d)"), civil_code("1798.130(a)(7)")),
        doubt="The regulation also allows use for security and against fraud; the statute says verification alone.",
    ),
    Provision(
        "E-07",
        "What was newly collected to verify is deleted as soon as practical; what the records of requests need stays: "
        "the result, the method, the kinds of details compared, and signed declarations. "
        "The number of days after closure is our choice.",
        (regulation("7060(d)"), regulation("7101")),
    ),
    Provision(
        "E-08",
        "Verification costs neither consumer nor agent anything. A notary may be required only at the business's "
        "expense; where it reimburses, it says how before the request is submitted.",
        (regulation("7060(e)"),),
    ),
    Provision(
        "E-09",
        "Reasonable security guards against fraud in verification and against deletion, correction and access by "
        "someone who is not entitled.",
        (regulation("7060(f)"),),
    ),
    Provision("E-10", "The datum that a correction contests verifies nobody.", (regulation("7060(h)"),)),
    Provision(
        "E-11",
        "What was collected to verify is not passed on, not kept longer than needed and put to no other use.",
        (civil_code("1798.130(a)(7)"),),
    ),
)
_ACCOUNTS: tuple[Provision, ...] = (
    Provision(
        "E-15",
        "The log-in of a password-protected account may verify its holder, who authenticates anew before anything is "
        "deleted, corrected or disclosed. A session that is still open does not do.",
        (regulation("7061(a)"),),
    ),
    Provision(
        "E-16",
        "Where fraud on the account is suspected, a request to delete, correct or know waits for further verification; "
        "an opt-out or a limit does not wait. Which signs make a suspicion is our choice.",
        (regulation("7061(b)"),),
    ),
    Provision(
        "E-17",
        "Whoever has no account, or cannot get into it, is verified like a person without one.",
        (regulation("7062(a)"),),
    ),
)
_DEGREES: tuple[Provision, ...] = (
    Provision(
        "E-20",
        "A request to know categories is verified to a reasonable degree of certainty; two matching reliable data "
        "points may reach it.",
        (regulation("7062(b)"),),
    ),
    Provision(
        "E-21",
        "A request for specific pieces, or to access ADMT, is verified to a reasonably high degree; three matching "
        "reliable pieces with a declaration signed under penalty of perjury may reach it.",
        (regulation("7062(c)"),),
    ),
    Provision("E-22", "Every signed declaration is kept with the records of requests.", (regulation("7062(c)"),)),
    Provision(
        "E-23",
        "Deleting or correcting what is neither sensitive nor harmful to lose, such as browsing history or marital "
        "status, takes a reasonable degree.",
        (regulation("7062(d)"),),
    ),
    Provision(
        "E-24",
        "Deleting or correcting what is sensitive or harmful to lose, such as family photographs or contact "
        "information, takes a reasonably high degree. That a declaration belongs to it is our choice.",
        (regulation("7062(d)"),),
    ),
    Provision(
        "E-25",
        "An appeal against ADMT is verified; the degree is that of access to ADMT.",
        (regulation("7221(b)(1)(B)"),),
        doubt="The law names no degree for an appeal; it is verified like access to ADMT.",
        settled=False,
    ),
    Provision("E-26", "Opt-out, limit, opt-out of ADMT, signal: no degree of certainty.", (regulation("7060(b)"),)),
)
_FAILURES: tuple[Provision, ...] = (
    Provision(
        "E-30",
        "Where records bear no name, as those of an app or a device, the consumer may be asked to show that nobody "
        "else is associated with them, for example by answering a notification on the device.",
        (regulation("7062(e)(2)"),),
    ),
    Provision(
        "E-31",
        "Specific pieces and access to ADMT must be denied to a person whose identity cannot be verified.",
        (regulation("7062(f)"), regulation("7024(a)")),
    ),
    Provision(
        "E-32",
        "A request for specific pieces that cannot be verified is said to be so, and is then evaluated as one for "
        "categories.",
        (regulation("7024(a)"),),
    ),
    Provision(
        "E-33",
        "A request for categories that cannot be verified may be denied; the requestor is told so and given, or "
        "pointed to, the practices in the privacy policy.",
        (regulation("7024(b)"),),
    ),
    Provision(
        "E-34",
        "A deletion that cannot be verified may be denied; the requestor is told so. A business that sells or shares "
        "asks about opting out, unless an opt-out is on file.",
        (regulation("7022(a)"), regulation("7022(g)")),
    ),
    Provision(
        "E-35",
        "A correction that cannot be verified may be denied; the requestor is told so.",
        (regulation("7023(a)"),),
    ),
    Provision(
        "E-36",
        "Where no reasonable method of verifying exists, the answer says so and why, and so does the privacy policy.",
        (regulation("7062(g)"),),
    ),
    Provision(
        "E-37",
        "An opt-out, a limit or an opt-out of ADMT may be denied as fraudulent only on a good-faith, reasonable and "
        "documented belief that is explained to the requestor; so may a correction that is fraudulent or abusive.",
        (regulation("7026(e)"), regulation("7027(f)"), regulation("7221(g)"), regulation("7023(h)")),
    ),
)
_OTHERS: tuple[Provision, ...] = (
    Provision(
        "E-40",
        "An agent who asks to know, delete or correct may be required to prove the consumer's signed permission.",
        (regulation("7063(a)"),),
    ),
    Provision(
        "E-41",
        "The consumer may besides be required either to verify identity or to confirm the permission directly: one of "
        "the two, never both, and never to submit the request again.",
        (regulation("7063(a)(1)"), regulation("7063(a)(2)")),
    ),
    Provision(
        "E-42",
        "A power of attorney under the Probate Code does away with both demands; none may be required. Powers on the "
        "statutory form are accepted too.",
        (regulation("7063(b)"), probate_code("4121-4130")),
        doubt="Whether a power on the statutory form (Prob. Code §§4400-4465) always meets §§4121-4130; it is accepted.",
    ),
    Provision(
        "E-43",
        "An agent's opt-out, limit or opt-out of ADMT needs the consumer's signed, written permission and may be denied "
        "without it; the consumer is neither verified nor asked to confirm. A signal needs no permission.",
        (regulation("7026(j)"), regulation("7027(j)"), regulation("7221(j)")),
    ),
    Provision(
        "E-44",
        "An agent secures the consumer's information and uses it for the request, for verification and against fraud, "
        "for nothing else.",
        (regulation("7063(c)"), regulation("7063(d)")),
    ),
    Provision(
        "E-45",
        "A conservator or the holder of a power of attorney may act for the consumer, and a consumer for their minor "
        "child.",
        (civil_code("1798.140(ak)"), civil_code("1798.140(h)")),
    ),
    Provision(
        "E-46",
        "For a child under 13, a parent or guardian may ask to delete, correct or know once parenthood is established: "
        "by a form signed under penalty of perjury, a card payment with notice of it, a toll-free call, video, in "
        "person, or an identity document checked with a database and then promptly deleted. Other ways may do.",
        (regulation("7070(a)(2)"), regulation("7070(c)"), regulation("7001(jjj)")),
    ),
    Provision(
        "E-47",
        "Data of a consumer known to be under 16 is sold or shared only after an opt-in: by the parent under 13, by "
        "the minor in two steps from 13 to 15. They are told that they may opt out later. Closing one's eyes to the "
        "age counts as knowing it.",
        (civil_code("1798.120(c)"), regulation("7070"), regulation("7071")),
    ),
    Provision(
        "E-48",
        "Minors from 13 to 17 make their own requests. Whether a parent may do it for them is left to the business.",
        (civil_code("1798.140(ak)"),),
        doubt="Whether a parent may make requests for a child of 13 to 17, and how the parent is verified.",
        settled=False,
    ),
    Provision(
        "E-49",
        "Household data is not known, deleted or corrected on request; an opt-out covers it.",
        (civil_code("1798.145(p)"), civil_code("1798.140(q)")),
    ),
    Provision(
        "E-50",
        "The law does not speak of consumers who have died; such a request is looked at by a person.",
        (civil_code("1798.140(i)"),),
        doubt="Who may make requests about a consumer who has died: the law read does not say.",
        settled=False,
    ),
)
PROVISIONS: tuple[Provision, ...] = _GENERAL + _ACCOUNTS + _DEGREES + _FAILURES + _OTHERS
