"""When this happened below, do that above: one table, run by the worker from the event log.

Each event's effects and the step of the cursor are one transaction, so that a killed worker neither loses an
effect nor repeats one: everything a reaction does is in the database (mail goes through the outbox).
"""

import logging
from collections.abc import Callable

from django.db import transaction

from config.models import ReactionCursor
from foundation.accounts.models import User
from foundation.history.actors import SYSTEM
from foundation.history.models import Event
from meetings import actions as meetings
from meetings.models import Meeting, Pack
from panels.models import Body
from partnerships import actions as partnerships
from partnerships.models import Round

log = logging.getLogger("panelbook.reactions")
Reaction = Callable[[Event], object]


def _tell_partnerships_of_new_day(event: Event) -> None:
    """Notes are due before the meeting; when it moves, those who still write are told."""
    mover = User.objects.get(pk=event.actor_id)
    for round in Round.objects.for_meeting(_meeting(event)):
        partnerships.tell_due_day(round=round, by=mover)


def _call_off_notes(event: Event) -> None:
    """Nobody goes on writing a note for a meeting that does not take place."""
    for round in Round.objects.for_meeting(_meeting(event)):
        partnerships.call_off(round=round, by=SYSTEM)


def _build_draft_pack(event: Event) -> None:
    """The chair reads the draft pack with the agenda, so it is built without being asked for."""
    meetings.ask_for_pack(meeting=_meeting(event), kind=Pack.Kind.DRAFT, by=SYSTEM)


def _build_agenda_pack(event: Event) -> None:
    """An agreed agenda is on its way to publication, so its pack is built at once."""
    if not (meeting := _meeting(event)).is_private:
        meetings.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=SYSTEM)


def _finish_programme(event: Event) -> None:
    """What stood on the agenda of a meeting that was held is done, and comes again where it recurs."""
    meetings.finish_programme_of(meeting=_meeting(event), by=SYSTEM)


def _return_programme(event: Event) -> None:
    """What stood on the agenda of a meeting that does not take place waits in the work programme again."""
    meetings.return_programme_of(meeting=_meeting(event), by=SYSTEM)


def _follow_in_public(event: Event) -> None:
    """The public page of a coming meeting names the contact, the rules and the place of today."""
    kind, _, number = event.scope.partition(":")
    if kind == "body" and (body := Body.objects.filter(pk=number).first()):
        meetings.ask_to_follow(body=body, because=event.number)


def _meeting(event: Event) -> Meeting:
    return Meeting.objects.get(pk=event.subject_id)


REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "meeting moved": (_tell_partnerships_of_new_day,),
    "meeting held": (_finish_programme,),
    "meeting cancelled": (_return_programme, _call_off_notes),
    "meeting found not quorate": (_return_programme,),
    "meeting closed for lack of business": (_return_programme, _call_off_notes),
    "settings changed": (_follow_in_public,),
    "venue changed": (_follow_in_public,),
    "agenda sent to the Chair": (_build_draft_pack,),
    "agenda agreed": (_build_agenda_pack,),
}


def react() -> int:
    """Do what follows from every event since the last time; returns how many events were read."""
    count = 0
    while _react_to_next():
        count += 1
    return count


@transaction.atomic
def _react_to_next() -> bool:
    cursor, _ = ReactionCursor.objects.select_for_update().get_or_create(pk=1)
    event = Event.objects.after(cursor.number).first()
    if event is None:
        return False
    for reaction in REACTIONS.get(event.verb, ()):
        try:
            with transaction.atomic():
                reaction(event)
        except Exception:
            # One effect that cannot be had must not hold up every later one; it is in the log for a person.
            log.exception("Reaction to event %s failed", event.number)
    cursor.number = event.number
    cursor.save()
    return True
