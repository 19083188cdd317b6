"""Forms of the console."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password

from habeas.law.california.denial import Ground
from habeas.law.california.rights import Right as LawRight
from habeas.web.accounts.permissions import Role


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
