"""What a Word file could give away is found and left behind: changes, comments, hidden words, objects, names.

Runs in the limited child process only.
"""

import copy
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from foundation.documents.inspection import Found
from foundation.documents.word_zip import RELATIONSHIP, Package, R, W, xml

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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
CHANGED_LOOKS = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")
ON = (None, "1", "true", "on")


@dataclass
class Cleaned:
    """The trees of the texts, the main one first, and what was found in them."""

    trees: dict[str, etree._Element]
    found: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def clean(package: Package) -> Cleaned:
    """Leave behind what no reader of the paper may see, and tell it. Raises `Refuse`."""
    names = [package.main, *map(package.beside, ("footnotes.xml", "endnotes.xml"))]
    done = Cleaned({name: tree for name in names if (tree := package.tree(name)) is not None})
    styles = package.tree(package.beside("styles.xml"))
    hiding = _hiding_styles(styles) if styles is not None else set()
    trees = list(done.trees.values())
    _comments(package, trees, done)
    _changes(trees, done)
    _hidden(trees, hiding, done)
    _white(trees[0], done)
    _objects(package, trees, done)
    _people(package, done)
    _left_out(package, trees[0], done)
    for tree in trees:
        _text_boxes(tree, done)
    return done


def words_of(element: etree._Element) -> str:
    """The words of an element, with one space between."""
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText")).split())


def times(count: int, one: str, many: str = "") -> str:
    """ "1 comment", "3 comments"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def drop(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _all(trees: list[etree._Element], *tags: str) -> Iterator[etree._Element]:
    for tree in trees:
        yield from list(tree.iter(*tags))


def _comments(package: Package, trees: list[etree._Element], done: Cleaned) -> None:
    count = 0
    for name, data in package.parts.items():
        if posixpath.basename(name) == "comments.xml":
            count += sum(1 for _ in xml(data).iter(f"{W}comment"))
    marks = list(_all(trees, f"{W}commentReference"))
    for mark in marks:
        drop(mark)
    count = count or len(marks)
    if count:
        done.found.append(
            Found(
                "comments",
                "look",
                f"The Word file holds {times(count, 'comment')}. They are not in the text taken from it.",
                "Nothing to do here. Take them out in Word before you give the file itself to anybody.",
            )
        )


def _changes(trees: list[etree._Element], done: Cleaned) -> None:
    """Take every insertion, leave every deletion; say that both were there."""
    deleted = [each for each in _all(trees, *DELETED) if words_of(each)]
    added = [each for each in _all(trees, *INSERTED) if words_of(each)]
    for tree in trees:
        _settle_changes(tree)
    for each in _all(trees, *(f"{W}{name}" for name in CHANGED_LOOKS)):
        drop(each)
    if not deleted and not added:
        return
    told = [
        times(len(added), "insertion") if added else "",
        times(len(deleted), "deletion") if deleted else "",
    ]
    kept = "The insertions are in the text" if added else ""
    gone = "what was deleted is not in the text" if deleted else ""
    sentence = f"Tracked changes were not settled: {' and '.join(filter(None, told))}. "
    sentence += (f"{kept}, and {gone}" if kept and gone else kept or gone[0].upper() + gone[1:]) + "."
    done.found.append(
        Found(
            "tracked_changes",
            "look",
            sentence,
            "Read the text and make sure that every insertion is meant, or settle the changes in Word first."
            if added
            else "Nothing to do here, if the deletions are meant.",
            # Words that nobody has agreed to yet stand in the text as if they were agreed.
            discloses=bool(added),
        )
    )


def _settle_changes(tree: etree._Element) -> None:
    for row in list(tree.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            drop(row)
    for paragraph in list(tree.iter(f"{W}p")):
        _settle_mark(paragraph)
    for each in list(tree.iter(*DELETED)):
        drop(each)
    for each in list(tree.iter(*INSERTED)):
        # Within properties it marks an inserted paragraph or row, which stands anyway.
        drop(each) if not len(each) else unwrap(each)
    for each in list(tree.iter(*RANGES)):
        drop(each)


def _settle_mark(paragraph: etree._Element) -> None:
    """A paragraph whose end was deleted joins the one after it."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    if look is None or all(look.find(tag) is None for tag in DELETED):
        return
    following = paragraph.getnext()
    rest = [each for each in paragraph if each.tag != f"{W}pPr" and each.tag not in DELETED]
    if following is None or following.tag != f"{W}p":
        if not rest:
            _drop_paragraph(paragraph)
        return
    place = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
    for each in reversed(rest):
        following.insert(place, each)
    drop(paragraph)


