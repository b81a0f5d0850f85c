"""The form with which a find is overruled."""

from django import forms

from foundation.ui.forms import GovukForm
from meetings.rules.finds import LONGEST_REASON


class OverruleFindForm(GovukForm):
    """Why something that the search found may go out all the same."""

    reason = forms.CharField(
        label="Why may it go out all the same?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why it may go out all the same"},
        help_text="The history keeps it with your name. Do not repeat the restricted words.",
    )
