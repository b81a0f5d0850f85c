"""Who can vote at a meeting, read from its roll and from what was recorded as it went.

The one place that says so: votes, elections and their pages all ask here.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meetings.attendance.record import VOTING, DayRecord
from meetings.attendance.rules.day import DayState, Moment, apply, opening
from meetings.models import AgendaItem, Attendance, Interest, Meeting
from meetings.votes.rules.voters import Voter, Voters
from panels.models import Seat

# Kinds of interest with which nobody takes part or votes unless they have a dispensation (domain 2.7).
BARRING = ("disclosable pecuniary", "prejudicial")
ONLY_HEARD = gettext_noop("attends remotely and does not count")


def voters_of(meeting: Meeting, item: AgendaItem | None = None) -> Voters:
    """Members in post on the day and substitutes on the roll; who may not vote on this item, and why.

    While an item is being taken, those who are here now. Of an item that is over, those who were here for
    any of it: the clerk may record its vote later, when others have left.
    """
    return voters_from(DayRecord.of(meeting), item)


def voters_from(record: DayRecord, item: AgendaItem | None = None) -> Voters:
    """The same from a record that is read already."""
    here = _here(record, item)
    barred = _barred(record, item) if item else {}
    rows = {row.person_id: row for row in record.rows if row.capacity in VOTING}
    on_roll = [_on_roll(record, row, here, barred) for row in rows.values()]
    replaced = {row.substitute_for_id for row in rows.values()}
    absent = [
        Voter(
            line.person.pk,
            line.person.spoken_name,
            line.seat.kind == Seat.Kind.APPOINTED,
            is_here=False,
            why_not=barred.get(line.person.pk, ""),
            is_unmarked=line.person.pk not in replaced,
        )
        for line in record.in_post
        if line.person and line.person.pk not in rows
    ]
    order = {line.person.pk: place for place, line in enumerate(record.in_post) if line.person}
    people = sorted((*on_roll, *absent), key=lambda voter: order.get(voter.person, len(order)))
    return Voters(
        in_post=len(record.in_post),
        people=tuple(people),
        presiding=_presiding(record, item),
        is_recorded=any(row.mark == Attendance.Mark.PRESENT for row in rows.values()),
    )


def _on_roll(record: DayRecord, row: Attendance, here: set[int], barred: dict[int, str]) -> Voter:
    """A substitute votes as the member would whose place they take."""
    seat = record.seat_of.get(row.person_id)
    why = barred.get(row.person_id, "")
    if not why and not record.counts(row):
        why = _(ONLY_HEARD)
    return Voter(
        row.person_id,
        row.person.spoken_name,
        is_appointed=seat is None or seat.seat.kind == Seat.Kind.APPOINTED,
        is_here=row.person_id in here,
        why_not=why,
        is_unmarked=row.mark == Attendance.Mark.UNMARKED and not is_held(record),
    )


def is_held(record: DayRecord) -> bool:
    """True once the meeting is over, when whoever is not marked was not there."""
    return record.ended is not None or record.meeting.status == Meeting.Status.HELD


def _here(record: DayRecord, item: AgendaItem | None) -> set[int]:
    """Who is here now; of an item or a meeting that is over, who was here for any of it."""
    now = record.now
    was_taken = item is not None and any(_is(span.began, item) for span in now.taken)
    is_on = now.current is not None and _is(now.current, item)
    if not is_held(record) and (is_on or not was_taken):
        return now.here
    state, found = opening(record.people, record.moments), set[int]()
    for moment in record.moments:
        if _is_on(state, item, was_taken):
            found |= state.here
        apply(state, moment)
    return found | state.here if _is_on(state, item, was_taken) else found


def _is(moment: Moment, item: AgendaItem | None) -> bool:
    """True for a moment of the item, or of the item above it."""
    return item is not None and moment.item in (item.pk, item.parent_id)


def _is_on(state: DayState, item: AgendaItem | None, was_taken: bool) -> bool:
    """True while the item is being taken; always where nobody recorded when that was."""
    return not was_taken or (state.current is not None and _is(state.current, item))


def _presiding(record: DayRecord, item: AgendaItem | None) -> int | None:
    """Who presides, or presided when the item was last taken."""
    state, found = opening(record.people, record.moments), 0
    for moment in record.moments:
        apply(state, moment)
        if state.current is not None and _is(state.current, item):
            found = state.presiding.person if state.presiding else 0
    if not found and state.presiding is not None and item is None:
        found = state.presiding.person
    return found or (record.in_chair.person_id if record.in_chair else None)


def _barred(record: DayRecord, item: AgendaItem) -> dict[int, str]:
    """Who may not vote on an item because of an interest: who goes out for it, or has no dispensation."""
    return {
        interest.person_id: _("left for a {kind} interest").format(kind=interest.kind)
        if interest.must_leave
        else _("has a {kind} interest and no dispensation").format(kind=interest.kind)
        for interest in record.interests_in(item)
        if interest.must_leave or _needs_dispensation(interest)
    }


def _needs_dispensation(interest: Interest) -> bool:
    return interest.kind in BARRING and not interest.dispensation
