"""What a body keeps from the public, as words to look for; read from the restrictions alone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.search import searching
from foundation.documents.search.haystack import Piece, squeezed
from foundation.documents.search.searching import Needle
from foundation.documents.store import files
from foundation.documents.text.blocks import without_ids
from foundation.library.remembering import Remembered
from meetings.common.rules.labels import labels
from meetings.models import (
    AgendaItem,
    FollowUp,
    LaterNote,
    Limb,
    Meeting,
    Minute,
    MinuteItem,
    PaperVersion,
    Placement,
    Restriction,
    Vote,
)
from meetings.models.follow_ups import FollowUpQuerySet

# What a document keeps for itself and nobody reads as words.
NOT_WORDS = frozenset(
    ("kind", "language", "house_style", "numbering", "recommendations_at", "is_landscape", "letterhead")
)
# Who reports, to whom and when, and the headings of a house style: they stand on open papers, too.
FURNITURE = frozenset(
    ("title", "report_of", "heading", "body_name", "date_words", "day_words", "restricted", "author", "label")
    + ("marking", "purpose_heading", "recommendation_heading", "recommendation_lead", "contacts")
)
# What somebody typed into a PDF beside its text; its author, dates and the names of programs are no secrets.
TYPED = frozenset(("Title", "Subject", "Keywords", "Alt", "ActualText", "F", "UF", "Desc"))
# Shorter words of a follow-up ("Done", "Send it") say nothing by themselves and stand everywhere.
SHORTEST_SAID = 12
# As many letters of a decision: "That the report be noted" is no secret.
SHORTEST_DECIDED = 24

_words_of_files: Remembered[list[Piece]] = Remembered(most=24)


class Kept:
    """What is restricted at one meeting: which lines, whose names, which papers, which appendices."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.items = list(meeting.items.order_by("position", "pk"))
        self.labels = labels(self.items)
        placements = Placement.objects.filter(item__meeting=meeting).select_related("paper", "item")
        self.placements = list(placements.order_by("item__position", "position", "pk"))
        standing = Restriction.objects.filter(lifted_at__isnull=True)
        own = list(standing.filter(Q(item__meeting=meeting) | Q(placement__item__meeting=meeting)))
        self.by_item = {each.item_id: each for each in own if each.item_id}
        self.by_paper = {each.placement_id: each for each in own if each.placement_id and not each.appendix}
        self.parts = [each for each in own if each.appendix]

    def name_of(self, item: AgendaItem) -> str:
        """What a line is called without saying its words: "item 9"."""
        label = self.labels.get(item.pk, "")
        return _("item {label}").format(label=label) if label else _("a line without a number")

    def of_item(self, item: AgendaItem) -> Restriction | None:
        """The restriction of a line or of the line above it."""
        return self.by_item.get(item.pk) or self.by_item.get(item.parent_id or 0)

    def of_paper(self, placement: Placement) -> Restriction | None:
        """The restriction of a whole paper, or of the line it stands under."""
        return self.by_paper.get(placement.pk) or self.of_item(placement.item)

    def appendices(self, placement: Placement) -> dict[str, Restriction]:
        """The restricted appendices of a paper by their label."""
        return {each.appendix: each for each in self.parts if each.placement_id == placement.pk}

    def names_paper(self, placement: Placement) -> bool:
        """May the public read the title of this paper?"""
        found = self.of_paper(placement)
        return found is None or (found.placement_id == placement.pk and found.shows_title)


def keeps_anything(meeting: Meeting) -> bool:
    """True when anything of any meeting of this body is kept from the public."""
    body = Q(item__meeting__body=meeting.body_id) | Q(placement__item__meeting__body=meeting.body_id)
    return (
        Restriction.objects.filter(body, lifted_at__isnull=True).exists()
        or Minute.objects.with_private_part(meeting.body_id).exists()
    )


def keeping_meetings(meeting: Meeting) -> Iterator[Kept]:
    """What is restricted at each meeting of the same body that keeps anything, the latest first."""
    standing = Restriction.objects.filter(lifted_at__isnull=True)
    others = Meeting.objects.filter(
        Q(pk__in=standing.filter(item__meeting__body=meeting.body_id).values("item__meeting"))
        | Q(
            pk__in=standing.filter(placement__item__meeting__body=meeting.body_id).values(
                "placement__item__meeting"
            )
        )
    ).order_by("-starts_at")
    yield from map(Kept, others)


