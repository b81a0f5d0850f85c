"""The roll of a meeting as a page offers it: who may have been there, filled in as far as is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.db.models import Q

from foundation.accounts.models import User
from meetings.attendance.rules.day import MOVEMENTS
from meetings.attendance.rules.roll import SubstituteRule
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Attendance, Coming, DayEntry, Interest, Meeting
from panels import actions as panel_actions
from panels.models import Body, Person, Seat
from panels.pasting import split_name
from panels.roll import MemberLine as SeatLine
from panels.roll import members_on, office_holders_on

_Capacity, _Mark = Attendance.Capacity, Attendance.Mark
_ANSWERED: Mapping[str, str] = {
    Coming.Answer.COMING: _Mark.PRESENT,
    Coming.Answer.REMOTE: _Mark.PRESENT,
    Coming.Answer.APOLOGIES: _Mark.APOLOGIES,
}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member in post on the day, with what is recorded of them."""

    person: int
    name: str
    about: str
    mark: str
    is_remote: bool = False


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """Somebody who came in a member's place."""

    name: str
    stands_in_for: int | None = None


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """Somebody in attendance, or likely to be: office holders and those who came last time."""

    name: str
    post: str
    is_here: bool = True


@dataclass
class RollSheet:
    """The whole roll; `is_recorded` is false while nothing on it is marked.

    A mark that is empty is one that nobody gave: the page marks nobody by itself.
    """

    body: Body
    members: list[MemberLine]
    substitutes: list[SubstituteLine]
    officers: list[OfficerLine]
    chair: int | None = None
    started_at: time | None = None
    ended_at: time | None = None
    is_recorded: bool = False
    substitute_names: list[str] = field(default_factory=list)
    substitute_rule: SubstituteRule = field(default_factory=SubstituteRule)
    moved: frozenset[int] = frozenset()

    @property
    def names(self) -> dict[int, str]:
        """The members' printed names by their keys."""
        return {line.person: line.name for line in self.members}


def sheet_for(meeting: Meeting) -> RollSheet:
    """The roll of this meeting: as recorded, else as those answered who did; the others stand unmarked."""
    rows = list(meeting.attendances.select_related("person").order_by("position"))
    seats = [line for line in members_on(meeting.body, meeting.day, substitutes=True) if line.person]
    minutes = meeting.minutes_or_none
    chair = next((row.person_id for row in rows if row.is_in_chair), None)
    said = {} if rows else meeting.comings.answered()
    places = [(line.person, line.for_whom) for line in seats if line.is_voting and line.person]
    return RollSheet(
        body=meeting.body,
        members=_members(rows, places, said),
        substitutes=[
            SubstituteLine(row.printed_name, row.substitute_for_id)
            for row in rows
            if row.capacity == _Capacity.SUBSTITUTE
        ]
        + [SubstituteLine(each.substitute, person) for person, each in said.items() if each.substitute],
        officers=_recorded_officers(rows) if rows else _likely_officers(meeting),
        chair=chair,
        started_at=minutes.started_at if minutes else None,
        ended_at=minutes.ended_at if minutes else None,
        is_recorded=bool(rows),
        substitute_names=[line.name for line in seats if not line.is_voting],
        substitute_rule=substitute_rule(meeting, seats),
        moved=moved_at(meeting),
    )


def substitute_rule(meeting: Meeting, seats: Iterable[SeatLine]) -> SubstituteRule:
    """Who may have a substitute at this meeting, by the body's settings of its day."""
    settings = meeting.settings
    coopted = (
        ()
        if settings.coopted_have_substitutes
        else (
            Seat.Kind.COOPTED_INDEPENDENT,
            Seat.Kind.COOPTED_COUNCILLOR,
        )
    )
    return SubstituteRule(
        settings.allows_substitutes,
        frozenset(line.person.pk for line in seats if line.person and line.seat.kind in coopted),
    )


def moved_at(meeting: Meeting) -> frozenset[int]:
    """The people who came or went during the meeting."""
    moves = meeting.day_entries.standing().filter(kind__in=MOVEMENTS, person__isnull=False)
    return frozenset(moves.order_by().values_list("person_id", flat=True))


