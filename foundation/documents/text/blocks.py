"""The paragraphs of a long text, each with an id that survives edits, so that others can point at one.

A block is what stands at the top of a text (a paragraph, a heading, a table); of a list it is each item with
all that stands in it. The id is kept in the attribute `data-block`; printing drops it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from lxml.html import HtmlElement

from foundation.documents.text import numbering, pairing, richtext

NAME = richtext.BLOCK_ID
LISTS = ("ul", "ol")
_BARE = re.compile(r"<li><p>(.*)</p></li>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"<[a-z0-9]+")
# What may hold an id has no other attribute, and a typed < is no tag.
MOST_REMEMBERED = 16
_WRITTEN: dict[str, tuple["_Stretch", ...]] = {}
_MARKED = re.compile(rf'(<[a-z0-9]+) {NAME}="[^"]*"')


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one item of a list with the opening tag of its list.

    `html` is without the id. `begins` and `ends` say that it is the first or the last item of its list.
    """

    id: str
    html: str
    list: str = ""
    begins: bool = False
    ends: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(unescape(_TAG.sub(" ", self.html)).split())

    @property
    def content(self) -> tuple[str, str]:
        """What makes two blocks the same to a reader, whatever their ids.

        An item whose words stand in one paragraph reads like an item with bare words.
        """
        bare = _BARE.fullmatch(self.html) if self.list else None
        return self.list, f"<li>{bare[1]}</li>" if bare and "<p>" not in bare[1] else self.html

    @property
    def marked(self) -> str:
        """Its HTML with the id."""
        end = _NAME.match(self.html)
        at = end.end() if end else 0
        return f'{self.html[:at]} {NAME}="{self.id}"{self.html[at:]}'


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One element at the top of a text, with its ids and without: a list, or what is a block by itself."""

    marked: str
    bare: str
    blocks: tuple[Block, ...]

    @property
    def forms(self) -> tuple[str, str]:
        """As it is kept, and as somebody types it anew."""
        return self.marked, self.bare


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order. One that was never saved with ids has those its next save will give."""
    found = _WRITTEN.get(text)
    return _blocks_in(found) if found is not None else named(text)


def named(text: str, earlier: Sequence[Block] = (), others: Iterable[Block] = ()) -> list[Block]:
    """The blocks of a text, named after the same and the similar blocks of an earlier state.

    An id typed, pasted or doubled by an editor counts only where it can be true; ids are unique in the text,
    and none is that of one of the `others`, which stand around it.
    """
    found = list(_read(richtext.parse(text))) if text.strip() else []
    claimed = [block.id for block in found]
    pairs = pairing.pairs(earlier, found)
    taken = {block.id for block in (*earlier, *others)}
    ids = [earlier[pairs[at]].id if at in pairs else "" for at in range(len(found))]
    for at, claim in enumerate(claimed):
        if not ids[at] and claim and claim not in taken:
            ids[at] = claim
            taken.add(claim)
    named_ones = []
    for at, block in enumerate(found):
        id = ids[at] or _fresh(block, taken)
        is_known = block.id == id
        named_ones.append(block if is_known else Block(id, block.html, block.list, block.begins, block.ends))
    return named_ones


def identified(new_html: str, old_html: str = "") -> str:
    """The new text with an id on every block: of the block of the old text it was made from, or its own.

    Both are cleaned texts. What the new one begins and ends with as the old one did is not read again.
    """
    was = _WRITTEN.get(old_html) or _stretches(named(old_html))
    begin, end, middle = _unchanged(was, new_html)
    around = (*was[:begin], *was[end:])
    found = _stretches(named(middle, _blocks_in(was[begin:end]), _blocks_in(around)))
    written = (*was[:begin], *found, *was[end:])
    text = "".join(stretch.marked for stretch in written)
    _remember(text, written)
    return text


