"""Announced meetings and publications for tests, made through the actions of the library."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from foundation.documents.layout.document import Document
from foundation.documents.store import files
from foundation.history.actors import System
from foundation.library import publishing as library
from foundation.library.item_page import references_of
from foundation.library.models import Publication, PublicMeeting
from meetings.minutes.documents.entry import DecisionBlock, DecisionLimb, MinuteEntry
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.packs.documents.agenda import AgendaDocument, AgendaLine, PaperLink
from meetings.papers.documents.report import ReportDocument
from meetings.papers.documents.uploaded import PackDocument, UploadedDocument

ELLEN = System(pk="7", printed_name="Ellen Marsh")
FRIDAY = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
PDF = b"%PDF-1.7 not a real one, but bytes are bytes %%EOF"


def facts(ref: str = "meeting23456", **values: Any) -> library.MeetingFacts:
    """What is announced of the meeting of Friday 4 December 2026."""
    given = {
        "ref": ref,
        "body_ref": "wessexpanel2",
        "body_name": "Wessex Police and Crime Panel",
        "name": "Ordinary meeting",
        "starts_at": FRIDAY,
        "venue": "County Hall, Ambermere",
        "how_to_attend": "Anyone may come, no booking.",
        "contact": {"name": "Ellen Marsh", "phone": "01632 960 114", "email": "panel@wessexpcp.example"},
        **values,
    }
    return library.MeetingFacts(**given)


def announced(ref: str = "meeting23456", **values: Any) -> PublicMeeting:
    """A meeting the public knows of."""
    return library.announce(facts=facts(ref, **values), by=ELLEN)


def published(document: Document, kind: str, source_ref: str, **values: Any) -> Publication:
    """A publication by Ellen Marsh."""
    return library.publish(document=document, kind=kind, source_ref=source_ref, by=ELLEN, **values)


def report(title: str = "Knife crime, and stop and search", **values: Any) -> ReportDocument:
    """A report written here."""
    return ReportDocument(title=title, body=f"<p>Words of the report {title}.</p>", **values)


def paper(
    meeting: PublicMeeting | None, source_ref: str = "paper1", title: str = "Knife crime"
) -> Publication:
    """A published paper with a page and a file."""
    stored = files.store(PDF + title.encode(), "application/pdf", 16)
    return published(
        report(title), "paper", source_ref, meeting=meeting, file=stored, file_name=f"{source_ref}.pdf"
    )


def uploaded(
    meeting: PublicMeeting | None, source_ref: str = "upload1", *, is_accessible: bool = True
) -> Publication:
    """A published paper that came as a PDF."""
    stored = files.store(PDF, "application/pdf", 12)
    document = UploadedDocument(title="Budget monitoring", pages=12, is_accessible=is_accessible)
    return published(document, "paper", source_ref, meeting=meeting, file=stored, file_name="budget.pdf")


def agenda(meeting: PublicMeeting, lines: list[AgendaLine]) -> Publication:
    """The agenda of an announced meeting, published."""
    document = AgendaDocument(
        title="Agenda: Wessex Police and Crime Panel, Friday 4 December 2026",
        body_name="Wessex Police and Crime Panel",
        meeting_name="Ordinary meeting",
        when="Friday 4 December 2026 at 1.30 pm",
        lines=lines,
    )
    return published(document, "agenda", meeting.ref, meeting=meeting)


def pack(meeting: PublicMeeting, data: bytes = PDF) -> Publication:
    """The agenda pack of an announced meeting, published."""
    document = PackDocument(title="Agenda pack: Friday 4 December 2026", pages=112)
    stored = files.store(data, "application/pdf", 112)
    return published(document, "pack", meeting.ref, meeting=meeting, file=stored, file_name="pack.pdf")


def line(number: int, publication: Publication | None = None, **values: Any) -> AgendaLine:
    """One numbered line, with its paper when one is given."""
    title = publication.title if publication else f"Business number {number}"
    papers = [PaperLink(title=title, publication_ref=publication.ref)] if publication else []
    given = {"kind": "item", "label": str(number), "title": title, "ref": f"item{number}", "papers": papers}
    return AgendaLine(**{**given, **values})


def minutes(meeting: PublicMeeting, entries: list[MinuteEntry], status: str = "Draft") -> Publication:
    """The minutes of an announced meeting, published."""
    document = MinutesDocument(
        title="Minutes of the meeting held on 4 December 2026",
        sentence="Minutes of a meeting of the Panel held at County Hall.",
        status=status,
        status_note="",
        minutes=entries,
    )
    return published(document, "minutes", f"m-{meeting.ref}", meeting=meeting, status_label=status)


def minute(label: str, item_refs: list[str], *limbs: str) -> MinuteEntry:
    """One minute with one decision."""
    marks = [f"({letter})" for letter in "abcdef"] if len(limbs) > 1 else [""]
    return MinuteEntry(
        ref=f"minute{label}",
        label=label,
        title=f"Minute {label}",
        item_refs=item_refs,
        decisions=[
            DecisionBlock(
                head="RESOLVED:",
                limbs=[DecisionLimb(label=mark, text=text) for mark, text in zip(marks, limbs, strict=False)],
            )
        ],
    )


def whole_meeting(lines: int = 13, ref: str = "meeting23456") -> PublicMeeting:
    """A meeting with an agenda of so many lines, a paper under each, a pack and minutes with decisions."""
    meeting = announced(ref)
    papers = [paper(meeting, f"{ref[:6]}-{n}", f"Paper number {n}") for n in range(1, lines + 1)]
    agenda(meeting, [line(n, each) for n, each in enumerate(papers, 1)])
    pack(meeting)
    minutes(meeting, [minute(str(61 + n), [f"item{n}"], "that it be noted") for n in range(1, lines + 1)])
    return meeting


def public_addresses() -> Iterator[str]:
    """Every address of the public site that exists today, withdrawn publications included."""
    yield reverse("library:home_public")
    yield reverse("library:meetings")
    for ref in PublicMeeting.objects.order_by("pk").values_list("ref", flat=True):
        yield reverse("library:meeting", args=[ref])
    for meeting in PublicMeeting.objects.order_by("pk"):
        for ref in references_of(meeting):
            yield reverse("library:item", args=[meeting.ref, ref])
    for publication in Publication.objects.in_short().select_related("meeting").order_by("pk"):
        yield from _addresses_of(publication)


def _addresses_of(publication: Publication) -> list[str]:
    """Every address at which this publication can be met, for sweeps and search."""
    found = [reverse("library:publication", args=[publication.ref]), f"/r/{publication.ref}"]
    found.append(reverse("library:seal", args=[publication.ref]))
    if publication.file_id and publication.file_name:
        found.append(reverse("library:file", args=[publication.ref, publication.file_name]))
    if publication.meeting:
        found.append(reverse("library:meeting", args=[publication.meeting.ref]))
        if publication.kind == Publication.Kind.PACK and publication.is_standing:
            found.append(reverse("library:pack", args=[publication.meeting.ref]))
        if publication.screen_url:
            found.append(publication.screen_url)
    return found
