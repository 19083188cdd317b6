"""By when a request is confirmed, answered, extended or acted on. Rows D-01 to D-21 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov). D-22 only points to the rows of
the platform for data brokers.

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
        "D-02",
        "The confirmation says how the request is handled: how requests are verified, in general, and when to expect an "
        "answer. A request already granted or denied needs neither. It may go out the way the request came, on a call by "
        "word of mouth.",
        (regulation("7021(a)"),),
    ),
    Provision(
        "D-03",
        "The answer is due within the response period, however long verification takes.",
        (regulation("7021(b)"), civil_code("1798.130(a)(2)(A)")),
    ),
    Provision(
        "D-04",
        "A request whose maker could not be verified by the end of the response period may be denied then; the answer "
        "still goes out within the period.",
        (regulation("7021(b)"),),
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
        "D-07",
        "Who takes no action tells the consumer so without delay, at the latest within the response period, with the "
        "reasons and any right to appeal to the business.",
        (civil_code("1798.145(h)(2)"),),
    ),
    Provision(
        "D-08",
        "A request that is manifestly unfounded or excessive, above all because it repeats, may be refused or answered "
        "for a reasonable fee that covers the cost, with notice of the reason. The business has to prove it, so a written "
        "rationale and a reviewer are needed.",
        (civil_code("1798.145(h)(3)"),),
    ),
    Provision("D-09", "Everything else is free of charge.", (civil_code("1798.130(a)(2)(A)"),)),
    Provision(
        "D-10",
        "A further request to know by a consumer to whom as many as the law asks for were answered in the window may be "
        "declined; receipt is confirmed and the reason given all the same. Requests of other kinds, and what is shown "
        "after a correction, are not limited. (Our choice: answered requests are counted by their receipt, in the window "
        "that ends with the new one's; the day exactly one window earlier has left it.)",
        (civil_code("1798.130(b)"), regulation("7023(j)")),
    ),
    Provision(
        "D-11",
        "An answer to a request to know covers what was collected and kept in the look-back period before receipt, also "
        "by service providers and contractors.",
        (regulation("7024(h)"),),
    ),
    Provision(
        "D-12",
        "Asked to, the answer goes further back, to the earliest date that can be demanded, unless that is impossible or "
        "disproportionate, which is then explained with facts. Nothing has to be kept longer for it.",
        (regulation("7024(h)"), civil_code("1798.130(a)(2)(B)")),
    ),
    Provision(
        "D-13",
        "An opt-out of sale and sharing takes effect as soon as feasible, at the latest within the opt-out period; "
        "real-time advertising stops at once.",
        (regulation("7026(f)(1)"), regulation("7026(f)(3)(A)")),
    ),
    Provision(
        "D-14",
        "Third parties to whom information went between the sending of an opt-out and its completion are told of it, and "
        "told to comply and to pass it on. The time runs from the click or the postmark, not from receipt.",
        (regulation("7026(f)(2)"), regulation("7026(f)(3)(B)"), regulation("7027(g)(3)")),
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
    Provision(
        "D-17",
        "An opt-out preference signal is an opt-out from the moment it is received. (That it goes through the same "
        "steps is our choice.)",
        (regulation("7025(c)(1)"), regulation("7026(f)(1)")),
    ),
    Provision(
        "D-18",
        "After an opt-out of sale and sharing, a limit or an opt-out of ADMT the business waits before asking again: from "
        "the day of the request for sale and sharing, from its receipt for the others. For someone under 16 who did not "
        "consent the wait ends at the latest with the sixteenth birthday. It may ask when the consumer starts a "
        "transaction that needs the sale or use, and about a setting that conflicts with a signal. After an opt-out of "
        "one ADMT it may ask about another.",
        (
            *(regulation(s) for s in ("7026(k)", "7027(l)", "7221(k)", "7028(b)-(c)", "7025(c)(3)-(4)")),
            civil_code("1798.135(c)(4)-(5)"),
        ),
        doubt="Whether the last day of the wait is still part of it.",
    ),
    Provision(
        "D-19",
        "A law-enforcement agency with an approved investigation and an active case number may direct the business not "
        "to delete. Any direction, in whatever form, freezes the information while staff obtain the case number. The hold "
        "has a fixed length and is renewed for good cause, as far as necessary; what is held is used for nothing else, "
        "unless its deletion is exempt anyway. It does not reach information about contraception, pregnancy care, "
        "perinatal care or abortion services; such a direction goes to counsel.",
        (civil_code("1798.145(a)(1)(B)"), civil_code("1798.145(a)(2)")),
        doubt="What to do with a direction about reproductive-care information; counsel decides.",
    ),
    Provision(
        "D-20",
        "Risk assessments: before a listed activity starts; for those running when the duty began, by the end of the "
        "second year; reviewed, revised after a material change, kept, filed and produced on demand within set times.",
        (regulation("7155"), regulation("7157")),
    ),
    Provision(
        "D-21",
        "Cybersecurity audits: the first report is due in one of three years, the later the lower the revenue.",
        (regulation("7121"),),
    ),
)
