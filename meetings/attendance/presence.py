"""Who is here: members who count, members who are only heard, members out for an interest, the others.

Votes, quorum and the screen of the meeting day all ask here, so that they cannot disagree.
"""

from dataclasses import dataclass
from datetime import datetime

from foundation.history.findings import Finding
from meetings.attendance.record import VOTING, DayRecord
from meetings.attendance.rules.day import DayState, quorum_finding
from meetings.models import Attendance, Meeting


@dataclass(frozen=True, slots=True)
class Here:
    """One person on the roll with the council of their seat."""

    person: int
    name: str
    authority: str = ""
    capacity: str = "member"
    mode: str = "in_person"


@dataclass(frozen=True)
class Presence:
    """Who is here at one time, and what that means for the quorum.

    `counted` may vote. `remote` are members who are heard and do not count. `out_for_interest` left for an
    item in which they declared an interest: they still count among the members in post. `away` are members
    who left, lost the connection or did not come yet.
    """

    counted: tuple[Here, ...]
    remote: tuple[Here, ...]
    out_for_interest: tuple[Here, ...]
    away: tuple[Here, ...]
    in_attendance: tuple[Here, ...]
    in_post: int
    quorum: Finding

    @property
    def majority(self) -> int:
        """How many votes are more than half of those who can vote."""
        return len(self.counted) // 2 + 1

    @property
    def is_quorate(self) -> bool:
        """True when enough members are here."""
        return self.quorum.is_met


def here_now(meeting: Meeting) -> Presence:
    """Who is here after everything that was recorded; before the start, who is marked as present."""
    record = DayRecord.of(meeting)
    return presence_of(record, record.now)


def here_at(meeting: Meeting, at: datetime) -> Presence:
    """Who was here at a time."""
    record = DayRecord.of(meeting)
    return presence_of(record, record.at(at))


def presence_of(record: DayRecord, state: DayState) -> Presence:
    """Who is here in one state of the meeting."""
    counted: list[Here] = []
    remote: list[Here] = []
    out: list[Here] = []
    away: list[Here] = []
    others: list[Here] = []
    for row in record.rows:
        found = _here(record, row)
        if row.capacity not in VOTING:
            if row.person_id in state.here and _attends(record, row, state):
                others.append(found)
        elif row.person_id in state.here:
            (counted if record.counts(row) else remote).append(found)
        elif (gone := state.out.get(row.person_id)) and gone.interest:
            out.append(found)
        elif row.mark == Attendance.Mark.PRESENT:
            away.append(found)
    return Presence(
        counted=tuple(counted),
        remote=tuple(remote),
        out_for_interest=tuple(out),
        away=tuple(away),
        in_attendance=tuple(others),
        in_post=len(record.in_post),
        quorum=quorum_finding(
            record.rule,
            in_post=len(record.in_post),
            here=len(counted),
            authorities=len({each.authority for each in counted} - {""}),
        ),
    )


def _here(record: DayRecord, row: Attendance) -> Here:
    seat = record.seat_of.get(row.person_id)
    authority = str(seat.seat.authority) if seat and seat.seat.authority else ""
    return Here(row.person_id, row.printed_name, authority, row.capacity, row.mode)


def _attends(record: DayRecord, row: Attendance, state: DayState) -> bool:
    """Somebody in attendance can be there for some items only, or for the public part only."""
    if row.is_public_part_only and not state.is_public:
        return False
    if row.from_item_id is None and row.to_item_id is None:
        return True
    order = {item.pk: place for place, item in enumerate(record.items)}
    now = order.get(state.current.item) if state.current else None
    first = order.get(row.from_item_id or 0, 0)
    last = order.get(row.to_item_id or 0, len(order))
    return now is not None and first <= now <= last
