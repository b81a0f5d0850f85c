"""A printed page becomes a Word file: its numbers as real lists where Word can count so, as words elsewhere.

Runs in the limited child process only.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from foundation.documents.word import language
from foundation.documents.word import sheet as word_sheet

Pandoc = Callable[[list[str], bytes], bytes]
# Marks that no text uses: which brackets a list has, where a tab goes, and where a new page begins.
BRACKETS = {".": "\ue010", ")": "\ue011", "()": "\ue012"}
TAB, PAGE = "\ue013", "\ue014"
# A place where the sheet changes between one column and two.
SHEETS = {word_sheet.ONE: word_sheet.sheet(1), word_sheet.TWO: word_sheet.sheet(2)}
DELIMITERS = {"\ue010": "Period", "\ue011": "OneParen", "\ue012": "TwoParens"}
_LABEL = re.compile(r"(\()?([0-9]{1,4}|[a-z]{1,6}|[A-Z]{1,6})([.)])")
# The parts that hold words of the document.
TEXTS = ("word/document.xml", "word/footnotes.xml")
_FIRST_DAY = (2020, 1, 1, 0, 0, 0)


def written(html: bytes, about: dict[str, str], pandoc: Pandoc, keep: Callable[[bytes], str]) -> bytes:
    """The Word file; `about` holds title, author and language, `keep` lays a file where pandoc finds it."""
    page = lxml_html.document_fromstring(html, parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))
    body = page.find("body")
    language.span(body, about["language"])
    prepare(body)
    inside = etree.tostring(body, encoding="unicode", method="html")
    told = json.loads(pandoc(["-f", "html", "-t", "json"], inside.encode()))
    told["blocks"] = [each for block in language.mark(told["blocks"]) for each in _block(block)]
    told["meta"] = {"lang": {"t": "MetaString", "c": about["language"]}}
    like = keep(word_sheet.reference())
    made = pandoc(["-f", "json", "-t", "docx", "--reference-doc", like, "-o", "-"], json.dumps(told).encode())
    return _settled(made, about)


def prepare(body: HtmlElement) -> None:
    """Write into the page, in marks that pandoc keeps, what it would lose."""
    # An id would have pandoc wrap a paragraph, and hide the number of a list from what reads it here.
    for element in body.iter():
        element.attrib.pop("id", None)
    for link in list(body.iter("a")):
        if link.get("href", "").startswith("https://pack.invalid/"):
            link.drop_tag()
    for image in list(body.iter("img")):
        # Nothing is fetched: pictures are written into the page.
        if not image.get("src", "").startswith("data:image/"):
            image.drop_tree()
    for found in list(body.iter("ol")):
        _list(found)
    for span in list(body.iter("span")):
        if span.get("class") == "n":
            span.text = f"{span.text or ''} "
            span.drop_tag()
        elif span.get("class") == "for":
            _before_comma(span)
            span.text = f", {span.text or ''}"
    word_sheet.prepare(body)
    _plainly(body)
    for section in body.iter("section"):
        if "appendix" in (section.get("class") or "").split():
            mark = section.makeelement("p")
            mark.text = PAGE
            section.insert(0, mark)
    for block in body.iter("div"):
        if block.get("class") == "masthead":
            block.set("custom-style", "Letterhead")
            for line in block.iter("p"):
                line.text = _spaced(line.text or "")


def _spaced(line: str) -> str:
    """A line with its spaces as typed: pandoc folds all but those that do not break."""
    return re.sub("^ +| +(?= )", lambda found: "\u00a0" * len(found[0]), line.expandtabs(4))


def _before_comma(span: HtmlElement) -> None:
    """No space before a comma that stands for a line of its own on the page."""
    above, before = span.getparent(), span.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif above is not None:
        above.text = (above.text or "").rstrip()


def _plainly(body: HtmlElement) -> None:
    """Lists that print without a mark become paragraphs, and the labels of a table are bold."""
    for found in list(body.iter("ul")):
        if set((found.get("class") or "").split()) & {"plain", "names"}:
            for item in list(found):
                if item.find("p") is None:
                    item.tag = "p"
                else:
                    item.drop_tag()
            found.drop_tag()
    for cell in body.iter("th"):
        is_plain = all(each.tag == "span" for each in cell)
        if cell.getparent().getparent().tag != "thead" and is_plain and (cell.text or len(cell)):
            bold = cell.makeelement("strong")
            bold.text, cell.text = cell.text, None
            bold.extend(list(cell))
            cell.append(bold)


def _list(found: HtmlElement) -> None:
    """A list that Word counts as printed becomes one of its own; any other becomes paragraphs."""
    items = list(found.iterchildren("li"))
    spans = [item.find("span[@class='n']") for item in items]
    if not items or any(span is None for span in spans):
        return
    labels = [(span.text or "").strip() for span in spans if span is not None]
    counted = _counted(labels, is_roman="points" in (found.get("class") or ""))
    for item, span, label in zip(items, spans, labels, strict=True):
        assert span is not None
        tail, span.tail = span.tail, None
        item.remove(span)
        if (tail or "").strip():
            item.text = tail
        if counted is None:
            _as_paragraph(item, label)
    if counted is None:
        for item in items:
            item.drop_tag()
        found.drop_tag()
        return
    kind, start, brackets = counted
    found.set("type", kind)
    found.set("start", str(start))
    _before(items[0], BRACKETS[brackets])


def _as_paragraph(item: HtmlElement, label: str) -> None:
    _before(item, f"{label}{TAB}")
    first = item.find("p")
    if first is not None:
        holder = item.makeelement("div", {"custom-style": "Numbered Paragraph"})
        first.addprevious(holder)
        holder.append(first)


def _before(item: HtmlElement, words: str) -> None:
    """Put words before the first words of an item."""
    first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    first.text = words + (first.text or "").lstrip()


def _counted(labels: list[str], *, is_roman: bool) -> tuple[str, int, str] | None:
    """Kind, start and brackets of labels that count up one by one, or None when Word could not count so."""
    parts = [_LABEL.fullmatch(label) for label in labels]
    if any(part is None for part in parts):
        return None
    found = [(bool(part[1]), part[2], part[3]) for part in parts if part]
    opens, _, closes = found[0]
    if any((each[0], each[2]) != (opens, closes) for each in found) or (opens and closes == "."):
        return None
    brackets = "()" if opens else closes
    kinds = ["i", "a"] if is_roman else ["a", "i"]
    for kind in ["1", *kinds, *map(str.upper, kinds)]:
        numbers = [_number(kind, each[1]) for each in found]
        first = numbers[0]
        if first and numbers == list(range(first, first + len(numbers))):
            return kind, first, brackets
    return None


def _number(kind: str, label: str) -> int:
    """What a label counts as, or 0."""
    from foundation.documents.text.numbering import roman

    if kind == "1":
        return int(label) if label.isdecimal() else 0
    if label.isdecimal() or (kind.isupper() != label.isupper()):
        return 0
    small = label.lower()
    if kind in "aA":
        return ord(small) - 96 if len(small) == 1 else 0
    return next((number for number in range(1, 200) if roman(number) == small), 0)


def _block(block: Any) -> list[Any]:
    """A block with its marks read; the mark of a new page becomes one."""
    kind, held = block["t"], block.get("c")
    if kind in ("Para", "Plain") and held and held[0] == {"t": "Str", "c": PAGE}:
        page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        return [{"t": "RawBlock", "c": ["openxml", page]}]
    if kind in ("Para", "Plain") and held and held[0]["t"] == "Str" and held[0]["c"] in SHEETS:
        columns = f"<w:p><w:pPr>{SHEETS[held[0]['c']]}</w:pPr></w:p>"
        return [{"t": "RawBlock", "c": ["openxml", columns]}]
    if kind == "OrderedList":
        brackets = _taken(held[1][0])
        if brackets:
            held[0][2] = {"t": DELIMITERS[brackets]}
        held[1] = [[each for inner in item for each in _block(inner)] for item in held[1]]
        return [block]
    return [_walked(block)]


def _walked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _walked(inner) for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    out: list[Any] = []
    for each in value:
        if isinstance(each, dict) and each.get("t") in ("OrderedList", "Para", "Plain"):
            found = _block_inside(each)
            out.extend(found)
        elif isinstance(each, dict) and each.get("t") == "Str" and TAB in str(each["c"]):
            label, _, rest = str(each["c"]).partition(TAB)
            out += [{"t": "Str", "c": label}, {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}]
            out += [{"t": "Str", "c": rest}] if rest else []
        else:
            out.append(_walked(each))
    return out


def _block_inside(block: Any) -> list[Any]:
    first = (block.get("c") or [{}])[0]
    if block["t"] == "OrderedList" or (isinstance(first, dict) and first.get("c") in (PAGE, *SHEETS)):
        return _block(block)
    return [{**block, "c": _walked(block.get("c"))}]


def _taken(item: list[Any]) -> str:
    """Take the mark of the brackets off the first words of a list."""
    inlines = item[0]["c"] if item and item[0]["t"] in ("Para", "Plain") else []
    if not inlines or inlines[0]["t"] != "Str" or inlines[0]["c"][:1] not in DELIMITERS:
        return ""
    mark: str = inlines[0]["c"][0]
    inlines[0]["c"] = inlines[0]["c"][1:]
    if not inlines[0]["c"]:
        inlines.pop(0)
    return mark


def _settled(made: bytes, about: dict[str, str]) -> bytes:
    """The file with its title, author and language written into it, the same bytes for the same paper."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _about(about).encode()
            elif name in TEXTS:
                data = language.settle(data)
                if name == TEXTS[0] and b'<w:cols w:num="2"' in data:
                    # After a part in two columns the rest goes on below it, not on a new page.
                    data = _last_sheet_goes_on(data)
            kept.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _last_sheet_goes_on(data: bytes) -> bytes:
    before, sheet, after = data.rpartition(b"<w:sectPr")
    opening, close, rest = after.partition(b">")
    return before + sheet + opening + close + b'<w:type w:val="continuous"/>' + rest


def _about(about: dict[str, str]) -> str:
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<cp:coreProperties xmlns:cp="{package}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(about['title'])}</dc:title><dc:creator>{escape(about['author'])}</dc:creator>"
        f"<dc:language>{escape(about['language'])}</dc:language></cp:coreProperties>"
    )
