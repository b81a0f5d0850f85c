"""Writing events, each chained to the one before it and sealed with the key of the installation."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC
from typing import Any

from django.db import models, transaction

from foundation.history import clock, keys, once
from foundation.history.actors import Actor
from foundation.history.models import ChainHead, Event, EventNote

ERASED = "note erased"
# Rooms add theirs in `AppConfig.ready()`: a function of verb, thing and actor that raises `Refused` where the
# actor may have no hand in the thing. Whatever is done is recorded, so nothing is done without asking.
refusals: list[Callable[[str, models.Model, Actor], None]] = []


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
    Raises `Refused` where a room says that the actor may have no hand in the thing: the act is then undone.
    """
    for refuse in refusals:
        refuse(verb, thing, by)
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
        # Read with the chain locked: an event after a change of keys is sealed with the new one.
        key = keys.in_use()
        event.key_name, event.seal = key.name, key.seal_of_event(event.number, event.hash)
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
