"""A meeting at a glance: its facts, its due dates, and which acts are open to this reader now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.ui.rows import DuePoint, HistoryRow
from meetings.attendance.policies import may_record_day
from meetings.common.lifecycles import MEETING
from meetings.common.notice import Notice, notice_of
from meetings.common.policies import may_announce, may_hold, may_plan, may_read_drafts
from meetings.models import Meeting
from meetings.planning.dates import findings_about
from meetings.planning.due import due_points
from meetings.public.actions.following import is_behind
from meetings.restricted.kept import Kept
from panels.models import Contact

RECENT = 6


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done with the meeting: a page to open, or a button that does it at once."""

    label: str
    url: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview page of one meeting, as one reader sees it."""

    notice: Notice
    points: list[DuePoint]
    findings: list[Finding]
    acts: list[Act]
    main: Act
    events: list[Event | HistoryRow]
    reads_drafts: bool
    contact: Contact


def overview(meeting: Meeting, user: User, now: datetime, today: date) -> Overview:
    """Gather the page; history is for those who may read drafts."""
    reads_drafts = may_read_drafts(user, meeting).is_met
    events = Event.objects.within(meeting.scope).select_related("note")[:RECENT] if reads_drafts else []
    return Overview(
        notice=notice_of(meeting, now),
        points=due_points(meeting, user, today),
        findings=findings_about(meeting, today) if reads_drafts else [],
        acts=_acts(meeting, user, today),
        main=_main(meeting, user, today),
        events=Kept.of(user, meeting).events(list(events)) if events else [],
        reads_drafts=reads_drafts,
        contact=meeting.contact,
    )


def _main(meeting: Meeting, user: User, today: date) -> Act:
    """The one next step: on its day the record of the meeting, until it ends; else the agenda."""
    minutes = meeting.minutes_or_none
    has_ended = minutes is not None and minutes.ended_at is not None
    if meeting.day == today and not has_ended and may_record_day(user, meeting).is_met:
        return Act(_("Record the meeting"), reverse("meetings:day", args=[meeting.pk]))
    return Act(_("Open the agenda"), reverse("meetings:agenda", args=[meeting.pk]))


def _announcing(meeting: Meeting, today: date) -> str:
    """What announcing is called now; empty where the public is told everything already."""
    if meeting.announced_at is None:
        return _("Announce the meeting")
    is_to_come = meeting.status in Meeting.STILL_TO_COME and meeting.day >= today
    return _("Update the public page") if is_to_come and is_behind(meeting) else ""


def _acts(meeting: Meeting, user: User, today: date) -> list[Act]:
    """What this user can do with the meeting now; what cannot work is left out."""

    def at(name: str, label: str, *, is_post: bool = False) -> Act:
        return Act(label, reverse(f"meetings:{name}", args=[meeting.pk]), is_post)

    acts: list[Act] = []
    if not may_plan(user, meeting.body).is_met:
        return acts
    acts.append(at("meeting_change", _("Change venue, title or contact")))
    if may_announce(user, meeting).is_met:
        if label := _announcing(meeting, today):
            acts.append(at("meeting_announce", label, is_post=True))
        is_off = meeting.status == Meeting.Status.CANCELLED
        if meeting.agenda_status != Meeting.Agenda.PUBLISHED and not is_off:
            acts.append(at("short_notice", _("Convene at short notice")))
    if meeting.day < today and not meeting.is_private:
        acts.append(at("published_elsewhere", _("Record earlier publication elsewhere")))
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        acts.append(at("meeting_export", _("Export for the council’s website")))
    if MEETING.allows(meeting, "confirm"):
        acts.append(at("meeting_confirm", _("Confirm date and venue"), is_post=True))
    if may_hold(user, meeting, today).is_met and MEETING.allows(meeting, "hold"):
        acts.append(at("meeting_hold", _("Record that the meeting was held"), is_post=True))
        acts.append(at("meeting_end", _("Record an adjournment or lack of quorum")))
    if MEETING.allows(meeting, "move"):
        acts.append(at("meeting_move", _("Move the meeting")))
    if MEETING.allows(meeting, "cancel"):
        acts.append(at("meeting_cancel", _("Cancel the meeting")))
    return acts
