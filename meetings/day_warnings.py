"""What is to be seen about the days of meetings, for the year, for each meeting's own page and for Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from foundation.history.findings import Finding
from meetings.models import Meeting
from meetings.rules.year import Period, year_of, year_span
from meetings.year_dates import findings_on, periods_of, surroundings
from panels.models import Body


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


def coming_looked_at(body: Body, today: date) -> list[Looked]:
    """The meetings to come of a body; two queries for each municipal year in which it has any."""
    _, last = year_span(year_of(today) + 1)
    first, _ = year_span(year_of(today))
    planned = list(Meeting.objects.planned_between(body, first, last).with_settings())
    found = []
    for year in sorted({year_of(each.day) for each in planned if is_to_come(each, today)}):
        of_year = [each for each in planned if year_of(each.day) == year]
        coming = [each for each in of_year if is_to_come(each, today)]
        found += looked_at(coming, of_year, year, periods_of(body, year))
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
