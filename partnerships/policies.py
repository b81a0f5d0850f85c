"""May this user do this now? The words of a note stay with its partnership until its chair approves them."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from panels.models import Body
from panels.policies import COVERING, SECRETARIAT, AnyUser, bodies_served, bodies_within, needs, stands_in
from partnerships.models import CSP, BriefingNote, CSPRole, Round
from partnerships.models.csp import own_csps
from partnerships.rules import asked_finding

WRITERS = frozenset({Role.CSP_OFFICER, Role.CSP_CHAIR})


def panels_served(user: AnyUser) -> QuerySet[Body]:
    """The panels for which this user runs rounds."""
    served = bodies_served(user, timezone.localdate())
    return Body.objects.panels().filter(pk__in=served).prefetch_related("dated_settings")


def may_run_rounds(user: AnyUser, body: Body) -> Finding:
    """May this user open a round, remind, and place the notes on an agenda?"""
    return needs(user, body, SECRETARIAT, _("run a briefing round"))


def may_change_csps(user: AnyUser, body: Body) -> Finding:
    """May this user say which partnerships there are and who speaks for them?"""
    served = needs(user, body, SECRETARIAT, _("change the partnerships"))
    return COVERING if served.is_met and stands_in(user, body, timezone.localdate()) else served


def may_appoint(user: AnyUser, csp: CSP, to: User) -> Finding:
    """May this user let that user speak for this partnership?

    Nobody gives themselves what a partnership says before its chair approves it, nor the approval.
    """
    served = may_change_csps(user, csp.body)
    if not served.is_met or user.pk != to.pk or getattr(user, "is_administrator", False):
        return served
    return stopped(
        _("You cannot make yourself an officer or the chair of a partnership."),
        remedy=_("Ask someone else in the secretariat, or an administrator."),
    )


def csp_roles(user: AnyUser, csp: CSP) -> frozenset[Role]:
    """The roles this user holds in this partnership today; reads prefetched `roles` without a query."""
    today = timezone.localdate()
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(
        Role(held.role)
        for held in csp.roles.all()
        if held.user_id == user.pk
        and held.starts_on <= today
        and (held.ends_on is None or held.ends_on >= today)
    )


def may_read(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user read the words of this note?"""
    today = timezone.localdate()
    if note.csp_id in own_csps(user, today):
        return met()
    if not note.is_in:
        return stopped(_("Until its chair approves it, only the partnership itself can read this note."))
    if note.csp.body_id in bodies_within(user, today):
        return met()
    if note.csp.body_id in own_csps(user, today).values() and not note.is_withheld:
        return met()
    return stopped(_("This note is for panel members only."))


def is_asked_for(note: BriefingNote) -> Finding:
    """Is this note still asked for, or does its meeting not take place?"""
    return asked_finding(note.round.meeting.status, note.round.meeting.day)


def may_write(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user write in this note now?"""
    if not csp_roles(user, note.csp) & WRITERS:
        return stopped(_("Only the officers and the chair of this partnership can write its note."))
    if not (asked := is_asked_for(note)).is_met:
        return asked
    if note.status == BriefingNote.Status.WITH_CHAIR:
        return stopped(_("This note is with its chair."), remedy=_("Ask for it back to continue writing."))
    if note.is_in:
        return stopped(_("This note has been approved and can no longer be changed."))
    return met()


def gave_back(user: AnyUser, note: BriefingNote) -> bool:
    """True for a chair who sent the note back: its officers go on writing, the chair reads."""
    is_officer = Role.CSP_OFFICER in csp_roles(user, note.csp)
    return note.status == BriefingNote.Status.RETURNED and not is_officer


def may_send(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user send this note to the chair of the partnership now?"""
    written = may_write(user, note)
    if not written.is_met:
        return written
    left = note.round.question_set.questions.count() - note.answered
    if left > 0:
        return stopped(
            ngettext("{left} theme to answer.", "{left} themes to answer.", left).format(left=left)
        )
    if chair_of(note.csp) is None:
        return stopped(
            _("No chair is recorded for this partnership."), remedy=_("Ask the secretariat to record one.")
        )
    return met()


def may_take_back(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user take this note back from the chair?"""
    if not csp_roles(user, note.csp) & WRITERS:
        return stopped(_("Only the officers and the chair of this partnership can ask for its note back."))
    if note.status != BriefingNote.Status.WITH_CHAIR:
        return stopped(_("This note is not with its chair."))
    return met()


def may_decide(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user approve or return this note now? Nobody but the chair of the partnership (S1-40)."""
    if Role.CSP_CHAIR not in csp_roles(user, note.csp):
        return stopped(_("Only the chair of this partnership can approve its note."))
    if note.status != BriefingNote.Status.WITH_CHAIR:
        return stopped(_("This note is not with its chair."))
    return met()


def may_withhold(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user say now whether other partnerships read this note?"""
    if not csp_roles(user, note.csp) & WRITERS:
        return stopped(_("Only this partnership decides who else can read its note."))
    if note.is_in:
        return stopped(_("This note has been submitted, so you can no longer change who sees it."))
    return met()


def may_decide_publication(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user decide whether the words of this note go into the published paper?"""
    served = may_run_rounds(user, note.csp.body)
    if not served.is_met:
        return served
    return met() if note.is_in else stopped(_("This note has not been received."))


def may_remind(user: AnyUser, note: BriefingNote) -> Finding:
    """May this user send a reminder for this note?"""
    served = may_run_rounds(user, note.csp.body)
    if not served.is_met:
        return served
    if note.is_in:
        return stopped(_("This note has been received, so no reminder is needed."))
    return is_asked_for(note)


def can_be_reminded(note: BriefingNote) -> Finding:
    """Is there someone to remind of this note today?"""
    if any(held.user.is_active for held in having(note)):
        return met()
    who = "chair" if note.status == BriefingNote.Status.WITH_CHAIR else "officer"
    return stopped(
        _("{short_name} has no {who} who can sign in, so no reminder has been sent.").format(
            short_name=note.csp.short_name, who=who
        ),
        remedy=_("Record the {who} on the page of the partnership.").format(who=who),
    )


def having(note: BriefingNote) -> list[CSPRole]:
    """Who has the note now: its chair once it was sent to them, until then its officers."""
    if note.status == BriefingNote.Status.WITH_CHAIR:
        chair = chair_of(note.csp)
        return [chair] if chair else []
    return officers_of(note.csp)


def may_place(user: AnyUser, round: Round) -> Finding:
    """May this user place the collected notes on the agenda now?"""
    served = may_run_rounds(user, round.meeting.body)
    if not served.is_met:
        return served
    if not any(note.is_in for note in round.notes.all()):
        return stopped(_("No note has been received."))
    return met()


def _holding(csp: CSP, role: Role) -> list[CSPRole]:
    """Who holds this role in the partnership today; reads prefetched `roles` without a query."""
    today = timezone.localdate()
    return [
        held
        for held in csp.roles.all()
        if held.role == role and held.starts_on <= today and (held.ends_on is None or held.ends_on >= today)
    ]


def chair_of(csp: CSP) -> CSPRole | None:
    """Who chairs the partnership today, or None."""
    return next(iter(_holding(csp, Role.CSP_CHAIR)), None)


def officers_of(csp: CSP) -> list[CSPRole]:
    """Who writes for the partnership today."""
    return _holding(csp, Role.CSP_OFFICER)
