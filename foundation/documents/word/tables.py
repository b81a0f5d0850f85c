"""The shape of a table of a Word text: which cells go over several columns or rows, and which rows are heads.

Runs in the limited child process only.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.processes import limits
from foundation.documents.word.archive import W
from foundation.documents.word.left import words_of
from foundation.documents.word.looks import Looks, value


@dataclass
class Cell:
    """One cell: where it begins, how far it goes, and the cells of the file that are joined in it."""

    column: int
    across: int = 1
    down: int = 1
    held: list[etree._Element] = field(default_factory=list)


@dataclass
class Shape:
    """The rows of a table and how many of them at the top are heads."""

    rows: list[list[Cell]]
    heads: int

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((sum(cell.across for cell in row) for row in self.rows), default=0)


def shape(table: etree._Element, looks: Looks) -> Shape:
    """The cells of a table as they are seen."""
    rows: list[list[Cell]] = []
    # The cells that are joined with those below them, by the column where they begin.
    joined: dict[int, Cell] = {}
    heads = _heads(table, looks)
    for place, row in enumerate(table.iterchildren(f"{W}tr")):
        cells, lasting = _row(row, joined)
        if cells:
            rows.append(cells)
        elif lasting:
            # A row of nothing but the ends of cells that began above is no row.
            for cell in lasting:
                cell.down -= 1
            heads -= place < heads
    return Shape(rows, _with_joined(rows, heads))


def _row(row: etree._Element, joined: dict[int, Cell]) -> tuple[list[Cell], list[Cell]]:
    cells: list[Cell] = []
    lasting: list[Cell] = []
    column = _whole(row.find(f"{W}trPr/{W}gridBefore"))
    if column:
        cells.append(Cell(0, column))
    for element in row.iterchildren(f"{W}tc"):
        look = element.find(f"{W}tcPr")
        across = max(1, _whole(look.find(f"{W}gridSpan")) if look is not None else 1)
        merge, beside = (
            look.find(f"{W}{name}") if look is not None else None for name in ("vMerge", "hMerge")
        )
        above = joined.get(column)
        if beside is not None and value(beside) != "restart" and cells:
            cells[-1].across += across
            cells[-1].held.append(element)
        elif (
            _goes_on(merge)
            and above is not None
            and above.across == across
            and above.down < limits.TABLE_SPAN
        ):
            above.down += 1
            above.held.append(element)
            lasting.append(above)
        else:
            cell = Cell(column, across, 1, [element])
            cells.append(cell)
            joined.pop(column, None)
            if merge is not None:
                joined[column] = cell
        column += across
    if rest := _whole(row.find(f"{W}trPr/{W}gridAfter")):
        cells.append(Cell(column, rest)) if cells else None
    return cells, lasting


def _goes_on(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _whole(element: etree._Element | None) -> int:
    given = value(element)
    return min(int(given), limits.TABLE_SPAN) if given.isdecimal() else 0


def _with_joined(rows: list[list[Cell]], heads: int) -> int:
    """Heads reach down to the last row that one of their cells reaches; a table of heads alone has none."""
    place = 0
    while place < min(heads, len(rows)):
        heads = max([heads, *(place + cell.down for cell in rows[place])])
        place += 1
    return heads if heads < len(rows) else 0


def _heads(table: etree._Element, looks: Looks) -> int:
    """How many rows at the top Word calls heads: rows it repeats, or a first row its style sets off."""
    rows = list(table.iterchildren(f"{W}tr"))
    count = 0
    for row in rows:
        repeated = row.find(f"{W}trPr/{W}tblHeader")
        if repeated is None or repeated.get(f"{W}val") in ("0", "false", "off"):
            break
        count += 1
    if count:
        return min(count, len(rows) - 1)
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None or len(rows) < 2 or not words_of(rows[0]):
        return 0
    bits = look.get(f"{W}val", "0")
    is_asked = look.get(f"{W}firstRow") in ("1", "true", "on") or (
        look.get(f"{W}firstRow") is None and bool(int(bits, 16) & 0x20 if _is_hex(bits) else 0)
    )
    return int(is_asked and _sets_first_row_off(looks, value(table.find(f"{W}tblPr/{W}tblStyle"))))


def _is_hex(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{1,8}", text))


def _sets_first_row_off(looks: Looks, name: str) -> bool:
    return any(
        part.get(f"{W}type") == "firstRow" and len(part)
        for style in looks.chain(name)
        for part in style.iter(f"{W}tblStylePr")
    )
