"""Plan, announce, move, cancel and hold a meeting."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.library.models import PublicMeeting
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_announceable
from meetings.actions.locks import lock
from meetings.actions.moving import follow_move, require_room, tell_askers
from meetings.actions.notices import renew_notice
from meetings.actions.public_facts import tell_public
from meetings.actions.templates import fill_from_template
from meetings.lifecycles import MEETING
from meetings.models import Meeting
from meetings.policies import may_announce, may_hold, may_plan
from panels.models import Body, Venue


@transaction.atomic
def create_meeting(
    *,
    body: Body,
    kind: str,
    starts_at: datetime,
    by: User,
    venue: Venue | str | None = None,
    announce: bool = False,
    title: str = "",
    start_condition: str = "",
    is_private: bool | None = None,
    is_to_be_confirmed: bool = False,
    contact_name: str = "",
    contact_phone: str = "",
    contact_email: str = "",
) -> Meeting:
    """Plan a meeting; its agenda starts from the body's template for this type, if there is one.

    `venue` is a known place or the name of a new one. Hearings held in private, briefings and the like are
    private unless said otherwise. Private meetings are never announced, nor those whose day is not certain.
    """
    require(may_plan(by, body))
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        starts_at=starts_at,
        venue=_venue(venue),
        title=title.strip(),
        start_condition=start_condition.strip(),
        is_private=kind in Meeting.PRIVATE_KINDS if is_private is None else is_private,
        is_to_be_confirmed=is_to_be_confirmed,
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        contact_email=contact_email.strip(),
    )
    record("meeting planned", meeting, by=by, scope=meeting.scope, data={"starts_at": starts_at.isoformat()})
    fill_from_template(meeting)
    if announce and not meeting.is_private:
        announce_meeting(meeting=meeting, by=by)
    return meeting


def _venue(venue: Venue | str | None) -> Venue | None:
    if not isinstance(venue, str):
        return venue
    name = venue.strip()[:200]
    return (
        (Venue.objects.filter(name__iexact=name).first() or Venue.objects.create(name=name)) if name else None
    )


@keeping_finds
@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    by: User,
    title: str,
    venue: Venue | str | None,
    start_condition: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    contact_email: str = "",
) -> Meeting:
    """Change where a meeting is, what it is called or whom to ask; the day and time change by moving it."""
    lock(meeting)
    require(may_plan(by, meeting.body))
    meeting.title, meeting.venue = title.strip(), _venue(venue)
    meeting.start_condition = start_condition.strip()
    meeting.contact_name, meeting.contact_phone = contact_name.strip(), contact_phone.strip()
    meeting.contact_email = contact_email.strip()
    meeting.save()
    record("meeting details changed", meeting, by=by, scope=meeting.scope)
    _tell_public(meeting, by)
    return meeting


@keeping_finds
@transaction.atomic
def announce_meeting(*, meeting: Meeting, by: User) -> PublicMeeting:
    """Publish the facts of a meeting: day, time, place, contact. Done again, it publishes them afresh."""
    lock(meeting)
    require(may_announce(by, meeting))
    public = tell_public(meeting, by)
    require_announceable(meeting, public)
    return public


def _tell_public(meeting: Meeting, by: User) -> None:
    # Agendas of earlier versions were published without announcing their meeting.
    if meeting.announced_at is not None or (meeting.published_at is not None and not meeting.is_private):
        announce_meeting(meeting=meeting, by=by)


@keeping_finds
@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    reason: str,
    by: User,
    starts_at: datetime | None = None,
    venue: Venue | str | None = None,
    tell: bool = True,
) -> Meeting:
    """Move a meeting to another time, another place or both, with the reason that the public reads.

    Papers awaited on their usual day follow; members, officers and authors are told unless `tell` is false.
    """
    lock(meeting)
    require(may_plan(by, meeting.body))
    _require_reason(reason, "moved")
    before = meeting.starts_at
    require_room(meeting, starts_at or before)
    meeting.starts_at = starts_at or meeting.starts_at
    if meeting.starts_at != before:
        meeting.moved_from = before
        meeting.is_to_be_confirmed = False
    meeting.venue = _venue(venue) or meeting.venue
    meeting.status_reason = reason.strip()
    meeting.save(update_fields=["starts_at", "moved_from", "is_to_be_confirmed", "venue", "status_reason"])
    data = {"was": before.isoformat(), "now": meeting.starts_at.isoformat()}
    MEETING.move(meeting, "move", by=by, scope=meeting.scope, note=reason, data=data)
    _tell_public(meeting, by)
    renew_notice(meeting, by)
    follow_move(meeting, before, by=by, tell=tell)
    return meeting


@keeping_finds
@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Cancel a meeting, with the reason that the public reads."""
    lock(meeting)
    require(may_plan(by, meeting.body))
    _require_reason(reason, "cancelled")
    Meeting.objects.filter(pk=meeting.pk).update(status_reason=reason.strip())
    meeting.status_reason = reason.strip()
    MEETING.move(meeting, "cancel", by=by, scope=meeting.scope, note=reason)
    _tell_public(meeting, by)
    renew_notice(meeting, by)
    tell_askers(meeting, by=by)
    return meeting


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Confirm that a planned meeting will take place as it stands."""
    lock(meeting)
    require(may_plan(by, meeting.body))
    MEETING.move(meeting, "confirm", by=by, scope=meeting.scope, writes={"is_to_be_confirmed": False})
    _tell_public(meeting, by)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Record that a meeting was held."""
    lock(meeting)
    require(may_hold(by, meeting, timezone.localdate()))
    MEETING.move(meeting, "hold", by=by, scope=meeting.scope)
    _tell_public(meeting, by)
    return meeting


@transaction.atomic
def end_without_business(*, meeting: Meeting, verb: str, by: User, reason: str = "") -> Meeting:
    """Record that a meeting ended early: `adjourn`, `find_inquorate` or `find_no_business`."""
    lock(meeting)
    require(may_hold(by, meeting, timezone.localdate()))
    Meeting.objects.filter(pk=meeting.pk).update(status_reason=reason.strip())
    meeting.status_reason = reason.strip()
    MEETING.move(meeting, verb, by=by, scope=meeting.scope, note=reason)
    _tell_public(meeting, by)
    return meeting


def _require_reason(reason: str, past: str) -> None:
    if not reason.strip():
        refuse(f"Say why the meeting was {past}.", code="reason")
    if len(reason.strip()) > 500:
        refuse("The reason is longer than 500 characters.", code="reason")
