"""What settings do, shown by examples: a date as it will be counted, a number as it will be printed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

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
    short = (
        _(" In lists: {short_name}.").format(short_name=settings.short_name) if settings.short_name else ""
    )
    return {
        "name": [
            _("At the top of the agenda: {settings_name}.{short}").format(
                settings_name=settings.name, short=short
            )
        ],
        "commissioner": [
            _("In a heading: Questions to the {commissioner_title}.").format(
                commissioner_title=settings.commissioner_title
            ),
            _("In a sentence: The {commissioner_short_title} replied.").format(
                commissioner_short_title=settings.commissioner_short_title
            ),
        ],
        "chair": [
            _(
                "In the list of members: Cllr Ada Ash ({chair_style}), Cllr Ben Birch ({deputy_title})."
            ).format(chair_style=settings.chair_style, deputy_title=settings.deputy_title)
        ],
        "contacts": [
            _("On the notice: Contact {contact}").format(contact=settings.contact),
            *(
                _("Contact for {purpose}: {each}").format(
                    purpose=each.purpose or _("other questions"), each=each
                )
                for each in settings.more_contacts
            ),
        ],
        "colour": [colour_finding(settings.accent_colour).sentence],
    }


def _notice(settings: BodySettings, day: date) -> dict[str, list[str]]:
    last = latest_publication(day, settings.clear_days, excluded_around(settings, day))
    latest = f"{clock_time(settings.notice_cutoff)} on {long_day(last)}"
    by = _("For a meeting on {day}, publish by {latest}.").format(day=long_day(day), latest=latest)
    return {"notice": [by], "latest-time": [by], "days": [by]}


def _rest(settings: BodySettings, day: date) -> dict[str, list[str]]:
    word = settings.decision_words
    deletion = day + timedelta(days=settings.question_keep_days)
    draft = day + timedelta(days=settings.draft_minutes_days)
    return {
        "mark": [
            _("At the top of the paper for item 8: {replace}").format(
                replace=settings.item_mark.replace("{label}", "8")
            )
        ],
        "times": [
            _(
                "For a meeting on {day}, draft minutes are due on {draft}. Members "
                "then have "
                "{days} to comment."
            ).format(day=long_day(day), draft=long_day(draft), days=counted(settings.comment_days, "day"))
        ],
        "approval": [
            _("The minutes of the meeting held on {day} were {approval_formula}.").format(
                day=plain_day(day), approval_formula=settings.approval_formula
            ),
        ],
        "decisions": [_("{word} That the report be noted.").format(word=word.get("resolved", ""))],
        "recommendations": [
            _("{word} That the Commissioner publish the plan.").format(word=word.get("recommended", ""))
        ],
        "details": [
            _("After a meeting on {day}, contact details are removed on {deletion}.").format(
                day=long_day(day), deletion=long_day(deletion)
            )
        ],
    }
