"""The record of a meeting day: roll, what happened and when, seats; gathered in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from foundation.history.together import Asking, answered, asked, paired
from meetings.attendance.rules.day import (
    DayState,
    Moment,
    OnRoll,
    QuorumChange,
    QuorumRule,
    quorum_changes,
    replay,
)
from meetings.common.day_entries import entries_asked, standing_entries
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Attendance, Coming, DayEntry, Interest, Meeting
from meetings.restricted.kept import Kept
from panels.models import BodySettings
from panels.roll import MemberLine, members_asking

LONDON = ZoneInfo("Europe/London")
_Capacity, _Mark = Attendance.Capacity, Attendance.Mark
VOTING = (_Capacity.MEMBER, _Capacity.SUBSTITUTE)


def moment_of(meeting: Meeting, at: time | None) -> datetime | None:
    """A time on the clock of the meeting's day."""
    return timezone.make_aware(datetime.combine(meeting.day, at), LONDON) if at else None


def quorum_rule(settings: BodySettings) -> QuorumRule:
    """The body's own rule of quorum as plain values."""
    return QuorumRule(
        settings.quorum_kind,
        settings.quorum_numerator,
        settings.quorum_denominator,
        settings.quorum_least,
        settings.quorum_authorities,
    )


def _seats(meeting: Meeting) -> Asking[list[MemberLine]]:
    return members_asking(meeting.body, meeting.day, substitutes=True)


@dataclass(frozen=True)
class DayRecord:
    """Everything recorded of one meeting, and what follows from it."""

    meeting: Meeting
    settings: BodySettings
    rows: Sequence[Attendance]
    entries: Sequence[DayEntry]
    interests: Sequence[Interest]
    items: Sequence[AgendaItem]
    seats: Sequence[MemberLine]
    started: datetime | None
    ended: datetime | None

    @classmethod
    def of(cls, meeting: Meeting) -> "DayRecord":
        """The record of this meeting as it stands."""
        return answered(cls.asking(meeting))

    @classmethod
    def asking(cls, meeting: Meeting) -> "Asking[DayRecord]":
        """The same, for who asks for more at the same time."""
        (rows, interests, items, entries), seats = yield from paired(
            asked(
                meeting.attendances.select_related("person", "substitute_for").order_by("position"),
                meeting.interests.select_related("person").prefetch_related("items"),
                meeting.items.order_by("position", "pk"),
                entries_asked(meeting),
            ),
            _seats(meeting),
        )
        return cls._with(meeting, rows, interests, items, entries, seats)

    @classmethod
    def of_whole(cls, meeting: Meeting) -> "DayRecord":
        """The same of a meeting fetched with its minutes whole: roll, declarations and agenda are there."""
        return cls._with(
            meeting,
            list(meeting.attendances.all()),
            list(meeting.interests.all()),
            list(meeting.items.all()),
            standing_entries(meeting),
            answered(_seats(meeting)),
        )

    @classmethod
    def _with(
        cls,
        meeting: Meeting,
        rows: list[Attendance],
        interests: list[Interest],
        items: list[AgendaItem],
        entries: Sequence[DayEntry],
        seats: list[MemberLine],
    ) -> "DayRecord":
        minutes = meeting.minutes_or_none
        return cls(
            meeting=meeting,
            settings=meeting.settings,
            rows=rows,
            entries=list(entries),
            interests=interests,
            items=items,
            seats=[seat for seat in seats if seat.is_voting or seat.person],
            started=moment_of(meeting, minutes.started_at if minutes else None),
            ended=moment_of(meeting, minutes.ended_at if minutes else None),
        )

    @cached_property
    def item_labels(self) -> dict[int, str]:
        """The numbers of the lines of the agenda."""
        return labels(self.items)

    @cached_property
    def said(self) -> Mapping[int, Coming]:
        """What members answered when they were asked whether they come."""
        return self.meeting.comings.answered()

    @cached_property
    def in_post(self) -> list[MemberLine]:
        """The voting seats that somebody holds; vacancies do not count."""
        return [seat for seat in self.seats if seat.is_voting and seat.person]

    @cached_property
    def vacancies(self) -> list[MemberLine]:
        """The voting seats that nobody holds."""
        return [seat for seat in self.seats if seat.is_voting and not seat.person]

    @cached_property
    def seat_of(self) -> dict[int, MemberLine]:
        """The seat of each person; a substitute sits for the member whose place they take."""
        own = {seat.person.pk: seat for seat in self.seats if seat.person}
        for row in self.rows:
            if row.capacity == _Capacity.SUBSTITUTE and row.substitute_for_id in own:
                own[row.person_id] = own[row.substitute_for_id]
        return own

    @cached_property
    def people(self) -> list[OnRoll]:
        """Everybody on the roll, as the rules look at them."""
        return [self._on_roll(row) for row in self.rows]

    def _on_roll(self, row: Attendance) -> OnRoll:
        seat = self.seat_of.get(row.person_id)
        return OnRoll(
            row.person_id,
            row.printed_name,
            is_present=row.mark == _Mark.PRESENT,
            is_counted=self.counts(row),
            authority=(seat.seat.authority_id or 0) if seat else 0,
        )

    def counts(self, row: Attendance) -> bool:
        """Does this person count for quorum and votes while they are here?

        Members and substitutes do; from afar only where the body's rules say so.
        """
        is_near = row.mode == Attendance.Mode.IN_PERSON or self.settings.remote_counts
        return row.capacity in VOTING and is_near

    @cached_property
    def moments(self) -> list[Moment]:
        """What happened, as the rules look at it."""
        return [self.moment(entry) for entry in self.entries]

    def moment(self, entry: DayEntry) -> Moment:
        """One entry as the rules look at it."""
        return Moment(
            kind=entry.kind,
            at=entry.at,
            person=entry.person_id or 0,
            name=entry.printed_name,
            item=entry.item_id or 0,
            label=self.item_labels.get(entry.item_id or 0, ""),
            interest=entry.interest_id or 0,
            words=entry.words,
            key=entry.pk or 0,
        )

    @cached_property
    def now(self) -> DayState:
        """How the meeting stands after everything that was recorded."""
        return replay(self.people, self.moments, ended=self.ended)

    def at(self, moment: datetime) -> DayState:
        """How the meeting stood at a time."""
        return replay(self.people, self.moments, until=moment, ended=self.ended)

    @cached_property
    def rule(self) -> QuorumRule:
        """The body's own rule of quorum."""
        return quorum_rule(self.settings)

    @cached_property
    def quorum_changes(self) -> list[QuorumChange]:
        """When the quorum was lost, and when it was back."""
        if self.started is None:
            return []
        return quorum_changes(
            self.people, self.moments, self.rule, in_post=len(self.in_post), started=self.started
        )

    @cached_property
    def in_chair(self) -> Attendance | None:
        """Who was in the chair when the meeting began."""
        return next((row for row in self.rows if row.is_in_chair), None)

    def interests_in(self, item: AgendaItem) -> list[Interest]:
        """The declarations that cover a line, or the line above it."""
        lines = {item.pk, item.parent_id}
        return [
            each
            for each in self.interests
            if each.covers_all_items or any(line.pk in lines for line in each.items.all())
        ]


