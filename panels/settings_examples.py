"""What settings do, shown by examples: a date as it will be counted, a number as it will be printed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from foundation.ui.dates import clock_time, long_day, plain_day
from foundation.ui.words import counted
from panels.calendar import excluded_around
from panels.models import BodySettings
from panels.rules import colour_finding, latest_publication

Examples = Mapping[str, list[str]]
# Upper rooms add theirs in AppConfig.ready(): sentences by group, for settings and the day of a meeting.
more: list[Callable[[BodySettings, date], Examples]] = []

WEEKS_AHEAD = 6
FRIDAY = 4


def sample_day(today: date) -> date:
    """A Friday some weeks ahead, on which a meeting could be."""
    later = today + timedelta(weeks=WEEKS_AHEAD)
    return later + timedelta(days=(FRIDAY - later.weekday()) % 7)


def examples(settings: BodySettings, today: date) -> dict[str, list[str]]:
    """Sentences that show what the settings do, by the group they belong to."""
    day = sample_day(today)
    found = {**_names(settings), **_notice(settings, day), **_rest(settings, day)}
    for further in more:
        found |= further(settings, day)
    return found


def _names(settings: BodySettings) -> dict[str, list[str]]:
    short = f" In lists: {settings.short_name}." if settings.short_name else ""
    return {
        "name": [f"At the top of the agenda: {settings.name}.{short}"],
        "commissioner": [
            f"In a heading: Questions to the {settings.commissioner_title}.",
            f"In a sentence: The {settings.commissioner_short_title} replied.",
        ],
        "chair": [
            f"In the list of members: Cllr Ada Ash ({settings.chair_style}), Cllr Ben Birch "
            f"({settings.deputy_title})."
        ],
        "contacts": [
            f"On the notice: Contact {settings.contact}",
            *(f"Contact for {each.purpose or 'other questions'}: {each}" for each in settings.more_contacts),
        ],
        "colour": [colour_finding(settings.accent_colour).sentence],
    }


def _notice(settings: BodySettings, day: date) -> dict[str, list[str]]:
    last = latest_publication(day, settings.clear_days, excluded_around(settings, day))
    latest = f"{clock_time(settings.notice_cutoff)} on {long_day(last)}"
    by = f"For a meeting on {long_day(day)}, publish by {latest}."
    return {"notice": [by], "latest-time": [by], "days": [by]}


def _rest(settings: BodySettings, day: date) -> dict[str, list[str]]:
    word = settings.decision_words
    deletion = day + timedelta(days=settings.question_keep_days)
    draft = day + timedelta(days=settings.draft_minutes_days)
    return {
        "mark": [f"At the top of the paper for item 8: {settings.item_mark.replace('{label}', '8')}"],
        "times": [
            f"For a meeting on {long_day(day)}, draft minutes are due on {long_day(draft)}. Members "
            "then have "
            f"{counted(settings.comment_days, 'day')} to comment."
        ],
        "approval": [
            f"The minutes of the meeting held on {plain_day(day)} were {settings.approval_formula}.",
        ],
        "decisions": [f"{word.get('resolved', '')} That the report be noted."],
        "recommendations": [f"{word.get('recommended', '')} That the Commissioner publish the plan."],
        "details": [
            f"After a meeting on {long_day(day)}, contact details are removed on {long_day(deletion)}."
        ],
    }
