"""The minutes of a meeting as their page shows them: every minute, what to check, how far they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from foundation.documents.layout.document import from_data
from foundation.history.findings import Finding
from foundation.history.together import ask
from foundation.library.models import Publication
from foundation.ui.words import joined, letter
from meetings.minutes.actions import versions
from meetings.minutes.actions.saving import Page
from meetings.minutes.check import Checked, anchor_of, check
from meetings.minutes.documents.entry import (
    DecisionBlock,
    MinuteEntry,
    MinutePart,
    Placed,
    decided_in,
    decision_blocks,
    placed_again,
    placed_of,
    public_blocks,
)
from meetings.minutes.documents.kept import has_kept_decisions, has_private_part, public_title
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.published import Difference, Working, working_of
from meetings.minutes.documents.record import Entry, Record, record_of
from meetings.minutes.documents.text import opening_html, text_html
from meetings.minutes.pages.changed import ChangedMinute, changed_minutes, is_changed
from meetings.minutes.pages.folding import Block, Stretch, blocks_of, stretches_of
from meetings.minutes.shown import name_of
from meetings.models import AgendaItem, Decision, FollowUp, Meeting, Minute, Minutes, TextVersion
from meetings.models.agenda import Business
from meetings.restricted.kept import Kept
from meetings.restricted.pages import Searched
from meetings.restricted.policies import may_keep_in_browser
from meetings.votes.documents import VoteBlock
from meetings.wording import typed
from meetings.wording.numbering import span
from panels.models import BodySettings

FROM_THE_RECORD = gettext_noop("From the record")
# Business of which the record can say all there is.
SETTLED = (Business.STANDING, Business.MINUTES)


@dataclass(frozen=True)
class KeptRow:
    """A minute about business that is kept from the reader: its number and what it may be called."""

    label: str
    name: str
    anchor: str
    is_kept: ClassVar[bool] = True
    is_plain: ClassVar[bool] = False
    state: ClassVar[str] = "No access"
    item_numbers: Sequence[str] = ()


@dataclass(frozen=True)
class MinuteRow:
    """One minute of the page: its numbers, the record's sentences, a person's words, what was decided."""

    entry: Entry
    text: SafeString
    placed: Placed
    decisions: Sequence[DecisionBlock]
    follow_ups: Sequence[FollowUp]
    brings: Sequence[Minutes] = ()
    motions: Sequence[VoteBlock] = ()
    is_published: bool = False
    # What the public reads of what was decided in private.
    public_words: Sequence[str] = ()
    # Where it comes in the minutes: the first and the last are not moved further.
    is_top: bool = False
    is_bottom: bool = False
    is_kept: ClassVar[bool] = False

    @property
    def public_title(self) -> str:
        """The heading the public reads, where it is another one."""
        shown = public_title(self.entry)
        return "" if shown == self.entry.minute.title else shown

    @property
    def has_private_part(self) -> bool:
        """True when something of it stands only in the private minutes."""
        return has_private_part(self.entry)

    @property
    def text_begins(self) -> SafeString:
        """The same without the record's sentences, which the page sets apart."""
        opening = opening_html(self.entry.written.opening)
        begins = self.placed.html
        return mark_safe(begins.removeprefix(opening))  # noqa: S308 - cleaned when it was saved

    @property
    def begins(self) -> SafeString:
        """The printed text up to the first thing that stands within it."""
        return mark_safe(self.placed.html)  # noqa: S308 - cleaned when it was saved

    @property
    def parts(self) -> list[tuple[MinutePart, SafeString]]:
        """What stands within the text, each with the text that goes on after it."""
        return [(part, mark_safe(part.html)) for part in self.placed.parts]  # noqa: S308 - likewise

    @property
    def actions(self) -> list[tuple[FollowUp, str]]:
        """What is to be done, each with the limb of the decision it carries out: (b)."""
        return [(each, f"({letter(each.limb)})" if each.limb else "") for each in self.follow_ups]

    @property
    def for_others(self) -> list[Decision]:
        """Decisions that somebody else has to confirm, or has confirmed."""
        return [each for each in self.entry.minute.decisions.all() if each.confirmation_by]

    @property
    def anchor(self) -> str:
        """The id of the minute on the page."""
        return anchor_of(self.entry)

    @property
    def label(self) -> str:
        """Its number, or nothing."""
        return self.entry.label

    @property
    def name(self) -> str:
        """Its heading, as the line that stands for several gives it."""
        return self.entry.minute.title

    @property
    def item_numbers(self) -> Sequence[str]:
        """The numbers of the agenda items it covers."""
        return self.entry.item_labels

    @property
    def is_plain(self) -> bool:
        """True for standing business that the record wrote, where nothing asks for anybody's eye."""
        is_own = self.motions or self.follow_ups or self.brings or self.for_others or self.has_private_part
        is_settled = all(item.business in SETTLED for item in self.entry.items)
        is_odd = self.public_title or self.entry.facts_changed
        return self.state == FROM_THE_RECORD and is_settled and not (is_own or is_odd)

    @property
    def item_words(self) -> str:
        """Which agenda items it covers: "Agenda item 7"."""
        if self.entry.items and not self.entry.item_labels:
            return _("No agenda number")
        return item_words(self.entry.item_labels) or self._without_item

    @property
    def _without_item(self) -> str:
        """Why a minute covers no item: the record keeps it, or its business was not on the agenda."""
        return _(FROM_THE_RECORD) if self.entry.minute.about else _("Not on the agenda")

    @property
    def own_opening(self) -> list[str]:
        """A person's opening, paragraph by paragraph."""
        return self.entry.own_opening

    @property
    def has_recorded_decision(self) -> bool:
        """True when a person recorded the decision; otherwise it was written from the record."""
        return bool(self.entry.minute.decisions.all())

    @property
    def has_words(self) -> bool:
        """True when something would be printed under its heading."""
        written = self.entry.written.opening or self.motions
        return bool(self.text or self.own_opening or self.decisions or written)

    @property
    def state(self) -> str:
        """How far it is, in a word or two."""
        if any(not row.owner for row in self.follow_ups):
            return _("Owner missing")
        if not self.has_words:
            return _("Not written")
        is_own = self.text or self.own_opening or self.has_recorded_decision
        return "Written" if is_own else _(FROM_THE_RECORD)


