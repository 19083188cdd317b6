from datetime import date

import pytest

from habeas.law.california.delete import DeleteScope, delete_scope, is_in_scope, must_offer_opt_out
from habeas.law.california.reach import Source


def test_K79_until_the_end_of_2026_only_information_from_the_consumer_is_in_scope():
    assert delete_scope(date(2026, 11, 23)).value is DeleteScope.FROM_CONSUMER
    assert delete_scope(date(2026, 12, 31)).value is DeleteScope.FROM_CONSUMER
    bought = is_in_scope(date(2026, 11, 23), Source.BOUGHT)
    assert not bought.value
    assert "another source" in bought.reason
    assert is_in_scope(date(2026, 11, 23), Source.OBSERVED).value


def test_K79_from_2027_bought_information_is_in_scope_with_a_warning_that_the_date_is_assumed():
    assert delete_scope(date(2027, 1, 1)).value is DeleteScope.ABOUT_CONSUMER
    bought = is_in_scope(date(2027, 1, 1), Source.BOUGHT)
    assert bought.value
    assert any("assumed" in warning for warning in bought.warnings)
    assert not bought.settled


@pytest.mark.parametrize(
    ("sells", "on_file", "offer"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_opting_out_is_offered_by_a_seller_to_a_consumer_who_has_not_opted_out(sells, on_file, offer):
    verdict = must_offer_opt_out(sells_or_shares=sells, opt_out_on_file=on_file)
    assert verdict.value is offer
    assert [str(c) for c in verdict.citations] == ["Cal. Code Regs., tit. 11, §7022(g)"]
