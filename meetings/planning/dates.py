"""The days around a body's meetings: pre-election periods, holidays, and what is due before each meeting."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.findings import Finding
from foundation.history.together import Asking, beside
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.common.rules.precept import Timetable, precept_day_findings, spring_of, timetable
from meetings.common.rules.year import (
    Period,
    Surroundings,
    day_findings,
    deadline_findings,
    usual_period,
    year_of,
    year_span,
)
from meetings.models import Meeting, PreElectionPeriod, Vote
from meetings.papers.rules import usual_due_day
from meetings.public.question_days import is_excluded
from meetings.public.rules import last_day
from meetings.votes.rules.vetoes import NextStep, next_steps
from panels.calendar import christmas_break, excluded_days, holiday_names
from panels.models import Body, BodySettings
from panels.rules import csp_deadline, latest_publication


def periods_of(body: Body, year: int) -> list[Period]:
    """The pre-election periods that touch a municipal year: those kept, and the usual ones not replaced."""
    return _periods(PreElectionPeriod.objects.filter(body=body).between(*_around(year)), year)


def _around(year: int) -> tuple[date, date]:
    springs = [usual_period(year), usual_period(year + 1)]
    return min(springs[0].first, year_span(year)[0]), max(springs[1].last, year_span(year)[1])


def _periods(rows: Iterable[PreElectionPeriod], year: int) -> list[Period]:
    """The same from rows that may lie around other years too."""
    springs, (first, last) = [usual_period(year), usual_period(year + 1)], _around(year)
    kept = [each for each in rows if each.starts_on <= last and each.ends_on >= first]
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
    return named | dict.fromkeys(settings.excluded_days() - named.keys(), _("the body’s own excluded day"))


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


def due_around(day: date, kind: str, settings: BodySettings) -> Due:
    """The days that follow from the day of a meeting by the body's own settings."""
    excluded = excluded_days(settings, range(day.year - 1, day.year + 2))
    publish_by = latest_publication(day, settings.clear_days, excluded)
    takes_questions = settings.takes_questions and not is_excluded(settings, kind)
    takes_notes = kind in (Meeting.Kind.ORDINARY, Meeting.Kind.ANNUAL)
    return Due(
        publish_by=publish_by,
        papers=usual_due_day(publish_by, settings.paper_due_days, excluded),
        questions=last_day(day, settings.question_deadline, settings.question_deadline_unit, excluded)
        if takes_questions
        else None,
        notes=csp_deadline(day, settings.csp_deadline_days, excluded) if takes_notes else None,
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


@dataclass(frozen=True, slots=True)
class Looked:
    """One meeting with what is to be seen about its day."""

    meeting: Meeting
    findings: list[Finding]


def looked_at(
    meetings: Sequence[Meeting], others: Sequence[Meeting], year: int, periods: Sequence[Period]
) -> list[Looked]:
    """Those of these meetings of one body about whose day there is something to see, beside `others`."""
    found = []
    for meeting in meetings:
        settings = meeting.settings
        beside = [each for each in others if each.pk != meeting.pk]
        seen = findings_on(
            timezone.localtime(meeting.starts_at),
            meeting.kind,
            settings,
            surroundings(settings, year, periods, beside),
            is_private=meeting.is_private,
        )
        if seen:
            found.append(Looked(meeting, seen))
    return found


def coming_looked_at(body: Body, today: date) -> Asking[list[Looked]]:
    """The meetings to come of a body, this municipal year and the next."""
    __, last = year_span(year_of(today) + 1)
    first, __ = year_span(year_of(today))
    kept = PreElectionPeriod.objects.filter(body=body)
    planned, periods = yield [
        Meeting.objects.planned_between(body, first, last).with_settings(),
        kept.between(_around(year_of(today))[0], _around(year_of(today) + 1)[1]),
    ]
    found: list[Looked] = []
    for year in sorted({year_of(each.day) for each in planned if is_to_come(each, today)}):
        of_year = [each for each in planned if year_of(each.day) == year]
        coming = [each for each in of_year if is_to_come(each, today)]
        found += looked_at(coming, of_year, year, _periods(periods, year))
    return found


def findings_about(meeting: Meeting, today: date) -> list[Finding]:
    """What is to be seen about the day of one meeting that is still to come."""
    if not is_to_come(meeting, today):
        return []
    year = year_of(meeting.day)
    others = list(Meeting.objects.planned_between(meeting.body, *year_span(year)))
    found = looked_at([meeting], others, year, periods_of(meeting.body, year))
    return found[0].findings if found else []


def is_to_come(meeting: Meeting, today: date) -> bool:
    """True for a meeting of today or later that was not held or called off."""
    return meeting.day >= today and meeting.status in Meeting.STILL_TO_COME


def rows_about_precept(coming: Iterable[Meeting], today: date) -> Asking[list[TodoRow]]:
    """What the year and the meeting's own page say of a precept meeting, in the same words."""
    bodies = {each.body_id: each.body for each in coming if each.kind == Meeting.Kind.PRECEPT}
    found = yield from beside(*(coming_looked_at(body, today) for body in bodies.values()))
    return [
        TodoRow(
            when=looked.meeting.day,
            subject=f"{looked.meeting.name} of {long_day(looked.meeting.starts_at)}.",
            sentence=f"{finding.sentence} {finding.remedy}".strip(),
            url=reverse("meetings:meeting", args=[looked.meeting.pk]),
            label=_("Open the meeting"),
            body=looked.meeting.body_id,
        )
        for looked in (each for of_body in found for each in of_body)
        if looked.meeting.kind == Meeting.Kind.PRECEPT
        for finding in looked.findings
    ]


def rows_about_vetoes(bodies: Collection[int], today: date) -> Asking[list[TodoRow]]:
    """What comes after a veto; no query outside of the precept's time."""
    if not date(today.year, 1, 1) <= today <= date(today.year, 3, 1):
        return []
    spring = spring_of(today)
    votes = Vote.objects.filter(
        meeting__body_id__in=bodies,
        purpose=Vote.Purpose.VETO,
        result=Vote.Result.CARRIED,
        meeting__starts_at__date__gte=date(spring - 1, 4, 1),
        meeting__starts_at__date__lte=date(spring, 3, 1),
    )
    (vetoes,) = yield [votes.select_related("meeting").order_by("meeting__starts_at", "pk")]
    return [*_after_vetoes(vetoes, today)]


def _after_vetoes(vetoes: Iterable[Vote], today: date) -> Iterable[TodoRow]:
    done: set[int] = set()
    for vote in vetoes:
        meeting = vote.meeting
        if meeting.body_id not in done:
            done.add(meeting.body_id)
            yield from _steps(meeting, today)


def _steps(vetoed: Meeting, today: date) -> Iterable[TodoRow]:
    """What comes after the veto of one meeting."""
    spring = spring_of(vetoed.day)
    later = Meeting.objects.planned_between(vetoed.body, vetoed.day, date(spring, 2, 22))
    reserve = later.filter(kind=Meeting.Kind.PRECEPT, starts_at__gt=vetoed.starts_at).first()
    for step in next_steps(vetoed.day, today, reserve.day if reserve else None):
        url, label = _where(step, vetoed, reserve)
        yield TodoRow(
            when=step.day,
            subject=step.what,
            sentence=step.sentence,
            url=url,
            label=label,
            body=vetoed.body_id,
        )


def _where(step: NextStep, vetoed: Meeting, reserve: Meeting | None) -> tuple[str, str]:
    if step.leads == "plan":
        address = reverse("meetings:year_precept", args=[vetoed.body_id])
        return f"{address}?from={spring_of(vetoed.day) - 1}", _("Schedule the meeting")
    if step.leads == "reserve" and reserve is not None:
        return reverse("meetings:meeting", args=[reserve.pk]), _("Open the meeting")
    return reverse("meetings:votes", args=[vetoed.pk]), _("Open the votes")
