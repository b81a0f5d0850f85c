"""What the public has of an agenda and its papers, and what changed since, read from the issued packs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.together import Asking, answered
from foundation.library.models import Publication
from foundation.ui.dates import long_day
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Paper, Placement
from meetings.packs import rules
from meetings.packs.documents.agenda import AgendaDocument, AgendaLine
from meetings.packs.rules import Change, IssuedPaper
from meetings.papers.documents.parts import PaperOnAgenda, papers_asking
from meetings.restricted.business import Restricted

_Delivery = Placement.Delivery
NOTED = gettext_noop("To be noted for a later meeting.")
PUBLIC_PACKS = (Pack.Kind.AGENDA, Pack.Kind.SUPPLEMENT)


def pack_ranges(meeting: Meeting) -> dict[int, tuple[int, int]]:
    """The pages of each placement in the newest whole pack."""
    newest = Pack.objects.filter(meeting=meeting, status=Pack.Status.WHOLE).order_by("-number")[:1]
    entries = PackEntry.objects.filter(pack__in=list(newest), placement__isnull=False)
    return {entry.placement_id: entry.span for entry in entries if entry.placement_id}


def _issued_packs(packs: Sequence[Pack]) -> Sequence[Pack]:
    """The packs that the public was given, in the order in which they went out.

    Published again, an agenda begins anew: what went out before its newest pack has no part in it.
    """
    newest = max((n for n, pack in enumerate(packs) if pack.kind == Pack.Kind.AGENDA), default=0)
    return packs[newest:]


def _issued_papers(packs: Iterable[Pack], entries: Iterable[PackEntry]) -> list[IssuedPaper]:
    """Every paper of these packs with its pages, one pack behind the other."""
    order = {pack.pk: (place, pack) for place, pack in enumerate(packs)}
    here = [entry for entry in entries if entry.pack_id in order]
    rows = sorted(here, key=lambda e: (order[e.pack_id][0], e.first_page or 0, e.pk))
    return [_issued(entry, order[entry.pack_id][1]) for entry in rows]


def _issued(entry: PackEntry, pack: Pack) -> IssuedPaper:
    return IssuedPaper(
        key=entry.placement_id or 0,
        entry=entry.pk,
        version=entry.paper_version.hash if entry.paper_version else "",
        first=entry.first_page,
        last=entry.last_page,
        supplement=pack.supplement_number or 0,
        prefix=pack.page_prefix,
        change=entry.change,
    )


@dataclass(frozen=True)
class AfterPublication:
    """A published agenda as it stands: what was issued, and what the next supplement has to bring."""

    meeting: Meeting
    packs: Sequence[Pack]
    issued: dict[int, IssuedPaper]
    papers: list[PaperOnAgenda]
    items: list[AgendaItem]

    @classmethod
    def of(cls, meeting: Meeting) -> "AfterPublication":
        """As it stands now, in a fixed number of queries."""
        return answered(cls.asking(meeting))

    @classmethod
    def asking(cls, meeting: Meeting) -> "Asking[AfterPublication]":
        """The same of a meeting among others."""
        public = meeting.packs.filter(kind__in=PUBLIC_PACKS, issued_at__isnull=False)
        papers = PackEntry.objects.filter(pack__in=public, kind=PackEntry.Kind.PAPER)
        made, entries, items = yield [
            public.order_by("issued_at", "number"),
            papers.select_related("paper_version"),
            meeting.items.order_by("position", "pk"),
        ]
        packs = _issued_packs(made)
        issued = rules.issued_state(_issued_papers(packs, entries))
        on_agenda = yield from papers_asking(meeting)
        return cls(meeting, packs, issued, on_agenda, items)

    @cached_property
    def changes(self) -> list[Change]:
        """The papers that were added, replaced or withdrawn since the last issue."""
        gone = {item.pk for item in self.items if item.withdrawn_at}
        return rules.changes(self.issued, [self._now(paper, gone) for paper in self.papers])

    def _now(self, paper: PaperOnAgenda, gone: set[int]) -> rules.Paper:
        was = self.issued.get(paper.placement.pk)
        is_back = paper.placement.delivery == _Delivery.WITHDRAWN or paper.placement.item_id in gone
        version = paper.version.hash if paper.version else ""
        is_out = not is_back and paper.is_public and bool(version)
        comes = paper.placement.delivery == _Delivery.SUPPLEMENT
        if was is not None:
            # What is being written on is no newer issue: it has to be brought, and cleared.
            cleared = paper.placement.paper.preparation == Paper.Preparation.CLEARED
            version = version if comes and cleared else was.version
        title = paper.restricted.public_title_of_paper(paper.placement)
        is_out = is_out and (was is not None or comes)
        return rules.Paper(paper.placement.pk, paper.label, title, version, is_out)

    @cached_property
    def labels(self) -> dict[int, str]:
        """The number of every line."""
        return labels(self.items)

    @property
    def new_items(self) -> list[AgendaItem]:
        """Items that were added and that no supplement has brought yet."""
        waiting = [item for item in self.items if item.is_added and not item.issued_label]
        return [item for item in waiting if not item.withdrawn_at]

    @property
    def withdrawn_items(self) -> list[AgendaItem]:
        """Items that were withdrawn since the last issue."""
        last = max((pack.issued_at for pack in self.packs if pack.issued_at), default=None)
        gone = [item for item in self.items if item.withdrawn_at and item.issued_label]
        return [item for item in gone if last is None or item.withdrawn_at and item.withdrawn_at > last]

    @property
    def count(self) -> int:
        """How many things wait for the next supplement; papers of a new or withdrawn item go with it."""
        items = {item.pk for item in [*self.new_items, *self.withdrawn_items]}
        loose = [change for change in self.changes if self._item_of(change) not in items]
        return len(items) + len(loose)

    def _item_of(self, change: Change) -> int:
        paper = self.by_key.get(change.key)
        return paper.placement.item_id if paper else 0

    @cached_property
    def by_key(self) -> dict[int, PaperOnAgenda]:
        """The papers on the agenda by the key of their placement."""
        return {paper.placement.pk: paper for paper in self.papers}

    @property
    def parts(self) -> list[PaperOnAgenda]:
        """The papers that the next supplement prints, in the order of the agenda."""
        return [self.by_key[change.key] for change in self.changes if change.kind != rules.WITHDRAWN]

    @cached_property
    def number(self) -> int:
        """Which supplement the next one is; numbers go on when the agenda was published again."""
        issued = self.meeting.packs.filter(kind=Pack.Kind.SUPPLEMENT, issued_at__isnull=False)
        return 1 + (issued.aggregate(last=Max("supplement_number"))["last"] or 0)

    @property
    def first_page(self) -> tuple[int, str]:
        """The number of the next supplement's first page, and what stands before every number of it."""
        settings = self.meeting.settings
        last = max((p.first_page + p.page_count - 1 for p in self.packs if not p.page_prefix), default=0)
        return rules.next_first_page(
            max(last, *self._last_pages, 0),
            paging=settings.supplement_paging,
            number=self.number,
            has_leaves=settings.prints_blank_leaves,
        )

    @cached_property
    def _last_pages(self) -> list[int]:
        """Numbers that packs kept free count, too: the last page of each pack as its entries have it."""
        numbered = [pack.pk for pack in self.packs if not pack.page_prefix]
        rows = PackEntry.objects.filter(pack__in=numbered, last_page__isnull=False)
        return [entry.last_page or 0 for entry in rows]

    @property
    def restricted(self) -> Restricted:
        """What is kept from the public at this meeting."""
        return self.papers[0].restricted if self.papers else Restricted.of(self.meeting)

    @property
    def places(self) -> dict[int, str]:
        """Where papers of supplements stand, in words, by the key of their placement."""
        words = {key: rules.place_words(issued) for key, issued in self.issued.items()}
        return {key: said for key, said in words.items() if said}

    @property
    def ranges(self) -> dict[int, tuple[int, int]]:
        """The pages of the papers that stand in the agenda pack, by the key of their placement."""
        own = {k: (i.first, i.last) for k, i in self.issued.items() if not i.supplement}
        return {key: (first, last) for key, (first, last) in own.items() if first and last}


