"""Forms that keep business from the public; the law behind them stands in `rules.restrictions`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.models import User
from foundation.history.rulebook import UNREAD, Statutory
from foundation.ui.forms import DateField, GovukForm
from meetings.models import Restriction
from meetings.restricted.rules import CONFIDENTIAL, EXEMPT, PARAGRAPHS, STATUTE
from panels.models import Person

WHOLE = "whole"


class RestrictionForm(GovukForm):
    """On which ground something is kept from the public, and what the public reads instead."""

    part = forms.ChoiceField(label="What is kept from the public", widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="Ground", choices=Restriction.Ground.choices, widget=forms.RadioSelect)
    paragraphs = forms.MultipleChoiceField(
        label="Paragraphs of Schedule 12A",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For exempt information",
    )
    other = forms.CharField(
        label="Other paragraphs",
        required=False,
        max_length=40,
        help_text="Numbers as they were adopted elsewhere, such as 10. They are kept, with a warning.",
    )
    public_interest_reason = forms.CharField(
        label="Why the public interest in keeping it private is greater",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For exempt information. The public does not read it.",
    )
    imposed_by = forms.CharField(
        label="Who made it confidential",
        required=False,
        max_length=200,
        help_text="For confidential information: the government department, the court or the enactment",
    )
    provision = forms.CharField(
        label="Provision",
        required=False,
        max_length=200,
        help_text="For what is private by statute, such as a section and its Act",
    )
    shows_title = forms.BooleanField(label="The public may read its title", required=False)
    public_title = forms.CharField(
        label="What the public reads instead of the title",
        required=False,
        max_length=300,
        help_text="Leave empty for plain words, such as: Exempt item",
    )

    def __init__(
        self, *args: Any, jurisdiction: str, parts: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = PARAGRAPHS[jurisdiction]
        self.known = {str(number) for number in known}
        field: Any = self.fields["paragraphs"]
        field.choices = [(str(number), _choice(number, fact)) for number, fact in known.items()]
        part: Any = self.fields["part"]
        part.choices = parts or []
        if not parts:
            del self.fields["part"]

    @classmethod
    def initial_of(cls, row: Restriction, jurisdiction: str) -> dict[str, Any]:
        """What a restriction says now."""
        known = [str(n) for n in row.paragraphs if n in PARAGRAPHS[jurisdiction]]
        names = ("ground", "public_interest_reason", "imposed_by", "provision", "shows_title", "public_title")
        values = {name: getattr(row, name) for name in names}
        others = ", ".join(str(n) for n in row.paragraphs if str(n) not in known)
        return {**values, "paragraphs": known, "other": others}

    def clean_other(self) -> list[int]:
        """The numbers typed; anything else is asked for again."""
        words = self.cleaned_data["other"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 3 for word in words):
            raise ValidationError("Enter numbers with commas between them, like 10, 12")
        return [int(word) for word in words]

    def clean(self) -> dict[str, Any]:
        """Each ground asks for words of its own."""
        found = super().clean() or {}
        ground = found.get("ground")
        if ground == EXEMPT and not (found.get("paragraphs") or found.get("other")):
            self.add_error("paragraphs", "Choose at least one paragraph")
        if ground == EXEMPT and not found.get("public_interest_reason"):
            self.add_error("public_interest_reason", "Say why the public interest in keeping it is greater")
        if ground == CONFIDENTIAL and not found.get("imposed_by"):
            self.add_error("imposed_by", "Say who made it confidential")
        if ground == STATUTE and not found.get("provision"):
            self.add_error("provision", "Name the provision")
        return found

    def terms(self) -> dict[str, Any]:
        """What the act takes."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in ("other", "part", "paragraphs")}
        chosen = [int(n) for n in self.cleaned_data["paragraphs"]]
        return {**values, "paragraphs": [*chosen, *self.cleaned_data["other"]]}


def _choice(number: int, fact: Statutory[int]) -> str:
    """The paragraph in short words; where we have not read the law, whom to ask."""
    words = f"{number}. {fact.sentence.partition(': ')[2].rstrip('.')}"
    return words if fact.is_checked else f"{words} ({UNREAD})"


class WhyForm(GovukForm):
    """A reason that stays with the restriction."""

    reason = forms.CharField(
        label="Reason",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason"},
    )


class ResolutionForm(GovukForm):
    """The resolution as the meeting adopted it."""

    words = forms.CharField(
        label="Resolution as adopted",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the resolution as it was adopted"},
    )
    paragraphs = forms.CharField(
        label="Paragraphs it names",
        required=False,
        max_length=60,
        help_text="As they were adopted, with commas between them. They may differ from what was signed.",
    )

    def clean_paragraphs(self) -> list[int]:
        """The numbers typed; anything else is asked for again."""
        words = self.cleaned_data["paragraphs"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 3 for word in words):
            raise ValidationError("Enter numbers with commas between them, like 1, 3")
        return [int(word) for word in words]


class ShutOutForm(GovukForm):
    """Who may not read one item's restricted papers, and why."""

    person = forms.ModelChoiceField(
        label="Person", queryset=Person.objects.none(), empty_label="Choose a person"
    )
    reason = forms.CharField(
        label="Reason", max_length=300, help_text="Such as the interest that was declared. It stays within."
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ReaderForm(GovukForm):
    """A named officer who may read one restricted thing."""

    reader = forms.ModelChoiceField(
        label="Who may read it", queryset=User.objects.none(), empty_label="Choose a person"
    )
    ends_on = DateField(
        label="Until (optional)",
        required=False,
        help_text="The last day. It ends sooner when they are taken off, or with their role for the body.",
    )

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = users  # type: ignore[attr-defined]
