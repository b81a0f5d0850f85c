"""Minutes with corrections: the words as they should be beside those that stood, and a note of each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Any

from lxml.html import HtmlElement

from foundation.documents.layout.document import from_data, to_data
from foundation.documents.text import richtext
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.wording.corrections import CorrectionFacts, pattern_of, printed

BLOCKS = {"p", "li", "h2", "h3", "h4", "h5", "h6", "td", "th", "caption", "figcaption", "blockquote", "div"}
# What in a minute is no words to correct.
NOT_WORDS = frozenset(("ref", "label", "item_labels", "item_refs", "corrections", "kind"))
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
    data = to_data(document)
    if not minute_ref:
        return list(_lines(_of_people(data)))
    return [words for entry in data["minutes"] if entry["ref"] == minute_ref for words in _lines(entry)]


def lines_of(part: Any) -> list[str]:
    """Every line and paragraph of words in one part of a document."""
    return list(_lines(part))


def _corrected(document: MinutesDocument, facts: CorrectionFacts) -> MinutesDocument:
    """The document with one correction in its place, and the note of it there."""
    data, note = to_data(document), printed(facts)
    if not facts.minute_ref:
        if facts.original:
            data |= _swapped(_of_people(data), facts)
        data["corrections"] = [*document.corrections, note]
    for place, entry in enumerate(data["minutes"]):
        if entry["ref"] == facts.minute_ref:
            changed = _swapped(entry, facts) if facts.original else _added(entry, facts)
            data["minutes"][place] = {**changed, "corrections": [*entry["corrections"], note]}
    made = from_data(data)
    assert isinstance(made, MinutesDocument)
    return made


def _of_people(data: dict[str, Any]) -> dict[str, Any]:
    """The lists of those present and of apologies, however the body lays them out."""
    return {key: value for key, value in data.items() if key not in NOT_PEOPLE}


def _lines(data: Any, key: str = "") -> Iterator[str]:
    """Every line and paragraph of words in a part of a document."""
    if isinstance(data, dict):
        for inner, value in data.items():
            if inner not in NOT_WORDS:
                yield from _lines(value, inner)
    elif isinstance(data, list):
        for value in data:
            yield from _lines(value, key)
    elif isinstance(data, str) and data:
        if key == "html":
            yield from (words for _, words in _blocks(richtext.parse(data)))
        else:
            yield data


def _swapped(data: Any, facts: CorrectionFacts, key: str = "") -> Any:
    """The same part of a document with the words put right."""
    if isinstance(data, dict):
        return {k: v if k in NOT_WORDS else _swapped(v, facts, k) for k, v in data.items()}
    if isinstance(data, list):
        return [_swapped(value, facts, key) for value in data]
    if not isinstance(data, str) or not data:
        return data
    if key != "html":
        return pattern_of(facts.original).sub(lambda _: facts.corrected, data)
    tree = richtext.parse(data)
    return richtext.serialise(tree) if _struck(tree, facts) else data


def _added(entry: dict[str, Any], facts: CorrectionFacts) -> dict[str, Any]:
    """A minute with one more paragraph at the end of its text."""
    part = (entry.get("parts") or [entry])[-1]
    added = f"<p><ins>{escape(facts.corrected, quote=False)}</ins></p>"
    part["html"] = f"{part['html']}{added}"
    return entry


def _struck(tree: HtmlElement, facts: CorrectionFacts) -> bool:
    """Strike the words where they stand and write the others after them; False when they stand elsewhere."""
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
