"""The list of who is here on the meeting day: each person, how they stand, what can be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from foundation.ui.dates import clock_time
from foundation.ui.words import counted
from meetings.attendance.presence import Presence, presence_of
from meetings.attendance.record import DayRecord
from meetings.models import AgendaItem, Attendance
from panels.roll import MemberLine

_Mark, _Mode, _Capacity = Attendance.Mark, Attendance.Mode, Attendance.Capacity
_NOT_HERE = (_Mark.ABSENT, _Mark.UNMARKED)


@dataclass(frozen=True, slots=True)
class Tool:
    """One button of a row: the act, its word, the key that presses it while the row has the focus."""

    act: str
    label: str
    key: str


@dataclass(frozen=True)
class RollRow:
    """One person, with how they stand and the buttons that can be true for them."""

    person: int
    name: str
    about: str
    is_out: bool
    tools: Sequence[Tool] = ()
    is_on_roll: bool = False


@dataclass
class RollPage:
    """Who is here now, by the record."""

    record: DayRecord

    @cached_property
    def presence(self) -> Presence:
        """Who is here now."""
        return presence_of(self.record, self.record.now)

    @property
    def is_started(self) -> bool:
        """True from the start on."""
        return self.record.started is not None

    @property
    def is_ended(self) -> bool:
        """True once the meeting ended."""
        return self.record.ended is not None

    @property
    def presiding(self) -> str:
        """Who is in the chair now; nobody while the person who took it is out of the room."""
        return "" if self.chair_is_out else self._took_the_chair[1]

    @property
    def chair_is_out(self) -> bool:
        """True from the moment the person in the chair leaves until they are back or another takes it."""
        person, __ = self._took_the_chair
        known = any(row.person_id == person for row in self.record.rows)
        return known and self.is_started and not self.is_ended and person not in self.record.now.here

    @property
    def _took_the_chair(self) -> tuple[int, str]:
        """Who took it last, by number and name; the number is 0 for somebody known by name alone."""
        last, first = self.record.now.presiding, self.record.in_chair
        if last is not None:
            return last.person, last.name
        return (first.person_id, first.printed_name) if first else (0, "")

    @cached_property
    def current(self) -> AgendaItem | None:
        """The item that is on."""
        now = self.record.now.current
        return next((item for item in self.record.items if now and item.pk == now.item), None)

    @cached_property
    def roll(self) -> list[RollRow]:
        """Members and substitutes, those who are here first; then the vacancies."""
        known = {row.person_id: row for row in self.record.rows}
        rows = [
            self._row(row)
            for row in self.record.rows
            if row.capacity in (_Capacity.MEMBER, _Capacity.SUBSTITUTE)
        ]
        rows += [
            RollRow(seat.person.pk, seat.name, self._before(seat), True, self._unmarked())
            for seat in self.record.in_post
            if seat.person and seat.person.pk not in known
        ]
        if self.is_started:
            rows.sort(key=lambda row: (row.is_out, row.name != self.presiding))
        vacant = [
            RollRow(0, seat.for_whom, _("Vacancy, does not count"), True) for seat in self.record.vacancies
        ]
        return rows + vacant

    @cached_property
    def others(self) -> list[RollRow]:
        """Those in attendance and observers."""
        voting = (_Capacity.MEMBER, _Capacity.SUBSTITUTE)
        return [self._row(row) for row in self.record.rows if row.capacity not in voting]

    @property
    def has_unmarked(self) -> bool:
        """True while one button can still mark somebody: those who answered, if any did."""
        if self.is_started:
            return False
        members = [row for row in self.record.rows if row.capacity == _Capacity.MEMBER]
        said, marked = self.record.said, {r.person_id for r in members if r.mark != _Mark.UNMARKED}
        waiting = {seat.person.pk for seat in self.record.in_post if seat.person} - marked
        return bool(waiting & set(said) if said else waiting)

    @property
    def everyone_label(self) -> str:
        """What that button says: as the members answered, if any did."""
        return _("Mark members as they replied") if self.record.said else _("Mark everyone as present")

    @property
    def counts_sentence(self) -> str:
        """How many are here, left and sent apologies."""
        found, rows = self.presence, self.record.rows
        here = len(found.counted) + len(found.remote)
        apologies = sum(row.mark == _Mark.APOLOGIES for row in rows)
        said = [
            _("{here} here").format(here=here),
            _("{number} out").format(number=len(found.away) + len(found.out_for_interest)),
        ]
        said += [counted(apologies, "apology", "apologies")] if apologies else []
        vacancies = len(self.record.vacancies)
        return ", ".join([*said, *([counted(vacancies, "vacancy", "vacancies")] if vacancies else [])])

    def _before(self, seat: MemberLine) -> str:
        """What is known of a member before anything is marked."""
        return ", ".join(
            [seat.for_whom, _("not marked yet"), *self._said(seat.person.pk if seat.person else 0)]
        )

    def _said(self, person: int) -> list[str]:
        """What a member answered when they were asked."""
        answer = self.record.said.get(person)
        if answer is None:
            return []
        place = (
            _(", substitute {substitute}").format(substitute=answer.substitute) if answer.substitute else ""
        )
        return [_("replied: {answer}{place}").format(answer=answer.get_answer_display().lower(), place=place)]

    def _row(self, row: Attendance) -> RollRow:
        is_here = row.person_id in self.record.now.here
        if self._is_out_with_the_public(row):
            about = ", ".join(filter(None, [self._whence(row), _("there for the public part only")]))
            return RollRow(row.person_id, row.printed_name, about, True, is_on_roll=True)
        about = ", ".join(filter(None, [self._whence(row), *self._standing_words(row)]))
        tools = self._tools(row, is_here=is_here)
        return RollRow(row.person_id, row.printed_name, about, not is_here, tools, is_on_roll=True)

    def _is_out_with_the_public(self, row: Attendance) -> bool:
        """True while the meeting is private and somebody was there for its public part only."""
        return row.is_public_part_only and self.is_started and not self.record.now.is_public

    def _whence(self, row: Attendance) -> str:
        if row.capacity in (_Capacity.IN_ATTENDANCE, _Capacity.OBSERVER):
            return row.printed_post or row.get_capacity_display()
        if row.substitute_for:
            return _("for {substitute_for}").format(substitute_for=row.substitute_for.printed_name)
        seat = self.record.seat_of.get(row.person_id)
        return seat.for_whom if seat else ""

    def _standing_words(self, row: Attendance) -> list[str]:
        """What is to be known of a person now, in a few words each."""
        said = []
        if self.presiding and row.printed_name == self.presiding:
            said.append(_("in the chair"))
        if row.mode == _Mode.REMOTE and row.mark == _Mark.PRESENT:
            said.append("remotely" if self.record.settings.remote_counts else _("remotely, does not count"))
        last = [moment for moment in self.record.moments if moment.person == row.person_id]
        words = {
            "came": "came",
            "left": "left",
            "returned": "back",
            "lost": _("lost the connection"),
            "rejoined": "back",
        }
        moves = [moment for moment in last if moment.kind in words]
        if moves:
            why = _(" for an interest") if moves[-1].interest and moves[-1].kind == "left" else ""
            said.append(f"{words[moves[-1].kind]} {clock_time(moves[-1].at)}{why}")
        elif row.mark != _Mark.PRESENT:
            said.append(row.get_mark_display().lower() if row.mark not in _NOT_HERE else _("not here"))
            said += self._said(row.person_id) if row.mark in _NOT_HERE and not self.is_started else []
        return said + self._interest_words(row)

    def _interest_words(self, row: Attendance) -> list[str]:
        """The interest of a person in the item that is on."""
        current = self.current
        if current is None:
            return []
        label = self.record.item_labels.get(current.pk, "")
        return [
            _("interest in item {label}, {consequence}").format(
                label=label, consequence=each.get_consequence_display().lower()
            )
            for each in self.record.interests_in(current)
            if each.person_id == row.person_id
        ]

    def _unmarked(self) -> list[Tool]:
        return [
            Tool("present", _("Present"), "p"),
            Tool("remote", _("Remote"), "r"),
            Tool("apologies", _("Apologies"), "a"),
        ]

    def _tools(self, row: Attendance, *, is_here: bool) -> list[Tool]:
        """The acts that can be true of a person as things stand."""
        if self.is_ended:
            return []
        if not self.is_started:
            return [tool for tool in self._unmarked() if tool.act != self._marked_as(row)]
        if is_here:
            lost = [Tool("lost", _("Lost"), "c")] if row.mode == _Mode.REMOTE else []
            return [Tool("left", _("Leaves"), "l"), *lost]
        out = self.record.now.out.get(row.person_id)
        if out is not None:
            return [Tool("rejoined" if out.kind == "lost" else "returned", _("Is back"), "b")]
        return [Tool("came", _("Arrives"), "p"), Tool("came_remote", _("Remote"), "r")]

    def _marked_as(self, row: Attendance) -> str:
        if row.mark == _Mark.PRESENT:
            return "remote" if row.mode == _Mode.REMOTE else "present"
        return row.mark
