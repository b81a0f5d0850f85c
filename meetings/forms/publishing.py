"""The one thing the proof may ask for: why the agenda is late."""

from django import forms

from foundation.ui.forms import GovukForm


class LateReasonForm(GovukForm):
    """Why an agenda is published with too few clear days."""

    late_reason = forms.CharField(
        label="Reason for publishing late",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the agenda is published late"},
        help_text="It is printed on the agenda, and the public reads it.",
    )
