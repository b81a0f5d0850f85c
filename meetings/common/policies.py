"""May this user do this now? One function per act; button, hint and refusal share the sentence."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from meetings.models import Meeting, Minutes
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, needs

READERS_OF_DRAFTS = SECRETARIAT | {Role.CHAIR, Role.MONITORING_OFFICER}


def may_plan(user: AnyUser, body: Body) -> Finding:
    """May this user make, move or cancel meetings of this body?"""
    return needs(user, body, SECRETARIAT, _("schedule meetings"))


def may_read_drafts(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user read this meeting's agenda and pack before they are published?"""
    return needs(user, meeting.body, READERS_OF_DRAFTS, _("read what is not yet published"))


def may_edit_agenda(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user change this meeting's agenda now?"""
    served = needs(user, meeting.body, SECRETARIAT, _("change the agenda"))
    if not served.is_met:
        return served
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return stopped(
            _("This agenda has been published and can no longer be changed."),
            remedy=_("Add new business in a supplement."),
        )
    if meeting.status == Meeting.Status.CANCELLED:
        return stopped(_("This meeting is cancelled."))
    return met()


def may_agree_agenda(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user agree the agenda: the chair, or the secretariat on the chair's word?"""
    return needs(user, meeting.body, SECRETARIAT | {Role.CHAIR}, _("agree the agenda"))


def may_publish(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user publish what belongs to this meeting?"""
    return needs(user, meeting.body, SECRETARIAT, "publish")


def may_supplement(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user bring late papers and urgent business to this published agenda, and withdraw items?"""
    served = needs(user, meeting.body, SECRETARIAT, _("change a published agenda"))
    if not served.is_met:
        return served
    if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return stopped(_("This agenda has not been published yet."), remedy=_("Change the agenda itself."))
    if meeting.status not in Meeting.STILL_TO_COME:
        said = _("This meeting is over or has been cancelled, so you can no longer publish a supplement.")
        return stopped(said)
    return met()


def may_withdraw_item(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user withdraw a published item, also while its agenda is open to be published again?"""
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED or meeting.published_at is None:
        return may_supplement(user, meeting)
    return may_edit_agenda(user, meeting)


def may_file_papers(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user record what was tabled at this meeting, or filed with its minutes afterwards?"""
    served = needs(user, meeting.body, SECRETARIAT, _("file papers with a meeting"))
    if served.is_met and meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return stopped(_("This agenda has not been published yet."), remedy=_("Add the paper to the agenda."))
    return served


def may_read_minutes(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user read this meeting's minutes before they are published?"""
    return needs(user, meeting.body, READERS_OF_DRAFTS, _("read draft minutes"))


def may_write_minutes(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user record this meeting and write its minutes?"""
    served = needs(user, meeting.body, SECRETARIAT, _("write the minutes"))
    if not served.is_met:
        return served
    minutes = meeting.minutes_or_none
    if minutes is not None and minutes.status == minutes.Status.CONFIRMED:
        return stopped(_("These minutes have been confirmed and can no longer be changed."))
    return met()


def may_announce(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user tell the public of this meeting?"""
    if meeting.is_private:
        return stopped(_("This meeting is private, so it is not announced."))
    if meeting.is_to_be_confirmed:
        return stopped(
            _("The date of this meeting has not been confirmed, so it cannot be announced."),
            remedy=_("Confirm the date and venue first."),
            code="announce",
        )
    return needs(user, meeting.body, SECRETARIAT, _("announce a meeting"))


def may_keep_circulation(user: AnyUser, body: Body) -> Finding:
    """May this user say who is told of what this body publishes?"""
    return needs(user, body, SECRETARIAT, _("keep the circulation list"))


def may_hold(user: AnyUser, meeting: Meeting, today: date) -> Finding:
    """May this user record how this meeting went?"""
    if meeting.day > today:
        return stopped(_("This meeting has not taken place yet."))
    return needs(user, meeting.body, SECRETARIAT, _("record that a meeting was held"))


def may_confirm_minutes(user: AnyUser, minutes: Minutes) -> Finding:
    """May this user record that a meeting confirmed these minutes?"""
    served = needs(user, minutes.meeting.body, SECRETARIAT, _("confirm minutes"))
    if not served.is_met:
        return served
    if minutes.status == Minutes.Status.PUBLISHED:
        return met()
    if minutes.status == Minutes.Status.CONFIRMED:
        return stopped(_("These minutes have already been confirmed."))
    return stopped(_("Minutes can be confirmed only after they are published."))


def may_restrict(user: AnyUser, meeting: Meeting) -> Finding:
    """May this user keep business of this meeting from the public, or say who may read it?"""
    allowed = SECRETARIAT | {Role.MONITORING_OFFICER}
    return needs(user, meeting.body, allowed, _("mark business as exempt or confidential"))