def record_shown(record: DayRecord, kept: Kept) -> DayRecord:
    """The record of the day with kept lines as the public reads them; no coming and going is lost."""
    if not kept:
        return record
    entries = [_shown(entry, kept) for entry in record.entries]
    return replace(record, items=kept.lines(record.items), entries=entries)


def _shown(entry: DayEntry, kept: Kept) -> DayEntry:
    """What happened with its time; of a kept line without the words that were said of it."""
    if not kept.has(entry.item_id) or entry.item is None:
        return entry
    shown = copy(entry)
    shown.item, shown.words = kept.line(entry.item), ""
    return shown


_VOTING = (Attendance.Capacity.MEMBER, Attendance.Capacity.SUBSTITUTE)


def in_chair(meeting: Meeting) -> Attendance | None:
    """The row of who was in the chair; reads prefetched attendances, and the day only where they say nothing.

    Somebody who presides for an election only and is no member is not in the chair of the meeting.
    """
    rows = list(meeting.attendances.all())
    seated = next((row for row in rows if row.is_in_chair), None)
    if seated is not None or not rows:
        return seated
    took = meeting.day_entries.standing().filter(kind=DayEntry.Kind.PRESIDES)
    here = {r.person_id: r for r in rows if r.capacity in _VOTING and r.mark == Attendance.Mark.PRESENT}
    return next((here[pk] for pk in took.values_list("person_id", flat=True) if pk in here), None)
