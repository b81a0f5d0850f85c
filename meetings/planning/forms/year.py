"""Forms that plan the meetings of a year: the pattern, its days, the precept, pre-election periods."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.dates import long_day
from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.common.rules.year import (
    MOST_MEETINGS,
    WEEKDAYS,
    WEEKS,
    EveryWeeks,
    Listed,
    Monthly,
    Pattern,
    year_span,
    year_words,
)
from meetings.models import Meeting
from meetings.models.when import MONTHS
from meetings.planning.actions.years import PlannedMeeting
from meetings.planning.forms.meetings import PlaceForm

if TYPE_CHECKING:
    RowSet = BaseFormSet["RowForm"]
else:
    RowSet = BaseFormSet

_IN_ORDER = (*range(5, 13), *range(1, 5))
MOST_WEEKS = 52


class DaysField(forms.CharField):
    """Days typed one a line, like 11 9 2026 or 11 September 2026."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=4000, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The days, or a sentence that names the line which is no day."""
        text = str(super().clean(value))
        return tuple(_typed_day(line) for line in text.splitlines() if line.strip())


def _typed_day(line: str) -> date:
    """The day of one line; a weekday before it is read over."""
    parts = re.sub(r"[/.,-]", " ", line).split()
    if parts and parts[0][:3].casefold() in _SHORT_WEEKDAYS:
        parts = parts[1:]
    try:
        day = DateField().clean(parts) if len(parts) == 3 else None
    except ValidationError:
        day = None
    if day is None:
        said = _("“{line}” is not a date. Enter each date as 11 September 2026").format(
            line=line.strip()[:40]
        )
        raise ValidationError(said)
    return day


_SHORT_WEEKDAYS = {day[:3].casefold() for day in WEEKDAYS}


class PatternForm(GovukForm):
    """How the meetings of a year follow each other; sent with the address, so that it can be kept."""

    year = forms.TypedChoiceField(label=gettext_lazy("Municipal year"), coerce=int)
    pattern = forms.ChoiceField(
        label=gettext_lazy("When the meetings are"),
        choices=[
            (
                "monthly",
                gettext_lazy("On a weekday of certain months. For example, the second Friday of June"),
            ),
            ("weeks", gettext_lazy("Every few weeks")),
            ("days", gettext_lazy("On dates I enter")),
        ],
        widget=forms.RadioSelect,
    )
    week = forms.TypedChoiceField(
        label=gettext_lazy("Which week"), choices=list(WEEKS.items()), coerce=int, required=False
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"), choices=list(enumerate(WEEKDAYS)), coerce=int, required=False
    )
    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Months"),
        choices=[(n, MONTHS[n - 1].capitalize()) for n in _IN_ORDER],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_day = DateField(label=gettext_lazy("First meeting"), required=False)
    every = forms.IntegerField(label=gettext_lazy("Weeks between"), required=False)
    days = DaysField(
        label=gettext_lazy("Dates"),
        required=False,
        help_text=gettext_lazy("One on each line. For example, 11 September 2026"),
    )
    time = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 10.30 am"))
    skips_holidays = forms.BooleanField(label=gettext_lazy("Leave out bank holidays"), required=False)
    skips_periods = forms.BooleanField(label=gettext_lazy("Leave out pre-election periods"), required=False)
    has_annual = forms.BooleanField(label=gettext_lazy("The first is the annual meeting"), required=False)
    has_precept = forms.BooleanField(
        label=gettext_lazy("The one in January or early February is the precept meeting"), required=False
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        usual = {"pattern": "monthly", "week": 2, "weekday": 4, "months": [6, 9, 12, 3], "time": "10.30 am"}
        ticked = dict.fromkeys(("skips_holidays", "skips_periods", "has_annual", "has_precept"), True)
        super().__init__(*args, initial={"year": year, **usual, **ticked}, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each, year_words(each)) for each in range(year - 1, year + 4)]

    def clean(self) -> dict[str, Any]:
        """What the chosen pattern needs is there, and it yields something."""
        data: dict[str, Any] = super().clean() or {}
        needs = {"monthly": ("months", "week", "weekday"), "weeks": ("first_day", "every"), "days": ("days",)}
        words = {
            "months": _("Select at least one month"),
            "first_day": _("Enter the date of the first meeting"),
            "every": _("Enter “Weeks between” as a whole number"),
            "days": _("Enter at least one date"),
        }
        for name in needs.get(data.get("pattern", ""), ()):
            if data.get(name) in (None, "", [], ()) and name not in self.errors:
                self.add_error(name, words.get(name, _("Select one")))
        every = data.get("every")
        if data.get("pattern") == "weeks" and every is not None and not 1 <= every <= MOST_WEEKS:
            self.add_error(
                "every",
                _("Enter “Weeks between” as a number from 1 to {most_weeks}").format(most_weeks=MOST_WEEKS),
            )
        if not self.errors:
            self._require_days(data)
        return data

    def _require_days(self, data: Mapping[str, Any]) -> None:
        """Some days in the year, and not more than anybody would hold."""
        days = self.chosen().days(data["year"])
        where = {"monthly": "months", "weeks": "first_day", "days": "days"}[data["pattern"]]
        if not days:
            first, last = year_span(data["year"])
            between = _("between {first} and {last}").format(
                first=f"{first:%-d %B %Y}", last=f"{last:%-d %B %Y}"
            )
            self.add_error(where, _("This gives no dates {between}").format(between=between))
        elif len(days) > MOST_MEETINGS:
            self.add_error(
                where,
                _("This gives {number} meetings; a year has at most {most_meetings}").format(
                    number=len(days), most_meetings=MOST_MEETINGS
                ),
            )

    def chosen(self) -> Pattern:
        """The pattern that was chosen."""
        data = self.cleaned_data
        if data["pattern"] == "monthly":
            return Monthly(data["week"], data["weekday"], frozenset(data["months"]))
        if data["pattern"] == "weeks":
            return EveryWeeks(data["first_day"], data["every"])
        return Listed(data["days"])


