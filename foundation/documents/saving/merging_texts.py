"""Two texts that grew from one: what only one side changed is merged, what both changed is set side by side.

The parts of a text are told apart by ids that survive edits (see blocks.py), so an edit is an edit and not a
deletion beside an addition. Works for anything in parts: paragraphs, limbs, follow-ups, lines.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, Protocol, TypeVar

from foundation.documents.text import blocks
from foundation.documents.text.blocks import Block

THEIRS, YOURS, BOTH = "theirs", "yours", "both"


class Part(Protocol):
    """One part of a text: its id, and what makes it the same to a reader."""

    @property
    def id(self) -> str:
        """What it is called in every state of the text."""

    @property
    def content(self) -> Hashable:
        """What it says."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[P]):
    """Some parts that lie between the same neighbours: as they were, as each side has them now."""

    base: tuple[P, ...]
    theirs: tuple[P, ...]
    yours: tuple[P, ...]

    @property
    def settled(self) -> tuple[P, ...] | None:
        """What it says when at most one side changed it, or both alike; None when somebody must choose."""
        base, theirs, yours = (_said(side) for side in (self.base, self.theirs, self.yours))
        if theirs in (base, yours):
            return self.yours
        return self.theirs if yours == base else None

    @property
    def both(self) -> tuple[P, ...]:
        """What they have and then what you have, without what is in both twice."""
        known = set(_said(self.theirs))
        return (*self.theirs, *(part for part in self.yours if part.content not in known))

    def chosen(self, choice: str) -> tuple[P, ...]:
        """The parts that a choice keeps; any other word than theirs or yours keeps both."""
        return {THEIRS: self.theirs, YOURS: self.yours}.get(choice, self.both)


def stretches(base: Sequence[P], theirs: Sequence[P], yours: Sequence[P]) -> list[Stretch[P]]:
    """The three texts cut at the parts that all three have in one order."""
    left, right = _places(base, theirs), _places(base, yours)
    found: list[Stretch[P]] = []
    a = b = c = 0
    for place in range(len(base)):
        if place not in left or place not in right:
            continue
        there, here = left[place], right[place]
        gap = Stretch(tuple(base[a:place]), tuple(theirs[b:there]), tuple(yours[c:here]))
        anchor = Stretch((base[place],), (theirs[there],), (yours[here],))
        found += [*_apart(gap), anchor]
        a, b, c = place + 1, there + 1, here + 1
    return [*found, *_apart(Stretch(tuple(base[a:]), tuple(theirs[b:]), tuple(yours[c:])))]


def merged(parts: Sequence[Stretch[P]], choices: Mapping[int, str] | None = None) -> list[P] | None:
    """The parts of the merged text; None while a stretch that both sides changed has no choice."""
    found: list[P] = []
    for place, stretch in enumerate(parts):
        settled = stretch.settled
        if settled is None:
            if choices is None or place not in choices:
                return None
            settled = stretch.chosen(choices[place])
        found += settled
    return found


def texts(base: str, theirs: str, yours: str) -> list[Stretch[Block]]:
    """Three states of one rich text, cut into stretches; both sides are named after the base."""
    was = blocks.blocks(base)
    there, known = blocks.named(theirs, was), _ids(was)
    return stretches(was, there, blocks.named(yours, [*was, *(b for b in there if b.id not in known)]))


def two_ways(earlier: Sequence[P], later: Sequence[P]) -> Iterator[tuple[P | None, P | None]]:
    """Two states beside each other: each part with its earlier or later self, None where there is none."""
    places = _places(earlier, later)
    after = 0
    for place, part in enumerate(earlier):
        if place not in places:
            yield part, None
            continue
        for added in later[after : places[place]]:
            yield None, added
        yield part, later[places[place]]
        after = places[place] + 1
    for added in later[after:]:
        yield None, added


def _apart(gap: Stretch[P]) -> list[Stretch[P]]:
    """A gap, if there is anything in it; what both sides begin it with alike stands apart."""
    if gap.base:
        return [gap]
    pairs = zip(_said(gap.theirs), _said(gap.yours), strict=False)
    fewer = min(len(gap.theirs), len(gap.yours))
    alike = next((at for at, (one, other) in enumerate(pairs) if one != other), fewer)
    cuts = (slice(0, alike), slice(alike, None))
    return [Stretch((), gap.theirs[cut], gap.yours[cut]) for cut in cuts if gap.theirs[cut] or gap.yours[cut]]


def _places(base: Sequence[P], other: Sequence[P]) -> dict[int, int]:
    """Where the parts of the base stand in another state, as far as they keep their order."""
    ids, others = [part.id for part in base], [part.id for part in other]
    if ids == others:
        return {place: place for place in range(len(ids))}
    found = SequenceMatcher(None, ids, others, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in found for n in range(size)}


def _said(parts: Sequence[P]) -> list[Hashable]:
    return [part.content for part in parts]


def _ids(parts: Sequence[P]) -> set[str]:
    return {part.id for part in parts}