@dataclass(frozen=True)
class MinutesPage:
    """Everything the page of the minutes shows."""

    record: Record
    rows: Sequence[MinuteRow | KeptRow]
    blocks: Sequence[Block]
    stretches: Sequence[Stretch]
    points: Sequence[Checked]
    numbers: str
    saved: TextVersion | None
    publication: Publication | None
    is_changed: bool
    present: int
    apologies: int
    differences: Sequence[Difference] = ()
    changed: Sequence[ChangedMinute] = ()

    @property
    def changed_names(self) -> str:
        """The changed minutes by number: "17 and 18"."""
        return joined(each.name for each in self.changed)

    @property
    def differing(self) -> str:
        """What the record says otherwise than was published: "minutes 11 and 16, and the attendance"."""
        numbers = [each.name for each in self.differences if each.minute]
        named = (
            ngettext("minute {numbers}", "minutes {numbers}", len(numbers)).format(numbers=joined(numbers))
            if numbers
            else ""
        )
        head = _("the title and attendance") if len(numbers) < len(self.differences) else ""
        return ", and ".join(filter(None, [named, head]))


def minutes_page(minutes: Minutes, kept: Kept, *, is_folded: bool = True) -> MinutesPage:
    """The page of these minutes without what is kept from its reader, in a fixed number of queries."""
    record = record_of(minutes)
    waiting, out = _brought(record), standing_asked(minutes)
    saved = TextVersion.objects.filter(minute__minutes=minutes).order_by("-saved_at", "-pk")[:1]
    ask(waiting, out, saved)
    brought = {each.meeting_id: each for each in waiting}
    publication = next(iter(out), None)
    working = _working(record, publication)
    printed = {} if minutes.status == Minutes.Status.DRAFT else {e.ref: e for e in working.document.minutes}
    rows = [
        KeptRow(entry.label, name_of(entry, kept), anchor_of(entry))
        if kept.has_minute(entry.minute)
        else replace(
            _row(entry, record.settings, brought, printed),
            is_top=entry is record.entries[0],
            is_bottom=entry is record.entries[-1],
        )
        for entry in record.entries
    ]
    roll = record.facts.roll
    return MinutesPage(
        record=record,
        rows=rows,
        blocks=blocks_of(rows, is_folded=is_folded),
        stretches=stretches_of(rows),
        points=readable_points(record, kept),
        numbers=span(record.labels),
        saved=next(iter(saved), None),
        publication=publication,
        is_changed=is_changed(working.document, minutes, publication),
        present=len(roll.present) + (1 if roll.in_chair else 0),
        apologies=len(roll.apologies),
        differences=[each for each in working.differences if not kept.has_minute(each.minute)],
        changed=changed_minutes(working.document, publication, record, kept),
    )


def _working(record: Record, publication: Publication | None) -> Working:
    """The minutes as they stand: what is confirmed stands as it was published."""
    if record.minutes.status != Minutes.Status.CONFIRMED or publication is None:
        return working_of(record, publication)
    document = from_data(publication.data)
    assert isinstance(document, MinutesDocument)
    return Working(document)


