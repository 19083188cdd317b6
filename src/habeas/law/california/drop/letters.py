"""Letters that a name is transliterated by, before what is left is decomposed.

A third party's reading of CalPrivacy's DROP Data Broker API 1.2.0; read 2026-11-23 (https://privacy.ca.gov), to be
checked with the agency's own tool. Each pair is letters and what each of them becomes; the hard and the soft sign
become nothing. Left out: every letter that is not here and does not decompose; a name with one of them has no hash.

>>> "жизнь".translate(LETTERS), "ψυχή".translate(LETTERS)
('zhizn', 'psychή')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LATIN = "ß:ss æ:ae ð:d ø:o þ:th đ:d ħ:h ı:i ĳ:ij ŀ:l ł:l ŋ:n œ:oe"
_GREEK = (
    "α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o ϋ:y ΰ:y"
)
_CYRILLIC = (
    "а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch "
    "ъ: ы:y ь: э:e ю:yu я:ya ё:yo є:e і:i ї:i ў:u ґ:g"
)


def _table(*texts: str) -> dict[int, str]:
    pairs = (pair.split(":") for text in texts for pair in text.split())
    return {ord(letter): latin for letter, latin in pairs}


LETTERS: Mapping[int, str] = MappingProxyType(_table(_LATIN, _GREEK, _CYRILLIC))
