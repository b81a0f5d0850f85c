"""What the record says of a meeting: the facts behind its minutes, gathered in a fixed number of queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import add
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from foundation.history.together import ask
from meetings.attendance.record import DayRecord
from meetings.attendance.sentences import DaySentences, day_sentences, taken_items
from meetings.common.rules.labels import labels
from meetings.minutes.documents.approvals import Approved, approvals_of, approved_at
from meetings.minutes.documents.facts import Around, facts_of
from meetings.minutes.documents.text import opening_html, paragraph_words, text_html
from meetings.minutes.exclusion import Exclusion, resolved_words
from meetings.models import (
    AgendaItem,
    Meeting,
    Minute,
    Minutes,
    ParagraphNumber,
    Translation,
)
from meetings.models.agenda import LineKind
from meetings.restricted.business import Restricted, standing_on
from meetings.votes.documents import MeetingVotes, VoteBlock
from meetings.wording.approving import ApprovalFacts
from meetings.wording.facts import ItemFacts, MeetingFacts, PaperFacts, Written
from meetings.wording.items import written
from meetings.wording.numbering import Numbering, carried, provisional
from panels.models import BodySettings


@dataclass(frozen=True)
class Entry:
    """One minute with its number, the numbers of its agenda items, and what the record writes for it.

    `paragraphs` are the numbers of its paragraphs, where a body numbers those and not the minutes.
    """

    minute: Minute
    label: str
    items: Sequence[AgendaItem]
    item_labels: Sequence[str]
    written: Written
    votes: MeetingVotes
    motions: Sequence[VoteBlock] = ()
    paragraphs: Sequence[str] = ()
    # True when what it records is kept from the public: what came of it is not printed either.
    is_restricted: bool = False
    second: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a reader calls it: its number, or its title where there are no numbers."""
        return self.label or self.minute.title

    @property
    def has_number(self) -> bool:
        """False for lines that the agenda gives no number either, unless one was issued to them before."""
        lines = [item.kind for item in self.items]
        return bool(self.minute.issued_label) or not lines or set(lines) != {LineKind.UNNUMBERED}

    @property
    def standing(self) -> str:
        """Which standing item it records, if any."""
        return next((item.standing for item in self.items if item.standing), "")

    @property
    def own_opening(self) -> list[str]:
        """The opening that a person wrote, paragraph by paragraph; empty while the record writes it."""
        return [line for line in self.minute.opening.splitlines() if line.strip()]

    @property
    def facts_changed(self) -> bool:
        """True when the record says something else than when a person wrote their own opening."""
        known = self.minute.opening_facts
        return bool(self.own_opening and known and known != record_words(self.written))


@dataclass(frozen=True)
class Record:
    """Everything the minutes of one meeting are written from.

    Once minutes are published, the sentences of `entries` are those that were published, whatever the facts
    became; `live` has what the record would write now. Until then the two are the same.
    """

    minutes: Minutes
    settings: BodySettings
    facts: MeetingFacts
    entries: Sequence[Entry]
    item_labels: dict[int, str]
    taken_labels: Sequence[str]
    numbering: Numbering
    restricted: Restricted
    # What was recorded of the day, read when it is first asked for.
    day: Callable[[], DayRecord]
    live: Sequence[Entry] = ()

    @property
    def labels(self) -> list[str]:
        """Every number of these minutes in order, of minutes or of their paragraphs."""
        if self.numbering.is_by_paragraph:
            return [label for entry in self.entries for label in entry.paragraphs]
        return [entry.label for entry in self.entries]

    @property
    def uncovered(self) -> list[AgendaItem]:
        """Numbered items of the agenda that no minute covers; a sub-item goes with its item."""
        covered = {item.pk for entry in self.entries for item in entry.items}
        return [
            item
            for item in self.minutes.meeting.items.all()
            if item.kind == "item" and item.pk not in covered and item.parent_id not in covered
        ]


def record_of(minutes: Minutes) -> Record:
    """The record behind these minutes; reads each table once, however many minutes there are."""
    found_whole, standing = Minutes.objects.whole().filter(pk=minutes.pk), standing_on(minutes.meeting_id)
    approved, resolved = Approved.at(minutes.meeting_id), resolved_words(minutes.meeting_id)
    ask(found_whole, standing, approved.approvals, approved.corrections, resolved)
    whole = found_whole[0]
    meeting = whole.meeting
    settings = meeting.settings
    numbering = numbering_of(meeting, settings)
    if numbering.is_by_paragraph:
        prefetch_related_objects(list(whole.entries.all()), "paragraph_numbers")
    items = {item.pk: item for item in meeting.items.all()}
    item_labels = labels(meeting.items.all())
    restricted = Restricted.known(meeting, standing, meeting.items.all())
    names = restricted.public_names(items.values(), item_labels)
    around, labels_taken = Around.of(meeting), _labels_asked(whole, numbering)
    ask(around.modules, around.following, around.offices, labels_taken)
    facts = facts_of(meeting, settings, names, whole.answers, around)
    day = cache(lambda: DayRecord.of_whole(meeting))
    beside = _Beside(
        facts,
        settings,
        restricted,
        item_labels,
        votes=MeetingVotes.of(meeting, facts.words, restricted),
        day=day_sentences(meeting, facts.words, restricted, day),
        approved=approved_at(approved),
        second=_second_texts(whole, settings),
        taken=taken_items(meeting),
        exclusion=Exclusion.of(meeting, whole.entries.all(), items.values(), resolved),
    )
    found = [_entry(minute, items, beside) for minute in whole.entries.all()]
    taken = list(labels_taken)
    live = _with_numbers(found, whole, numbering, taken)
    entries = live
    if whole.status != Minutes.Status.DRAFT:
        entries = _with_numbers([_as_published(entry) for entry in found], whole, numbering, taken)
    return Record(whole, settings, facts, entries, item_labels, taken, numbering, restricted, day, live)