def _unchanged(was: Sequence[_Stretch], text: str) -> tuple[int, int, str]:
    """How many stretches both texts begin with, from which on both end alike, and what lies between."""
    at, upto = 0, len(text)
    begin, end = 0, len(was)
    for stretch in was:
        form = next((form for form in stretch.forms if text.startswith(form, at)), "")
        if not form:
            break
        begin, at = begin + 1, at + len(form)
    for stretch in reversed(was[begin:]):
        form = next((form for form in stretch.forms if text.endswith(form, at, upto)), "")
        if not form:
            break
        end, upto = end - 1, upto - len(form)
    return begin, end, text[at:upto]


def _remember(text: str, written: tuple[_Stretch, ...]) -> None:
    """Keep the blocks of the texts written last: one that is being written is asked for at every save."""
    _WRITTEN[text] = written
    while len(_WRITTEN) > MOST_REMEMBERED:
        _WRITTEN.pop(next(iter(_WRITTEN)), None)


def _blocks_in(stretches: Iterable[_Stretch]) -> list[Block]:
    return [block for stretch in stretches for block in stretch.blocks]


def joined(parts: Iterable[Block]) -> str:
    """Blocks put together again, items of one list in one list, with their ids."""
    return "".join(stretch.marked for stretch in _stretches(parts))


def _stretches(parts: Iterable[Block]) -> tuple[_Stretch, ...]:
    """Blocks put together as elements, items of one list in one list."""
    found: list[_Stretch] = []
    for opening, items in groupby(_gathered(parts), key=lambda pair: pair[0]):
        inside = tuple(block for _, block in items)
        tag = opening[1]
        if tag:
            end = f"</{tag[1:3]}>"
            marked, bare = "".join(b.marked for b in inside), "".join(b.html for b in inside)
            found.append(_Stretch(f"{tag}{marked}{end}", f"{tag}{bare}{end}", inside))
        else:
            found += [_Stretch(block.marked, block.html, (block,)) for block in inside]
    return tuple(found)


def is_same(one: str, other: str) -> bool:
    """True when two texts read the same; their ids do not count."""
    return one == other or without_ids(one) == without_ids(other)


def without_ids(text: str) -> str:
    """The text without the ids of its blocks."""
    return _MARKED.sub(r"\1", text) if NAME in text else text


def _read(tree: HtmlElement) -> Iterator[Block]:
    numbering.wrap(tree)
    for element in tree:
        if element.tag not in LISTS:
            yield Block(*_read_one(element))
            continue
        opening = _opening(element)
        items = [child for child in element if child.tag == "li"]
        for place, item in enumerate(items):
            yield Block(*_read_one(item), opening, place == 0, place == len(items) - 1)


def _read_one(element: HtmlElement) -> tuple[str, str]:
    """The id that a block bears, and its HTML without ids."""
    html = richtext.outside(element)
    return element.get(NAME, ""), without_ids(html)


def _opening(element: HtmlElement) -> str:
    """The opening tag of a list, as a text holds it."""
    bare = element.makeelement(element.tag, dict(element.attrib))
    bare.attrib.pop(NAME, None)
    return richtext.outside(bare).removesuffix(f"</{element.tag}>")


def _gathered(parts: Iterable[Block]) -> Iterator[tuple[tuple[int, str], Block]]:
    """Each block with the list it goes into; two lists that touch stay two where both sides say so."""
    place, before = 0, Block("", "")
    for block in parts:
        parts_ways = block.begins and before.ends
        if block.list != before.list or parts_ways:
            place += 1
        yield (place, block.list), block
        before = block


def _fresh(block: Block, taken: set[str]) -> str:
    """An id nobody has: made from the words, so that reading a text twice names it in one way."""
    for turn in range(len(taken) + 2):
        made = f"b{hashlib.sha256(f'{turn} {block.text}'.encode()).hexdigest()[:10]}"
        if made not in taken:
            taken.add(made)
            return made
    raise AssertionError("one more id than there are blocks is always free")
