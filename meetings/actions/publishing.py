"""Publishing an agenda with its papers and its pack, in one act; withdrawing what was published."""

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history import clock
from foundation.history.actors import SYSTEM, Actor
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_no_leak
from meetings.actions.locks import lock
from meetings.actions.packs import OPEN, is_current, newest_whole
from meetings.actions.paper_publishing import public_file_name, publish_paper
from meetings.actions.public_facts import tell_public
from meetings.actions.republishing import follow_up_earlier_issue
from meetings.actions.vetting import could_disclose, vetting_points
from meetings.documents.agenda import AgendaDocument
from meetings.documents.pack_parts import PaperOnAgenda, papers_of, restriction_stops
from meetings.documents.uploaded import PackDocument, PackLine
from meetings.leaks import Outgoing, everything_of
from meetings.lifecycles import AGENDA
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Placement
from meetings.notice import finding_for
from meetings.policies import may_publish
from meetings.restricted import Restricted
from meetings.rules.convened import day_finding
from meetings.rules.labels import doubled_stops, frozen
from meetings.rules.proof import ProofPaper, pack_finding, paper_points, privacy_finding, seen_finding

_Kind = Publication.Kind


def give_late_reason(*, meeting: Meeting, reason: str, by: User) -> None:
    """Record why the agenda is published late, before the pack is built: the reason is printed in it."""
    with transaction.atomic():
        lock(meeting)
        require(may_publish(by, meeting))
        reason = " ".join(reason.split())
        if len(reason) > 500:
            refuse("The reason is longer than 500 characters.", code="late_reason")
        if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
            refuse("This agenda is published, so it cannot change any more.")
        if reason != meeting.late_notice_reason:
            meeting.late_notice_reason = reason
            meeting.save(update_fields=["late_notice_reason"])
            record("reason for late notice given", meeting, by=by, scope=meeting.scope, note=reason)


@keeping_finds
def publish_agenda(
    *, meeting: Meeting, by: User, late_reason: str = "", proof: str = ""
) -> list[Publication]:
    """Make the agenda, its papers and the pack public, as the proof showed them; numbers stand from here on.

    `proof` is the hash of the pack that was read. Publishing again changes nothing and gives back the same
    publications. Raises `Refused` with everything that stands in the way.
    """
    with transaction.atomic():
        lock(meeting)
        require(may_publish(by, meeting))
        if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
            return publications_of(meeting)
        if late_reason.strip():
            give_late_reason(meeting=meeting, reason=late_reason, by=by)
        pack = newest_whole(meeting, Pack.Kind.AGENDA)
        papers = papers_of(meeting)
        require(*stand_in_the_way(meeting, pack, papers, proof), reason=meeting.late_notice_reason)
        assert pack is not None
        _freeze_numbers(meeting, papers)
        published = _publish_all(meeting, pack, papers, by)
        require_no_leak(way="agenda", meeting=meeting, published=published)
        Pack.objects.filter(pk=pack.pk).update(issued_at=clock.now())
        Meeting.objects.filter(pk=meeting.pk).update(published_at=clock.now(), published_by=by.printed_name)
        facts = {"pack": pack.file.hash if pack.file else "", "pages": pack.page_count}
        AGENDA.move(meeting, "publish", by=by, scope=meeting.scope, data=facts)
        meeting.refresh_from_db()
    return published


def rehearse(meeting: Meeting, pack: Pack) -> list[Outgoing]:
    """What publishing would put into the library now; everything is done as then, and undone."""
    # What is undone in the database is undone on no instance.
    meeting = copy(meeting)
    with transaction.atomic():
        papers = papers_of(meeting)
        _freeze_numbers(meeting, papers)
        found = everything_of(_publish_all(meeting, pack, papers, SYSTEM))
        transaction.set_rollback(True)
    return found


