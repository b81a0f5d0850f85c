"""May this user record what happens at a meeting?"""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding, stopped
from meetings.common.policies import may_write_minutes
from meetings.models import Meeting


def may_record_day(user: User | AnonymousUser, meeting: Meeting) -> Finding:
    """May this user record this meeting today: not before its day, and not once its minutes are confirmed?"""
    found = may_write_minutes(user, meeting)
    if not found.is_met:
        return found
    if meeting.status == Meeting.Status.CANCELLED:
        return stopped(_("This meeting is cancelled."))
    if meeting.day > timezone.localdate():
        return stopped(_("This meeting is still to come. It is recorded from its day on."))
    return found
