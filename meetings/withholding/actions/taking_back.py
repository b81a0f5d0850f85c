"""Taking back what the public was given before it was restricted: from every public place, at once."""

import json
import logging
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history.events import record
from foundation.history.findings import Refused
from foundation.jobs import waiting
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.models import AgendaItem, LaterNote, Meeting, PackEntry, Placement, Restriction
from meetings.packs.after_publication import AfterPublication, agenda_after
from meetings.papers.actions.preparing import public_file_name, publish_paper
from meetings.papers.documents.parts import papers_of
from meetings.restricted.actions import keep_finds, require_no_leak
from meetings.restricted.business import Restricted
from meetings.restricted.leaks import WouldLeak

_Kind = Publication.Kind
log = logging.getLogger(__name__)


def take_back(restriction: Restriction, *, by: User) -> list[Publication]:
    """Withdraw every version of the papers, packs and agendas that hold the restricted words.

    The agenda is published anew without them, and a report anew without its restricted appendix. The reason
    that the public reads is the ground. Nothing happens while nothing of the meeting is public.
    """
    item = restriction.item or (restriction.placement.item if restriction.placement else None)
    assert item is not None
    meeting = item.meeting
    public = PublicMeeting.objects.filter(ref=meeting.ref).first()
    if public is None:
        return []
    restricted = Restricted.of(meeting)
    placements = _placements(restriction)
    out = [each for each in _out(meeting, public) if _holds(each, restriction, placements, restricted)]
    reason = f"{restricted.words(restriction)}."
    for publication in out:
        library.withdraw(publication=publication, reason=reason, by=by, scope=meeting.scope)
    _hide_names(placements, restricted)
    if any(each.kind == _Kind.PAPER for each in out) and restriction.appendix:
        _unless_it_leaks(lambda: _publish_again(meeting, public, placements, by))
    if _has_agenda(meeting):
        _unless_it_leaks(lambda: _publish_agenda_again(meeting, public, by))
    if out:
        record("taken back from the public", meeting, by=by, scope=meeting.scope, data={"count": len(out)})
    return out


def _unless_it_leaks(act: Callable[[], None]) -> None:
    """Publish again what is still open; where the search finds something there, it stays withdrawn.

    What is to be kept from the public goes at once, whatever else stands in the way: nothing waits for the
    worker, who may be busy or stopped, and what cannot be laid out or searched stays withdrawn as well.
    """
    try:
        with waiting.without_the_worker(), transaction.atomic():
            act()
    except WouldLeak as leak:
        keep_finds(meeting=leak.meeting, way=leak.way, search=leak.search)
    except Refused as refused:
        # No words of it: they may be those that are taken back.
        log.warning("What is still open was not published again: %s", type(refused).__name__)


def _placements(restriction: Restriction) -> list[Placement]:
    """The papers that a restriction is about."""
    rows = Placement.objects.select_related("paper", "item")
    if restriction.placement_id:
        return list(rows.filter(pk=restriction.placement_id))
    return list(rows.filter(Q(item=restriction.item_id) | Q(item__parent=restriction.item_id)))


def _out(meeting: Meeting, public: PublicMeeting) -> list[Publication]:
    """Whatever of a meeting's agenda the public can still reach, replaced versions too."""
    sources = [meeting.ref, *Placement.objects.filter(item__meeting=meeting).values_list("ref", flat=True)]
    reachable = Publication.objects.filter(withdrawn_at__isnull=True).exclude(kind=_Kind.MINUTES)
    return list(reachable.filter(Q(meeting=public) | Q(source_ref__in=sources)).order_by("pk"))


def _holds(
    publication: Publication,
    restriction: Restriction,
    placements: list[Placement],
    restricted: Restricted,
) -> bool:
    """True when the public reads restricted words in it: the paper itself, a pack of it, its name."""
    if publication.source_ref in {each.ref for each in placements}:
        return True
    if publication.kind == _Kind.LATER_NOTE:
        return LaterNote.objects.filter(ref=publication.source_ref).of_closed_business().exists()
    if publication.kind == _Kind.PACK and restriction.item_id and not restriction.shows_title:
        return True
    if publication.kind in (_Kind.PACK, _Kind.SUPPLEMENT):
        entries = PackEntry.objects.filter(placement__in=placements, pack__meeting=restricted.meeting)
        if entries.filter(pack__file=publication.file_id).exists():
            return True
    if publication.kind == _Kind.PAPER:
        return False
    told = json.dumps(publication.data, ensure_ascii=False)
    words = (
        json.dumps(each, ensure_ascii=False)[1:-1] for each in _hidden(restriction, placements, restricted)
    )
    return any(each in told for each in words)


def _hide_names(placements: list[Placement], restricted: Restricted) -> None:
    """Papers that were withdrawn before, by hand, are named no more either."""
    refs = [p.ref for p in placements if restricted.public_title_of_paper(p) != p.paper.title]
    library.hide_titles(publications=Publication.objects.filter(source_ref__in=refs, kind=_Kind.PAPER))


def _hidden(restriction: Restriction, placements: list[Placement], restricted: Restricted) -> list[str]:
    """The names that the public may no longer read."""
    words = (
        []
        if restriction.appendix
        else [
            each.paper.title
            for each in placements
            if restricted.public_title_of_paper(each) != each.paper.title
        ]
    )
    if restriction.item_id and not restriction.shows_title:
        lines = AgendaItem.objects.filter(Q(pk=restriction.item_id) | Q(parent=restriction.item_id))
        for line in lines:
            words += [line.title, line.purpose, line.presenter]
    return [each for each in words if each]


def _has_agenda(meeting: Meeting) -> bool:
    """True when an agenda of the meeting was published and none was taken back by hand."""
    newest = (
        Publication.objects.filter(source_ref=meeting.ref, kind=_Kind.AGENDA).order_by("-version").first()
    )
    return newest is not None and (newest.withdrawn_at is None or newest.is_withheld)


def _publish_again(meeting: Meeting, public: PublicMeeting, placements: list[Placement], by: User) -> None:
    """The open part of a report whose appendix was taken back."""
    wanted = {each.pk for each in placements}
    for paper in papers_of(meeting):
        if paper.placement.pk in wanted and paper.is_public and paper.version is not None:
            require_no_leak(way="again", meeting=meeting, published=[publish_paper(paper, public, by)])


def _publish_agenda_again(meeting: Meeting, public: PublicMeeting, by: User) -> None:
    """The agenda as the public may read it now, with the pages and papers that are still public."""
    papers = Publication.objects.standing().filter(kind=_Kind.PAPER, meeting=public)
    by_source = {each.source_ref: each.ref for each in papers.order_by("pk")}
    open_ones = [paper.placement for paper in papers_of(meeting) if paper.is_public]
    refs = {each.pk: by_source[each.ref] for each in open_ones if each.ref in by_source}
    document = agenda_after(AfterPublication.of(meeting), refs)
    published = library.publish(
        document=document,
        kind=_Kind.AGENDA,
        source_ref=meeting.ref,
        by=by,
        meeting=public,
        file=render.pdf(document).file,
        file_name=public_file_name(meeting, "agenda"),
        scope=meeting.scope,
    )
    require_no_leak(way="again", meeting=meeting, published=[published])
