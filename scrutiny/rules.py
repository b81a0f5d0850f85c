"""Months and days in words, which scope items no session covers, and whether consultees were heard."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.ui.dates import long_day
from foundation.ui.words import joined

# "1.1 " or "3.2) " before the words of a paragraph; "1.5 million" is no number of a paragraph, nor is a year.
OWN_NUMBER = re.compile(r"\s*\d{1,2}\.\d{1,2}[.)]?\s+(?!(?:per cent|%|million|billion|thousand)\b)")
_PASTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})[.)]?\s+")
CONSULTATION_SOURCE = gettext_noop("Body’s own rule on consulting those who will be questioned")
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
    return _("Session {session_number}").format(
        session_number=SESSION_NUMBERS[number - 1] if number <= len(SESSION_NUMBERS) else number
    )


def scope_finding(codes: Iterable[str], covered: Iterable[str]) -> Finding:
    """Met when every scope item has a session; else the codes that have none."""
    held = set(covered)
    open_codes = [code for code in codes if code not in held]
    if not open_codes:
        return met(_("Every scope item has a session."))
    verb = "has" if len(open_codes) == 1 else "have"
    return look(
        _("{open_codes} {verb} no session.").format(open_codes=joined(open_codes), verb=verb),
        remedy=_("Plan a session for each scope item, or remove the item."),
    )


def consultation_finding(recorded: Iterable[tuple[str, bool]]) -> Finding:
    """Met when each consultee's response, or that none came, is recorded (S0-13, S0-14)."""
    known = list(recorded)
    if not known:
        return not_met(
            _("No one is recorded as consulted on these terms."),
            source=CONSULTATION_SOURCE,
            remedy=_("Record who was consulted, or enter the reason for continuing."),
        )
    missing = [who for who, is_recorded in known if not is_recorded]
    if missing:
        return not_met(
            _("No response is recorded from {missing}.").format(missing=joined(missing)),
            source=CONSULTATION_SOURCE,
            remedy=_("Record the response or that none was received, or enter the reason for continuing."),
        )
    return met(
        _("Everyone consulted has responded, or is recorded as not having responded."),
        source=CONSULTATION_SOURCE,
    )


def words_finding(sections: Iterable[tuple[str, Iterable[tuple[str, str, bool]]]]) -> Finding:
    """Met when no paragraph has a number typed into it, ends in the air, or is missing.

    Each section is a heading with its paragraphs: number, text, and whether points follow.
    """
    wrong = []
    for heading, paragraphs in sections:
        known = list(paragraphs)
        if not known:
            wrong.append(_("“{heading}” has no text.").format(heading=heading))
        for number, text, has_points in known:
            if own := OWN_NUMBER.match(text):
                wrong.append(
                    _("{number} begins with “{own}”, so the number would be printed twice.").format(
                        number=number, own=own[0].strip()
                    )
                )
            if text.rstrip().endswith(":") and not has_points:
                wrong.append(_("{number} ends with a colon and nothing follows.").format(number=number))
    if not wrong:
        return met(_("Every section is complete."))
    return not_met(
        " ".join(wrong),
        source="What is agreed cannot be changed, only amended",
        remedy=_("Correct the section, or enter the reason for agreeing it without the correction."),
    )


def sessions_finding(sessions: Iterable[tuple[str, str]]) -> Finding:
    """Met when no session hangs on a meeting that is off; each is its label and that meeting, or nothing."""
    off = [
        _("{label} was to be held at the {meeting}, which has been cancelled.").format(
            label=label, meeting=meeting
        )
        for label, meeting in sessions
        if meeting
    ]
    if not off:
        return met()
    return look(" ".join(off), remedy=_("Select another meeting for it, or remove the meeting."))


def agreed_where_finding(
    *, has_meeting: bool, elsewhere: str, is_ours: bool = True, is_past: bool = True, is_off: bool = False
) -> Finding:
    """Met when it is said which meeting agreed the terms, or where else they were agreed."""
    if has_meeting and elsewhere:
        return stopped(_("Select the meeting, or enter where else the terms were agreed, not both."))
    if not has_meeting and not elsewhere:
        return stopped(_("Select the meeting that agreed the terms, or enter where else they were agreed."))
    if has_meeting and not is_ours:
        return stopped(_("That meeting is of another body."))
    if has_meeting and (is_off or not is_past):
        return stopped(_("That meeting has not been held, so it cannot have agreed the terms."))
    return met()


def without_own_numbers(text: str) -> str:
    """A section's text without the numbers that its paragraphs were pasted with, if they run on from n.1."""
    paragraphs = re.split(r"(\n\s*\n)", text)
    typed = [each for each in paragraphs[::2] if each.strip()]
    found = [_PASTED.match(each) for each in typed]
    numbers = [(int(each[1]), int(each[2])) for each in found if each]
    if len(numbers) != len(typed) or any(n != (numbers[0][0], at) for at, n in enumerate(numbers, start=1)):
        return text
    return "".join(_PASTED.sub("", each) for each in paragraphs)


def _no_month(text: str) -> date:
    raise ValueError(text)
