"""Who asks the members whether they come, who answers for whom, and who reads the chair's brief."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink, User
from foundation.history.findings import Finding, met, stopped
from meetings.models import Coming, Meeting
from panels.policies import SECRETARIAT, needs
from panels.roll import members_on

COMING_LINK = "meetings.coming"
Answerer = User | PersonalLink


def may_ask_members(user: User | AnonymousUser, meeting: Meeting) -> Finding:
    """May this user ask the members whether they come, or write down what they said?"""
    found = needs(user, meeting.body, SECRETARIAT, _("ask the members"))
    return found if not found.is_met else _is_to_come(meeting)


def may_answer(by: Answerer, coming: Coming) -> Finding:
    """May this person say whether the member comes: the member, whoever has their link, the secretariat?"""
    if isinstance(by, PersonalLink):
        if by.purpose != COMING_LINK or by.target != coming.ref:
            return stopped(_("This link is for something else."))
    elif by.pk != coming.person.user_id:
        return may_ask_members(by, coming.meeting)
    if not is_member_on(coming.person_id, coming.meeting):
        return stopped(_("This person is not a member on the day of the meeting, so no answer is needed."))
    return _is_to_come(coming.meeting)


def is_member_on(person: int, meeting: Meeting) -> bool:
    """Does this person sit on the body on the day of the meeting?"""
    return any(line.person and line.person.pk == person for line in members_on(meeting.body, meeting.day))


def may_write_brief(user: User | AnonymousUser, meeting: Meeting) -> Finding:
    """May this user write notes into the chair's brief?"""
    return needs(user, meeting.body, SECRETARIAT, _("write the chair’s brief"))


def _is_to_come(meeting: Meeting) -> Finding:
    if meeting.status in Meeting.STILL_TO_COME:
        return met()
    return stopped(_("This meeting is over or has been cancelled."))
