"""Every screen passes axe-core (WCAG 2.1 A and AA), light and dark, wide and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from acceptance.conftest import Demo
from acceptance.test_whole_request import log_in

pytestmark = pytest.mark.browser

PUBLIC = ("/", "/request/", "/receipts/", "/outbox/", "/confirm/unknown/", "/nothing-here/")
STAFF = ("/staff/", "/staff/answered/", "/staff/holds/", "/staff/ledger/", "/staff/law/")
SIZES = ((1200, 900), (360, 740))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def faults(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in results.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
def test_public_pages_have_no_barriers(demo: Demo, browser: Any, scheme: str, size: tuple[int, int]) -> None:
    page = browser.new_context(color_scheme=scheme, viewport={"width": size[0], "height": size[1]}).new_page()
    for path in PUBLIC:
        page.goto(demo.base + path)
        assert faults(page) == [], path
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} scrolls sideways"
    page.goto(f"{demo.base}/request/")
    page.get_by_role("button", name="Send the request").click()
    assert faults(page) == [], "the form with errors"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staff_pages_have_no_barriers(demo: Demo, browser: Any, scheme: str) -> None:
    page = browser.new_context(color_scheme=scheme).new_page()
    page.goto(f"{demo.base}/staff/login/")
    assert faults(page) == [], "login"
    log_in(page, demo)
    page.goto(f"{demo.base}/staff/holds/")
    page.get_by_role("button", name="Freeze now").click()
    assert faults(page) == [], "the form of a hold with errors"
    page.fill("#id_email", f"nobody-{scheme}@example.com")
    page.fill("#id_agency", "Department of Justice")
    page.get_by_role("button", name="Freeze now").click()
    assert page.get_by_text("Obtain the case number").first.is_visible()
    for path in STAFF:
        page.goto(demo.base + path)
        assert faults(page) == [], path


def test_the_form_is_filled_and_sent_by_keyboard_alone(demo: Demo, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{demo.base}/request/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.focus("#id_given_name")
    for value in ("Ada", "Nobody", "", "", ""):
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.focus("#id_signed_by")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#id_given_name") == "Ada", "nothing typed is lost"