def needles_of(meeting: Meeting) -> list[Needle]:
    """Every text that this meeting and the other meetings of its body keep from the public.

    A file that cannot be read gives none: `wholes.wholes_of` knows it by its bytes and its pages' pictures.
    """
    kept = (needle for each in keeping_meetings(meeting) for needle in _needles(each, meeting))
    return [*kept, *_private_minutes(meeting)]


def _private_minutes(meeting: Meeting) -> Iterator[Needle]:
    """The private part of every minute of the body, also as it was before."""
    for minute in Minute.objects.with_private_part(meeting.body_id):
        name = _("the private part of a minute of {meeting_day}").format(
            meeting_day=f"{minute.minutes.meeting.day:%-d %B %Y}"
        )
        earlier = {each.private_text for each in minute.text_versions.all()}
        for text in sorted({minute.private_text, *earlier} - {""}):
            about = about_minute(minute.pk)
            yield Needle(
                _("the text of {name}").format(name=name), without_ids(text), is_long=True, about=about
            )
    yield from _notes_beside(meeting)
    beside = FollowUp.objects.filter(minute__minutes__meeting__body=meeting.body_id).beside_a_private_part()
    yield from _decisions_beside(meeting)
    for row in _follow_ups(beside):
        yield from _of_follow_up(row, "", about_minute(row.minute_id))


def _notes_beside(meeting: Meeting) -> Iterator[Needle]:
    """What was added later beside a minute with a private part."""
    notes = LaterNote.objects.filter(minutes__meeting__body=meeting.body_id)
    for note in notes.beside_a_private_part().whole().order_by("pk"):
        if len(note.words) >= SHORTEST_SAID:
            yield Needle(_("a later note next to a private part"), note.words, is_long=len(note.words) > 60,
                         about=about_minute(_private_minute(note).pk))  # fmt: skip


def _private_minute(note: LaterNote) -> Minute:
    """The minute with a private part that a note beside one is about."""
    named = {each for each in (note.minute_id, note.vote.minute_id if note.vote else None) if each}
    about = Q(pk__in=named) | Q(minute_items__item__in=[item.pk for item in note.items()])
    return Minute.objects.exclude(private_text="").filter(about).order_by("position", "pk")[0]


def about_restriction(found: Restriction, item: AgendaItem) -> str:
    """What a needle is about: a restriction, and the line under which it is read."""
    return f"restriction:{found.pk}:{item.pk}"


def about_minute(pk: int) -> str:
    """What a needle is about: the private part of a minute."""
    return f"minute:{pk}"


def _needles(kept: Kept, here: Meeting) -> Iterator[Needle]:
    day = day_of(kept, here)
    for item in kept.items:
        found = kept.of_item(item)
        if found and not found.shows_title:
            yield from _of_line(item, f"{kept.name_of(item)}{day}", about_restriction(found, item))
    yield from _motions(kept, day)
    yield from _decisions(kept, day)
    yield from _hidden_follow_ups(kept, day)
    yield from _hidden_notes(kept, day)
    newest = versions_of(kept.placements)
    for placement in kept.placements:
        name = _("paper {position} of {name}{day}").format(
            position=placement.position + 1, name=kept.name_of(placement.item), day=day
        )
        # Of versions that were replaced only whole pages count, see `wholes`: one may have been a wrong file.
        versions = newest.get(placement.paper_id, [])[-1:]
        if whole := kept.of_paper(placement):
            about = about_restriction(whole, placement.item)
            if not kept.names_paper(placement):
                yield Needle(_("the title of {name}").format(name=name), placement.paper.title, about=about)
            yield from (needle for version in versions for needle in _whole(version, name, about))
        else:
            for label, part in kept.appendices(placement).items():
                about = about_restriction(part, placement.item)
                yield from _part(versions, label, part, name, about)


def _of_line(item: AgendaItem, name: str, about: str) -> Iterator[Needle]:
    """What a line of the agenda says where its very title is not shown."""
    yield Needle(_("the title of {name}").format(name=name), item.title, about=about)
    if item.presenter:
        yield Needle(_("who presents {name}").format(name=name), item.presenter, about=about)
    if item.purpose:
        yield Needle(
            _("the purpose of {name}").format(name=name),
            item.purpose,
            is_long=len(item.purpose) > 60,
            about=about,
        )


