"""Which days do not count towards notice: bank holidays, the body's own days, the breaks of section 243."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays

from panels.models import BodySettings

SUBDIVISIONS = {"england": "ENG", "wales": "WLS"}
DAY = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays(jurisdiction: str, year: int) -> frozenset[date]:
    """The bank holidays of England or Wales in a year, substitute days and one-off days included.

    They come with the installed library: nothing is fetched.
    """
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[jurisdiction], years=year))


def easter_break(jurisdiction: str, year: int) -> frozenset[date]:
    """From the Thursday before to the Tuesday after Easter Day."""
    names = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[jurisdiction], years=year)
    monday = next(day for day, name in sorted(names.items()) if name == "Easter Monday")
    return frozenset(monday + DAY * n for n in range(-4, 2))


def christmas_break(jurisdiction: str, year: int) -> frozenset[date]:
    """From the last weekday before Christmas Day to the first weekday after it that is no bank holiday."""
    closed = bank_holidays(jurisdiction, year)
    first = date(year, 12, 24)
    while first.weekday() >= SATURDAY:
        first -= DAY
    last = date(year, 12, 26)
    while last.weekday() >= SATURDAY or last in closed:
        last += DAY
    return frozenset(first + DAY * n for n in range((last - first).days + 1))


def excluded_days(settings: BodySettings, years: Iterable[int]) -> frozenset[date]:
    """Every day of these years that does not count for this body, weekends apart."""
    excluded = set(settings.excluded_days())
    for year in years:
        excluded |= bank_holidays(settings.jurisdiction, year)
        if settings.excludes_s243_breaks:
            excluded |= easter_break(settings.jurisdiction, year)
            excluded |= christmas_break(settings.jurisdiction, year)
    return frozenset(excluded)


def excluded_around(settings: BodySettings, *days: date) -> frozenset[date]:
    """The days that do not count near these days: their years and the ones beside them."""
    return excluded_days(settings, range(min(days).year - 1, max(days).year + 2))


@cache
def holiday_names(jurisdiction: str, year: int) -> dict[date, str]:
    """What each bank holiday of a year is called."""
    return dict(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[jurisdiction], years=year).items())
