"""Who may see the words that the search found, and who may overrule a find."""

from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from meetings.models import Find, Minute
from meetings.restricted import Restricted
from meetings.restricted_readers import ALWAYS, NOT_YOURS, Reader
from meetings.rules.finds import can_be_overruled, second_hand
from panels.policies import SECRETARIAT, needs

ASKING = SECRETARIAT | {Role.MONITORING_OFFICER}
CONFIRMING = ASKING | {Role.CHAIR}


def may_see_find(user: User, find: Find) -> Finding:
    """May this user read the restricted words that were found?"""
    if find.restriction is not None and find.item is not None:
        reader = Reader.of(user, find.item.meeting, timezone.localdate())
        return reader.may_read(find.item, [find.restriction])
    return _may_read_private(user, find.minute) if find.minute is not None else stopped(NOT_YOURS)


def _may_read_private(user: User, minute: Minute) -> Finding:
    """As for the private part of the minutes as a document."""
    meeting = minute.minutes.meeting
    reader, restricted = Reader.of(user, meeting, timezone.localdate()), Restricted.of(meeting)
    found = [reader.may_read(item, [restricted.on_item(item)]) for item in minute.items.all()]
    if not found:
        return met() if reader.roles & ALWAYS else stopped(NOT_YOURS)
    return next((each for each in found if not each.is_met), met())


def may_overrule(user: User, find: Find) -> Finding:
    """May this user say that a find is a false alarm, or take the risk of a file nobody can read?"""
    served = needs(user, find.meeting.body, ASKING, "overrule what the search found")
    if not served.is_met:
        return served
    seen = may_see_find(user, find)
    return can_be_overruled(find.kind) if seen.is_met else seen


def may_confirm_overruling(user: User, find: Find) -> Finding:
    """May this user confirm what another asked for?"""
    served = needs(user, find.meeting.body, CONFIRMING, "confirm that a find is a false alarm")
    if not served.is_met:
        return served
    seen = may_see_find(user, find)
    if not seen.is_met:
        return seen
    is_same = find.asker_id == user.pk or find.asked_by == user.printed_name
    return second_hand(is_asked=find.asked_at is not None, is_same_person=is_same)
