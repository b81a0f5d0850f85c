"""Who signs that business is kept from the public, who reads it, and who may overrule a find."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from meetings.models import AgendaItem, Find, Meeting, Minute, Restriction
from meetings.restricted import rules
from meetings.restricted.business import Restricted
from meetings.restricted.readers import ALWAYS, NOT_YOURS, Reader
from meetings.restricted.rules import can_be_overruled, second_hand
from meetings.restricted.who_asked import Askers
from panels.policies import SECRETARIAT, AnyUser, needs


def may_sign_restriction(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user sign that business is withheld: the proper officer alone?"""
    return needs(
        user,
        meeting.body,
        frozenset({Role.MONITORING_OFFICER}),
        _("record the decision to withhold business"),
    )


def may_sign_this(user: AnyUser, restriction: Restriction, meeting: Meeting, asked: Askers) -> Finding:
    """May this user sign this very restriction: not what they asked for, while somebody else can sign it?"""
    officer = may_sign_restriction(user, meeting)
    if not officer.is_met:
        return officer
    return rules.signing_finding(
        is_separate=meeting.settings.separate_hands,
        is_own=asked.is_by(user, restriction),
        others=asked.others(restriction),
    )


def restricted_reader(user: User, meeting: Meeting) -> Reader:
    """How this user stands to the restricted papers of this meeting today."""
    return Reader.of(user, meeting, timezone.localdate())


ASKING = SECRETARIAT | {Role.MONITORING_OFFICER}
CONFIRMING = ASKING | {Role.CHAIR}


def may_see_find(user: User, find: Find) -> Finding:
    """May this user read the restricted words that were found?"""
    if find.restriction is not None and find.item is not None:
        reader = Reader.of(user, find.item.meeting, timezone.localdate())
        return reader.may_read(find.item, [find.restriction])
    return _may_read_private(user, find.minute) if find.minute is not None else stopped(_(NOT_YOURS))


def _may_read_private(user: User, minute: Minute) -> Finding:
    """As for the private part of the minutes as a document."""
    meeting = minute.minutes.meeting
    reader, restricted = Reader.of(user, meeting, timezone.localdate()), Restricted.of(meeting)
    found = [reader.may_read(item, [restricted.on_item(item)]) for item in minute.items.all()]
    if not found:
        return met() if reader.roles & ALWAYS else stopped(_(NOT_YOURS))
    return next((each for each in found if not each.is_met), met())


def may_overrule(user: User, find: Find) -> Finding:
    """May this user say that a find is a false alarm, or take the risk of a file nobody can read?"""
    served = needs(user, find.meeting.body, ASKING, _("accept what the search found"))
    if not served.is_met:
        return served
    seen = may_see_find(user, find)
    return can_be_overruled(find.kind) if seen.is_met else seen


def may_confirm_overruling(user: User, find: Find) -> Finding:
    """May this user confirm what another asked for?"""
    served = needs(user, find.meeting.body, CONFIRMING, _("confirm that a find is a false alarm"))
    if not served.is_met:
        return served
    seen = may_see_find(user, find)
    if not seen.is_met:
        return seen
    is_same = find.asker_id == user.pk or find.asked_by == user.printed_name
    return second_hand(is_asked=find.asked_at is not None, is_same_person=is_same)


def may_keep_in_browser(restricted: Restricted, items: Sequence[AgendaItem]) -> Finding:
    """May a browser keep what is typed about these items while there is no network or sign-in?

    Restricted business stays on the server unless the body's settings say otherwise.
    """
    meeting = restricted.meeting
    if meeting.settings.restricted_drafts_in_browser:
        return met()
    rows = [each for found in restricted.by_placement.values() for each in found.values()]
    papers = {each.placement.item_id for each in rows if each.placement}
    is_kept = any(restricted.on_item(item) or item.pk in papers for item in items)
    if meeting.is_private or is_kept:
        return stopped(_("This business is restricted, so no draft of it is kept in the browser."))
    return met()
