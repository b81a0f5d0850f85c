"""The form of the private part of a minute."""

from django import forms

from foundation.ui.forms import GovukForm
from foundation.ui.richtext import RichTextField
from meetings.forms.minutes import cleaned


class PrivatePartForm(GovukForm):
    """What was said in private, and what the public reads of it."""

    text = RichTextField(
        label="Private part",
        required=False,
        help_text="Never published. Those read it who may read the restricted papers of the item.",
    )
    summary = forms.CharField(
        label="Summary for the public",
        required=False,
        max_length=5000,
        help_text="So that the public minutes are a fair and coherent record. Section 100C(2) of the Local "
        "Government Act 1972: check with your monitoring officer.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """The text as it can be printed, or a sentence that says why it cannot."""
        return cleaned(self.cleaned_data["text"])
