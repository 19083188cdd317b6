"""The law stands in one place: every rule cites, shows itself and is tried; no number of the law stands anywhere else."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import os
import re
import textwrap
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from habeas.cli.law import read_cases
from habeas.cli.law_pages import reference_page
from habeas.law.california.parameters import TABLE
from habeas.law.california.provisions import provision, provisions
from habeas.law.cases import Status, run
from habeas.law.period import Period
from habeas.law.rule import Rule, rule_modules, rules
from habeas.law.verdict import Verdict

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "habeas"
CASES = ROOT / "tests" / "cases" / "law"
SPECIFICATION = Path(os.environ.get("HABEAS_SHARED", ROOT.parent / "shared")) / "law" / "requirements.md"
RULES = rules()

# Rows of sections C to I that no rule can decide, each with the reason.
NO_RULE: dict[str, str] = {}
POINTERS = {"D-22"}  # "see J": says nothing itself
BUILDERS = {"ruling", "finding"}  # how rules say their verdicts


@cache
def all_cases() -> list[dict[str, typing.Any]]:
    return [case for path in sorted(CASES.glob("*.yml")) for case in read_cases(path)]


@cache
def rules_tried() -> frozenset[str]:
    return frozenset(check["rule"] for case in all_cases() for check in case.get("checks", ()))


@cache
def examples(module: str) -> str:
    """Every line of every example in a module."""
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module))
    return "\n".join(example.source for test in found for example in test.examples)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_cites_rows_that_exist(rule: Rule) -> None:
    parameters = {row.id for row in TABLE}
    assert rule.rows, "a rule names the rows it decides"
    for row in rule.rows:
        assert row in parameters or provision(row).citations


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_shown_in_an_example_and_tried_in_a_case(rule: Rule) -> None:
    name = rule.name.rpartition(".")[2]
    assert re.search(rf"\b{name}\(", examples(rule.function.__module__)), "no example calls it"
    assert rule.name in rules_tried(), "no case in tests/cases/law tries it"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_its_question_and_returns_a_verdict(rule: Rule) -> None:
    assert rule.question.endswith((".", "?"))
    assert typing.get_origin(typing.get_type_hints(rule.function)["return"]) is Verdict


def test_whatever_returns_a_verdict_is_a_rule() -> None:
    for module in rule_modules():
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                returned = typing.get_type_hints(value).get("return")
                if typing.get_origin(returned) is Verdict and module.__name__.rpartition(".")[2] not in BUILDERS:
                    assert hasattr(value, "__rows__"), f"{module.__name__}.{name} returns a verdict and names no row"


def test_a_row_stands_once() -> None:
    ids = [row.id for row in provisions()]
    assert len(set(ids)) == len(ids)


def test_every_row_of_sections_C_to_I_is_decided_by_a_rule() -> None:
    decided = {row for rule in RULES.values() for row in rule.rows}
    undecided = {row.id for row in provisions() if row.id[0] in "CDEFGHI"} - decided
    assert undecided == set(NO_RULE)


def specification_ids(sections: str) -> set[str]:
    if not SPECIFICATION.exists():
        pytest.skip(f"the legal specification is not at {SPECIFICATION} (set HABEAS_SHARED)")
    text = SPECIFICATION.read_text(encoding="utf-8")
    return set(re.findall(rf"^\| ([{sections}]-\d\d\d?) \|", text, re.MULTILINE))


def test_every_row_of_the_specification_is_here() -> None:
    known = {row.id for row in provisions()} | {row.id for row in TABLE}
    assert specification_ids("ABCDEFGHIJP") - known == POINTERS


def test_every_worked_case_of_the_specification_is_here() -> None:
    assert specification_ids("K") - {case["id"] for case in all_cases()} == set()


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case["id"])
def test_a_worked_case_holds(case: dict[str, typing.Any]) -> None:
    result = run(case)
    assert result.status is not Status.FAILED, "\n".join(result.notes)


def test_the_examples_of_the_format_hold(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "reference" / "law-cases.md").read_text(encoding="utf-8")
    blocks = [textwrap.dedent(found) for found in re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.MULTILINE)]
    written = [block for block in blocks if "- id:" in block]
    assert len(written) >= 8
    for number, block in enumerate(written):
        path = tmp_path / f"{number}.yml"
        path.write_text(block, encoding="utf-8")
        for case in read_cases(path):
            assert run(case).status is Status.PASSED, run(case).notes


def test_a_test_that_covers_a_case_exists() -> None:
    for case in all_cases():
        covered = case.get("covered_by") or []
        for name in [covered] if isinstance(covered, str) else covered:
            path, _, function = name.partition("::")
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert function.partition("[")[0] in names, f"{case['id']}: there is no {name}"


def test_the_reference_of_rules_is_current() -> None:
    page = ROOT / "docs" / "reference" / "law-rules.md"
    assert page.read_text(encoding="utf-8").strip() == reference_page().strip(), "run: make law-reference"


def outside_the_law(*kinds: str) -> Iterator[Path]:
    for kind in kinds:
        for path in sorted(SOURCE.rglob(f"*.{kind}")):
            if (SOURCE / "law") not in path.parents:
                yield path


# Small and round numbers mean too many other things by themselves; with their unit they are the law's.
LEGAL_WORDS = re.compile(
    r"\b(?:10|15|ten|fifteen) business days|\b(?:30|44|45|89|90)[ -](?:calendar )?days?\b|\b(?:6|12|24)[ -]months?\b"
    r"|2022-01-01|January 1, 2022|\b250 words|1,?850 feet|10,000,000"
)
LEGAL_NUMBERS = {
    row.value.count if isinstance(row.value, Period) else row.value for row in TABLE if not isinstance(row.value, str)
} - {2, 4, 5, 6, 7, 10, 12, 15, 24, 30, 36, 50, 72, 200, 100_000}
NOT_LEGAL = {
    "datamap/tables.py": "an example of a retention period in an error message",
    "cli/starter/notice.yml": "how long the example's business keeps things",
}


def test_no_number_of_the_law_stands_outside_the_law() -> None:
    found = []
    for path in outside_the_law("py", "html", "txt", "yml", "toml"):
        name = path.relative_to(SOURCE).as_posix()
        text = path.read_text(encoding="utf-8")
        if name not in NOT_LEGAL:
            found += [f"{name}: {match}" for match in LEGAL_WORDS.findall(text)]
        if path.suffix == ".py":
            numbers = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
            found += [f"{name}: {one}" for one in numbers if type(one) is int and one in LEGAL_NUMBERS | {44, 89}]
    assert found == []
