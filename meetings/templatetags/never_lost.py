"""What keeps the words of a minute safe on the pages where they are typed."""

from collections.abc import Container
from typing import Any

from django import template

from meetings.minutes import content
from meetings.minutes.actions.versions import hashed
from meetings.models import Minute, SetAside
from meetings.models.restricted_business import kept_minutes

register = template.Library()


@register.inclusion_tag("meetings/minutes/never_lost.html", takes_context=True)
def never_lost(
    context: template.Context, minute: Minute, drafts: Container[int], lines: str = ""
) -> dict[str, Any]:
    """Inside the form of a minute: it saves by itself, says so, and shows who else writes.

    `drafts` holds the minutes of which a browser may keep a draft. `lines` is the prefix of the minute's
    fields where several are typed on one page.
    """
    return {
        "minute": minute,
        "user": context["request"].user,
        "drafts": minute.pk in drafts,
        "lines": lines,
        "seen": "" if lines else hashed(content.content_read(minute)),
    }


@register.inclusion_tag("meetings/minutes/set_aside.html", takes_context=True)
def set_aside(context: template.Context, minutes: int, minute: int | None = None) -> dict[str, Any]:
    """The texts that wait to be brought together, of the minutes of one meeting or of one minute."""
    kept = kept_minutes(context["request"].user)
    rows = SetAside.objects.waiting().of_minutes(minutes).exclude(minute__in=kept)
    return {"rows": [row for row in rows if minute is None or row.minute_id == minute]}
