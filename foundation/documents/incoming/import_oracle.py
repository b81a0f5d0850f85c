"""What a Word or PDF file says, found without any of the code that reads such files for a paper.

The words of a Word file are read from its XML as it lies, and by an office program where one is installed;
those of a PDF by pdftotext. Used by `manage.py check_import` alone, on files of whoever runs it.
"""

import io
import os
import re
import resource
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

# What a tool may use of the processor; one that hangs without using it is ended after ten times that.
SECONDS = 180
BREAKS = {"p", "tab", "br", "cr", "ptab", "tc", "footnoteReference", "endnoteReference", "rt", "rubyBase"}
# What parts words from those beside them: they are raised, hidden or deleted.
APART = {"vertAlign", "vanish", "specVanish", "del", "moveFrom"}
SILENT = {"instrText", "delInstrText", "pPrChange", "rPrChange"}
SIGN = "\u2588"
_CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793]")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


@dataclass
class Said:
    """What a Word file says: its paragraphs in order, what its edges and comments say, how many pictures and
    parts of other kinds it has, the words of versions for older programs only, and those struck out.
    """

    paragraphs: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
    pictures: int = 0
    chunks: int = 0
    older: set[str] = field(default_factory=set)
    struck: Counter[str] = field(default_factory=Counter)
    struck_styles: set[str] = field(default_factory=set)


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text, in small letters, whatever hyphens and ligatures it has."""
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub(SIGN, text)).replace("\u00ad", "").casefold()
    found = _WORD.findall(plain)
    return [SIGN if _is_sign(word) else word for word in found if _is_sign(word) or word.isalnum()]


def _is_sign(letter: str) -> bool:
    """True for ticks, arrows, boxes and the like, which are all one here."""
    return len(letter) == 1 and (letter in "•·" or unicodedata.category(letter) in ("So", "Sm", "Co"))


def of_word(data: bytes) -> Said:
    """What a Word file says by its XML. Raises `ValueError` for what is no Word file."""
    said = Said()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            trees = {
                name: ElementTree.fromstring(archive.read(name))  # noqa: S314 - files of whoever runs it
                for name in archive.namelist()
                if name.endswith("/styles.xml")
                or re.search(r"/(document|footnotes|endnotes|comments|header\d*|footer\d*)\d*\.xml$", name)
                and "/glossary/" not in name
            }
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError, RuntimeError) as error:
        raise ValueError(str(error)) from error
    said.struck_styles = _struck_styles(
        [tree for name, tree in trees.items() if name.endswith("/styles.xml")]
    )
    for name, tree in trees.items():
        file = name.rsplit("/", 1)[-1]
        lines = [line for line in _lines(tree, said) if tokens(line)]
        if file.startswith(("document", "footnotes", "endnotes")):
            said.paragraphs += lines
        elif file != "styles.xml":
            said.edges += lines
    return said


def _lines(tree: ElementTree.Element, said: Said) -> list[str]:
    """The paragraphs of a part; a paragraph inside another one, as in a box, comes after it."""
    lines: list[str] = []
    for block in _blocks(tree, said):
        lines += "".join(_text(block, said, is_top=True)).split("\n")
    return lines


def _blocks(
    element: ElementTree.Element, said: Said, *, is_inside: bool = False
) -> Iterator[ElementTree.Element]:
    for each in _versions(element, said):
        name = _name(each)
        said.chunks += name == "altChunk"
        if name == "p" or (name == "oMathPara" and not is_inside):
            yield each
        yield from _blocks(each, said, is_inside=is_inside or name == "p")


def _versions(element: ElementTree.Element, said: Said) -> Iterator[ElementTree.Element]:
    """What is in an element; of versions for newer and older programs, the first that says something."""
    if _name(element) != "AlternateContent":
        yield from element
        return
    versions = list(element)
    speaking = [
        each for each in versions if any(_name(part) in ("t", "blip", "imagedata") for part in each.iter())
    ]
    kept = (speaking or versions)[:1]
    for each in versions:
        if each not in kept:
            said.older |= {
                word for part in each.iter() if _name(part) == "t" for word in tokens(part.text or "")
            }
    yield from kept


def _text(element: ElementTree.Element, said: Said, *, is_top: bool = False) -> Iterator[str]:
    name = _name(element)
    if name in SILENT or (name == "p" and not is_top):
        return
    if name in ("t", "delText"):
        yield element.text or ""
    elif name in ("sym", "checkBox"):
        yield f" {SIGN} "
    elif name == "noBreakHyphen":
        yield "\u2011"
    elif name in BREAKS and not is_top:
        yield " "
    elif name == "textpath":
        yield f" {element.get('string', '')} "
    elif name in ("blip", "imagedata"):
        said.pictures += 1
    if name == "r" and _is_struck(element, said):
        letters = (part.text or "" for part in element if _name(part) == "t")
        said.struck.update(tokens("".join(letters)))
    is_raised = name in APART or (name == "r" and any(_name(part) in APART for part in element.iter()))
    yield " " if is_raised else ""
    for each in _versions(element, said):
        yield from _text(each, said)
    yield " " if is_raised or name in ("num", "den", "sub", "sup", "e", "deg", "rt") else ""


def _is_struck(run: ElementTree.Element, said: Said) -> bool:
    found = False
    for look in run:
        for part in look if _name(look) == "rPr" else ():
            given = next(iter(part.attrib.values()), "1")
            if _name(part) in ("strike", "dstrike"):
                return given in ("1", "true", "on")
            found = found or (_name(part) == "rStyle" and given in said.struck_styles)
    return found


def _struck_styles(trees: list[ElementTree.Element]) -> set[str]:
    """The styles that strike words out, themselves or by the one they are based on."""
    based: dict[str, str] = {}
    found: set[str] = set()
    for style in (each for tree in trees for each in tree if _name(each) == "style"):
        own = next((value for name, value in style.attrib.items() if name.endswith("styleId")), "")
        for part in style:
            if _name(part) == "basedOn":
                based[own] = next(iter(part.attrib.values()), "")
            elif _name(part) == "rPr" and any(_name(each) in ("strike", "dstrike") for each in part):
                found.add(own)
    for _ in range(10):
        found |= {name for name, base in based.items() if base in found}
    return found


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def office_lines(data: bytes) -> list[str] | None:
    """The lines of a Word file with their numbers, by an office program; None where there is none."""
    place = shutil.which("soffice")
    if place is None:
        return None
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        file = Path(folder, "file.docx")
        file.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [place, profile, "--headless", "--norestore", "--convert-to", "txt:Text (encoded):UTF8"]
        _run([*command, "--outdir", folder, str(file)], folder)
        made = Path(folder, "file.txt")
        if not made.exists():
            return None
        text = made.read_text("utf-8-sig", errors="replace")
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def of_pdf(data: bytes) -> list[str] | None:
    """The words of a PDF by pdftotext; None where it is not installed or fails."""
    place = shutil.which("pdftotext")
    if place is None:
        return None
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        file, made = Path(folder, "file.pdf"), Path(folder, "file.txt")
        file.write_bytes(data)
        _run([place, "-enc", "UTF-8", str(file), str(made)], folder)
        return tokens(made.read_text("utf-8", errors="replace")) if made.exists() else None


def _run(command: list[str], folder: str) -> None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "LANG": "C.UTF-8"}
    try:
        subprocess.run(  # noqa: S603 - our own words, found on the path
            command,
            capture_output=True,
            timeout=10 * SECONDS,
            cwd=folder,
            env=environment,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1)),  # noqa: PLW1509
        )
    except subprocess.TimeoutExpired:
        return