def stand_in_the_way(
    meeting: Meeting,
    pack: Pack | None,
    papers: list[PaperOnAgenda],
    proof: str = "",
    *,
    at: datetime | None = None,
) -> list[Finding]:
    """Everything the law, the panel and the proof ask of an agenda before it is published, now or `at`."""
    found = [
        privacy_finding(is_private=meeting.is_private),
        finding_for(meeting, meeting.agenda_elsewhere_at or at or clock.now()),
        _is_agreed(meeting),
        day_finding(is_to_be_confirmed=meeting.is_to_be_confirmed),
    ]
    if meeting.is_private:
        return found[:1]
    found += doubled_stops(meeting.items.all())
    found += paper_points(proof_paper(paper) for paper in papers)
    found += restriction_stops(papers, Restricted.of(meeting))
    found.append(
        pack_finding(
            is_whole=pack is not None,
            is_current=is_current(pack, meeting),
            is_building=meeting.packs.filter(kind=Pack.Kind.AGENDA, status__in=OPEN).exists(),
        )
    )
    if pack and pack.file:
        found.append(seen_finding(proof, pack.file.hash))
    return found


def proof_paper(paper: PaperOnAgenda) -> ProofPaper:
    """What the proof looks at in a paper."""
    told = ProofPaper(
        label=paper.label,
        title=paper.title,
        delivery=paper.placement.delivery,
        preparation=paper.placement.paper.preparation,
        has_text=paper.version is not None,
    )
    # Of what is kept from the public no public page says how well it can be read.
    look_at = vetting_points if paper.restriction is None else could_disclose
    return replace(told, vetting=tuple(look_at(paper.version, told.name)))


def publications_of(meeting: Meeting) -> list[Publication]:
    """What stands published of this meeting's agenda."""
    sources = [meeting.ref, *Placement.objects.filter(item__meeting=meeting).values_list("ref", flat=True)]
    kinds = (_Kind.AGENDA, _Kind.PACK, _Kind.PAPER, _Kind.SUPPLEMENT)
    own = Q(source_ref__in=sources) | Q(source_ref__startswith=f"{meeting.ref}-s")
    return list(Publication.objects.standing().filter(own, kind__in=kinds).order_by("pk"))


def _publish_all(meeting: Meeting, pack: Pack, papers: list[PaperOnAgenda], by: Actor) -> list[Publication]:
    public = tell_public(meeting, by)
    entries = list(
        pack.entries.filter(kind=PackEntry.Kind.PAPER).select_related("placement", "paper_version")
    )
    ranges = {e.placement_id: e.span for e in entries if e.placement_id}
    out = [paper for paper in papers if paper.placement.pk in ranges]
    published = [publish_paper(paper, public, by) for paper in out]
    refs = {paper.placement.pk: each.ref for paper, each in zip(out, published, strict=True)}
    printed = render.pdf(AgendaDocument.of(meeting, ranges)).file
    agenda = library.publish(
        document=AgendaDocument.of(meeting, ranges, refs),
        kind=_Kind.AGENDA,
        source_ref=meeting.ref,
        by=by,
        meeting=public,
        file=printed,
        file_name=public_file_name(meeting, "agenda"),
        scope=meeting.scope,
        elsewhere_at=meeting.agenda_elsewhere_at,
    )
    contents = [
        PackLine(label=p.label, title=p.title, first=a, last=b)
        for p in out
        for a, b in [ranges[p.placement.pk]]
    ]
    whole = library.publish(
        document=PackDocument(
            title=f"Agenda pack: {meeting.settings.name}, {meeting.day:%-d %B %Y}",
            pages=pack.page_count,
            lines=contents,
        ),
        kind=_Kind.PACK,
        source_ref=meeting.ref,
        by=by,
        meeting=public,
        file=pack.file,
        screen_file=pack.screen_file,
        file_name="pack.pdf",
        scope=meeting.scope,
        elsewhere_at=meeting.agenda_elsewhere_at,
    )
    if agenda.version > 1:
        follow_up_earlier_issue(meeting, public, whole, {paper.placement.ref for paper in out}, by)
    return [agenda, *published, whole]


def _freeze_numbers(meeting: Meeting, papers: list[PaperOnAgenda]) -> None:
    """From the first issue on, an item keeps its number and a paper its mark."""
    for pk, label in frozen(meeting.items.order_by("position", "pk")).items():
        AgendaItem.objects.filter(pk=pk).update(issued_label=label)
    for paper in papers:
        Placement.objects.filter(pk=paper.placement.pk).update(mark=paper.mark)


def _is_agreed(meeting: Meeting) -> Finding:
    if AGENDA.allows(meeting, "publish"):
        return met(code="agreed")
    return stopped("The agenda is not agreed yet.", remedy="Agree it first.", code="agreed")
