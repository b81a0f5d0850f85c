"""Giving the restricted pack to the members, and handing a copy of their own to each who may read it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.models import StoredFile
from foundation.documents.pdf import overlay
from foundation.documents.store import files
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.common import authorship
from meetings.common.locks import lock
from meetings.common.policies import may_restrict
from meetings.models import Meeting, Pack, Placement
from meetings.packs.actions.building import copy_without
from meetings.packs.actions.requesting import is_current, newest_whole
from meetings.packs.documents.pieces import Piece, pieces_of
from meetings.papers.documents.parts import papers_of
from meetings.papers.policies import may_read_restricted
from meetings.restricted.policies import restricted_reader
from meetings.restricted.readers import Reader, copy_mark

GONE = gettext_noop("This paper is no longer exempt or confidential.")


def issue_restricted_pack(*, meeting: Meeting, by: User) -> Pack:
    """Give the restricted pack to the members: from now on each may open a copy of their own."""
    with transaction.atomic():
        lock(meeting)
        pack = newest_whole(meeting, Pack.Kind.RESTRICTED)
        require(may_restrict(by, meeting), _is_published(meeting), _is_ready(pack, meeting))
        assert pack is not None
        if pack.issued_at is None:
            pack.issued_at = timezone.now()
            pack.save(update_fields=["issued_at"])
            record("restricted pack issued", pack, by=by, scope=meeting.scope, data={"number": pack.number})
    return pack


def hand_out_pack(*, pack: Pack, by: User) -> bytes:
    """A copy of the restricted pack for one person: without what is kept from them, with their mark on it.

    The copy is put together from the parts this person may read. Every copy is an event.
    """
    meeting = pack.meeting
    reader = restricted_reader(by, meeting)
    require(reader.belongs)
    pieces = [piece for piece in pieces_of(papers_of(meeting)) if piece.is_restricted]
    left_out = {piece.key for piece in pieces if not may_read_piece(reader, piece)}
    if pieces and len(left_out) == len(pieces):
        refuse(_("You cannot see any of the exempt or confidential papers of this meeting."))
    is_whole = not left_out and is_current(pack, meeting)
    assert pack.file is not None
    data = files.read(pack.file) if is_whole else copy_without(pack, sorted(left_out))
    marked = overlay.personal_copy(data, copy_mark(by, timezone.localtime()))
    record(
        "restricted pack handed out",
        pack,
        by=by,
        scope=meeting.scope,
        data={"number": pack.number, "left_out": len(left_out)},
    )
    return marked


def hand_out_paper(*, placement: Placement, by: User, appendix: str = "") -> bytes:
    """A copy of one restricted paper, or of one restricted appendix, with this person's mark on each page."""
    require(may_read_restricted(by, placement, appendix))
    meeting = placement.item.meeting
    found = [p for p in papers_of(meeting) if p.placement.pk == placement.pk]
    pieces = [each for each in pieces_of(found) if each.is_restricted and each.appendix == appendix]
    stored = _bytes(pieces[0]) if pieces else None
    if stored is None:
        refuse(_(GONE))
    data = {"ref": placement.ref, "appendix": appendix}
    record("restricted paper handed out", placement, by=by, scope=meeting.scope, data=data)
    return overlay.personal_copy(files.read(stored), copy_mark(by, timezone.localtime()))


def may_read_piece(reader: Reader, piece: Piece) -> bool:
    """May this person read this restricted part of the pack?"""
    assert piece.paper is not None
    placement, restricted = piece.paper.placement, piece.paper.restricted
    if authorship.holds(reader.user, placement.paper, reader.on):
        return True
    found = restricted.on_appendix(placement, piece.appendix) if piece.appendix else restricted.on(placement)
    return reader.may_read(placement.item, [found]).is_met


def _bytes(piece: Piece) -> StoredFile | None:
    """The stored PDF of one restricted piece; None when nothing is there."""
    return render.pdf(piece.document).file if piece.document else piece.file


def _is_published(meeting: Meeting) -> Finding:
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return met()
    return stopped(_("The restricted pack can be issued to members once the agenda has been published."))


def _is_ready(pack: Pack | None, meeting: Meeting) -> Finding:
    if pack is None:
        return stopped(_("The restricted pack has not been built yet."), remedy=_("Build it first."))
    if not is_current(pack, meeting):
        return stopped(
            _("The restricted pack is out of date, because something has changed since it was built."),
            remedy=_("Build it again."),
        )
    return met()
