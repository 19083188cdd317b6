"""The page of what each store knows is what the tests show."""

from __future__ import annotations

import pytest
from store_matrix import PAGE, SHOWN, page, rows_of


def test_the_page_of_stores_is_current(request: pytest.FixtureRequest) -> None:
    shown, text = request.config.stash[SHOWN], PAGE.read_text(encoding="utf-8")
    assert set(shown) <= set(rows_of(text)), "run: make stores-reference"
    if request.config.args_source is pytest.Config.ArgsSource.TESTPATHS:  # the whole suite was collected
        assert page(shown) == text, "run: make stores-reference"
