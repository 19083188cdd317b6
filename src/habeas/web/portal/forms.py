"""The request form: asks only what business.yml configures, and says why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from habeas.datamap.business import Asked, Business
from habeas.law.california.clock import california_day
from habeas.law.california.parameters import Name, parameter
from habeas.matching import normalise
from habeas.web.requests.models import Right

KNOW_CATEGORIES, KNOW_SPECIFIC, KNOW_BOTH, DELETE = "know_categories", "know_specific", "know_both", "delete"

CHOICES = (
    (KNOW_BOTH, "Tell me what you know about me, and give me a copy"),
    (KNOW_CATEGORIES, "Tell me only which kinds of information you have, from where, for what, and who gets it"),
    (KNOW_SPECIFIC, "Give me only a copy of the information itself"),
    (DELETE, "Delete my personal information"),
)


def _periods() -> list[tuple[str, str]]:
    """How far back: everything that can be demanded, or the usual look-back (§7020(e), §7024(h))."""
    today = california_day(timezone.now())
    earliest = parameter(Name.EARLIEST_COLLECTION, today).day
    usual = parameter(Name.LOOK_BACK, today).period
    return [
        ("everything", f"Everything you have collected since {earliest:%B} {earliest.day}, {earliest.year}"),
        ("year", f"The last {usual}"),
    ]


def _text(label: str, help_text: str, length: int, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=length,
        widget=forms.TextInput(attrs=attributes),
        error_messages={
            "required": f"Please fill in: {label.lower()}.",
            "max_length": f"This is longer than the {length} signs that fit here. Please shorten it.",
            "null_characters_not_allowed": "This holds a character that cannot be typed. Please type it again.",
        },
    )


class BirthDate(forms.DateField):
    """A date, typed or picked."""

    def __init__(self) -> None:
        super().__init__(
            label="Date of birth",
            help_text="We compare it with our records: two people can share a name, hardly ever also a birthday.",
            input_formats=["%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y"],
            widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
            error_messages={
                "required": "Please fill in: date of birth.",
                "invalid": "This is no date we can read. Please write it as month/day/year, for example 02/29/1980.",
            },
        )


def _fields(asked: Asked) -> dict[str, forms.Field]:
    match asked:
        case Asked.name:
            first = _text(
                "First name",
                "We compare it with our records: write it as we are likely to have it.",
                80,
                autocomplete="given-name",
            )
            last = _text(
                "Last name",
                "We compare it with our records: if it has changed, the name we knew you by.",
                80,
                autocomplete="family-name",
            )
            return {"given_name": first, "family_name": last}
        case Asked.birth_date:
            return {"birth_date": BirthDate()}
        case Asked.email:
            return {"email": _email()}
        case Asked.phone:
            help_text = "We compare it with our records; we do not call it."
            return {"phone": _text("Mobile number", help_text, 40, autocomplete="tel", inputmode="tel")}
        case Asked.address:
            street = _text(
                "Street address",
                "We compare it with our records: where our letters reach you, or did.",
                200,
                autocomplete="street-address",
            )
            code = _text(
                "ZIP code",
                "We compare it with our records; five digits are enough.",
                12,
                autocomplete="postal-code",
                inputmode="numeric",
            )
            return {"street": street, "postal_code": code}


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="E-mail address",
        help_text="We compare it with our records and send you a link to confirm that it is yours.",
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Please fill in: e-mail address.",
            "invalid": "This is no e-mail address. It should look like name@example.com.",
            "max_length": "This is longer than the 200 signs that fit here. Please shorten it.",
        },
    )


ENOUGH_FOR_CATEGORIES = {"given_name", "family_name", "email"}


class RequestForm(forms.Form):
    """One form for every right of this page. Errors stand beside their fields; nothing typed is lost."""

    left_out: tuple[str, ...] = ()

    what = forms.ChoiceField(
        label="What would you like us to do?",
        choices=CHOICES,
        initial=KNOW_BOTH,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one.", "invalid_choice": "Please choose one of the four."},
    )
    period = forms.ChoiceField(
        label="From what time? (for a copy or a list)",
        choices=_periods,
        initial="everything",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Please choose one of the two."},
    )
    signed_by = forms.CharField(
        label="Sign by typing your full name",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": "This is longer than the 160 signs that fit here. Please shorten it."},
    )

    def __init__(self, business: Business, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: list[str] = []
        if not business.requests.date_range:
            self.fields.pop("period")
        for asked in business.ask:
            for name, field in _fields(Asked(asked)).items():
                self.fields[name] = field
                self.asked.append(name)
        for name in self._optional():
            self.fields[name].required = False
        for name in self.left_out:
            self.fields.pop(name, None)
        self.asked = [name for name in self.asked if name not in self.left_out]
        self.label_suffix = ""
        for name, field in self.fields.items():
            described = [f"id_{name}_help"] if field.help_text else []
            if self.is_bound and self.errors.get(name):
                described.append(f"id_{name}_error")
                field.widget.attrs["aria-invalid"] = "true"
            if described and not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["aria-describedby"] = " ".join(described)

    def _optional(self) -> set[str]:
        """No more is demanded than the degree needs (§7060(d), §7062(b)): two details reach it for categories."""
        asked = set(self.asked)
        if self.data.get("what") == KNOW_CATEGORIES and asked >= ENOUGH_FOR_CATEGORIES:
            return asked - ENOUGH_FOR_CATEGORIES
        return set()

    def clean_birth_date(self) -> date | None:
        found: date | None = self.cleaned_data["birth_date"]
        if found and not date(1880, 1, 1) <= found <= date.today():  # noqa: DTZ011 (a day's difference does not matter)
            raise forms.ValidationError("This day is too long ago or not yet here. Please check the year.")
        return found

    def clean_phone(self) -> str:
        found: str = self.cleaned_data["phone"]
        if found and len(normalise.phone(found)) < 10:
            raise forms.ValidationError("A telephone number has ten digits, for example (415) 555-0134.")
        return found

    def identity(self) -> dict[str, str]:
        """The identifying fields as typed."""
        return {name: str(self.cleaned_data[name] or "") for name in self.asked}

    @property
    def right(self) -> Right:
        return Right.DELETE if self.cleaned_data["what"] == DELETE else Right.KNOW

    @property
    def wants_categories(self) -> bool:
        return self.cleaned_data["what"] in (KNOW_BOTH, KNOW_CATEGORIES)

    @property
    def wants_specific(self) -> bool:
        return self.cleaned_data["what"] in (KNOW_BOTH, KNOW_SPECIFIC)

    @property
    def wants_everything(self) -> bool:
        """Or the usual look-back alone, where that is chosen or nothing is kept for longer."""
        return "period" in self.fields and self.cleaned_data.get("period") != "year"

    def rows(self) -> list[forms.BoundField]:
        """The identifying fields in order, for the template."""
        return [self[name] for name in self.asked]


class DetailsForm(RequestForm):
    """What was typed about oneself, to be mended; the address was confirmed and stays."""

    left_out = ("what", "period", "signed_by", "email")

    def _optional(self) -> set[str]:
        return set(self.asked)  # what is left empty stays as it was


class SignForm(forms.Form):
    """The declaration, signed later."""

    signed_by = forms.CharField(
        label="Sign by typing your full name",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Please type your name to sign.",
            "max_length": "Please shorten this to 160 signs.",
        },
    )


class CodeForm(forms.Form):
    """The one-time code for a package."""

    code = forms.CharField(
        label="The code from our e-mail",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Please type the code.", "max_length": "A code has eight digits."},
    )
