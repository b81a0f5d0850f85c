"""The papers of an agenda as they are printed, and those that stand in a restricted pack only."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from foundation.documents.layout.document import Document, from_data, printable
from foundation.history.findings import Finding, Level
from foundation.history.together import Asking, answered
from foundation.ui.dates import long_day
from foundation.ui.words import lower_first
from meetings.common.rules.labels import labels
from meetings.common.sheet import printed_day_and_time
from meetings.models import Meeting, PaperVersion, Placement, Restriction
from meetings.papers.documents.report import Appendix, ReportDocument
from meetings.papers.rules import PartInput, mark
from meetings.restricted.business import Restricted, standing_on
from meetings.restricted.rules import RestrictionFacts, lost_appendix, unsigned


@printable
@dataclass(frozen=True, kw_only=True)
class AppendixDocument(Document):
    """One restricted appendix of an open report, printed on its own."""

    kind: ClassVar[str] = "restricted_appendix"
    template: ClassVar[str] = "documents/restricted_appendix.html"
    report: str
    label: str
    heading: str = ""
    html: str = ""
    marking: str = ""
    is_landscape: bool = False
    ground: str = ""

    @classmethod
    def of(cls, report: ReportDocument, part: Appendix, ground: str) -> "AppendixDocument":
        """The appendix with its numbers as the whole report would print them."""
        printed = {each.appendix.label: each.html for each in report.layout.appendices}
        return cls(
            title=f"{part.label} of {report.title}",
            language=report.language,
            report=report.title,
            label=part.label,
            heading=part.title,
            html=printed.get(part.label, ""),
            marking=part.marking,
            is_landscape=part.is_landscape,
            ground=ground,
        )


@dataclass(frozen=True, kw_only=True)
class RestrictedLine:
    """One restricted paper or appendix of the contents; `link` is its key in the pack."""

    label: str
    item: str
    paper: str
    why: str
    pages: str = ""
    link: str = ""


@printable
@dataclass(frozen=True, kw_only=True)
class RestrictedContents(Document):
    """The sheet that opens the restricted papers of a pack: what they are, why, and on which pages."""

    kind: ClassVar[str] = "restricted_contents"
    template: ClassVar[str] = "documents/restricted_contents.html"
    body_name: str
    when: str
    lines: list[RestrictedLine] = field(default_factory=list)


WITH_AGENDA = Placement.Delivery.WITH_AGENDA


@dataclass(frozen=True)
class PaperOnAgenda:
    """A paper on its item: the number of the item, the mark it bears, the version it stands at.

    What it prints is whole; `public_document` is what the public may read of it.
    """

    meeting: Meeting
    placement: Placement
    version: PaperVersion | None
    label: str
    mark: str
    restricted: Restricted

    @property
    def key(self) -> str:
        """What the pack knows it by; the agenda links to it."""
        return str(self.placement.ref)

    @property
    def title(self) -> str:
        """The paper's title."""
        return self.placement.paper.title

    @property
    def goes_in(self) -> bool:
        """True when a pack carries it: it comes with the agenda, is there, and its item stands."""
        comes = self.placement.delivery == WITH_AGENDA and self.version is not None
        return comes and self.placement.item.withdrawn_at is None

    @property
    def restriction(self) -> Restriction | None:
        """What keeps the whole paper from the public: its own restriction, or that of its item."""
        return self.restricted.on(self.placement)

    @property
    def kept_appendices(self) -> frozenset[str]:
        """The labels of the appendices that are kept from the public."""
        return self.restricted.appendices(self.placement)

    @cached_property
    def is_public(self) -> bool:
        """True when the public may read it, wholly or without its restricted appendices.

        A paper in which a restricted appendix cannot be found is not public: nothing is left out by guessing.
        """
        if self.restriction is not None:
            return False
        return not self.lost_appendices

    @cached_property
    def lost_appendices(self) -> frozenset[str]:
        """Restricted appendices that the paper does not have by that name, or that are part of a PDF."""
        if not self.kept_appendices or self.version is None:
            return frozenset()
        document = self.document
        has = {part.label for part in document.appendices} if isinstance(document, ReportDocument) else set()
        return self.kept_appendices - has

    @cached_property
    def document(self) -> Document | None:
        """The whole document as this meeting prints it; None for an uploaded PDF."""
        if self.version is None or not self.version.document:
            return None
        return printed_for(from_data(self.version.document), self.meeting)

    @cached_property
    def public_document(self) -> Document | None:
        """The document without its restricted appendices; None for an uploaded PDF.

        Raises ValueError for a paper that is not public: ask `is_public` first.
        """
        if not self.is_public:
            raise ValueError(f"Not for publication: {self.placement.ref}")
        document = self.document
        if not self.kept_appendices or not isinstance(document, ReportDocument):
            return document
        return replace(document, appendices=[self._as_listed(part) for part in document.appendices])

    def _as_listed(self, part: Appendix) -> Appendix:
        """An appendix as the public report has it: itself, or only its line with the ground."""
        found = self.restricted.on_appendix(self.placement, part.label)
        if found is None:
            return part
        ground = self.restricted.words(found)
        title = self.restricted.public_title_of_appendix(self.placement, part.label, part.title)
        words = f"{title}. {ground}" if title else lower_first(ground)
        return Appendix(label=part.label, title=words)

    @cached_property
    def restricted_document(self) -> Document | None:
        """The whole document with the words that it is not for publication; None for an uploaded PDF."""
        found = self.restriction
        if found is None or not isinstance(self.document, ReportDocument):
            return self.document
        return replace(self.document, restricted=self.restricted.words(found))

    def appendix_documents(self) -> list[AppendixDocument]:
        """The restricted appendices of an open report, each a document of its own."""
        document = self.document
        if not self.is_public or not isinstance(document, ReportDocument):
            return []
        kept = [self.restricted.on_appendix(self.placement, part.label) for part in document.appendices]
        return [
            AppendixDocument.of(document, part, self.restricted.words(found))
            for part, found in zip(document.appendices, kept, strict=True)
            if found is not None
        ]

    @property
    def as_input(self) -> PartInput:
        """What a pack that prints the whole paper depends on."""
        version = self.version.hash if self.version else ""
        found = self.restriction
        return PartInput(
            self.placement.ref, self.mark, self.title, version, self.restricted.words(found) if found else ""
        )

    @property
    def as_public_input(self) -> PartInput:
        """What a pack that prints the public part of it depends on."""
        rows = [self.restricted.on_appendix(self.placement, each) for each in sorted(self.kept_appendices)]
        kept = "; ".join(
            f"{each.appendix} {each.shows_title} {each.public_title} {self.restricted.words(each)}"
            for each in rows
            if each is not None
        )
        return replace(self.as_input, kept=kept)


