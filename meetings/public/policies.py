"""Who decides on what the public put, and until when it can be taken back."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink, User
from foundation.history.findings import Finding, met, stopped
from meetings.models import Meeting, PublicQuestion
from panels.policies import SECRETARIAT, needs

QUESTION_LINK = "meetings.question"


def may_decide_questions(user: User | AnonymousUser, meeting: Meeting) -> Finding:
    """May this user accept, refuse, pass on or answer what the public put to this meeting?"""
    return needs(user, meeting.body, SECRETARIAT, _("decide on public questions"))


def may_disown(link: PersonalLink, question: PublicQuestion) -> Finding:
    """May the bearer of this link say that this is not theirs?"""
    if link.email.casefold() != question.email.casefold():
        return stopped(_("This link belongs to another address."))
    return met()


def may_confirm(link: PersonalLink, question: PublicQuestion) -> Finding:
    """May the bearer of this link say that they wrote this? Whoever reads what is mailed to its address."""
    if not (own := may_disown(link, question)).is_met:
        return own
    if question.meeting.status not in Meeting.STILL_TO_COME:
        return stopped(_("The meeting is over or has been cancelled, so you can no longer submit this."))
    return met()


def may_take_back(link: PersonalLink, question: PublicQuestion) -> Finding:
    """May the bearer of this link take back what they put?"""
    if link.target != question.ref:
        return stopped(_("This link belongs to something else."))
    if question.status not in (PublicQuestion.Status.RECEIVED, PublicQuestion.Status.ACCEPTED):
        return stopped(_("This has already been decided, so you cannot withdraw it."))
    if question.meeting.status not in Meeting.STILL_TO_COME:
        return stopped(_("The meeting is over, so you cannot withdraw this."))
    return met()
