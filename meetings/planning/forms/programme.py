"""Forms of the work programme: an item, why it is dropped, where it is placed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.dates import long_day
from foundation.ui.forms import DateField, GovukForm
from meetings.agenda.rules.agenda import PRESENTER_LIMIT, TITLE_LIMIT
from meetings.common.rules.year import year_words
from meetings.models import AgendaItem, Meeting, WorkProgrammeItem
from meetings.models.agenda import Business
from meetings.models.when import read_when


def _names_of(meetings: dict[str, Meeting]) -> list[tuple[Any, str]]:
    """Meetings to choose from, by day and name."""
    return [(pk, f"{long_day(each.starts_at)}, {each.name}") for pk, each in meetings.items()]


class EntryForm(GovukForm):
    """One item of the work programme."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    meeting = forms.ChoiceField(label=gettext_lazy("Meeting"), required=False)
    when = forms.CharField(
        label=gettext_lazy("Or a month or season"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "For example, September, autumn 2026, or October to December. Leave both blank for an idea"
        ),
    )
    presenter = forms.CharField(
        label=gettext_lazy("Lead or presenter"), max_length=PRESENTER_LIMIT, required=False
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    business = forms.ChoiceField(
        label=gettext_lazy("How it is presented"),
        choices=[(each.value, each.label) for each in Business if each != Business.MINUTES],
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"), choices=WorkProgrammeItem.Source.choices)
    source_words = forms.CharField(
        label=gettext_lazy("Person or decision"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example, minute 54 (b)"),
    )
    source_ref = forms.CharField(
        label=gettext_lazy("Reference of the source"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("The 12 letters and numbers at the end of its address, if it is in Panelbook"),
    )
    recurs = forms.ChoiceField(
        label=gettext_lazy("Repeats"), choices=WorkProgrammeItem.Recurs.choices, required=False
    )
    recurs_until = DateField(label=gettext_lazy("Until"), required=False)
    is_private = forms.BooleanField(
        label=gettext_lazy("Internal: do not publish"),
        required=False,
        help_text=gettext_lazy(
            "Only the secretariat, the Chair and the monitoring officer can read it. Never printed"
        ),
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Municipal year"),
        coerce=int,
        help_text=gettext_lazy("Used for an idea without a meeting or month"),
    )

    def __init__(self, *args: Any, meetings: Iterable[Meeting], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in (("year", year), ("business", Business.REPORT), ("source", "secretariat")):
            self.initial.setdefault(name, value)
        self.meetings = {str(each.pk): each for each in meetings}
        self._choose("meeting", [("", _("No meeting yet")), *_names_of(self.meetings)])
        self._choose("year", [(each, year_words(each)) for each in range(year - 1, year + 4)])

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A meeting or some months, not both; months without a year are those of the municipal year."""
        data: dict[str, Any] = super().clean() or {}
        data["months"] = None
        if typed := data.get("when"):
            try:
                data["months"] = read_when(typed, data.get("year") or self.initial["year"])
            except ValueError:
                self.add_error("when", _("Enter a month or season. For example, September 2026 or autumn"))
            if data.get("meeting"):
                self.add_error("when", _("Select a meeting or enter a month, not both"))
        if data.get("recurs_until") and not data.get("recurs"):
            self.add_error("recurs_until", _("Only an item that repeats has an end date"))
        return data

    def facts(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        names = (
            *("title", "presenter", "purpose", "business", "source", "source_words", "source_ref"),
            *("recurs", "recurs_until", "is_private", "year"),
        )
        found = {name: self.cleaned_data[name] for name in names}
        meeting = self.meetings.get(self.cleaned_data["meeting"])
        return found | {"meeting": meeting, "when": self.cleaned_data["months"]}


def entry_initial(entry: WorkProgrammeItem) -> dict[str, Any]:
    """An item as its form shows it."""
    names = (
        *("title", "presenter", "purpose", "business", "source", "source_words", "source_ref"),
        *("recurs", "recurs_until", "is_private", "year"),
    )
    found = {name: getattr(entry, name) for name in names}
    return found | {"meeting": str(entry.meeting_id or ""), "when": str(entry.when or "")}


class DropForm(GovukForm):
    """Why an item is dropped."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for removing it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences. The item stays on record and can be reinstated"),
    )


class PlaceEntryForm(GovukForm):
    """On which agenda an item goes."""

    meeting = forms.ChoiceField(label=gettext_lazy("Meeting"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(each.pk): each for each in meetings}
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (pk, f"{long_day(each.starts_at)}, {each.name}") for pk, each in self.meetings.items()
        ]

    def clean_meeting(self) -> Meeting:
        """The meeting itself."""
        return self.meetings[self.cleaned_data["meeting"]]


class PlacePaperForm(GovukForm):
    """On which item of a coming agenda a generated paper goes."""

    item = forms.ChoiceField(label=gettext_lazy("Item"))

    def __init__(self, *args: Any, items: Iterable[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        self.items: dict[str, AgendaItem] = {}
        for item, label in items:
            groups.setdefault(str(item.meeting), []).append((str(item.pk), f"{label} {item.title}".strip()))
            self.items[str(item.pk)] = item
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Select an item")), *groups.items()]

    def clean_item(self) -> AgendaItem:
        """The item itself."""
        found = self.items.get(self.cleaned_data["item"])
        if found is None:
            raise ValidationError(_("Select an item"))
        return found
