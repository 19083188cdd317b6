import pytest

from habeas.law.california.denial import Ground, deny
from habeas.law.california.duties import Duty
from habeas.law.california.rights import Right
from habeas.law.errors import DenialRefused

FACTS = {
    "rationale": "40 identical requests in 30 days.",
    "explanation": "We had 40 identical requests in 30 days.",
    "reviewed_by": "privacy officer",
    "reproductive_care": False,
}


@pytest.mark.parametrize("ground", list(Ground))
@pytest.mark.parametrize("right", list(Right))
def test_a_documented_ground_is_allowed_exactly_for_the_rights_it_fits(ground, right):
    if right in ground.text.rights:
        verdict = deny(right, ground, **FACTS)
        assert (verdict.value.right, verdict.value.ground) == (right, ground)
        assert verdict.reason == ground.text.reason
        assert verdict.citations
        assert Duty.STATE_REASON in verdict.value.duties
    else:
        with pytest.raises(DenialRefused, match="is no ground"):
            deny(right, ground, **FACTS)


def test_the_reasons_differ():
    assert len({ground.text.reason for ground in Ground}) == len(Ground)


@pytest.mark.parametrize(
    ("right", "ground"),
    [
        pytest.param(Right.KNOW_SPECIFIC, Ground.UNFOUNDED_OR_EXCESSIVE, id="K-33 excessive"),
        (Right.OPT_OUT, Ground.FRAUD),
        (Right.DELETE, Ground.ALL_EXEMPT),
        (Right.DELETE, Ground.GENERAL_CARVE_OUT),
    ],
)
def test_a_ground_that_the_business_must_show_needs_a_rationale(right, ground):
    with pytest.raises(DenialRefused, match="rationale"):
        deny(right, ground, **FACTS | {"rationale": "  "})
    assert deny(right, ground, **FACTS).value.rationale == FACTS["rationale"]


def test_K33_an_excessive_request_needs_a_reviewer_too():
    with pytest.raises(DenialRefused, match="reviewed") as refused:
        deny(Right.KNOW_SPECIFIC, Ground.UNFOUNDED_OR_EXCESSIVE, rationale="40 identical requests.")
    assert [str(c) for c in refused.value.citations] == ["Civ. Code §1798.145(h)(3)"]


def test_K31_the_repeat_limit_covers_requests_to_know_and_no_others():
    assert deny(Right.KNOW_CATEGORIES, Ground.REPEATED_KNOW).value.duties == (Duty.STATE_REASON,)
    with pytest.raises(DenialRefused):
        deny(Right.DELETE, Ground.REPEATED_KNOW)


def test_K34_a_request_about_a_resident_of_another_state_may_be_denied():
    assert "residents of California" in deny(Right.DELETE, Ground.NOT_A_CONSUMER).reason


@pytest.mark.parametrize("ground", [Ground.NOT_VERIFIED, Ground.ALL_EXEMPT, Ground.NOT_A_CONSUMER])
@pytest.mark.parametrize(
    ("sells", "on_file", "offered"),
    [
        pytest.param(True, False, True, id="K-45"),
        pytest.param(False, False, False, id="K-46"),
        pytest.param(True, True, False, id="K-47"),
    ],
)
def test_any_denied_deletion_offers_the_opt_out_where_due(ground, sells, on_file, offered):
    verdict = deny(Right.DELETE, ground, rationale="Stated.", sells_or_shares=sells, opt_out_on_file=on_file)
    assert (Duty.OFFER_OPT_OUT in verdict.value.duties) is offered


def test_K84_a_general_carve_out_is_refused_for_data_on_reproductive_care():
    with pytest.raises(DenialRefused, match="knows no such ground") as refused:
        deny(Right.DELETE, Ground.GENERAL_CARVE_OUT, rationale="Subpoena.", reproductive_care=True)
    assert "Civ. Code §1798.145(a)(2)" in map(str, refused.value.citations)


def test_K84_a_general_carve_out_asks_first_whether_the_data_is_about_reproductive_care():
    with pytest.raises(DenialRefused, match="State first"):
        deny(Right.DELETE, Ground.GENERAL_CARVE_OUT, rationale="Subpoena.")
    assert deny(Right.DELETE, Ground.GENERAL_CARVE_OUT, rationale="Subpoena.", reproductive_care=False)


@pytest.mark.parametrize(
    ("right", "section"),
    [
        (Right.DELETE, "Cal. Code Regs., tit. 11, §7022(f)"),
        (Right.KNOW_SPECIFIC, "Cal. Code Regs., tit. 11, §7024(e)"),
        (Right.CORRECT, "Cal. Code Regs., tit. 11, §7023(f)"),
    ],
)
def test_a_denial_cites_the_sections_of_its_own_right(right, section):
    found = deny(right, Ground.ALL_EXEMPT, rationale="Medical records.", opt_out_on_file=True).citations
    assert str(found[0]) == section
    assert [str(c) for c in deny(Right.KNOW_CATEGORIES, Ground.NOT_VERIFIED).citations] == [
        "Cal. Code Regs., tit. 11, §7024(b)"
    ]
    assert "Cal. Code Regs., tit. 11, §7022(g)" in map(str, deny(Right.DELETE, Ground.HOUSEHOLD).citations)


def test_whoever_decides_cannot_be_the_reviewer():
    facts = FACTS | {"reviewed_by": " R. Sole "}
    with pytest.raises(DenialRefused, match="second person"):
        deny(Right.DELETE, Ground.UNFOUNDED_OR_EXCESSIVE, **facts, decided_by="r. sole")
    assert deny(Right.DELETE, Ground.UNFOUNDED_OR_EXCESSIVE, **facts, decided_by="P. Lam")


def test_a_fraudulent_request_is_denied_only_with_an_explanation_to_the_requestor():
    with pytest.raises(DenialRefused, match="explanation"):
        deny(Right.OPT_OUT, Ground.FRAUD, **FACTS | {"explanation": " "})


def test_K84_evidence_in_a_civil_case_is_preserved_all_the_same():
    facts = {"rationale": "A pending civil case.", "reproductive_care": True}
    assert deny(Right.DELETE, Ground.GENERAL_CARVE_OUT, **facts, preserves_civil_evidence=True)
    with pytest.raises(DenialRefused):
        deny(Right.KNOW_SPECIFIC, Ground.GENERAL_CARVE_OUT, **facts, preserves_civil_evidence=True)
