"""The look of the Word files that leave: fonts, headings, tables, columns and the sheet.

Runs in the limited child process only. The numbers are those of paper.css, in Word's own units.
"""

from lxml.html import HtmlElement

from foundation.documents.word.archive import packed

MAIN = "word/document.xml"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
SIZE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1417" w:bottom="1361" w:left="1417" w:header="709" w:footer="709"/>'
)
SHEET = f"<w:sectPr>{SIZE}</w:sectPr>"
# Names as pandoc looks for them: style, above it, half points, space before and after, and more of its look.
TEXTS = (
    ("BodyText", "Body Text", "Normal", 24, 0, 170, ""),
    ("FirstParagraph", "First Paragraph", "BodyText", 24, 0, 170, ""),
    ("Compact", "Compact", "BodyText", 24, 0, 60, ""),
    ("BlockText", "Block Text", "BodyText", 24, 0, 170, '<w:ind w:left="567" w:right="567"/>'),
    ("FootnoteText", "Footnote Text", "Normal", 20, 0, 60, ""),
    ("TableCaption", "Table Caption", "Normal", 24, 170, 85, "<w:keepNext/>"),
    ("ImageCaption", "Image Caption", "Normal", 24, 85, 170, ""),
    ("Figure", "Figure", "Normal", 24, 0, 170, ""),
    ("CaptionedFigure", "Captioned Figure", "Figure", 24, 0, 85, "<w:keepNext/>"),
    ("Letterhead", "Letterhead", "Normal", 24, 0, 0, ""),
    (
        "NumberedParagraph",
        "Numbered Paragraph",
        "BodyText",
        24,
        0,
        170,
        '<w:tabs><w:tab w:val="left" w:pos="850"/></w:tabs><w:ind w:left="850" w:hanging="850"/>',
    ),
)
HEADINGS = (
    (1, 40, 0, 340),
    (2, 28, 510, 170),
    (3, 24, 340, 85),
    (4, 24, 170, 0),
    (5, 24, 170, 0),
    (6, 24, 170, 0),
)


def sheet(columns: int) -> str:
    """The end of a part of the page that is set in so many columns."""
    begins = '<w:type w:val="continuous"/>'
    return f'<w:sectPr>{begins}{SIZE}<w:cols w:num="{columns}" w:space="567"/></w:sectPr>'


def reference() -> bytes:
    """An empty Word file in our look."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    relations = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="styles.xml"/></Relationships>'
    )
    document = f"{XML}<w:document {NAMES}><w:body><w:p/>{SHEET}</w:body></w:document>"
    parts = {MAIN: document, "word/styles.xml": _styles(), "word/_rels/document.xml.rels": relations}
    return packed({name: words.encode() for name, words in parts.items()}, MAIN)


def _styles() -> str:
    held = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="Footnote Reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    for level, size, before, after in HEADINGS:
        look = "<w:b/>" if level < 4 else '<w:u w:val="single"/>'
        held += _style(
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            size,
            before,
            after,
            f'<w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level - 1}"/>',
            look,
        )
    for name, said, above, size, before, after, more in TEXTS:
        look = "<w:b/>" if name in ("TableCaption", "Letterhead") else ""
        held += _style(name, said, above, size, before, after, more, look)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:styles {NAMES}>{held}{_table()}</w:styles>'


def _style(
    name: str, said: str, above: str, size: int, before: int, after: int, more: str, look: str = ""
) -> str:
    # Word reads the parts of a look in one order only: what keeps, tabs, space, how far in, the level.
    keeps, level = more.partition("<w:outlineLvl")[::2]
    tabs, inset = keeps.partition("<w:ind")[::2]
    space = f'<w:spacing w:before="{before}" w:after="{after}"/>'
    inside = f"{tabs}{space}{'<w:ind' + inset if inset else ''}{'<w:outlineLvl' + level if level else ''}"
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/><w:basedOn w:val="{above}"/>'
        f'<w:qFormat/><w:pPr>{inside}</w:pPr><w:rPr>{FONT}{look}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _table() -> str:
    """Ruled lines and no tint; the first row bold where it is a head."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    rules = f"<w:top {line}/><w:bottom {line}/><w:insideH {line}/>"
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="57" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )


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
