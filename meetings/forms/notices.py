"""The form that records a meeting called at short notice."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from foundation.ui.forms import DateField, GovukForm, TimeField


class ShortNoticeForm(GovukForm):
    """When a meeting was convened that left no room for the clear days, and why."""

    day = DateField(label="Day on which it was convened")
    time = TimeField(label="Time", help_text="Such as 9.30 am")
    reason = forms.CharField(
        label="Why it could not wait",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is printed on the notice and the agenda, and the public reads it.",
    )

    def clean(self) -> dict[str, Any]:
        """The moment, beside what was typed."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and data.get("time"):
            data["convened_at"] = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return data
