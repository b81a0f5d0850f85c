"""Reads, writes and pictures Word files with other people's tools, each on a short lead.

Runs in the limited child process only: no network where the system allows to leave it, limited memory and
time, a folder and a home of its own, nothing of the environment but where programs lie.
"""

import contextlib
import ctypes
import io
import os
import posixpath
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lxml import etree

from foundation.documents.processes import limits
from foundation.documents.vetting.inspection import to_data
from foundation.documents.word import archive, changes, clean, plain, sight
from foundation.documents.word import left as word_left
from foundation.documents.word import numbers as word_numbers
from foundation.documents.word import write as word_write
from foundation.documents.word.archive import W
from foundation.documents.word.fields import CONTENTS
from foundation.documents.word.left import QUOTED, Left, times
from foundation.documents.word.looks import Looks
from foundation.documents.word.notes import Notes
from foundation.documents.word.text import Writer, settle_headings

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000


# What the findings say already.
TOLD_ELSEWHERE = (
    "comment",
    changes.WHAT,
    sight.HIDDEN,
    "words at the top or the foot of the pages",
)


class ToolFailed(RuntimeError):
    """A tool gave no answer."""


def leave_the_network() -> None:
    """Go where there is no network, if the system lets us; otherwise the tools are only not told of any."""
    if not sys.platform.startswith("linux"):
        return
    user, group = os.getuid(), os.getgid()
    with contextlib.suppress(OSError, AttributeError):
        if ctypes.CDLL(None, use_errno=True).unshare(NEW_USER | NEW_NETWORK) == 0:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def answer(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Do what was asked: `read` a Word file, `write` one, or draw one page of its `picture`."""
    try:
        if head["do"] == "read":
            return read(body, with_pages=bool(head["pages"]))
        if head["do"] == "write":
            return {}, write(body, head["about"])
        return page_picture(body, int(head["page"]))
    except archive.Refuse as error:
        return {"refused": error.sentence}, b""


def read(data: bytes, *, with_pages: bool = False) -> tuple[dict[str, Any], bytes]:
    """What the file says as HTML, what was found and noted; the original's pages as a PDF if possible."""
    package = archive.opened(data)
    _measure(package)
    looks = Looks(package.tree(package.beside("styles.xml")))
    cleaned = clean.clean(package, looks)
    pages = _as_pdf(archive.packed(_kept_parts(package, cleaned), package.main)) if with_pages else b""
    title, html, notes = _text(package, cleaned, looks)
    head = {
        "title": title,
        "html": html,
        "notes": list(dict.fromkeys([*cleaned.notes, *notes])),
        "found": to_data(cleaned.found),
        "left": [asdict(each) for each in cleaned.left],
    }
    return head, pages


def _measure(package: archive.Package) -> None:
    """Refuse at once what our own texts could not hold anyway. Raises `Refuse`."""
    tree = package.tree(package.main)
    assert tree is not None
    paragraphs = sum(1 for _ in tree.iter(f"{W}p"))
    if paragraphs > limits.TEXT_ELEMENTS or sum(1 for _ in tree.iter(f"{W}r")) > limits.WORD_RUNS:
        raise archive.Refuse(archive.MANY_PARTS)


def _kept_parts(package: archive.Package, cleaned: clean.Cleaned) -> dict[str, bytes]:
    """The parts of the clean file: texts, looks, pictures and what binds them."""
    parts: dict[str, bytes] = {}
    for name in cleaned.trees:
        folder, file = posixpath.split(name)
        if (bound := clean.relations(package, name, cleaned)) is not None:
            parts[posixpath.join(folder, "_rels", f"{file}.rels")] = bound
    for name, tree in cleaned.trees.items():
        parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    for name, data in package.parts.items():
        file, end = posixpath.basename(name), posixpath.splitext(name)[1].lower()
        if name in parts:
            continue
        if end in archive.PICTURES:
            parts[name] = data
        elif file in ("styles.xml", "numbering.xml") or "/theme/" in name and end == ".xml":
            parts[name] = etree.tostring(archive.xml(data), xml_declaration=True, encoding="UTF-8")
    return parts


def _text(package: archive.Package, cleaned: clean.Cleaned, looks: Looks) -> tuple[str, str, list[str]]:
    """The title that the file gives itself, its text as HTML, and what had to be told."""
    body = cleaned.trees[package.main].find(f"{W}body")
    if body is None:
        raise archive.Refuse(archive.DAMAGED)
    told: list[str] = []
    for name, tree in cleaned.trees.items():
        links = {at: to for at, (kind, to, _) in package.related(name).items() if kind == "hyperlink"}
        told += plain.settle(tree, looks, links, cleaned.left)
    numbers = word_numbers.Numbers(package.tree(package.beside("numbering.xml")), looks)
    writer = Writer(package, looks, numbers, _notes(package, cleaned), package.main, left=cleaned.left)
    html, is_moved = settle_headings(writer.text(body), writer.headings)
    return writer.title, html, [*told, *_told(writer, is_moved), *_told_of(cleaned.left)]


def _notes(package: archive.Package, cleaned: clean.Cleaned) -> Notes:
    found = Notes()
    for kind in ("footnote", "endnote"):
        name = package.beside(f"{kind}s.xml")
        found.read(kind, name, cleaned.trees.get(name))
    found.count_as([package.tree(package.beside("settings.xml")), cleaned.trees[package.main]])
    return found


def _told_of(left: list[Left]) -> list[str]:
    """What is not in the text, kind by kind, with its places."""
    kinds: dict[str, list[Left]] = {}
    for each in left:
        kinds.setdefault(each.what, []).append(each)
    return [_sentence(what, each) for what, each in kinds.items() if what not in TOLD_ELSEWHERE]


def _sentence(what: str, left: list[Left]) -> str:
    if what == CONTENTS:
        return "The table of contents is left out, because the pack has one."
    is_one = len(left) == 1
    many = what.replace("picture", "pictures").replace("chart or drawing", "charts or drawings")
    many = (
        many.replace("part that is", "parts that are")
        .replace("that lies", "that lie")
        .replace("that is missing", "that are missing")
    )
    words = next((f" It says “{each.words[:QUOTED]}”." for each in left if each.words and is_one), "")
    remedy = "Save it as a picture and add it, with alternative text."
    if what.startswith("picture"):
        remedy = "Save it as PNG or JPEG and add it."
    elif not what.startswith("chart"):
        remedy = "Add it here by hand."
    return (
        f"{len(left)} {what if is_one else many} {'is' if is_one else 'are'} left out: "
        f"{word_left.places(left)}.{words} {remedy if is_one else remedy.replace(' it ', ' each ', 1)}"
    )


def _told(writer: Writer, is_moved: bool) -> list[str]:
    """What the author should look at in the text that came out."""
    told = []
    if writer.numbered_headings:
        told.append(
            "The numbers of headings are kept as words, so they do not change when the text is changed."
        )
    if is_moved:
        told.append("Headings skipped a level or went too deep. They were put in order.")
    if writer.pictures_without_words:
        count = times(writer.pictures_without_words, "picture")
        told.append(f"{count} came without alternative text. Select the picture and add it.")
    if writer.tables_without_head:
        count = times(writer.tables_without_head, "table")
        told.append(
            f"{count} came without a heading row. If its first row names the columns, "
            "make that row heading cells."
        )
    if writer.struck:
        where = "; ".join(dict.fromkeys(writer.struck[:3]))
        told.append(f"Words that are struck out in the Word file are kept as struck out: {where}.")
    if writer.notes.used:
        told.append("Footnotes are at the end, under the heading “Notes”.")
    if writer.equations:
        told.append("Formulas are kept as plain words. Check that they can still be read.")
    return told


def write(html: bytes, about: dict[str, str]) -> bytes:
    """A Word file of a whole printed page."""
    with tempfile.TemporaryDirectory(prefix="word-") as folder:

        def keep(data: bytes) -> str:
            place = Path(folder, "look.docx")
            place.write_bytes(data)
            return str(place)

        return word_write.written(html, about, _pandoc, keep)


def _pandoc(arguments: list[str], data: bytes) -> bytes:
    place = shutil.which("pandoc")
    if place is None:
        raise ToolFailed("pandoc is not installed")
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        # Shut in, it could not find the parts that every Word file is made from.
        shut_in = [] if "docx" in arguments[2:] else ["--sandbox"]
        return _run([place, *shut_in, *arguments], data, folder)


def _as_pdf(data: bytes) -> bytes:
    """The pages as an office program draws them, or nothing where there is none or it fails."""
    place = shutil.which("soffice")
    if place is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        file = Path(folder, "original.docx")
        file.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
        with contextlib.suppress(ToolFailed):
            _run([place, profile, *quiet, "--convert-to", "pdf", "--outdir", folder, str(file)], b"", folder)
        made = Path(folder, "original.pdf")
        found = made.read_bytes() if made.exists() else b""
        return found if found.startswith(b"%PDF-") and len(found) <= limits.UPLOAD_BYTES else b""


def _run(command: list[str], data: bytes, folder: str) -> bytes:
    """One tool with a home and a temporary folder of its own, ended with all it started when it hangs."""
    seconds = limits.WORD_TOOL_CPU_SECONDS

    def limit() -> None:
        # Each process that the tool starts may use as much: an office program works in one of them.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
    }
    process = subprocess.Popen(  # noqa: S603 - our own words, found on the path
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509 - this process has one thread
    )
    try:
        out, _ = process.communicate(data, timeout=seconds * limits.PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(f"{Path(command[0]).name} hung") from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, 9)
        process.wait()
    if process.returncode != 0:
        raise ToolFailed(f"{Path(command[0]).name} ended with {process.returncode}")
    return out


def page_picture(data: bytes, page: int) -> tuple[dict[str, Any], bytes]:
    """One page of a PDF as a picture, counted from 1, and how many pages there are."""
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        count = len(pdf)
        if not 1 <= page <= count:
            return {"pages": count}, b""
        drawn = pdf[page - 1].render(scale=1.4, may_draw_forms=False).to_pil().convert("RGB")
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return {"pages": count}, out.getvalue()
