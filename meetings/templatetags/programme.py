"""The work programme on the pages of an agenda: what waits for this meeting, where an item comes from."""

from typing import Any

from django import template

from meetings.models import AgendaItem, Meeting, WorkProgrammeItem
from meetings.planning.pages.programme import waiting_for

register = template.Library()


@register.inclusion_tag("meetings/planning/programme_here.html")
def programme_here(meeting: Meeting) -> dict[str, Any]:
    """What of the work programme waits for this meeting, with a button that puts it on the agenda."""
    return {"entries": waiting_for(meeting), "meeting": meeting}


@register.inclusion_tag("meetings/planning/programme_origin.html")
def programme_origin(item: AgendaItem) -> dict[str, Any]:
    """The item of the work programme that stands on this line, if there is one."""
    return {"entry": WorkProgrammeItem.objects.filter(agenda_item=item).first()}
