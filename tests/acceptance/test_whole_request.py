"""A person asks what is known of her and then has it deleted; staff approve; she verifies the receipt."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from acceptance.conftest import Demo
from acceptance.holdings import digests, rows_about, rows_of

pytestmark = pytest.mark.browser

FIELDS = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code")


def ask(page: Any, demo: Demo, person: dict[str, Any], what: str, pictures: Path) -> str:
    """File a request by the form; the private link."""
    page.goto(f"{demo.base}/")
    page.screenshot(path=pictures / "notice.png")
    page.get_by_role("link", name="Make a request").first.click()
    page.check(f"input[value={what}]")
    for name in FIELDS:
        page.fill(f"#id_{name}", person[name])
    page.fill("#id_signed_by", f"{person['given_name']} {person['family_name']}")
    page.screenshot(path=pictures / "form.png", full_page=True)
    known = len(demo.letters())
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url(re.compile(r"/request/.+/\?new=1"))
    page.goto(demo.letter(r"(http://\S+/confirm/\S+)", known))
    page.get_by_role("button", name="Yes, this is my address").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    return demo.letter(r"Your private link: (\S+)", known)


def approve(staff: Any, demo: Demo, reference: str, pictures: Path, picture: str) -> None:
    """Staff open the request, read the plan and approve it."""
    for _ in range(100):
        staff.goto(f"{demo.base}/staff/requests/{reference}/")
        if staff.get_by_role("button", name="Approve this plan").is_visible():
            break
        staff.wait_for_timeout(200)
    staff.screenshot(path=pictures / f"{picture}.png", full_page=True)
    staff.get_by_role("button", name="Approve this plan").click()
    for _ in range(100):
        staff.goto(f"{demo.base}/staff/requests/{reference}/")
        if staff.locator(".state.answered").is_visible():
            return
        staff.wait_for_timeout(200)
    raise AssertionError(staff.inner_text("main"))


def log_in(page: Any, demo: Demo) -> None:
    page.goto(f"{demo.base}/staff/")
    page.fill("#id_username", "analyst")
    page.fill("#id_password", demo.password)
    page.get_by_role("button", name="Log in").click()


def verified(demo: Demo, receipt: Path) -> subprocess.CompletedProcess[str]:
    """`habeas verify` with the public key alone, from an empty folder without a project."""
    key = receipt.with_name("ledger.pub")
    key.write_bytes((demo.folder / "keys" / "ledger.pub").read_bytes())
    return subprocess.run(
        [sys.executable, "-m", "habeas", "verify", str(receipt), "--key", str(key)],
        capture_output=True,
        text=True,
        cwd=receipt.parent,
        env={name: value for name, value in os.environ.items() if name != "HABEAS_PROJECT"},
        timeout=60,
    )


def test_a_person_gets_her_data_and_then_has_it_deleted(
    demo: Demo, browser: Any, pictures: Path, tmp_path: Path
) -> None:
    person = demo.people[-1]
    held = rows_about(demo.folder, person["email"])
    assert held["core.person"] and held["crm.contact"] and held["web.session"], (
        "the demo person is in all three systems"
    )
    before = rows_of(demo.folder)
    before_bytes = digests(demo.folder)

    # The public side works without script.
    page = browser.new_context(java_script_enabled=False, viewport={"width": 1100, "height": 900}).new_page()
    staff = browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
    log_in(staff, demo)

    # Know.
    link = ask(page, demo, person, "know_both", pictures)
    page.goto(link)
    reference = re.search(r"HB-\w{5}-\w{5}", page.inner_text("h1"))
    assert reference
    approve(staff, demo, reference[0], pictures, "console-know")
    page.goto(link)
    page.screenshot(path=pictures / "status.png", full_page=True)
    known = len(demo.letters())
    page.get_by_role("button", name="Send me a code").click()
    page.fill("#id_code", demo.letter(r"your code is (\d{4} \d{4})", known))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my information").click()
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    check_package(package, held, person, browser, pictures, tmp_path)
    assert rows_of(demo.folder) == before, "a request to know changes nothing"

    # Delete.
    link = ask(page, demo, person, "delete", pictures)
    page.goto(link)
    reference = re.search(r"HB-\w{5}-\w{5}", page.inner_text("h1"))
    assert reference
    staff.goto(f"{demo.base}/staff/")
    staff.screenshot(path=pictures / "queue.png")
    approve(staff, demo, reference[0], pictures, "console-delete")
    page.goto(link)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the receipt").click()
    receipt = tmp_path / "receipt.json"
    download.value.save_as(receipt)

    result = verified(demo, receipt)
    assert result.returncode == 0, result.stderr
    assert reference[0] in result.stdout
    data = receipt.read_bytes()
    receipt.write_bytes(data.replace(b'"erased"', b'"Erased"', 1))
    assert verified(demo, receipt).returncode == 1, "a changed byte is found out"

    check_erasure(demo.folder, person, held, before, before_bytes, json.loads(data))
    for text in (data.decode(), *demo.letters()):
        assert person["family_name"] not in text and person["birth_date"] not in text, (
            "no personal data in receipts and letters"
        )


def check_package(
    package: Path,
    held: dict[str, list[dict[str, Any]]],
    person: dict[str, Any],
    browser: Any,
    pictures: Path,
    folder: Path,
) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "package")
    data = json.loads((folder / "package" / "data.json").read_text())
    jsonschema.validate(data, json.loads((folder / "package" / "schema.json").read_text()))
    text = json.dumps(data)
    assert person["email"].lower() in text.lower()
    page = browser.new_context(java_script_enabled=False, viewport={"width": 1100, "height": 1400}).new_page()
    page.goto((folder / "package" / "index.html").as_uri())
    page.screenshot(path=pictures / "package.png")
    shown = page.inner_text("body")
    for row in held["core.person"]:
        for secret, described in (("ssn", "Social Security number"), ("driver_licence", "driver")):
            assert row[secret] is None or str(row[secret]) not in text, "never disclosed (§7024(d))"
            assert (row[secret] is not None) == (described in shown), "what is held and never disclosed is described"
    assert "Policy administration" in shown and "Web site log" in shown


def check_erasure(
    folder: Path,
    person: dict[str, Any],
    held: dict[str, list[dict[str, Any]]],
    before: dict[str, Any],
    before_bytes: dict[str, str],
    receipt: dict[str, Any],
) -> None:
    after = rows_of(folder)
    for table in before:
        added, gone = after[table] - before[table], before[table] - after[table]
        # Masked rows change in place; everything else only goes.
        assert sum(added.values()) <= sum(gone.values()), table
        if table.startswith("core."):
            assert not added, f"{table}: nothing is masked in core for somebody without a policy"
    for name in ("core.person", "core.application", "core.address"):
        gone = before[name] - after[name]
        assert sum(gone.values()) == len(held[name]), name
    # Rows of others: whatever is gone or changed, was hers.
    for table in ("crm.device", "crm.lead", "crm.quote", "crm.newsletter", "crm.contact", "crm.call_note"):
        gone = before[table] - after[table]
        assert gone == {repr(tuple(row.values())): 1 for row in held.get(table, [])}, table
    sessions = {row["session_id"] for row in held["web.session"]}
    for table in before:
        if table.startswith("web."):
            for row in before[table] - after[table]:
                assert any(repr(session) in row for session in sessions), table
    touched = {table for table in before if table.startswith("web.") and before[table] != after[table]}
    for name, digest in digests(folder).items():
        if name.replace("data/web/", "web.") not in touched:
            assert digest == before_bytes[name], f"{name} was rewritten without need"
    again = rows_about(folder, person["email"])
    assert not any(again.values()), "the systems no longer hold the person"
    text = "\n".join(row for rows in after.values() for row in rows)
    assert person["email"] not in text.lower() and person["phone"] not in text
    erased = {(row["system"], row["table"]): row["rows"] for row in receipt["body"]["done"]}
    assert erased[("web", "session")] == len(held["web.session"])
    assert erased[("web", "page_view")] == len(held["web.page_view"])
    assert receipt["body"]["asked_again"]["found_to_erase"] == 0
