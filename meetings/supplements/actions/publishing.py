"""Having a supplement built, and publishing it: what was issued before stays as it is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.history import clock
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import Finding, look, refuse, require
from foundation.jobs import queue
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from foundation.ui.dates import long_day
from meetings.common.locks import lock, lock_item
from meetings.common.notice import finding_for
from meetings.common.policies import may_publish, may_supplement
from meetings.common.rules.labels import doubled_stops
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Paper, Placement
from meetings.packs.actions.requesting import OPEN, newest_whole
from meetings.packs.after_publication import AfterPublication, agenda_now
from meetings.packs.rules import WITHDRAWN
from meetings.papers.actions.placing import paper_for, place_document
from meetings.papers.actions.preparing import keep_document, public_file_name, publish_paper
from meetings.papers.documents.parts import restriction_stops
from meetings.public.actions.announcing import tell_public
from meetings.publishing.actions.publishing import proof_paper
from meetings.publishing.rules import pack_finding, paper_points, privacy_finding, seen_finding
from meetings.restricted.actions import keeping_finds, require_no_leak
from meetings.supplements import rules
from meetings.supplements.actions.building import paper_file_hash, supplement_inputs
from meetings.supplements.actions.changing import add_late_paper, replace_issued_paper
from meetings.supplements.documents import SupplementDocument

_Kind = Publication.Kind


@transaction.atomic
def ask_for_supplement(*, meeting: Meeting, by: User) -> Pack:
    """Have the next supplement built in the background; while one is being built, asking again joins it."""
    lock(meeting)
    require(may_supplement(by, meeting))
    after = AfterPublication.of(meeting)
    require(privacy_finding(is_private=meeting.is_private), rules.nothing_changed(after.count))
    pack = meeting.packs.filter(kind=Pack.Kind.SUPPLEMENT, status__in=OPEN).first()
    waiting = waiting_supplement(meeting)
    if pack is None and waiting and waiting.inputs_hash == supplement_inputs(after):
        return waiting
    if pack is None:
        pack = Pack.objects.create(
            meeting=meeting,
            kind=Pack.Kind.SUPPLEMENT,
            number=(meeting.packs.aggregate(last=Max("number"))["last"] or 0) + 1,
            supplement_number=after.number,
            asked_at=clock.now(),
            asked_by=by.printed_name,
        )
        data = {"kind": pack.kind, "number": pack.number}
        record("pack asked for", pack, by=by, scope=meeting.scope, data=data)
    queue.enqueue("meetings.build_pack", key=f"pack:{pack.pk}", arguments={"pack": pack.pk})
    return pack


def waiting_supplement(meeting: Meeting) -> Pack | None:
    """The newest whole supplement that has not gone out."""
    pack = newest_whole(meeting, Pack.Kind.SUPPLEMENT)
    return pack if pack and pack.issued_at is None else None


def stand_in_the_way_of_supplement(
    after: AfterPublication, pack: Pack | None, proof: str = "", *, at: datetime | None = None
) -> list[Finding]:
    """Everything the law, the panel and the proof ask of a supplement before it is published, now or `at`."""
    meeting = after.meeting
    is_in_time = finding_for(meeting, at or clock.now()).is_met
    new = [
        rules.NewItem(
            after.labels[item.pk],
            after.restricted.public_title_of(item),
            bool(item.urgent_reason),
            item.is_to_note,
        )
        for item in after.new_items
    ]
    building = meeting.packs.filter(kind=Pack.Kind.SUPPLEMENT, status__in=OPEN)
    return [
        privacy_finding(is_private=meeting.is_private),
        rules.nothing_changed(after.count),
        *doubled_stops(after.items),
        *rules.item_points(new, is_in_time=is_in_time),
        *_paper_points(after, is_in_time=is_in_time),
        *restriction_stops(after.papers, after.restricted),
        pack_finding(
            is_whole=pack is not None,
            is_current=pack is not None and pack.inputs_hash == supplement_inputs(after),
            is_building=building.exists(),
        ),
        seen_finding(proof, pack.file.hash if pack and pack.file else ""),
    ]


def _paper_points(after: AfterPublication, *, is_in_time: bool) -> Iterable[Finding]:
    """What stands out about the papers themselves, and those that are late without saying why."""
    for paper in after.parts:
        # In its supplement a paper is looked at like one that comes with the agenda.
        placement = paper.placement
        before, placement.delivery = placement.delivery, Placement.Delivery.WITH_AGENDA
        yield from paper_points([proof_paper(paper)])
        placement.delivery = before
        is_new_item = any(item.pk == placement.item_id for item in after.new_items)
        if not is_in_time and not is_new_item and not placement.late_reason:
            yield look(
                _("Item {label}, “{title}”, is late, and no reason has been entered.").format(
                    label=paper.label, title=paper.title
                )
            )


@keeping_finds
def publish_supplement(*, meeting: Meeting, by: User, proof: str = "") -> list[Publication]:
    """Make the next supplement public with its papers, and the agenda as it reads with it.

    `proof` is the hash of the supplement that was read. Publishing again changes nothing and gives back what
    went out. Raises `Refused` with everything that stands in the way.
    """
    with transaction.atomic():
        lock(meeting)
        require(may_publish(by, meeting))
        after = AfterPublication.of(meeting)
        pack = newest_whole(meeting, Pack.Kind.SUPPLEMENT)
        if pack and pack.issued_at and not after.count:
            return supplement_publications(meeting, pack)
        require(may_supplement(by, meeting))
        pack = waiting_supplement(meeting)
        require(*stand_in_the_way_of_supplement(after, pack, proof))
        assert pack is not None
        published = _publish(after, pack, by)
        require_no_leak(way="supplement", meeting=meeting, published=published)
        return published


def supplement_publications(meeting: Meeting, pack: Pack) -> list[Publication]:
    """What stands published of a supplement: itself, and the agenda as it reads now."""
    sources = [meeting.ref, supplement_source(meeting, pack)]
    rows = Publication.objects.standing().filter(source_ref__in=sources)
    return list(rows.of_kinds(_Kind.AGENDA, _Kind.SUPPLEMENT).order_by("pk"))


def supplement_source(meeting: Meeting, pack: Pack) -> str:
    """The reference under which a supplement is published."""
    return f"{meeting.ref}-s{pack.supplement_number}"


def _publish(after: AfterPublication, pack: Pack, by: Actor) -> list[Publication]:
    meeting = after.meeting
    public = tell_public(meeting, by)
    _freeze(after)
    sheet = change_sheet(after, pack)
    papers = [publish_paper(paper, public, by) for paper in after.parts]
    _withdraw_papers(after, by)
    Pack.objects.filter(pk=pack.pk).update(issued_at=clock.now())
    agenda = _publish_agenda(meeting, public, by)
    whole = library.publish(
        document=sheet,
        kind=_Kind.SUPPLEMENT,
        source_ref=supplement_source(meeting, pack),
        by=by,
        meeting=public,
        file=pack.file,
        screen_file=pack.screen_file,
        file_name=f"supplement-{pack.supplement_number}.pdf",
        scope=meeting.scope,
    )
    data = {"number": pack.supplement_number, "pages": pack.page_count, "changes": after.count}
    record("supplement issued", pack, by=by, scope=meeting.scope, data=data)
    return [agenda, *papers, whole]


def change_sheet(after: AfterPublication, pack: Pack) -> SupplementDocument:
    """The change sheet as this built supplement prints it."""
    entries = pack.entries.filter(first_page__isnull=False, placement__isnull=False)
    ranges = {e.placement_id: e.span for e in entries if e.placement_id}
    hashes = {paper.placement.pk: paper_file_hash(paper) for paper in after.parts}
    prepared = long_day(pack.built_at) if pack.built_at else ""
    return SupplementDocument.of(after, ranges, hashes, prepared=prepared)


def _freeze(after: AfterPublication) -> None:
    """From the issue on, a new item keeps its number and a paper its mark."""
    for item in after.new_items:
        AgendaItem.objects.filter(pk=item.pk).update(issued_label=after.labels[item.pk])
    for paper in after.parts:
        Placement.objects.filter(pk=paper.placement.pk).update(mark=paper.mark)


def _withdraw_papers(after: AfterPublication, by: Actor) -> None:
    """The papers of a withdrawn item are taken back with its reason; the packs they stand in stay."""
    reasons = {item.pk: item.withdrawn_reason for item in after.items if item.withdrawn_at}
    gone = [after.by_key[c.key] for c in after.changes if c.kind == WITHDRAWN and c.key in after.by_key]
    for paper in gone:
        standing = Publication.objects.standing().filter(source_ref=paper.placement.ref, kind=_Kind.PAPER)
        for publication in standing:
            reason = reasons.get(paper.placement.item_id) or _("It was withdrawn from the meeting.")
            library.withdraw(publication=publication, reason=reason, by=by, scope=after.meeting.scope)


def _publish_agenda(meeting: Meeting, public: PublicMeeting, by: Actor) -> Publication:
    """A new version of the agenda; the earlier ones stay where they are and say that they were replaced."""
    document = agenda_now(meeting)
    return library.publish(
        document=document,
        kind=_Kind.AGENDA,
        source_ref=meeting.ref,
        by=by,
        meeting=public,
        file=render.pdf(document).file,
        file_name=public_file_name(meeting, "agenda"),
        scope=meeting.scope,
    )


@transaction.atomic
def bring_document(
    *, item: AgendaItem, document: Document, source_ref: str, by: User, note: str = ""
) -> Placement:
    """Place what another room recorded, or bring the paper it made up to date, before and after publication.

    After publication the paper waits for the next supplement, and `note` says what is new in it.
    """
    meeting = lock_item(item)
    if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return place_document(item=item, document=document, source_ref=source_ref, by=by)
    require(may_supplement(by, meeting))
    if not note.strip():
        refuse(_("Enter what is new. It is printed in the supplement."), code="note")
    earlier = Paper.objects.filter(body=meeting.body, source_ref=source_ref).order_by("pk").first()
    paper = paper_for(meeting, document, source_ref, earlier)
    keep_document(paper=paper, document=document, by=by)
    placed = item.placements.filter(paper=paper).first()
    if placed and PackEntry.objects.filter(placement=placed, pack__issued_at__isnull=False).exists():
        return replace_issued_paper(placement=placed, note=note, by=by)
    return add_late_paper(item=item, paper=paper, reason=note, by=by)
