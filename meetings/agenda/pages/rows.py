"""The rows of the agenda editor: numbers, papers with their chips, pages, and where a line can be moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.history.together import Asking, answered
from foundation.ui.dates import clock_time, short_day
from foundation.ui.words import lower_first
from meetings.agenda.actions.editing import places_of
from meetings.agenda.rules.agenda import Place, destinations
from meetings.agenda.rules.lint import AgendaLineFacts
from meetings.common.rules.labels import doubled, labels
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Paper, Placement, Restriction
from meetings.models.agenda import Business, LineKind, Standing
from meetings.papers.rules import Lateness, lateness, pages_words
from meetings.restricted.rules import paragraphs_words

_P, _D, _G = Paper.Preparation, Placement.Delivery, Restriction.Ground
SHORT = 60
RESTRICTED_PACK = gettext_noop("Restricted pack")


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
    # On which ground the line, or the line above it, is not for the public.
    not_public: str = ""
    questions: str = ""
    subs: list["Row"] = field(default_factory=list)

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
            return _("item {label}").format(label=self.label)
        return f"{self.item.get_kind_display().lower()} {self.item.title[:SHORT]}"

    @property
    def is_oral(self) -> bool:
        """True for an oral item without a paper."""
        return self.item.business == Business.ORAL and not self.papers


def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    """Every line of the agenda in order with its papers and what is restricted of them: two queries."""
    return answered(items_asking(meeting))


def items_asking(meeting: Meeting) -> Asking[list[AgendaItem]]:
    """The same, for who asks for more at the same time."""
    minutes = AgendaItem.minutes_of.through.objects.filter(agendaitem=OuterRef("pk"))
    items = meeting.items.annotate(brings_minutes=Exists(minutes)).order_by("position", "pk")
    papers = Prefetch("placements", Placement.objects.select_related("paper"))
    restrictions = Restriction.objects.standing().of_meeting(meeting.pk).order_by("pk")
    found, standing = yield [items.prefetch_related(papers), restrictions]
    _with_restrictions(found, standing)
    return found


def _with_restrictions(items: Sequence[AgendaItem], standing: Sequence[Restriction]) -> None:
    """Give lines and papers what is restricted of them, as a prefetch would, but both from the same rows."""
    for item in items:
        _known(item, [each for each in standing if each.item_id == item.pk])
        for placement in item.placements.all():
            _known(placement, [each for each in standing if each.placement_id == placement.pk])


def _known(thing: AgendaItem | Placement, restrictions: list[Restriction]) -> None:
    known: dict[str, object] = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    known["restrictions"] = restrictions


def agenda_rows(
    items: Sequence[AgendaItem], pack: Pack | None, today: date, *, questions: str = ""
) -> list[Row]:
    """The top lines of the agenda, each with the lines under it; `questions`: how many the public has put."""
    numbers = labels(items)
    ranges = page_ranges(pack)
    problems = doubled(items)
    rows = {item.pk: _row(item, numbers[item.pk], ranges, today) for item in items}
    for pk, words in _grounds(items).items():
        rows[pk].not_public = words
    for pk, problem in problems.items():
        rows[pk].problem = problem
    for item in items:
        if item.standing == Standing.PUBLIC_QUESTIONS:
            rows[item.pk].questions = questions
        if item.parent_id in rows:
            rows[item.parent_id].subs.append(rows[item.pk])
    top = [rows[item.pk] for item in items if item.parent_id is None]
    for group in [top, *(row.subs for row in top)]:
        for at, row in enumerate(group):
            row.can_go_up, row.can_go_down = at > 0, at < len(group) - 1
    return top


def page_ranges(pack: Pack | None) -> dict[int, tuple[int, int]]:
    """The pages of every paper in a pack, by placement; reads prefetched entries."""
    if pack is None:
        return {}
    entries = (entry for entry in pack.entries.all() if entry.kind == PackEntry.Kind.PAPER)
    return {e.placement_id: e.span for e in entries if e.placement_id}


def _row(item: AgendaItem, label: str, ranges: Mapping[int, tuple[int, int]], today: date) -> Row:
    placements = list(item.placements.all())
    spans = [ranges[p.pk] for p in placements if p.pk in ranges]
    pages = pages_words(min(a for a, __ in spans), max(b for __, b in spans)) if spans else ""
    if placements and not spans and all(_is_restricted(item, each) for each in placements):
        pages = _(RESTRICTED_PACK)
    return Row(
        item=item,
        label=label,
        note=item.purpose,
        papers=[paper_cell(placement, today) for placement in placements],
        pages=pages,
    )


def _is_restricted(item: AgendaItem, placement: Placement) -> bool:
    """True for a paper that is wholly exempt or confidential, by itself or by its item."""
    whole = any(not each.appendix for each in placement.restrictions.all())
    return whole or bool(item.restrictions.all())


def paper_cell(placement: Placement, today: date) -> PaperCell:
    """The chips of a paper on an item: how far it is, and how it reaches the meeting."""
    paper = placement.paper
    late = _lateness(paper, today)
    words = paper.preparation_words
    chips = [Chip("late", f"{words}, {late.words}") if late.is_late else Chip(paper.preparation, words)]
    if placement.delivery != _D.WITH_AGENDA:
        chips.append(Chip("delivery", placement.get_delivery_display()))
    chips += [Chip("restricted", ground_of(each)) for each in placement.restrictions.all()]
    return PaperCell(placement, tuple(chips), _note(paper, today))


def _note(paper: Paper, today: date) -> str:
    """What to know of a paper besides its state: when it was received, why it was returned, its day."""
    if paper.preparation == _P.RECEIVED:
        received = timezone.localtime(paper.received_at) if paper.received_at else None
        if received is None:
            return _("Not yet checked")
        day = "today" if received.date() == today else short_day(received)
        return _("{time} {day}, not yet checked").format(time=clock_time(received), day=day)
    if paper.preparation == _P.RETURNED and paper.return_comment:
        return f"“{_shortened(paper.return_comment)}”"
    return (
        _("Due {day}").format(day=short_day(paper.due_on))
        if paper.due_on and paper.preparation != _P.CLEARED
        else ""
    )


def ground_of(found: Restriction) -> str:
    """The ground of a restriction on a chip: "Exempt, paragraph 3", "Appendix B exempt, paragraph 3"."""
    words = {_G.EXEMPT: "Exempt", _G.CONFIDENTIAL: "Confidential", _G.STATUTE: _("Held in private")}
    ground = words[_G(found.ground)]
    if found.appendix:
        ground = f"{found.appendix} {lower_first(ground)}"
    return f"{ground}, {paragraphs_words(found.paragraphs)}" if found.paragraphs else ground


def _grounds(items: Sequence[AgendaItem]) -> dict[int, str]:
    """The ground of every line that is not for the public: its own, or that of the line above it."""
    own = {item.pk: ground_of(each) for item in items for each in item.restrictions.all()}
    under = {item.pk: own[item.parent_id] for item in items if item.parent_id in own}
    return under | own


def _lateness(paper: Paper, today: date) -> Lateness:
    is_in = paper.preparation in (_P.RECEIVED, _P.CLEARED)
    return lateness(paper.due_on, today, is_in=is_in, first_in=paper.first_in_on)


def was_removed(meeting: Meeting, item: int) -> bool:
    """True for a line that stood on this agenda and stands on it no more."""
    told = Event.objects.about(AgendaItem, [item]).filter(verb="item removed", scope=meeting.scope)
    return not meeting.items.filter(pk=item).exists() and told.exists()


def move_choices(items: Sequence[AgendaItem], item: AgendaItem) -> list[tuple[str, str]]:
    """Every place a line can be moved to, as the value to post and the words to read."""
    numbers = labels(items)
    by_pk = {each.pk: each for each in items}
    places: list[Place] = places_of(items)
    found = []
    for where in destinations(places, item.pk):
        verb, __, key = where.partition("-")
        target = by_pk.get(int(key)) if key else None
        found.append((where, _place_words(verb, target, numbers)))
    return found


def _place_words(verb: str, target: AgendaItem | None, numbers: Mapping[int, str]) -> str:
    if target is None:
        return _("first on the agenda")
    name = f"{numbers[target.pk]} {_shortened(target.title)}".strip()
    return (
        _("after {name}").format(name=name)
        if verb == "after"
        else _("under {name}, as a sub-item").format(name=name)
    )


def _shortened(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"


def paper_counts(rows: Iterable[AgendaItem], today: date) -> tuple[int, int, str]:
    """How many papers are cleared, how many there are, and a sentence on the others."""
    placements = [p for item in rows for p in item.placements.all() if p.delivery != _D.WITHDRAWN]
    due = [p for p in placements if p.delivery == _D.WITH_AGENDA]
    cleared = sum(p.paper.preparation == _P.CLEARED for p in due)
    late = [p for p in due if _lateness(p.paper, today).is_late]
    words = {
        _P.RECEIVED: _("to check"),
        _P.RETURNED: "returned",
        _P.DRAFT: _("being written"),
        _P.ASKED: "asked",
    }
    in_time = [p for p in due if p not in late]
    said = [(sum(p.paper.preparation == state for p in in_time), word) for state, word in words.items()]
    said += [(len(late), "late"), (len(placements) - len(due), _("to come otherwise"))]
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
            brings_minutes=bool(getattr(item, "brings_minutes", False) or item.minutes_elsewhere),
            is_private=item.pk in private or any(p.restrictions.all() for p in item.placements.all()),
        )
        for item in items
    ]
