"""Forms of the console."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password

from habeas.engine.batch import Identifier
from habeas.law.california.denial import Ground
from habeas.law.california.rights import Right as LawRight
from habeas.web.accounts.permissions import Role
from habeas.web.holds.models import Manner


class DenyForm(forms.Form):
    """A ground that fits the right, and the facts."""

    ground = forms.ChoiceField(label="Ground")
    rationale = forms.CharField(
        label="Facts (shown to the consumer)", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reviewed_by = forms.CharField(
        label="Reviewed by (where the law puts the burden on us)", required=False, max_length=100
    )

    def __init__(self, right: LawRight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (ground.value, f"{ground.text.reason} ({ground.text.citations[0]})")
            for ground in Ground
            # The carve-outs need an assessment that a form cannot make; they are decided by counsel.
            if right in ground.text.rights and ground is not Ground.GENERAL_CARVE_OUT
        ]


class MoreForm(forms.Form):
    message = forms.CharField(
        label="What is needed, in plain words", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is needed."},
    )  # fmt: skip


class ExtendForm(forms.Form):
    """Why an answer takes longer."""

    reason = forms.CharField(
        label="Why we need longer (the consumer reads it)",
        min_length=20,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason.", "min_length": "Give the reason, in a sentence."},
    )


class HoldForm(forms.Form):
    """A direction not to delete. The law asks for no writing and no case number: what is missing is obtained later."""

    email = forms.EmailField(label="E-mail address of the person", required=False)
    phone = forms.CharField(label="Telephone number of the person", required=False, max_length=40)
    record = forms.CharField(label="Record, as KIND=VALUE (for example core.person=17)", required=False, max_length=200)
    agency = forms.CharField(label="Law-enforcement agency", max_length=200)
    case_number = forms.CharField(label="Case number, if given", required=False, max_length=100)
    manner = forms.ChoiceField(label="How it came", choices=Manner.choices)
    directed_on = forms.DateField(label="Day of the direction", widget=forms.DateInput(attrs={"type": "date"}))
    reproductive_care = forms.BooleanField(
        label="The data touches contraception, pregnancy care, perinatal care or abortion services", required=False
    )

    @property
    def identifiers(self) -> list[Identifier]:
        data = self.cleaned_data
        found = [Identifier(kind, data[kind]) for kind in ("email", "phone") if data[kind]]
        kind, _, value = data["record"].partition("=")
        return found + ([Identifier(kind.strip(), value.strip())] if value else [])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("record") and not all(data["record"].partition("=")):
            self.add_error("record", "Expected KIND=VALUE, for example core.person=17.")
        elif not (data.get("email") or data.get("phone") or data.get("record")):
            self.add_error("email", "Say who is meant: an e-mail address, a telephone number or a record.")
        return data


class CaseForm(forms.Form):
    case_number = forms.CharField(label="Case number", max_length=100)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", min_length=10, max_length=500)


class VouchForm(forms.Form):
    """How staff made sure, where the comparison alone does not suffice."""

    reason = forms.CharField(
        label="How you made sure that it is the person",
        min_length=20,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how.", "min_length": "Say how, in a sentence."},
    )


class StaffForm(forms.Form):
    """A new member of staff."""

    username = forms.SlugField(label="User name", max_length=80)
    password = forms.CharField(label="First password", widget=forms.PasswordInput, validators=[validate_password])
    role = forms.ChoiceField(label="Role", choices=[(role.value, role.value) for role in Role])

    def clean_username(self) -> str:
        found: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=found).exists():
            raise forms.ValidationError("There is somebody of this name already; choose another.")
        return found