def urgent_sentence(item: AgendaItem, meeting: Meeting) -> str:
    """The chair's opinion and the special circumstances, as they are printed."""
    day = f" on {long_day(item.urgent_opinion_on)}" if item.urgent_opinion_on else ""
    chair = meeting.settings.chair_style
    return _(
        "Urgent business. {urgent_opinion_by}, {chair}, was of the opinion{day} that it should be "
        "considered as a matter of urgency, by reason of these special circumstances: {urgent_reason}"
    ).format(urgent_opinion_by=item.urgent_opinion_by, chair=chair, day=day, urgent_reason=item.urgent_reason)


def agenda_now(meeting: Meeting) -> AgendaDocument:
    """A published agenda as it reads now, with every paper that is public at its place."""
    now = AfterPublication.of(meeting)
    keys = {paper.placement.ref: paper.placement.pk for paper in now.papers}
    rows = Publication.objects.standing().filter(source_ref__in=keys, kind=Publication.Kind.PAPER)
    return agenda_after(now, {keys[source]: ref for source, ref in rows.values_list("source_ref", "ref")})


def agenda_after(after: AfterPublication, publications: Mapping[int, str]) -> AgendaDocument:
    """The agenda as it reads after the supplements issued so far: where each paper stands, and what was said.

    `publications` gives the reference of each paper's publication by the key of its placement. What waits for
    the next supplement is left out.
    """
    public = {paper.placement.pk for paper in after.papers if paper.is_public}
    ranges = {key: pages for key, pages in after.ranges.items() if key in public}
    document = AgendaDocument.of(after.meeting, ranges, publications)
    places = {publications[key]: words for key, words in after.places.items() if key in publications}
    by_ref = {item.ref: item for item in after.items}
    waiting = {item.ref for item in after.new_items}
    lines = [
        _line_after(line, by_ref.get(line.ref), after, places)
        for line in document.lines
        if line.ref not in waiting
    ]
    return replace(document, lines=lines)


