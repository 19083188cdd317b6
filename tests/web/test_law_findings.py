"""Unlawful settings: not applied, said to staff, and never a reason for the public pages to fail."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from web.conftest import INSURER, Insurer, form

from habeas.datamap.business import Business, Requests
from habeas.datamap.project import Project, load_project
from habeas.law.california.methods import Method
from habeas.law.california.notices.statements import Statement
from habeas.law.california.rights import Right
from habeas.web.notices import lint
from habeas.web.notices.configured import lawful
from habeas.web.notices.stated import ALWAYS_SAID, says
from habeas.web.project import choices, current, law_findings, written
from habeas.web.requests.models import Request

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ASK = "ask: [name, birth_date, email, phone, address]"
UNLAWFUL = """ask: [name, birth_date, email, phone, address, ssn, passport]
admt_for_significant_decisions: true
requests:
  methods: [cookie_banner]
  account_required: [know_specific, delete]
  login_required: [opt_out]
  date_range: false
  notary: {rights: [delete]}
  verification_fee: true
  two_step: [know_specific]
  delete_all: false
links: [{title: Do Not Sell My Personal Information}]
"""


@pytest.fixture
def unlawful(project: Insurer) -> Insurer:
    project.edit("business.yml", ASK, UNLAWFUL)
    project.edit("notice.yml", "updated_on: 2026-10-01", "updated_on: 2019-12-04")
    project.edit("recipients.yml", "forbids_combining: true", "forbids_combining: false")
    return project


def test_an_unlawful_project_still_serves_notice_and_form(unlawful: Insurer, client: Client) -> None:
    assert client.get("/").status_code == 200
    page = client.get("/request/").content.decode()
    assert 'name="birth_date"' in page and 'name="period"' in page
    assert "ssn" not in page and "passport" not in page
    response = client.post("/request/", form(unlawful.applicant))
    assert response.status_code == 302 and Request.objects.count() == 1


def test_the_lawful_default_takes_the_place_of_each(unlawful: Insurer) -> None:
    business = current().business
    assert business.ask == ("name", "birth_date", "email", "phone", "address")
    applied = business.requests
    assert (applied.account_required, applied.login_required, applied.two_step) == ((), (), ())
    assert applied.date_range and applied.delete_all and applied.notary is None and not applied.verification_fee
    assert {one.role.value for one in current().recipients.recipients} == {"third party"}
    assert written().business.requests.account_required  # the files are left as they are


def test_staff_see_the_alarm_on_every_page_and_the_law_behind_it(unlawful: Insurer, staff: Client) -> None:
    for path in ("/staff/", "/staff/answered/", "/staff/ledger/", "/staff/law/"):
        assert "against the law</a>" in staff.get(path).content.decode(), path
    page = staff.get("/staff/law/").content.decode()
    for row in ("C-01", "C-07", "C-09", "C-08", "E-04", "E-08", "G-11", "B-50", "B-11", "A-47"):
        assert f"{row}: " in page, row
    assert "§7060(e)" in page and "may not be newly published" in page


def test_a_lawful_project_raises_no_alarm(project: Insurer, staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.web.project.california_day", lambda _: TODAY)
    assert "against the law</a>" not in staff.get("/staff/").content.decode()


def test_an_alarm_that_fails_hides_no_page(
    project: Insurer, client: Client, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise lint_error

    from habeas.law.errors import UncoveredCase

    lint_error = UncoveredCase()
    monkeypatch.setattr("habeas.web.project.findings", fail)
    monkeypatch.setattr("habeas.web.notices.configured.lawful_configuration", fail)
    assert client.get("/").status_code == 200 and client.get("/request/").status_code == 200
    assert staff.get("/staff/").status_code == 200


def test_a_range_of_dates_is_left_out_where_nothing_older_is_kept(project: Insurer, client: Client) -> None:
    project.edit("business.yml", ASK, f"{ASK}\nrequests: {{date_range: false, retention_months: 12}}")
    page = client.get("/request/").content.decode()
    assert 'name="period"' not in page
    assert client.post("/request/", form(project.applicant)).status_code == 302
    assert not Request.objects.get().everything


def test_the_notice_says_what_it_is_said_to_say(project: Insurer, client: Client) -> None:
    project.edit("business.yml", "sells: false", "sells: true")
    project.edit("business.yml", "knows_of_under_16_sales: false", "uses_sensitive_beyond_permitted: true")
    project.edit("business.yml", "online_only: false", "admt_for_significant_decisions: true")
    addresses = ("opt_out_notice", "limit_notice", "signal_guide", "under_16_consent", "metrics", "no_verification")
    given = "\n".join(f"{name}: https://www.example.com/{name}" for name in addresses)
    project.edit("notice.yml", "effective_on:", f"{given}\neffective_on:")
    assert said_on_the_page(client) == says(current()) == set(Statement)


def test_a_business_that_does_nothing_special_says_no_more_than_it_must(project: Insurer, client: Client) -> None:
    assert said_on_the_page(client) == says(current()) == ALWAYS_SAID


def said_on_the_page(client: Client) -> set[str]:
    page = client.get("/").content.decode()
    return {word for found in re.findall(r'data-says="([^"]*)"', page) for word in found.split()}


def test_a_sale_is_listed_apart_from_what_is_disclosed(project: Insurer, client: Client) -> None:
    project.edit(
        "recipients.yml",
        "recipients:\n",
        "recipients:\n  - {name: Ads, role: third party, kind: advertising network, categories: [F], purposes: [advertising], sold: true}\n",
    )
    page = client.get("/").content.decode()
    sharing, disclosing = page.split('id="sharing"')[1].split('id="disclosing"')
    assert (
        "Internet or other electronic network activity information, to advertising network, for advertising" in sharing
    )
    assert "We have not sold" not in page and "advertising network" in disclosing.split('id="other"')[0]
    rows = {one.finding.row for one in lint.findings(written(), TODAY)}
    assert "A-46" in rows  # the setting says that nothing is sold


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("updated_on: 2026-10-01", "updated_on: 2025-11-22", "B-11"),
        ("    retention: 24 months\n", "    retention: ''\n", "B-34"),
        ("    retention: 24 months\n", "    retention: as long as needed\n", "B-34"),
    ],
)
def test_a_finding_about_the_notice_names_its_line(project: Insurer, old: str, new: str, row: str) -> None:
    project.edit("notice.yml", old, new)
    found = next(one for one in lint.findings(written(), TODAY) if one.finding.row == row)
    lines = (project.folder / "notice.yml").read_text("utf-8").splitlines()
    assert str(found.problem(written())).startswith(f"notice.yml:{lines.index(new.rstrip()) + 1}: ")


def test_a_column_that_the_notice_does_not_cover_is_named(project: Insurer) -> None:
    project.edit("notice.yml", "  - code: B", "  - code: E")
    found = [str(one) for one in lint.problems(written(), TODAY) if "Civ. Code §1798.100(c)" in str(one)]
    assert any(one.startswith("systems/core.yml:") and "Customer Records" in one for one in found)
    assert not lint.publishable(written(), TODAY).value


def test_a_notice_that_is_nearly_stale_is_a_warning_and_may_be_published(project: Insurer) -> None:
    project.edit("notice.yml", "updated_on: 2026-10-01", "updated_on: 2025-11-23")
    assert lint.publishable(written(), TODAY).value
    assert [str(one) for one in lint.problems(written(), TODAY) if "warning" in str(one)]
    assert not lint.publishable(written(), date(2026, 11, 24)).value


def test_choices_of_the_business_are_read_and_what_is_none_is_said(project: Insurer) -> None:
    project.edit(
        "business.yml", ASK, f"{ASK}\nchoices: {{misdirected: cure_notice, extend_to_all: maybe, colour: red}}"
    )
    assert choices().misdirected.value == "cure_notice" and choices().extend_to_all is False
    assert len(lint.unknown(written(), TODAY)) == 2


# Any settings at all: what is applied can be shown, and nothing raises.

WORDS = st.lists(st.sampled_from([*Method, *Right, "shoe_size", ""]).map(str), max_size=4).map(tuple)
ANY_REQUESTS = st.builds(
    Requests,
    methods=st.none() | WORDS,
    opt_out_methods=st.none() | WORDS,
    main_way=st.none() | st.sampled_from(["email", "pigeon"]),
    date_range=st.booleans(),
    account_required=WORDS,
    login_required=WORDS,
    ask=st.dictionaries(st.sampled_from([*Right, "dance"]).map(str), WORDS, max_size=2),
    two_step=WORDS,
)


@pytest.fixture(scope="module")
def insurer() -> Project:
    return load_project(INSURER)


@given(st.data())
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_is_set_a_lawful_project_comes_out(insurer: Project, data: st.DataObject) -> None:
    update = {
        "requests": data.draw(ANY_REQUESTS),
        "ask": data.draw(st.lists(st.sampled_from(["name", "email", "ssn", "shoe_size"]), max_size=3).map(tuple)),
        "sells": data.draw(st.booleans()),
        "website": data.draw(st.sampled_from(["", "https://www.example.com"])),
    }
    business: Business = insurer.business.model_copy(update=update)
    changed = Project(**{**vars(insurer), "business": business})
    applied = lawful(changed, TODAY)
    assert applied.business.ask and set(applied.business.ask) <= {"name", "email"}
    lint.problems(changed, TODAY)
    assert lawful(applied, TODAY) == applied


@pytest.mark.parametrize(("on", "is_said"), [(date(2028, 1, 1), False), (date(2028, 9, 1), True)])
def test_the_end_of_the_calendar_is_announced_while_there_is_time(project: Insurer, on: date, is_said: bool) -> None:
    assert any(one.finding.row == "P-35" for one in law_findings(on)) is is_said
