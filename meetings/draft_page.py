"""Draft minutes paragraph by paragraph, with what members said about each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from foundation.documents import richtext
from meetings.models import DraftComment

LISTS = ("ul", "ol")
WHOLE = "whole"


@dataclass
class Paragraph:
    """One paragraph that can be commented on, and the comments about it."""

    place: str
    html: SafeString
    words: str
    comments: list[DraftComment] = field(default_factory=list)


@dataclass
class DraftEntry:
    """One minute of a draft."""

    ref: str
    label: str
    title: str
    paragraphs: Sequence[Paragraph]
    # About the minute as a whole, or about words that are no longer there.
    comments: list[DraftComment] = field(default_factory=list)


def entries_of(data: dict[str, Any], comments: Iterable[DraftComment] = ()) -> list[DraftEntry]:
    """The minutes of frozen data as paragraphs, each comment beside what it is about."""
    entries = [
        DraftEntry(entry["ref"], entry["label"], entry["title"], list(_paragraphs(entry)))
        for entry in data["minutes"]
    ]
    known = {entry.ref: entry for entry in entries}
    places = {(entry.ref, each.place): each for entry in entries for each in entry.paragraphs}
    for comment in comments:
        paragraph = places.get((comment.minute_ref, comment.place))
        home = paragraph or known.get(comment.minute_ref)
        if home is not None:
            home.comments.append(comment)
    return entries


def words_at(data: dict[str, Any], minute_ref: str, place: str) -> str | None:
    """The words of one paragraph of a draft, or of a whole minute's heading; None where there is none."""
    for entry in entries_of(data):
        if entry.ref == minute_ref:
            if place == WHOLE:
                return entry.title
            return next((each.words for each in entry.paragraphs if each.place == place), None)
    return None


def _paragraphs(entry: dict[str, Any]) -> Iterator[Paragraph]:
    """Text and decisions of a minute in the order in which they are printed."""
    for number, (kind, value) in enumerate(_pieces(entry)):
        if kind == "html":
            yield from _of_html(value, number)
        else:
            for limb_number, limb in enumerate(value["limbs"]):
                condition = f"{limb['condition']}, " if limb.get("condition") else ""
                words = f"{value['head']} {limb['label']} {condition}{limb['text']}"
                words = " ".join(words.split())
                yield Paragraph(f"d{number}.{limb_number}", escape(words), words)


def _pieces(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from (("decision", each) for each in entry.get("first_decisions", []))
    yield ("html", entry["html"])
    for part in entry.get("parts", []):
        yield from (("decision", each) for each in part["decisions"])
        yield ("html", part["html"])
    yield from (("decision", each) for each in entry["decisions"])


def _of_html(text: str, number: int) -> Iterator[Paragraph]:
    for place, element in enumerate(_blocks(text)):
        words = " ".join(" ".join(element.itertext()).split())
        if words:
            key = element.attrib.pop("id", "") or f"n{number}.{place}"
            html = richtext.outside(element)
            html = f'<ul class="points">{html}</ul>' if element.tag == "li" else html
            yield Paragraph(key, mark_safe(html), words)  # noqa: S308 - cleaned when it was saved


def _blocks(text: str) -> Iterator[Any]:
    for element in richtext.parse(text):
        if element.tag in LISTS:
            yield from element.findall("li")
        else:
            yield element
