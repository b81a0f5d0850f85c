"""Which block of an earlier text became which block of the new one: exact first, then by name, then alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Protocol


class Known(Protocol):
    """What is known of a block: what it says, its words, the name it bears (empty: none)."""

    @property
    def content(self) -> Hashable:
        """What makes it the same to a reader."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def id(self) -> str:
        """Its name."""


ALIKE = 0.5
# Above so many comparisons, order is looked for among near neighbours only.
MOST = 10_000
_WORD = re.compile(r"\w+")


def pairs(old: Sequence[Known], new: Sequence[Known]) -> dict[int, int]:
    """For each new block that has one, the place of its earlier self; no earlier block has two."""
    found: dict[int, int] = {}
    free = set(range(len(old)))
    for step in (_unmoved, _exact, _by_name, _alike):
        for at, was in step(old, new, free, [n for n in range(len(new)) if n not in found]):
            if was in free and at not in found:
                found[at] = was
                free.discard(was)
    return found


Pairs = list[tuple[int, int]]


def _unmoved(old: Sequence[Known], new: Sequence[Known], free: set[int], left: list[int]) -> Pairs:
    """The same content under the same name."""
    places = {(known.content, known.id): was for was, known in enumerate(old) if known.id}
    keys = [(at, places.get((new[at].content, new[at].id))) for at in left]
    return [(at, was) for at, was in keys if was is not None]


def _exact(old: Sequence[Known], new: Sequence[Known], free: set[int], left: list[int]) -> Pairs:
    """The same content: in order where there are several, then wherever it was moved to."""
    was = sorted(free)
    found = _in_order([old[place].content for place in was], [new[at].content for at in left])
    done = {left[b]: was[a] for a, b in found}
    gone = set(done.values())
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place in reversed(was):
        if place not in gone:
            places[old[place].content].append(place)
    for at in left:
        if at not in done and places[new[at].content]:
            done[at] = places[new[at].content].pop()
    return list(done.items())


def _by_name(old: Sequence[Known], new: Sequence[Known], free: set[int], left: list[int]) -> Pairs:
    """The name it bears; of several that bear one name, the one whose words are most alike."""
    places = {old[was].id: was for was in free if old[was].id}
    bearers = [(at, places[new[at].id]) for at in left if new[at].id in places]
    return sorted(bearers, key=lambda pair: -alike(_bag(old[pair[1]].text), _bag(new[pair[0]].text)))


def _alike(old: Sequence[Known], new: Sequence[Known], free: set[int], left: list[int]) -> Pairs:
    """Words that are mostly the same, in order: the dearest way through the table of likeness."""
    was = sorted(free)
    if not was or not left:
        return []
    band = max(3, MOST // max(len(was), len(left)))
    bags, others = [_bag(old[place].text) for place in was], [_bag(new[at].text) for at in left]
    best: list[dict[int, float]] = [{}]
    for a, bag in enumerate(bags):
        row: dict[int, float] = {}
        for b in range(max(0, a - band), min(len(left), a + band + 1)):
            likeness = alike(bag, others[b])
            here = best[a].get(b - 1, 0.0) + likeness if likeness >= ALIKE else 0.0
            row[b] = max(here, best[a].get(b, 0.0), row.get(b - 1, 0.0))
        best.append(row)
    return [(left[b], was[a]) for a, b in _walked(best, bags, others)]


def _walked(best: list[dict[int, float]], bags: list[Counter[str]], others: list[Counter[str]]) -> Pairs:
    """Back through the table of likeness, from its end to its beginning."""
    a, b, found = len(bags) - 1, len(others) - 1, []
    while a >= 0 and b >= 0:
        row = best[a + 1]
        here = row.get(b, 0.0)
        if b in row and here == best[a].get(b, 0.0):
            a -= 1
        elif b not in row or here == row.get(b - 1, 0.0):
            b -= 1
        else:
            found.append((a, b))
            a, b = a - 1, b - 1
    return found


def alike(one: Counter[str], other: Counter[str]) -> float:
    """How much of their words two texts share, from 0 to 1."""
    every = one.total() + other.total()
    return 2 * (one & other).total() / every if every else 1.0


def _bag(words: str) -> Counter[str]:
    return Counter(_WORD.findall(words.lower()))


def _in_order(old: list[Hashable], new: list[Hashable]) -> Pairs:
    """Equal things of both rows without crossing, as (place in old, place in new)."""
    begin, shorter = 0, min(len(old), len(new))
    while begin < shorter and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < shorter - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    found = [(at, at) for at in range(begin)]
    found += [(len(old) - back, len(new) - back) for back in range(end, 0, -1)]
    old, new = old[begin : len(old) - end], new[begin : len(new) - end]
    # A long row that repeats itself takes the square of its length to compare.
    if len(old) * len(new) > 100 * MOST:
        return found
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found += [(begin + a + n, begin + b + n) for n in range(size)]
    return found
