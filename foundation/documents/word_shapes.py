"""Widths and columns, which a printed page has by its style sheet, written into a page for a Word file.

Runs in the limited child process only.
"""

from lxml.html import HtmlElement

# Marks that no text uses: here a part in one column ends, or one in two.
ONE, TWO = "\ue015", "\ue016"
# The columns of paper.css, in parts of a hundred.
KNOWN = {"agenda": (10, 47, 23, 20), "facts": (25, 75)}
# No column is narrower or wider than so many letters, whatever is in it.
LEAST, MOST = 6, 60
MANY = 6


def prepare(body: HtmlElement) -> None:
    """Give tables their widths, lists of names two columns, and the subject of a paper its place above."""
    for heading in list(body.iter("h1", "h2")):
        _out_of_table(heading)
    for table in body.iter("table"):
        _lay_columns(table)
    for names in list(body.iter("ul")):
        if "names" in (names.get("class") or "").split() and len(names) >= MANY:
            _put(names, ONE, is_before=True)
            _put(names, TWO, is_before=False)


def _out_of_table(heading: HtmlElement) -> None:
    """A heading in a cell cannot be found as one: it goes above the table, and its row goes."""
    row = next(heading.iterancestors("tr"), None)
    table = next(heading.iterancestors("table"), None)
    if row is None or table is None:
        return
    table.addprevious(heading)
    heading.tail = None
    if not list(row.iter("img")) and len(row.findall("td")) == 1:
        row.getparent().remove(row)


def _put(element: HtmlElement, mark: str, *, is_before: bool) -> None:
    paragraph = element.makeelement("p")
    paragraph.text = mark
    if is_before:
        element.addprevious(paragraph)
    else:
        element.addnext(paragraph)
        paragraph.tail, element.tail = element.tail, None


def _lay_columns(table: HtmlElement) -> None:
    """The widths of the page where it has some, else by what is in the columns."""
    looks = (table.get("class") or "").split()
    rows = [list(row) for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    count = max((sum(int(cell.get("colspan", "1")) for cell in row) for row in rows), default=0)
    known = next((KNOWN[look] for look in looks if look in KNOWN), ())
    widths = known if len(known) == count else _by_words(rows, count)
    for group in table.findall("colgroup"):
        table.remove(group)
    group = table.makeelement("colgroup")
    for width in widths:
        group.append(table.makeelement("col", {"style": f"width: {width * 100 / sum(widths):.1f}%"}))
    caption = table.find("caption")
    table.insert(0 if caption is None else 1, group)


def _by_words(rows: list[list[HtmlElement]], count: int) -> tuple[int, ...]:
    longest = [LEAST] * count
    for row in rows:
        column = 0
        for cell in row:
            across = int(cell.get("colspan", "1"))
            if across == 1 and column < count:
                words = " ".join("".join(cell.itertext()).split())
                longest[column] = max(longest[column], min(len(words), MOST))
            column += across
    return tuple(longest) or (1,)
