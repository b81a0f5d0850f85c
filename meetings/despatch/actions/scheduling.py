"""Publishing at a set time: asked for at the proof, called off, carried out by the worker."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history import clock
from foundation.history.actors import SYSTEM, Actor
from foundation.history.events import record
from foundation.history.findings import Finding, Refused, met, refuse, require, stopped
from foundation.jobs import queue
from foundation.jobs.holding import is_held
from foundation.ui.dates import day_and_time
from meetings.common.locks import lock
from meetings.common.policies import may_publish
from meetings.despatch.pages import LATE
from meetings.models import Meeting, Pack, ScheduledPublication
from meetings.packs.actions.requesting import newest_whole
from meetings.packs.after_publication import AfterPublication
from meetings.papers.documents.parts import papers_of
from meetings.publishing.actions.publishing import publish_agenda, stand_in_the_way
from meetings.restricted.actions import keeping_finds
from meetings.restricted.alerts import tell_secretariat
from meetings.supplements.actions.publishing import (
    publish_supplement,
    stand_in_the_way_of_supplement,
    waiting_supplement,
)

PUBLISH = "meetings.publish_scheduled"
Publish = Callable[[Pack, User, str], object]


def _publish_agenda(pack: Pack, by: User, proof: str) -> object:
    return publish_agenda(meeting=pack.meeting, by=by, proof=proof)


def _publish_supplement(pack: Pack, by: User, proof: str) -> object:
    return publish_supplement(meeting=pack.meeting, by=by, proof=proof)


# What going out means for each kind of pack that can be published.
PUBLISHERS: dict[str, Publish] = {
    Pack.Kind.AGENDA: _publish_agenda,
    Pack.Kind.SUPPLEMENT: _publish_supplement,
}


@transaction.atomic
def schedule_publication(*, pack: Pack, at: datetime, proof: str, by: User) -> ScheduledPublication:
    """Have this pack published at a set time, exactly as the proof showed it.

    `proof` is the hash of the pack that was read. Raises `Refused` with what stands in the way already now;
    everything is asked again at the set time.
    """
    meeting = pack.meeting
    lock(meeting)
    pack.refresh_from_db()
    require(may_publish(by, meeting))
    require(_takes_place(meeting), _is_in_time(meeting, at), _has_proof(pack, proof), _nothing_waits(pack))
    require(*before_it_goes_out(pack, at, proof), reason=meeting.late_notice_reason)
    row = ScheduledPublication.objects.create(
        pack=pack, proof=proof, at=at, asked_at=clock.now(), asked_by=by
    )
    queue.enqueue(PUBLISH, key=f"publish:{row.pk}", arguments={"scheduled": row.pk}, run_after=at)
    data = {"at": at.isoformat(), "pack": proof}
    record("publication set for a time", pack, by=by, scope=meeting.scope, data=data)
    return row


def before_it_goes_out(pack: Pack, at: datetime, proof: str) -> list[Finding]:
    """What law, panel and proof say of publishing this pack at this moment."""
    meeting = pack.meeting
    if pack.kind == Pack.Kind.SUPPLEMENT:
        waiting = waiting_supplement(meeting)
        return stand_in_the_way_of_supplement(AfterPublication.of(meeting), waiting, proof, at=at)
    return stand_in_the_way(
        meeting, newest_whole(meeting, Pack.Kind.AGENDA), papers_of(meeting), proof, at=at
    )


@transaction.atomic
def call_off_publication(*, scheduled: ScheduledPublication, by: User) -> None:
    """Let the set time pass without publishing; calling off twice is calling off once."""
    lock(scheduled.pack.meeting)
    require(may_publish(by, scheduled.pack.meeting))
    scheduled.refresh_from_db()
    if scheduled.cancelled_at is not None:
        return
    if scheduled.done_at is not None:
        refuse(_("It has already been published."), remedy=_("You can withdraw it."))
    if scheduled.failure:
        refuse(_("It was not published, so there is nothing to cancel."))
    _call_off(scheduled, by=by)


def _call_off(scheduled: ScheduledPublication, *, by: Actor, note: str = "") -> None:
    scheduled.cancelled_at, scheduled.cancelled_by = clock.now(), by.printed_name
    scheduled.save(update_fields=["cancelled_at", "cancelled_by"])
    meeting = scheduled.pack.meeting
    record("publication at a set time called off", scheduled.pack, by=by, scope=meeting.scope, note=note)


def publish_scheduled(*, scheduled: int) -> bool:
    """Publish what is due, in the name of whoever asked; True when it went out now. Safe to repeat.

    Never early: without effect while the time is not reached, or while a restored copy is held. What stands
    in the way stops it for good, and the secretariat is told.
    """
    try:
        return _publish(scheduled)
    except Refused as refused:
        stop_scheduled(scheduled=scheduled, sentence=" ".join(each.sentence for each in refused.findings))
        return False


@keeping_finds
@transaction.atomic
def _publish(pk: int) -> bool:
    row = _locked(pk)
    # The one clock that decides is the database's, read once, after the lock.
    now = clock.now()
    if row is None or now < row.at or is_held():
        return False
    pack, meeting = row.pack, row.pack.meeting
    if pack.issued_at is not None:
        _call_off(row, by=SYSTEM, note=_("It was published before the scheduled time."))
        return False
    require(_takes_place(meeting))
    PUBLISHERS[pack.kind](pack, row.asked_by, row.proof)
    row.done_at = now
    row.save(update_fields=["done_at"])
    late = now - row.at
    data = {"at": row.at.isoformat(), "seconds_late": int(late.total_seconds())}
    record("published at the set time", pack, by=row.asked_by, scope=meeting.scope, data=data)
    if late > LATE:
        record("publication at a set time was late", pack, by=SYSTEM, scope=meeting.scope, data=data)
        said = _("It was scheduled for {when} and was published on {now}.").format(
            when=day_and_time(row.at), now=day_and_time(now)
        )
        tell_secretariat(meeting, _("Published late"), said)
    return True


@transaction.atomic
def stop_scheduled(*, scheduled: int, sentence: str) -> None:
    """Keep why something due did not go out, and tell the secretariat that it did not."""
    row = _locked(scheduled)
    if row is None:
        return
    row.failure = sentence or _("It could not be published.")
    row.save(update_fields=["failure"])
    meeting = row.pack.meeting
    record(
        "publication at a set time stopped", row.pack, by=row.asked_by, scope=meeting.scope, note=row.failure
    )
    # The mail does not say what stood in the way: the sentence may name a paper that nobody else may know.
    said = _("It was scheduled for {when}. Something prevented it, and nothing was published.").format(
        when=day_and_time(row.at)
    )
    tell_secretariat(meeting, _("Not published"), said)


def _locked(pk: int) -> ScheduledPublication | None:
    """The row while it still waits, locked after its meeting, as every act on an agenda locks."""
    lock(Meeting.objects.get(packs__scheduled=pk))
    rows = ScheduledPublication.objects.waiting().select_for_update(of=("self",))
    return rows.select_related("pack__meeting__body", "pack__file", "asked_by").filter(pk=pk).first()


def _is_in_time(meeting: Meeting, at: datetime) -> Finding:
    if at <= clock.now():
        return stopped(
            _("That time has passed."), remedy=_("Publish it now, or enter a later time."), code="time"
        )
    if at >= meeting.starts_at:
        return stopped(_("Enter a time before the meeting starts."), code="day")
    return met()


def _takes_place(meeting: Meeting) -> Finding:
    if meeting.status in Meeting.STILL_TO_COME:
        return met()
    said = meeting.get_status_display().lower()
    return stopped(
        _("The meeting’s status is “{said}”, so nothing of it can be published.").format(said=said)
    )


def _has_proof(pack: Pack, proof: str) -> Finding:
    if pack.kind not in PUBLISHERS:
        return stopped(_("Only a pack for the public can be published."))
    if pack.file and proof == pack.file.hash:
        return met()
    return stopped(
        _("The pack has changed since you read the final check."), remedy=_("Read the final check again.")
    )


def _nothing_waits(pack: Pack) -> Finding:
    waiting = ScheduledPublication.objects.waiting().filter(
        pack__meeting_id=pack.meeting_id, pack__kind=pack.kind
    )
    first = waiting.first()
    if first is None:
        return met()
    said = _("A publication has already been scheduled for {when}.").format(when=day_and_time(first.at))
    return stopped(said, remedy=_("Cancel it first."))
