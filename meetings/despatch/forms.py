"""The forms of the circulation list, of the message that tells it of something, and of set times."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.despatch.rules import LONGEST_SUBJECT, LONGEST_WORDS
from meetings.models import CirculationEntry

MOST_COPIES = 50


class EntryForm(GovukForm):
    """Somebody on a circulation list, and how they get their papers."""

    group = forms.ChoiceField(label=gettext_lazy("Group"), choices=CirculationEntry.Group.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation and address"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("On one line. It is printed on the print sheet."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        required=False,
        help_text=gettext_lazy(
            "If you enter the address of a member or officer, this entry sets how they receive papers."
        ),
    )
    wants_mail = forms.BooleanField(label=gettext_lazy("Notify them by email"), required=False, initial=True)
    copies_on_paper = forms.IntegerField(
        label=gettext_lazy("Paper copies"), min_value=0, max_value=MOST_COPIES, required=False, initial=0
    )
    paper_version = forms.ChoiceField(
        label=gettext_lazy("Version on paper"),
        choices=CirculationEntry.PaperVersion.choices,
        widget=forms.RadioSelect,
        initial=CirculationEntry.PaperVersion.PUBLIC,
    )

    def clean(self) -> dict[str, Any]:
        """A message needs an address."""
        data: dict[str, Any] = super().clean() or {}
        data["copies_on_paper"] = data.get("copies_on_paper") or 0
        if data.get("wants_mail") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter an email address, or do not notify them by email"))
        return data


class DespatchForm(GovukForm):
    """The message that everybody on the list gets."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Each person gets a separate email. It contains links. Papers are not attached."
        ),
    )


class SetTimeForm(GovukForm):
    """The day and time at which a pack becomes public, on London's clock."""

    proof = forms.CharField(widget=forms.HiddenInput, required=False)
    day = DateField(label=gettext_lazy("Date"), help_text=gettext_lazy("For example, 26 11 2026"))
    time = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 9 am"))

    def clean(self) -> dict[str, Any]:
        """The moment, beside what was typed: an hour that the clock skips is refused.

        Of an hour that comes twice, when the clocks go back, the later one is meant: never early.
        """
        data: dict[str, Any] = super().clean() or {}
        day, at = data.get("day"), data.get("time")
        if day and at:
            moment = timezone.make_aware(datetime.combine(day, at).replace(fold=1))
            if timezone.localtime(moment.astimezone(UTC)).time() != at:
                self.add_error("time", _("That time does not exist: the clocks go forward that night"))
            data["at"] = moment
        return data
