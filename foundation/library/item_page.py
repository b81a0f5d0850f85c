"""One item of a meeting as the public reads it: its line of the agenda beside its published minute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from foundation.library.lines import AgendaLine, agenda_lines, paper_references
from foundation.library.meeting_page import newest_by_reference
from foundation.library.models import Publication, PublicMeeting
from foundation.ui.dates import long_day

WORDS_SHOWN = 8
HEADINGS = ("h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph or a sub-heading that can be pointed at: its anchor and its first words."""

    anchor: str
    words: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class MinuteText:
    """One published minute: its number, its words as published, and where they can be pointed at."""

    ref: str
    label: str
    title: str
    html: SafeString
    places: Sequence[Place]


@dataclass(slots=True)
class Item:
    """One item with everything that was published about it; a minute that is on no agenda stands alone."""

    ref: str
    label: str
    title: str
    line: AgendaLine | None = None
    minute_refs: list[str] = field(default_factory=list)

    def answers_to(self, ref: str) -> bool:
        """True for its own reference and for those of its minutes."""
        return ref == self.ref or ref in self.minute_refs


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page of one item: what has become of it, in a sentence and step by step; its neighbours."""

    meeting: PublicMeeting
    item: Item
    minutes: Sequence[MinuteText]
    agenda: Publication | None
    publication: Publication | None
    before: Item | None
    after: Item | None
    is_over: bool
    later: Sequence[Publication] = ()
    takes_questions: bool = False

    @property
    def awaits_confirmation(self) -> bool:
        """True while its minute has been published as a draft."""
        return bool(self.minutes and self.publication and self.publication.status_kind != "confirmed")

    @property
    def sentence(self) -> str:
        """What has become of it so far; nothing of a meeting that did not take place as planned."""
        day = long_day(self.meeting.starts_at)
        if self.meeting.is_called_off:
            return ""
        if self.minutes or (self.item.line and self.item.line.is_decided):
            verb = "Decided" if self.item.line and self.item.line.is_decided else "Considered"
            draft = (
                _(" The minute is a draft until the panel confirms it.") if self.awaits_confirmation else ""
            )
            return f"{verb} on {day}.{draft}"
        if self.is_over:
            return _("On the agenda for {day}. The minute of this item has not been published yet.").format(
                day=day
            )
        return _("To be considered on {day}.").format(day=day)


def item_page(meeting: PublicMeeting, ref: str, now: datetime) -> ItemPage | None:
    """The page of the item, or of the minute, that bears this reference; None where none was published."""
    agenda = _standing(meeting, Publication.Kind.AGENDA)
    minutes = _standing(meeting, Publication.Kind.MINUTES)
    data = agenda.data if agenda else {}
    own = meeting.publications.in_short().order_by("pk")
    decided = minutes or _standing(meeting, Publication.Kind.DECISIONS)
    newest = newest_by_reference(list(own), paper_references(data))
    lines = agenda_lines(data, decided.data if decided else {}, newest)
    items = _items(lines, minutes.data if minutes else {})
    place = next((n for n, each in enumerate(items) if each.answers_to(ref)), None)
    if place is None:
        return None
    item = items[place]
    return ItemPage(
        meeting=meeting,
        item=item,
        minutes=_texts(minutes, item.minute_refs) if minutes else [],
        agenda=agenda,
        publication=minutes,
        is_over=meeting.is_over(now),
        before=items[place - 1] if place else None,
        after=items[place + 1] if place + 1 < len(items) else None,
        later=[each for each in added_later(meeting) if any(map(item.answers_to, each.data["about"]))],
        takes_questions=meeting.takes_questions(now),
    )


def added_later(meeting: PublicMeeting) -> list[Publication]:
    """What stands beside the minutes of a meeting and is no part of them, in the order it was published."""
    return list(meeting.publications.standing().of_kinds(Publication.Kind.LATER_NOTE).order_by("pk"))


def withdrawn_with(meeting: PublicMeeting, ref: str) -> Publication | None:
    """The agenda or the minutes that named this item or minute and were withdrawn; the newest of them."""
    gone = meeting.publications.of_kinds(Publication.Kind.AGENDA, Publication.Kind.MINUTES)
    for each in gone.filter(withdrawn_at__isnull=False).order_by("-pk"):
        named = [*each.data.get("lines", []), *each.data.get("minutes", [])]
        if any(ref in (line.get("ref"), *line.get("item_refs", [])) for line in named):
            return each
    return None


def references_of(meeting: PublicMeeting) -> list[str]:
    """The references of every item and minute of this meeting that has a page."""
    agenda = _standing(meeting, Publication.Kind.AGENDA)
    minutes = _standing(meeting, Publication.Kind.MINUTES)
    items = _items(agenda_lines(agenda.data if agenda else {}, {}, {}), minutes.data if minutes else {})
    return [ref for item in items for ref in dict.fromkeys([item.ref, *item.minute_refs])]


def _standing(meeting: PublicMeeting, kind: str) -> Publication | None:
    return meeting.publications.standing().of_kinds(kind).order_by("-pk").first()


def _items(lines: Sequence[AgendaLine], minutes: Mapping[str, Any]) -> list[Item]:
    """Every item in the order of the agenda, each with its minutes; then what was on no agenda."""
    every = [line for top in lines for line in (top, *top.subs) if line.ref and not line.is_heading]
    items = [Item(line.ref, line.label, line.title, line) for line in every if line.kind != "note"]
    known = {item.ref: item for item in items}
    for entry in minutes.get("minutes", []):
        found = next((known[ref] for ref in entry.get("item_refs", []) if ref in known), None)
        if found is None:
            found = Item(entry["ref"], entry.get("label", ""), entry.get("title", ""))
            items.append(found)
        found.minute_refs.append(entry["ref"])
    return items


def _texts(publication: Publication, refs: Sequence[str]) -> list[MinuteText]:
    """The minutes as they stand in the published page, cut out of it."""
    known = {entry["ref"]: entry for entry in publication.data.get("minutes", [])}
    tree = lxml_html.fragment_fromstring(publication.html, create_parent="div")
    found = []
    for ref in refs:
        parts = list(_between(tree, f"minute-{ref}"))
        html = "".join(etree.tostring(each, encoding="unicode", method="html") for each in parts)
        entry = known[ref]
        words = mark_safe(html)  # noqa: S308 - published by us
        found.append(MinuteText(ref, entry.get("label", ""), entry.get("title", ""), words, _places(parts)))
    return found


def _between(tree: HtmlElement, anchor: str) -> Iterator[HtmlElement]:
    """What stands under the heading with this id, up to the next heading of its level or the signature."""
    heading = next((each for each in tree.iter("h2") if each.get("id") == anchor), None)
    following = heading.itersiblings() if heading is not None else ()
    for element in following:
        if element.tag == "h2" or element.get("class") == "signature":
            return
        yield element


def _places(parts: Sequence[HtmlElement]) -> list[Place]:
    """Everything in these parts that has an id, in order, with its first words."""
    found = []
    for part in parts:
        for element in part.iter():
            if isinstance(element.tag, str) and (anchor := element.get("id")):
                words = " ".join(" ".join(element.itertext()).split()[:WORDS_SHOWN])
                found.append(Place(anchor, words, element.tag in HEADINGS))
    return found
