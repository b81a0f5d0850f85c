"""The six minimum themes, and what may be said about questions and lateness; plain values, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.dates import long_day
from foundation.ui.words import counted, joined
from panels.rules import OWN_RULE, counted_days, latest_publication

DAY = timedelta(days=1)
# So many days before a note is due, whoever has it is reminded.
CHASED_BEFORE = (14, 3)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme every question set should hold, with a first question in our own words."""

    key: str
    heading: str
    question: str
    help: str


THEMES = (
    Theme(
        "local_priorities",
        "Your plan’s priorities",
        "How far does the Commissioner take your partnership’s own priorities into account?",
        "Take the priorities of your community safety plan one by one. Two or three sentences for each "
        "are enough.",
    ),
    Theme(
        "police_plan",
        "The Police and Crime Plan",
        "In your area, how far does the Commissioner follow the Police and Crime Plan?",
        "Describe what you see of the Plan in your area, and what you do not see.",
    ),
    Theme(
        "support",
        "The Commissioner and your work",
        "What does the Commissioner do that helps your work, and what makes it harder?",
        "In your own area, or in what you do together with other partnerships.",
    ),
    Theme(
        "funding",
        "Funding and commissioning",
        "What has changed in funding or commissioning, and what effect has it had in your area?",
        "Grants from the Commissioner, services commissioned elsewhere, funding that ended. If nothing has "
        "changed, write “No change”.",
    ),
    Theme(
        "concerns",
        "Concerns to raise",
        "What should the panel raise with the Commissioner, or look into?",
        "Describe what happened and the outcome you would like.",
    ),
    Theme(
        "panel_help",
        "How the panel can help",
        "How could the panel support you better, or have more influence?",
        "Anything the panel could do, start or stop.",
    ),
)
THEME_SOURCE = gettext_noop("Panel’s own rule: the minimum themes agreed with the partnerships")


def themes_finding(kept: Iterable[str]) -> Finding:
    """Met when every minimum theme has a question; else which are missing."""
    held = set(kept)
    missing = [theme.heading for theme in THEMES if theme.key not in held]
    if not missing:
        return met(_("All six minimum themes have a question."), source=THEME_SOURCE)
    no_question = _("has no question") if len(missing) == 1 else _("have no question")
    return look(
        f"{joined(missing)} {no_question}.",
        source=THEME_SOURCE,
        remedy=_("Give a question to each minimum theme, or agree the change with the partnerships."),
    )


def number_word(count: int) -> str:
    """A count as a word up to ten: "Four"."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else str(count)


def due_day_finding(due_on: date, meeting_day: date, today: date, *, is_usual: bool) -> Finding:
    """Met when notes can still be written by that day, and the meeting has them."""
    if due_on > meeting_day:
        return stopped(_("Notes cannot be due after the meeting."), code="due_on")
    if due_on >= today:
        return met()
    if is_usual:
        return stopped(
            _("The usual due date, {day}, has passed. Enter another date, up to the meeting.").format(
                day=long_day(due_on)
            ),
            code="due_on",
        )
    return stopped(_("This date has passed. Enter today or a later date, up to the meeting."), code="due_on")


def time_finding(due_on: date, publish_by: date, wanted: int, excluded: Collection[date]) -> Finding:
    """Met when enough working days lie between the notes and the last day to publish; neither end counts."""
    days = len(counted_days(due_on, publish_by, excluded))
    left = (
        _("No working day is")
        if not days
        else f"{counted(days, 'working day')} {'is' if days == 1 else 'are'}"
    )
    said = _("{left} left between {due_day} and {day}, the last day to publish.").format(
        left=left, due_day=long_day(due_on), day=long_day(publish_by)
    )
    if days >= wanted:
        return met(said, source=OWN_RULE, code="time")
    earlier = latest_publication(publish_by, wanted, excluded)
    return look(
        said,
        source=f"{OWN_RULE}: {counted(wanted, 'working day')}",
        remedy=_("Notes due on {day} would leave {working_days}.").format(
            day=long_day(earlier), working_days=counted(wanted, "working day")
        ),
        code="time",
    )


def chasing_day(due_on: date, asked_on: date, today: date) -> date | None:
    """The day of the newest reminder that whoever has a note should have had by now; None before the first.

    Reminders are 14 and 3 days before the due day, the day after it, and then every week.
    """
    late = (today - due_on).days - 1
    days = [due_on - DAY * before for before in CHASED_BEFORE]
    if late >= 0:
        days.append(due_on + DAY + DAY * 7 * (late // 7))
    return max((day for day in days if asked_on < day <= today), default=None)


def asked_finding(meeting_status: str, meeting_day: date) -> Finding:
    """Met while the meeting that the notes are for is to come or was held."""
    ended = {
        "cancelled": _("was cancelled"),
        "no_business": _("was cancelled because there was no business"),
    }
    if meeting_status not in ended:
        return met()
    return stopped(
        _("The meeting of {day} {ended}, so no notes are needed.").format(
            day=long_day(meeting_day), ended=ended[meeting_status]
        ),
        remedy=_("What you have written has been saved, and you can use it in your next note."),
    )


def days_late(due_on: date, day: date) -> int:
    """By how many days this day is after the due day; 0 when it is not."""
    return max(0, (day - due_on).days)


def late_words(due_on: date, day: date) -> str:
    """ "5 days late", "1 day late", or nothing."""
    late = days_late(due_on, day)
    return ngettext("{late} day late", "{late} days late", late).format(late=late) if late else ""


def people_finding(has_chair: bool, has_officer: bool, has_link_member: bool) -> Finding:
    """Met when a partnership has a chair, an officer and a link member; else what is missing."""
    missing = [
        words
        for held, words in (
            (has_chair, _("chair to approve its notes")),
            (has_officer, _("officer to write them")),
            (has_link_member, _("link member")),
        )
        if not held
    ]
    if not missing:
        return met()
    return look(
        _("This partnership has no {missing}.").format(missing=joined(missing, "or")),
        source=_("Panel’s own rule"),
    )
