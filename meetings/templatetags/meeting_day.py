"""The buttons of the meeting day."""

from typing import Any
from uuid import uuid4

from django import template
from django.utils import timezone

from meetings.day.buttons import TIMED
from meetings.models import Meeting

register = template.Library()
_CLASSES = {
    "primary": "govuk-button",
    "secondary": "govuk-button govuk-button--secondary app-button-s",
    "link": "app-link-button",
}


@register.inclusion_tag("meetings/day/day_button.html")
def day_button(
    meeting: Meeting,
    act: str,
    label: str,
    *,
    kind: str = "secondary",
    said: str = "",
    key: str = "",
    **about: object,
) -> dict[str, Any]:
    """A form of one button that does one act once; `said` is the rest of its name, `key` presses it.

    `about` are the person, the item or the declaration it is about.
    """
    return {
        "meeting": meeting,
        "act": act,
        "label": label,
        "classes": _CLASSES[kind],
        "said": said,
        "key": key,
        "about": about,
        "once": uuid4().hex,
        # Of another day the button needs a time, which a page of its own asks for.
        "is_sent": act not in TIMED or meeting.day == timezone.localdate(),
        "place": "-".join(str(part) for part in (act, *about.values())),
    }


@register.inclusion_tag("meetings/day/day_next_button.html")
def day_next(item: int, label: str) -> dict[str, Any]:
    """The button that saves what is typed on an item and begins the next one."""
    return {"item": item, "label": label, "once": uuid4().hex}
