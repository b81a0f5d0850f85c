"""The work programme and the dates of meetings of a municipal year, as papers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import clock_time, long_day
from meetings.common.notice import last_publication_day
from meetings.common.rules.year import year_span, year_words
from meetings.models import Meeting, WorkProgrammeItem
from panels.models import Body

_Source = WorkProgrammeItem.Source
# Of these the paper says which one; of others, who asked is nobody's business.
_NAMED = (_Source.DECISION, _Source.INQUIRY, _Source.STATUTE)


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """One item as it is printed."""

    title: str
    purpose: str = ""
    presenter: str = ""
    source: str = ""
    recurs: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammeSection:
    """One meeting or some months, with what is meant for them."""

    heading: str
    rows: list[ProgrammeRow] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class WorkProgrammeDocument(Document):
    """What a body means to deal with in a municipal year; what is kept within is not in it."""

    kind: ClassVar[str] = "work_programme"
    template: ClassVar[str] = "documents/work_programme.html"

    body_name: str
    year: str
    note: str
    sections: list[ProgrammeSection] = field(default_factory=list)

    @classmethod
    def of(cls, body: Body, year: int, on: date, *, for_meeting: bool = False) -> "WorkProgrammeDocument":
        """The programme as it stands, on this day or for the meeting of this day."""
        settings = body.settings_on(on)
        entries = WorkProgrammeItem.objects.of_year(body, year).printable()
        return cls(
            title=_("Work programme {year}").format(year=year_words(year)),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            year=year_words(year),
            note=_note(on, for_meeting),
            sections=_sections(entries),
        )


def _note(on: date, for_meeting: bool) -> str:
    said = _("Prepared for the meeting of") if for_meeting else _("Position at")
    return f"{said} {long_day(on)}."


def _sections(entries: Iterable[WorkProgrammeItem]) -> list[ProgrammeSection]:
    """By day and month; what has no time yet stands last."""
    found: dict[tuple[date, str], list[ProgrammeRow]] = {}
    for entry in entries:
        found.setdefault(_place_of(entry), []).append(_row(entry))
    return [ProgrammeSection(heading=heading, rows=rows) for (__, heading), rows in sorted(found.items())]


def _place_of(entry: WorkProgrammeItem) -> tuple[date, str]:
    meeting = entry.agenda_item.meeting if entry.agenda_item else entry.meeting
    if meeting is not None:
        return meeting.day, f"{long_day(meeting.starts_at)}: {meeting.get_kind_display().lower()}"
    if when := entry.when:
        said = str(when)
        return when.last_day, said[:1].upper() + said[1:]
    return date.max, _("Not yet scheduled")


def _row(entry: WorkProgrammeItem) -> ProgrammeRow:
    source = entry.get_source_display()
    if entry.source in _NAMED and entry.source_words:
        source = f"{source}: {entry.source_words}"
    return ProgrammeRow(
        title=entry.title,
        purpose=entry.purpose,
        presenter=entry.presenter,
        source=source,
        recurs=entry.get_recurs_display().lower() if entry.recurs else "",
    )


@dataclass(frozen=True, kw_only=True)
class DateRow:
    """One meeting of the year as it is printed."""

    day: str
    time: str
    meeting: str
    place: str
    publish_by: str


@printable
@dataclass(frozen=True, kw_only=True)
class MeetingDatesDocument(Document):
    """The dates of a body's public meetings in a municipal year."""

    kind: ClassVar[str] = "meeting_dates"
    template: ClassVar[str] = "documents/meeting_dates.html"

    body_name: str
    year: str
    note: str
    rows: list[DateRow] = field(default_factory=list)

    @classmethod
    def of(cls, body: Body, year: int, on: date, *, for_meeting: bool = False) -> "MeetingDatesDocument":
        """The meetings that are planned now; private and cancelled ones are left out."""
        settings = body.settings_on(on)
        first, last = year_span(year)
        meetings = Meeting.objects.planned_between(body, first, last).open_to_public()
        return cls(
            title=_("Dates of meetings {year}").format(year=year_words(year)),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            year=year_words(year),
            note=_note(on, for_meeting),
            rows=[_date_row(meeting) for meeting in meetings.with_settings()],
        )


def _date_row(meeting: Meeting) -> DateRow:
    # A title of its own may be news until the meeting is announced.
    name = meeting.name if meeting.announced_at else meeting.get_kind_display()
    return DateRow(
        day=long_day(meeting.starts_at),
        time=clock_time(timezone.localtime(meeting.starts_at)),
        meeting=name,
        place=str(meeting.venue or _("To be announced")),
        publish_by=long_day(last_publication_day(meeting)),
    )
