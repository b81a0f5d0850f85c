"""One act told to every body it touches: an event in the scope of each, and a mail to the others."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.jobs import outbox
from panels import standing
from panels.models.bodies_by_role import served_by


def record_for(
    bodies: Iterable[int],
    verb: str,
    thing: models.Model,
    *,
    by: Actor,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write one event in the history of each of these bodies, or one without a body where there is none."""
    for scope in standing.scopes(bodies):
        record(verb, thing, by=by, scope=scope, note=note, data=data)


def tell_others(bodies: Iterable[int], *, by: User, subject: str, said: str) -> None:
    """Write to the secretariats of those of these bodies that whoever acts does not serve."""
    today = timezone.localdate()
    others = set(bodies) - served_by(by, today)
    for person in standing.secretariats(others, today).exclude(pk=by.pk):
        outbox.send(person.email, subject, said)
