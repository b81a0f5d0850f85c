"""Writing events, and walking their chain."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.db import models, transaction

from foundation.history import clock, once
from foundation.history.actors import Actor
from foundation.history.models import ChainHead, Event, EventNote
from foundation.history.models.event import FIRST_HASH

ERASED = "note erased"


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Actor,
    scope: str = "",
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the chain, in the caller's transaction.

    `verb` is in the past tense and reads after a name: "agenda published". `scope` gathers the events of a
    larger thing, e.g. `meeting:12`. `data` holds JSON values only, and no personal data: that goes in `note`.
    An actor that is no user has a `history_id`, so that its number is not taken for that of a user.
    """
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
        once.claim()
        salt = secrets.token_hex(16)
        digest = hashlib.sha256(f"{salt}:{note}".encode()).hexdigest() if note else ""
        event = Event(
            number=head.number + 1,
            happened_at=clock.now().astimezone(UTC),
            verb=verb[:120],
            actor_id=str(getattr(by, "history_id", by.pk)),
            actor_name=by.printed_name[:200],
            subject_type=thing._meta.label_lower,
            subject_id=str(thing.pk),
            subject_label=str(thing)[:300],
            scope=scope,
            data=data or {},
            note_digest=digest,
            previous_hash=head.hash,
        )
        event.hash = event.computed_hash()
        event.save(force_insert=True)
        if note:
            EventNote.objects.create(event=event, salt=salt, text=note)
        head.number, head.hash = event.number, event.hash
        head.save()
        return event


def erase_note(event: Event, *, by: Actor, scope: str = "") -> None:
    """Erase the free text of an event, for instance a name that must go; doing so is an event itself.

    The chain covers only a salted digest of the note, and the salt goes with it, so the chain still holds.
    """
    with transaction.atomic():
        deleted, _ = EventNote.objects.filter(event=event).delete()
        if deleted:
            record(ERASED, event, by=by, scope=scope or event.scope, data={"number": event.number})


def broken_links() -> Iterator[str]:
    """Walk the whole chain and say, a sentence each, where it does not hold."""
    previous, number = FIRST_HASH, 0
    erased = set(Event.objects.filter(verb=ERASED).values_list("data__number", flat=True))
    for event in Event.objects.order_by("number").select_related("note").iterator(chunk_size=500):
        number += 1
        if event.number != number:
            yield f"Event {number} is missing: the next one is {event.number}."
            number = event.number
        event.happened_at = event.happened_at.astimezone(UTC)
        if event.previous_hash != previous:
            yield f"Event {event.number} does not follow the event before it."
        if event.hash != event.computed_hash():
            yield f"Event {event.number} was changed after it was written."
        if fault := _note_fault(event, erased):
            yield fault
        previous = event.hash
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.number, head.hash) != (number, previous):
        yield f"The chain ends at event {number}, but its head says {head.number}: the newest are missing."


def _note_fault(event: Event, erased: set[int]) -> str:
    """What is wrong with the note of an event, or nothing."""
    if hasattr(event, "note"):
        changed = event.note.digest() != event.note_digest
        return f"The note of event {event.number} was changed after it was written." if changed else ""
    if event.note_digest and event.number not in erased:
        return f"The note of event {event.number} is gone, and no event says who erased it."
    return ""
