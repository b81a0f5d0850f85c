"""The days around a body's meetings: pre-election periods, holidays, and what is due before each meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from foundation.history.findings import Finding
from meetings.models import Meeting, PreElectionPeriod
from meetings.question_days import is_excluded
from meetings.rules.papers import usual_due_day
from meetings.rules.precept_timetable import Timetable, precept_day_findings, timetable
from meetings.rules.questions import last_day
from meetings.rules.year import (
    Period,
    Surroundings,
    day_findings,
    deadline_findings,
    usual_period,
    year_span,
)
from panels.calendar import christmas_break, excluded_days, holiday_names
from panels.models import Body, BodySettings
from panels.rules import csp_deadline, latest_publication


def periods_of(body: Body, year: int) -> list[Period]:
    """The pre-election periods that touch a municipal year: those kept, and the usual ones not replaced."""
    springs = [usual_period(year), usual_period(year + 1)]
    first, last = min(springs[0].first, year_span(year)[0]), max(springs[1].last, year_span(year)[1])
    kept = list(PreElectionPeriod.objects.filter(body=body).between(first, last))
    usual = [
        each
        for each in springs
        if not any(one.starts_on <= each.last and one.ends_on >= each.first for one in kept)
    ]
    applying = [Period(one.name, one.starts_on, one.ends_on) for one in kept if one.applies]
    return sorted([*usual, *applying], key=lambda each: each.first)


def holidays_of(settings: BodySettings, year: int) -> dict[date, str]:
    """The bank holidays of a municipal year and of the weeks around it, by name."""
    around = range(year, year + 3)
    named = {day: name for each in around for day, name in holiday_names(settings.jurisdiction, each).items()}
    return named | dict.fromkeys(settings.excluded_days() - named.keys(), "the body’s own excluded day")


def surroundings(
    settings: BodySettings, year: int, periods: Sequence[Period], meetings: Iterable[Meeting]
) -> Surroundings:
    """What a day of this year is held against."""
    beside = list(meetings)
    return Surroundings(
        holidays_of(settings, year),
        periods,
        [(timezone.localtime(each.starts_at), each.name) for each in beside],
        [each.day for each in beside if each.kind == Meeting.Kind.PRECEPT],
    )


@dataclass(frozen=True, slots=True)
class Due:
    """What is due before a meeting and after it; None where nothing is."""

    publish_by: date
    papers: date
    questions: date | None
    notes: date | None
    minutes: date


def due_around(day: date, kind: str, settings: BodySettings, *, has_partners: bool = True) -> Due:
    """The days that follow from the day of a meeting by the body's own settings."""
    excluded = excluded_days(settings, range(day.year - 1, day.year + 2))
    publish_by = latest_publication(day, settings.clear_days, excluded)
    takes_questions = settings.takes_questions and not is_excluded(settings, kind)
    takes_notes = has_partners and kind in (Meeting.Kind.ORDINARY, Meeting.Kind.ANNUAL)
    return Due(
        publish_by=publish_by,
        papers=usual_due_day(publish_by, settings.paper_due_days, excluded),
        questions=last_day(day, settings.question_deadline, settings.question_deadline_unit, excluded)
        if takes_questions
        else None,
        notes=csp_deadline(day, settings.csp_deadline_days) if takes_notes else None,
        minutes=date.fromordinal(day.toordinal() + settings.draft_minutes_days),
    )


def findings_on(
    starts_at: datetime, kind: str, settings: BodySettings, around: Surroundings, *, is_private: bool = False
) -> list[Finding]:
    """Everything to be seen about a meeting at this moment, on London's clock."""
    day = starts_at.date()
    found = day_findings(starts_at, around)
    if not is_private:
        due = due_around(day, kind, settings)
        breaks = _breaks(settings.jurisdiction, due.publish_by.year)
        found += deadline_findings(due.publish_by, due.papers, around.holidays, breaks)
    if kind == Meeting.Kind.PRECEPT:
        found += [each for each in precept_day_findings(day, others=around.precepts) if each.code]
    return found


def _breaks(jurisdiction: str, year: int) -> frozenset[date]:
    """The Christmas breaks of a year and of the one before."""
    return christmas_break(jurisdiction, year) | christmas_break(jurisdiction, year - 1)


def precept_of(settings: BodySettings, year: int) -> Timetable:
    """The precept timetable in the spring of a municipal year."""
    spring = year + 1
    return timetable(spring, settings.clear_days, excluded_days(settings, range(spring - 1, spring + 1)))


def booked_for(drawn: Timetable, days: Iterable[date]) -> tuple[date | None, date | None]:
    """Which of these days serve the precept: one before the report is due, one for the second report."""
    listed = sorted(days)
    return (
        next((day for day in listed if drawn.notified < day <= drawn.report_by), None),
        next((day for day in listed if drawn.reserve_from <= day <= drawn.second_by), None),
    )
