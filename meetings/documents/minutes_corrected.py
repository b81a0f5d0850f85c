"""Minutes with corrections: the words as they should be beside those that stood, and a note of each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml.html import HtmlElement

from foundation.documents import richtext
from foundation.documents.document import from_data, to_data
from meetings.documents.minutes import MinuteEntry, MinutesDocument
from meetings.rules.corrections import CorrectionFacts, pattern_of, printed

BLOCKS = {"p", "li", "h2", "h3", "h4", "h5", "h6", "td", "th", "caption", "figcaption", "blockquote", "div"}
# What of a document is not its lists of people.
NOT_PEOPLE = frozenset(
    (
        "kind",
        "title",
        "language",
        "letterhead",
        "minutes",
        "sentence",
        "status",
        "status_note",
        "is_confirmed",
    )
    + ("corrections", "day", "duration", "signature", "signed", "seal", "seal_address")
)
Slot = tuple[HtmlElement, str]


def with_corrections(document: MinutesDocument, corrections: Iterable[CorrectionFacts]) -> MinutesDocument:
    """The document with these corrections in their places, one after the other."""
    for each in corrections:
        document = _corrected(document, each)
    return document


def paragraphs(document: MinutesDocument, minute_ref: str) -> list[str]:
    """The words of a minute as they read now, paragraph by paragraph; without a minute, those present."""
    if not minute_ref:
        return [words for _, words in _people(to_data(document))]
    entry = next((each for each in document.minutes if each.ref == minute_ref), None)
    if entry is None:
        return []
    limbs = [limb.text for decision in entry.decisions for limb in decision.limbs]
    return [entry.title, *(words for _, words in _blocks(richtext.parse(entry.html))), *limbs]


def _corrected(document: MinutesDocument, facts: CorrectionFacts) -> MinutesDocument:
    note = printed(facts)
    if not facts.minute_ref:
        data = _swapped(to_data(document), _swap(facts)) if facts.original else to_data(document)
        made = from_data(data)
        assert isinstance(made, MinutesDocument)
        return replace(made, corrections=[*document.corrections, note])
    entries = [
        _entry(each, facts, note) if each.ref == facts.minute_ref else each for each in document.minutes
    ]
    return replace(document, minutes=entries)


def _entry(entry: MinuteEntry, facts: CorrectionFacts, note: str) -> MinuteEntry:
    notes = [*entry.corrections, note]
    tree = richtext.parse(entry.html)
    if _marked(tree, facts):
        return replace(entry, html=richtext.serialise(tree), corrections=notes)
    swap = _swap(facts)
    decisions = [
        replace(decision, limbs=[replace(limb, text=swap(limb.text)) for limb in decision.limbs])
        for decision in entry.decisions
    ]
    return replace(entry, title=swap(entry.title), decisions=decisions, corrections=notes)


def _swap(facts: CorrectionFacts) -> Callable[[str], str]:
    """Puts the corrected words where the original ones stand in a line that has no mark-up."""
    pattern = pattern_of(facts.original)

    def swap(line: str) -> str:
        return " ".join(pattern.sub(lambda _: facts.corrected, line).split(" ")) if facts.original else line

    return swap


def _marked(tree: HtmlElement, facts: CorrectionFacts) -> bool:
    """Strike the words and write the others after them; words to add stand at the end. False: not here."""
    if not facts.original:
        added = tree.makeelement("p")
        inserted = added.makeelement("ins")
        inserted.text = facts.corrected
        added.append(inserted)
        tree.append(added)
        return True
    pattern = pattern_of(facts.original)
    for slots, words in _blocks(tree):
        if match := pattern.search(words):
            _strike(slots, match, facts.corrected)
            return True
    return False


def _blocks(tree: HtmlElement) -> Iterator[tuple[list[Slot], str]]:
    """Each paragraph as the places of its words, and the words; what is struck already does not count."""
    gathered: dict[HtmlElement, list[Slot]] = {}
    for element in tree.iter():
        block = next(each for each in (element, *element.iterancestors()) if each.tag in BLOCKS)
        if element.text and not _is_apart(element):
            gathered.setdefault(block, []).append((element, "text"))
        if element is not tree and element.tail and not any(map(_is_apart, element.iterancestors())):
            above = next(each for each in element.iterancestors() if each.tag in BLOCKS)
            gathered.setdefault(above, []).append((element, "tail"))
    for slots in gathered.values():
        in_order = sorted(slots, key=_place(tree))
        yield in_order, "".join(getattr(element, kind) for element, kind in in_order)


def _place(tree: HtmlElement) -> Callable[[Slot], tuple[int, int]]:
    """Where the words of a slot come in the text: a tail follows everything inside its element."""
    order = {element: number for number, element in enumerate(tree.iter())}

    def place(slot: Slot) -> tuple[int, int]:
        element, kind = slot
        if kind == "text":
            return (order[element], 0)
        return (max(order[each] for each in element.iter()), 1 + len(list(element.iter())))

    return place


def _is_apart(element: HtmlElement) -> bool:
    """Struck words and printed numbers are no words to correct."""
    inside = (element, *element.iterancestors())
    return any(each.tag == "del" or (each.tag == "span" and each.get("class") == "n") for each in inside)


def _strike(slots: Sequence[Slot], match: re.Match[str], corrected: str) -> None:
    """Wrap the matched words, which may stand in several pieces, and put the new ones after the last."""
    start, pieces = 0, []
    for element, kind in slots:
        words = getattr(element, kind)
        begin, end = max(match.start() - start, 0), min(match.end() - start, len(words))
        if begin < end:
            pieces.append((element, kind, begin, end))
        start += len(words)
    for number, (element, kind, begin, end) in enumerate(reversed(pieces)):
        words = getattr(element, kind)
        struck = element.makeelement("del")
        struck.text, struck.tail = words[begin:end], words[end:]
        setattr(element, kind, words[:begin])
        if kind == "text":
            element.insert(0, struck)
        else:
            element.addnext(struck)
            # `addnext` takes the words after the element along.
            struck.tail, element.tail = words[end:], words[:begin]
        if number == 0 and corrected:
            written = element.makeelement("ins")
            written.text = corrected
            rest, struck.tail = struck.tail, " "
            struck.addnext(written)
            struck.tail, written.tail = " ", rest


def _people(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every line of the lists of people with the name of its list."""
    if isinstance(data, dict):
        for inner, value in data.items():
            if inner not in NOT_PEOPLE:
                yield from _people(value, inner)
    elif isinstance(data, list):
        for value in data:
            yield from _people(value, key)
    elif isinstance(data, str) and data:
        yield key, data


def _swapped(data: Any, swap: Callable[[str], str]) -> Any:
    """The data with its lists of people put right."""
    if isinstance(data, dict):
        return {key: value if key in NOT_PEOPLE else _swapped(value, swap) for key, value in data.items()}
    if isinstance(data, list):
        return [_swapped(value, swap) for value in data]
    return swap(data) if isinstance(data, str) else data
