"""A case that is wrong fails, whatever is wrong with it: the machinery itself must be able to fail."""

from __future__ import annotations

import pytest

from habeas.law import cases
from habeas.law.cases import CaseInvalid, Status, run
from habeas.law.rule import Rule

CLOCK = {"right": "know_specific", "receipt_on": "2026-11-20"}
LATE = {**CLOCK, "notice_on": "2027-01-05", "reason": "an archive"}
LAST = {**CLOCK, "notice_on": "2027-01-04", "reason": "an archive"}


def outcome(rule, given, **expect):
    return run({"id": "X", "checks": [{"rule": rule, "given": given, "expect": expect}]})


@pytest.mark.parametrize(
    ("rule", "given", "right", "wrong"),
    [
        ("clock.clock", CLOCK, {"value": {"respond_by": "2027-01-04"}}, {"value": {"respond_by": "2027-01-05"}}),
        (
            "clock.clock",
            CLOCK,
            {"value": {"confirm_by": {"safe": "2026-12-03"}}},
            {"value": {"confirm_by": {"safer": "1"}}},
        ),
        ("clock.clock", CLOCK, {"value": {"stop_by": "null"}}, {"value": {"stop_by": "2026-12-03"}}),
        ("clock.clock", CLOCK, {"settled": "false"}, {"settled": "true"}),
        ("clock.clock", CLOCK, {"parameters": "P-02"}, {"parameters": "P-99"}),
        ("clock.clock", CLOCK, {"cites": ["7021(a)", "7021(b)"]}, {"cites": ["7021(a)", "7021(z)"]}),
        ("clock.clock", CLOCK, {"rows": "D-03"}, {"rows": "D-19"}),
        ("clock.extend", LAST, {"warns": "2027-01-03"}, {"warns": "2027-01-02"}),
        ("clock.extend", LAST, {"warns": "true"}, {"warns": "false"}),
        ("clock.extend", LAST, {"reason": "TOLD THE REASON"}, {"reason": "refused"}),
        ("clock.extend", LATE, {"raises": "ExtensionRefused"}, {"raises": "DenialRefused"}),
        ("clock.extend", LATE, {"raises": "Refused", "cites": "7021(b)"}, {"raises": "Refused", "cites": "7022"}),
        ("clock.extend", LATE, {"raises": "Refused", "reason": "2027-01-04"}, {"value": "2027-02-18"}),
        ("clock.extend", LAST, {"value": "2027-02-18"}, {"raises": "ExtensionRefused"}),
        (
            "letters.required_paragraphs",
            {"kind": "extension", "facts": {"right": "delete"}},
            {"contains": ["new_date"], "lacks": "appeal"},
            {"contains": ["appeal"]},
        ),
        (
            "letters.required_paragraphs",
            {"kind": "extension", "facts": {"right": "delete"}},
            {"value": ["extension_reason", "new_date"]},
            {"lacks": "new_date"},
        ),
    ],
)
def test_an_expectation_holds_or_fails(rule, given, right, wrong):
    assert outcome(rule, given, **right).status is Status.PASSED
    failed = outcome(rule, given, **wrong)
    assert failed.status is Status.FAILED and failed.notes


@pytest.mark.parametrize(
    ("wanted", "is_same"),
    [("30", True), ("30.0", True), ("30.00", True), ("30.1", False), ("030", False), ("x", False)],
)
def test_a_number_is_compared_as_one(wanted, is_same):
    found = outcome("metrics.days_to_answer", {"days": ["30"]}, value={"median": wanted})
    assert (found.status is Status.PASSED) is is_same


def test_a_rule_that_breaks_is_a_failed_case(monkeypatch):
    def broken(right, receipt_on):
        raise OverflowError("too far")

    broken.__annotations__ = {"right": str, "receipt_on": str}
    monkeypatch.setitem(cases.rules(), "clock.clock", Rule("clock.clock", broken, ()))
    found = outcome("clock.clock", CLOCK, value="x")
    assert found.status is Status.FAILED and "broke with OverflowError" in found.notes[0]


def test_facts_that_cannot_be_read_fail_the_case():
    assert outcome("clock.clock", {**CLOCK, "receipt_on": "soon"}, value="x").status is Status.FAILED


@pytest.mark.parametrize(
    "case",
    [
        {"id": "X"},
        {"checks": []},
        {"id": "X", "checks": [{"rule": "clock.clock", "given": CLOCK}]},
        {"id": "X", "checks": [{"rule": "clock.clock", "given": CLOCK, "expect": {}}]},
        {"id": "X", "checks": [{"rule": "clock.clock", "given": CLOCK, "expect": {"values": "1"}}]},
        {"id": "X", "checks": [{"rule": "clock.stop", "given": CLOCK, "expect": {"value": "1"}}]},
        {"id": "X", "waits_for": "a door", "note": "?"},
    ],
)
def test_what_is_no_case_is_refused(case):
    with pytest.raises(CaseInvalid):
        run(case)


def test_a_case_that_waits_is_not_passed_and_can_still_fail():
    check = {"rule": "clock.clock", "given": CLOCK, "expect": {"value": {"respond_by": "2027-01-04"}}}
    assert run({"id": "X", "waits_for": "a door", "checks": [check]}).status is Status.WAITS
    check = {**check, "expect": {"value": {"respond_by": "2027-01-05"}}}
    assert run({"id": "X", "waits_for": "a door", "checks": [check]}).status is Status.FAILED
    assert run({"id": "X", "covered_by": "tests/x.py::test_x"}).status is Status.COVERED
