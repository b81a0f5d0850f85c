"""Dates and times as people say them: Friday 4 December 2026, 1.30 pm, noon."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext, ngettext


class KnownDay(date):
    """A day of which only the month or the year is known: the first or the last day that it can be.

    It counts as that day, and is written as what is known: "July 2022", "2022".
    """

    known: str = "day"

    @classmethod
    def of(cls, day: date, known: str) -> date:
        """The day as it is known; a plain day where all of it is."""
        if known == "day":
            return date(day.year, day.month, day.day)
        made = cls(day.year, day.month, day.day)
        made.known = known
        return made

    @property
    def words(self) -> str:
        """ "July 2022" or "2022"."""
        if self.known != "month":
            return f"{self.year}"
        return gettext("{month} {year}").format(month=MONTHS[self.month], year=self.year)


def known_to(day: date) -> str:
    """How much of a day is known: "day", "month" or "year"."""
    return day.known if isinstance(day, KnownDay) else "day"


def written(day: date) -> str:
    """The day as the history and data keep it: "2022-07-31", and no more than is known of it: "2022-07"."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[known_to(day)]]


def plain_day(day: date) -> str:
    """The day without its weekday, as in "4 December 2026"; no more than is known of it."""
    if isinstance(day, KnownDay):
        return day.words
    at = _local(day)
    return gettext("{day} {month} {year}").format(day=at.day, month=MONTHS[at.month], year=at.year)


def on_day(day: date) -> str:
    """In a sentence: "on Friday 4 December 2026", "in July 2022"."""
    if isinstance(day, KnownDay):
        return gettext("in {month}").format(month=day.words)
    return gettext("on {day}").format(day=long_day(day))


def long_day(day: date) -> str:
    """The day in full, as in "Friday 4 December 2026"; a moment is read in the site's own time zone."""
    if isinstance(day, KnownDay):
        return day.words
    return gettext("{weekday} {day}").format(weekday=WEEKDAYS[_local(day).weekday()], day=plain_day(day))


def short_day(day: date) -> str:
    """The day for narrow columns, as in "Fri 4 Dec"."""
    at = _local(day)
    return gettext("{weekday} {day} {month}").format(
        weekday=WEEKDAYS_ABBR[at.weekday()], day=at.day, month=str(MONTHS_3[at.month]).title()
    )


def short_date(day: date, today: date) -> str:
    """The short day, with its year where that is another than this one: "Fri 4 Dec", "Fri 5 Feb 2027"."""
    return short_day(day) if _local(day).year == today.year else f"{short_day(day)} {_local(day).year}"


def days_left(day: date, today: date) -> str:
    """The days as a person counts them: "today", "tomorrow", "in 3 days", "1 day ago", "2 days ago"."""
    days = (day - today).days
    if days < 0:
        return ngettext("{days} day ago", "{days} days ago", -days).format(days=-days)
    if days < 2:
        return gettext("tomorrow") if days else gettext("today")
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


def days_late(day: date, today: date) -> str:
    """By how many days a day has passed: "1 day late", "2 days late"; empty where it has not."""
    days = (today - day).days
    return "" if days < 1 else ngettext("{days} day late", "{days} days late", days).format(days=days)


def clock_time(moment: time | datetime) -> str:
    """The time on the clock, as in "1.30 pm", "10 am", "noon" or "midnight"."""
    if isinstance(moment, datetime):
        moment = (timezone.localtime(moment) if timezone.is_aware(moment) else moment).time()
    at = moment
    if at.minute == 0 and at.hour in (0, 12):
        return gettext("noon") if at.hour else gettext("midnight")
    hour = at.hour % 12 or 12
    minutes = f".{at.minute:02d}" if at.minute else ""
    half = gettext("am") if at.hour < 12 else gettext("pm")
    return gettext("{hour}{minutes} {half}").format(hour=hour, minutes=minutes, half=half)


def day_and_time(moment: datetime) -> str:
    """Both, as in "Friday 4 December 2026 at 1.30 pm"."""
    return gettext("{day} at {time}").format(day=long_day(moment), time=clock_time(moment))


def _local(day: date) -> date:
    """An aware moment moved into the site's time zone; anything else as it is."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day
