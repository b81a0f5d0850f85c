"""The work programme of a year on the page: by meeting, by month, ideas, and what is over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.ui.dates import long_day
from meetings.common.policies import READERS_OF_DRAFTS
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, WorkProgrammeItem
from meetings.models.restricted_business import kept_items
from meetings.restricted.views import place_on_agenda
from panels.models import Body
from panels.policies import needs


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the programme: where it stands on an agenda, or the meeting on which one button puts it."""

    item: WorkProgrammeItem
    fits: Meeting | None = None
    agenda: str = ""

    @property
    def fits_words(self) -> str:
        """ "Add to the agenda of Fri 11 Sep", short."""
        return (
            _("Add to the agenda of {fits_day}").format(fits_day=f"{self.fits.day:%-d %B}")
            if self.fits
            else ""
        )

    @property
    def short_title(self) -> str:
        """The title as the names of its buttons say it."""
        return self.item.title[:80]


@dataclass(frozen=True, slots=True)
class Group:
    """One meeting, some months, the ideas, or what was dropped."""

    heading: str
    entries: list[Entry] = field(default_factory=list)
    meeting: Meeting | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """The work programme of one municipal year as one reader sees it."""

    groups: list[Group]
    dropped: list[Entry]
    waiting: int
    placed: int
    done: int

    @property
    def is_empty(self) -> bool:
        """True while nothing was ever added."""
        return not self.groups and not self.dropped


def programme_page(body: Body, user: User, year: int, today: date) -> ProgrammePage:
    """Gather the page in a fixed number of queries."""
    found = list(WorkProgrammeItem.objects.visible_to(user).of_year(body, year))
    open_meetings = open_for(body, user, today)
    status = WorkProgrammeItem.Status
    drafts = needs(user, body, READERS_OF_DRAFTS, _("read drafts"), today).is_met
    entries = [Entry(each, fitting(each, open_meetings), _agenda(each, drafts)) for each in found]
    return ProgrammePage(
        groups=_groups(each for each in entries if each.item.status != status.DROPPED),
        dropped=[each for each in entries if each.item.status == status.DROPPED],
        waiting=sum(each.is_waiting for each in found),
        placed=sum(each.status == status.PLACED for each in found),
        done=sum(each.status == status.DONE for each in found),
    )


def _agenda(entry: WorkProgrammeItem, reads_drafts: bool) -> str:
    item = entry.agenda_item
    return place_on_agenda(item.meeting, item.pk, reads_drafts=reads_drafts) if item else ""


def open_for(body: Body, user: User, today: date) -> list[Meeting]:
    """The coming meetings of a body whose agenda still takes items."""
    visible = Meeting.objects.visible_to(user).open_for_items(today)
    return list(visible.filter(body=body).select_related("body"))


def fitting(entry: WorkProgrammeItem, open_meetings: Sequence[Meeting]) -> Meeting | None:
    """The meeting that an item waits for, or the first regular one in its months."""
    if not entry.is_waiting:
        return None
    if entry.meeting_id:
        return next((each for each in open_meetings if each.pk == entry.meeting_id), None)
    when = entry.when
    if when is None:
        return None
    public = (each for each in open_meetings if not each.is_private)
    return next((each for each in public if when.first_day <= each.day <= when.last_day), None)


def _groups(entries: Iterable[Entry]) -> list[Group]:
    found: dict[tuple[date, str], Group] = {}
    for entry in entries:
        day, group = _group_of(entry.item)
        found.setdefault((day, group.key), group).entries.append(entry)
    return [found[key] for key in sorted(found)]


def _group_of(entry: WorkProgrammeItem) -> tuple[date, Group]:
    meeting = entry.agenda_item.meeting if entry.agenda_item else entry.meeting
    if meeting is not None:
        heading = f"{long_day(meeting.starts_at)}, {meeting.name}"
        return meeting.day, Group(heading, meeting=meeting, key=f"meeting-{meeting.pk}")
    if when := entry.when:
        words = str(when)
        return when.last_day, Group(words[:1].upper() + words[1:], key=f"z-{when.first:%Y-%m}")
    return date.max, Group(_("Ideas without a date"), key="ideas")


def waiting_for(meeting: Meeting) -> list[Entry]:
    """What of the work programme one button puts on this meeting's agenda, for who writes it: one query."""
    waiting = WorkProgrammeItem.objects.waiting().filter(body=meeting.body_id)
    entries = waiting.select_related("body", "meeting")
    return [Entry(each, meeting) for each in entries if fitting(each, [meeting])]


def items_to_place_on(body: Body, user: User, today: date) -> list[tuple[AgendaItem, str]]:
    """The items of this body's open agendas that can hold a paper, each with its number."""
    visible = Meeting.objects.visible_to(user).open_for_items(today).filter(body=body)
    found, kept = [], set(kept_items(user).values_list("pk", flat=True))
    for meeting in visible.select_related("body").prefetch_related("items"):
        items = sorted(meeting.items.all(), key=lambda each: (each.position, each.pk))
        numbers = labels(items)
        for item in items:
            item.meeting = meeting
            if item.is_item and item.pk not in kept:
                found.append((item, numbers[item.pk]))
    return found
