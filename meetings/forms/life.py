"""The forms of what becomes of minutes: corrections, deferring, signing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from foundation.ui.forms import DateField, GovukForm
from meetings.forms.paper_acts import PdfField
from meetings.kept import Kept
from meetings.models import Meeting, Minute, Minutes, MinutesApproval, SignedCopy
from meetings.rules.corrections import WORDS_LIMIT

PRESENT = "present"


def meeting_choices(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    """Meetings by day and kind."""
    return [(str(each.pk), f"{each.day:%-d %B %Y}, {each.name}") for each in meetings]


class CorrectionForm(GovukForm):
    """The words as they stand, as they should be, who asked, and at which meeting."""

    minute = forms.ChoiceField(label="Where")
    original = forms.CharField(
        label="Words as they stand",
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy them from the published minutes. Leave empty to add words at the end of the minute.",
    )
    corrected = forms.CharField(
        label="Words as they should be",
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Leave empty to leave the words out.",
    )
    asked_by = forms.CharField(label="Asked for by", required=False, max_length=200)
    reason = forms.CharField(
        label="Why", required=False, max_length=600, help_text="Printed with the correction."
    )
    at = forms.TypedChoiceField(label="Corrected at the meeting on", coerce=int)

    def __init__(
        self, data: Mapping[str, Any] | None, *, minutes: Minutes, meetings: Sequence[Meeting], kept: Kept
    ) -> None:
        super().__init__(data)
        entries = (entry for entry in minutes.entries.all() if not kept.has_minute(entry))
        self.entries = {str(entry.pk): entry for entry in entries}
        named = [(key, f"{each.issued_label} {each.title}".strip()) for key, each in self.entries.items()]
        for name, choices in (
            ("minute", [*named, (PRESENT, "Those present and apologies")]),
            ("at", meeting_choices(meetings)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def chosen(self) -> Minute | None:
        """The minute, or None for the lists of those present."""
        return self.entries.get(self.cleaned_data["minute"])


class BroughtForm(GovukForm):
    """That a meeting deferred minutes, or noted them only."""

    at = forms.TypedChoiceField(label="At the meeting on", coerce=int)
    outcome = forms.ChoiceField(
        label="What it did",
        choices=[each for each in MinutesApproval.Outcome.choices if each[0] != "confirmed"],
        widget=forms.RadioSelect,
        initial="deferred",
    )
    reason = forms.CharField(label="Reason", required=False, max_length=600)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meetings: Sequence[Meeting]) -> None:
        super().__init__(data, auto_id="brought_%s")
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = meeting_choices(meetings)


class SignForm(GovukForm):
    """Who signed, on which day, how, and the scan of the paper."""

    signed_by = forms.CharField(label="Signed by", max_length=200, help_text="Who presided that day.")
    signed_on = DateField(label="Signed on")
    manner = forms.ChoiceField(
        label="How", choices=SignedCopy.Manner.choices, widget=forms.RadioSelect, initial="paper"
    )
    scan = PdfField(
        label="Scan of the signed paper", required=False, help_text="A PDF. It is kept here, not published."
    )


class ScanForm(GovukForm):
    """One more scan."""

    scan = PdfField(label="Scan", help_text="A PDF, for instance an appended copy.")
