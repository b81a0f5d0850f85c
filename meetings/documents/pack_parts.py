"""What goes into a meeting's pack: its papers in agenda order, each with the version it stands at."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from foundation.documents.document import Document, from_data
from foundation.ui.dates import long_day
from meetings.documents.agenda import printed_day_and_time
from meetings.documents.report import ReportDocument
from meetings.models import Meeting, PaperVersion, Placement
from meetings.rules.labels import labels
from meetings.rules.packs import PartInput
from meetings.rules.papers import mark

WITH_AGENDA = Placement.Delivery.WITH_AGENDA


@dataclass(frozen=True)
class PaperOnAgenda:
    """A paper on its item: the number of the item, the mark it bears, the version it stands at."""

    meeting: Meeting
    placement: Placement
    version: PaperVersion | None
    label: str
    mark: str

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
        """True when the pack carries it: it comes with the agenda, and there is something of it."""
        return self.placement.delivery == WITH_AGENDA and self.version is not None

    @cached_property
    def document(self) -> Document | None:
        """The document as this meeting prints it; None for an uploaded PDF."""
        if self.version is None or not self.version.document:
            return None
        return printed_for(from_data(self.version.document), self.meeting)

    @property
    def as_input(self) -> PartInput:
        """What the pack depends on."""
        version = self.version.hash if self.version else ""
        return PartInput(self.placement.ref, self.mark, self.title, version)


def papers_of(meeting: Meeting) -> list[PaperOnAgenda]:
    """Every paper on the agenda, in its order, in three queries and the body's settings."""
    placements = Placement.objects.select_related("paper", "paper__author").order_by("position", "pk")
    items = list(
        meeting.items.order_by("position", "pk").prefetch_related(Prefetch("placements", placements))
    )
    numbers = labels(items)
    newest = newest_versions(p.paper_id for item in items for p in item.placements.all())
    pattern = meeting.settings.item_mark
    return [
        PaperOnAgenda(
            meeting,
            placement,
            newest.get(placement.paper_id),
            numbers[item.pk],
            mark(pattern, numbers[item.pk], placement.mark),
        )
        for item in items
        for placement in item.placements.all()
    ]


def newest_versions(papers: Iterable[int]) -> dict[int, PaperVersion]:
    """The newest version of each paper, without its text, in one query."""
    rows = PaperVersion.objects.filter(paper_id__in=set(papers)).defer("document").select_related("file")
    return {version.paper_id: version for version in rows.order_by("number")}


def printed_for(document: Document, meeting: Meeting) -> Document:
    """A report gets the panel's name and the day and time of this meeting; other papers stay as they are."""
    if not isinstance(document, ReportDocument):
        return document
    return document.for_meeting(
        body_name=meeting.settings.name,
        date_words=printed_day_and_time(meeting.starts_at),
        day_words=long_day(meeting.starts_at).split(" ", 1)[1],
    )