def papers_of(meeting: Meeting, *, with_words: bool = False) -> list[PaperOnAgenda]:
    """Every paper on the agenda, restricted ones too, in its order, in a fixed number of queries.

    `with_words`: for who reads the text of all of them, which is otherwise asked for paper by paper.
    """
    return answered(papers_asking(meeting, with_words=with_words))


def papers_asking(meeting: Meeting, *, with_words: bool = False) -> Asking[list[PaperOnAgenda]]:
    """The same, for who asks for more at the same time."""
    placements = Placement.objects.select_related("paper", "paper__author").order_by("position", "pk")
    lines = meeting.items.order_by("position", "pk").prefetch_related(Prefetch("placements", placements))
    items, standing = yield [lines, standing_on(meeting.pk)]
    numbers = labels(items)
    papers = {p.paper_id for item in items for p in item.placements.all()}
    (versions,) = yield [_newest_whole(papers) if with_words else _versions(papers)]
    newest = {version.paper_id: version for version in versions}
    pattern = meeting.settings.item_mark
    restricted = Restricted.known(meeting, standing, items)
    return [
        PaperOnAgenda(
            meeting,
            placement,
            newest.get(placement.paper_id),
            numbers[item.pk],
            mark(pattern, numbers[item.pk], placement.mark),
            restricted,
        )
        for item in items
        for placement in item.placements.all()
    ]


def restriction_stops(papers: Iterable[PaperOnAgenda], restricted: Restricted) -> list[Finding]:
    """What stands between restricted business and publishing the rest: no signature, a lost appendix.

    A reason that overrules a missing signature is recorded with the restriction, not with the publication.
    """
    facts = (restricted.facts_of(each) for each in restricted.every)
    return [*withholding_stops(facts), *(each for paper in papers for each in lost_appendices(paper))]


def withholding_stops(facts: Iterable[RestrictionFacts]) -> list[Finding]:
    """Decisions to withhold that nobody recorded, and for which no reason was given to go on without."""
    return [replace(each, level=Level.STOPPED) for each in unsigned(facts)]


def lost_appendices(paper: PaperOnAgenda) -> list[Finding]:
    """Restricted appendices of a paper that goes in which cannot be left out of it."""
    lost = sorted(paper.lost_appendices if paper.goes_in else ())
    return [lost_appendix(label, paper.label, paper.title) for label in lost]


def newest_versions(papers: Iterable[int]) -> dict[int, PaperVersion]:
    """The newest version of each paper, without its text, in one query."""
    return {version.paper_id: version for version in _versions(set(papers))}


def _newest_whole(papers: set[int]) -> QuerySet[PaperVersion]:
    """The newest version of each of these papers, with its text."""
    later = PaperVersion.objects.filter(paper=OuterRef("paper"), number__gt=OuterRef("number"))
    return PaperVersion.objects.filter(~Exists(later), paper_id__in=papers).select_related("file")


def _versions(papers: set[int]) -> QuerySet[PaperVersion]:
    """Every version of these papers, the newest last."""
    rows = PaperVersion.objects.filter(paper_id__in=papers).defer("document").select_related("file")
    return rows.order_by("number")


def printed_for(document: Document, meeting: Meeting) -> Document:
    """A report gets the panel's name and the day and time of this meeting; other papers stay as they are."""
    if not isinstance(document, ReportDocument):
        return document
    return document.for_meeting(
        body_name=meeting.settings.name,
        date_words=printed_day_and_time(meeting.starts_at),
        day_words=long_day(meeting.starts_at).split(" ", 1)[1],
    )
