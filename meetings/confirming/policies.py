"""May this user circulate, correct, confirm, sign or comment on minutes now?"""

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped
from meetings.models import DraftReader, Meeting, Minutes
from panels.policies import SECRETARIAT, AnyUser, needs

DRAFT_LINK = "meetings.draft_minutes"


def _secretariat(user: AnyUser, meeting: Meeting, act: str) -> Finding:
    return needs(user, meeting.body, SECRETARIAT, act)


def may_correct_minutes(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user write down how a later meeting corrected these minutes?"""
    served = _secretariat(user, minutes.meeting, _("correct minutes"))
    if served.is_met and minutes.status == Minutes.Status.DRAFT:
        return stopped(
            _("These minutes have not been published yet."), remedy=_("Change the minutes themselves.")
        )
    return served


def may_bring_minutes(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user record that a meeting deferred these minutes, or noted them only?"""
    served = _secretariat(user, minutes.meeting, _("record the outcome of minutes"))
    if served.is_met and minutes.status == Minutes.Status.CONFIRMED:
        return stopped(_("These minutes have already been confirmed."))
    return served


def may_sign_minutes(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user record that these minutes were signed?"""
    served = _secretariat(user, minutes.meeting, _("record a signature"))
    if served.is_met and minutes.status != Minutes.Status.CONFIRMED:
        return stopped(_("You can record the signature when the minutes have been confirmed."))
    return served


def may_add_later_note(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user record beside these minutes what was learnt after they were confirmed?"""
    served = _secretariat(user, minutes.meeting, _("add notes to confirmed minutes"))
    if served.is_met and minutes.status != Minutes.Status.CONFIRMED:
        return stopped(
            _("These minutes have not been confirmed yet."), remedy=_("Change the minutes themselves.")
        )
    return served


def may_circulate_minutes(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user send these minutes to the members for comments?"""
    served = _secretariat(user, minutes.meeting, _("circulate draft minutes"))
    return served if not served.is_met else _is_open(minutes)


def may_answer_comments(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user say what was done about a comment?"""
    return _secretariat(user, minutes.meeting, _("answer comments"))


def may_comment(reader: DraftReader) -> Finding:
    """May this member still comment: until the minutes are confirmed, also after the day that was set?"""
    return _is_open(reader.round.minutes)


def _is_open(minutes: Minutes) -> Finding:
    if minutes.status != Minutes.Status.CONFIRMED:
        return met()
    return stopped(_("These minutes have been confirmed and can no longer be commented on."))
