"""What the pages of a meeting share: the bar with its tabs, and words kept together."""

import re
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from foundation.accounts.asked_once import reading
from foundation.accounts.models import User
from foundation.history.practice import is_practice
from foundation.ui.rows import NavItem
from foundation.ui.words import NO_BREAK
from meetings.common.policies import may_publish, may_read_drafts
from meetings.despatch import pages
from meetings.models import Coming, Meeting, Pack
from meetings.restricted.policies import restricted_reader

register = template.Library()

# In the order in which a meeting is prepared, held and recorded.
TABS = (
    ("meeting", gettext_noop("Overview"), "meetings:meeting"),
    ("agenda", gettext_noop("Agenda"), "meetings:agenda"),
    ("papers", gettext_noop("Papers"), "meetings:meeting_papers"),
    ("pack", gettext_noop("Pack"), "meetings:pack"),
    ("restricted", gettext_noop("Restricted"), "meetings:restricted"),
    ("notice", gettext_noop("Notice"), "meetings:notice"),
    ("despatch", gettext_noop("Despatch"), "meetings:despatches"),
    ("questions", gettext_noop("Questions"), "meetings:questions"),
    ("expected", gettext_noop("Attendance"), "meetings:expected"),
    ("attendance", gettext_noop("Attendance"), "meetings:attendance"),
    ("coming", gettext_noop("Attendance"), "meetings:coming_mine"),
    ("brief", gettext_noop("Brief"), "meetings:brief"),
    ("day", gettext_noop("Meeting day"), "meetings:day"),
    ("minutes", gettext_noop("Minutes"), "meetings:minutes"),
    ("history", gettext_noop("History"), "meetings:history"),
)
# What whoever reads drafts opens whatever the state of the meeting.
OF_DRAFTS = frozenset({"papers", "pack", "restricted", "questions", "day", "history"})
OF_MEMBERS = frozenset({"meeting", "agenda", "minutes"})
OF_PRACTICE = frozenset({"agenda", "attendance", "day", "minutes"})
# Pages that share a tab.
SAME_TAB = {"expected": "attendance", "coming": "attendance"}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(\d{{1,2}}) (?=(?:{_MONTHS})\b)")
_CLOCK = re.compile(r"(\d) (?=(?:am|pm|noon)\b)")


@register.inclusion_tag("meetings/common/meeting_bar.html", takes_context=True)
def meeting_bar(context: template.Context, meeting: Meeting, current: str = "") -> dict[str, Any]:
    """The meeting's day, type and place, and its pages as tabs; `current` is the key of one of `TABS`."""
    user = context["request"].user
    with reading():
        shown = _open_tabs(user, meeting)
    if is_practice():
        shown &= OF_PRACTICE
    tabs = [
        NavItem(gettext(label), url, SAME_TAB.get(key, key) == current)
        for key, label, name in TABS
        if key in shown and (url := _url(name, meeting))
    ]
    return {"meeting": meeting, "tabs": tabs}


def _open_tabs(user: User, meeting: Meeting) -> frozenset[str]:
    """The pages of this meeting that this user may open and that have something to show."""
    is_to_come = meeting.status in Meeting.STILL_TO_COME and meeting.day >= timezone.localdate()
    if not may_read_drafts(user, meeting).is_met:
        return OF_MEMBERS | _of_member(user, meeting, is_to_come=is_to_come)
    shown = OF_MEMBERS | OF_DRAFTS | {"expected" if is_to_come else "attendance"}
    if meeting.status in Meeting.STILL_TO_COME:
        shown |= {"brief"}
    if not meeting.is_private:
        shown |= {"notice"}
    if meeting.announced_at is not None and may_publish(user, meeting).is_met:
        shown |= {"despatch"}
    return shown


def _of_member(user: User, meeting: Meeting, *, is_to_come: bool) -> frozenset[str]:
    """A member's own pages: whether they will attend, and restricted papers that were issued to them."""
    shown = set()
    if is_to_come and Coming.objects.of_member(user, meeting).exists():
        shown.add("coming")
    if restricted_reader(user, meeting).belongs.is_met:
        shown.add("restricted")
    return frozenset(shown)


@register.inclusion_tag("meetings/despatch/set_times.html", takes_context=True)
def set_times_of(context: template.Context, meeting: Meeting, pack: Pack | None = None) -> dict[str, Any]:
    """What of this meeting waits to be published at a set time; with `pack`, the way to set one for it."""
    rows = pages.set_times(meeting, timezone.now())
    may = may_publish(context["request"].user, meeting).is_met
    url = ""
    if may and pack and pack.file and not any(row.is_waiting for row in rows):
        url = reverse("meetings:publication_schedule", args=[meeting.pk, pack.number])
        url = f"{url}?proof={pack.file.hash}"
    return {"rows": rows, "may_publish": may, "schedule_url": url}


def _url(name: str, meeting: Meeting) -> str:
    """The address of one of the meeting's pages; nothing while that page does not exist."""
    try:
        return reverse(name, args=[meeting.pk])
    except NoReverseMatch:
        return ""


@register.filter
def together(text: object) -> str:
    """The same text with days and months, and hours and their halves, kept on one line."""
    return _CLOCK.sub(rf"\1{NO_BREAK}", _DATE.sub(rf"\1{NO_BREAK}", str(text)))


@register.filter
def minutes_words(meeting: Meeting) -> str:
    """How far the minutes of a meeting are; a meeting without any has not begun them."""
    minutes = meeting.minutes_or_none
    return str(minutes.get_status_display()) if minutes else "Not started"
