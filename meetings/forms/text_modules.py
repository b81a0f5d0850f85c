"""The form of words that a body uses again and again, and of a confirmation elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from foundation.ui.forms import DateField, GovukForm
from meetings.models import TextModule
from meetings.rules.text_modules import PLACEHOLDERS


class WordsForm(GovukForm):
    """Words under a name, and when they come in."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    use = forms.ChoiceField(label="When", choices=TextModule.Use.choices)
    text = forms.CharField(
        label="Words",
        max_length=20000,
        help_text="One line is one paragraph; a hyphen begins a point. "
        + "; ".join(f"{{{name}}}: {meaning}" for name, meaning in PLACEHOLDERS.items()),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter the words"},
    )


class ConfirmedElsewhereForm(GovukForm):
    """On which day a decision was confirmed by those it waited for, or that it was not after all."""

    on = DateField(label="Confirmed on", required=False)
    is_not = forms.BooleanField(label="It was not confirmed: it waits again", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, recorded: date | None = None) -> None:
        super().__init__(data, initial={"on": recorded})
        if recorded is None:
            del self.fields["is_not"]

    def clean(self) -> dict[str, Any]:
        """A day, unless the record is taken back."""
        data = super().clean() or {}
        if "on" in data and not data["on"] and not data.get("is_not"):
            self.add_error("on", "Enter the day")
        return data
