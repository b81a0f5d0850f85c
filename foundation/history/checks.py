"""The checks that the guards lie on their tables, and that the key of the history is here and well kept."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from foundation.history import keys
from foundation.history.guards import missing_guards
from foundation.history.models import Event


@register(Tags.database)
def guards_are_laid(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning for each trigger that is gone; no error, since `migrate` checks before it lays them."""
    return [
        Warning(
            f"The database does not refuse changes to the record: the trigger {name} is missing.",
            hint="Run manage.py migrate, then manage.py lay_guards.",
            id="history.W001",
        )
        for alias in databases or []
        for name in missing_guards(connections[alias])
    ]


@register
def key_is_kept_well(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """An error for a key that cannot be used or is too short, a warning for a file that others may read."""
    try:
        present = keys.present()
    except (ImproperlyConfigured, OSError) as error:
        return [Error(f"The key of the history cannot be read: {error}", id="history.E001")]
    found: list[CheckMessage] = [
        Error(
            f"A key of the history has fewer than {keys.SHORTEST} letters: {key.name}.",
            hint="Set HISTORY_KEY to a long random text, or leave it out and let a file be made.",
            id="history.E002",
        )
        for key in present
        if len(key.words) < keys.SHORTEST
    ]
    if not settings.HISTORY_KEY and keys.place().stat().st_mode & 0o077:
        found.append(
            Warning(
                f"Others than its owner may read the key of the history: {keys.place()}.",
                hint="Say chmod 600 to it, and think of manage.py history_key --change.",
                id="history.W002",
            )
        )
    return found


@register(Tags.database)
def key_is_the_one_that_sealed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning where the last sealed event has a key that is not here: lost, or this is a restored copy."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        try:
            last = Event.objects.using(alias).exclude(seal="").order_by("-number").first()
        except DatabaseError:
            # Before the first migration, or the one that brings the seals, nothing is sealed.
            continue
        if last is not None and last.key_name not in keys.by_name():
            found.append(
                Warning(
                    f"The history was sealed with the key {last.key_name}, which is not here.",
                    hint="Bring it (docs/backup.md). If it is lost: manage.py history_key --lost --by NAME.",
                    id="history.W003",
                )
            )
    return found
