"""A Word file taken apart: refused when it is not what it says, and kept to the parts that a text needs.

Runs in the limited child process only.
"""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.processes import limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
# The Strict variant of the format says the same under other addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/")
OLD_WORD = b"\xd0\xcf\x11\xe0"
# Parts beside the main one that carry words, their look, or pictures.
BESIDE = (
    "styles.xml",
    "numbering.xml",
    "footnotes.xml",
    "endnotes.xml",
    "fontTable.xml",
    "settings.xml",
    "theme/",
)
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}

NOT_WORD = "This file is not a Word file (.docx). Save the paper as a Word document and choose that."
OLD = (
    "This is an old Word file (.doc), or one that is locked with a password. "
    "Save it as a Word document (.docx) without a password and choose that."
)
MACROS = "This Word file contains macros. Save it as a Word document (.docx) without macros and choose that."
DAMAGED = "This Word file is damaged and cannot be opened. Save it again and choose the new file."
TOO_LARGE = "This Word file is too large when it is unpacked. Make its pictures smaller, or split it."
STRANGE = "This Word file is not in the format that Word uses. Save it again in Word and choose the new file."


MANY_PARTS = (
    "This Word file has too many paragraphs or pieces of text. Split it into several papers, "
    "or upload tables separately."
)


class Refuse(ValueError):
    """The file is refused; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Package:
    """The parts of a Word file by name, the name of the part with the text, and what was left behind."""

    parts: dict[str, bytes]
    main: str
    names: list[str]
    known: dict[str, dict[str, tuple[str, str, bool]]] = field(default_factory=dict)

    def beside(self, name: str) -> str:
        """The full name of a part that lies beside the main one."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def related(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part refers to, by id: the kind, the part or address, and whether it is outside the file."""
        if name in self.known:
            return self.known[name]
        folder, file = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for each in tree.iter(RELATIONSHIP) if tree is not None else ():
            kind, target = each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")
            is_outside = each.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (kind, target, is_outside)
        self.known[name] = found
        return found

    @property
    def relations(self) -> str:
        """The name of the part that says what the text refers to."""
        folder, file = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{file}.rels")

    def tree(self, name: str) -> etree._Element | None:
        """A part as a tree, or None when there is none. Raises `Refuse`."""
        return xml(self.parts[name]) if name in self.parts else None


def xml(data: bytes) -> etree._Element:
    """XML that declares nothing of its own. Raises `Refuse` for entities, depth and damage."""
    data = _STRICT.sub(_transitional, data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refuse(STRANGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refuse(DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise Refuse(STRANGE)
    return root


def _transitional(strict: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + strict[1] + b"/2006/"


def opened(data: bytes) -> Package:
    """The parts of a Word file that were looked at and may be read. Raises `Refuse`."""
    if data.startswith(OLD_WORD):
        raise Refuse(OLD)
    if not data.startswith(b"PK\x03\x04") or b"%PDF-" in data[:1024]:
        raise Refuse(NOT_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _read(packed, data)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError) as error:
        raise Refuse(DAMAGED) from error
    except (RuntimeError, UnicodeError, OverflowError) as error:
        raise Refuse(STRANGE) from error


def _read(packed: zipfile.ZipFile, data: bytes) -> Package:
    entries = packed.infolist()
    _look_at(entries, data)
    names = [entry.filename for entry in entries]
    if TYPES not in names:
        raise Refuse(NOT_WORD)
    types = xml(_part(packed, TYPES))
    main = _main(types)
    if main not in names:
        raise Refuse(DAMAGED)
    folder = posixpath.dirname(main)
    wanted = [posixpath.join(folder, name) for name in BESIDE]
    rels = posixpath.join(folder, "_rels", "")
    parts = {TYPES: etree.tostring(types), main: _part(packed, main)}
    for name in names:
        is_picture = posixpath.splitext(name)[1].lower() in PICTURES
        is_wanted = any(name == each or (each.endswith("/") and name.startswith(each)) for each in wanted)
        if is_wanted or is_picture or name.startswith(rels) or _is_words_only(name):
            parts[name] = _part(packed, name)
    return Package(parts, main, names)


def _is_words_only(name: str) -> bool:
    """Parts that are looked into for what they say or could give away, and then left behind."""
    folder, file = posixpath.split(name)
    if folder.endswith(("/diagrams", "/charts")):
        return file.startswith(("data", "chart")) and file.endswith(".xml")
    return file.startswith(("comments", "header", "footer", "core", "app")) and file.endswith(".xml")


def _look_at(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """Sizes, names and the shape of the archive, before anything is unpacked. Raises `Refuse`."""
    names = [entry.filename for entry in entries]
    if len(entries) > limits.WORD_PARTS or sum(entry.file_size for entry in entries) > limits.WORD_TOTAL:
        raise Refuse(TOO_LARGE)
    if any(entry.file_size > limits.WORD_PART for entry in entries):
        raise Refuse(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refuse(OLD)
    if len(set(names)) != len(names) or any(map(_escapes, names)):
        raise Refuse(STRANGE)
    # Nothing may stand before the archive or after it: such a file is two files in one.
    if not entries or min(entry.header_offset for entry in entries) != 0 or data[-22:-18] != b"PK\x05\x06":
        raise Refuse(STRANGE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refuse(MACROS)


def _escapes(name: str) -> bool:
    return (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or "\x00" in name
        or ".." in name.split("/")
        or not name.isprintable()
    )


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than it said it has."""
    with packed.open(name) as stream:
        data = stream.read(limits.WORD_PART + 1)
    if len(data) > limits.WORD_PART:
        raise Refuse(TOO_LARGE)
    return data


def _main(types: etree._Element) -> str:
    """The name of the part with the text. Raises `Refuse` when that is not a plain Word text."""
    for override in types:
        if not isinstance(override.tag, str):
            continue
        kind = override.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            raise Refuse(MACROS)
    for override in types:
        if isinstance(override.tag, str) and override.get("ContentType") in (MAIN, TEMPLATE):
            return str(override.get("PartName", "")).lstrip("/")
    raise Refuse(NOT_WORD)


def packed(parts: dict[str, bytes], main: str) -> bytes:
    """A new Word file of these parts alone; whoever asks gives parts that are clean."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, _types(parts, main))
        archive.writestr("_rels/.rels", _root_relations(main))
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _types(parts: dict[str, bytes], main: str) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    told = {
        "styles.xml": f"{word}.styles+xml",
        "numbering.xml": f"{word}.numbering+xml",
        "footnotes.xml": f"{word}.footnotes+xml",
        "endnotes.xml": f"{word}.endnotes+xml",
        "fontTable.xml": f"{word}.fontTable+xml",
    }
    kinds = "".join(
        f'<Default Extension="{end[1:]}" ContentType="{kind}"/>' for end, kind in PICTURES.items()
    )
    overrides = f'<Override PartName="/{main}" ContentType="{MAIN}"/>'
    for name in parts:
        file = posixpath.basename(name)
        if file in told:
            overrides += f'<Override PartName="/{name}" ContentType="{told[file]}"/>'
        elif "/theme/" in name and name.endswith(".xml"):
            kind = "application/vnd.openxmlformats-officedocument.theme+xml"
            overrides += f'<Override PartName="/{name}" ContentType="{kind}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}{overrides}</Types>'
    )


def _root_relations(main: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{main}"/></Relationships>'
    )


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
