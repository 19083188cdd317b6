"""How consumers may submit requests, and what the doors must not do. Rows C-01 to C-20 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import Citation, civil_code, regulation

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "C-01",
        "Requests to delete, correct and know can be made in at least two designated ways. One is a toll-free telephone "
        "number; a business with a website also takes them there, for example by a form. Requests to access ADMT may "
        "use the same ways.",
        (regulation("7020(b)"), civil_code("1798.130(a)(1)"), regulation("7222(d)")),
    ),
    Provision(
        "C-02",
        "A business that works online only and deals directly with the consumers whose information it holds needs no "
        "more than an email address; either fact alone is not enough. SB 923 reportedly adds an online way.",
        (regulation("7020(a)"), civil_code("1798.130(a)(1)(A)")),
        doubt="Whether and from when SB 923 asks such a business for an online way besides the email address.",
    ),
    Provision(
        "C-03",
        "The ways offered follow the channels on which the business meets consumers; one that meets them in person "
        "considers a way in person.",
        (regulation("7020(c)"),),
    ),
    Provision(
        "C-04",
        "At least two ways to opt out, one of which is the main way of dealing with the consumer. Who collects online "
        "takes at least the opt-out preference signal and an interactive form. A cookie banner alone is no such way.",
        (regulation("7026(a)(1)"), regulation("7026(a)(4)")),
    ),
    Provision(
        "C-05",
        "At least two ways to limit; online, an interactive form behind the link. A cookie tool alone is no such way.",
        (regulation("7027(b)"),),
    ),
    Provision(
        "C-06",
        "At least two ways to opt out of ADMT; online, a link in the pre-use notice whose title says from what.",
        (regulation("7221(c)"),),
    ),
    Provision(
        "C-07",
        "Nobody needs to create an account to make a request. Who has one may be asked to use it for a request to know, "
        "delete or correct, never for an opt-out, a limit or an opt-out of ADMT.",
        (
            civil_code("1798.130(a)(2)(A)"),
            *(regulation(s) for s in ("7026(c)", "7027(d)", "7221(e)")),
            civil_code("1798.135(c)(1)"),
        ),
        doubt="Whether holders of an account may be made to log in for an opt-out; that they may not is an inference.",
    ),
    Provision(
        "C-08",
        "A deletion asked for online may take two steps, to submit and to confirm; knowing and correcting may not. The "
        "clock runs from the first step, and a request that is never confirmed counts as deficient, not as closed. (The "
        "last sentence is our choice.)",
        (regulation("7020(d)"), regulation("7021(b)")),
    ),
    Provision(
        "C-09",
        "A business that keeps information for longer than the usual look-back lets the consumer ask for the older part "
        "too, by a range of dates or by asking for all, back to the earliest date that can be demanded.",
        (regulation("7020(e)"),),
    ),
    Provision(
        "C-10",
        "A request that came the wrong way, or has a defect that is not one of verification, is treated as submitted or "
        "answered with how to submit or mend it. It is never ignored. (By default it counts as submitted, from its "
        "first receipt: our choice.)",
        (regulation("7020(f)"),),
    ),
    Provision(
        "C-11",
        "A service provider or contractor that receives a request acts on it as the business instructs, or tells the "
        "consumer that it cannot, being a service provider.",
        (regulation("7050(c)"), civil_code("1798.130(a)(3)(A)"), civil_code("1798.105(c)(3)")),
    ),
    Provision(
        "C-12",
        "The choice that protects privacy more takes no more steps, time or effort than the other. The steps of an "
        "opt-out count from the click on the link until it is done.",
        (regulation("7004(a)(2)"),),
    ),
    Provision(
        "C-13",
        "Equal choices: not agreeing or being asked again later, not accepting all or reading on, no larger or brighter "
        "yes, no incentive chosen beforehand.",
        (regulation("7004(a)(2)(B)-(E)"),),
    ),
    Provision(
        "C-14",
        "Nothing that confuses: no double negatives, no switch without words, no buttons that change places, no consent "
        "by closing, silence or inaction, no false urgency.",
        (regulation("7004(a)(3)"),),
    ),
    Provision(
        "C-15",
        "Nothing in the way of a choice: no disruptive screens before an opt-out, no consent to purposes that do not "
        "belong together, none within general terms.",
        (regulation("7004(a)(4)"),),
    ),
    Provision(
        "C-16",
        "Methods that work: no searching and scrolling behind the opt-out link, no broken link or mailbox that nobody "
        "reads, no needless waiting or second form. Methods are tested, and whoever takes calls can process a request.",
        (regulation("7004(a)(5)"),),
    ),
    Provision(
        "C-17",
        "Agreement that a dark pattern obtained is no consent. A consent is recorded with the version of the screen, how "
        "both options were shown, and the time, so that those given on a bad version can be voided. (The record is our "
        "choice.)",
        (regulation("7004(b)"), regulation("7004(c)"), civil_code("1798.140(h)")),
    ),
    Provision(
        "C-18",
        "Opting in again after an opt-out or a limit takes two steps: the request, then its confirmation.",
        (regulation("7028(a)"),),
    ),
    Provision(
        "C-19",
        "Only what the kind of request needs is asked for. An opt-out and a limit need no more than whose information "
        "is to stop; where nothing is needed, nothing is asked.",
        (regulation("7026(d)"), regulation("7027(e)"), regulation("7221(f)"), regulation("7060(b)")),
    ),
    Provision(
        "C-20",
        "What was fined: asking too much, or the agent's confirmation, for an opt-out; a cookie tool that made refusing "
        "harder; an opt-out tool that did not work; proof of identity or part of a Social Security number demanded "
        "before an opt-out.",
        tuple(
            Citation(f"Enforcement decision, {who}")
            for who in ("American Honda Motor (2025)", "Todd Snyder (2025)", "LocateSmarter (2026)")
        ),
        doubt="The decisions were read in summaries.",
    ),
)
