"""The numbers of a Word text as its author sees them, counted paragraph by paragraph.

Runs in the limited child process only. Word keeps no number in the text: each follows from the list
definition, the style, and every numbered paragraph before it.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.word_zip import W

KINDS = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_PLACE = re.compile(r"%([1-9])")
DEEPEST = 9


@dataclass(frozen=True)
class Label:
    """What stands before one paragraph: its number, how it is written, and how far in the text begins.

    `kind` is 1, a, A, i or I, "bullet", or "" for a paragraph that has none but is set in like one that has.
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
        return f"{self.before}{written(self.kind, self.number)}{self.after}" if self.number else self.before


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
    from foundation.documents.numbering import roman

    if kind in "iI" and kind:
        sign = roman(number)
    elif kind in "aA" and kind:
        sign = chr(97 + (number - 1) % 26) * min(1 + (number - 1) // 26, 8)
    else:
        return str(number)
    return sign.upper() if kind in "AI" else sign


class Numbers:
    """Counts through a text; ask it for every paragraph once, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.styles = {
            style.get(f"{W}styleId", ""): style
            for style in (styles.iter(f"{W}style") if styles is not None else ())
        }
        self.usual = next(
            (
                name
                for name, style in self.styles.items()
                if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )
        self.lists: dict[str, _List] = {}
        self.own: dict[str, dict[int, _Level]] = {}
        self.starts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        shared: dict[str, _List] = {}
        for each in numbering.findall(f"{W}abstractNum"):
            name = each.get(f"{W}abstractNumId", "")
            shared[name] = _List(name, {_place(level): _level(level) for level in each.findall(f"{W}lvl")})
        for each in numbering.findall(f"{W}num"):
            name, base = each.get(f"{W}numId", ""), _value(each.find(f"{W}abstractNumId"))
            if base not in shared:
                continue
            self.lists[name] = shared[base]
            for override in each.findall(f"{W}lvlOverride"):
                place = _place(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    self.starts[name, place] = _whole(start, 1)
                if (level := override.find(f"{W}lvl")) is not None:
                    self.own.setdefault(name, {})[place] = _level(level)

    def of(self, paragraph: etree._Element) -> Label | None:
        """What stands before a paragraph, or None where nothing does and it is not set in."""
        name, place = self._listed(paragraph)
        found = self.lists.get(name)
        level = self._level_of(name, place) if found else None
        if found is None or level is None or level.kind == "none":
            left = self._left(paragraph)
            return Label("", left=left) if left > 0 else None
        left = self._left(paragraph, level.left)
        if level.kind == "bullet":
            return Label("bullet", left=left, level=place, list=found.name)
        count = self._count(found, name, place, level)
        before, after = self._around(found, name, place, level)
        kind = "1" if level.is_plain else level.kind
        return Label(kind, count, before, after, left, place, found.name)

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
                counts[above] = upper.start if upper else 1
        for below in [each for each in counts if each > place]:
            lower = self._level_of(name, below)
            # 0 means never; otherwise only a level at or above the one named starts it anew.
            if lower is None or lower.restart is None or (lower.restart and place < lower.restart):
                del counts[below]
        return counts[place]

    def _around(self, found: _List, name: str, place: int, level: _Level) -> tuple[str, str]:
        """The words before and after the level's own number: "3." of "3.2", the brackets of "(a)"."""

        def upper(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            other = self._level_of(name, above)
            kind = "1" if level.is_plain or other is None else other.kind
            return written(kind, found.counts.get(above, 1))

        own = f"%{place + 1}"
        if own not in level.text:
            return _PLACE.sub(upper, level.text), ""
        before, _, after = level.text.rpartition(own)
        return _PLACE.sub(upper, before), _PLACE.sub(upper, after)

    def _listed(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level of a paragraph, its own or that of its style; an empty name for none."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None and own.find(f"{W}numId") is not None:
            return _value(own.find(f"{W}numId")), _whole(own.find(f"{W}ilvl"), 0)
        for style in self._chain(paragraph):
            given = style.find(f"{W}pPr/{W}numPr")
            if given is None or given.find(f"{W}numId") is None:
                continue
            name = _value(given.find(f"{W}numId"))
            levels = self.lists[name].levels if name in self.lists else {}
            wanted = style.get(f"{W}styleId")
            linked = next((place for place, level in levels.items() if level.style == wanted), None)
            asked = own.find(f"{W}ilvl") if own is not None else None
            usual = linked if linked is not None else _whole(given.find(f"{W}ilvl"), 0)
            return name, _whole(asked, usual)
        return "", 0

    def _chain(self, paragraph: etree._Element) -> list[etree._Element]:
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self.usual
        chain: list[etree._Element] = []
        while name in self.styles and len(chain) < 12:
            chain.append(self.styles[name])
            name = _value(self.styles[name].find(f"{W}basedOn"))
        return chain

    def _left(self, paragraph: etree._Element, usual: int = 0) -> int:
        """How far in the words begin, in twentieths of a point; a list goes before a style."""
        own = _indent(paragraph.find(f"{W}pPr/{W}ind"))
        if own is not None or usual:
            return own if own is not None else usual
        for style in self._chain(paragraph):
            if (found := _indent(style.find(f"{W}pPr/{W}ind"))) is not None:
                return found
        return 0


def _level(element: etree._Element) -> _Level:
    kind = _value(element.find(f"{W}numFmt")) or "decimal"
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        start=_whole(element.find(f"{W}start"), 1),
        kind=kind if kind in ("bullet", "none") else KINDS.get(kind, "1"),
        text=_value(element.find(f"{W}lvlText"))[:40],
        left=_indent(element.find(f"{W}pPr/{W}ind")) or 0,
        is_plain=element.find(f"{W}isLgl") is not None,
        restart=_whole(restart, 0) if restart is not None else None,
        style=_value(element.find(f"{W}pStyle")),
    )


def _place(element: etree._Element) -> int:
    given = element.get(f"{W}ilvl", "0")
    return min(int(given), DEEPEST) if given.isdecimal() else 0


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _whole(element: etree._Element | None, usual: int) -> int:
    given = _value(element)
    return min(int(given), 9999) if given.isdecimal() else usual


def _indent(element: etree._Element | None) -> int | None:
    if element is None:
        return None
    given = element.get(f"{W}left", element.get(f"{W}start", ""))
    try:
        return int(float(given))
    except ValueError:
        return None
