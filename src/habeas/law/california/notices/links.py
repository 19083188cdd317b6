"""The links that the law wants on a site or in an app: what they are called, where they stand, when each is due.

Civ. Code §§1798.135(a), 1798.140(p); Cal. Code Regs., tit. 11, §§7003(c)-(d), 7011(c)-(d), 7013(c)-(d), (g), 7014(c),
(g), 7015(b), 7025(e)-(g); read 2026-11-23 (https://cppa.ca.gov/regulations/). A title is right word for word or wrong;
the title of the 2018 Act is wrong today. Frictionless processing of signals stands for the opt-out link alone, never
for the limit link. Left out: what a page looks like ("conspicuous" is stated as a fact), and what happens behind a link
(`design`). Whether processing is frictionless is for `signal` to say.

>>> old = Link("Do Not Sell My Personal Information")
>>> [found.row for found in check_links([Link("Privacy policy"), old], states_no_sale=True).value]
['B-50']
>>> check_links([Link("Privacy policy"), Link(OPT_OUT_TITLE)], sells_or_shares=True).value
()
>>> [found.row for found in check_policy_link([Link("Terms of use")], app=App(policy_in_settings=False)).value]
['B-10', 'B-06']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from habeas.law.california.finding import Finding, Findings, error, report
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

OPT_OUT_TITLE = "Do Not Sell or Share My Personal Information"
LIMIT_TITLE = "Limit the Use of My Sensitive Personal Information"
ALTERNATIVE_TITLES = ("Your Privacy Choices", "Your California Privacy Choices")


class Placement(StrEnum):
    """Where on the page a link stands."""

    HEADER = "header"
    FOOTER = "footer"
    BODY = "body"
    MENU = "menu"  # one that must be opened first
    POLICY = "policy"  # inside the privacy policy alone


@dataclass(frozen=True, slots=True)
class Link:
    """A link as people meet it. The defaults are those of a link that is in order; `icon` is the opt-out icon."""

    title: str
    placement: Placement = Placement.FOOTER
    on_home_page: bool = True
    on_every_collecting_page: bool = True  # 140(p): every page that collects counts as a home page
    like_neighbors: bool = True  # about their size and color
    works: bool = True
    icon: bool = False
    icon_like_neighbors: bool = True

    @property
    def purpose(self) -> str:
        """What the title is meant for: opt_out, limit, alternative, privacy or other. A near miss counts too."""
        words = " ".join(self.title.casefold().split())
        if words.startswith(("do not sell", "do not share", "don't sell", "opt out of sale", "opt-out of sale")):
            return "opt_out"
        if words.startswith(("limit the use", "limit use", "limit my", "limit the")):
            return "limit"
        if "choices" in words and ("privacy" in words or "california" in words):
            return "alternative"
        return "privacy" if "privacy" in words else "other"


@dataclass(frozen=True, slots=True)
class App:
    """Where an app has its privacy policy, and the required links in it."""

    policy_in_settings: bool = True
    policy_on_download_page: bool = True
    links_in_policy: bool = True


_EXACT = {
    "opt_out": ("B-50", (OPT_OUT_TITLE,)),
    "limit": ("B-51", (LIMIT_TITLE,)),
    "alternative": ("B-52", ALTERNATIVE_TITLES),
}


_FOLDED = frozenset(title.casefold() for _, titles in _EXACT.values() for title in titles)


@rule("B-05", "B-50", "B-51", "B-52", "B-53")
def check_links(
    links: Sequence[Link],
    *,
    sells_or_shares: bool = False,
    sensitive_beyond_permitted: bool = False,
    frictionless: bool = False,
    states_no_sale: bool = False,
) -> Verdict[Findings]:
    """Are the opt-out, limit and alternative links of a website there, rightly called and rightly placed?

    `frictionless`: opt-out signals are processed as §7025(f)-(g) describe. `states_no_sale`: the policy says that
    nothing is sold or shared, which counts for those alone who neither sell nor share.
    """
    found = [one for link in links for one in _faults(link)]
    stated = states_no_sale and not sells_or_shares
    if states_no_sale and sells_or_shares:
        # §7013(g): the statement frees from the link only if it is true.
        text = "The policy says that nothing is sold or shared, and that is not true."
        found.append(error("B-53", "statement", text, "Strike the statement, and list what is sold or shared."))
    good = {purpose for link in links if not tuple(_faults(link)) for purpose in _covers(link)}
    if "opt_out" not in good and not stated and not (frictionless and sells_or_shares):
        found.append(_missing_opt_out(sells_or_shares))
    if sensitive_beyond_permitted and "limit" not in good:
        text = "Sensitive information is used beyond the permitted purposes and no limit link is in order."
        found.append(error("B-51", "website links", text, f"Add the link {LIMIT_TITLE!r} to the header or footer."))
    return report(found, "B-05", "B-50", "B-51", "B-52", "B-53", good="The links that are due are in order.")


def _missing_opt_out(sells_or_shares: bool) -> Finding:
    remedy = f"Add the link {OPT_OUT_TITLE!r}, or the alternative link with its icon, to the header or footer."
    if sells_or_shares:
        text = "Personal information is sold or shared and no opt-out link is in order, nor are signals frictionless."
        return error("B-50", "website links", text, remedy)
    # §7013(g): only a policy that says so, truly, spares the link.
    text = "The policy does not say that nothing is sold or shared, so an opt-out link is due."
    return error("B-53", "website links", text, f"Say in the policy that nothing is sold or shared. Else: {remedy}")


def _covers(link: Link) -> tuple[str, ...]:
    return ("opt_out", "limit") if link.purpose == "alternative" else (link.purpose,)


def _faults(link: Link) -> Iterator[Finding]:
    """What is wrong with one link that the law names."""
    if link.purpose not in _EXACT:
        return
    row, titles = _EXACT[link.purpose]
    where = f"link {link.title!r}"
    exact = " or ".join(map(repr, titles))
    # §§7013(c), 7014(c), 7015(b): the title is given word for word.
    if link.title.strip() not in titles:
        case = " Capitals and small letters stand as in the law." if link.title.strip().casefold() in _FOLDED else ""
        text = f"The link is called {link.title!r}; its title is {exact}.{case}"
        yield error(row, where, text, f"Call it {exact}.")
    if link.placement not in (Placement.HEADER, Placement.FOOTER):
        text = f"The link {link.title!r} stands in the {link.placement}, not in the header or footer."
        yield error(row, where, text, "Put it in the header or the footer.")
    if not (link.on_home_page and link.on_every_collecting_page):
        text = f"The link {link.title!r} is not on the home page and every page that collects."
        yield error(row, where, text, "Put it on the home page and on every page that collects.")
    if not link.works:
        yield error(row, where, f"The link {link.title!r} leads nowhere.", "Mend the link, and test it.")
    if link.purpose == "alternative" and not (link.icon and link.icon_like_neighbors):
        text = f"The link {link.title!r} lacks the opt-out icon beside it, about as large as the icons around it."
        yield error(row, where, text, "Put the opt-out icon beside the link.")
    yield from _hidden(link, where)


def _hidden(link: Link, where: str) -> Iterator[Finding]:
    if not link.like_neighbors:
        text = f"The link {link.title!r} is smaller or paler than the links around it."
        yield error("B-05", where, text, "Show it in about the size and color of its neighbors.")


@rule("B-05", "B-06", "B-10")
def check_policy_link(
    links: Sequence[Link] = (),
    *,
    has_website: bool = True,
    app: App | None = None,
    available_offline: bool = False,
    printable: bool = True,
    has_california_page: bool = False,
    policy_in_california_page: bool = False,
) -> Verdict[Findings]:
    """Is the privacy policy where people find it? `available_offline`: it is shown where the business meets people."""
    found = [*(_website_policy(links) if has_website else ()), *(_app_policy(app) if app else ())]
    if not has_website and app is None and not available_offline:
        text = "There is no website, and the policy is not shown where the business meets people."
        found.append(error("B-10", "policy", text, "Hang it up or hand it out where people meet the business."))
    if not printable:
        found.append(
            error("B-10", "policy", "The policy cannot be printed as a document.", "Let it be printed as a document.")
        )
    if has_california_page and not policy_in_california_page:
        text = "The page on California's rights does not include the privacy policy."
        found.append(error("B-10", "California page", text, "Include the policy in that page."))
    return report(found, "B-05", "B-06", "B-10", good="The privacy policy is where people find it.")


def _website_policy(links: Sequence[Link]) -> Iterator[Finding]:
    named = [link for link in links if link.purpose == "privacy"]
    if not named:
        text = "No link whose title uses the word privacy leads to the policy."
        yield error("B-10", "website links", text, "Add a link such as 'Privacy policy' to the home page.")
    for link in named[:1] if not any(_is_conspicuous(link) for link in named) else ():
        text = f"The link {link.title!r} is not conspicuous on the home page and every page that collects."
        yield error("B-10", f"link {link.title!r}", text, "Show it on these pages, like the links around it.")
        yield from _hidden(link, f"link {link.title!r}")


def _is_conspicuous(link: Link) -> bool:
    return link.like_neighbors and link.works and link.on_home_page and link.on_every_collecting_page


def _app_policy(app: App) -> Iterator[Finding]:
    if not app.policy_in_settings:
        text = "The app's settings do not lead to the privacy policy."
        yield error("B-06", "app", text, "Link the policy in the settings of the app.", also=("B-10",))
    if not app.policy_on_download_page:
        text = "The page the app is downloaded from does not lead to the privacy policy."
        yield error("B-06", "app", text, "Link the policy on the download page.", also=("B-10",))
    if not app.links_in_policy:
        text = "The policy in the app lacks the links that the law requires."
        yield error("B-06", "app", text, "Put the opt-out and limit links into the policy.")
