"""Months and days in words, which scope items no session covers, and whether consultees were heard."""

from collections.abc import Iterable
from datetime import date

from foundation.history.findings import Finding, look, met, not_met
from foundation.ui.dates import long_day
from foundation.ui.words import joined

CONSULTATION_SOURCE = "Body’s own rule on consulting those who will be questioned"
SESSION_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def when_words(first: date, last: date | None = None, day: date | None = None) -> str:
    """ "October 2014", "October or November 2014", "May to July 2014", or the day once it is known."""
    if day:
        return long_day(day)
    if last is None:
        return f"{first:%B %Y}"
    apart = (last.year - first.year) * 12 + last.month - first.month
    between = "or" if apart == 1 else "to"
    start = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"{start} {between} {last:%B %Y}"


def parse_month(text: str) -> date:
    """The first day of a month typed as "October 2026", "oct 2026", "10/2026" or "2026-10".

    Raises ValueError for anything else.
    """
    words = text.replace("/", " ").replace("-", " ").replace(",", " ").split()
    if len(words) != 2:
        raise ValueError(text)
    if len(words[0]) == 4 and words[0].isdecimal():
        words.reverse()
    name, year = words[0].casefold(), int(words[1])
    if name.isdecimal():
        return date(year, int(name), 1) if 1900 <= year <= 2200 else _no_month(text)
    found = [n for n, month in enumerate(MONTHS, start=1) if len(name) >= 3 and month.startswith(name)]
    return date(year, found[0], 1) if len(found) == 1 and 1900 <= year <= 2200 else _no_month(text)


def session_label(number: int) -> str:
    """ "Session one"; figures after twelve."""
    return f"Session {SESSION_NUMBERS[number - 1] if number <= len(SESSION_NUMBERS) else number}"


def scope_finding(codes: Iterable[str], covered: Iterable[str]) -> Finding:
    """Met when every scope item has a session; else the codes that have none."""
    held = set(covered)
    open_codes = [code for code in codes if code not in held]
    if not open_codes:
        return met("Every scope item has a session.")
    verb = "has" if len(open_codes) == 1 else "have"
    return look(
        f"{joined(open_codes)} {verb} no session.",
        remedy="Plan a session for each scope item, or leave the item out.",
    )


def consultation_finding(recorded: Iterable[tuple[str, bool]]) -> Finding:
    """Met when each consultee's response, or that none came, is recorded (S0-13, S0-14)."""
    known = list(recorded)
    if not known:
        return not_met(
            "Nobody is recorded as consulted on these terms.",
            source=CONSULTATION_SOURCE,
            remedy="Record who was asked, or give the reason for going on.",
        )
    missing = [who for who, is_recorded in known if not is_recorded]
    if missing:
        return not_met(
            f"No response is recorded from {joined(missing)}.",
            source=CONSULTATION_SOURCE,
            remedy="Record the response or that none came, or give the reason for going on.",
        )
    return met("Everybody consulted has answered, or is recorded as not having.", source=CONSULTATION_SOURCE)


def _no_month(text: str) -> date:
    raise ValueError(text)
