"""The lists of a privacy policy: what was collected, from whom and why; what was sold or shared; what was disclosed.

Cal. Code Regs., tit. 11, §7011(e)(1)(A)-(F), (H)-(I), §7001(f); Civ. Code §§1798.110(c)(4), 1798.130(a)(5), (c); read
2026-11-23 (https://cppa.ca.gov/regulations/). Words that name no kind of source or purpose are a warning (our choice).
A policy may list more than is collected. Left out: statements of the policy that are no list (`statements`).

>>> [found.row for found in check_collected({Category.GEOLOCATION: "Location"}, sources=("consumer",)).value]
['B-12', 'B-14']
>>> [found.row for found in check_disclosed([Listed(Category.IDENTIFIERS)], third_parties_in_fact=["insurer"]).value]
['B-20', 'B-21']
>>> check_sold((), says_none_sold=True, sells_or_shares=True).value[0].text
'The policy says that nothing was sold or shared, and that is not true.'
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from habeas.law.california.categories import Category, SensitiveCategory
from habeas.law.california.finding import Finding, Findings, error, report, warning
from habeas.law.california.notices.practices import Listed, label
from habeas.law.rule import rule
from habeas.law.verdict import Verdict

_EMPTY_WORDS = {
    "sources": {"various sources", "other sources", "third parties", "others", "various", "other"},
    "purposes": {"business purposes", "commercial purposes", "various purposes", "other purposes", "various", "other"},
}


@rule("B-12", "B-13", "B-14")
def check_collected(
    listed: Mapping[Category | SensitiveCategory, str],
    *,
    collects: Collection[Category | SensitiveCategory] = (),
    sources: Sequence[str] = (),
    purposes: Sequence[str] = (),
) -> Verdict[Findings]:
    """Does the policy list what is collected, in the statute's terms, with sources and purposes?

    `listed`: each category of the policy with the words shown for it; empty words stand for the statute's own.
    """
    found = [*terms(listed, "B-12"), *missing(listed, collects, "B-12")]
    if listed or collects:
        found += [*_named(sources, "B-13", "sources"), *_named(purposes, "B-14", "purposes")]
    return report(found, "B-12", "B-13", "B-14", good="The policy lists what is collected, from whom and why.")


def terms(listed: Mapping[Category | SensitiveCategory, str], row: str) -> Iterator[Finding]:
    """Categories that are not called by the statute's terms, and a list of sensitive kinds that says none."""
    for kind, shown in listed.items():
        words = " ".join(shown.split()).casefold()
        # 130(c): the terms of the statute; more words may follow them.
        if words and not words.startswith(kind.wording.casefold()):
            text = f"Category {kind.value} is called {shown!r}; the statute's term is {kind.wording!r}."
            yield error(row, f"category {kind.value}", text, f"Call it {kind.wording!r}.")
    if Category.SENSITIVE in listed and not any(isinstance(kind, SensitiveCategory) for kind in listed):
        text = "Sensitive personal information is listed without saying of which kinds."
        yield error(row, "category L", text, "List the sensitive kinds, such as Precise geolocation.")


def missing(
    listed: Collection[Category | SensitiveCategory], collects: Collection[Category | SensitiveCategory], row: str
) -> Iterator[Finding]:
    """What is collected and not listed. Category L is listed by its kinds."""
    for kind in dict.fromkeys(collects):
        by_kinds = kind is Category.SENSITIVE and any(isinstance(one, SensitiveCategory) for one in listed)
        if kind not in listed and not by_kinds:
            text = f"Category {label(kind)} is collected and not listed."
            yield error(row, f"category {kind.value}", text, f"List {kind.wording!r}, or stop collecting it.")


def _named(words: Sequence[str], row: str, what: str) -> Iterator[Finding]:
    if not any(word.strip() for word in words):
        yield error(row, what, f"The policy names no {what}.", f"Name the {what} so that one can tell what they are.")
    for word in words:
        if word.strip().casefold() in _EMPTY_WORDS[what]:
            text = f"{word!r} tells nothing about the {what}."
            yield warning(row, what, text, f"Name the {what} so that one can tell what they are.")


@rule("B-15", "B-16", "B-17", "B-53")
def check_sold(
    listed: Sequence[Listed],
    *,
    says_none_sold: bool | None = None,
    prominently: bool = True,
    sells_or_shares: bool = False,
    in_fact: Sequence[Listed] = (),
    purposes: Sequence[str] = (),
) -> Verdict[Findings]:
    """Does the policy list what was sold or shared, to whom and why, or say prominently that nothing was?

    `says_none_sold`: None where it says so if its list is empty. `in_fact`: what was sold or shared in truth.
    `purposes`: those that the policy gives for all categories together.
    """
    says_none = not listed if says_none_sold is None else says_none_sold
    found = list(_none_sold(says_none, prominently, sells_or_shares or bool(in_fact), bool(listed)))
    found += _not_listed(listed, in_fact, "B-15", "sold or shared")
    for one in listed:
        found += _whom_and_why(one, purposes, "B-16", "B-17", "sold or shared")
    found += _recipients_left_out(listed, in_fact, "B-16")
    return report(
        found, "B-15", "B-16", "B-17", "B-53", good="What the policy says of selling and sharing is in order."
    )


