"""What a Word file could give away is found and left behind: changes, comments, hidden words, objects, names.

Runs in the limited child process only.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.vetting.inspection import Found
from foundation.documents.word import changes, plain, sight
from foundation.documents.word.archive import RELATIONSHIP, Package, R, W, drop, xml
from foundation.documents.word.fields import CONTENTS
from foundation.documents.word.left import QUOTED, Left, place_of, times, words_of
from foundation.documents.word.looks import Looks, value

OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
CONTENTS_GALLERY = "Table of Contents"
CHUNKS = (f"{W}altChunk", f"{W}subDoc")


@dataclass
class Cleaned:
    """The trees of the texts, the main one first, and what was found in them."""

    trees: dict[str, etree._Element]
    found: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def clean(package: Package, looks: Looks) -> Cleaned:
    """Leave behind what no reader of the paper may see, and tell it. Raises `Refuse`."""
    names = [package.main, *map(package.beside, ("footnotes.xml", "endnotes.xml"))]
    done = Cleaned({name: tree for name in names if (tree := package.tree(name)) is not None})
    trees = list(done.trees.values())
    for tree in trees:
        plain.choose(tree)
    _comments(package, trees, done)
    found, left = changes.settle(trees)
    done.left += left
    done.found += [found] if found else []
    left = sight.leave_hidden(trees, looks)
    done.left += left
    done.found += [found] if (found := sight.told_of_hidden(left)) else []
    done.found += sight.unseen(trees, looks)
    _objects(package, trees, done)
    _people(package, done)
    _left_out(package, trees[0], done)
    return done


def _all(trees: list[etree._Element], *tags: str) -> Iterator[etree._Element]:
    for tree in trees:
        yield from list(tree.iter(*tags))


def _comments(package: Package, trees: list[etree._Element], done: Cleaned) -> None:
    count = 0
    for name, data in package.parts.items():
        if posixpath.basename(name) == "comments.xml":
            for comment in xml(data).iter(f"{W}comment"):
                count += 1
                done.left.append(Left("comment", words_of(comment)))
    marks = list(_all(trees, f"{W}commentReference"))
    for mark in marks:
        drop(mark)
    count = count or len(marks)
    if count:
        done.found.append(
            Found(
                "comments",
                "look",
                f"The Word file contains {times(count, 'comment')}. They are not in the imported text.",
                "You do not need to do anything here. "
                "Remove them in Word before you give the file itself to anyone.",
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
    for each in _all(trees, *CHUNKS):
        done.left.append(Left("part that is kept as a web page or another file", "", place_of(each)))
        drop(each)
    for each in _all(trees, f"{W}control", OLE):
        drop(each)
    if files:
        done.found.append(
            Found(
                "embedded_files",
                "look",
                f"{times(len(files), 'file')} inside the Word file {'was' if len(files) == 1 else 'were'} "
                "left out, such as a spreadsheet behind a chart.",
                "If a table or chart is now missing, add it as a table or a picture.",
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
                f"The Word file names {', '.join(names)[:200]}. The names are not imported.",
            )
        )


def _left_out(package: Package, tree: etree._Element, done: Cleaned) -> None:
    """What a paper here does not have: contents, headers and footers, charts and drawings."""
    for block in list(tree.iter(f"{W}sdt")):
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if value(gallery) == CONTENTS_GALLERY:
            done.left.append(Left(CONTENTS, words_of(block), place_of(block)))
            drop(block)
    edges = [
        data for name, data in package.parts.items() if posixpath.basename(name)[:6] in ("header", "footer")
    ]
    words = [words for data in edges if (words := words_of(xml(data)))]
    done.left += [Left("words at the top or the foot of the pages", each) for each in words]
    if words:
        said = "; ".join(f"“{each[:QUOTED]}”" for each in dict.fromkeys(words))
        done.notes.append(
            "The words at the top and the foot of every page are left out, because packs print their own. "
            f"They were: {said}."
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
            continue
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if place not in package.parts or kind not in (
            *("styles", "numbering", "footnotes", "endnotes", "fontTable", "theme", "image"),
        ):
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
                # Of a picture that is there in two kinds, the kept one stays.
                drop(element)