def _line_after(
    line: AgendaLine, item: AgendaItem | None, after: AfterPublication, places: Mapping[str, str]
) -> AgendaLine:
    said = _said_of(item, after) if item else ""
    late = list(dict.fromkeys(places[p.publication_ref] for p in line.papers if p.publication_ref in places))
    if item is not None and item.withdrawn_at:
        return line
    unknown = _waiting_titles(item, after) if item else set()
    papers = [
        replace(p, pages=places[p.publication_ref], note=f"{places[p.publication_ref]}.")
        if p.publication_ref in places
        else p
        for p in line.papers
        if p.publication_ref or p.title not in unknown
    ]
    standing = "" if late and line.pages == "To follow" and len(line.papers) == len(late) else line.pages
    pages = "; ".join(filter(None, [standing, *late]))
    return replace(line, note=" ".join(filter(None, [line.note, said])), pages=pages, papers=papers)


def _waiting_titles(item: AgendaItem, after: AfterPublication) -> set[str]:
    """The titles of papers that were brought to an item and that no supplement has brought to the public."""
    own = [paper for paper in after.parts if paper.placement.item_id == item.pk]
    return {paper.title for paper in own if paper.placement.pk not in after.issued}


def _said_of(item: AgendaItem, after: AfterPublication) -> str:
    if after.restricted.hides_title(item):
        return ""
    if item.urgent_reason:
        return urgent_sentence(item, after.meeting)
    return _(NOTED) if item.is_to_note else ""
