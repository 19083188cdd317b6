"""Each letter says what the law requires of it, after whatever happened; one that does not is not written."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client
from web.conftest import NOW, Ask, Insurer, approve, newest_letter

from habeas.law.california.letters import Facts, LetterKind, Paragraph, missing_paragraphs, required_paragraphs
from habeas.law.california.rights import Right
from habeas.web.project import current
from habeas.web.requests import letters
from habeas.web.requests.models import Letter, Request

pytestmark = pytest.mark.django_db
ENTRY = {"reason": "Tax law.", "citation": "Civ. Code §1798.105(d)(8)", "pointer": "", "outcome": "keep"}
CONTEXT = {
    "confirm_url": "https://example.com/confirm/x/",
    "message": "Your policy number, please.",
    "reason": "Your records are in a paper archive.",
    "citations": ["Cal. Code Regs., tit. 11, §7021(b)"],
    "policy_url": "https://example.com/",
    "record_kept": "We keep a record.",
    "kept": ["Tax law."],
    "withheld": ["Insurance law."],
    "not_searched": ["Paper archive: kept for a lawsuit."],
    "days": 14,
    "checkpoint": "",
    "status_url": "https://example.com/request/x/",
}
BODY = {"record": "We keep a record.", "window": "From then to now.", "never_disclosed": ["Social Security number"]}
KNOW_FACTS = ("withheld", "never_disclosed", "not_searched", "as_categories")
DELETE_FACTS = ("kept", "out_of_scope", "sells_or_shares", "opt_out_on_file")


def said(kind: LetterKind, facts: Facts, *, full: bool, **more: Any) -> tuple[set[Paragraph], str]:
    found: set[Paragraph] = set()
    right = "delete" if facts.right is Right.DELETE else "know"
    request = Request(
        reference="HB-00000-00000", right=right, received_on=date(2026, 11, 23), respond_by=date(2027, 1, 7)
    )
    may_opt_out = facts.sells_or_shares and not facts.opt_out_on_file
    context = {
        **CONTEXT, "body": BODY, "facts": facts, "full": full, "said": found, "request": request,
        "business": current().business, "offer_opt_out": may_opt_out, **more,
    }  # fmt: skip
    return found, render_to_string(f"letters/{kind}.txt", context)


def combinations(right: Right, names: tuple[str, ...]) -> list[Facts]:
    return [
        replace(Facts(right), **dict(zip(names, values, strict=True)))
        for values in itertools.product((False, True), repeat=len(names))
    ]


ANSWERS = [*combinations(Right.KNOW_SPECIFIC, KNOW_FACTS), *combinations(Right.DELETE, DELETE_FACTS)]


@pytest.mark.parametrize("full", [True, False], ids=["page", "mail"])
def test_an_answer_states_what_it_must_after_whatever_happened(project: Insurer, full: bool) -> None:
    assert {f.name for f in fields(Facts)} >= set(KNOW_FACTS + DELETE_FACTS)
    for facts in ANSWERS:
        found, text = said(LetterKind.ANSWER, facts, full=full)
        assert missing_paragraphs(LetterKind.ANSWER, found, facts).value == (), (facts, text)
        # And nothing that did not happen: a paragraph too many would be untrue.
        assert found <= {
            *required_paragraphs(LetterKind.ANSWER, facts).value,
            Paragraph.RECORD_KEPT,
            Paragraph.OPT_OUT_OFFER,
        }


@pytest.mark.parametrize(
    ("kind", "facts", "more"),
    [
        (LetterKind.ACKNOWLEDGEMENT, Facts(Right.KNOW_SPECIFIC), {}),
        (LetterKind.NEEDS_CURE, Facts(Right.DELETE), {}),
        (LetterKind.EXTENSION, Facts(Right.DELETE), {}),
        (LetterKind.OPT_OUT_CONFIRMATION, Facts(Right.OPT_OUT), {}),
        (LetterKind.DENIAL, Facts(Right.DELETE), {}),
        (LetterKind.DENIAL, Facts(Right.DELETE, unverified=True, sells_or_shares=True), {}),
        (LetterKind.DENIAL, Facts(Right.DELETE, unverified=True, sells_or_shares=True, opt_out_on_file=True), {}),
        (LetterKind.DENIAL, Facts(Right.KNOW_SPECIFIC, unverified=True, as_categories=True), {}),
        (LetterKind.DENIAL, Facts(Right.KNOW_CATEGORIES, unverified=True), {"point_to_policy": True}),
        (
            LetterKind.DENIAL,
            Facts(Right.KNOW_SPECIFIC, unverified=True, as_categories=True, categories_denied=True),
            {"point_to_policy": True},
        ),
    ],
)
def test_the_other_letters_state_what_they_must(
    project: Insurer, kind: LetterKind, facts: Facts, more: dict[str, Any]
) -> None:
    found, text = said(kind, facts, full=True, **more)
    assert missing_paragraphs(kind, found, facts).value == (), text


def test_a_link_that_proves_the_mailbox_never_stands_on_the_page(project: Insurer) -> None:
    for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.NEEDS_CURE):
        page, mail = (said(kind, Facts(Right.DELETE), full=full)[1] for full in (True, False))
        assert CONTEXT["confirm_url"] in mail and CONTEXT["confirm_url"] not in page


def test_a_mail_says_nothing_of_what_is_held(project: Insurer) -> None:
    facts = Facts(Right.KNOW_SPECIFIC, withheld=True, never_disclosed=True, not_searched=True)
    page, mail = (said(LetterKind.ANSWER, facts, full=full)[1] for full in (True, False))
    for secret in ("Insurance law.", "Social Security number", "Paper archive"):
        assert secret in page and secret not in mail


def test_a_paragraph_that_prints_nothing_does_not_count(project: Insurer) -> None:
    found: set[Paragraph] = set()
    template = engines["django"].from_string('{% load letters %}{% says "window" %} {{ nothing }} {% endsays %}')
    template.render({"said": found})
    assert found == set()


def test_a_letter_that_lacks_a_paragraph_is_not_written(
    project: Insurer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(project.applicant, confirm=False)
    before = Letter.objects.count()
    monkeypatch.setattr(letters, "render_to_string", lambda *_: "We need longer.")
    with pytest.raises(letters.LetterIncomplete, match=r"lacks: extension reason, new date.*letters/extension.txt"):
        letters._write(asked.stored, LetterKind.EXTENSION, "x", NOW, {}, Facts(Right.KNOW_SPECIFIC))
    assert Letter.objects.count() == before


def test_the_answer_stands_in_full_behind_the_private_link(
    project: Insurer, ask: Ask, staff: Client, client: Client
) -> None:
    asked = ask(project.policyholder)
    approve(staff, asked)
    page = client.get(asked.status).content.decode()
    assert "Our letters to you" in page and "Insurance Code" in page
    assert "Insurance Code" not in newest_letter("your information is ready")
