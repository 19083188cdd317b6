import pytest

from habeas.law.california.regimes import Governed, Regime, is_exempt, what_is_exempt
from habeas.law.california.rights import Right


@pytest.mark.parametrize("regime", list(Regime))
def test_every_regime_names_itself_its_basis_its_citation_and_where_the_rights_are(regime):
    text = regime.text
    assert text.title
    assert text.basis.startswith("This request does not reach this information, which is ")
    assert text.pointer.startswith("Your rights in this information come from ")
    assert "; see our " in text.pointer
    assert text.citations
    assert text.rights


WHOLE = ["insurance", "glba", "hipaa", "cmia", "clinical_trial", "fcra", "dppa"]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("right", list(Right))
def test_seven_regimes_take_the_record_out_of_every_right(name, right):
    assert is_exempt(Regime(name), right).value


@pytest.mark.parametrize("regime", [found for found in Regime if found.value not in WHOLE])
def test_the_others_leave_some_right_in_place(regime):
    assert {is_exempt(regime, right).value for right in Right} == {True, False}


@pytest.mark.parametrize("right", list(Right))
def test_records_are_looked_at_one_by_one(right):
    records = [Governed(found.value, found) for found in Regime] + [Governed("page views")]
    found = what_is_exempt(records, right).value
    assert [one.exempt for one in found] == [*(is_exempt(regime, right).value for regime in Regime), False]
    assert all(one.pointer and one.citations for one in found if one.exempt)
