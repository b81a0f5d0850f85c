"""The one clock: the database's. It decides what is due, and what time is written down.

Web processes and workers may stand on several machines, and a machine's clock can be wrong by hours; all of
them write to one database. SQLite has no server, so there the database's clock is that of the machine.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

# PostgreSQL's now() stands still within a transaction; this one goes on.
QUESTIONS = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}


def now() -> datetime:
    """What time it is."""
    return cast(Callable[[], datetime], import_string(settings.TIME_SOURCE))()


def of_database() -> datetime:
    """What time it is by the database."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTIONS[connection.vendor])
        (found,) = cursor.fetchone()
    told = datetime.fromisoformat(found) if isinstance(found, str) else found
    return cast(datetime, told.astimezone(UTC))
