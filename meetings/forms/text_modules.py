"""The form of words that a body uses again and again, and of a confirmation elsewhere."""

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
    """On which day a decision was confirmed by those it waited for."""

    on = DateField(label="Confirmed on", error_messages={"required": "Enter the day"})
