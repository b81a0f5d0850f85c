"""What the proof may ask for: why the agenda is late, why a find is a false alarm."""

from django import forms
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm
from meetings.restricted.rules import LONGEST_REASON


class LateReasonForm(GovukForm):
    """Why an agenda is published with too few clear days."""

    late_reason = forms.CharField(
        label=gettext_lazy("Reason for publishing late"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the reason the agenda is published late")},
        help_text=gettext_lazy("Printed on the agenda, where the public reads it."),
    )


class OverruleFindForm(GovukForm):
    """Why something that the search found may go out all the same."""

    reason = forms.CharField(
        label=gettext_lazy("Reason it can be published"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason why it can be published")},
        help_text=gettext_lazy(
            "Kept in the history with your name. Do not repeat the exempt or confidential words."
        ),
    )
