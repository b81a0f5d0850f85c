"""The forms of single parts of a minute: private part, second language, words used again, confirmation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm
from foundation.ui.richtext import RichTextField
from meetings.minutes.forms.minutes import cleaned
from meetings.models import TextModule
from meetings.wording.text_modules import PLACEHOLDERS


class PrivatePartForm(GovukForm):
    """What was said in private, and what the public reads of it."""

    text = RichTextField(
        label=gettext_lazy("Private part"),
        required=False,
        help_text=gettext_lazy(
            "Never published. People who can read the exempt or confidential papers of the item can read it."
        ),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary for the public"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy(
            "So that the public minutes are a fair and coherent record. Section 100C(2) of the Local "
            "Government Act 1972: check with your monitoring officer."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """The text as it can be printed, or a sentence that says why it cannot."""
        return cleaned(self.cleaned_data["text"])


class SecondLanguageForm(GovukForm):
    """Heading and text, each said to be in that language."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=500, required=False)
    text = RichTextField(label=gettext_lazy("Text"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "text"):
            self.fields[name].widget.attrs["lang"] = language

    def clean_text(self) -> str:
        """The text as it can be printed, or a sentence that says why it cannot."""
        return cleaned(self.cleaned_data["text"])


class WordsForm(GovukForm):
    """Words under a name, and when they come in."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Enter a name")}
    )
    use = forms.ChoiceField(label=gettext_lazy("Where it is used"), choices=TextModule.Use.choices)
    text = forms.CharField(
        label=gettext_lazy("Wording"),
        max_length=20000,
        help_text=gettext_lazy("Each line is a paragraph. Start a line with a hyphen to make it a point. ")
        + "; ".join(f"{{{name}}}: {meaning}" for name, meaning in PLACEHOLDERS.items()),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Enter the wording")},
    )


class ConfirmedElsewhereForm(GovukForm):
    """On which day a decision was confirmed by those it waited for, or that it was not after all."""

    on = DateField(label=gettext_lazy("Confirmed on"), required=False)
    is_not = forms.BooleanField(label=gettext_lazy("It has not been confirmed after all"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, recorded: date | None = None) -> None:
        super().__init__(data, initial={"on": recorded})
        if recorded is None:
            del self.fields["is_not"]

    def clean(self) -> dict[str, Any]:
        """A day, unless the record is taken back."""
        data = super().clean() or {}
        if "on" in data and not data["on"] and not data.get("is_not"):
            self.add_error("on", _("Enter the date"))
        return data
