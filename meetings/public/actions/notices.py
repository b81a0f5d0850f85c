"""The notice of a meeting as a publication of its own, and a meeting that is called at short notice."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicationQuerySet
from meetings.common.locks import lock
from meetings.common.policies import may_announce, may_plan, may_publish
from meetings.models import Meeting
from meetings.public.actions.announcing import public_facts, tell_public
from meetings.public.documents import NoticeDocument
from meetings.public.rules import elsewhere_findings
from meetings.restricted.actions import keeping_finds, require_announceable, require_no_leak

_Kind = Publication.Kind


@keeping_finds
@transaction.atomic
def publish_notice(*, meeting: Meeting, by: User) -> Publication:
    """Publish the notice of a meeting as it stands; saying the same again gives back what stands."""
    lock(meeting)
    require(may_announce(by, meeting))
    public = tell_public(meeting, by)
    document = NoticeDocument.of(meeting, public.state_sentence)
    file = render.pdf(document).file
    standing = notices_of(meeting).first()
    if standing is not None and standing.file_id == file.pk:
        return standing
    notice = library.publish(
        document=document,
        kind=_Kind.NOTICE,
        source_ref=meeting.ref,
        by=by,
        meeting=public,
        file=file,
        file_name=f"{slugify(f'{meeting.day.isoformat()}-notice')}.pdf",
        scope=meeting.scope,
    )
    require_no_leak(way="notice", meeting=meeting, published=[notice])
    return notice


def notices_of(meeting: Meeting) -> PublicationQuerySet:
    """The notice that stands, if there is one."""
    return Publication.objects.standing().filter(source_ref=meeting.ref, kind=_Kind.NOTICE)


def renew_notice(meeting: Meeting, by: User) -> None:
    """Follow a move or a cancellation by a notice that says so, where the public had been told in writing."""
    told = Publication.objects.filter(source_ref=meeting.ref, kind__in=[_Kind.NOTICE, _Kind.AGENDA])
    if not meeting.is_private and told.exists():
        publish_notice(meeting=meeting, by=by)


@keeping_finds
@transaction.atomic
def call_at_short_notice(*, meeting: Meeting, convened_at: datetime, reason: str, by: User) -> Meeting:
    """Record when a meeting was convened too late for its clear days, and why; the public reads it."""
    lock(meeting)
    require(may_plan(by, meeting.body), _may_still_say(meeting), _is_convened_before(meeting, convened_at))
    reason = " ".join(reason.split())
    if not reason:
        refuse(_("Enter the reason the meeting was convened at shorter notice."), code="reason")
    if len(reason) > 500:
        refuse(_("The reason is longer than 500 characters."), code="reason")
    meeting.convened_at, meeting.late_notice_reason = convened_at, reason
    meeting.save(update_fields=["convened_at", "late_notice_reason"])
    data = {"convened_at": convened_at.isoformat()}
    record("meeting called at short notice", meeting, by=by, scope=meeting.scope, note=reason, data=data)
    if meeting.announced_at is not None:
        told = library.announce(facts=public_facts(meeting), by=by, scope=meeting.scope)
        require_announceable(meeting, told)
    if notices_of(meeting).exists():
        publish_notice(meeting=meeting, by=by)
    return meeting


def _may_still_say(meeting: Meeting) -> Finding:
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return stopped(_("This agenda has been published and can no longer be changed."))
    return met()


def _is_convened_before(meeting: Meeting, convened_at: datetime) -> Finding:
    if convened_at > timezone.now():
        return stopped(_("Enter a date that is not in the future."), code="day")
    if convened_at >= meeting.starts_at:
        return stopped(_("Enter a time before the meeting starts."), code="day")
    return met()


@transaction.atomic
def record_elsewhere(
    *, meeting: Meeting, agenda_on: date | None, minutes_on: date | None, by: User
) -> Meeting:
    """Record when the agenda and the minutes of a past meeting were published elsewhere. Raises `Refused`.

    Clear days are counted from that day, and what is published here says both days.
    """
    lock(meeting)
    require(
        may_publish(by, meeting),
        *elsewhere_findings(
            meeting.day,
            timezone.localdate(),
            agenda_on=agenda_on,
            minutes_on=minutes_on,
            agenda_is_out=bool(meeting.published_at) and agenda_on != meeting.agenda_elsewhere_on,
            minutes_are_out=meeting.has_published_minutes and minutes_on != meeting.minutes_elsewhere_on,
        ),
    )
    if (meeting.agenda_elsewhere_on, meeting.minutes_elsewhere_on) == (agenda_on, minutes_on):
        return meeting
    meeting.agenda_elsewhere_on, meeting.minutes_elsewhere_on = agenda_on, minutes_on
    meeting.save(update_fields=["agenda_elsewhere_on", "minutes_elsewhere_on"])
    data = {"agenda": str(agenda_on or ""), "minutes": str(minutes_on or "")}
    record("published elsewhere", meeting, by=by, scope=meeting.scope, data=data)
    return meeting
