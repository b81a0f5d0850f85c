"""The form that sets the time of a publication."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone

from foundation.ui.forms import DateField, GovukForm, TimeField


class SetTimeForm(GovukForm):
    """The day and time at which a pack becomes public, on London's clock."""

    proof = forms.CharField(widget=forms.HiddenInput, required=False)
    day = DateField(label="Day", help_text="Such as 26 11 2026")
    time = TimeField(label="Time", help_text="Such as 9 am")

    def clean(self) -> dict[str, Any]:
        """The moment, beside what was typed: an hour that the clock skips is refused.

        Of an hour that comes twice, when the clocks go back, the later one is meant: never early.
        """
        data: dict[str, Any] = super().clean() or {}
        day, at = data.get("day"), data.get("time")
        if day and at:
            moment = timezone.make_aware(datetime.combine(day, at).replace(fold=1))
            if timezone.localtime(moment.astimezone(UTC)).time() != at:
                self.add_error("time", "That hour does not exist: the clocks go forward")
            data["at"] = moment
        return data