def _as_published(entry: Entry) -> Entry:
    """The minute with the sentences it was published with; what is restricted since is never held on to."""
    kept = entry.minute.published_words
    if kept is None or entry.is_restricted:
        return entry
    return replace(entry, written=Written(tuple(kept["opening"]), tuple(kept["resolved"])))


def _labels_asked(minutes: Minutes, numbering: Numbering) -> QuerySet[Any, str]:
    """The numbers of the period that other minutes have."""
    if numbering.is_by_paragraph:
        others = ParagraphNumber.objects.filter(period=numbering.period).exclude(minute__minutes=minutes)
        return others.values_list("label", flat=True)
    issued = Minute.objects.issued_in(numbering.period).exclude(minutes=minutes)
    return issued.values_list("issued_label", flat=True)


def _with_numbers(
    entries: Sequence[Entry], minutes: Minutes, numbering: Numbering, taken: Sequence[str]
) -> list[Entry]:
    """The same minutes, each with its number or with those of its paragraphs."""
    if not numbering.is_by_paragraph:
        own = [entry.minute.issued_label for entry in entries if entry.has_number]
        found = iter(provisional(numbering, own, taken, minutes.first_number))
        return [replace(entry, label=next(found) if entry.has_number else "") for entry in entries]
    issued = [
        carried(
            [(n.label, n.words) for n in entry.minute.paragraph_numbers.all() if n.words],
            printed_words(entry),
        )
        for entry in entries
    ]
    spent = [n.label for entry in entries for n in entry.minute.paragraph_numbers.all()]
    flat = [label for labels_ in issued for label in labels_]
    run = iter(provisional(numbering, flat, [*taken, *spent], minutes.first_number))
    return [replace(e, paragraphs=[next(run) for _ in own]) for e, own in zip(entries, issued, strict=True)]


def printed_words(entry: Entry) -> list[str]:
    """The words of each paragraph of a minute that can have a number."""
    opening = opening_html(entry.own_opening or entry.written.opening)
    return paragraph_words(opening + text_html(entry.minute.text))


def record_words(written: Written) -> str:
    """What the record says, as one text to compare with later."""
    return "\n".join([*written.opening, *written.resolved])


def numbering_of(meeting: Meeting, settings: BodySettings) -> Numbering:
    """How this meeting's minutes are numbered."""
    return Numbering(
        settings.minute_numbering,
        meeting.body.ref,
        meeting.ref,
        meeting.day,
        settings.minute_prefix,
        settings.minute_suffix,
    )


@dataclass(frozen=True)
class _Beside:
    """What every minute is written beside: the facts of the meeting and what was recorded of its items."""

    facts: MeetingFacts
    settings: BodySettings
    restricted: Restricted
    item_labels: Mapping[int, str]
    votes: MeetingVotes
    day: DaySentences
    approved: Mapping[int, ApprovalFacts]
    second: Mapping[str, Mapping[str, str]]
    taken: frozenset[int] | None
    exclusion: Exclusion


def _second_texts(minutes: Minutes, settings: BodySettings) -> dict[str, dict[str, str]]:
    """What these minutes say in the second language, where the body has one."""
    if not settings.second_language:
        return {}
    refs = [minute.ref for minute in minutes.entries.all()]
    return Translation.objects.of(refs, settings.second_language)


def _entry(minute: Minute, items: dict[int, AgendaItem], beside: _Beside) -> Entry:
    own = [items[link.item_id] for link in minute.minute_items.all() if link.item_id in items]
    covered = {item.pk for item in own}
    labels_ = [beside.item_labels.get(item.pk, "") for item in own if item.parent_id not in covered]
    sentences = [
        written(beside.facts, _item_facts(item, beside)) + Written(beside.day.get(item.pk, ()))
        for item in own
    ]
    together = reduce(add, [beside.exclusion.written(minute), *sentences], Written())
    return Entry(
        minute,
        "",
        own,
        [label for label in labels_ if label],
        Written(tuple(dict.fromkeys(together.opening)), tuple(dict.fromkeys(together.resolved))),
        beside.votes,
        beside.votes.on_motions(minute, own),
        is_restricted=any(beside.restricted.on_item(item) is not None for item in own),
        second=beside.second.get(minute.ref, {}),
    )


def _item_facts(item: AgendaItem, beside: _Beside) -> ItemFacts:
    """What the record writes about an item; nothing in it that the public may not read."""
    restricted, label = beside.restricted, beside.item_labels.get(item.pk, "")
    mark = beside.settings.item_mark.format(label=label) if label else ""
    return ItemFacts(
        title=restricted.public_title_of(item),
        business=item.business,
        standing=item.standing,
        presenter="" if restricted.on_item(item) else item.presenter,
        papers=[
            PaperFacts(
                placement.paper.title,
                placement.mark or mark,
                placement.delivery,
            )
            for placement in item.placements.all()
            if restricted.on(placement) is None and getattr(placement.paper, "has_come", True)
        ],
        approvals=approvals_of(item, beside.approved, beside.facts.answers),
        urgent_reason="" if restricted.hides_title(item) else item.urgent_reason,
        is_to_note=item.is_to_note,
        withdrawn_reason="" if restricted.hides_title(item) else item.withdrawn_reason,
        elections=beside.votes.elected_at(item),
        was_taken=beside.taken is None or bool(beside.taken & {item.pk, item.parent_id or 0}),
    )
