"""What every act on a meeting does first: lock its row and see how it stands now."""

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import refuse, require
from meetings.common.policies import may_write_minutes
from meetings.models import AgendaItem, Meeting


def lock(meeting: Meeting) -> None:
    """Lock the meeting until the transaction ends, and read it afresh: acts on one agenda come one by one."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())


def lock_item(item: AgendaItem) -> Meeting:
    """Lock the meeting of an item, read the item afresh, and give back the meeting. Raises `Refused`."""
    lock(item.meeting)
    try:
        item.refresh_from_db()
    except AgendaItem.DoesNotExist:
        refuse(_("This item is no longer on the agenda."), remedy=_("Reload the agenda."))
    return item.meeting


def lock_record(meeting: Meeting, by: User) -> None:
    """Lock the meeting to record its roll, votes or minutes. Raises `Refused`."""
    lock(meeting)
    require(may_write_minutes(by, meeting))