class RowForm(GovukForm):
    """One meeting of the year to be planned; an unticked one is not."""

    include = forms.BooleanField(label=gettext_lazy("Schedule this meeting"), required=False)
    day = DateField(label=gettext_lazy("Date"))
    time = TimeField(label=gettext_lazy("Time"))
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=Meeting.Kind.choices)

    def clean(self) -> dict[str, Any]:
        """The moment on London's clock, beside what was typed."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and data.get("time"):
            data["starts_at"] = moment_of(self, data["day"], data["time"])
        return data

    @property
    def is_meant(self) -> bool:
        """True when it is ticked and can be read."""
        return bool(self.cleaned_data.get("include") and self.cleaned_data.get("starts_at"))


def moment_of(form: forms.Form, day: date, at: Any) -> datetime:
    """A moment on London's clock; an hour that the clock skips is refused beside the time."""
    moment = timezone.make_aware(datetime.combine(day, at))
    if timezone.localtime(moment.astimezone(UTC)).time() != at:
        form.add_error("time", _("That time does not exist: the clocks go forward that night"))
    return moment


class Rows(RowSet):
    """The meetings of the year: at least one is ticked, and no two begin at the same time."""

    def clean(self) -> None:
        """Refuse a plan of nothing, and two meetings in one hour."""
        if any(self.errors):
            return
        meant = [form for form in self.forms if form.is_meant]
        if not meant:
            raise ValidationError(_("Select at least one meeting"))
        seen: set[datetime] = set()
        for form in meant:
            starts_at = form.cleaned_data["starts_at"]
            if starts_at in seen:
                form.add_error("time", _("Another of these meetings begins at the same time"))
            seen.add(starts_at)

    def planned(self) -> list[PlannedMeeting]:
        """The ticked meetings."""
        meant = (form.cleaned_data for form in self.forms if form.is_meant)
        return [PlannedMeeting(data["starts_at"], data["kind"]) for data in meant]


RowFormSet: type[Rows] = forms.formset_factory(  # type: ignore[assignment]
    RowForm, formset=Rows, extra=0, max_num=MOST_MEETINGS, absolute_max=MOST_MEETINGS + 10, validate_max=True
)


class PlanAllForm(PlaceForm):
    """What is the same for every meeting of the plan."""

    announce = forms.BooleanField(
        label=gettext_lazy("Announce these meetings now"),
        required=False,
        help_text=gettext_lazy(
            "The dates, times and venue become public. Private meetings are never announced"
        ),
    )


class PreceptForm(PlanAllForm):
    """The two meetings of the precept; a day is left empty where that meeting is planned already."""

    first_day = DateField(label=gettext_lazy("Precept meeting"), required=False)
    reserve_day = DateField(label=gettext_lazy("Reserve meeting, needed only after a veto"), required=False)
    time = TimeField(label=gettext_lazy("Time"))

    field_order = ("first_day", "reserve_day", "time", "venue", "new_venue", "announce")

    def __init__(self, *args: Any, booked: tuple[date | None, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, day in zip(("first_day", "reserve_day"), booked, strict=True):
            if day is not None:
                self.fields[name].help_text = _("Already scheduled for {day}. Leave it blank").format(
                    day=long_day(day)
                )
                self.initial[name] = None

    def clean(self) -> dict[str, Any]:
        """The moments of those that are wanted, in their order."""
        data = super().clean()
        first, reserve, at = data.get("first_day"), data.get("reserve_day"), data.get("time")
        if first and reserve and reserve <= first:
            self.add_error("reserve_day", _("The reserve meeting comes after the precept meeting"))
        if not (first or reserve or self.errors):
            self.add_error("first_day", _("Enter the date of at least one of the two meetings"))
        if at:
            wanted = ((first, ""), (reserve, _("Reserve precept meeting")))
            kind = Meeting.Kind.PRECEPT
            data["planned"] = [
                PlannedMeeting(moment_of(self, day, at), kind, title) for day, title in wanted if day
            ]
        return data


class PeriodForm(GovukForm):
    """The days of a pre-election period."""

    name = forms.CharField(label=gettext_lazy("Election"), max_length=120)
    starts_on = DateField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("Usually the day of the notice of election")
    )
    ends_on = DateField(label=gettext_lazy("Last day"), help_text=gettext_lazy("The day of the poll"))
    applies = forms.TypedChoiceField(
        label=gettext_lazy("Does it apply to this panel?"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No, there is no election here that year")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
