"""The rows of the agenda editor: numbers, papers with their chips, pages, and where a line can be moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from foundation.history.findings import Finding
from foundation.ui.dates import short_day
from meetings.agenda.actions.editing import places_of
from meetings.agenda.rules.agenda import Place, destinations
from meetings.agenda.rules.lint import AgendaLineFacts
from meetings.common.rules.labels import doubled, labels
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Paper, Placement, Restriction
from meetings.models.agenda import Business, LineKind
from meetings.papers.rules import Lateness, lateness, pages_words

_P, _D = Paper.Preparation, Placement.Delivery
SHORT = 60
NOT_PUBLIC = "Kept from the public"


@dataclass(frozen=True, slots=True)
class Chip:
    """One word in a frame."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A paper in its row: what it is, its chips, and the line below them."""

    placement: Placement
    chips: tuple[Chip, ...]
    note: str = ""


@dataclass(slots=True)
class Row:
    """One line of the agenda as the editor shows it, with the lines under it."""

    item: AgendaItem
    label: str
    note: str = ""
    problem: Finding | None = None
    papers: list[PaperCell] = field(default_factory=list)
    pages: str = ""
    can_go_up: bool = False
    can_go_down: bool = False
    is_private: bool = False
    subs: list["Row"] = field(default_factory=list)

    @property
    def not_public(self) -> str:
        """What the line says where it is kept from the public."""
        return NOT_PUBLIC if self.is_private else ""

    @property
    def is_heading(self) -> bool:
        """True for a heading, which is drawn across the page."""
        return self.item.kind == LineKind.HEADING

    @property
    def wants_paper(self) -> bool:
        """True for a report or presentation that has no paper yet, nor sub-items that bring theirs."""
        is_item = self.item.is_item
        brings = self.item.business in (Business.REPORT, Business.PRESENTATION)
        return is_item and brings and not self.papers and not self.subs

    @property
    def spoken(self) -> str:
        """How a screen reader hears the line in the name of a button."""
        if self.label:
            return f"item {self.label}"
        return f"{self.item.get_kind_display().lower()} {self.item.title[:SHORT]}"

    @property
    def is_oral(self) -> bool:
        """True for an oral item without a paper."""
        return self.item.business == Business.ORAL and not self.papers


def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    """Every line of the agenda in order with its papers, in a fixed number of queries."""
    items = meeting.items.order_by("position", "pk")
    standing = Prefetch("restrictions", Restriction.objects.standing())
    on_papers = Prefetch("placements__restrictions", Restriction.objects.standing())
    return list(items.prefetch_related("placements__paper", "minutes_of", standing, on_papers))


def agenda_rows(items: Sequence[AgendaItem], pack: Pack | None, today: date) -> list[Row]:
    """The top lines of the agenda, each with the lines under it."""
    numbers = labels(items)
    ranges = page_ranges(pack)
    problems = doubled(items)
    private = private_lines(items)
    rows = {item.pk: _row(item, numbers[item.pk], ranges, today) for item in items}
    for pk in private:
        rows[pk].is_private = True
    for pk, problem in problems.items():
        rows[pk].problem = problem
    for item in items:
        if item.parent_id in rows:
            rows[item.parent_id].subs.append(rows[item.pk])
    top = [rows[item.pk] for item in items if item.parent_id is None]
    for group in [top, *(row.subs for row in top)]:
        for at, row in enumerate(group):
            row.can_go_up, row.can_go_down = at > 0, at < len(group) - 1
    return top


def page_ranges(pack: Pack | None) -> dict[int, tuple[int, int]]:
    """The pages of every paper in a pack, by placement."""
    if pack is None:
        return {}
    entries = PackEntry.objects.filter(pack=pack, kind=PackEntry.Kind.PAPER)
    return {e.placement_id: e.span for e in entries if e.placement_id}


def _row(item: AgendaItem, label: str, ranges: Mapping[int, tuple[int, int]], today: date) -> Row:
    placements = list(item.placements.all())
    spans = [ranges[p.pk] for p in placements if p.pk in ranges]
    pages = pages_words(min(a for a, _ in spans), max(b for _, b in spans)) if spans else ""
    return Row(
        item=item,
        label=label,
        note=item.purpose,
        papers=[paper_cell(placement, today) for placement in placements],
        pages=pages,
    )


