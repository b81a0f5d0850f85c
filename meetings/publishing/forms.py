"""What the proof may ask for: why the agenda is late, why a find is a false alarm."""

from django import forms

from foundation.ui.forms import GovukForm
from meetings.restricted.rules import LONGEST_REASON


class LateReasonForm(GovukForm):
    """Why an agenda is published with too few clear days."""

    late_reason = forms.CharField(
        label="Reason for publishing late",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the agenda is published late"},
        help_text="It is printed on the agenda, and the public reads it.",
    )


class OverruleFindForm(GovukForm):
    """Why something that the search found may go out all the same."""

    reason = forms.CharField(
        label="Why may it go out all the same?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why it may go out all the same"},
        help_text="The history keeps it with your name. Do not repeat the restricted words.",
    )
