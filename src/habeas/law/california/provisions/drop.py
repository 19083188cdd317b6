"""The Delete Act and its platform, DROP: who, when, and what a match leads to. Rows J-01 to J-29.

Read 2026-11-23 (https://leginfo.legislature.ca.gov, https://privacy.ca.gov). Civ. Code §§1798.99.80 and .85 were read;
§§.82 and .86 and the regulations of the platform, Cal. Code Regs., tit. 11, §§7600-7622, in summaries only. Left out:
hashing, files and the programming interface (`drop_exchange`).

>>> len({row.id for row in PROVISIONS}) == len(PROVISIONS)
True
"""

from __future__ import annotations

from habeas.law.provision import Provision
from habeas.law.verdict import Citation, civil_code, regulation


def _act(section: str) -> Citation:
    return civil_code(f"1798.99.{section}")


_UNREAD = "The adopted text of the platform's regulations was not read"

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        "J-01",
        "A data broker knowingly collects and sells to third parties the personal information of people with whom it "
        "has no direct relationship, so far as FCRA, GLBA, the insurance information law or §1798.146 do not cover it.",
        (_act("80"),),
    ),
    Provision(
        "J-02",
        "A relationship is direct where the consumer means to deal with the business to get its goods or services. One "
        "business can hold both kinds of data and is a broker for what it did not collect so; each record says which.",
        (regulation("7601"),),
        doubt=f"{_UNREAD}: what a direct relationship is.",
        settled=False,
    ),
    Provision(
        "J-03",
        "A broker registers in January after each year in which it was one; each day late costs a penalty.",
        (_act("82"),),
    ),
    Provision(
        "J-04",
        "Registration has a yearly fee. A broker that starts during a year pays for access to DROP and opens its "
        "account within a period from the start.",
        (regulation("7600"), regulation("7611")),
        doubt=f"{_UNREAD}: the fees and the period for a new broker's account.",
        settled=False,
    ),
    Provision(
        "J-05",
        "The registration says yes or no to each kind of personal information collected and to each kind of recipient "
        "in the past year.",
        (_act("82(b)"),),
        doubt="The exact list of what a registration discloses.",
        settled=False,
    ),
    Provision(
        "J-06",
        "A deletion not made costs a penalty for each request and each day, and the costs of enforcement.",
        (_act("82(d)"),),
    ),
    Provision(
        "J-07",
        "A broker's yearly figures, median and mean, stand in its privacy policy where nothing keeps a reader out.",
        (_act("85"),),
    ),
    Provision(
        "J-08",
        "An independent audit is due from 2028 and every three years; the agency gets the report within business days "
        "of asking in writing; reports are kept for years, and the evidence from the start of the duty.",
        (_act("86(e)"),),
        doubt="The audit regulations are a draft.",
    ),
    Provision(
        "J-10",
        "From the start of the duty a broker accesses DROP at least once every period, and within a period of "
        "receiving a request processes it and deletes everything related to the consumer.",
        (_act("86(c)(1)(A)"),),
    ),
    Provision(
        "J-11",
        "The next access is due one period after the last, with an alarm before; a download is the receipt of "
        "everything in it; every status is reported before the next download. (Our choice of alarm and target.)",
        (_act("86(c)"),),
    ),
    Provision(
        "J-12",
        "A request that cannot be verified, as where several people stand behind one identifier, is processed in the "
        "same time as an opt-out of sale and sharing.",
        (_act("86(c)(1)(B)"), civil_code("1798.140(ak)")),
    ),
    Provision(
        "J-13",
        "All service providers and contractors of the broker are directed to delete, or to opt out.",
        (_act("86(c)(1)(C)-(D)"),),
    ),
    Provision(
        "J-14",
        "What a purpose of §1798.105(d) reasonably needs, or what §§1798.145 and 1798.146 exempt, may stay; it serves "
        "that purpose only and never marketing.",
        (_act("86(c)(2)"),),
    ),
    Provision(
        "J-15",
        "After a deletion, data newly obtained about the consumer is deleted at least once every period and never sold "
        "or shared, until the consumer says otherwise or it is exempt.",
        (_act("86(d)"),),
    ),
    Provision(
        "J-16",
        "At worst a consumer waits one period for the next access and one for the processing.",
        (_act("86(c)"),),
    ),
    Provision(
        "J-17",
        "A broker selects every list whose kind of identifier it holds; a new kind in the data map adds a list.",
        (regulation("7610"),),
    ),
    Provision(
        "J-18",
        "Only authorised people use the account and the key, and the broker answers for them; a new key ends all old "
        "ones. An agent may operate the broker's own account for it.",
        (regulation("7610(a)"),),
    ),
    Provision(
        "J-19",
        "If the connection fails, the lists are fetched by hand; a fault that is not the broker's is reported in "
        "writing through the account within a period.",
        (regulation("7612(b)"),),
        doubt=f"{_UNREAD}: what follows a failed connection.",
        settled=False,
    ),
    Provision(
        "J-20",
        "Consumers are not contacted to verify a request: the agency has verified that they live in California.",
        (regulation("7613"),),
        doubt=f"{_UNREAD}: that consumers may not be contacted.",
        settled=False,
    ),
    Provision(
        "J-21",
        "A match is equality of one standardised hash. A list of several parts is hashed as one, so all of them must "
        "agree; there is no partial, fuzzy or phonetic match.",
        (regulation("7613(a)"),),
    ),
    Provision(
        "J-22",
        "Where the identifier belongs to several consumers, nothing is deleted and all of them are opted out.",
        (regulation("7613(a)(2)(B)"), regulation("7614(b)(2)(B)")),
    ),
    Provision(
        "J-23",
        "Where it belongs to one, everything associated with it is deleted in every system, inferences and attributes "
        "included, not only the identifier that matched.",
        (regulation("7613(b)"),),
    ),
    Provision(
        "J-24",
        "Exempt data and data collected as a first party stay. If everything stays, the request is exempted; if a part "
        "does, the rest is deleted and the request is reported as deleted.",
        (regulation("7613"), regulation("7614")),
        doubt=f"{_UNREAD}: that data collected as a first party is left out of the deletion.",
    ),
    Provision(
        "J-25",
        "Without a match the hash is kept, and what is collected later is screened against it before it is sold or "
        "shared; a later match is processed and the status amended.",
        (regulation("7613(c)"),),
    ),
    Provision(
        "J-26", "Standardised values serve to match; they never overwrite what is stored.", (regulation("7613"),)
    ),
    Provision(
        "J-27",
        "A record with several values, such as an old surname or ZIP, is tested with every combination. (Our choice.)",
        (regulation("7613"),),
        doubt="Whether every stored combination must be tested.",
    ),
    Provision(
        "J-28",
        "Providers and suppression get the least that is needed; data from the platform serves nothing else.",
        (_act("86"), regulation("7616")),
        doubt=f"{_UNREAD}: the section that limits the use of the platform's data.",
    ),
    Provision(
        "J-29",
        "A request in the file of those removed was withdrawn or changed: its hash is no longer suppressed, its item "
        "no longer reported, open work ends, and nothing deleted comes back.",
        (regulation("7613"),),
    ),
)
