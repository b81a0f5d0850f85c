"""The forms of single acts on minutes: questions for the record, confirming, accepting a point, numbering."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm
from meetings.models import Meeting
from meetings.wording.questions import NO, YES, NilQuestion


class NilForm(GovukForm):
    """Yes or no to each question that the record of a meeting cannot answer."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, questions: Sequence[NilQuestion]) -> None:
        super().__init__(data, initial={each.key: each.answer for each in questions})
        for each in questions:
            self.fields[each.key] = forms.ChoiceField(
                label=each.text,
                choices=[(YES, "Yes"), (NO, "No"), ("", _("Not answered"))],
                required=False,
                widget=forms.RadioSelect,
            )


class ConfirmForm(GovukForm):
    """At which later meeting the minutes were confirmed."""

    at = forms.TypedChoiceField(label=gettext_lazy("Confirmed at the meeting on"), coerce=int)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meetings: Sequence[Meeting]) -> None:
        super().__init__(data)
        field = self.fields["at"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(each.pk), f"{each.day:%-d %B %Y}, {each.name}") for each in meetings]


class OverruleForm(GovukForm):
    """Why a point of the check may stand."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason for accepting this point"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the reason for accepting this point")},
    )


class FirstNumberForm(GovukForm):
    """Which number the minutes begin with."""

    first = forms.IntegerField(
        label=gettext_lazy("First number"),
        required=False,
        min_value=1,
        max_value=99999,
        help_text=gettext_lazy("Leave blank for the next number"),
    )
