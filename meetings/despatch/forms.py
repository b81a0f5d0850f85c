"""The forms of the circulation list, of the message that tells it of something, and of set times."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.despatch.rules import LONGEST_SUBJECT, LONGEST_WORDS
from meetings.models import CirculationEntry

MOST_COPIES = 50


class EntryForm(GovukForm):
    """Somebody on a circulation list, and how they get their papers."""

    group = forms.ChoiceField(label="Who they are", choices=CirculationEntry.Group.choices)
    name = forms.CharField(label="Name", max_length=200)
    organisation = forms.CharField(
        label="Organisation and address",
        max_length=200,
        required=False,
        help_text="On one line; it is printed on the sheet for paper copies",
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="With the address of a member or officer, this entry says how they get their papers",
    )
    wants_mail = forms.BooleanField(label="Send them a message", required=False, initial=True)
    copies_on_paper = forms.IntegerField(
        label="Copies on paper", min_value=0, max_value=MOST_COPIES, required=False, initial=0
    )
    paper_version = forms.ChoiceField(
        label="Which version on paper",
        choices=CirculationEntry.PaperVersion.choices,
        widget=forms.RadioSelect,
        initial=CirculationEntry.PaperVersion.PUBLIC,
    )

    def clean(self) -> dict[str, Any]:
        """A message needs an address."""
        data: dict[str, Any] = super().clean() or {}
        data["copies_on_paper"] = data.get("copies_on_paper") or 0
        if data.get("wants_mail") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Give an address, or do not send them a message")
        return data


class DespatchForm(GovukForm):
    """The message that everybody on the list gets."""

    subject = forms.CharField(label="Subject", max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label="Message",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="It goes to each person alone. Papers are never attached: the message leads to them.",
    )


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
