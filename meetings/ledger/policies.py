"""Who may do what with follow-ups."""

from foundation.accounts.models import User
from foundation.history.findings import Finding, met, stopped
from meetings.models import FollowUp, Meeting
from panels.models import Body
from panels.policies import SECRETARIAT, needs


def may_keep_ledger(user: User, body: Body) -> Finding:
    """May this user keep the ledger of this body: who answers, responses, what the public log shows?"""
    return needs(user, body, SECRETARIAT, "keep the ledger")


def may_update(user: User, follow_up: FollowUp) -> Finding:
    """May this user say how a follow-up stands: the secretariat, and whoever answers for it?"""
    if not follow_up.is_outstanding:
        return stopped("This follow-up is closed.", remedy="Open it again first.")
    own = FollowUp.objects.answered_by(user).of_published_minutes()
    if own.filter(pk=follow_up.pk).exists():
        return met()
    return needs(user, follow_up.body, SECRETARIAT, "say how a follow-up stands")


def may_discharge(user: User, follow_up: FollowUp) -> Finding:
    """May this user record that a follow-up is done, or that nothing comes of it?"""
    served = needs(user, follow_up.body, SECRETARIAT, "close a follow-up")
    if served.is_met and not follow_up.is_outstanding:
        return stopped("This follow-up is closed already.")
    return served


def may_reopen(user: User, follow_up: FollowUp) -> Finding:
    """May this user open an answered or closed follow-up again?"""
    served = needs(user, follow_up.body, SECRETARIAT, "open a follow-up again")
    if served.is_met and follow_up.state in FollowUp.WAITING:
        return stopped("This follow-up is open.")
    return served


def may_bring_matters(user: User, meeting: Meeting) -> Finding:
    """May this user bring follow-ups of earlier meetings to this meeting, and close them there?"""
    return may_keep_ledger(user, meeting.body)
