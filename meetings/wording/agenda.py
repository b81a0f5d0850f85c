"""The sentences that an agenda prints: titles of minutes items, oral updates, the next meeting. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.words import joined
from meetings.wording.presenters import with_article

EXCLUSION = gettext_noop("Exclusion of the public")


def minutes_title(meetings: Iterable[tuple[str, date]], outside: Sequence[str] = ()) -> str:
    """The title of an item that confirms minutes, written from the type and day of each meeting.

    `outside` names meetings whose minutes are kept elsewhere: "meeting held on 28 March 2018".
    """
    days = list(meetings)
    if outside:
        others = joined([_("the {name}").format(name=name) for name in outside])
        return (
            _("{minutes_title} and of {others}").format(minutes_title=minutes_title(days), others=others)
            if days
            else _("Minutes of {others}").format(others=others)
        )
    if not days:
        return _("Minutes of the previous meeting")
    if len(days) == 1:
        what, day = days[0]
        return _("Minutes of the {what} held on {day}").format(what=what, day=f"{day:%-d %B %Y}")
    return _("Minutes of the meetings held on {words}").format(
        words=joined([f"{day:%-d %B %Y}" for __, day in days])
    )


def oral_sentence(presenter: str) -> str:
    """What is printed under an item that has no paper."""
    return (
        _("An oral update will be provided by {with_article}.").format(with_article=with_article(presenter))
        if presenter
        else _("Oral update.")
    )


def next_meeting_sentence(when: str, where: str) -> str:
    """What is printed under the date of the next meeting; `when` is a day and time in words."""
    return (
        _("The next meeting is on {when}, at {where}.").format(when=when, where=where)
        if where
        else _("The next meeting is on {when}.").format(when=when)
    )
