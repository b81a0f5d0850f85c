"""Asking for packs; the worker builds them (`meetings.jobs`)."""

from collections.abc import Collection
from dataclasses import astuple
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.documents.layout.document import to_data
from foundation.documents.store import housekeeping
from foundation.history.actors import SYSTEM, Actor
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.history.together import answered, paired
from foundation.jobs import queue
from meetings.common.locks import lock
from meetings.common.policies import may_edit_agenda, may_publish
from meetings.models import Meeting, Pack
from meetings.packs.documents.agenda import AgendaDocument
from meetings.packs.documents.pieces import input_of, pieces_of
from meetings.papers.actions.placing import place_minutes
from meetings.papers.documents.parts import papers_asking, papers_of
from meetings.papers.rules import inputs_hash

OPEN = (Pack.Status.WAITING, Pack.Status.BUILDING)


def ask_for_pack(*, meeting: Meeting, by: Actor, kind: str = Pack.Kind.DRAFT) -> Pack:
    """Have a pack built in the background; while one is being built, asking again joins it.

    A pack that is whole and still stands is given back as it is.
    """
    with transaction.atomic():
        lock(meeting)
        require(_may_ask(by, meeting, kind), _has_lines(meeting))
        if kind == Pack.Kind.AGENDA and meeting.is_private:
            refuse(_("This meeting is held in private, so its pack is never published."))
        if kind == Pack.Kind.RESTRICTED:
            require(_has_restricted(meeting))
        open_pack = meeting.packs.filter(kind=kind, status__in=OPEN).first()
        if open_pack:
            _enqueue(open_pack)
            return open_pack
        if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
            for item in meeting.items.all():
                place_minutes(item, by=by)
        newest = newest_whole(meeting, kind)
        if newest and newest.inputs_hash == pack_inputs(meeting, kind):
            return newest
        pack = Pack.objects.create(
            meeting=meeting,
            kind=kind,
            number=(meeting.packs.aggregate(last=Max("number"))["last"] or 0) + 1,
            asked_at=timezone.now(),
            asked_by=by.printed_name,
        )
        record("pack asked for", pack, by=by, scope=meeting.scope, data={"kind": kind, "number": pack.number})
        _enqueue(pack)
    return pack


def newest_whole(meeting: Meeting, kind: str) -> Pack | None:
    """The last good pack of a kind."""
    return (
        Pack.objects.filter(meeting=meeting, kind=kind, status=Pack.Status.WHOLE)
        .select_related("file", "screen_file")
        .order_by("-number")
        .first()
    )


def pack_inputs(meeting: Meeting, kind: str, left_out: Collection[str] = ()) -> str:
    """The hash of everything a pack of this meeting would be built from now.

    Restricted papers count where they are printed, and where their numbers are kept free; where gaps may not
    show, nothing of them reaches a public pack. `left_out` are the pieces that a reader's copy goes without.
    """
    papers, front = answered(
        paired(
            papers_asking(meeting, with_words=True),
            AgendaDocument.asking(meeting, is_draft=kind == Pack.Kind.DRAFT),
        )
    )
    pieces = pieces_of(papers)
    is_restricted = kind == Pack.Kind.RESTRICTED
    kept = [input_of(piece) for piece in pieces if piece.is_restricted]
    beside: list[object] = []
    if is_restricted:
        beside = ["restricted", meeting.settings.shows_page_gaps, *map(astuple, kept), sorted(left_out)]
    elif meeting.settings.shows_page_gaps:
        beside = [astuple(each) for each in kept]
    return inputs_hash(
        front=to_data(front),
        parts=[input_of(piece) for piece in pieces if not piece.is_restricted],
        prints_leaves=meeting.settings.prints_blank_leaves,
        is_draft=kind == Pack.Kind.DRAFT,
        beside=beside,
    )


def is_current(pack: Pack | None, meeting: Meeting) -> bool:
    """True when a whole pack still says what the agenda and its papers say."""
    return pack is not None and pack.inputs_hash == pack_inputs(meeting, pack.kind)


def _enqueue(pack: Pack) -> None:
    queue.enqueue("meetings.build_pack", key=f"pack:{pack.pk}", arguments={"pack": pack.pk})


def _may_ask(by: Actor, meeting: Meeting, kind: str) -> Finding:
    """The worker builds by itself when an agenda is agreed; a person needs the right to change the agenda.

    The restricted pack may be built after publication too: nothing public changes by it.
    """
    if not isinstance(by, User):
        return met()
    return may_publish(by, meeting) if kind == Pack.Kind.RESTRICTED else may_edit_agenda(by, meeting)


def _has_restricted(meeting: Meeting) -> Finding:
    if any(piece.is_restricted for piece in pieces_of(papers_of(meeting))):
        return met()
    return stopped(_("No paper on this agenda is exempt or confidential, so there is no restricted pack."))


def _has_lines(meeting: Meeting) -> Finding:
    return met() if meeting.items.exists() else stopped(_("The agenda has no items. Add an item first."))


# The history names the row, so it stays and says what became of the file.
REPLACED = gettext_noop("A newer build has replaced this one, and its file has been removed.")


def let_go_of_replaced_packs(*, now: datetime) -> int:
    """Remove files of builds that were replaced long ago and never issued; says how many builds that is."""
    numbers: list[int] = []
    found = Pack.objects.replaced_before(now - housekeeping.KEPT).select_related("meeting")
    packs = list(found)
    for pack in packs:
        numbers += [number for number in (pack.file_id, pack.screen_file_id) if number]
        _let_go(pack)
    # Should this stop in between, what was laid out is tidied away by itself another day.
    housekeeping.let_go(numbers, now)
    return len(packs)


@transaction.atomic
def _let_go(pack: Pack) -> None:
    # Stopped, so that work left over from it does not build it again.
    gone = {"status": Pack.Status.FAILED, "failure": _(REPLACED), "file": None, "screen_file": None}
    if Pack.objects.filter(pk=pack.pk, issued_at__isnull=True).update(**gone):
        record("old pack file removed", pack, by=SYSTEM, scope=pack.meeting.scope)
