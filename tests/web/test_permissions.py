"""Every address and every deciding service: who may and who may not. A new address without a rule fails here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from web.conftest import NOW, PASSWORD, Ask, Asked, Insurer, approve

from habeas.law.california.denial import Ground
from habeas.web.accounts import permissions
from habeas.web.accounts.permissions import Role, add_staff
from habeas.web.holds.models import Hold
from habeas.web.requests.models import Request
from habeas.web.requests.services import approval, decision, staffing
from habeas.web.requests.states import State

pytestmark = pytest.mark.django_db
READERS = {Role.analyst, Role.privacy_officer, Role.auditor}
DECIDERS = {Role.analyst, Role.privacy_officer}
EVERYBODY: set[Role] = set(Role)

# Address -> (method, roles that may). Everybody else of the staff gets 403, strangers are sent to log in.
CONSOLE: dict[str, tuple[str, set[Role]]] = {
    "queue": ("get", READERS),
    "answered": ("get", READERS),
    "detail": ("get", READERS),
    "approve": ("post", DECIDERS),
    "deny": ("post", DECIDERS),
    "more": ("post", DECIDERS),
    "extend": ("post", DECIDERS),
    "holds": ("get", READERS),
    "hold_case": ("post", DECIDERS),
    "hold_renew": ("post", DECIDERS),
    "hold_release": ("post", DECIDERS),
    "kept": ("get", READERS),
    "retry": ("post", DECIDERS),
    "vouch": ("post", DECIDERS),
    "check_again": ("post", DECIDERS),
    "receipt": ("get", READERS),
    "ledger": ("get", READERS),
    "law": ("get", EVERYBODY),
    "staff": ("get", {Role.administrator}),
}
OPEN_TO_ALL = {"login", "logout"}
PUBLIC = {
    "notice", "ask", "status", "declare", "code", "package", "receipt", "confirm", "details", "about_receipts", "outbox", "healthy",
    "package_schema",
}  # fmt: skip


def names(app: str) -> set[str]:
    found = set()
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.app_name == app:
            found |= {one.name for one in resolver.url_patterns if isinstance(one, URLPattern) and one.name}
    return found


def test_every_address_has_a_rule_here() -> None:
    assert names("console") == set(CONSOLE) | OPEN_TO_ALL
    assert names("portal") == PUBLIC
    apps = {one.app_name for one in get_resolver().url_patterns if isinstance(one, URLResolver)}
    assert apps == {"console", "portal"}


@pytest.fixture
def asked(project: Insurer, ask: Ask, staff: Client) -> Asked:
    """An answered request, so that every address leads somewhere."""
    found = ask(project.applicant, "delete")
    approve(staff, found)
    staff.post(
        reverse("console:holds"),
        {"email": "other@example.com", "agency": "DOJ", "manner": "in writing", "directed_on": "2026-11-23"},
    )
    return found


def path(name: str, asked: Asked) -> str:
    needs_reference = name in {
        "detail", "approve", "deny", "more", "extend", "retry", "vouch", "check_again", "receipt",
    }  # fmt: skip
    if name.startswith("hold_"):
        return reverse(f"console:{name}", args=[Hold.objects.get().reference])
    return reverse(f"console:{name}", args=[asked.reference] if needs_reference else [])


def member(role: Role | None) -> Client:
    user = User.objects.create_user(f"member-{role}")
    if role is not None:
        add_staff(user.username, PASSWORD, role)
    client = Client()
    client.force_login(user)
    return client


def test_each_role_opens_its_pages_and_no_others(asked: Asked) -> None:
    for role in (*Role, None):
        client = member(role)
        for name, (method, may) in CONSOLE.items():
            response = getattr(client, method)(path(name, asked))
            is_let_in = response.status_code not in (403, 404)
            if name == "queue" and role is Role.administrator:  # is led to what is his
                assert response["Location"] == reverse("console:staff")
            else:
                assert is_let_in == (role in may), (role, name, response.status_code)


def test_strangers_are_sent_to_log_in_everywhere(asked: Asked) -> None:
    for name, (method, _) in CONSOLE.items():
        response = getattr(Client(), method)(path(name, asked))
        assert response.status_code == 302 and response["Location"].startswith(reverse("console:login")), name


def test_somebody_who_left_is_a_stranger_at_once(asked: Asked) -> None:
    client = member(Role.privacy_officer)
    assert client.get(path("queue", asked)).status_code == 200
    User.objects.filter(username=f"member-{Role.privacy_officer}").update(is_active=False)
    for name, (method, _) in CONSOLE.items():
        assert getattr(client, method)(path(name, asked)).status_code == 302, name


def test_what_changes_something_cannot_be_done_by_a_link(asked: Asked, staff: Client) -> None:
    for name, (method, _) in CONSOLE.items():
        if method == "post":
            assert staff.get(path(name, asked)).status_code == 405, name


def test_an_auditor_sees_the_evidence_and_not_what_was_typed(project: Insurer, asked: Asked) -> None:
    person = project.applicant
    page = {role: member(role).get(path("detail", asked)).content.decode() for role in (Role.auditor, Role.analyst)}
    assert person["email"] in page[Role.analyst] and person["street"] in page[Role.analyst]
    for name in ("email", "street", "family_name", "birth_date", "phone"):
        assert person[name] not in page[Role.auditor], name
    assert "core.person" in page[Role.auditor]


def test_an_auditor_is_offered_no_decision(project: Insurer, ask: Ask) -> None:
    asked = ask(project.applicant)
    assert asked.stored.state == State.READY
    page = {role: member(role).get(path("detail", asked)).content.decode() for role in (Role.auditor, Role.analyst)}
    address = reverse("console:approve", args=[asked.reference])
    assert address in page[Role.analyst] and address not in page[Role.auditor]


Decide = Callable[[Request, User], object]
SERVICES: dict[str, Decide] = {
    "approve": lambda request, person: approval.approve(
        request=request, digest=request.plan_digest, person=person, now=NOW
    ),
    "approve_all": lambda request, person: approval.approve_all(
        requests=[request], digests={request.pk: request.plan_digest}, person=person, now=NOW
    ),
    "retry": lambda request, person: decision.retry(request=request, person=person, now=NOW),
    "vouch": lambda request, person: decision.vouch(request=request, reason="Knows her.", person=person, now=NOW),
    "refuse": lambda request, person: decision.refuse(
        request=request, ground=Ground.NOT_A_CONSUMER, rationale="", reviewed_by="", person=person, now=NOW
    ),
    "extend": lambda request, person: decision.extend(
        request=request, reason="Your records are in a paper archive.", person=person, now=request.received_at
    ),
    "ask_for_more": lambda request, person: decision.ask_for_more(
        request=request, message="More, please.", person=person, now=NOW
    ),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_decides_asks_who_decides(project: Insurer, ask: Ask, name: str) -> None:
    asked = ask(project.applicant)
    if name == "vouch":
        Request.objects.filter(reference=asked.reference).update(state=State.VERIFYING)
    if name == "retry":
        Request.objects.update(state=State.FAILED)
    state = asked.stored.state
    stranger = User.objects.create_user("nobody")
    gone = add_staff("gone", PASSWORD, Role.analyst)
    gone.is_active = False
    refused = [stranger, gone, *(add_staff(f"x-{role}", PASSWORD, role) for role in set(Role) - DECIDERS)]
    for person in refused:
        with pytest.raises(PermissionDenied):
            SERVICES[name](asked.stored, person)
    assert asked.stored.state == state
    SERVICES[name](asked.stored, add_staff("officer", PASSWORD, Role.privacy_officer))


def test_every_public_function_that_decides_is_tested_here() -> None:
    decides = {
        name
        for module in (approval, decision)
        for name, found in vars(module).items()
        if callable(found) and getattr(found, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert decides == set(SERVICES)


def test_only_an_administrator_adds_staff(project: Insurer) -> None:
    for role in set(Role) - {Role.administrator}:
        person = add_staff(f"x-{role}", PASSWORD, role)
        with pytest.raises(PermissionDenied):
            staffing.add(username="new", password=PASSWORD, role=Role.analyst, person=person, now=NOW)
    admin = add_staff("admin", PASSWORD, Role.administrator)
    added = staffing.add(username="new", password=PASSWORD, role=Role.auditor, person=admin, now=NOW)
    assert permissions.roles(added) == {Role.auditor}


def test_an_administrator_cannot_take_over_an_account_that_is_there(project: Insurer, analyst: User) -> None:
    client = member(Role.administrator)
    response = client.post(
        reverse("console:staff"), {"username": "Analyst", "password": "another password", "role": "administrator"}
    )
    assert response.status_code == 200 and b"somebody of this name" in response.content
    assert permissions.roles(analyst) == {Role.analyst}


@pytest.mark.parametrize(("password", "count"), [("correct horse battery", 1), ("short", 0), ("password1234", 0)])
def test_a_new_member_of_staff_has_a_password_worth_the_name(project: Insurer, password: str, count: int) -> None:
    member(Role.administrator).post(
        reverse("console:staff"), {"username": "new", "password": password, "role": "analyst"}
    )
    assert User.objects.filter(username="new").count() == count


def test_the_anonymous_have_no_role() -> None:
    assert permissions.roles(AnonymousUser()) == frozenset()
