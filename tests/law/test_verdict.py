import pytest

from habeas.law.errors import LawError, Refused, UncoveredCase
from habeas.law.verdict import Verdict, civil_code, government_code, regulation


def test_citations_print_as_they_are_written():
    assert str(regulation("7021(b)")) == "Cal. Code Regs., tit. 11, §7021(b)"
    assert str(civil_code("1798.130(a)(2)(A)")) == "Civ. Code §1798.130(a)(2)(A)"
    assert str(government_code("6700")) == "Gov. Code §6700"


def test_a_verdict_prints_its_reason_and_all_its_citations():
    verdict = Verdict(1, "So it is.", (regulation("7021(a)"), civil_code("10")))
    assert verdict.cited() == "So it is. (Cal. Code Regs., tit. 11, §7021(a); Civ. Code §10)"


@pytest.mark.parametrize(("reason", "citations"), [("", (civil_code("10"),)), (" ", (civil_code("10"),)), ("Yes.", ())])
def test_a_verdict_without_reason_or_citation_is_refused(reason, citations):
    with pytest.raises(LawError, match="needs a reason and a citation"):
        Verdict(True, reason, citations)


def test_a_refusal_carries_reason_and_citations_and_says_both():
    refusal = Refused("No.", (civil_code("10"),))
    assert (refusal.reason, refusal.citations) == ("No.", (civil_code("10"),))
    assert str(refusal) == "No. (Civ. Code §10)"


def test_an_error_without_message_says_its_docstring():
    assert str(UncoveredCase()) == UncoveredCase.__doc__
