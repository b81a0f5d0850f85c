"""Saving a paper while somebody types: what one page saves in a row is one version that grows."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from meetings.models import PackEntry, Paper, PaperVersion
from meetings.papers import overview
from meetings.papers.actions.preparing import record_save, report_of, write_version
from meetings.papers.documents.report import ReportDocument, plain_text
from meetings.papers.policies import Writer
from meetings.wording import folding

# What is recorded when a version is saved: all else is done with the version that is newest then.
_SAVED = ("paper saved", "paper taken up")


@dataclass(frozen=True, slots=True)
class Own:
    """The version that an open page saved itself: its number, and when it began."""

    number: int
    began_at: datetime


@transaction.atomic
def autosave_paper(
    *, paper: Paper, report: ReportDocument, based_on: int, own: Own | None, by: Writer
) -> tuple[PaperVersion, Own]:
    """Keep what is being typed. Raises `NewerVersion` when somebody else saved since version `based_on`.

    The version that the same page saved some minutes before gives way to the next one, unless words were lost
    since, or anyone has read it or done anything with it: handed in, returned, cleared, printed in a pack.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    before, version = write_version(paper, report, based_on, by)
    if before is not None and version.pk == before.pk:
        return version, own or Own(version.number, timezone.now())
    if before is not None and own is not None and _may_give_way(before, own, version):
        before.delete()
        return version, Own(version.number, own.began_at)
    record_save(paper, version, by)
    return version, Own(version.number, timezone.now())


def version_to_read(paper: Paper) -> PaperVersion | None:
    """The newest version, for whoever reads it: from now on it does not give way to the next one."""
    while True:
        version = overview.newest_version(paper)
        if version is None or version.read_at is not None:
            return version
        # Another page may save between the two: what gave way meanwhile is not shown.
        if PaperVersion.objects.filter(pk=version.pk).update(read_at=timezone.now()):
            return version


def _may_give_way(before: PaperVersion, own: Own, after: PaperVersion) -> bool:
    """True for what this page saved just now, if no one has read or used it and no words are lost."""
    if before.number != own.number or not folding.is_recent(own.began_at, timezone.now()):
        return False
    unread = PaperVersion.objects.select_for_update().filter(pk=before.pk, read_at=None)
    if not unread.exists() or _was_acted_on(before.paper):
        return False
    if PackEntry.objects.filter(paper_version=before).exists():
        return False
    was, now = report_of(before), report_of(after)
    return was is not None and now is not None and folding.loses_little(plain_text(was), plain_text(now))


def _was_acted_on(paper: Paper) -> bool:
    """Has anything but saving happened to the paper since its newest version was saved?"""
    newest = overview.events_of(paper).first()
    return newest is None or newest.verb not in _SAVED
