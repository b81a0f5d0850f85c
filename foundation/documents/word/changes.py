"""Tracked changes of a Word file are settled: what was put in is taken, what was struck out is left.

Runs in the limited child process only.
"""

from lxml import etree

from foundation.documents.vetting.inspection import Found
from foundation.documents.word.archive import W, drop, unwrap
from foundation.documents.word.left import Left, place_of, places, times, words_of

DELETED = (f"{W}del", f"{W}moveFrom")
INSERTED = (f"{W}ins", f"{W}moveTo")
RANGES = (
    f"{W}moveFromRangeStart",
    f"{W}moveFromRangeEnd",
    f"{W}moveToRangeStart",
    f"{W}moveToRangeEnd",
    f"{W}commentRangeStart",
    f"{W}commentRangeEnd",
)
CHANGED_LOOKS: tuple[str, ...] = (
    *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
    *("tblGridChange", "tblPrExChange", "numberingChange"),
)
WHAT = "deleted words"


def settle(trees: list[etree._Element]) -> tuple[Found | None, list[Left]]:
    """Settle every change; what is told of it, and what was left behind."""
    added = [each for tree in trees for each in tree.iter(*INSERTED) if words_of(each)]
    inserted = len(added)
    left: list[Left] = []
    for tree in trees:
        for name in CHANGED_LOOKS:
            for each in list(tree.iter(f"{W}{name}")):
                drop(each)
        inserted += _rows_put_in(tree)
        _cells(tree, left)
        _rows(tree, left)
        _words(tree, left)
        for paragraph in list(tree.iter(f"{W}p")):
            _settle_mark(paragraph)
        for each in list(tree.iter(*INSERTED)):
            # Within properties it marks an inserted paragraph or row, which stands anyway.
            drop(each) if not len(each) else unwrap(each)
        for each in list(tree.iter(*RANGES)):
            drop(each)
    return _told(inserted, left), left


def _rows_put_in(tree: etree._Element) -> int:
    """How many rows were put in as rows, whose words say so nowhere."""
    return sum(
        row.find(f"{W}trPr/{W}ins") is not None
        and not any(True for _ in row.iter(*INSERTED[:1], f"{W}moveTo"))
        for row in tree.iter(f"{W}tr")
    )


def _cells(tree: etree._Element, left: list[Left]) -> None:
    """A deleted cell stays as an empty one, so that those after it keep their columns."""
    for mark in list(tree.iter(f"{W}cellDel")):
        cell = next(mark.iterancestors(f"{W}tc"), None)
        if cell is None:
            continue
        _note(cell, left)
        for each in [each for each in cell if each.tag != f"{W}tcPr"]:
            cell.remove(each)
        etree.SubElement(cell, f"{W}p")


def _rows(tree: etree._Element, left: list[Left]) -> None:
    for row in list(tree.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            _note(row, left)
            drop(row)


def _words(tree: etree._Element, left: list[Left]) -> None:
    # Words may be struck out that stand in no frame of a change any more.
    for each in list(tree.iter(*DELETED)):
        if each.getparent() is not None and next(each.iterancestors(*DELETED), None) is None:
            _note(each, left)
    for paragraph in list(tree.iter(f"{W}p")):
        if _is_end_deleted(paragraph):
            # Kept until the paragraph has joined the next one.
            paragraph.set("joins", "1")
    for each in [*tree.iter(*DELETED), *tree.iter(f"{W}delText", f"{W}delInstrText")]:
        drop(each)


def _note(element: etree._Element, left: list[Left]) -> None:
    if words := words_of(element):
        left.append(Left(WHAT, words, place_of(element)))


def _is_end_deleted(paragraph: etree._Element) -> bool:
    look = paragraph.find(f"{W}pPr/{W}rPr")
    return look is not None and any(look.find(tag) is not None for tag in DELETED)


def _settle_mark(paragraph: etree._Element) -> None:
    """A paragraph whose end was deleted joins the one after it."""
    if paragraph.attrib.pop("joins", "") == "":
        return
    following = paragraph.getnext()
    rest = [each for each in paragraph if each.tag != f"{W}pPr"]
    if following is None or following.tag != f"{W}p":
        if not rest:
            drop_paragraph(paragraph)
        return
    place = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
    for each in reversed(rest):
        following.insert(place, each)
    drop(paragraph)


def drop_paragraph(paragraph: etree._Element) -> None:
    """Take a paragraph out, unless it is the only one of a cell."""
    parent = paragraph.getparent()
    if parent is not None and (parent.tag != f"{W}tc" or len(parent.findall(f"{W}p")) > 1):
        parent.remove(paragraph)


def _told(added: int, left: list[Left]) -> Found | None:
    if not left and not added:
        return None
    told = [times(added, "insertion") if added else "", times(len(left), "deletion") if left else ""]
    kept = "The insertions are in the text" if added else ""
    gone = "what was deleted is not in the text" if left else ""
    sentence = f"Tracked changes had not been accepted or rejected: {' and '.join(filter(None, told))}. "
    sentence += (f"{kept}, and {gone}" if kept and gone else kept or gone[0].upper() + gone[1:]) + "."
    if left:
        sentence += f" Deleted: {places(left)}."
    return Found(
        "tracked_changes",
        "look",
        sentence,
        "Check that every insertion is intended, or accept or reject the changes in Word first."
        if added
        else "You do not need to do anything if the deletions are intended.",
        # Words that nobody has agreed to yet stand in the text as if they were agreed.
        discloses=bool(added),
    )
