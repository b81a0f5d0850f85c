"""The allow-list rebuild of an uploaded PDF. Runs in the limited child process only."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.pdf import checking, linking, reading
from foundation.documents.processes import limits
from foundation.documents.vetting import embedding, inspect_file, inspect_tags, keeping, refusing
from foundation.documents.vetting.inspect_file import fields_of
from foundation.documents.vetting.inspect_tags import Tags
from foundation.documents.vetting.inspection import to_data
from foundation.documents.vetting.marking import Unusable
from foundation.documents.vetting.refusing import Refused, check_size, number
from foundation.ui.words import joined

PAGE_KEYS = {
    "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
    "/Group", "/Annots",
}  # fmt: skip
LINK_KEYS = {
    "/Type",
    "/Subtype",
    "/Rect",
    "/Border",
    "/BS",
    "/C",
    "/H",
    "/QuadPoints",
    "/Contents",
}
STREAM_EXTRAS = {"/Metadata", "/PieceInfo", "/OPI", "/Alternates", "/Ref", "/F", "/FFilter", "/FDecodeParms"}
WEB = re.compile(r"(?i)(https?://|mailto:)")
# Of what the reader of the file complains about, that which was mended and might have cost something. A wrong
# count or an unnamed catalogue did not.
DAMAGE = re.compile(
    r"damaged|reconstruct|recover|xref not found|EOF|error (decoding|reading)|expected endstream|treating"
)


def answer(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer of the child: the rebuilt file with its notes, or the sentence of a refusal."""
    try:
        source = _open(data)
        check_size(source)
        embedded = embedding.embed(source)
        found = inspect_file.look(source, data)
        twice = inspect_file.needs_second_look(source)
        is_form, is_locked = refusing.is_form_of_its_own(source), refusing.locks_its_document(source)
        rebuilt, pages, notes, tags = _rebuilt(source, embedded)
        if refusal := refusing.refusal(rebuilt, is_form=is_form, is_locked=is_locked):
            raise Refused(refusal)
    except Refused as refusal:
        return {"refused": str(refusal)}, b""
    # Told second, after the pages: what became of the tags is known only now.
    found.insert(1, inspect_tags.told(tags))
    told = {
        "pages": pages,
        "notes": notes,
        "found": to_data(found),
        "twice": twice,
        "is_tagged": tags.is_kept,
    }
    return told, rebuilt


