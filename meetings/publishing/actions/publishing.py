"""Publishing an agenda with its papers and its pack, in one act; withdrawing what was published."""

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history import clock
from foundation.history.actors import SYSTEM, Actor
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.history.models import Event
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.common.lifecycles import AGENDA
from meetings.common.locks import lock, lock_item
from meetings.common.notice import finding_for
from meetings.common.policies import may_edit_agenda, may_publish
from meetings.common.rules.days import day_finding
from meetings.common.rules.labels import doubled_stops, frozen
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Placement
from meetings.packs.actions.requesting import OPEN, is_current, newest_whole
from meetings.packs.documents.agenda import AgendaDocument
from meetings.papers.actions.preparing import public_file_name, publish_paper
from meetings.papers.actions.vetting import could_disclose, vetting_points
from meetings.papers.documents.parts import PaperOnAgenda, papers_of, restriction_stops
from meetings.papers.documents.uploaded import PackDocument, PackLine
from meetings.public.actions.announcing import tell_public
from meetings.publishing.rules import ProofPaper, pack_finding, paper_points, privacy_finding, seen_finding
from meetings.restricted.actions import keeping_finds, require_no_leak, require_public_reason
from meetings.restricted.business import Restricted
from meetings.restricted.leaks import Outgoing, everything_of

_Kind = Publication.Kind


def give_late_reason(*, meeting: Meeting, reason: str, by: User) -> None:
    """Record why the agenda is published late, before the pack is built: the reason is printed in it."""
    with transaction.atomic():
        lock(meeting)
        require(may_publish(by, meeting))
        reason = " ".join(reason.split())
        if len(reason) > 500:
            refuse(_("The reason is longer than 500 characters."), code="late_reason")
        if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
            refuse(_("This agenda has been published and can no longer be changed."))
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
    """Everything the law, the panel and the final check require of an agenda to be published, now or `at`."""
    if meeting.is_private:
        return [privacy_finding(is_private=True)]
    return [
        *about_agenda(meeting, pack, proof, at=at),
        *doubled_stops(meeting.items.all()),
        *paper_points(proof_paper(paper) for paper in papers),
        *restriction_stops(papers, Restricted.of(meeting)),
    ]


def about_agenda(
    meeting: Meeting, pack: Pack | None, proof: str = "", *, at: datetime | None = None
) -> list[Finding]:
    """The part of it that is about no single paper or line."""
    found = [
        privacy_finding(is_private=meeting.is_private),
        finding_for(meeting, meeting.agenda_elsewhere_at or at or clock.now()),
        _is_agreed(meeting),
        day_finding(is_to_be_confirmed=meeting.is_to_be_confirmed),
    ]
    if meeting.is_private:
        return found[:1]
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
            title=_("Agenda pack: {settings_name}, {meeting_day}").format(
                settings_name=meeting.settings.name, meeting_day=f"{meeting.day:%-d %B %Y}"
            ),
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
    return stopped(
        _("The agenda has not been agreed yet."), remedy=_("Record the Chair’s agreement."), code="agreed"
    )


_Delivery = Placement.Delivery
# What a meeting was given outside its agenda stays public when the agenda is published again.
OUTSIDE = (_Delivery.TABLED, _Delivery.FILED_AFTERWARDS)
OPENED = "agenda opened to be published again"
REASON_LIMIT = 500


@keeping_finds
@transaction.atomic
def open_agenda_again(*, meeting: Meeting, reason: str, by: User) -> None:
    """Open a published agenda to put it right; what is public stays until it is published again.

    `reason` says what is put right: the public page tells it with the new versions. Papers that supplements
    brought stand in the new pack.
    """
    lock(meeting)
    require(may_publish(by, meeting))
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LIMIT:
        said = _(
            "Enter what is corrected in at most {reason_limit} characters. The public will read it."
        ).format(reason_limit=REASON_LIMIT)
        refuse(said, code="reason")
    require_public_reason(meeting=meeting, reason=reason)
    open_again(meeting, reason, by)


def open_again(meeting: Meeting, reason: str, by: Actor) -> None:
    """The same for a meeting that is locked, after whoever acts was asked for."""
    AGENDA.move(meeting, "open_again", by=by, scope=meeting.scope, note=reason)
    supplements = Placement.objects.filter(item__meeting=meeting, delivery=_Delivery.SUPPLEMENT)
    supplements.update(delivery=_Delivery.WITH_AGENDA)


@transaction.atomic
def bring_paper_back(*, placement: Placement, by: User) -> None:
    """Let a withdrawn paper come with the agenda again, which was opened to be published again."""
    meeting = lock_item(placement.item)
    require(may_edit_agenda(by, meeting))
    placement.refresh_from_db()
    if placement.delivery != _Delivery.WITHDRAWN:
        refuse(_("This paper has not been withdrawn."))
    placement.delivery = _Delivery.WITH_AGENDA
    placement.save(update_fields=["delivery"])
    record("paper brought back", placement, by=by, scope=meeting.scope)


def what_was_put_right(meeting: Meeting) -> str:
    """What was said when the agenda was opened to be published again; nothing where it was not."""
    about = Event.objects.within(meeting.scope).filter(verb=OPENED, subject_id=str(meeting.pk))
    event = about.select_related("note").first()
    return event.note.text if event is not None and hasattr(event, "note") else ""


def follow_up_earlier_issue(
    meeting: Meeting, public: PublicMeeting, whole: Publication, named: set[str], by: Actor
) -> None:
    """After publishing again: supplements lead on to the new pack, and papers that are gone are taken back.

    `named` are the sources of the papers that the new pack holds.
    """
    for source in _supplements(public):
        library.supersede(source_ref=source, kind=_Kind.SUPPLEMENT, by_publication=whole)
    own = Placement.objects.filter(item__meeting=meeting).exclude(delivery__in=OUTSIDE)
    gone = set(own.values_list("ref", flat=True)) - named
    for each in Publication.objects.standing().filter(source_ref__in=gone, kind=_Kind.PAPER).order_by("pk"):
        said = _("It is not among the papers that were published again.")
        library.withdraw(publication=each, reason=said, by=by, scope=meeting.scope)
    said = (
        _("Published again. {what_was_put_right}")
        .format(what_was_put_right=what_was_put_right(meeting))
        .strip()
    )
    library.tell(meeting=public, sentence=said, by=by, scope=meeting.scope)


def _supplements(public: PublicMeeting) -> set[str]:
    rows = public.publications.of_kinds(_Kind.SUPPLEMENT)
    return set(rows.values_list("source_ref", flat=True))
