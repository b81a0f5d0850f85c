"""How words of a Word file look: what the words say themselves, then their styles, then what is usual.

Runs in the limited child process only.
"""

import re

from lxml import etree

from foundation.documents.word.archive import W

ON = (None, "1", "true", "on")
DEEPEST_STYLE = 12
_MEASURE = re.compile(r"(-?[0-9.]+)(pt|cm|mm|in|pi|pc)?")
_TWIPS = {"pt": 20, "cm": 566.93, "mm": 56.693, "in": 1440, "pi": 240, "pc": 240}


def value(element: etree._Element | None) -> str:
    """The value of a setting, or nothing."""
    return element.get(f"{W}val", "") if element is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """True for a switch that is there and not turned off."""
    return element is not None and element.get(f"{W}val") in ON


def twips(given: str) -> int | None:
    """A measure in twentieths of a point: a bare number of them, or one with its unit."""
    found = _MEASURE.fullmatch(given)
    try:
        return int(float(found[1]) * _TWIPS.get(found[2] or "", 1)) if found else None
    except ValueError:
        return None


class Looks:
    """Answers how a run or a paragraph looks, through its styles and what they are based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        every = list(styles.iter(f"{W}style")) if styles is not None else []
        self.styles = {style.get(f"{W}styleId", ""): style for style in every}
        self.usual = next(
            (
                style.get(f"{W}styleId", "")
                for style in every
                if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph"
            ),
            "",
        )
        self.all = styles.find(f"{W}docDefaults/{W}rPrDefault") if styles is not None else None
        self._chains: dict[str, list[etree._Element]] = {}
        self._found: dict[tuple[str, str], etree._Element | None] = {}

    def chain(self, name: str) -> list[etree._Element]:
        """A style and those it is based on, itself first."""
        if name not in self._chains:
            found: list[etree._Element] = []
            each = name
            while each in self.styles and len(found) < DEEPEST_STYLE:
                found.append(self.styles[each])
                each = value(self.styles[each].find(f"{W}basedOn"))
            self._chains[name] = found
        return self._chains[name]

    def of_paragraph(self, paragraph: etree._Element) -> list[etree._Element]:
        """The styles of a paragraph, its own first."""
        return self.chain(_style(paragraph) or self.usual)

    def names(self, paragraph: etree._Element) -> list[str]:
        """The names of the styles of a paragraph, as Word shows them, in small letters."""
        return [value(style.find(f"{W}name")).lower() for style in self.chain(_style(paragraph))]

    def set_in(self, paragraph: etree._Element, tag: str) -> etree._Element | None:
        """A setting of a paragraph, its own or that of a style."""
        look = about(paragraph)
        own = look.find(f"{W}{tag}") if look is not None else None
        return own if own is not None else self._by_style(_style(paragraph) or self.usual, f"{W}pPr/{W}{tag}")

    def of_run(self, run: etree._Element, tag: str) -> etree._Element | None:
        """A setting of a run: its own, that of its style, of its paragraph's style, or the usual one."""
        path = f"{W}rPr/{W}{tag}"
        look = run.find(f"{W}rPr")
        if look is not None:
            if (own := look.find(f"{W}{tag}")) is not None:
                return own
            name = value(look.find(f"{W}rStyle"))
            if name and (found := self._by_style(name, path)) is not None:
                return found
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            found = self._by_style(_style(paragraph) or self.usual, path)
            if found is not None:
                return found
        return self.all.find(path) if self.all is not None else None

    def _by_style(self, name: str, path: str) -> etree._Element | None:
        if (name, path) not in self._found:
            settings = (style.find(path) for style in self.chain(name))
            self._found[name, path] = next((each for each in settings if each is not None), None)
        return self._found[name, path]


def about(paragraph: etree._Element) -> etree._Element | None:
    """What a paragraph says of itself, which comes before all that is in it."""
    first = next(paragraph.iterchildren(), None)
    return first if first is not None and first.tag == f"{W}pPr" else None


def _style(paragraph: etree._Element) -> str:
    look = about(paragraph)
    return value(look.find(f"{W}pStyle")) if look is not None else ""
