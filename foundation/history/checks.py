"""The check that the guards still lie on their tables."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from foundation.history.guards import missing_guards


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