def paper_cell(placement: Placement, today: date) -> PaperCell:
    """The chips of a paper on an item: how far it is, and how it reaches the meeting."""
    paper = placement.paper
    late = _lateness(paper, today)
    words = paper.preparation_words
    chips = [Chip("late", f"{words}, {late.words}") if late.is_late else Chip(paper.preparation, words)]
    if placement.delivery != _D.WITH_AGENDA:
        chips.append(Chip("delivery", placement.get_delivery_display()))
    if any(not each.appendix for each in placement.restrictions.all()):
        chips.append(Chip("restricted", NOT_PUBLIC))
    note = ""
    if paper.preparation == _P.RECEIVED:
        note = "Not yet checked"
    elif paper.due_on and paper.preparation != _P.CLEARED:
        note = f"Due {short_day(paper.due_on)}"
    return PaperCell(placement, tuple(chips), note)


def _lateness(paper: Paper, today: date) -> Lateness:
    is_in = paper.preparation in (_P.RECEIVED, _P.CLEARED)
    return lateness(paper.due_on, today, is_in=is_in, first_in=paper.first_in_on)


def move_choices(items: Sequence[AgendaItem], item: AgendaItem) -> list[tuple[str, str]]:
    """Every place a line can be moved to, as the value to post and the words to read."""
    numbers = labels(items)
    by_pk = {each.pk: each for each in items}
    places: list[Place] = places_of(items)
    found = []
    for where in destinations(places, item.pk):
        verb, _, key = where.partition("-")
        target = by_pk.get(int(key)) if key else None
        found.append((where, _place_words(verb, target, numbers)))
    return found


def _place_words(verb: str, target: AgendaItem | None, numbers: Mapping[int, str]) -> str:
    if target is None:
        return "first on the agenda"
    title = target.title if len(target.title) <= SHORT else f"{target.title[:SHORT].rstrip()}…"
    name = f"{numbers[target.pk]} {title}".strip()
    return f"after {name}" if verb == "after" else f"under {name}, as a sub-item"


def paper_counts(rows: Iterable[AgendaItem], today: date) -> tuple[int, int, str]:
    """How many papers are cleared, how many there are, and a sentence on the others."""
    placements = [p for item in rows for p in item.placements.all() if p.delivery != _D.WITHDRAWN]
    due = [p for p in placements if p.delivery == _D.WITH_AGENDA]
    cleared = sum(p.paper.preparation == _P.CLEARED for p in due)
    late = [p for p in due if _lateness(p.paper, today).is_late]
    words = {
        _P.RECEIVED: "to check",
        _P.RETURNED: "sent back",
        _P.DRAFT: "being written",
        _P.ASKED: "asked",
    }
    in_time = [p for p in due if p not in late]
    said = [(sum(p.paper.preparation == state for p in in_time), word) for state, word in words.items()]
    said += [(len(late), "late"), (len(placements) - len(due), "to come otherwise")]
    return cleared, len(due), ", ".join(f"{count} {word}" for count, word in said if count)


def private_lines(items: Sequence[AgendaItem]) -> set[int]:
    """The lines that are kept from the public, with the lines under them; reads prefetched restrictions."""
    whole = {item.pk for item in items if item.restrictions.all()}
    return whole | {item.pk for item in items if item.parent_id in whole}


def line_facts(items: Sequence[AgendaItem]) -> list[AgendaLineFacts]:
    """What the check of an agenda needs to know of its lines."""
    numbers = labels(items)
    with_subs = {item.parent_id for item in items}
    private = private_lines(items)
    return [
        AgendaLineFacts(
            label=numbers[item.pk],
            title=item.title,
            kind=item.kind,
            business=item.business,
            standing=item.standing,
            presenter=item.presenter,
            purpose=item.purpose,
            has_paper=any(p.delivery != _D.WITHDRAWN for p in item.placements.all()),
            has_sub_items=item.pk in with_subs,
            brings_minutes=bool(item.minutes_of.all() or item.minutes_elsewhere),
            is_private=item.pk in private or any(p.restrictions.all() for p in item.placements.all()),
        )
        for item in items
    ]
