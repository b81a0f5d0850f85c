"""The preview of a year of meetings: each day with what is due around it and what is to be seen about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from foundation.history.findings import Finding, look
from foundation.ui.dates import long_day
from meetings.forms.year import PatternForm, RowForm
from meetings.models import Meeting
from meetings.rules.precept_timetable import trap_findings
from meetings.rules.year import Chosen, Surroundings, choose, year_of, year_span
from meetings.year_dates import (
    Due,
    booked_for,
    due_around,
    findings_on,
    holidays_of,
    periods_of,
    precept_of,
    surroundings,
)
from panels.models import Body


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One proposed meeting: its form, its deadlines, its findings."""

    form: RowForm
    due: Due | None
    findings: list[Finding]

    @property
    def spoken(self) -> str:
        """How a screen reader hears the row."""
        return long_day(self.due_day) if self.due_day else "this meeting"

    @property
    def due_day(self) -> date | None:
        """The day of the meeting, where it can be read."""
        starts_at = _moment_of(self.form)
        return starts_at.date() if starts_at else None


def proposed(body: Body, form: PatternForm) -> Chosen:
    """The days that a pattern gives in its year, without those that are to be left out."""
    data, year = form.cleaned_data, form.cleaned_data["year"]
    settings = body.settings_on(year_span(year)[0])
    holidays = holidays_of(settings, year) if data["skips_holidays"] else {}
    periods = periods_of(body, year) if data["skips_periods"] else []
    return choose(form.chosen(), year, holidays, periods)


def initial_rows(body: Body, form: PatternForm, days: Sequence[date]) -> list[dict[str, object]]:
    """The rows of the preview; the first is the annual meeting, one before 9 February that of the precept."""
    data, is_panel = form.cleaned_data, body.kind == Body.Kind.PANEL
    spring = data["year"] + 1
    springs = [day for day in days if date(spring, 1, 15) <= day <= date(spring, 2, 8)]
    precept = springs[-1] if data["has_precept"] and is_panel and springs else None
    rows = []
    for n, day in enumerate(days):
        kind = Meeting.Kind.ORDINARY
        if day == precept:
            kind = Meeting.Kind.PRECEPT
        elif n == 0 and data["has_annual"]:
            kind = Meeting.Kind.ANNUAL
        rows.append({"include": True, "day": day, "time": data["time"], "kind": kind})
    return rows


def preview_rows(body: Body, forms: Iterable[RowForm], year: int) -> list[PreviewRow]:
    """Each row with its deadlines and findings, in as many queries for forty rows as for one."""
    first, last = year_span(year)
    settings = body.settings_on(first)
    planned = list(Meeting.objects.planned_between(body, first, last))
    around = surroundings(settings, year, periods_of(body, year), planned)
    return [_row(body, form, around) for form in forms]


def lacking(body: Body, forms: Iterable[RowForm], year: int) -> list[Finding]:
    """What a panel's year needs for the precept and neither the plan nor a planned meeting gives."""
    if body.kind != Body.Kind.PANEL:
        return []
    first, last = year_span(year)
    drawn = precept_of(body.settings_on(first), year)
    there = Meeting.objects.planned_between(body, first, last).open_to_public()
    moments = [moment for form in forms if (moment := _moment_of(form))]
    days = [*(each.day for each in there), *(each.date() for each in moments)]
    found = zip(booked_for(drawn, days), trap_findings(drawn), strict=True)
    return [finding for day, finding in found if day is None]


def _row(body: Body, form: RowForm, around: Surroundings) -> PreviewRow:
    starts_at = _moment_of(form)
    if starts_at is None:
        return PreviewRow(form, None, [])
    settings = body.settings_on(starts_at.date())
    kind = str(form["kind"].value())
    is_private = kind in Meeting.PRIVATE_KINDS
    seen = findings_on(starts_at, kind, settings, around, is_private=is_private)
    seen = [_as_planned(each) for each in seen]
    due = None if is_private else due_around(starts_at.date(), kind, settings)
    return PreviewRow(form, due, seen)


def _as_planned(found: Finding) -> Finding:
    """A meeting that stands at that moment already is not planned a second time."""
    if found.code != "clash":
        return found
    return look(
        "A meeting is planned for that hour already, so this one will not be planned again.", code="there"
    )


def _moment_of(form: RowForm) -> datetime | None:
    """When the meeting of a row begins, typed or proposed, on London's clock."""
    if form.is_bound:
        starts_at = getattr(form, "cleaned_data", {}).get("starts_at")
        return timezone.localtime(starts_at) if starts_at else None
    return timezone.make_aware(datetime.combine(form.initial["day"], form.initial["time"]))


def year_of_rows(forms: Iterable[RowForm], fallback: int) -> int:
    """The municipal year of the first row that can be read."""
    moments = (_moment_of(form) for form in forms)
    return next((year_of(each.date()) for each in moments if each), fallback)