def _members(
    rows: list[Attendance], seats: list[tuple[Person, str]], said: Mapping[int, Coming]
) -> list[MemberLine]:
    """Everyone in post that day, and whoever was recorded as a member though the seat has changed since.

    Before anything is recorded they stand as they answered; of who did not answer nothing is said.
    """
    recorded = {row.person_id: row for row in rows if row.capacity == _Capacity.MEMBER}
    lines = []
    for person, for_whom in seats:
        row, answer = recorded.pop(person.pk, None), said[person.pk].answer if person.pk in said else ""
        if row:
            lines.append(MemberLine(person.pk, row.printed_name, for_whom, _mark(row), _is_remote(row)))
            continue
        is_remote = answer == Coming.Answer.REMOTE
        lines.append(
            MemberLine(person.pk, person.printed_name, for_whom, _ANSWERED.get(answer, ""), is_remote)
        )
    lines += [
        MemberLine(row.person_id, row.printed_name, "", _mark(row), _is_remote(row))
        for row in recorded.values()
    ]
    return lines


def _mark(row: Attendance) -> str:
    return row.mark if row.mark in Attendance.MARKED else ""


def _is_remote(row: Attendance | None) -> bool:
    return row is not None and row.mode == Attendance.Mode.REMOTE


def _recorded_officers(rows: list[Attendance]) -> list[OfficerLine]:
    return [
        OfficerLine(row.printed_name, row.printed_post)
        for row in rows
        if row.capacity in (_Capacity.IN_ATTENDANCE, _Capacity.OBSERVER)
    ]


def _likely_officers(meeting: Meeting) -> list[OfficerLine]:
    """Office holders, then those who came to the meeting before; nobody is ticked before somebody says so."""
    lines = {
        holder.person_id: OfficerLine(
            holder.person.printed_name, post_words(holder.post, holder.person.organisation), is_here=False
        )
        for holder in office_holders_on(meeting.body, meeting.day)
    }
    earlier = Attendance.objects.filter(
        meeting__body=meeting.body, meeting__starts_at__lt=meeting.starts_at, capacity=_Capacity.IN_ATTENDANCE
    )
    last = earlier.order_by("-meeting__starts_at").values_list("meeting_id", flat=True).first()
    for row in earlier.filter(meeting_id=last or 0):
        lines.setdefault(row.person_id, OfficerLine(row.printed_name, row.printed_post, is_here=False))
    return list(lines.values())


def post_words(post: str, organisation: str) -> str:
    """Post and organisation as one phrase, the organisation once."""
    if not organisation or organisation.casefold() in post.casefold():
        return post
    return f"{post}, {organisation}" if post else organisation


def plain_name(name: str) -> str:
    """A name for comparing: without full stops, commas, capitals and double spaces."""
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())


def known_people(names: Iterable[str], body: Body) -> dict[str, Person]:
    """The people of a body whose printed name is one of these, by their plain name.

    Those with a seat or a post there or on its parent, and whoever a meeting of the two recorded by name. A
    namesake on another panel is somebody else.
    """
    wanted = {plain_name(name) for name in names if name.strip()}
    if not wanted:
        return {}
    bodies = [pk for pk in (body.pk, body.parent_id) if pk]
    here = Q(pk__in=Person.objects.of_bodies(bodies).values("pk"))
    for recorded in (Attendance, Interest, DayEntry):
        rows = recorded._default_manager.filter(meeting__body__in=bodies, person__isnull=False)
        here |= Q(pk__in=rows.order_by().values("person"))
    return {
        plain: person
        for person in Person.objects.filter(here)
        if (plain := plain_name(person.printed_name)) in wanted
    }


def person_named(name: str, known: dict[str, Person], by: User) -> Person:
    """The person of this name; somebody nobody has entered yet is entered now."""
    plain = plain_name(name)
    if plain not in known:
        title, given, family, after = split_name(name)
        known[plain] = panel_actions.add_person(
            family_name=family, given_name=given, title=title, post_nominals=after, by=by
        )
    return known[plain]


def items_by_label(meeting: Meeting) -> dict[str, AgendaItem]:
    """The numbered items of the agenda by their labels; reads prefetched `items`."""
    items = list(meeting.items.all())
    found = labels(items)
    return {found[item.pk]: item for item in items if found.get(item.pk)}


def interests_for(meeting: Meeting, items: dict[str, AgendaItem]) -> list[dict[str, Any]]:
    """The declarations recorded, as the form takes them: items as their numbers."""
    names = {item.pk: label for label, item in items.items()}
    return [
        {
            "member": interest.person_id,
            "kind": interest.kind,
            "items": ", ".join(names[item.pk] for item in interest.items.all() if item.pk in names),
            "nature": interest.nature,
            "comes_later": not interest.nature,
        }
        for interest in meeting.interests.prefetch_related("items")
    ]
