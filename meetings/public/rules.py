"""Public questions by the body's own rules: until when, how many, how long, and what was put before. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.dates import clock_time, long_day
from foundation.ui.words import counted, joined
from panels.rules import OWN_RULE, is_counted, latest_publication

DAY = timedelta(days=1)
CLEAR_WORKING, WORKING, CALENDAR = "clear_working", "working", "calendar"
_UNITS = {CLEAR_WORKING: "clear working day", WORKING: "working day", CALENDAR: "day"}
PLURALS = {"question": "questions", "statement": "statements", "petition": "petitions"}
SAME = 0.85


@dataclass(frozen=True, slots=True)
class Rules:
    """A body's rules on public questions on one day, as plain values."""

    kinds: Sequence[str]
    addressees: Sequence[str]
    days: int
    unit: str
    at: time
    per_person: int
    per_organisation: int
    words: int
    session_minutes: int
    speaker_minutes: int
    supplementaries: int
    repeat_months: int
    eligibility: str = ""


def last_day(meeting: date, days: int, unit: str, excluded: Collection[date]) -> date:
    """The last day on which something put to this meeting is in time, by the unit the days are counted in.

    `excluded` are the days that do not count, weekends apart.
    """
    if unit == CLEAR_WORKING:
        return latest_publication(meeting, days, excluded)
    if unit == CALENDAR:
        return meeting - DAY * days
    day, left = meeting, days
    while left:
        day -= DAY
        left -= is_counted(day, excluded)
    return day


def deadline_sentence(deadline: datetime, days: int, unit: str, kinds: Iterable[str] = ("question",)) -> str:
    """Until when things can be put, in words and with the rule behind it."""
    what = joined([PLURALS[kind] for kind in kinds]).capitalize()
    if days == 0:
        return _("{what} can be submitted until the meeting begins.").format(what=what)
    before = _("{counted} before the meeting").format(counted=counted(days, _UNITS[unit]))
    return _("{what} must reach us by {time} on {day}, {before}.").format(
        what=what, time=clock_time(deadline), day=long_day(deadline), before=before
    )


def rule_sentences(rules: Rules) -> list[str]:
    """The other rules that somebody who wants to ask should know, a sentence each."""
    said = [rules.eligibility.strip()] if rules.eligibility.strip() else []
    if rules.words:
        said.append(_("Each can have up to {words}.").format(words=counted(rules.words, "word")))
    if rules.per_person:
        most = _("One person can submit {per_person}").format(per_person=rules.per_person)
        if rules.per_organisation:
            most += _(", and one organisation {per_organisation}").format(
                per_organisation=rules.per_organisation
            )
        said.append(_("{most} to one meeting.").format(most=most))
    if rules.session_minutes:
        each = (
            _(", {speaker_minutes} for each speaker").format(speaker_minutes=rules.speaker_minutes)
            if rules.speaker_minutes
            else ""
        )
        said.append(
            _("{minutes} are allowed for all of them{each}.").format(
                minutes=counted(rules.session_minutes, "minute"), each=each
            )
        )
    if rules.supplementaries:
        further = counted(rules.supplementaries, "supplementary question")
        said.append(_("At the meeting you can ask {further} about the answer.").format(further=further))
    if rules.repeat_months:
        months = counted(rules.repeat_months, "month")
        said.append(_("The same question is not accepted again within {months}.").format(months=months))
    return said


def word_count(text: str) -> int:
    """How many words a text has, as a person counts them."""
    return len(re.findall(r"[^\W_]+(?:['’\-.,/][^\W_]+)*", text))


def length_finding(text: str, most: int) -> Finding:
    """Is it short enough?"""
    have = word_count(text)
    if not most or have <= most:
        return met()
    return stopped(
        _("It can have up to {words}. This has {have}.").format(words=counted(most, "word"), have=have),
        source=OWN_RULE,
        code="text",
    )


def in_time_finding(received: datetime, deadline: datetime | None) -> Finding:
    """Did it come in time?"""
    if deadline is None or received <= deadline:
        return met()
    return stopped(
        _("The deadline for this meeting was {time} on {day}.").format(
            time=clock_time(deadline), day=long_day(deadline)
        ),
        source=OWN_RULE,
        remedy=_(
            "You can submit it to the next meeting, or ask the contact whether the Chair will "
            "accept it as urgent."
        ),
        code="late",
    )


def number_finding(by_person: int, by_organisation: int, rules: Rules) -> Finding:
    """May this person, and this organisation, put one more?"""
    if rules.per_person and by_person >= rules.per_person:
        return stopped(
            _("You have already submitted {by_person}, the most one person can submit to a meeting.").format(
                by_person=by_person
            ),
            source=OWN_RULE,
            code="email",
        )
    if rules.per_organisation and by_organisation >= rules.per_organisation:
        return stopped(
            _(
                "This organisation has already submitted {by_organisation}, "
                "the most one organisation can submit to a meeting."
            ).format(by_organisation=by_organisation),
            source=OWN_RULE,
            code="organisation",
        )
    return met()


def repeat_finding(text: str, earlier: Iterable[tuple[date, str]]) -> Finding:
    """Was nearly the same put to an earlier meeting? `earlier` holds the days and texts that count."""
    wanted = _bare(text)
    for day, said in earlier:
        if SequenceMatcher(None, wanted, _bare(said), autojunk=False).ratio() >= SAME:
            return look(
                _("Almost the same was submitted to the meeting of {day}.").format(day=long_day(day)),
                source=OWN_RULE,
                remedy=_("You can refuse it as repeated."),
            )
    return met()


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("Every month has a first day")


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def elsewhere_findings(
    meeting: date,
    today: date,
    *,
    agenda_on: date | None,
    minutes_on: date | None,
    agenda_is_out: bool = False,
    minutes_are_out: bool = False,
) -> list[Finding]:
    """Why these days cannot have been; the code is the field beside which it is said."""
    if meeting >= today:
        said = _("This meeting is not past, so its agenda and minutes are published here.")
        return [stopped(said, code="agenda_on")]
    found = []
    if agenda_is_out:
        found.append(stopped(_("The agenda has already been published here."), code="agenda_on"))
    elif agenda_on and agenda_on > meeting:
        said = _("An agenda is published before its meeting, which was on {day}.").format(
            day=long_day(meeting)
        )
        found.append(stopped(said, code="agenda_on"))
    if minutes_are_out:
        found.append(stopped(_("The minutes have already been published here."), code="minutes_on"))
    elif minutes_on and minutes_on < meeting:
        said = _("Minutes are published after their meeting, which was on {day}.").format(
            day=long_day(meeting)
        )
        found.append(stopped(said, code="minutes_on"))
    elif minutes_on and minutes_on > today:
        found.append(stopped(_("Enter a date that is not in the future."), code="minutes_on"))
    return found
