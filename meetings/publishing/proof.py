"""The proof before publishing: what becomes public, what is missing, what to look at."""

from dataclasses import dataclass, field, replace

from foundation.documents.search.searching import Search
from foundation.history.findings import Finding, Level, look
from foundation.ui.rows import Fact
from foundation.ui.words import counted
from meetings.agenda.pages.rows import agenda_items, line_facts
from meetings.agenda.rules.lint import agenda_findings
from meetings.models import Meeting, Pack, PackEntry, Placement
from meetings.packs.actions.requesting import newest_whole
from meetings.papers.documents.parts import PaperOnAgenda, papers_of
from meetings.papers.documents.report import ReportDocument
from meetings.papers.rules import missing, pages_words
from meetings.publishing.actions.publishing import rehearse, stand_in_the_way
from meetings.restricted.kept import NOTHING, Kept
from meetings.restricted.pages import Searched
from meetings.wording.letters import boxed


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One thing that becomes public: how it can be read, on which pages."""

    label: str
    title: str
    reads_as: str
    pages: str
    size: int | None = None


@dataclass(frozen=True)
class Proof:
    """Everything of the proof sheet; `hash` is that of the pack that was read."""

    pack: Pack | None
    rows: list[PublicRow]
    absent: list[str]
    notice: Finding
    stops: list[Finding]
    points: list[Finding]
    reason: str = ""
    leak: Finding | None = None
    leak_places: list[str] = field(default_factory=list)
    search: Search | None = None

    @property
    def hash(self) -> str:
        """What the button sends, so that these bytes and no others go out."""
        return self.pack.file.hash if self.pack and self.pack.file else ""

    @property
    def is_open(self) -> bool:
        """True when nothing stands in the way, a reason for late notice apart."""
        return not self.stops

    @property
    def lacks_reason(self) -> bool:
        """True when too few clear days are left and nobody said why yet."""
        return self.notice.needs_reason and not self.reason

    @property
    def needs_pack(self) -> bool:
        """True when the pack is what is missing."""
        return any(stop.code == "pack" for stop in self.stops)

    @property
    def facts(self) -> list[Fact]:
        """The strip under the title."""
        papers = sum(1 for row in self.rows if row.label or row.reads_as != "PDF")
        pages = self.pack.page_count if self.pack else 0
        public = f"{counted(max(papers - 1, 0), 'paper')}, {counted(pages, 'page')}"
        looks = len(self.points)
        return [
            Fact("Becomes public", public, url="#public", link="List of papers"),
            Fact("Not in the pack", counted(len(self.absent), "paper"), url="#absent", link="Which"),
            Fact(
                "Clear days",
                self.notice.level.value,
                mood="good" if self.notice.is_met else "bad",
                url="#days",
                link="How counted",
            ),
            Fact(
                "To look at",
                counted(looks, "point"),
                mood="warn" if looks else "",
                url="#points",
                link="Read them",
            ),
        ]

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept = NOTHING) -> "Proof":
        """The proof of one meeting's agenda as it stands now, without what is kept from its reader."""
        pack = newest_whole(meeting, Pack.Kind.AGENDA)
        papers = papers_of(meeting)
        found = stand_in_the_way(meeting, pack, papers)
        looks = [f for f in found if f.level is Level.LOOK]
        is_whole = any(f.code == "pack" and f.is_met for f in found)
        is_numbered = not any(f.code == "label_override" for f in found)
        searched = (
            Searched.of(meeting, lambda: rehearse(meeting, pack))
            if pack and is_whole and is_numbered
            else Searched()
        )
        found += [searched.leak] if searched.leak is not None else []
        return cls(
            pack=pack,
            rows=[replace(row, title=kept.named(row.title)) for row in _rows(papers, pack)] if pack else [],
            absent=[kept.named(each) for each in _absent(papers)],
            notice=next((f for f in found if f.code == "notice"), found[0]),
            stops=kept.findings(f for f in found if f.level is Level.STOPPED),
            points=kept.findings(
                [
                    *looks,
                    *_left_out(papers),
                    *searched.looks,
                    *_agenda_points(meeting),
                    *_paper_points(papers),
                ]
            ),
            reason=meeting.late_notice_reason,
            leak=searched.leak,
            leak_places=searched.places,
            search=searched.search,
        )


def _rows(papers: list[PaperOnAgenda], pack: Pack) -> list[PublicRow]:
    entries = {e.placement_id: e for e in pack.entries.all()}
    front = next((e for e in entries.values() if e.kind == PackEntry.Kind.FRONT), None)
    pages = pages_words(*front.span) if front else ""
    rows = [PublicRow("", "Front sheet and agenda", "Page and PDF", pages)]
    for paper in papers:
        entry = entries.get(paper.placement.pk)
        if entry is None or paper.version is None:
            continue
        is_text = paper.version.file_id is None
        size = paper.version.file.size if paper.version.file else None
        rows.append(
            PublicRow(
                paper.label,
                paper.title,
                "Page and PDF" if is_text else "PDF",
                pages_words(*entry.span),
                size,
            )
        )
    return rows


def _absent(papers: list[PaperOnAgenda]) -> list[str]:
    """The papers that are listed and are not in the public pack, each with the reason."""
    return [
        f"{paper.label} {paper.title}: {_why_absent(paper)}".strip()
        for paper in papers
        if not paper.goes_in or not paper.is_public
    ]


def _why_absent(paper: PaperOnAgenda) -> str:
    if not paper.goes_in:
        return paper.placement.get_delivery_display().lower()
    return "exempt or confidential, so in the restricted pack only"


def _left_out(papers: list[PaperOnAgenda]) -> list[Finding]:
    """Papers that were withdrawn and stay so: whoever puts one right has to say that it comes again."""
    return [
        look(
            f"Item {paper.label}, “{paper.title}”, was withdrawn and is left out.",
            remedy="To publish it again, choose “Comes with the agenda” beside it on the page of the papers.",
            code="left_out",
        )
        for paper in papers
        if paper.placement.delivery == Placement.Delivery.WITHDRAWN
        and paper.placement.item.withdrawn_at is None
    ]


def _agenda_points(meeting: Meeting) -> list[Finding]:
    """What the agenda itself should say and does not, and minutes that it brings too early."""
    items = agenda_items(meeting)
    early = [
        look(
            f"“{item.title}”: these minutes are not published yet.",
            remedy="Publish them, then build the pack again.",
        )
        for item in items
        if not all(held.has_published_minutes for held in item.minutes_of.all())
    ]
    words = boxed(*(text for item in items for text in (item.title, item.purpose)))
    boxes = [look(f"On the agenda {words}.", code="letters")] if words else []
    return [
        *early,
        *boxes,
        *agenda_findings(
            line_facts(items),
            meeting_day=meeting.day,
            contact=meeting.contact,
        ),
    ]


def _within(sentence: str) -> str:
    """A sentence as it goes on after a colon; one that begins with a name keeps its capital."""
    begins_plainly = sentence.startswith(("A ", "Background ", "No ", "There "))
    return sentence[:1].lower() + sentence[1:] if begins_plainly else sentence


def _paper_points(papers: list[PaperOnAgenda]) -> list[Finding]:
    """What the reports themselves lack, each with the number of its item."""
    found = []
    for paper in papers:
        document = paper.document if paper.goes_in else None
        for point in missing(document) if isinstance(document, ReportDocument) else []:
            if point.level is Level.LOOK:
                sentence = f"Item {paper.label}, {paper.title}: {_within(point.sentence)}."
                found.append(Finding(Level.LOOK, sentence, source=point.source, code=point.code))
    return found
