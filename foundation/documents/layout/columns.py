"""Columns of typed tables as wide as their words need: equal ones print one cell over the next."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from foundation.documents.text import richtext

# A table that a person typed: no class says how wide its columns are.
_TYPED = re.compile(r"<table(?: (?:data-block|dir)=\"[^\"]*\")*>(?:\s*<caption>.*?</caption>)?", re.DOTALL)
_END = "</table>"
# How many letters stand beside each other in a table across an upright page, and what a cell adds to them.
ACROSS, MARGIN = 72, 2
# A column may be so many times as wide as its neighbour's words before equal columns look wrong.
UNEVEN = 2.5


def with_columns(html: str) -> str:
    """The page with the columns of its typed tables named, where equal ones would not do."""
    found, at = [], 0
    for match in _TYPED.finditer(html):
        end = html.find(_END, match.end())
        if end < 0 or match.start() < at:
            continue
        widths = _widths(html[match.start() : end + len(_END)])
        if widths:
            found += [html[at : match.end()], _group(widths)]
            at = match.end()
    return "".join([*found, html[at:]])


def _group(widths: Sequence[float]) -> str:
    columns = "".join(f'<col style="width: {width:.1f}%">' for width in widths)
    return f"<colgroup>{columns}</colgroup>"


def _widths(table: str) -> list[float]:
    """The share of each column in per cent; nothing where equal ones do, or cells or widths are set."""
    rows = [
        [_words(cell) for cell in row.iterchildren("td", "th")] for row in richtext.parse(table).iter("tr")
    ]
    is_set = 'class="w-' in table or "span=" in table or table.count("<table") > 1
    if not rows or is_set or len({len(row) for row in rows}) > 1:
        return []
    columns = list(zip(*rows, strict=True))
    longest = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    usual = [max(1.0, sum(map(len, column)) / len(column)) for column in columns]
    share = ACROSS / len(columns) - MARGIN
    if len(columns) < 2 or (max(longest) <= share and max(usual) <= UNEVEN * min(usual)):
        return []
    least = [word + MARGIN for word in longest]
    rest = max(0.0, ACROSS - sum(least))
    wanted = [max(0.0, length - low) for length, low in zip(usual, least, strict=True)]
    spread = sum(wanted) or 1.0
    wide = [low + rest * want / spread for low, want in zip(least, wanted, strict=True)]
    return [100 * each / sum(wide) for each in wide]


def _words(cell: HtmlElement) -> str:
    return " ".join(str(cell.text_content()).split())
