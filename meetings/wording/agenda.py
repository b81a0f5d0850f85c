"""The sentences that an agenda prints: titles of minutes items, oral updates, the next meeting. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from foundation.ui.words import joined
from meetings.wording.presenters import with_article

EXCLUSION = "Exclusion of the public"


def minutes_title(meetings: Iterable[tuple[str, date]], outside: Sequence[str] = ()) -> str:
    """The title of an item that confirms minutes, written from the type and day of each meeting.

    `outside` names meetings whose minutes are kept elsewhere: "meeting held on 28 March 2018".
    """
    days = list(meetings)
    if outside:
        others = joined([f"the {name}" for name in outside])
        return f"{minutes_title(days)} and of {others}" if days else f"Minutes of {others}"
    if not days:
        return "Minutes of the previous meeting"
    if len(days) == 1:
        what, day = days[0]
        return f"Minutes of the {what} held on {day:%-d %B %Y}"
    return f"Minutes of the meetings held on {joined([f'{day:%-d %B %Y}' for _, day in days])}"


def oral_sentence(presenter: str) -> str:
    """What is printed under an item that has no paper."""
    return f"An oral update will be provided by {with_article(presenter)}." if presenter else "Oral update."


def next_meeting_sentence(when: str, where: str) -> str:
    """What is printed under the date of the next meeting; `when` is a day and time in words."""
    return f"The next meeting is on {when}, at {where}." if where else f"The next meeting is on {when}."
