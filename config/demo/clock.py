"""The demo lives through a year in a few seconds: each act is done at the moment it would have been done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


@contextmanager
def at(day: date, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
    """While this lasts, the one clock says it is that moment in London; used by the demo only."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    real, source = timezone.now, settings.TIME_SOURCE
    timezone.now, settings.TIME_SOURCE = lambda: moment, "django.utils.timezone.now"
    try:
        yield moment
    finally:
        timezone.now, settings.TIME_SOURCE = real, source


def weekday_near(day: date, weekday: int) -> date:
    """The nearest such weekday (Monday is 0) on or after a day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
