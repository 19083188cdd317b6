"""Asking how sure one must be of an opt-out is an error of the type checker, not only of the program."""

import re

import pytest
from mypy import api

HEAD = """\
from habeas.law.california.evidence import degree_reached
from habeas.law.california.asking import may_require_notary
from habeas.law.california.rights import Right, verifiable
from habeas.law.california.verification import assess, fallback, required_degree, requirement

unknown: Right = Right.DELETE
"""
REFUSED = [
    "required_degree(Right.OPT_OUT)",
    "required_degree(Right.LIMIT, sensitive=True)",
    "requirement(Right.OPT_OUT_ADMT)",
    "assess(Right.OPT_OUT, points=3)",
    "fallback(Right.OPT_IN)",
    "degree_reached(Right.OPT_OUT, ())",
    "may_require_notary(Right.LIMIT)",
    "required_degree(unknown and Right(input()))",  # some right is not enough: ask `verifiable` first
]
ALLOWED = [
    "required_degree(Right.DELETE)",
    "assess(Right.KNOW_SPECIFIC, points=3)",
    "fallback(Right.APPEAL_ADMT)",
    "degree_reached(Right.ACCESS_ADMT, ())",
    "required_degree(verifiable(Right(input())))",
]


@pytest.fixture(scope="module")
def refused_lines(pytestconfig, tmp_path_factory):
    snippet = tmp_path_factory.mktemp("typing") / "snippet.py"
    snippet.write_text(HEAD + "".join(f"{line}\n" for line in REFUSED + ALLOWED))
    cache = pytestconfig.cache.mkdir("mypy")
    options = ["--strict", "--config-file=", f"--cache-dir={cache}", "--hide-error-context", "--no-error-summary"]
    said, trouble, _ = api.run([*options, str(snippet)])
    assert not trouble
    lines = snippet.read_text().splitlines()
    return {lines[int(n) - 1] for n in re.findall(r"snippet\.py:(\d+): error: .*\[arg-type\]", said)}


@pytest.mark.parametrize("line", REFUSED)
def test_a_rule_about_verification_takes_no_right_that_is_never_verified(refused_lines, line):
    assert line in refused_lines


@pytest.mark.parametrize("line", ALLOWED)
def test_a_rule_about_verification_takes_the_rights_that_are_verified(refused_lines, line):
    assert line not in refused_lines
