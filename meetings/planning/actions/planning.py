"""Plan, announce, move, cancel and hold a meeting."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.library.models import PublicMeeting
from foundation.ui.dates import day_and_time, long_day
from meetings.agenda.actions.templates import fill_from_template
from meetings.common import authorship
from meetings.common.lifecycles import MEETING
from meetings.common.locks import lock
from meetings.common.policies import may_announce, may_hold, may_plan
from meetings.models import Meeting, Paper
from meetings.planning.moving import askers_of, others_of, shifted_papers, told_of_move
from meetings.planning.rules import free_finding, past_finding
from meetings.public import mail
from meetings.public.actions.announcing import tell_public
from meetings.public.actions.notices import renew_notice
from meetings.publishing.circulation import Recipient
from meetings.restricted.actions import keeping_finds, require_announceable
from meetings.restricted.leaks import one_look
from meetings.restricted.posting import post
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
        refuse(_("Enter the reason the meeting was {past}.").format(past=past), code="reason")
    if len(reason.strip()) > 500:
        refuse(_("The reason is longer than 500 characters."), code="reason")


def require_room(meeting: Meeting, starts_at: datetime) -> None:
    """Refuse a moment that has gone by, and one at which another meeting of the body begins."""
    if starts_at == meeting.starts_at:
        return
    local = timezone.localtime(starts_at)
    others = others_of(meeting, local.date())
    require(past_finding(local, timezone.now()), free_finding(local, others))


def follow_move(meeting: Meeting, was: datetime, *, by: User, tell: bool) -> None:
    """Let the awaited papers follow their meeting, and tell those concerned, one message each."""
    today = timezone.localdate()
    before = timezone.localtime(was).date()
    papers, new_day = shifted_papers(meeting, before, meeting.day, today)
    due: dict[str, date] = {}
    if new_day is not None:
        for paper in papers:
            _shift(paper, new_day, by, due)
    if tell:
        with one_look():
            for each in told_of_move(meeting, by.pk, (before, meeting.day), today):
                _mail(each, meeting, was, due.get(each.key))
            tell_askers(meeting, by=by, was=was)


def tell_askers(meeting: Meeting, *, by: User, was: datetime | None = None) -> None:
    """Tell whoever put an accepted question that its meeting is cancelled, or since `was` moved."""
    for question in askers_of(meeting):
        mail.tell_new_time(question, was=was, by=by)


def _shift(paper: Paper, new_day: date, by: User, due: dict[str, date]) -> None:
    today, is_dated = timezone.localdate(), paper.author_until is not None
    until = authorship.last_day(paper.author, paper.body, new_day, today) if is_dated else None
    Paper.objects.filter(pk=paper.pk).update(due_on=new_day, author_until=until)
    record("paper due with the moved meeting", paper, by=by, scope=paper.scope, data={"due_on": str(new_day)})
    address = paper.author.email if paper.author else paper.asked_email
    due[address.casefold()] = new_day


def _mail(recipient: Recipient, meeting: Meeting, was: datetime, due: date | None) -> None:
    """Public facts only: which meeting, when it was, when and where it is now, and why."""
    settings = meeting.settings
    at = day_and_time(meeting.starts_at)
    moved = _("The {kind} of {settings_name} on {when}").format(
        kind=meeting.get_kind_display().lower(), settings_name=settings.name, when=day_and_time(was)
    )
    place = _(" Venue: {venue}.").format(venue=meeting.venue) if meeting.venue else ""
    if was == meeting.starts_at:
        opening, subject = (
            _("{moved} has a new venue.{place}").format(moved=moved, place=place),
            _("New venue: {settings_name}, {at}").format(settings_name=settings.name, at=at),
        )
    else:
        opening, subject = (
            _("{moved} is now on {at}.{place}").format(moved=moved, at=at, place=place),
            _("Meeting moved to {at}: {settings_name}").format(at=at, settings_name=settings.name),
        )
    page = links.page_address("meetings:meeting", meeting.pk)
    parts = [
        opening,
        _("Reason: {status_reason}").format(status_reason=meeting.status_reason),
        _("The paper you were asked for is now due on {day}.").format(day=long_day(due)) if due else "",
        f"The meeting:\n{page}" if recipient.user else "",
        meeting.contact_or(settings.contact).for_questions,
    ]
    post("mail_moved", meeting, recipient.email, subject, parts)