def _drop_paragraph(paragraph: etree._Element) -> None:
    """Take a paragraph out, unless it is the only one of a cell."""
    parent = paragraph.getparent()
    if parent is not None and (parent.tag != f"{W}tc" or len(parent.findall(f"{W}p")) > 1):
        parent.remove(paragraph)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val") in ON


def _hiding_styles(styles: etree._Element) -> set[str]:
    return {
        style.get(f"{W}styleId", "")
        for style in styles.iter(f"{W}style")
        if _is_on(style.find(f"{W}rPr/{W}vanish"))
    }


def _hidden(trees: list[etree._Element], hiding: set[str], done: Cleaned) -> None:
    """Words set as hidden do not come along."""
    hidden = 0
    for run in _all(trees, f"{W}r"):
        own = run.find(f"{W}rPr/{W}vanish")
        style = run.find(f"{W}rPr/{W}rStyle")
        above = run.getparent()
        paragraph = above.find(f"{W}pPr/{W}pStyle") if above is not None else None
        by_style = any(each is not None and each.get(f"{W}val") in hiding for each in (style, paragraph))
        if _is_on(own) or (own is None and by_style):
            hidden += bool(words_of(run))
            drop(run)
    if hidden:
        done.found.append(
            Found(
                "hidden_text",
                "look",
                f"Hidden words stood in {times(hidden, 'place')}. They are not in the text that was taken.",
                "Nothing to do here. Take them out in Word before you give the file itself to anybody.",
            )
        )


def _white(tree: etree._Element, done: Cleaned) -> None:
    """Words in white on a white page cannot be seen in Word, but are read here: somebody must look."""
    seen: list[str] = []
    for run in list(tree.iter(f"{W}r")):
        colour = run.find(f"{W}rPr/{W}color")
        if colour is None or colour.get(f"{W}val", "").upper() != "FFFFFF" or not words_of(run):
            continue
        around = [run, *run.iterancestors()]
        is_on_dark = any(each.tag == f"{W}tbl" for each in around) or any(
            each.find(f"{W}{kind}/{W}{look}") is not None
            for each in around[:2]
            for kind in ("rPr", "pPr")
            for look in ("shd", "highlight")
        )
        if not is_on_dark:
            seen.append(words_of(run))
    if seen:
        done.found.append(
            Found(
                "hidden_text",
                "look",
                f"Words in white cannot be seen in the Word file, but are in the text: “{seen[0][:80]}”.",
                "Read the text. Take the words out in Word if they are not meant to be read.",
                discloses=True,
            )
        )


def _objects(package: Package, trees: list[etree._Element], done: Cleaned) -> None:
    """Files put inside the file stay behind."""
    files = [
        name
        for name in package.names
        if any(part in name.lower() for part in ("/embeddings/", "/activex/", "attachedtoolbars"))
        and not name.endswith("/")
        and "/_rels/" not in name
    ]
    for each in _all(trees, f"{W}object", f"{W}control", f"{W}altChunk", f"{W}subDoc"):
        drop(each)
    if files:
        done.found.append(
            Found(
                "embedded_files",
                "look",
                f"{times(len(files), 'file')} inside the Word file {'was' if len(files) == 1 else 'were'} "
                "left out, such as a spreadsheet behind a chart.",
                "If a table or chart is missing now, add it as a table or a picture.",
            )
        )


