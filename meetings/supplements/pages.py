"""What the page after publication shows: what waits for the next supplement, and what went out before."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.history.findings import Finding, Level
from foundation.history.together import Asking, beside
from foundation.library.models import Publication
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import AgendaItem, Meeting, Pack, Placement
from meetings.packs import rules
from meetings.packs.after_publication import AfterPublication
from meetings.packs.pages import RELOAD_SECONDS, KindState, state_of
from meetings.papers.documents.parts import PaperOnAgenda
from meetings.publishing.points import led_to
from meetings.restricted.kept import Kept
from meetings.restricted.pages import Searched
from meetings.supplements.actions.building import supplement_inputs
from meetings.supplements.actions.changing import is_in_time
from meetings.supplements.actions.publishing import (
    change_sheet,
    stand_in_the_way_of_supplement,
    waiting_supplement,
)
from meetings.supplements.documents import SupplementDocument
from panels import roll

_D = Placement.Delivery
WORDS = {rules.ADDED: "added", rules.REPLACED: "replaced", rules.WITHDRAWN: "withdrawn"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the published agenda: where it stands, and which acts are open."""

    placement: Placement
    title: str
    state: str
    may_bring: bool = False
    may_replace: bool = False
    may_leave_out: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the published agenda with its papers."""

    item: AgendaItem
    label: str
    state: str
    papers: list[PaperRow] = field(default_factory=list)
    is_waiting: bool = False

    @property
    def spoken(self) -> str:
        """How a screen reader hears the line in the name of a link."""
        return _("item {label}").format(label=self.label) if self.label else self.item.title[:60]


@dataclass(frozen=True)
class SupplementPage:
    """Everything of one meeting's page after publication."""

    after: AfterPublication
    state: KindState
    rows: list[ItemRow]
    waiting: list[str]
    is_in_time: bool

    @property
    def title(self) -> str:
        """ "Supplement 1: 2 changes waiting", or that nothing waits."""
        if not self.after.count:
            return _("No changes to publish")
        return _("{supplement_name}: {changes} to publish").format(
            supplement_name=rules.supplement_name(self.after.number),
            changes=counted(self.after.count, "change"),
        )

    @property
    def supplements(self) -> list[Pack]:
        """The supplements that went out."""
        return [pack for pack in self.after.packs if pack.kind == Pack.Kind.SUPPLEMENT]

    @property
    def reload_after(self) -> int:
        """Seconds after which the page looks again; 0 when nothing runs."""
        return RELOAD_SECONDS if self.state.running else 0

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept) -> "SupplementPage":
        """The page of one meeting as it stands now, without what is kept from its reader."""
        after = AfterPublication.of(meeting)
        rows = [_row(after, item, kept) for item in after.items if item.is_item]
        return cls(after, _state(after, kept), rows, waiting_words(after, kept), is_in_time(meeting))


def waiting_words(after: AfterPublication, kept: Kept) -> list[str]:
    """What waits, a sentence each: items first, then the papers of the others."""
    added, gone = kept.lines(after.new_items), kept.lines(after.withdrawn_items)
    found = [
        _("Item {label}, “{item}”, added.").format(label=after.labels[item.pk], item=item.title)
        for item in added
    ]
    found += [
        _("Item {label}, “{item}”, withdrawn.").format(label=after.labels[item.pk], item=item.title)
        for item in gone
    ]
    for change in after.changes:
        if change.key in kept.placements:
            continue
        label = _("Item {change}, ").format(change=change.label) if change.label else ""
        found.append(f"{label}“{change.title}”, {WORDS[change.kind]}.")
    return found


def _state(after: AfterPublication, kept: Kept) -> KindState:
    whole = waiting_supplement(after.meeting)
    is_current = whole is not None and whole.inputs_hash == supplement_inputs(after)
    return state_of(after.meeting, Pack.Kind.SUPPLEMENT, kept, whole, is_current=is_current)


def _row(after: AfterPublication, item: AgendaItem, kept: Kept) -> ItemRow:
    is_waiting = item in after.new_items
    state = ""
    if item.withdrawn_at:
        state = "Withdrawn"
    elif is_waiting:
        state = (
            _("New, for a later meeting")
            if item.is_to_note
            else _("New, urgent")
            if item.urgent_reason
            else "New"
        )
    is_kept = kept.has(item)
    own = [paper for paper in after.papers if paper.placement.item_id == item.pk and not is_kept]
    papers = [_paper(after, paper, is_gone=bool(item.withdrawn_at)) for paper in own]
    return ItemRow(kept.line(item), after.labels[item.pk], state, papers, is_waiting)


