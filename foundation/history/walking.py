"""Walking the whole record: the chain of events, and whatever rooms above keep by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from foundation.history.events import ERASED
from foundation.history.models import ChainHead, Event
from foundation.history.models.event import FIRST_HASH
from foundation.history.seals import Seals


@dataclass(frozen=True, slots=True)
class Walk:
    """One part of the record: its faults, a sentence each, and how many of what it walked."""

    name: str
    faults: Callable[[], Iterator[str]]
    count: Callable[[], str]


_walks: dict[str, Walk] = {}


def register(walk: Walk) -> None:
    """Let `verify_history` walk this, too; called from `AppConfig.ready()`."""
    _walks[walk.name] = walk


def known_walks() -> list[Walk]:
    """What is walked beside the events."""
    return list(_walks.values())


def broken_links(seals: Seals | None = None) -> Iterator[str]:
    """Walk the whole chain and say, a sentence each, where it does not hold."""
    seals = seals or Seals()
    previous, number = FIRST_HASH, 0
    erased = set(Event.objects.filter(verb=ERASED).values_list("data__number", flat=True))
    for event in Event.objects.order_by("number").select_related("note").iterator(chunk_size=500):
        number += 1
        if event.number != number:
            yield _("Event {number} is missing: the next one is {event_number}.").format(
                number=number, event_number=event.number
            )
            number = event.number
        event.happened_at = event.happened_at.astimezone(UTC)
        if event.previous_hash != previous:
            yield _("Event {event_number} does not follow the event before it.").format(
                event_number=event.number
            )
        if event.hash != event.computed_hash():
            yield _("Event {event_number} was changed after it was written.").format(
                event_number=event.number
            )
        if fault := seals.fault_of(event) or _note_fault(event, erased):
            yield fault
        previous = event.hash
    yield from seals.faults_at_the_end()
    yield from _head_faults(number, previous)


def _head_faults(number: int, last: str) -> Iterator[str]:
    """Whether the one row that writers lock says what the last event does."""
    head = ChainHead.objects.filter(pk=1).first()
    if head is None and number:
        yield _("The chain ends at event {number}, but its head is gone.").format(number=number)
    elif head and (head.number, head.hash) != (number, last):
        yield _(
            "The chain ends at event {number}, but its head says {head_number}: the newest are missing."
        ).format(number=number, head_number=head.number)


def _note_fault(event: Event, erased: set[int]) -> str:
    """What is wrong with the note of an event, or nothing."""
    if hasattr(event, "note"):
        changed = event.note.digest() != event.note_digest
        return (
            _("The note of event {event_number} was changed after it was written.").format(
                event_number=event.number
            )
            if changed
            else ""
        )
    if event.note_digest and event.number not in erased:
        return _("The note of event {event_number} is gone, and no event says who erased it.").format(
            event_number=event.number
        )
    return ""
