"""A Word text in few kinds of parts: paragraphs of runs, tables of rows of cells, and nothing around them.

Runs in the limited child process only. Whatever is not known is opened, never dropped, so that the words in
it stay: only what is named here goes.
"""

from collections.abc import Mapping

from lxml import etree

from foundation.documents.word import fields, signs
from foundation.documents.word.archive import R, W, drop, unwrap
from foundation.documents.word.left import Left, after, place_of, times, words_of
from foundation.documents.word.looks import Looks
from foundation.documents.word.signs import FONTS, UNKNOWN, has_private, sign, translated

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
READ = (f"{W}t", f"{A}blip", f"{V}imagedata", f"{A}t", f"{V}textpath")
# Around blocks, rows, cells or runs, and saying nothing themselves.
WRAPPERS = (
    f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}dir", f"{W}bdo", f"{W}hyperlink",
    f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback",
)  # fmt: skip
# What says something about the parts around it, and is no part of the text.
ABOUT = (
    f"{W}sdtPr", f"{W}sdtEndPr", f"{W}customXmlPr", f"{W}smartTagPr", f"{W}bookmarkStart", f"{W}bookmarkEnd",
    f"{W}proofErr", f"{W}permStart", f"{W}permEnd", f"{W}lastRenderedPageBreak", f"{W}annotationRef",
    f"{W}rubyPr", f"{W}softHyphen", f"{W}commentReference",
)  # fmt: skip
BLOCKS = (f"{W}p", f"{W}tbl")


def choose(tree: etree._Element) -> None:
    """Of two versions of one thing, for newer and older programs, keep the one that can be read here."""
    for both in list(tree.iter(f"{MC}AlternateContent")):
        versions = [each for each in both if each.tag in (f"{MC}Choice", f"{MC}Fallback")]
        readable = [each for each in versions if any(True for _ in each.iter(*READ))]
        newer = [each for each in versions if each.tag == f"{MC}Choice"]
        is_chart = any(
            "chart" in str(part.tag) or "diagram" in str(part.tag) for new in newer for part in new.iter()
        )
        kept = (newer if is_chart else readable or versions)[:1]
        for each in list(both):
            if each not in kept:
                both.remove(each)


def settle(tree: etree._Element, looks: Looks, links: Mapping[str, str], left: list[Left]) -> list[str]:
    """Bring a tree into few kinds of parts; what has to be told of it."""
    notes: list[str] = []
    unfilled = sum(1 for _ in tree.iter(f"{W}showingPlcHdr"))
    if unfilled:
        notes.append(
            f"{times(unfilled, 'field')} to fill in still {'has its' if unfilled == 1 else 'have their'} "
            "instruction instead of an answer. Check that nothing is missing."
        )
    if fields.settle(tree, left):
        notes.append(
            "The text names page numbers of the Word file. Check them: the pages here are different."
        )
    for link in tree.iter(f"{W}hyperlink"):
        address = links.get(link.get(f"{R}id", ""), "")
        for run in link.iter(f"{W}r") if address else ():
            run.set("href", address)
    notes += _plain_links(tree)
    for ruby in list(tree.iter(f"{W}ruby")):
        _plain_ruby(ruby)
    for formula in list(tree.iter(f"{M}oMathPara", f"{M}oMath")):
        if formula.getparent() is not None and next(formula.iterancestors(f"{M}oMath"), None) is None:
            signs.settle(formula)
    notes += _text_boxes(tree)
    for each in list(tree.iter(*ABOUT)):
        drop(each)
    for each in list(tree.iter(*WRAPPERS)):
        unwrap(each)
    _open_unknown(tree)
    if unknown := _symbols(tree, looks):
        notes.append(f"{times(unknown, 'symbol')} could not be read. Look for {UNKNOWN} in the text.")
    return notes


def _plain_links(tree: etree._Element) -> list[str]:
    """Links to places in the text are kept as words, which is said."""
    inner = [
        each
        for each in tree.iter(f"{W}hyperlink")
        if each.get(f"{W}anchor") and not each.get(f"{R}id") and words_of(each)
    ]
    if not inner:
        return []
    return [
        f"{times(len(inner), 'link')} to another place in the file kept as words only: "
        f"{after(words_of(inner[0])).removeprefix('after ')}."
    ]