def readable_points(record: Record, kept: Kept) -> list[Checked]:
    """The points of the check, but for those about minutes and lines that are kept from the reader."""
    out = {anchor_of(entry) for entry in record.entries if kept.has_minute(entry.minute)}
    return [
        each
        for each in check(record)
        if not out.intersection(anchor for __, anchor in each.about)
        and kept.named(each.finding.sentence) == each.finding.sentence
    ]


def open_points(points: Sequence[Checked]) -> list[Checked]:
    """The points that nobody overruled: those in the way, and those that are only shown."""
    return [each for each in points if each.passed is None]


def shared_words(record: Record) -> list[Finding]:
    """Words of restricted papers that stand in these minutes and in an open paper that is not public yet."""
    document = MinutesDocument.of(record.minutes)
    searched = Searched.of_document(record.minutes.meeting, Publication.Kind.MINUTES, document)
    return [each for each in searched.looks if each.code == "open"]


def standing_publication(minutes: Minutes) -> Publication | None:
    """The standing publication of these minutes, draft or confirmed."""
    return standing_asked(minutes).first()


def standing_asked(minutes: Minutes) -> QuerySet[Publication]:
    """The same as a question with one answer at most."""
    return Publication.objects.standing().filter(source_ref=minutes.ref).order_by("-version")[:1]


def item_words(labels: Sequence[str]) -> str:
    """ "Agenda item 7", "Agenda items 13 a) and 13 b)", or nothing."""
    return (
        ngettext("Agenda item {labels}", "Agenda items {labels}", len(labels)).format(labels=joined(labels))
        if labels
        else ""
    )


def items_to_minute(record: Record, kept: Kept) -> list[tuple[AgendaItem, str]]:
    """The agenda items a minute can cover, each with its number, but for those kept from its writer."""
    return [
        (item, record.item_labels.get(item.pk, ""))
        for item in record.minutes.meeting.items.all()
        if item.is_item and not kept.has(item)
    ]


def later_meetings(minutes: Minutes, today: date) -> list[Meeting]:
    """The meetings at which these minutes can have been confirmed, the one that brings them first."""
    meeting = minutes.meeting
    later = Meeting.objects.filter(
        body_id=meeting.body_id, starts_at__gt=meeting.starts_at, starts_at__date__lte=today
    )
    brings = AgendaItem.objects.filter(meeting=OuterRef("pk"), minutes_of=meeting)
    found = later.exclude(status=Meeting.Status.CANCELLED).annotate(brings=Exists(brings))
    return list(found.order_by("-brings", "starts_at"))


def _row(
    entry: Entry, settings: BodySettings, brought: dict[int, Minutes], printed: Mapping[str, MinuteEntry]
) -> MinuteRow:
    """One minute of the page; of published minutes, as it was printed."""
    meetings = [meeting.pk for item in entry.items for meeting in item.minutes_of.all()]
    shown = printed.get(entry.minute.ref)
    return MinuteRow(
        entry=entry,
        placed=placed_again(shown) if shown else placed_of(entry, settings),
        motions=shown.motions if shown else entry.motions,
        is_published=shown is not None,
        text=mark_safe(text_html(entry.minute.text, settings.minute_points)),  # noqa: S308 - cleaned when it was saved
        decisions=decided_in(shown) if shown else decision_blocks(entry, settings),
        follow_ups=list(entry.minute.follow_ups.all()),
        brings=[brought[pk] for pk in meetings if pk in brought],
        public_words=_public_words(entry, settings) if shown is None and has_kept_decisions(entry) else (),
    )


def _public_words(entry: Entry, settings: BodySettings) -> list[str]:
    blocks = public_blocks(entry, settings)
    return [" ".join(filter(None, (block.head, *(limb.text for limb in block.limbs)))) for block in blocks]


def _brought(record: Record) -> QuerySet[Minutes]:
    """Published minutes that the agenda brings and nobody has recorded as confirmed."""
    meetings = {
        meeting.pk for item in record.minutes.meeting.items.all() for meeting in item.minutes_of.all()
    }
    waiting = Minutes.objects.filter(meeting__in=meetings, status=Minutes.Status.PUBLISHED)
    return waiting.select_related("meeting")


def said_by(data: Mapping[str, str]) -> Page:
    """What a posted page says of itself."""
    return Page(editor=data.get("editor", "")[:24], seen=data.get("seen", "")[:64])


def kept_in_browser(record: Record) -> set[int]:
    """The minutes of which a browser may keep a draft."""
    return {
        entry.minute.pk
        for entry in record.entries
        if may_keep_in_browser(record.restricted, list(entry.items)).is_met
    }


def text_typed(minute: Minute, lines: str, based_on: int, editor: str = "") -> str | None:
    """The lines as rich text; None where they say what the page was opened with."""
    shown = typed.to_typed(str(versions.base_of(minute, based_on, editor)["text"]))
    if shown is not None and _said(shown) == _said(lines):
        return None
    return typed.to_html(lines)


def _said(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]
