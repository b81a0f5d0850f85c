"""The notice of a meeting as a publication of its own, and a meeting that is called at short notice."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicationQuerySet
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_announceable, require_no_leak
from meetings.actions.locks import lock
from meetings.actions.public_facts import public_facts, tell_public
from meetings.documents.notice import NoticeDocument
from meetings.models import Meeting
from meetings.policies import may_announce, may_plan

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
        refuse("Say why the meeting was called at short notice.", code="reason")
    if len(reason) > 500:
        refuse("The reason is longer than 500 characters.", code="reason")
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
        return stopped("This agenda is published, so it cannot change any more.")
    return met()


def _is_convened_before(meeting: Meeting, convened_at: datetime) -> Finding:
    if convened_at > timezone.now():
        return stopped("A meeting cannot be convened in the future.", code="day")
    if convened_at >= meeting.starts_at:
        return stopped("A meeting is convened before it begins.", code="day")
    return met()