def _people(package: Package, done: Cleaned) -> None:
    """The names that Word keeps beside the text, which are not taken over."""
    names: list[str] = []
    for name, data in package.parts.items():
        if not (name.startswith("docProps/") and name.endswith(".xml")):
            continue
        for each in xml(data).iter():
            if isinstance(each.tag, str) and etree.QName(each).localname in (
                "creator",
                "lastModifiedBy",
                "Manager",
                "Company",
            ):
                names.append(" ".join((each.text or "").split()))
    names = sorted({name for name in names if name})
    if names:
        done.found.append(
            Found(
                "author_names",
                "met",
                f"The Word file names {', '.join(names)[:200]}. The names are not taken over.",
            )
        )


def _left_out(package: Package, tree: etree._Element, done: Cleaned) -> None:
    """What a paper here does not have: contents, headers and footers, charts and drawings."""
    for block in list(tree.iter(f"{W}sdt")):
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            drop(block)
            done.notes.append("The table of contents is left out; the pack makes its own.")
    edges = [
        data for name, data in package.parts.items() if posixpath.basename(name)[:6] in ("header", "footer")
    ]
    if any(words_of(xml(data)) for data in edges):
        done.notes.append(
            "The words at the top and the foot of every page are left out: packs print their own."
        )
    lost = [each for each in tree.iter() if _is_drawing(each)]
    if lost:
        done.notes.append(
            f"{times(len(lost), 'chart or drawing', 'charts or drawings')} could not be taken over. "
            "Save each as a picture and add it, with words that say what it shows."
        )


def _is_drawing(element: Any) -> bool:
    return isinstance(element.tag, str) and (
        element.tag == "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
        or element.tag == "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
    )


def _text_boxes(tree: etree._Element, done: Cleaned) -> None:
    """The paragraphs of a text box come to stand after the paragraph that holds the box."""
    for other in list(tree.iter(f"{MC}AlternateContent")):
        # Both say the same, for newer and for older programs.
        for spare in other.findall(f"{MC}Fallback"):
            other.remove(spare)
    boxes = list(tree.iter(f"{W}txbxContent"))
    for box in reversed(boxes):
        holder = next((each for each in box.iterancestors(f"{W}p")), None)
        outermost = list(box.iterancestors(f"{W}r"))
        if holder is None:
            continue
        for paragraph in reversed([each for each in box if each.tag in (f"{W}p", f"{W}tbl")]):
            holder.addnext(copy.deepcopy(paragraph))
        drop(outermost[0] if outermost else box)
    if boxes:
        done.notes.append(
            f"The words of {times(len(boxes), 'text box', 'text boxes')} now stand in the text, "
            "after the paragraph beside the box. Look whether they are in the right place."
        )


def relations(package: Package, name: str, done: Cleaned) -> bytes | None:
    """What one part refers to: parts of ours, and links; nothing else outside the file."""
    folder, file = posixpath.split(name)
    tree = package.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    if tree is None:
        return None
    for each in list(tree.iter(RELATIONSHIP)):
        kind, target = each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")
        if each.get("TargetMode") == "External":
            if kind != "hyperlink":
                drop(each)
                if kind == "image":
                    done.notes.append("A picture that lies outside the Word file is left out.")
            continue
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if place not in package.parts or kind not in (
            *("styles", "numbering", "footnotes", "endnotes", "fontTable", "theme", "image"),
        ):
            if kind == "image" and place in package.names:
                done.notes.append(
                    f"A picture of the kind {posixpath.splitext(place)[1].lstrip('.').upper()} is left out. "
                    "Save it as PNG or JPEG and add it."
                )
            drop(each)
    kept = {each.get("Id") for each in tree.iter(RELATIONSHIP)}
    for found in [done.trees[name]] if name in done.trees else []:
        _forget(found, kept)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _forget(tree: etree._Element, kept: set[str | None]) -> None:
    """Take out what refers to something that is no longer there."""
    for element in list(tree.iter()):
        named = [element.get(f"{R}{name}") for name in ("id", "embed", "link", "pict")]
        if any(each is not None and each not in kept for each in named) and isinstance(element.tag, str):
            if element.tag == f"{W}hyperlink":
                element.attrib.pop(f"{R}id", None)
            elif element.tag in (f"{W}headerReference", f"{W}footerReference"):
                drop(element)
            else:
                holder = next(element.iterancestors(f"{W}drawing", f"{W}pict"), None)
                drop(holder if holder is not None else element)
