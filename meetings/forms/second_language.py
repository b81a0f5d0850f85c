"""The form of a minute in the second language."""

from typing import Any

from django import forms

from foundation.ui.forms import GovukForm
from foundation.ui.richtext import RichTextField
from meetings.forms.minutes import cleaned


class SecondLanguageForm(GovukForm):
    """Heading and text, each said to be in that language."""

    title = forms.CharField(label="Heading", max_length=500, required=False)
    text = RichTextField(label="Text", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "text"):
            self.fields[name].widget.attrs["lang"] = language

    def clean_text(self) -> str:
        """The text as it can be printed, or a sentence that says why it cannot."""
        return cleaned(self.cleaned_data["text"])
