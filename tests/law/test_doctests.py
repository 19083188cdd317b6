"""Every module of the package says what it rests on, and its examples hold."""

import doctest
import importlib
import pkgutil

import pytest

import habeas.law

MODULES = ["habeas.law", *(m.name for m in pkgutil.walk_packages(habeas.law.__path__, "habeas.law."))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstring_hold(name):
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0


@pytest.mark.parametrize("name", [m for m in MODULES if m.startswith("habeas.law.california.")])
def test_a_rule_module_says_when_the_law_was_read_and_shows_an_example(name):
    doc = importlib.import_module(name).__doc__
    assert "2026-11-23" in doc
    assert ">>> " in doc
