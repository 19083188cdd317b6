"""The request form: what is wrong is said beside the field, nothing typed is lost, nothing half is stored."""

from __future__ import annotations

from html import escape, unescape

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from web.conftest import Ask, Insurer, form, whole_database

from habeas.web.ledger.models import Entry
from habeas.web.portal.forms import DELETE, KNOW_BOTH, KNOW_CATEGORIES, KNOW_SPECIFIC
from habeas.web.requests.models import Letter, Request, Right

FIELDS = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "Robert'); DROP TABLE requests_request;--",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "\u202eannA\u202c",
    "Anna 🌺 \U0001f469\u200d\U0001f4bb",
    "a\r\nBcc: everybody@example.com",
)


def refused(client: Client, data: dict[str, str]) -> str:
    """The page that refuses this; nothing may be stored."""
    response = client.post("/request/", data)
    assert response.status_code == 422
    for model in (Request, Letter, Entry, DBTaskResult):
        assert not model.objects.exists(), model.__name__
    return response.content.decode()


@pytest.mark.django_db
def test_the_empty_form_is_shown(project: Insurer, client: Client) -> None:
    page = client.get("/request/").content.decode()
    assert all(f'name="{name}"' in page for name in FIELDS)


@pytest.mark.django_db
@pytest.mark.parametrize("missing", FIELDS)
def test_a_missing_field_is_named_beside_it_and_the_others_keep_what_was_typed(
    project: Insurer, client: Client, missing: str
) -> None:
    data = form(project.applicant, **{missing: ""})
    page = refused(client, data)
    assert f'id="id_{missing}_error"' in page
    for name in FIELDS:
        assert name == missing or f'value="{escape(data[name])}"' in page, name


@pytest.mark.django_db
def test_a_form_without_anything_names_every_field(project: Insurer, client: Client) -> None:
    page = refused(client, {})
    assert all(f'id="id_{name}_error"' in page for name in FIELDS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "length"),
    [("given_name", 80), ("family_name", 80), ("street", 200), ("postal_code", 12), ("phone", 40), ("signed_by", 160)],
)
def test_a_field_takes_its_length_and_not_one_sign_more(
    project: Insurer, client: Client, name: str, length: int
) -> None:
    fits, too_long = ("5" * length, "5" * (length + 1))
    assert f'id="id_{name}_error"' in refused(client, form(project.applicant, **{name: too_long}))
    assert client.post("/request/", form(project.applicant, **{name: fits})).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_again_escaped(project: Insurer, client: Client, text: str) -> None:
    page = refused(client, form(project.applicant, given_name=text, email="nobody"))
    assert text.strip().replace("\r", "") in unescape(page).replace("\r", "")
    assert "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_as_typed_and_sealed(project: Insurer, client: Client, text: str) -> None:
    assert client.post("/request/", form(project.applicant, given_name=text)).status_code == 302
    assert Request.objects.get().claim["fields"]["given_name"] == text
    assert text.encode() not in whole_database()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*FIELDS, "signed_by", "what", "period"])
def test_a_nul_byte_is_refused_in_every_field(project: Insurer, client: Client, name: str) -> None:
    refused(client, form(project.applicant, **{name: "a\0b"}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "email", ["anna", "anna@", "@example.com", "anna@exa mple.com", "a@b.c\nBcc: x@example.com", "a" * 200 + "@e.com"]
)
def test_what_is_no_address_is_refused(project: Insurer, client: Client, email: str) -> None:
    assert 'id="id_email_error"' in refused(client, form(project.applicant, email=email))


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["31/12/1980", "1980-02-30", "1879-12-31", "2999-01-01", "'; --", "never"])
def test_what_is_no_birthday_is_refused(project: Insurer, client: Client, day: str) -> None:
    page = refused(client, form(project.applicant, birth_date=day))
    assert 'id="id_birth_date_error"' in page and escape(day) in page


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["1980-02-29", "02/29/1980", "2-29-1980"])
def test_a_birthday_may_be_written_in_three_ways(project: Insurer, client: Client, day: str) -> None:
    assert client.post("/request/", form(project.applicant, birth_date=day)).status_code == 302
    assert Request.objects.get().claim["fields"]["birth_date"] == "1980-02-29"


@pytest.mark.django_db
@pytest.mark.parametrize(("phone", "status"), [("415 555 013", 422), ("415 555 0134", 302)])
def test_a_telephone_number_has_ten_digits(project: Insurer, client: Client, phone: str, status: int) -> None:
    assert client.post("/request/", form(project.applicant, phone=phone)).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["", "sell", "know_both' OR 1=1"])
def test_a_right_that_is_not_offered_is_refused(project: Insurer, client: Client, what: str) -> None:
    assert '<p class="error">' in refused(client, form(project.applicant, what))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "right", "categories", "specific"),
    [
        (KNOW_BOTH, Right.KNOW, True, True),
        (KNOW_CATEGORIES, Right.KNOW, True, False),
        (KNOW_SPECIFIC, Right.KNOW, False, True),
        (DELETE, Right.DELETE, False, False),
    ],
)
def test_each_choice_is_taken_as_what_it_says(
    project: Insurer, client: Client, what: str, right: Right, categories: bool, specific: bool
) -> None:
    client.post("/request/", form(project.applicant, what))
    stored = Request.objects.get()
    assert (stored.right, stored.wants_categories, stored.wants_specific) == (right, categories, specific)


@pytest.mark.django_db
@pytest.mark.parametrize(("period", "everything"), [("everything", True), ("year", False), ("", True)])
def test_the_period_is_taken(project: Insurer, client: Client, period: str, everything: bool) -> None:
    client.post("/request/", form(project.applicant, period=period))
    assert Request.objects.get().everything is everything


@pytest.mark.django_db
def test_only_what_the_business_configured_is_asked_and_kept(project: Insurer, client: Client) -> None:
    project.edit("business.yml", "ask: [name, birth_date, email, phone, address]", "ask: [name, email]")
    page = client.get("/request/").content.decode()
    assert 'name="phone"' not in page
    client.post("/request/", form(project.applicant))
    assert set(Request.objects.get().claim["fields"]) == {"given_name", "family_name", "email"}


def test_nothing_typed_can_be_read_in_the_database(project: Insurer, ask: Ask, db: None) -> None:
    ask(project.applicant)
    stored = whole_database()
    for name in ("family_name", "email", "street", "birth_date"):
        assert project.applicant[name].encode() not in stored, name


@pytest.mark.django_db
def test_for_categories_alone_name_and_address_are_enough(project: Insurer, client: Client) -> None:
    """No more is asked than the degree needs (§7060(d), §7062(b))."""
    empty = {"birth_date": "", "phone": "", "street": "", "postal_code": ""}
    least = form(project.applicant, **empty) | {"what": KNOW_CATEGORIES, "signed_by": ""}
    assert client.post("/request/", least).status_code == 302
    assert client.post("/request/", least | {"what": KNOW_BOTH}).status_code == 422
    assert client.post("/request/", least | {"phone": "12"}).status_code == 422
