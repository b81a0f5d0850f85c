"""Two texts beside each other, with the words that differ marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from foundation.ui.words import without_tags

# Above this product of two lengths, words are compared only within sentences that differ.
FINE = 400_000
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|table|ul|ol)>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a text, and whether the other text has them too."""

    words: str
    is_different: bool


def compared(theirs: str, yours: str) -> tuple[list[Run], list[Run]]:
    """Both texts as runs of words, those that only one text has marked in it."""
    left_runs: list[Run] = []
    right_runs: list[Run] = []
    for left, right, is_same in _pieces(_words(theirs), _words(yours)):
        _add(left_runs, "".join(left), is_different=not is_same)
        _add(right_runs, "".join(right), is_different=not is_same)
    return left_runs, right_runs


def _pieces(left: list[str], right: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Stretches of both texts in order, with whether they are the same.

    Word by word takes the square of the length, so long texts are first matched sentence by sentence.
    """
    start = _shared(left, right)
    end = _shared(left[start:][::-1], right[start:][::-1])
    yield left[:start], right[:start], True
    inner, other = left[start : len(left) - end], right[start : len(right) - end]
    is_fine = len(inner) * len(other) <= FINE
    ours, others = (_each(inner), _each(other)) if is_fine else (_sentences(inner), _sentences(other))
    for what, a, b, c, d in SequenceMatcher(None, ours, others, autojunk=not is_fine).get_opcodes():
        mine, yours = [w for part in ours[a:b] for w in part], [w for part in others[c:d] for w in part]
        if what == "replace" and not is_fine and len(mine) * len(yours) <= FINE:
            yield from _pieces(mine, yours)
        else:
            yield mine, yours, what == "equal"
    yield left[len(left) - end :], right[len(right) - end :], True


def _shared(left: list[str], right: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(left, right, strict=False)
    return next((at for at, (mine, yours) in enumerate(pairs) if mine != yours), min(len(left), len(right)))


def _each(words: list[str]) -> list[tuple[str, ...]]:
    return [(word,) for word in words]


def _sentences(words: list[str]) -> list[tuple[str, ...]]:
    """The words in sentences: each ends with its full stop or its line."""
    found: list[tuple[str, ...]] = []
    begin = 0
    for at, word in enumerate(words, 1):
        if word in ".!?" or "\n" in word or at - begin >= 200:
            found.append(tuple(words[begin:at]))
            begin = at
    return [*found, tuple(words[begin:])] if begin < len(words) else found


def _add(runs: list[Run], words: str, *, is_different: bool) -> None:
    """Put words at the end, into the last run when it is of the same kind."""
    if not words:
        return
    if runs and runs[-1].is_different == is_different:
        runs[-1] = Run(runs[-1].words + words, is_different)
    else:
        runs.append(Run(words, is_different))


def _words(text: str) -> list[str]:
    """The words, marks and spaces of a plain or rich text; a paragraph ends with a line break."""
    if re.search(r"</?[a-z]", text):
        text = without_tags(_BLOCK_END.sub(lambda match: match[0] + "\n", text))
    return re.findall(r"\w+|\s+|[^\w\s]", text.strip())
