"""Dates and times as people say them: Friday 4 December 2026, 1.30 pm, noon."""

from datetime import date, datetime, time

from django.utils import timezone


def long_day(day: date) -> str:
    """The day in full, as in "Friday 4 December 2026"; a moment is read in the site's own time zone."""
    return f"{_local(day):%A %-d %B %Y}"


def short_day(day: date) -> str:
    """The day for narrow columns, as in "Fri 4 Dec"."""
    return f"{_local(day):%a %-d %b}"


def clock_time(moment: time | datetime) -> str:
    """The time on the clock, as in "1.30 pm", "10 am", "noon" or "midnight"."""
    if isinstance(moment, datetime):
        moment = (timezone.localtime(moment) if timezone.is_aware(moment) else moment).time()
    at = moment
    if at.minute == 0 and at.hour in (0, 12):
        return "noon" if at.hour else "midnight"
    hour = at.hour % 12 or 12
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes} {'am' if at.hour < 12 else 'pm'}"


def day_and_time(moment: datetime) -> str:
    """Both, as in "Friday 4 December 2026, 1.30 pm"."""
    return f"{long_day(moment)}, {clock_time(moment)}"


def _local(day: date) -> date:
    """An aware moment moved into the site's time zone; anything else as it is."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day