def _paper(after: AfterPublication, paper: PaperOnAgenda, *, is_gone: bool) -> PaperRow:
    placement, issued = paper.placement, after.issued.get(paper.placement.pk)
    waits = any(change.key == placement.pk and change.kind != rules.WITHDRAWN for change in after.changes)
    if is_gone or placement.delivery == _D.WITHDRAWN:
        return PaperRow(placement, paper.title, "Withdrawn")
    if not paper.is_public:
        return PaperRow(placement, paper.title, _("Exempt or confidential"))
    if waits:
        state = _("Replaced in the next supplement") if issued else _("In the next supplement")
        return PaperRow(placement, paper.title, state, may_leave_out=True)
    if issued is None:
        may_bring = placement.delivery in (_D.TO_FOLLOW, _D.WITH_AGENDA)
        return PaperRow(placement, paper.title, placement.get_delivery_display(), may_bring=may_bring)
    if placement.delivery == _D.SUPPLEMENT and paper.version and paper.version.hash != issued.version:
        state = _("The newer version has not been cleared")
        return PaperRow(placement, paper.title, state, may_leave_out=True, may_replace=True)
    where = rules.place_words(issued)
    if not where and issued.first and issued.last:
        word = "Page" if issued.first == issued.last else "Pages"
        where = f"{word} {rules.printed_pages(issued.first, issued.last)}"
    return PaperRow(placement, paper.title, where, may_replace=True, may_withdraw=True)


@dataclass(frozen=True)
class SupplementProof:
    """The proof of a supplement: what stands in the way, what to look at, and the change sheet."""

    pack: Pack | None
    sheet: SupplementDocument | None
    findings: list[Finding]
    after: AfterPublication

    @property
    def stops(self) -> list[Finding]:
        """What stands in the way."""
        return [found for found in self.findings if not found.is_met]

    @property
    def points(self) -> list[Finding]:
        """What to look at."""
        return [found for found in self.findings if found.level is Level.LOOK]

    @property
    def hash(self) -> str:
        """What the button sends, so that these bytes and no others go out."""
        return self.pack.file.hash if self.pack and self.pack.file else ""

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept) -> "SupplementProof":
        """The proof of the next supplement as it stands now, without what is kept from its reader."""
        after, pack = AfterPublication.of(meeting), waiting_supplement(meeting)
        is_current = pack is not None and pack.inputs_hash == supplement_inputs(after)
        sheet = change_sheet(after, pack) if pack is not None and is_current else None
        findings = stand_in_the_way_of_supplement(after, pack)
        if pack is not None and sheet is not None:
            stored = [each for each in (pack.file, pack.screen_file) if each]
            searched = Searched.of_document(meeting, Publication.Kind.SUPPLEMENT, sheet, stored)
            findings += searched.points
        return cls(pack, sheet, [_led(each, after) for each in kept.findings(findings)], after)


def _led(found: Finding, after: AfterPublication) -> Finding:
    """A finding with the page that corrects it, for what is about one item or one paper."""
    for item in after.new_items:
        name = _("Item {label}, “{public_title}”").format(
            label=after.labels[item.pk], public_title=after.restricted.public_title_of(item)
        )
        if found.code == "urgent" and found.sentence.startswith(name):
            url = reverse("meetings:item_urgency", args=[after.meeting.pk, item.pk])
            return led_to(found, url, _("Record the urgency"))
    for paper in after.parts:
        if not found.url and found.sentence.startswith(f"Item {paper.label}, “{paper.title}”"):
            return led_to(
                found, reverse("meetings:paper", args=[paper.placement.paper_id]), _("Open the paper")
            )
    return found


def chair_on(meeting: Meeting, today: date) -> str:
    """Who chairs the body: whose opinion on urgency it most often is."""
    chair = roll.chair_on(meeting.body, today)
    return chair.printed_name if chair else ""


def rows_about_supplements(bodies: Collection[int], today: date) -> Asking[list[TodoRow]]:
    """Published agendas with late papers, new items or withdrawals that no supplement has brought yet."""
    published = Meeting.objects.upcoming(today).filter(
        body_id__in=bodies, agenda_status=Meeting.Agenda.PUBLISHED, is_private=False
    )
    last = Pack.objects.filter(meeting=OuterRef("pk"), issued_at__isnull=False).order_by("-issued_at")
    moved = published.annotate(last_issued=Subquery(last.values("issued_at")[:1])).filter(
        Q(items__is_added=True, items__issued_label="")
        | Q(items__withdrawn_at__gt=F("last_issued"))
        | Q(items__placements__delivery__in=[Placement.Delivery.SUPPLEMENT, Placement.Delivery.WITHDRAWN])
    )
    rows = moved.distinct().select_related("body").prefetch_related("body__dated_settings")
    (meetings,) = yield [rows]
    changed = yield from beside(*(AfterPublication.asking(meeting) for meeting in meetings))
    return [
        TodoRow(
            when=meeting.day,
            subject=_("Agenda for {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("has {changes} to publish in a supplement.").format(
                changes=counted(after.count, "change")
            ),
            url=reverse("meetings:supplement", args=[meeting.pk]),
            label=_("Open the changes"),
            body=meeting.body_id,
        )
        for meeting, after in zip(meetings, changed, strict=True)
        if after.count
    ]
