"""Opt-out of sale and sharing, and preference signals. Rows H-20 to H-31 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "H-20",
        "Whoever sells or shares processes every opt-out preference signal that comes in a format in common use and "
        "whose sender lets it be known that it means an opt-out: today the header Sec-GPC with the value 1, or the "
        "JavaScript property navigator.globalPrivacyControl with the value true.",
        (regulation("7025(b)"),),
        doubt="The regulation names no signal; the names are those of the signal's own specification.",
    ),
    Provision(
        "H-21",
        "A signal opts out the browser or device, every profile associated with it, pseudonymous ones included, and "
        "the consumer if known, with the account and with sales made offline.",
        (regulation("7025(c)(1)"), regulation("7025(c)(7)(B)")),
    ),
    Provision(
        "H-22",
        "A signal is honored without more information. More may be invited, and serves the opt-out only.",
        (regulation("7025(c)(2)"), regulation("7025(d)")),
    ),
    Provision(
        "H-23",
        "A signal prevails over a privacy setting that says otherwise. The business may point to the conflict and ask "
        "for consent; with valid consent it may disregard the signal while it knows the consumer, and still shows the "
        "status.",
        (regulation("7025(c)(3)"),),
    ),
    Provision(
        "H-24",
        "Where a signal conflicts with a financial incentive that the consumer joined, the business may ask whether "
        "the consumer means to leave. Not asked: the signal is honored. Asked and not affirmed: it may be "
        "disregarded for that program. The status is shown in each case.",
        (regulation("7025(c)(4)"),),
    ),
    Provision(
        "H-25",
        "That a known consumer later comes without the signal is no consent to sale or sharing.",
        (regulation("7025(c)(5)"),),
    ),
    Provision(
        "H-26",
        "The website displays whether it has processed the signal as an opt-out. The regulation's example of a display "
        "is used: the words and an opted-out toggle.",
        (regulation("7025(c)(6)"), regulation("7026(g)")),
    ),
    Provision(
        "H-27",
        "Whichever way an opt-out, a request to limit or an opt-out of ADMT came, the consumer has a means to confirm "
        "that it was processed.",
        (regulation("7026(g)"), regulation("7027(h)"), regulation("7221(h)")),
    ),
    Provision(
        "H-28",
        "Links on the site are no reason to ignore signals. To do without the links, signals are processed without "
        "friction: no fee, no other experience, nothing that pops up but the status, the policy says so, and the "
        "opt-out is complete, sales offline included.",
        (regulation("7025(e)"), regulation("7025(f)"), regulation("7025(g)")),
    ),
    Provision(
        "H-29",
        "Choices among kinds of sale or sharing stand only beside one choice that opts out of all.",
        (regulation("7026(h)"),),
    ),
    Provision(
        "H-30",
        "Who takes over the information takes over the opt-outs.",
        (civil_code("1798.120(a)(2)"),),
    ),
    Provision(
        "H-31",
        "What a service provider or contractor receives under its contract is not sold and goes on; but the "
        "information of a consumer who opted out is not combined for advertising.",
        (regulation("7026(f)(1)"), civil_code("1798.140(e)(6)")),
    ),
)
