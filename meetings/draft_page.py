"""Draft minutes paragraph by paragraph, with what members said about each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from foundation.documents.text import richtext
from foundation.ui.words import joined
from meetings.minutes_shown import A_MINUTE
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


def entries_of(
    data: dict[str, Any], comments: Iterable[DraftComment] = (), kept: Collection[str] = ()
) -> list[DraftEntry]:
    """The minutes of frozen data as paragraphs, each comment beside what it is about.

    Of the minutes whose references are in `kept` there is only the heading.
    """
    entries = [
        DraftEntry(
            entry["ref"],
            entry["label"],
            entry["title"] if entry["ref"] not in kept or entry.get("item_refs") else A_MINUTE,
            [] if entry["ref"] in kept else list(_paragraphs(entry)),
        )
        for entry in data["minutes"]
    ]
    known = {entry.ref: entry for entry in entries}
    places = {(entry.ref, each.place): each for entry in entries for each in entry.paragraphs}
    for comment in comments:
        paragraph = places.get((comment.minute_ref, comment.place))
        home = paragraph or known.get(comment.minute_ref)
        if home is not None and comment.minute_ref not in kept:
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
    """Everything of a minute in the order in which it is printed: text, votes, decisions, actions."""
    for number, (kind, value) in enumerate(_pieces(entry)):
        if kind == "html":
            yield from _of_html(value, number)
            continue
        for line_number, line in enumerate(_LINES[kind](value)):
            words = " ".join(line.split())
            yield Paragraph(f"{kind}{number}.{line_number}", escape(words), words)


def _pieces(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The pieces of a minute, as templates/documents/parts/minute.html prints them."""
    yield from (("decision", each) for each in entry.get("first_decisions", []))
    yield ("html", entry["html"])
    for part in entry.get("parts", []):
        yield from (("action", each) for each in part["follow_ups"])
        yield from (("decision", each) for each in part["decisions"])
        yield ("html", part["html"])
    yield from (("vote", each) for each in entry.get("motions", []))
    yield from (("action", each) for each in entry["follow_ups"])
    yield from (("decision", each) for each in entry["decisions"])


def _decision_lines(decision: dict[str, Any]) -> Iterator[str]:
    for limb in decision["limbs"]:
        condition = f"{limb['condition']}, " if limb.get("condition") else ""
        yield f"{decision['head']} {limb['label']} {condition}{limb['text']}"
    for vote in decision.get("votes", []):
        yield from _vote_lines(vote)


def _vote_lines(vote: dict[str, Any]) -> Iterator[str]:
    yield " ".join(vote["sentences"])
    yield from (f"{each['label']}: {joined(each['names'])}." for each in vote["lists"])


def _action_lines(action: dict[str, Any]) -> Iterator[str]:
    by = ", ".join(filter(None, [action["owner"], f"by {action['due']}" if action["due"] else ""]))
    yield f"{action['kind']}: {action['text']}{f' ({by})' if by else ''}"


_LINES: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "decision": _decision_lines,
    "vote": _vote_lines,
    "action": _action_lines,
}


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
