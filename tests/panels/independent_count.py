"""Bank holidays and clear days worked out a second time, in another way than the project does."""

from datetime import date, timedelta

ONE_OFF = {
    2020: {date(2020, 5, 8)},
    2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
    2023: {date(2023, 5, 8)},
}
# Days that moved away: early May 2020 for VE Day, late May 2022 for the Jubilee.
MOVED_AWAY = {2020: {date(2020, 5, 4)}, 2022: {date(2022, 5, 30)}}


def easter_day(year: int) -> date:
    """Easter Day by Gauss's rule for the Gregorian calendar (with both of its exceptions)."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    p = (13 + 8 * k) // 25
    m = (15 - p + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=d + e)


def first_monday(year: int, month: int) -> date:
    """The first Monday of a month."""
    return next(date(year, month, n) for n in range(1, 8) if date(year, month, n).weekday() == 0)


def last_monday(year: int, month: int) -> date:
    """The last Monday of a month of 31 days."""
    return next(date(year, month, n) for n in range(31, 24, -1) if date(year, month, n).weekday() == 0)


def closed_days(year: int) -> set[date]:
    """The bank holidays of England and Wales in a year, those at a weekend with their substitute."""
    easter = easter_day(year)
    fixed = {easter - timedelta(days=2), easter + timedelta(days=1)}
    fixed |= {first_monday(year, 5), last_monday(year, 5), last_monday(year, 8)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in fixed:
            day += timedelta(days=1)
        fixed.add(day)
    return (fixed - MOVED_AWAY.get(year, set())) | ONE_OFF.get(year, set())


def count_by_walking(published: date, meeting: date) -> int:
    """Clear days, by walking back from the meeting one day at a time."""
    closed = closed_days(published.year) | closed_days(meeting.year)
    count, day = 0, meeting
    while (day := day - timedelta(days=1)) > published:
        if day.isoweekday() not in (6, 7) and day not in closed:
            count += 1
    return count


def last_day_by_walking(meeting: date, needed: int) -> date:
    """The last open day that leaves enough clear days, by trying every day backwards."""
    day = meeting
    while True:
        day -= timedelta(days=1)
        is_open = day.isoweekday() not in (6, 7) and day not in closed_days(day.year)
        if is_open and count_by_walking(day, meeting) >= needed:
            return day
