"""Values that only their label betrays: licence, passport, account, password, security answer, member number.

All patterns run on folded text (see `folding`); the time is linear in its length, because every look-ahead from a label
is bounded. California Code of Regulations, title 11, section 7024(d).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.delivery.number_patterns import BANK, CARD, ITIN, LICENCE, SSN, Span, follows_business_word

PASSPORT = "passport number"
GOVERNMENT_ID = "government-issued identification number"
PASSWORD = "account password or access code"
QUESTION = "security question or answer"
MEDICAL = "health insurance or medical identification number"

_REACH = 48
_NO_LETTER_BEFORE = r"(?<![a-z0-9])"
_NO_LETTER_AFTER = r"(?![a-z0-9])"


@dataclass(frozen=True)
class _Label:
    """Words that announce an identification number, and how many digits it has at least.

    `digits` holds right after the label, `far_digits` when other words stand between.
    """

    kind: str
    words: str
    digits: int = 4
    far_digits: int = 5


_LABELS = (
    _Label(SSN, r"s\.?s\.?n\.?|ss ?#|ss no|soc(?:ial)?\.? ?sec(?:urity)?\.?|social(?= (?:no|num|number|is|#|:))", 9, 9),
    _Label(ITIN, r"i?tin|tax(?:payer)? id(?:entification)?", 9, 9),
    _Label(LICENCE, r"driv(?:er|ing)'?s?'? ?li[cs][a-z]*|d\.?l\.?(?= ?(?:#|no|num|[:=]|is|[0-9])| [a-z][0-9])"
                    r"|operator'?s? licen[cs]e|licen[cs]e (?:no|num|number|id)|cdl"),
    _Label(PASSPORT, r"passports?"),
    _Label(GOVERNMENT_ID, r"(?:state|military|government|gov't|govt|national|tribal|consular|dod|real)[ -]?"
                          r"(?:issued )?id(?:entification|entity)?|edipi|(?:alien|uscis|naturalization)|a-number"
                          r"|green card|id card"),
    _Label(BANK, r"acct|a/c|accounts?|checking|savings|iban|clabe", 5, 7),
    _Label(BANK, r"routing|aba|rtn|transit", 8, 9),
    _Label(CARD, r"(?:credit|debit|payment|bank) ?card|visa|mastercard|amex", 8, 12),
    _Label(MEDICAL, r"health (?:insurance|plan|card)|medical (?:record|id)|mrn|mbi|medicare|medicaid|medi-?cal"
                    r"|(?:member|subscriber|patient|beneficiary|insured)(?:ship)?'?s? ?(?:id|nos?|num|number|card)"),
)  # fmt: skip
_LABELLED = re.compile(
    _NO_LETTER_BEFORE
    + "(?:"
    + "|".join(f"(?P<k{place}>(?:{label.words}))" for place, label in enumerate(_LABELS))
    + ")"
    + r"(?:_?(?:nos?|num|number|id|code))?(?![a-z])"
)
# A full stop after "no" abbreviates.
_NEXT_SENTENCE = re.compile(r"(?<!no)(?<!nr)(?<!num)[.;!?]\s|\n\n")
_GLUE = re.compile(r"(?:no|nos|num|number|numbers|nr|id|is|was|are|code|card|ca|us|[^a-z0-9])*")
_DIGIT = re.compile("[0-9]")
_TOKEN = re.compile(r"[a-z0-9]+(?:[-._/]{1,3}[a-z0-9]+|[ \n][0-9][a-z0-9]*|[ \n]-[ ][0-9]+){0,12}")
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[t ][0-9:.]{5,18})?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_AMOUNT = r"[0-9]{1,3}(?:,[0-9]{3}){1,8}(?:\.[0-9]{1,4})?"
_INNOCENT = re.compile(rf"(?:{_DATE}|{_AMOUNT})(?![0-9])")
_INNOCENT_FAR = re.compile(
    rf"(?:{_DATE}|{_AMOUNT}|[0-9]{{1,12}}\.[0-9]{{2}}|[0-9]{{5}}-[0-9]{{4}}"
    r"|(?:1[ .-]?)?\(?[0-9]{3}\)?[ .-]{0,2}[0-9]{3}[ .-]?[0-9]{4})(?![0-9])"
)
_SSN_WORDS = r"(?:s\.?s\.?n\.?|soc(?:ial)?\.?(?: ?sec(?:urity)?\.?)?(?: ?(?:number|num|no\.?|#))?|i?tin)"
_LAST_FOUR_WORDS = r"(?:last|final)[ -](?:four|4)(?: ?digits?)?|last4|ending(?: in| with)?|ends(?: in| with)?"
_LAST_FOUR = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:(?:{_LAST_FOUR_WORDS}){_NO_LETTER_AFTER}[^0-9]{{0,16}}?{_NO_LETTER_BEFORE}{_SSN_WORDS}"
    rf"{_NO_LETTER_AFTER}[^0-9]{{0,16}}|{_SSN_WORDS}{_NO_LETTER_AFTER}[^0-9]{{0,16}}?(?:{_LAST_FOUR_WORDS})[^0-9]{{0,12}}"
    rf"|(?:ssn|s\.s\.n\.|ss#|itin){_NO_LETTER_AFTER}(?:[^a-z0-9]|[x]|is|no|number){{0,20}})"
    r"([0-9](?:[ .-]?[0-9]){3})(?![0-9])"
)
_BAD_ANSWER = (
    r"(?!(?:incorrect|wrong|invalid|reset|expired|required|not|now|being|too|the|a|an|and|or|correct|locked|missing|weak"
    r"|unknown|never|is|was|has|protected|changed|set|updated|been|sent|mandatory|optional|ok|fine)(?![a-z0-9]))"
)
_SECRET = re.compile(
    r"(?:(?:password|passwd|passcode|pass ?code|passphrase|pass phrase|passwort|contrasena)s?"
    rf"|{_NO_LETTER_BEFORE}(?:pwd|pw|pin|cvv2?|cvc2?|csc|(?:security|access|login|verification) code|code ?word))"
    r"(?![a-z])"
)
_SECRET_VALUE = re.compile(
    rf"(?:[a-z0-9 ()/_'\"-]{{0,24}}?\s{{0,3}}[:=>][:=>\s\"'(-]{{0,6}}"
    rf"|[\s\"']{{0,3}}(?:(?:code|number|no|has been|is|was|now|set|changed|reset|updated)\s{{1,3}}){{0,5}}"
    rf"(?:is|was|to|are|now)[\s:\"'(]{{1,4}}{_BAD_ANSWER})"
    r"(?P<value>[^\s\"'][^\s]*)"
)
_SECRET_QUOTED = re.compile(
    r"[\"']?(?:[\s:=>-]{1,6}|\s{1,3}(?:is|was)[\s:]{1,3})(?P<quote>[\"'])"
    r"(?P<value>[^\"'\n:=][^\"'\n]{0,128})(?P=quote)"
)
_SECRET_DIGITS = re.compile(
    r"(?:\s?(?:code|number|no\.?|#))?[\s#.:-]{1,4}(?P<value>[0-9](?:[ .-]?[0-9]){2,11})(?![0-9])"
)
_QUESTION = re.compile(
    r"(?:maiden name|(?:security|secret|challenge) (?:questions?|answers?|q ?& ?a|q|a)|(?:security|secret)_(?:question|answer))"
    r"(?![a-z])"
)
_QUESTION_VALUE = re.compile(
    rf"(?:[a-z0-9 ()/_'\"#]{{0,24}}?\s{{0,3}}[:=>-][:=>\s-]{{0,6}}|\s{{1,3}}(?:(?:is|was)\s{{1,3}})?{_BAD_ANSWER})"
    r"(?P<value>[^\s.;][^.;\n]{0,200})"
)


def labelled_spans(folded: str) -> Iterator[Span]:
    """Yield start, end and kind of every value that a label announces."""
    yield from _identification_numbers(folded)
    yield from ((match.start(1), match.end(1), SSN) for match in _LAST_FOUR.finditer(folded))
    yield from _announced(folded, _SECRET, (_SECRET_QUOTED, _SECRET_VALUE, _SECRET_DIGITS), PASSWORD)
    yield from _announced(folded, _QUESTION, (_QUESTION_VALUE,), QUESTION)


def _announced(folded: str, label: re.Pattern[str], values: tuple[re.Pattern[str], ...], kind: str) -> Iterator[Span]:
    taken = 0
    for announced in label.finditer(folded):
        if announced.start() < taken:
            continue
        for value in values:
            if match := value.match(folded, announced.end()):
                taken = match.end("value")
                yield match.start("value"), taken, kind
                break


def _identification_numbers(folded: str) -> Iterator[Span]:
    taken = 0
    for announced in _LABELLED.finditer(folded):
        if announced.start() < taken:
            continue
        label = next(one for place, one in enumerate(_LABELS) if announced[f"k{place}"] is not None)
        if (span := _number_after(folded, announced.end(), label)) is not None:
            taken = span[1]
            yield *span, label.kind


def _number_after(folded: str, begin: int, label: _Label) -> tuple[int, int] | None:
    place, limit = begin, begin + _REACH
    while digit := _DIGIT.search(folded, place, limit):
        gap = folded[begin : digit.start()]
        # A new sentence is about something else.
        if _NEXT_SENTENCE.search(gap.lstrip(" .:;#")):
            return None
        start = digit.start()
        while start > begin and folded[start - 1].isalnum():
            start -= 1
        is_direct = _GLUE.fullmatch(folded[begin:start]) is not None
        innocent = (_INNOCENT if is_direct else _INNOCENT_FAR).match(folded, digit.start())
        token = _TOKEN.match(folded, start)
        if innocent or token is None:
            place = innocent.end() if innocent else digit.end()
            continue
        wanted = label.digits if is_direct else label.far_digits
        digits = sum(character.isdigit() for character in token[0])
        if digits >= wanted and not (follows_business_word(folded, start) and not is_direct):
            return start, token.end()
        place = token.end()
    return None
