"""Under which provisions a broker may keep what a request on DROP reaches, and which words mean marketing.

Civ. Code §§1798.99.86(c)(2), 1798.105(d), 1798.145, 1798.146; read 2026-11-23 in part and in summaries
(https://leginfo.legislature.ca.gov). A provision is named by its section, however it is written, or by the law that
exempts the data, as a data map names it. Left out: whether the provision's own conditions hold (`exceptions`, `regimes`).

>>> [provision_named(text) for text in ("105(d)(8)", "Civ. Code § 1798.145 (d)", "FCRA", "1798.1455", "105(d)(9)")]
['1798.105(d)(8)', '1798.145(d)', 'fcra', '', '']
>>> is_marketing("Retargeting on social networks"), is_marketing("tax law")
(True, False)
"""

from __future__ import annotations

import re

from habeas.law.california.regimes import Regime
from habeas.law.california.rights import Right

_PURPOSE = re.compile(r"105\(d\)\([1-8]\)")
_EXEMPTION = re.compile(r"14[56](?:\([a-z]\)(?:\([0-9]{1,2}\)(?:\([a-z]\))?)?)?", re.IGNORECASE)
_WRITTEN = re.compile(
    r"^(?:cal(?:ifornia|\.)?)?(?:civ(?:il|\.)?code)?(?:sections?|sec\.?|§+)?(?:1798\.)?", re.IGNORECASE
)
_MARKETING = re.compile(
    r"market|advert|\bads?\b|\bad[- ]|promot|target|campaign|publicity|prospecting|\bleads?\b|newsletter|upsell"
    r"|cross[- ]?sell|sales (?:call|pitch|mail)|direct mail|commercial (?:mail|message|offer)|special offers?",
    re.IGNORECASE,
)


def provision_named(text: str) -> str:
    """The provision that these words name, in one form; empty where they name none under which data may stay."""
    plain = text.strip()
    regime = plain.casefold().replace(" ", "_")
    if regime in set(Regime) and Right.DELETE in Regime(regime).text.rights:
        return regime
    section = _WRITTEN.sub("", "".join(plain.split()))
    known = _PURPOSE.fullmatch(section) or _EXEMPTION.fullmatch(section)
    return f"1798.{section.lower()}" if known else ""


def is_purpose(provision: str) -> bool:
    """Whether the provision is one of the purposes of §1798.105(d), which need a necessity."""
    return provision.startswith("1798.105")


def is_marketing(words: str) -> bool:
    """Whether these words mean marketing, whatever it is called."""
    return bool(_MARKETING.search(words))
