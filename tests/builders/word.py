"""Word files made for tests part by part, as Word itself would write them and as nobody should."""

import base64
import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)
# 1 runs 1. (a) (i); 2 is bullets; 3 runs 1. 1.1; 4 runs a) b); 5 shares the counters of 1 and starts anew.
LEVELS = {
    "1": [("decimal", "%1.", 567), ("lowerLetter", "(%2)", 1134), ("lowerRoman", "(%3)", 1701)],
    "2": [("bullet", "•", 1134)],
    "3": [("decimal", "%1.", 567), ("decimal", "%1.%2", 567)],
    "4": [("lowerLetter", "%1)", 567)],
}


def text(words: str, look: str = "") -> str:
    """A run of words."""
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def para(*runs: str, style: str = "", num: str = "", level: int = 0, left: int | None = None) -> str:
    """A paragraph of runs, or of plain words; `num` is the list it stands in."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    if left is not None:
        look += f'<w:ind w:left="{left}"/>'
    inside = "".join(run if run.startswith("<") else text(run) for run in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"


def cell(*inside: str, across: int = 1, down: str = "") -> str:
    """A cell; `down` is restart or continue where cells are joined downwards."""
    look = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    look += f'<w:vMerge w:val="{down}"/>' if down else ""
    held = "".join(each if each.startswith("<w:p") else para(each) for each in inside) or para()
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{held}</w:tc>"


def table(*rows: list[str], heads: int = 0) -> str:
    """A table of rows of cells; the first `heads` rows are repeated on every page."""
    lines = ""
    for place, row in enumerate(rows):
        look = "<w:trPr><w:tblHeader/></w:trPr>" if place < heads else ""
        lines += f"<w:tr>{look}{''.join(c if c.startswith('<w:tc') else cell(c) for c in row)}</w:tr>"
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr>'
    return f"<w:tbl>{look}{lines}</w:tbl>"


def picture(words: str, target: str = "rIdPicture") -> str:
    """A run with a picture and the words that say what it shows."""
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{draw}/wordprocessingDrawing">'
        f'<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="Picture" descr="{escape(words)}"/>'
        f'<a:graphic xmlns:a="{draw}/main"><a:graphicData uri="{draw}/picture">'
        f'<pic:pic xmlns:pic="{draw}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="p" descr="{escape(words)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{target}" xmlns:r="{REL}"/></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def inserted(words: str) -> str:
    """Words that somebody put in, not yet agreed."""
    return f'<w:ins w:id="1" w:author="Sam Ode" w:date="2026-11-02T09:00:00Z">{text(words)}</w:ins>'


def deleted(words: str) -> str:
    """Words that somebody struck out, not yet agreed."""
    run = f"<w:r><w:delText>{escape(words)}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="Sam Ode" w:date="2026-11-02T09:00:00Z">{run}</w:del>'


def numbering() -> str:
    """The lists of `LEVELS`."""
    shared = ""
    for name, levels in LEVELS.items():
        held = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{words}"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr></w:lvl>'
            for place, (kind, words, left) in enumerate(levels)
        )
        shared += f'<w:abstractNum w:abstractNumId="{name}">{held}</w:abstractNum>'
    lists = "".join(f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>' for name in LEVELS)
    lists += (
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    return f'<w:numbering xmlns:w="{W}">{shared}{lists}</w:numbering>'


def styles() -> str:
    """A title, three levels of headings, the second numbered by its style, and a table style."""
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3, 4, 5)
    )
    return (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'{heads}<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="NumberedHeading"><w:name w:val="heading 6"/>'
        '<w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style>'
        "</w:styles>"
    )


def make_docx(
    *body: str, extra: dict[str, bytes] | None = None, relations: str = "", main: str = "document.main"
) -> bytes:
    """A Word file with these paragraphs and tables, and any further parts."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(main).encode(),
        "_rels/.rels": _relations('Id="rId1" Type="{}/officeDocument" Target="word/document.xml"').encode(),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{REL}">'
            f"<w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ).encode(),
        "word/_rels/document.xml.rels": _relations(
            'Id="rIdStyles" Type="{}/styles" Target="styles.xml"',
            'Id="rIdNumbering" Type="{}/numbering" Target="numbering.xml"',
            'Id="rIdPicture" Type="{}/image" Target="media/image1.png"',
            more=relations,
        ).encode(),
        "word/styles.xml": styles().encode(),
        "word/numbering.xml": numbering().encode(),
        "word/media/image1.png": PNG,
        **(extra or {}),
    }
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _types(main: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.{main}+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/></Types>'
    )


def _relations(*rows: str, more: str = "") -> str:
    held = "".join(f"<Relationship {row.format(REL)}/>" for row in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{held}{more}</Relationships>'


def report() -> bytes:
    """A report as officers send it: facts in a table, numbers that run on, points, a picture."""
    return make_docx(
        para("Knife crime update", style="Title"),
        table(["Report of", "Chief Constable"], ["Date", "Friday 4 December 2026"]),
        para("Purpose", style="Heading1"),
        para("Knife crime is a threat for the whole force.", num="1"),
        para("This report says what was done.", num="1"),
        para("Recommendations", style="Heading1"),
        para("The Panel is asked to:", num="1"),
        para("note the report;", num="1", level=1),
        para("say which of these it follows up:", num="1", level=1),
        para("the bins;", num="1", level=2),
        para("the officers in schools.", num="1", level=2),
        para("Background", style="Heading1"),
        para("Recorded crime rose by ", text("a third", "<w:b/>"), " since June.", num="1"),
        para("Two wards stand out:", num="1"),
        para("Castle;", num="2"),
        para("Abbey.", num="2"),
        table(
            [cell("Ward", down="restart"), cell("Offences", across=2)],
            [cell(down="continue"), "2025", "2026"],
            ["Castle", "38", "52"],
            heads=2,
        ),
        para("The line goes up.", num="1"),
        para(picture("A line that rises from 38 to 52")),
    )