def day_of(kept: Kept, here: Meeting) -> str:
    """How a thing of another meeting is told apart: " of 4 December 2026"."""
    return "" if kept.meeting.pk == here.pk else f" of {kept.meeting.day:%-d %B %Y}"


def _motions(kept: Kept, day: str) -> Iterator[Needle]:
    """The words of motions on restricted business."""
    for vote in Vote.objects.filter(meeting=kept.meeting, item__isnull=False).exclude(motion=""):
        item = next((each for each in kept.items if each.pk == vote.item_id), None)
        if item is not None and (found := kept.of_item(item)):
            name, about = (
                _("a motion on {name}{day}").format(name=kept.name_of(item), day=day),
                about_restriction(found, item),
            )
            yield Needle(name, vote.motion, is_long=len(vote.motion) > 60, about=about)


def _decisions(kept: Kept, day: str) -> Iterator[Needle]:
    """What was decided on restricted business; the public has a wording of its own, or none."""
    hidden = {item.pk: (item, found) for item in kept.items if (found := kept.of_item(item))}
    if not hidden:
        return
    limbs = Limb.objects.filter(decision__minute__minute_items__item__in=hidden).distinct()
    for limb in _not_usual(limbs.prefetch_related("decision__minute__minute_items")):
        covered = limb.decision.minute.minute_items.all()
        item, found = next(hidden[each.item_id] for each in covered if each.item_id in hidden)
        name = _("a decision on {name}{day}").format(name=kept.name_of(item), day=day)
        yield _decision(limb, name, about_restriction(found, item))


def _decisions_beside(meeting: Meeting) -> Iterator[Needle]:
    """What was decided beside the private part of a minute, at the end or the start of it."""
    limbs = Limb.objects.filter(
        decision__minute__minutes__meeting__body=meeting.body_id, decision__stands__in=("", "start")
    ).exclude(decision__minute__private_text="")
    for limb in _not_usual(limbs.select_related("decision__minute__minutes__meeting")):
        minute = limb.decision.minute
        name = _("a decision next to the private part of a minute of {meeting_day}").format(
            meeting_day=f"{minute.minutes.meeting.day:%-d %B %Y}"
        )
        yield _decision(limb, name, about_minute(minute.pk))


def _not_usual(limbs: QuerySet[Limb]) -> list[Limb]:
    """Without such words as open business is decided in, too: "The recommendations were approved"."""
    found = [each for each in limbs.order_by("pk") if len(squeezed(each.text)) >= SHORTEST_DECIDED]
    pks = [each.pk for each in found]
    open_ones = Limb.objects.filter(text__in={each.text for each in found}).exclude(pk__in=pks)
    usual = set(open_ones.values_list("text", flat=True)) if found else set()
    return [each for each in found if each.text not in usual and each.text != each.public_text]


def _decision(limb: Limb, name: str, about: str) -> Needle:
    return Needle(name, limb.text, is_long=len(limb.text) > 60, about=about)


def _closed(kept: Kept) -> dict[int, tuple[AgendaItem, Restriction]]:
    """The lines that are kept from the public, each with its own restriction, or that of a paper on it."""
    closed = {item.pk: (item, found) for item in kept.items if (found := kept.of_item(item))}
    for placement in kept.placements:
        if found := kept.of_paper(placement):
            closed.setdefault(placement.item_id, (placement.item, found))
    return closed


def _hidden_follow_ups(kept: Kept, day: str) -> Iterator[Needle]:
    """What came of restricted business of one meeting, each row once."""
    hidden = _closed(kept)
    rows = FollowUp.objects.filter(minute__minute_items__item__in=hidden)
    for row in _follow_ups(rows.prefetch_related("minute__minute_items").distinct()):
        item, found = next(hidden[each.item_id] for each in _items_of(row) if each.item_id in hidden)
        yield from _of_follow_up(row, day, about_restriction(found, item))


