"""A municipal year drawn month by month: meetings, everything due around them, holidays, periods, precept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding, look, met
from foundation.ui.dates import clock_time, long_day, short_day
from foundation.ui.words import lower_first
from meetings.common.rules.precept import Timetable, trap_findings
from meetings.common.rules.year import (
    DAY,
    Chosen,
    Period,
    Surroundings,
    choose,
    year_of,
    year_span,
    year_words,
)
from meetings.models import Meeting
from meetings.planning.dates import (
    Due,
    Looked,
    booked_for,
    due_around,
    findings_on,
    holidays_of,
    looked_at,
    periods_of,
    precept_of,
    surroundings,
)
from meetings.planning.due import due_points_of
from meetings.planning.forms.year import PatternForm, RowForm
from panels.models import Body, BodySettings

_LABELS = {
    "Publish by": "publish",
    "Agenda and pack": "publish",
    "Draft minutes": "minutes",
}
# What a day is drawn as when several things fall on it.
_ORDER = ("meeting", "precept", "publish", "papers", "questions", "notes", "minutes", "holiday", "period")


@dataclass(frozen=True, slots=True)
class Line:
    """One day of the year with one thing on it."""

    day: date
    kind: str
    label: str
    note: str = ""
    url: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the strip: its number, what it is drawn as, and whether it is a weekend or today."""

    number: int
    kind: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its days as a strip for the eye, and its lines to read."""

    first: date
    cells: list[Cell]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class YearPage:
    """The whole page."""

    year: int
    words: str
    months: list[Month]
    meetings: list[Meeting]
    looked: list[Looked]
    periods: list[Period]
    precept: list[Finding] = field(default_factory=list)
    misses_precept: bool = False

    @property
    def before(self) -> int:
        """The year before."""
        return self.year - 1

    @property
    def after(self) -> int:
        """The year after."""
        return self.year + 1


def chosen_year(text: str, today: date) -> int:
    """The municipal year of an address; the present one for what is none."""
    is_year = text.isascii() and text.isdecimal() and len(text) == 4
    return int(text) if is_year and 2000 <= int(text) <= 2090 else year_of(today)


def year_page(body: Body, user: User, year: int, today: date) -> YearPage:
    """Gather the year; as many queries for thirty meetings as for one."""
    first, last = year_span(year)
    settings = body.settings_on(max(first, min(today, last)))
    found = Meeting.objects.visible_to(user).planned_between(body, first, last + DAY * 10)
    around_end = list(found.with_settings())
    meetings = [each for each in around_end if each.day <= last]
    periods = periods_of(body, year)
    drawn = precept_of(settings, year) if body.kind == Body.Kind.PANEL else None
    lines = [*_meeting_lines(around_end, user, today), *_other_lines(settings, year, periods, drawn)]
    return YearPage(
        year=year,
        words=year_words(year),
        months=_months(year, [line for line in lines if first <= line.day <= last], periods, today),
        meetings=meetings,
        looked=looked_at([each for each in meetings if each.day >= today], meetings, year, periods),
        periods=periods,
        precept=_precept(drawn, meetings),
        misses_precept=drawn is not None and not all(_booked(drawn, meetings)) and last >= today,
    )


def _meeting_lines(meetings: Sequence[Meeting], user: User, today: date) -> Iterable[Line]:
    """The meetings and everything due around them, those of upper rooms too."""
    points = due_points_of(meetings, user, today)
    for meeting in meetings:
        url, spoken = (
            reverse("meetings:meeting", args=[meeting.pk]),
            _("for {day}").format(day=short_day(meeting.starts_at)),
        )
        due = due_around(meeting.day, meeting.kind, meeting.settings)
        for point in points[meeting.ref]:
            if point.state == "meeting":
                note = ", ".join(filter(None, [clock_time(meeting.starts_at), point.note]))
                yield Line(point.day, "meeting", meeting.name, note, url)
                continue
            note = f"{spoken}, {point.note}" if point.note else spoken
            yield Line(point.day, _LABELS.get(point.label, "notes"), point.label, note, url, point.state)
        if not meeting.is_private:
            yield Line(due.papers, "papers", _("Papers due"), spoken, url)
            if due.questions:
                at = clock_time(meeting.settings.question_deadline_time)
                yield Line(due.questions, "questions", _("Public questions close"), f"{at}, {spoken}", url)


def _other_lines(
    settings: BodySettings, year: int, periods: Sequence[Period], drawn: Timetable | None
) -> Iterable[Line]:
    """Holidays, periods and the dates of the precept."""
    for day, name in holidays_of(settings, year).items():
        yield Line(day, "holiday", name, _("bank holiday") if name[:1].isupper() else "")
    for period in periods:
        usual = "" if period.is_kept else _("usual, not yet saved")
        yield Line(
            period.first,
            "period",
            _("Pre-election period begins: {period}").format(period=period.name),
            usual,
        )
        yield Line(
            period.last, "period", _("Pre-election period ends: {period}").format(period=period.name), usual
        )
    for step in drawn.steps if drawn else ():
        yield Line(
            step.day,
            "precept",
            _("Precept: {step}").format(step=lower_first(step.label)),
            step.who,
        )


def _months(year: int, lines: list[Line], periods: Sequence[Period], today: date) -> list[Month]:
    found, first = [], year_span(year)[0]
    for __ in range(12):
        following = (first + DAY * 31).replace(day=1)
        own = sorted(
            (line for line in lines if first <= line.day < following),
            key=lambda line: (line.day, _ORDER.index(line.kind), line.label),
        )
        days = [first + DAY * n for n in range((following - first).days)]
        found.append(Month(first, [_cell(day, own, periods, today) for day in days], own))
        first = following
    return found


def _cell(day: date, lines: list[Line], periods: Sequence[Period], today: date) -> Cell:
    here = [line.kind for line in lines if line.day == day]
    kind = here[0] if here else "period" if any(day in each for each in periods) else ""
    return Cell(day.day, kind, "today" if day == today else "weekend" if day.weekday() >= 5 else "")


def _booked(drawn: Timetable, meetings: Iterable[Meeting]) -> tuple[date | None, date | None]:
    return booked_for(drawn, (each.day for each in meetings if not each.is_private))


def _precept(drawn: Timetable | None, meetings: Sequence[Meeting]) -> list[Finding]:
    """The trap, and for each of the two meetings that it is booked or what to book."""
    if drawn is None:
        return []
    first, reserve = trap_findings(drawn)
    has_first, has_reserve = _booked(drawn, meetings)
    if has_first:
        by = long_day(drawn.first.publish_by)
        said = _("A meeting in time for the report of {day} is scheduled. {first}").format(
            day=long_day(drawn.report_by), first=first.sentence
        )
        remedy = _("Publish its agenda before the proposal is received, about {by}.").format(by=by)
        first = look(said, source=first.source, remedy=remedy)
    if has_reserve:
        between = _("{day} and {second_by}").format(
            day=long_day(drawn.reserve_from), second_by=long_day(drawn.second_by)
        )
        said = _("A reserve meeting between {between} is scheduled.").format(between=between)
        reserve = met(said, source=reserve.source)
    return [first, reserve]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One proposed meeting: its form, its deadlines, its findings."""

    form: RowForm
    due: Due | None
    findings: list[Finding]

    @property
    def spoken(self) -> str:
        """How a screen reader hears the row."""
        return long_day(self.due_day) if self.due_day else _("this meeting")

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
        _("A meeting is already scheduled for that time, so this one will not be scheduled again."),
        code="there",
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
