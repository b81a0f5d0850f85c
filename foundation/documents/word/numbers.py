"""The numbers of a Word text as its author sees them, counted paragraph by paragraph.

Runs in the limited child process only. Word keeps no number in the text: each follows from the list
definition, the style, and every numbered paragraph before it. A way of counting that is not here is
written as a plain number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.text.numbering import roman
from foundation.documents.text.richtext import AROUND
from foundation.documents.word.archive import W
from foundation.documents.word.looks import Looks, is_on, twips, value

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ODD = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_SIGNS = "*†‡§"
_FIRST_IN_BRACKETS, _FIRST_WITH_A_STOP, _FIRST_IN_A_CIRCLE = 0x2474, 0x2488, 0x2460


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def cardinal(number: int) -> str:
    """One, Twenty-one, One hundred two."""
    words = _cardinal(number)
    return words[:1].upper() + words[1:]


def ordinal_words(number: int) -> str:
    """First, Twenty-first, One hundredth."""
    start, sign, last = cardinal(number).replace(" ", " _").replace("-", "-_").rpartition("_")
    small = last.lower()
    ending = _ODD.get(small) or (small[:-1] + "ieth" if small.endswith("y") else small + "th")
    return start.replace("_", "") + (ending if sign else ending.capitalize())


def _cardinal(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[rest]}" if rest else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, size)
    return f"{_cardinal(many)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= 20 else str(number)


def _signs(number: int) -> str:
    return _SIGNS[(number - 1) % 4] * (1 + (number - 1) // 4) if number > 0 else ""


WAYS: dict[str, Callable[[int], str]] = {
    "01": lambda number: f"{number:02}",
    "001": lambda number: f"{number:03}",
    "0001": lambda number: f"{number:04}",
    "00001": lambda number: f"{number:05}",
    "ordinal": ordinal,
    "cardinal": cardinal,
    "ordinal words": ordinal_words,
    "dashes": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "none": lambda _: "",
    "bullet": lambda _: "",
    "signs": _signs,
    "in brackets": _enclosed(_FIRST_IN_BRACKETS),
    "with a stop": _enclosed(_FIRST_WITH_A_STOP),
    "in a circle": _enclosed(_FIRST_IN_A_CIRCLE),
}

KINDS = {
    "decimal": "1",
    "decimalZero": "01",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "ordinal": "ordinal",
    "cardinalText": "cardinal",
    "ordinalText": "ordinal words",
    "numberInDash": "dashes",
    "hex": "hex",
    "none": "none",
    "bullet": "bullet",
    "chicago": "signs",
    "decimalEnclosedParen": "in brackets",
    "decimalEnclosedFullstop": "with a stop",
    "decimalEnclosedCircle": "in a circle",
}
MOST = 9999
_PLACE = re.compile(r"%([1-9])")
DEEPEST = 9
LONGEST = 200


@dataclass(frozen=True)
class Label:
    """What stands before one paragraph: its number, how it is written, and how far in the text begins.

    `kind` is 1, a, A, i or I; "bullet"; "words" for a label that our lists cannot count, kept in `before`;
    or "" for a paragraph that has none but is set in like one that has.
    """

    kind: str
    number: int = 0
    before: str = ""
    after: str = ""
    left: int = 0
    level: int = 0
    list: str = ""

    @property
    def words(self) -> str:
        """The label as printed."""
        if len(self.kind) != 1:
            return self.before
        return f"{self.before}{written(self.kind, self.number)}{self.after}"


@dataclass
class _Level:
    start: int = 1
    kind: str = "1"
    text: str = ""
    left: int = 0
    is_plain: bool = False
    restart: int | None = None
    style: str = ""


@dataclass
class _List:
    """One set of counters, shared by every list made from the same definition."""

    name: str
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


def written(kind: str, number: int) -> str:
    """The number alone, as Word writes it: after z comes aa, then bb."""
    if kind in ("i", "I", "a", "A"):
        sign = roman(number) if kind in "iI" else ""
        if kind in "aA" and number > 0:
            sign = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
        return sign.upper() if kind in "AI" else sign
    return WAYS.get(kind, str)(number)


def _is_countable(kind: str, number: int, before: str, after: str) -> bool:
    """True for a label that our own lists can count, which go from z to aa to ab."""
    if max(len(before), len(after)) > AROUND or not 0 <= number <= MOST or set(before + after) & set("<>"):
        return False
    return (
        kind in ("1", "01") or (kind in ("a", "A") and 0 < number < 28) or (kind in ("i", "I") and number > 0)
    )


class Numbers:
    """Counts through a text; ask it for every paragraph once, in order."""

    def __init__(self, numbering: etree._Element | None, looks: Looks) -> None:
        self.looks = looks
        self.lists: dict[str, _List] = {}
        self.own: dict[str, dict[int, _Level]] = {}
        self.starts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        shared: dict[str, _List] = {}
        linked: dict[str, str] = {}
        for each in numbering.findall(f"{W}abstractNum"):
            name = each.get(f"{W}abstractNumId", "")
            shared[name] = _List(name, {_place(level): _level(level) for level in each.findall(f"{W}lvl")})
            linked[name] = value(each.find(f"{W}numStyleLink"))
        bases = {
            each.get(f"{W}numId", ""): value(each.find(f"{W}abstractNumId"))
            for each in numbering.findall(f"{W}num")
        }
        for each in numbering.findall(f"{W}num"):
            name = each.get(f"{W}numId", "")
            base = self._defined(bases[name], linked, bases)
            if base not in shared:
                continue
            self.lists[name] = shared[base]
            for override in each.findall(f"{W}lvlOverride"):
                place = _place(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    self.starts[name, place] = _whole(start, 1)
                if (level := override.find(f"{W}lvl")) is not None:
                    self.own.setdefault(name, {})[place] = _level(level)

    def _defined(self, base: str, linked: dict[str, str], bases: dict[str, str]) -> str:
        """The definition that has the levels: a list may only name the style of another one."""
        style = self.looks.styles.get(linked.get(base, ""))
        found = value(style.find(f"{W}pPr/{W}numPr/{W}numId")) if style is not None else ""
        return bases.get(found, base)

    def of(self, paragraph: etree._Element) -> Label | None:
        """What stands before a paragraph, or None where nothing does and it is not set in."""
        name, place = self._listed(paragraph)
        found = self.lists.get(name)
        level = self._level_of(name, place) if found else None
        if found is None or level is None:
            return self._unnumbered(paragraph)
        left = self._left(paragraph, level.left)
        if level.kind == "bullet" and not level.text.strip():
            # A sign that cannot be seen: the paragraph is set in under the one before.
            return Label("", left=left)
        if level.kind == "bullet":
            # A sign in front of a paragraph, or a word such as "Action".
            kind = "words" if len(re.findall(r"\w", level.text)) > 1 else "bullet"
            return Label(kind, 0, level.text if kind == "words" else "", "", left, place, found.name)
        count = self._count(found, name, place, level)
        kind = "1" if level.is_plain else level.kind
        own = f"%{place + 1}"
        before, is_own, after = level.text.rpartition(own)
        before, after = (self._filled(each, name, found, level) for each in (before, after))
        if not is_own or not _is_countable(kind, count, before, after):
            words = f"{before}{written(kind, count) if is_own else ''}{after}".strip()
            return (
                Label("words", 0, words, "", left, place, found.name)
                if words
                else self._unnumbered(paragraph)
            )
        if kind == "01":
            kind, before = "1", before + ("0" if count < 10 else "")
        return Label(kind, count, before, after, left, place, found.name)

    def _unnumbered(self, paragraph: etree._Element) -> Label | None:
        left = self._left(paragraph)
        return Label("", left=left) if left > 0 else None

    def _level_of(self, name: str, place: int) -> _Level | None:
        return self.own.get(name, {}).get(place) or self.lists[name].levels.get(place)

    def _count(self, found: _List, name: str, place: int, level: _Level) -> int:
        counts = found.counts
        if (name, place) in self.starts:
            counts[place] = self.starts.pop((name, place))
        elif place in counts:
            counts[place] += 1
        else:
            counts[place] = level.start
        for above in range(place):
            if above not in counts:
                upper = self._level_of(name, above)
                counts[above] = upper.start if upper else 0
        for below in [each for each in counts if each > place]:
            lower = self._level_of(name, below)
            # 0 means never; otherwise only a level at or above the one named starts it anew.
            if lower is None or lower.restart is None or (lower.restart and place < lower.restart):
                del counts[below]
        return counts[place]

    def _filled(self, text: str, name: str, found: _List, level: _Level) -> str:
        """The words around the level's own number: "3." of "3.2", the brackets of "(a)"."""

        def upper(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            other = self._level_of(name, above)
            kind = other.kind if other is not None else "1"
            if level.is_plain and kind != "none":
                kind = "1"
            return "" if above not in found.counts else written(kind, found.counts[above])

        return _PLACE.sub(upper, text)

    def _listed(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level of a paragraph, its own or that of its style; an empty name for none."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None and own.find(f"{W}numId") is not None:
            return value(own.find(f"{W}numId")), _whole(own.find(f"{W}ilvl"), 0)
        own_place = own.find(f"{W}ilvl") if own is not None else None
        passed: list[str] = []
        place: etree._Element | None = None
        for style in self.looks.of_paragraph(paragraph):
            passed.append(style.get(f"{W}styleId", ""))
            given = style.find(f"{W}pPr/{W}numPr")
            if given is None:
                continue
            # A style may say only how deep, and leave the list to the one it is based on.
            place = place if place is not None else given.find(f"{W}ilvl")
            if given.find(f"{W}numId") is None:
                continue
            name = value(given.find(f"{W}numId"))
            levels = self.lists[name].levels if name in self.lists else {}
            by_style = {level.style: at for at, level in levels.items() if level.style}
            linked = next((by_style[each] for each in passed if each in by_style), None)
            return name, _whole(own_place, linked if linked is not None else _whole(place, 0))
        return "", 0

    def _left(self, paragraph: etree._Element, usual: int = 0) -> int:
        """How far in the words begin, in twentieths of a point; a list goes before a style."""
        own = _indent(paragraph.find(f"{W}pPr/{W}ind"))
        if own is not None or usual:
            return own if own is not None else usual
        for style in self.looks.of_paragraph(paragraph):
            if (found := _indent(style.find(f"{W}pPr/{W}ind"))) is not None:
                return found
        return 0


def _level(element: etree._Element) -> _Level:
    restart = element.find(f"{W}lvlRestart")
    is_hidden = is_on(element.find(f"{W}rPr/{W}vanish"))
    return _Level(
        # Where a list says nothing of its start, Word begins with nought.
        start=_whole(element.find(f"{W}start"), 0),
        kind="none" if is_hidden else _kind(element),
        text="" if is_hidden else value(element.find(f"{W}lvlText"))[:LONGEST],
        left=_indent(element.find(f"{W}pPr/{W}ind")) or 0,
        is_plain=element.find(f"{W}isLgl") is not None,
        restart=_whole(restart, 0) if restart is not None else None,
        style=value(element.find(f"{W}pStyle")),
    )


def _kind(element: etree._Element) -> str:
    """How a level writes its numbers; newer Word says "001, 002, 003, ..." in words of its own."""
    found = next(element.iter(f"{W}numFmt"), None)
    if found is not None and value(found) == "custom":
        return str(found.get(f"{W}format", "")).partition(",")[0]
    return KINDS.get(value(found) or "decimal", "1")


def _place(element: etree._Element) -> int:
    given = element.get(f"{W}ilvl", "0")
    return min(int(given), DEEPEST) if given.isdecimal() else 0


def _whole(element: etree._Element | None, usual: int) -> int:
    given = value(element)
    return min(int(given), MOST) if given.isdecimal() else usual


def _indent(element: etree._Element | None) -> int | None:
    return twips(element.get(f"{W}left", element.get(f"{W}start", ""))) if element is not None else None