def look_at_pages(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer to the second question: what the pages give away, in the rebuilt and the original file."""
    from foundation.documents.vetting import inspect_pages

    return {"found": to_data(inspect_pages.look(body[: head["look"]], body[head["look"] :]))}, b""


def take_guessed(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer to a third question: the file with tags that a program guessed, if nothing else changed."""
    before, after = body[: head["guessed"]], body[head["guessed"] :]
    try:
        source = _open(after)
        check_size(source)
        with _open(before) as untagged:
            _take_language(untagged, source)
            _take_title(untagged, source)
        rebuilt, _, _, tags = _rebuilt(source, [])
    except Refused:
        return {"is_same": False}, b""
    pages = reading.page_words(before)
    is_same = tags.is_kept and reading.page_words(rebuilt) == pages and reading.is_read(rebuilt, pages)
    found = inspect_tags.told(replace(tags, is_by_machine=True))
    return {"is_same": is_same, "found": to_data([found])}, rebuilt if is_same else b""


def _take_language(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """A file keeps the language it gives, with tags or without: it is read aloud in it."""
    if language := keeping.language_of(source):
        target.Root.Lang = String(language)


def _take_title(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """A file keeps the title it gives itself, which its report tells, and programs show it."""
    if title := inspect_file.inner_title(source):
        target.docinfo["/Title"] = String(title[: limits.UPLOAD_TAG_WORDS])
        target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def rebuild(data: bytes) -> tuple[bytes, int, list[str]]:
    """A new PDF of the pages alone, how many they are, and what was changed. Raises `Refused`."""
    source = _open(data)
    check_size(source)
    return _rebuilt(source, embedding.embed(source))[:3]


def _rebuilt(source: pikepdf.Pdf, embedded: list[str]) -> tuple[bytes, int, list[str], Tags]:
    notes: list[str] = []
    if embedded:
        names = joined(embedded[:6])
        notes.append(f"Typefaces that were not in the file were added, of the same widths: for {names}.")
    if source.is_encrypted:
        notes.append("A password that limited printing or copying was removed.")
    _note_removals(source, notes)
    _flatten_form(source, notes)
    _strip_streams(source, notes)
    _strip_pages(source, notes)
    is_tagged = keeping.has_tags(source)
    kept = _keep_tags(source) if is_tagged else None
    target, faults = _target(source, kept)
    if inspect_tags.would_spread(faults):
        kept = None
        target, faults = _target(source, None)
    if is_tagged and kept is None:
        notes.append("Its tags were so badly out of order that they were removed.")
    tags = Tags(is_tagged, kept is not None, inspect_tags.lacks(faults), kept.loose_pages if kept else [])
    out = io.BytesIO()
    target.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    if any(DAMAGE.search(str(warning)) for warning in source.get_warnings()):
        notes.append("The file was damaged and has been repaired. Check every page before you continue.")
    return out.getvalue(), len(target.pages), list(dict.fromkeys(notes)), tags


def _keep_tags(source: pikepdf.Pdf) -> keeping.Kept | None:
    """The tree of the file written anew, or None for one that cannot be used."""
    digest = hashlib.sha256(b"".join(page.obj.unparse() for page in source.pages))
    try:
        return keeping.keep(source, digest.hexdigest()[:10])
    except (Unusable, pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, IndexError):
        # Whatever is odd in a tree, the pages are worth more.
        return None


def _target(source: pikepdf.Pdf, kept: keeping.Kept | None) -> tuple[pikepdf.Pdf, list[checking.Fault]]:
    """A new file of the pages, headings, and tree if it was kept; and what is wrong with it."""
    headings = linking.headings(source)
    target = pikepdf.new()
    if kept is None:
        _forget_tags(source)
    target.pages.extend(source.pages)
    if headings:
        with target.open_outline() as outline:
            outline.root.extend(linking.outline_items(headings, 0, list(target.pages)))
    _take_language(source, target)
    _take_title(source, target)
    if kept is None:
        return target, []
    target.Root.StructTreeRoot = target.copy_foreign(kept.root)
    target.Root.MarkInfo = Dictionary(Marked=True)
    return target, checking.faults(target, is_claim_asked=False)


def _forget_tags(source: pikepdf.Pdf) -> None:
    """Take from pages and links the numbers by which a tree would find them."""
    for page in source.pages:
        for thing in (page.obj, *_annotations(page)):
            for key in ("/StructParents", "/StructParent", "/Tabs"):
                if key in thing:
                    del thing[key]


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused("This file needs a password to open. Save it without one and upload that.") from error
    except pikepdf.PdfError as error:
        raise Refused("This file is damaged and cannot be opened. Save it as a PDF again.") from error


def _note_removals(source: pikepdf.Pdf, notes: list[str]) -> None:
    root = source.Root
    names = root.get("/Names", Dictionary())
    names = names if isinstance(names, Dictionary) else Dictionary()
    if any(key in root for key in ("/OpenAction", "/AA")) or "/JavaScript" in names:
        notes.append("Scripts that run when the file is opened were removed.")
    if "/EmbeddedFiles" in names or "/Collection" in root:
        notes.append("Files attached inside the PDF were removed. Upload them as separate papers.")
    if any(field.kind != "Sig" for field in fields_of(source)):
        notes.append("A form was made into plain text: it can be read but not filled in.")
    if "/OCProperties" in root:
        notes.append(
            "Layers that could be switched on and off were merged. Check every page before you continue."
        )


def _flatten_form(source: pikepdf.Pdf, notes: list[str]) -> None:
    """Make the fields of a form part of the page."""
    if "/AcroForm" not in source.Root:
        return
    try:
        source.Root.AcroForm.NeedAppearances = True
        source.generate_appearance_streams()
        source.flatten_annotations("all")
    except (pikepdf.PdfError, RuntimeError, ValueError):
        notes.append("Some fields of the form could not be kept. Check every page before you continue.")


def _strip_streams(source: pikepdf.Pdf, notes: list[str]) -> None:
    """Take from pictures and drawings what is not drawn: their history, and pointers to other files."""
    for each in source.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        for key in STREAM_EXTRAS & set(each.keys()):
            if key not in ("/Metadata", "/PieceInfo"):
                notes.append("Links that open a file, run a program or lead nowhere were removed.")
            del each[key]


def _strip_pages(source: pikepdf.Pdf, notes: list[str]) -> None:
    """Leave of each page only what is drawn, and links to the web and within the file."""
    places = linking.Places(source)
    for page in source.pages:
        _check_box(page)
        for name, value in (
            ("/Resources", page.resources),
            ("/MediaBox", page.mediabox),
            ("/CropBox", page.cropbox),
        ):
            if name not in page.obj:
                page.obj[name] = value
        strikes = [line for each in _annotations(page) for line in _strikes(each)]
        kept = [link for link in _annotations(page) if _is_good_link(link, source, places, notes)]
        for key in set(page.obj.keys()) - PAGE_KEYS:
            if key == "/AA":
                notes.append("Scripts that run when a page is shown were removed.")
            del page.obj[key]
        if kept:
            page.obj.Annots = Array(kept)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
        _balance(source, page)
        if strikes:
            # After all that the page draws, and free of whatever it did to lines and places.
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q q 0 G 0.8 w " + b" ".join(strikes) + b" Q", prepend=False)
            notes.append(
                "Words that a comment struck out are still struck out. The line is now part of the page."
            )


def _strikes(comment: Dictionary) -> Iterator[bytes]:
    """The lines of a comment that strikes words out, one through the middle of each line of words."""
    points = comment.get("/QuadPoints")
    if comment.get("/Subtype") != Name.StrikeOut or not isinstance(points, Array):
        return
    edges = [number(each) for each in points]
    for x0, y0, x1, y1, x2, y2, x3, y3 in zip(*[iter(edges)] * 8, strict=False):
        left, right = ((x0 + x2) / 2, (y0 + y2) / 2), ((x1 + x3) / 2, (y1 + y3) / 2)
        yield b"%.2f %.2f m %.2f %.2f l S" % (*left, *right)


def _check_box(page: pikepdf.Page) -> None:
    unit = number(page.obj.get("/UserUnit")) or 1.0
    for box in (page.mediabox, page.cropbox):
        edges = [number(edge) * unit for edge in box]
        sides = (abs(edges[2] - edges[0]), abs(edges[3] - edges[1])) if len(edges) == 4 else (0, 0)
        if not all(limits.UPLOAD_PAGE_LEAST <= side <= limits.UPLOAD_PAGE_MOST for side in sides):
            raise Refused(
                "A page of this file is too large or too small to print. Print it to a new PDF of A4 pages."
            )


def _annotations(page: pikepdf.Page) -> list[Dictionary]:
    found = page.obj.get("/Annots")
    return [each for each in found if isinstance(each, Dictionary)] if isinstance(found, Array) else []


def _is_good_link(link: Dictionary, source: pikepdf.Pdf, places: linking.Places, notes: list[str]) -> bool:
    """Keep web links and links to a page of this file, bare; tell of anything else."""
    subtype = link.get("/Subtype")
    if subtype == Name.Widget:
        notes.append("Some fields of the form could not be kept. Check every page before you continue.")
    elif subtype not in (Name.Link, Name.Popup, Name.StrikeOut):
        notes.append("Comments, stamps, sound, film or attachments on the pages were removed.")
    if subtype != Name.Link:
        return False
    within, address = places.of(link), _web_address(link.get("/A"))
    if within is None and address is None:
        notes.append("Links that open a file, run a program or lead nowhere were removed.")
        return False
    for key in set(link.keys()) - LINK_KEYS:
        del link[key]
    if within is not None:
        link.Dest = Array([source.pages[within[0]].obj, *within[1]])
    else:
        link.A = Dictionary(S=Name.URI, URI=String(address or ""))
    return True


def _web_address(action: Any) -> str | None:
    """Where a link to the web leads, or None for a link that does anything else."""
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return None
    address = str(action.get("/URI", ""))
    return address if WEB.match(address) else None


def _balance(source: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Pair the saved and restored drawing states of a page, so that marks put on later stand straight."""
    depth = lowest = 0
    is_text_open = False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        lowest = min(lowest, depth)
        is_text_open = operator == "BT" or (is_text_open and operator != "ET")
    closing = (b" ET" if is_text_open else b"") + b" Q" * (depth - lowest)
    if lowest:
        page.contents_add(b"q " * -lowest, prepend=True)
    if closing:
        page.contents_add(b"\n" + closing.strip(), prepend=False)
