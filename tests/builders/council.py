"""A report as a council's Word writes it: every part that such files have, and its words beside it."""

from tests.builders.word import REL, W, cell, deleted, inserted, make_docx, para, picture, table, text

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
_ROOT = f'xmlns:w="{W}" xmlns:r="{REL}"'


def field(asked: str, shown: str) -> str:
    """A field as Word writes it: what it asks, and what it showed last."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {asked} '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{text(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tick(is_on: bool) -> str:
    """An old form's box to tick."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Box"/><w:checkBox><w:sizeAuto/>'
        f'<w:default w:val="0"/><w:checked w:val="{int(is_on)}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(inside: str, about: str = "") -> str:
    """A content control around blocks, rows, cells or runs."""
    return f"<w:sdt><w:sdtPr>{about}<w:id w:val='1'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def box(*paragraphs: str) -> str:
    """A text box as newer Word writes it, with a copy for older programs, inside a group of shapes."""
    held = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:anchor xmlns:wp="{DRAW}/wordprocessingDrawing"><a:graphic xmlns:a="{DRAW}/main">'
        f'<a:graphicData uri="x"><wpg:wgp xmlns:wpg="wpg"><wps:wsp xmlns:wps="{WPS}"><wps:txbx>{held}'
        "</wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{held}'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def note(kind: str, name: str) -> str:
    """A run that names a footnote or an endnote."""
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{look}<w:{kind}Reference w:id="{name}"/></w:r>'


def notes(kind: str, *held: tuple[str, str]) -> bytes:
    """The part that holds the notes of one kind, with the two that Word itself puts there."""
    own = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    inside = "".join(
        f'<w:{kind} w:id="{name}"><w:p><w:r><w:{kind}Ref/></w:r>{text(" " + words)}</w:p></w:{kind}>'
        for name, words in held
    )
    return f"<w:{kind}s {_ROOT}>{own}{inside}</w:{kind}s>".encode()


def part(tag: str, *paragraphs: str) -> bytes:
    """A header, a footer or comments."""
    return f"<w:{tag} {_ROOT}>{''.join(paragraphs)}</w:{tag}>".encode()


def styles() -> bytes:
    """Headings numbered by their styles, the second level only through the list that names it."""
    return (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>'
        '<w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="Council Point"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>'
        "<w:rPr><w:strike/></w:rPr></w:style>"
        "</w:styles>"
    ).encode()


def numbering() -> bytes:
    """1. and 1.1 for headings, 1.1.1 for paragraphs under them, (a) below, and "Recommendation 1:"."""

    def level(place: int, kind: str, words: str, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return (
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}'
            f'<w:lvlText w:val="{words}"/>'
            f'<w:pPr><w:ind w:left="{567 * (place + 1)}" w:hanging="567"/></w:pPr>'
            "</w:lvl>"
        )

    heads = level(0, "decimal", "%1.", "Heading1") + level(1, "decimal", "%1.%2", "Heading2")
    heads += level(2, "decimal", "%1.%2.%3", "Point") + level(3, "lowerLetter", "(%4)")
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{heads}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level(0, "decimal", "Recommendation %1:")}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    ).encode()


def council_report() -> bytes:
    """All of it in one file: cover, contents, numbered headings, boxes, notes, forms, tables in tables."""
    contents = field('TOC \\o "1-3"', "Background 3").replace(
        text("Background 3"), f"{text('Background')}<w:r><w:tab/></w:r>{field('PAGEREF _Toc1', '3')}"
    )
    looks = '<w:sectPr><w:headerReference w:type="default" r:id="rH"/>'
    looks += '<w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    body = [
        control(
            para("Wessex Police and Crime Panel") + para("Budget report", style="Title"), "<w:docPartObj/>"
        ),
        f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>{contents}</w:p>",
        para("Background", style="Heading1"),
        para("Funding", style="Heading2"),
        para("The grant is £4.2m", note("footnote", "1"), ", of which 10",
             "<w:r><w:noBreakHyphen/></w:r>", "12% ",
             text("was ", '<w:rStyle w:val="Gone"/>'), "is held", note("endnote", "1"), ".", style="Point"),
        para("See paragraph ", field("REF _Ref1 \\r \\h", "1.1.1"), " on page ", field("PAGEREF _Ref1", "7"),
             "<w:bookmarkStart w:id='3' w:name='_Ref2'/>", " above.", "<w:bookmarkEnd w:id='3'/>",
             style="Point"),
        para("with a point;", num="7", level=3),
        f"<w:p><w:pPr>{looks}</w:pPr></w:p>",
        para("Agreed ", tick(True), " Refused ", tick(False), " co"),
        para("Signed ", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " by ",
             control(text("Sam Ode"))),
        para("Beside the box ", box(para("In the box"), control(para("and its control"))), "it goes on."),
        table(
            [cell("Force", down="restart"), cell("Cost", across=2)],
            [cell(down="continue"), "2025", "2026"],
            [cell(table([cell("Inner left"), cell("Inner right")]) + para()), "£1m", "£2m"],
            heads=1,
        ),
        para("Chart 1", picture("A line")),
        para("The first.", num="8"),
        para("The second.", num="8"),
        para("Put ", inserted("in"), deleted("out"), " here; hidden ", text("secret", "<w:vanish/>"), "not."),
        para("x", text("2", '<w:vertAlign w:val="superscript"/>'), " and H",
             text("2", '<w:vertAlign w:val="subscript"/>'), "O."),
    ]  # fmt: skip
    return make_docx(
        *body,
        extra={
            "word/styles.xml": styles(),
            "word/numbering.xml": numbering(),
            "word/footnotes.xml": notes("footnote", ("1", "Before pensions.")),
            "word/endnotes.xml": notes("endnote", ("1", "By the treasurer.")),
            "word/header1.xml": part("hdr", para("Official")),
            "word/footer1.xml": part("ftr", para("Page ", field("PAGE", "2"))),
            "word/comments.xml": part("comments", f'<w:comment w:id="1">{para("Is that so?")}</w:comment>'),
        },
        relations="".join(
            f'<Relationship Id="r{name}" Type="{REL}/{kind}" Target="{kind}{number}.xml"/>'
            for name, kind, number in (("F", "footnotes", ""), ("E", "endnotes", ""), ("H", "header", 1))
        ),
    )
