"""What the views of a meeting share: fetching it, hiding drafts, and refusals shown beside the field."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.ui.acts import is_done
from foundation.ui.form_page import THIRDS, FormPage
from meetings.common import policies
from meetings.common.policies import may_read_drafts
from meetings.models import AgendaItem, Meeting
from meetings.restricted.kept import Kept

__all__ = ["FactsForm", "MeetingForm", "draft_item", "draft_meeting", "is_done", "to_row", "visible_meeting"]


@dataclass(frozen=True)
class MeetingForm(FormPage):
    """A form under the bar of the `meeting` it is shown with; `is_dated`: its day stands in the title."""

    back_words: str = gettext_noop("Cancel")
    tab: str = "meeting"
    is_dated: bool = False
    template: str = "meetings/restricted/form_page.html"


@dataclass(frozen=True)
class FactsForm(MeetingForm):
    """A form about the facts of a meeting."""

    width: str = THIRDS
    is_dated: bool = True


def visible_meeting(user: User, pk: int) -> Meeting:
    """A meeting this user may know of, with its body's settings, or a page that does not exist."""
    return get_object_or_404(Meeting.objects.visible_to(user).with_settings(), pk=pk)


def draft_meeting(user: User, pk: int) -> Meeting:
    """A meeting whose draft agenda this user may read, or a page that does not exist."""
    meeting = visible_meeting(user, pk)
    if not may_read_drafts(user, meeting).is_met:
        raise Http404("No such page")
    return meeting


def draft_item(user: User, pk: int, item_pk: int) -> AgendaItem:
    """A line of a draft agenda whose words this user may read, with its meeting."""
    meeting = draft_meeting(user, pk)
    item = get_object_or_404(meeting.items.select_related("parent"), pk=item_pk)
    if Kept.of(user, meeting).has(item):
        raise Http404("No such page")
    item.meeting = meeting
    return item


def to_row(item: AgendaItem) -> HttpResponseRedirect:
    """Back to the agenda, at the row of this line."""
    return HttpResponseRedirect(f"{reverse('meetings:agenda', args=[item.meeting_id])}#item-{item.pk}")


def readable_or_404(user: User, meeting: Meeting) -> None:
    """Hide the record of a meeting from everyone who may not read it before it is published."""
    if not policies.may_read_minutes(user, meeting).is_met:
        raise Http404("No such page")


def place_on_agenda(meeting: Meeting, item_pk: int, *, reads_drafts: bool) -> str:
    """The row of the draft for those who read drafts, the published agenda for others, else nothing."""
    if reads_drafts:
        return f"{reverse('meetings:agenda', args=[meeting.pk])}#item-{item_pk}"
    return reverse("library:meeting", args=[meeting.ref]) if meeting.published_at else ""