def _hidden_notes(kept: Kept, day: str) -> Iterator[Needle]:
    """What was added later beside the minutes about restricted business."""
    closed = _closed(kept)
    for note in LaterNote.objects.of_meeting(kept.meeting).whole():
        hidden = (closed[item.pk] for item in note.items() if item.pk in closed)
        if len(note.words) >= SHORTEST_SAID and (about := next(hidden, None)):
            name = _("a later note on {name}{day}").format(name=kept.name_of(about[0]), day=day)
            is_long = len(note.words) > 60
            yield Needle(name, note.words, is_long=is_long, about=about_restriction(about[1], about[0]))


def _items_of(row: FollowUp) -> Iterable[MinuteItem]:
    return row.minute.minute_items.all() if row.minute else ()


def _follow_ups(rows: FollowUpQuerySet) -> FollowUpQuerySet:
    return rows.order_by("number").select_related("response", "minute").prefetch_related("updates")


def _of_follow_up(row: FollowUp, day: str, about: str) -> Iterator[Needle]:
    """What is to be done about such business, and what was heard of it; a word or two is no secret."""
    response = row.response_or_none
    said = [row.text, row.evidence, row.dropped_reason, response.text if response else ""]
    for words in (*said, *(update.text for update in row.updates.all())):
        if len(words) >= SHORTEST_SAID:
            is_long = len(words) > 60
            yield Needle(
                _("words of follow-up {number}{day}").format(number=row.number, day=day),
                words,
                is_long=is_long,
                about=about,
            )


def versions_of(placements: Iterable[Placement]) -> dict[int, list[PaperVersion]]:
    """Every kept version of each paper, the newest last."""
    papers = {placement.paper_id for placement in placements}
    found: dict[int, list[PaperVersion]] = {}
    for version in PaperVersion.objects.filter(paper__in=papers).select_related("file").order_by("number"):
        found.setdefault(version.paper_id, []).append(version)
    return found


def _whole(version: PaperVersion, name: str, about: str) -> Iterator[Needle]:
    """The text of one version, and what is written beside the text of a PDF."""
    if version.document:
        text = "\n".join(words for __, words in strings(version.document, skipped=FURNITURE))
        yield Needle(_("the text of {name}").format(name=name), text, is_long=True, about=about)
    if version.file:
        pieces = readable_pieces_in(version.file)
        pages = tuple((each.where, each.text) for each in pieces if is_page(each))
        if pages:
            text = "\n".join(words for __, words in pages)
            yield Needle(
                _("the text of {name}").format(name=name), text, is_long=True, pages=pages, about=about
            )
        yield from (
            Needle(_("what is written next to the text of {name}").format(name=name), each.text, about=about)
            for each in pieces
            if each.kind == "text" and each.where.rpartition(", ")[2] in TYPED and len(each.text) >= 12
        )


def is_page(piece: Piece) -> bool:
    """True for the words of a page itself, not of something loose or of an earlier state of the file."""
    return piece.kind == "page" and piece.where.startswith("page ")


def _part(
    versions: Iterable[PaperVersion], label: str, part: Restriction, paper: str, about: str
) -> Iterator[Needle]:
    for version in versions:
        for appendix in (version.document or {}).get("appendices", []):
            if appendix.get("label") == label:
                name = f"{label} of {paper}"
                yield Needle(
                    _("the text of {name}").format(name=name),
                    appendix.get("html", ""),
                    is_long=True,
                    about=about,
                )
                if appendix.get("title") and not part.shows_title:
                    yield Needle(_("the title of {name}").format(name=name), appendix["title"], about=about)


def pieces_in(stored: StoredFile) -> list[Piece]:
    """Everything in a stored PDF but its raw bytes, read once and remembered. Raises `CannotSearch`."""

    def read() -> list[Piece]:
        return [each for each in searching.everything_in(files.read(stored)) if each.kind != "raw"]

    return _words_of_files.get(stored.hash, read)


def readable_pieces_in(stored: StoredFile) -> list[Piece]:
    """The same, and nothing for a file that cannot be read."""
    try:
        return pieces_in(stored)
    except (searching.CannotSearch, files.Damaged):
        return []


def strings(data: Any, key: str = "", skipped: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Every text in a document's data with its key, but what stands under skipped keys."""
    if isinstance(data, Mapping):
        for inner, value in data.items():
            if inner not in NOT_WORDS and inner not in skipped:
                yield from strings(value, inner, skipped)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value, key, skipped)
    elif isinstance(data, str) and data.strip():
        yield key, data
