"""The form in which somebody says why what was found may stand."""

from django import forms

from foundation.ui.forms import GovukForm
from meetings.actions.vetting import REASON_LIMIT


class DisclosureForm(GovukForm):
    """Why it may stand."""

    reason = forms.CharField(
        label="Why may it stand?",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why it may stand"},
        help_text="Your name, the time and this reason are kept with the paper.",
    )
