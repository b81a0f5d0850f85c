"""What the worker does for meetings."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.store.files import Damaged
from foundation.history import clock
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.jobs import queue
from foundation.jobs.holding import is_held
from foundation.jobs.models import Job
from foundation.jobs.progress import Progress
from meetings.despatch.actions.scheduling import PUBLISH, publish_scheduled, stop_scheduled
from meetings.ledger.actions import remind_owners
from meetings.models import Meeting, Pack, ScheduledPublication
from meetings.packs.actions.building import COPY, PaperStops, build, copy_without
from meetings.packs.actions.requesting import let_go_of_replaced_packs
from meetings.papers.actions.asking import remind_authors
from meetings.practice.places import throw_away_old
from meetings.public.actions.answering import trim_questions
from meetings.public.actions.following import FOLLOW, follow, follow_failed
from meetings.restricted.leaks import SEARCH, search_files
from meetings.supplements.actions.building import build_supplement

FIRST_HOUR = 8


def _build_failed(job: Job) -> None:
    """The last attempt failed: say at which paper, so that it can be mended."""
    pack = Pack.objects.select_related("meeting", "failed_placement__paper").get(pk=job.arguments["pack"])
    if pack.status in (Pack.Status.WHOLE, Pack.Status.FAILED):
        return
    at = f" at “{pack.failed_placement.paper}”" if pack.failed_placement else ""
    _fail(
        pack,
        _(
            "The pack could not be built after three attempts{at}. "
            "Correct that paper, or remove it from the agenda, and build the pack again."
        ).format(at=at),
    )


@queue.job("meetings.build_pack", on_failed=_build_failed)
def build_pack(progress: Progress, *, pack: int) -> None:
    """Build one pack; safe to repeat after a crash, and done at once when it is whole already."""
    row = Pack.objects.select_related("meeting").get(pk=pack)
    if row.status in (Pack.Status.WHOLE, Pack.Status.FAILED):
        return
    Pack.objects.filter(pk=row.pk).update(status=Pack.Status.BUILDING)
    try:
        builder = build_supplement if row.kind == Pack.Kind.SUPPLEMENT else build
        builder(row, progress, is_careful=progress.job.attempts > 1)
    except PaperStops as stop:
        Pack.objects.filter(pk=row.pk).update(failed_placement=stop.paper.placement)
        _fail(row, f"“{stop.paper.title}”: {stop.sentence}")
        raise queue.GiveUp(stop.sentence) from stop


@queue.job(COPY, lane=queue.AT_A_SCREEN)
def copy_of_pack(progress: Progress, *, pack: int, left_out: list[str]) -> None:
    """Put the restricted pack together without what is kept from one reader, who waits for it."""
    progress(0, 1, _("Being put together"))
    try:
        copy_without(Pack.objects.select_related("meeting").get(pk=pack), left_out)
    except PaperStops as stop:
        raise queue.GiveUp(f"“{stop.paper.title}”: {stop.sentence}") from stop


@queue.job(SEARCH, lane=queue.AT_A_SCREEN)
def search_what_goes_out(progress: Progress, *, meeting: int, files: list[str]) -> None:
    """Search files that somebody takes out for what is kept from the public; what follows is decided then."""
    progress(0, 1, _("Being searched"))
    try:
        search_files(Meeting.objects.get(pk=meeting), StoredFile.objects.filter(hash__in=files))
    except Damaged as error:
        raise queue.GiveUp(_("A published file is missing or damaged on the disk of this site.")) from error


def _publication_failed(job: Job) -> None:
    """The last attempt broke down: nothing became public, and the secretariat is told."""
    stop_scheduled(
        scheduled=job.arguments["scheduled"], sentence=_("It could not be published after three attempts.")
    )


@queue.job(PUBLISH, on_failed=_publication_failed, lane=queue.ON_TIME)
def publish_at_set_time(progress: Progress, *, scheduled: int) -> None:
    """Publish what was set for a time; without effect before it, or when it was called off or done."""
    publish_scheduled(scheduled=scheduled)


@queue.every(30, lane=queue.ON_TIME)
def catch_up_with_set_times() -> None:
    """Ask again for whatever should be public by now, should its own job be lost or have come too soon."""
    for row in ScheduledPublication.objects.due(clock.now()):
        queue.enqueue(PUBLISH, key=f"publish:{row.pk}", arguments={"scheduled": row.pk})


def _fail(pack: Pack, sentence: str) -> None:
    Pack.objects.filter(pk=pack.pk).update(status=Pack.Status.FAILED, failure=sentence)
    record("pack build stopped", pack, by=SYSTEM, scope=pack.meeting.scope, note=sentence)


@queue.job(FOLLOW, on_failed=lambda job: follow_failed(meeting=job.arguments["meeting"]))
def follow_settings(progress: Progress, *, meeting: int) -> None:
    """Bring the public page of one coming meeting up to date; safe to repeat."""
    follow(meeting=meeting)


@queue.every(600)
def remind_authors_in_the_morning() -> None:
    """Remind the authors whose day it is, from eight o'clock in London on."""
    now = timezone.localtime(clock.now())
    if now.hour >= FIRST_HOUR:
        remind_authors(today=now.date())


@queue.every(3600)
def remove_personal_data_of_askers() -> None:
    """Remove contact details, and what was not taken, once the body's own time for keeping them is over."""
    trim_questions()


@queue.every(24 * 60 * 60)
def remove_files_of_replaced_packs() -> None:
    """Remove files of builds that a newer one replaced; a copy that is held leaves the files alone."""
    if not is_held():
        let_go_of_replaced_packs(now=clock.now())


@queue.every(600)
def remind_owners_in_the_morning() -> None:
    """Remind those who answer for a follow-up whose day it is, from eight o'clock in London on."""
    now = timezone.localtime(clock.now())
    if now.hour >= FIRST_HOUR:
        remind_owners(today=now.date())


@queue.every(24 * 60 * 60)
def remove_old_practices() -> None:
    """Delete practice meetings that were begun a week ago."""
    throw_away_old(clock.now())
