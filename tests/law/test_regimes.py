import pytest

from habeas.law.california.regimes import Regime, is_exempt
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


def test_K145_policy_and_claim_data_is_outside_with_the_regime_named_and_a_pointer():
    verdict = is_exempt(Regime.INSURANCE, Right.KNOW_SPECIFIC)
    assert verdict.value
    assert "Insurance Code" in verdict.reason
    assert [str(c) for c in verdict.citations] == [
        "Cal. Code Regs., tit. 11, §7270",
        "Cal. Code Regs., tit. 11, §7271",
    ]


def test_K64_records_under_financial_privacy_law_are_withheld_with_the_basis():
    verdict = is_exempt(Regime.GLBA, Right.KNOW_SPECIFIC)
    assert verdict.value
    assert verdict.cited().endswith("(Civ. Code §1798.145(e))")


WHOLE = ["insurance", "glba", "hipaa", "cmia", "clinical_trial", "fcra", "dppa"]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("right", list(Right))
def test_seven_regimes_take_the_record_out_of_every_right(name, right):
    assert is_exempt(Regime(name), right).value


@pytest.mark.parametrize(
    ("regime", "inside", "outside"),
    [
        (Regime.VEHICLE_WARRANTY, Right.OPT_OUT, Right.DELETE),
        (Regime.COMMERCIAL_CREDIT, Right.DELETE, Right.KNOW_SPECIFIC),
        (Regime.STUDENT_GRADES, Right.DELETE, Right.KNOW_SPECIFIC),
        (Regime.STUDENT_ASSESSMENT, Right.KNOW_SPECIFIC, Right.DELETE),
        (Regime.YEARBOOK, Right.OPT_OUT, Right.CORRECT),
    ],
)
def test_the_others_take_it_out_of_some_rights_only(regime, inside, outside):
    assert is_exempt(regime, inside).value
    assert not is_exempt(regime, outside).value
