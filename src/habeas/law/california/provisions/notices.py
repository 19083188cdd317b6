"""What notices and the privacy policy must say and how they must be shown. Rows B-01 to B-57 of the specification.

Read 2026-11-23 (https://cppa.ca.gov/regulations/, https://leginfo.legislature.ca.gov).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import Citation, civil_code, regulation


def _row(row: str, text: str, *citations: Citation) -> Provision:
    return Provision(row, text, citations)


PROVISIONS: tuple[Provision, ...] = (
    # Every disclosure
    _row(
        "B-01",
        "Notices, answers and letters are written plainly, without the jargon of lawyers or technicians.",
        regulation("7003(a)"),
    ),
    _row("B-02", "Notices can be read with ease, on small screens too.", regulation("7003(b)(1)")),
    _row(
        "B-03",
        "Notices exist in each language in which the business usually informs Californians.",
        regulation("7003(b)(2)"),
    ),
    _row(
        "B-04",
        "Online notices follow a recognized standard of accessibility such as WCAG 2.1 (level AA is our choice); a "
        "notice on paper says how to get it in another format.",
        regulation("7003(b)(3)"),
    ),
    _row(
        "B-05",
        "On a website a required link looks like its neighbors, about as large and of a like color, on every page that "
        "collects personal information.",
        regulation("7003(c)"),
    ),
    _row(
        "B-06",
        "An app has the required links in its privacy policy, offers the policy on the page it is downloaded from, "
        "and always in its own settings.",
        regulation("7003(d)"),
        regulation("7011(d)"),
    ),
    # Privacy policy
    _row(
        "B-10",
        "The policy can be printed as a document and is reached by a conspicuous link with the word privacy on the "
        "home page and every page that collects; an app has it on the download page and in its settings; a business "
        "without a website shows it offline; a page on California's rights includes it.",
        regulation("7011(c)-(d)"),
        civil_code("1798.140(p)"),
    ),
    _row(
        "B-11",
        "The policy shows when it was last updated, and that is no longer ago than the refresh period.",
        regulation("7011(e)(4)"),
        civil_code("1798.130(a)(5)"),
    ),
    _row(
        "B-12",
        "The policy lists the categories collected in the year before, in the statute's own terms, the sensitive "
        "kinds included.",
        regulation("7011(e)(1)(A)"),
        civil_code("1798.130(a)(5)(B)(i)"),
        civil_code("1798.130(c)"),
    ),
    _row(
        "B-13",
        "The policy describes the kinds of sources so that one can tell what they are.",
        regulation("7011(e)(1)(B)"),
        regulation("7001(f)"),
    ),
    _row("B-14", "The policy says for what specific purposes it collects.", regulation("7011(e)(1)(C)")),
    _row(
        "B-15",
        "The policy lists what was sold or shared in the year before, or says prominently that nothing was.",
        regulation("7011(e)(1)(D)"),
        civil_code("1798.130(a)(5)(C)(i)"),
    ),
    _row(
        "B-16",
        "For each category sold or shared the policy names the kinds of third parties that got it.",
        regulation("7011(e)(1)(E)"),
    ),
    _row("B-17", "The policy says for what specific purposes it sells or shares.", regulation("7011(e)(1)(F)")),
    _row(
        "B-18",
        "The policy says whether the business knows that it sells or shares data of consumers under 16, and if so how "
        "consent is asked for.",
        regulation("7011(e)(1)(G)"),
        regulation("7011(e)(3)(I)"),
        regulation("7072(a)"),
    ),
    _row(
        "B-19",
        "A list of its own names what service providers and contractors were given for a business purpose in the year "
        "before, or the policy says that they were given nothing.",
        regulation("7011(e)(1)(H)"),
        civil_code("1798.130(a)(5)(C)(ii)"),
    ),
    _row("B-20", "The policy says for what specific purposes it discloses.", regulation("7011(e)(1)(I)")),
    _row(
        "B-21",
        "The policy names the kinds of third parties to whom it discloses anything, sold or not.",
        civil_code("1798.110(c)(4)"),
        civil_code("1798.130(a)(5)(B)(iv)"),
    ),
    _row(
        "B-22",
        "The policy says whether sensitive information serves purposes beyond those permitted without a limit.",
        regulation("7011(e)(1)(J)"),
    ),
    _row(
        "B-23",
        "The policy explains the rights: to know with all its parts, to delete and to correct; to opt out if it sells "
        "or shares, to limit if sensitive data is used beyond the permitted purposes, ADMT's two rights if ADMT decides "
        "on something significant; and that nobody is punished for them, with applicants, students, employees and "
        "contractors named.",
        regulation("7011(e)(2)"),
    ),
    _row(
        "B-24",
        "The policy says how to use the rights: the ways and the form, the notices of opt-out and limit, how requests "
        "are verified and what one must give, how signals work, what an agent must do, and whom to ask in the way the "
        "business mostly deals with people.",
        regulation("7011(e)(3)(A)-(J)"),
    ),
    _row(
        "B-25",
        "A business that cannot verify any consumer by a reasonable method says so and why, and looks at it again, in "
        "writing, every year.",
        regulation("7062(g)"),
    ),
    _row(
        "B-26",
        "A business above the large-holder threshold shows its yearly numbers of requests, or links to them.",
        regulation("7011(e)(5)"),
    ),
    _row(
        "B-27",
        "How long each category is kept belongs to the notice at collection; the policy may say it and need not.",
        regulation("7012(e)(4)"),
        regulation("7012(f)"),
    ),
    # Notice at collection
    _row(
        "B-30",
        "The notice comes before or at collection, where the consumer meets it; without it nothing is collected.",
        regulation("7012(c)-(d)"),
    ),
    _row(
        "B-31", "It lists the categories, the sensitive ones too, so that each is understood.", regulation("7012(e)(1)")
    ),
    _row("B-32", "It says what the categories are collected for.", regulation("7012(e)(2)")),
    _row("B-33", "It says of each category whether it is sold or shared.", regulation("7012(e)(3)")),
    _row(
        "B-34",
        "It says of each category how long it is kept or by what criteria; nothing is kept longer than its purpose "
        "reasonably needs.",
        regulation("7012(e)(4)"),
        civil_code("1798.100(a)(3)"),
    ),
    _row(
        "B-35",
        "It links to the notice of opt-out if the business sells or shares, and to the policy; on paper it says where "
        "they are.",
        regulation("7012(e)(5)-(6)"),
    ),
    _row(
        "B-36",
        "Online a link into the policy will do if it leads to the section with these things, not to the top.",
        regulation("7012(f)"),
    ),
    _row(
        "B-37",
        "A web form has the link near its fields or its button; on the telephone or in person it may be said; third "
        "parties that control the collection give their own notice or a joint one.",
        regulation("7012(c)"),
        regulation("7012(g)"),
    ),
    _row(
        "B-38",
        "The form for privacy requests collects too and needs a notice of its own.",
        regulation("7012(c)(2)"),
    ),
    _row(
        "B-39",
        "Employees and applicants for work get the notice as well.",
        regulation("7271(b)(2)"),
        civil_code("1798.145(m)(4)"),
    ),
    _row(
        "B-40",
        "A registered data broker that does not collect from consumers themselves needs none, if its registration "
        "links to a policy that tells how to opt out.",
        regulation("7012(i)"),
    ),
    # Opt-out, limit, alternative link, incentives, non-discrimination
    _row(
        "B-50",
        "Who sells or shares has the opt-out link, under its one exact title, in the header or footer of the home page "
        "and every page that collects, or the alternative link, or processes signals without friction.",
        civil_code("1798.135(a)(1)"),
        regulation("7013(c)-(d)"),
    ),
    _row(
        "B-51",
        "Who uses sensitive information beyond the permitted purposes has the limit link, under its one exact title, "
        "in the same places.",
        civil_code("1798.135(a)(2)"),
        regulation("7014(c)"),
    ),
    _row(
        "B-52",
        "One alternative link may stand for both, under one of two exact titles and with the opt-out icon beside it, "
        "about as large as the icons around it.",
        regulation("7015(b)"),
    ),
    _row(
        "B-53",
        "Who neither sells nor shares needs no opt-out link or notice, if the policy says so and it is true.",
        regulation("7013(g)"),
    ),
    _row(
        "B-54",
        "What was collected while no notice of opt-out was posted is not sold or shared without consent; likewise for "
        "sensitive information and the notice of limit.",
        regulation("7013(h)"),
        regulation("7014(h)"),
    ),
    _row(
        "B-55",
        "The notices of opt-out and limit are also given in the way the data is collected: on paper, by telephone, on "
        "the device, in virtual surroundings.",
        regulation("7013(e)(3)"),
        regulation("7014(e)(3)"),
    ),
    _row(
        "B-56",
        "A financial incentive takes a notice (summary, terms, categories, how to opt in and withdraw, the data's value "
        "and how it was estimated) and opt-in consent; who refuses is not asked again for a year.",
        regulation("7016(d)"),
        civil_code("1798.125(b)(3)"),
    ),
    _row(
        "B-57",
        "Nobody is treated worse for using a right, nor are employees, applicants and contractors punished for it; a "
        "denial that the law permits is no such thing.",
        civil_code("1798.125(a)"),
        regulation("7080(a)-(c)"),
    ),
)
