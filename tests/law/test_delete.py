from datetime import date

import pytest

from habeas.law.california.delete import (
    DeleteException,
    DeleteScope,
    delete_scope,
    exception_for,
    is_in_scope,
    must_offer_opt_out,
)
from habeas.law.errors import UnknownException


def test_there_are_eight_exceptions_and_each_says_why():
    assert [str(e.citation) for e in DeleteException] == [f"Civ. Code §1798.105(d)({n})" for n in range(1, 9)]
    assert len({e.sentence for e in DeleteException}) == 8


def test_K75_a_warranty_and_a_tax_invoice_are_kept_under_their_own_exceptions():
    assert exception_for("1798.105(d)(1)") is DeleteException.TRANSACTION
    assert "warranty" in DeleteException.TRANSACTION.sentence
    assert exception_for("1798.105(d)(8)") is DeleteException.LEGAL_OBLIGATION
    assert "legal obligation" in DeleteException.LEGAL_OBLIGATION.sentence


@pytest.mark.parametrize("written", ["1798.105(d)(8)", "105(d)(8)", "§1798.105(d)(8)", " Civ. Code §1798.105(d)(8) "])
def test_an_exception_is_found_however_the_citation_is_written(written):
    assert exception_for(written) is DeleteException.LEGAL_OBLIGATION


@pytest.mark.parametrize(
    "written", ["1798.105(d)(9)", "1798.105(d)(0)", "1798.105(d)", "1798.145(a)", "legal obligation", ""]
)
def test_what_is_no_exception_is_refused_and_the_ninth_explained(written):
    with pytest.raises(UnknownException, match="2018 Act listed nine"):
        exception_for(written)


def test_K79_until_the_end_of_2026_only_information_from_the_consumer_is_in_scope():
    assert delete_scope(date(2026, 11, 23)).value is DeleteScope.FROM_CONSUMER
    assert delete_scope(date(2026, 12, 31)).value is DeleteScope.FROM_CONSUMER
    bought = is_in_scope(date(2026, 11, 23), from_consumer=False)
    assert not bought.value
    assert "another source" in bought.reason
    assert is_in_scope(date(2026, 11, 23), from_consumer=True).value


def test_K79_from_2027_bought_information_is_in_scope_with_a_warning_that_the_date_is_assumed():
    assert delete_scope(date(2027, 1, 1)).value is DeleteScope.ABOUT_CONSUMER
    bought = is_in_scope(date(2027, 1, 1), from_consumer=False)
    assert bought.value
    assert any("assumed" in warning for warning in bought.warnings)


@pytest.mark.parametrize(
    ("sells", "on_file", "offer"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_opting_out_is_offered_by_a_seller_to_a_consumer_who_has_not_opted_out(sells, on_file, offer):
    verdict = must_offer_opt_out(sells_or_shares=sells, opt_out_on_file=on_file)
    assert verdict.value is offer
    assert [str(c) for c in verdict.citations] == ["Cal. Code Regs., tit. 11, §7022(g)"]