def _none_sold(says_none: bool, prominently: bool, sells: bool, lists: bool) -> Iterator[Finding]:
    where = "selling and sharing"
    if says_none and (sells or lists):
        # §7013(g): the statement frees from the link only if it is true.
        text = "The policy says that nothing was sold or shared, and that is not true."
        yield error("B-15", where, text, "List what was sold or shared, with recipients and purposes.", also=("B-53",))
    elif says_none and not prominently:
        text = "The statement that nothing was sold or shared is not prominent."
        yield error("B-15", where, text, "Put it where it is seen at once.")
    elif not says_none and not lists and not sells:
        text = "The policy neither lists what was sold or shared nor says that nothing was."
        yield error("B-15", where, text, "Say prominently that nothing was sold or shared.")
    elif not says_none and not lists:
        text = "Personal information is sold or shared, and the policy does not list it."
        yield error("B-15", where, text, "List what was sold or shared, with recipients and purposes.")


@rule("B-19", "B-20", "B-21")
def check_disclosed(
    listed: Sequence[Listed],
    *,
    says_none_disclosed: bool | None = None,
    separate_list: bool = True,
    in_fact: Sequence[Listed] = (),
    purposes: Sequence[str] = (),
    third_parties: Collection[str] = (),
    third_parties_in_fact: Collection[str] = (),
) -> Verdict[Findings]:
    """Does the policy list, apart from what was sold, what was disclosed for a business purpose and to which third parties?

    `third_parties`: the kinds that the policy names; `third_parties_in_fact`: those that anything is disclosed to.
    """
    says_none = not listed if says_none_disclosed is None else says_none_disclosed
    found = list(_none_disclosed(says_none, bool(in_fact), bool(listed)))
    if listed and not separate_list:
        text = "What was disclosed and what was sold or shared stand in one list."
        found.append(error("B-19", "disclosing", text, "Make two lists."))
    found += _not_listed(listed, in_fact, "B-19", "disclosed")
    for one in listed:
        if not (one.purposes or purposes):
            found.append(_no_purpose(one, "B-20", "disclosed"))
    for kind in dict.fromkeys(third_parties_in_fact):
        if kind not in third_parties:
            text = f"Third parties of the kind {kind!r} get personal information, and the policy does not name them."
            found.append(error("B-21", "third parties", text, f"Name {kind!r} among the third parties."))
    return report(found, "B-19", "B-20", "B-21", good="What the policy says of disclosing is in order.")


def _none_disclosed(says_none: bool, discloses: bool, lists: bool) -> Iterator[Finding]:
    if says_none and (discloses or lists):
        text = "The policy says that nothing was disclosed for a business purpose, and that is not true."
        yield error("B-19", "disclosing", text, "List what was disclosed, with its purposes.")
    elif not says_none and not lists:
        text = "The policy neither lists what was disclosed for a business purpose nor says that nothing was."
        yield error("B-19", "disclosing", text, "List it, or say that nothing was disclosed.")


def _not_listed(listed: Sequence[Listed], in_fact: Sequence[Listed], row: str, done: str) -> Iterator[Finding]:
    if not listed:
        return  # said once, by the statement that is wrong or lacking
    for kind in dict.fromkeys(one.category for one in in_fact):
        if kind not in {one.category for one in listed}:
            text = f"Category {label(kind)} was {done} and is not listed as such."
            yield error(row, f"category {kind.value}", text, f"List it among what was {done}.")


def _whom_and_why(one: Listed, purposes: Sequence[str], whom: str, why: str, done: str) -> Iterator[Finding]:
    if not one.recipients:
        text = f"The policy does not say to which kinds of third parties category {label(one.category)} was {done}."
        yield error(whom, f"category {one.category.value}", text, "Name the kinds of third parties.")
    if not (one.purposes or purposes):
        yield _no_purpose(one, why, done)


def _no_purpose(one: Listed, row: str, done: str) -> Finding:
    text = f"The policy does not say for what purpose category {label(one.category)} was {done}."
    return error(row, f"category {one.category.value}", text, "Say the specific purpose.")


def _recipients_left_out(listed: Sequence[Listed], in_fact: Sequence[Listed], row: str) -> Iterator[Finding]:
    named = {one.category: set(one.recipients) for one in listed}
    for one in in_fact:
        for kind in sorted(set(one.recipients) - named.get(one.category, set(one.recipients))):
            text = f"Category {label(one.category)} was sold or shared to {kind!r}, whom the list does not name."
            yield error(row, f"category {one.category.value}", text, f"Name {kind!r}.")
