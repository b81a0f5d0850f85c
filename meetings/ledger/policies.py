"""Who may do what with follow-ups."""

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding, met, stopped
from meetings.models import FollowUp, Meeting
from panels.models import Body
from panels.policies import SECRETARIAT, needs


def may_keep_ledger(user: User, body: Body) -> Finding:
    """May this user keep the action log of this body: who answers, responses, what the public log shows?"""
    return needs(user, body, SECRETARIAT, _("keep the action log"))


def may_update(user: User, follow_up: FollowUp) -> Finding:
    """May this user update an action: the secretariat, and whoever answers for it?"""
    if not follow_up.is_outstanding:
        return stopped(_("This has been closed."), remedy=_("Reopen it first."))
    own = FollowUp.objects.answered_by(user).of_published_minutes()
    if own.filter(pk=follow_up.pk).exists():
        return met()
    return needs(user, follow_up.body, SECRETARIAT, _("update an action"))


def owes_response(user: User, follow_up: FollowUp) -> bool:
    """Does the panel require a written response from this user, or from the office this user works for?"""
    owed = FollowUp.objects.recommendations().awaiting_response().filter(response__asked_on__isnull=False)
    own = owed.answered_by(user).of_published_minutes().of_open_business()
    return own.filter(pk=follow_up.pk).exists()


def may_answer(user: User, follow_up: FollowUp) -> Finding:
    """May this user record an answer: the secretariat, and whoever owes the panel a written response?"""
    if owes_response(user, follow_up):
        return met()
    return may_keep_ledger(user, follow_up.body)


def may_discharge(user: User, follow_up: FollowUp) -> Finding:
    """May this user record that a follow-up is done, or that nothing comes of it?"""
    served = needs(user, follow_up.body, SECRETARIAT, _("close an action"))
    if served.is_met and not follow_up.is_outstanding:
        return stopped(_("This has already been closed."))
    return served


def may_reopen(user: User, follow_up: FollowUp) -> Finding:
    """May this user open an answered or closed follow-up again?"""
    served = needs(user, follow_up.body, SECRETARIAT, _("reopen an action"))
    if served.is_met and follow_up.state in FollowUp.WAITING:
        return stopped(_("This is already open."))
    return served


def may_bring_matters(user: User, meeting: Meeting) -> Finding:
    """May this user bring follow-ups of earlier meetings to this meeting, and close them there?"""
    return may_keep_ledger(user, meeting.body)