def _plain_ruby(ruby: etree._Element) -> None:
    """What is written above words comes after them, in brackets."""
    above = words_of(ruby.find(f"{W}rt")) if ruby.find(f"{W}rt") is not None else ""
    holder = ruby.getparent()
    if holder is None:
        return
    base = ruby.find(f"{W}rubyBase")
    text = etree.Element(f"{W}t")
    text.text = (words_of(base) if base is not None else "") + (f" ({above})" if above else "")
    holder.replace(ruby, text)


def _text_boxes(tree: etree._Element) -> list[str]:
    """The paragraphs of a text box come to stand after the paragraph that holds the box."""
    for drawn in list(tree.iter(f"{A}txBody", f"{V}textpath")):
        _as_box(drawn)
    boxes = list(tree.iter(f"{W}txbxContent"))
    places: list[str] = []
    for box in reversed(boxes):
        holder = next((each for each in box.iterancestors(f"{W}p")), None)
        if holder is None:
            unwrap(box)
            continue
        if words_of(box):
            places.insert(0, place_of(box))
        for each in reversed(list(box)):
            holder.addnext(each)
        drop(box)
    if not places:
        return []
    boxed = times(len(places), "text box", "text boxes")
    return [
        f"The words of {boxed} are now in the text, where the box was: "
        f"{'; '.join(places[:3])}. Check that they are in the right place."
    ]


def _as_box(drawn: etree._Element) -> None:
    """Words that are drawn, not written, as a box with paragraphs: in a group of shapes, or along a line."""
    lines = [drawn.get("string", "")]
    if drawn.tag != f"{V}textpath":
        lines = ["".join(text.text or "" for text in line.iter(f"{A}t")) for line in drawn.iter(f"{A}p")]
    box = etree.Element(f"{W}txbxContent")
    for line in lines:
        run = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = line
    parent = drawn.getparent()
    if parent is not None:
        parent.replace(drawn, box)


def _open_unknown(tree: etree._Element) -> None:
    """Whatever else stands around paragraphs, rows, cells or runs is opened."""
    body = next(tree.iter(f"{W}body"), tree)
    last: dict[etree._Element, etree._Element] = {}
    for each in list(body.iter(*BLOCKS, f"{W}tr", f"{W}tc", f"{W}r")):
        wanted = HOLDERS[each.tag]
        holder = each.getparent()
        while holder is not None and holder is not body and holder.tag not in wanted:
            if holder.tag == f"{W}p" or holder.tag == f"{W}r":
                # A block inside a paragraph comes after it, and after those that were in it before.
                last.get(holder, holder).addnext(each)
                last[holder] = each
            else:
                unwrap(holder)
            holder = each.getparent()


HOLDERS: dict[str, tuple[str, ...]] = {
    f"{W}p": (f"{W}body", f"{W}tc", f"{W}footnote", f"{W}endnote"),
    f"{W}tbl": (f"{W}body", f"{W}tc", f"{W}footnote", f"{W}endnote"),
    f"{W}tr": (f"{W}tbl",),
    f"{W}tc": (f"{W}tr",),
    f"{W}r": (f"{W}p",),
}


def _symbols(tree: etree._Element, looks: Looks) -> int:
    """Signs of picture fonts as plain ones; how many are not known."""
    for each in list(tree.iter(f"{W}sym")):
        code = each.get(f"{W}char", "0")
        text = etree.Element(f"{W}t")
        text.text = sign(each.get(f"{W}font", ""), int(code, 16) if _is_hex(code) else 0)
        holder = each.getparent()
        if holder is not None:
            holder.replace(each, text)
            text.set("is-sign", "1")
    for run in tree.iter(f"{W}r"):
        fonts = looks.of_run(run, "rFonts")
        font = fonts.get(f"{W}ascii", "") if fonts is not None else ""
        for text in run.findall(f"{W}t"):
            if text.get("is-sign") is None and (font.lower() in FONTS or has_private(text.text or "")):
                text.text = translated(font, text.text or "")
    return sum((text.text or "").count(UNKNOWN) for text in tree.iter(f"{W}t"))


def _is_hex(code: str) -> bool:
    return bool(code) and all(letter in "0123456789abcdefABCDEF" for letter in code)
