import pytest

from habeas.law.california.exceptions import DeleteException, Keeping, Transaction, exception_for, may_keep
from habeas.law.errors import UnknownException


def test_there_are_eight_exceptions_and_each_says_why():
    assert [str(e.citation) for e in DeleteException] == [f"Civ. Code §1798.105(d)({n})" for n in range(1, 9)]
    assert len({e.sentence for e in DeleteException}) == 8


def test_K75_a_warranty_and_a_tax_invoice_are_kept_under_their_own_exceptions():
    assert exception_for("1798.105(d)(1)").value is DeleteException.TRANSACTION
    assert "warranty" in DeleteException.TRANSACTION.sentence
    assert exception_for("1798.105(d)(8)").value is DeleteException.LEGAL_OBLIGATION
    assert "legal obligation" in DeleteException.LEGAL_OBLIGATION.sentence


@pytest.mark.parametrize("written", ["1798.105(d)(8)", "105(d)(8)", "§1798.105(d)(8)", " Civ. Code §1798.105(d)(8) "])
def test_an_exception_is_found_however_the_citation_is_written(written):
    assert exception_for(written).value is DeleteException.LEGAL_OBLIGATION


@pytest.mark.parametrize(
    "written", ["1798.105(d)(9)", "1798.105(d)(0)", "1798.105(d)", "1798.145(a)", "legal obligation", ""]
)
def test_what_is_no_exception_is_refused_and_the_ninth_explained(written):
    with pytest.raises(UnknownException, match="2018 Act listed nine"):
        exception_for(written)


# What each exception needs besides necessity: leave out any one and the datum goes.
WHOLE = {
    DeleteException.TRANSACTION: {"purpose": Transaction.WARRANTY},
    DeleteException.SECURITY: {"proportionate": True},
    DeleteException.DEBUGGING: {"repairs_errors": True},
    DeleteException.FREE_SPEECH: {"exercises_right": True},
    DeleteException.CALECPA: {"calecpa": True},
    DeleteException.RESEARCH: {"public_research": True, "informed_consent": True, "deletion_impairs": True},
    DeleteException.INTERNAL_USE: {"solely_internal": True, "expected": True, "compatible": True},
    DeleteException.LEGAL_OBLIGATION: {"statute": "Rev. & Tax. Code §19504"},
}
PARTS = [(exception, fact) for exception, facts in WHOLE.items() for fact in (*facts, "necessary")]


@pytest.mark.parametrize("exception", WHOLE)
def test_a_datum_stays_with_every_fact_that_its_exception_needs(exception):
    verdict = may_keep(exception, Keeping(necessary=True, **WHOLE[exception]))
    assert verdict.value
    assert [str(c) for c in verdict.citations] == [str(exception.citation)]


@pytest.mark.parametrize(("exception", "fact"), PARTS)
def test_without_one_of_them_it_is_deleted(exception, fact):
    facts = {"necessary": True, **WHOLE[exception]}
    del facts[fact]
    verdict = may_keep(exception, Keeping(**facts))
    assert not verdict.value
    assert verdict.reason.startswith("We did not record ")


@pytest.mark.parametrize("exception", WHOLE)
def test_the_facts_of_the_others_do_not_help(exception):
    others = {name: value for other, facts in WHOLE.items() if other is not exception for name, value in facts.items()}
    assert not may_keep(exception, Keeping(necessary=True, **others)).value


def test_any_other_use_of_what_stays_is_warned_of():
    facts = Keeping(necessary=True, proportionate=True, other_uses=True)
    assert may_keep(DeleteException.SECURITY, facts).warnings
