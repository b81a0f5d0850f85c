"""A Word file becomes a text that can be edited here, with the numbers its author saw."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.processes import children, limits
from foundation.documents.text import pictures, richtext
from foundation.documents.vetting.inspection import Found, from_data
from foundation.documents.vetting.uploads import NotAccepted
from foundation.documents.word.left import Left

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOO_HARD = gettext_noop(
    "This Word file takes too long to read. Make it simpler, or print it to a PDF and choose that."
)
TOO_LARGE = f"This file is larger than {limits.WORD_BYTES // limits.MB} MB. Make its pictures smaller."
PICTURE_LOST = gettext_noop(
    "A picture in the Word file could not be opened, so it is left out. Add it again here."
)
NOTHING = gettext_noop("There are no words in this Word file. Select the file that contains the paper.")
_PICTURE = re.compile(r'<img src="(data:[^"]*)" alt="[^"]*">')


@dataclass(frozen=True)
class ReadDocument:
    """What a Word file says: the title it gives itself, its text, what is told to its author, its pages.

    `html` is clean (`richtext.clean`) and its pictures are kept. `pages` is the original as a PDF, without
    what was left behind; it is empty where nobody asked for it or no office program is installed. `left` is
    everything that is not in the text, each with its words.
    """

    title: str
    html: str
    notes: list[str]
    found: list[Found]
    pages: bytes = b""
    left: list[Left] = field(default_factory=list)


def is_word(name: str, data: bytes) -> bool:
    """True for a file that calls itself a Word file, or is packed as one; reading it may still refuse it."""
    return name.lower().endswith((".docx", ".docm", ".dotx", ".doc")) or data[:4] == b"PK\x03\x04"


def refuse_at_once(data: bytes) -> None:
    """Raise `NotAccepted` for what is too large to be looked at."""
    if len(data) > limits.WORD_BYTES:
        raise NotAccepted(TOO_LARGE)


def read_docx(data: bytes, *, with_pages: bool = False, keeps: bool = True) -> ReadDocument:
    """Read a Word file in a limited child process. Raises `NotAccepted` with a sentence; never hangs.

    With `keeps` false its pictures are named but not stored, for whoever only wants to know what it says.
    """
    refuse_at_once(data)
    try:
        head, pages = asked({"do": "read", "pages": with_pages}, data)
    except children.BrokenOff as error:
        raise NotAccepted(children.BROKEN_OFF) from error
    notes = [str(note) for note in head["notes"]]
    left = [Left(**each) for each in head["left"]]
    text = _with_kept_pictures(str(head["html"]), notes) if keeps else _with_named_pictures(str(head["html"]))
    try:
        html = richtext.clean(text) if text.strip() else ""
    except richtext.TooMuch as error:
        raise NotAccepted(error.sentence) from error
    if not richtext.plain(html).strip() and "<img" not in html:
        raise NotAccepted(" ".join([NOTHING, *notes]) if left else _(NOTHING))
    return ReadDocument(str(head["title"]), html, notes, from_data(head["found"]), pages, left)


def page_picture(pdf: bytes, page: int) -> tuple[bytes, int]:
    """One page of the original as a PNG, counted from 1 (empty if there is none), and how many there are."""
    try:
        head, drawn = asked({"do": "picture", "page": page}, pdf)
    except NotAccepted:
        return b"", 0
    return drawn, int(head["pages"])


def asked(question: dict[str, object], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Ask a limited child process that knows Word. Raises `NotAccepted` or `children.BrokenOff`."""
    child = children.Child("word")
    try:
        head, answer = child.ask(question, data, limits.WORD_CPU_SECONDS)
    except children.Gone as error:
        raise NotAccepted(_(TOO_HARD)) from error
    finally:
        child.end()
    if "refused" in head:
        raise NotAccepted(str(head["refused"]))
    if "trouble" in head:
        raise NotAccepted(_(TOO_HARD)) from RuntimeError(head["trouble"])
    return head, answer


def _with_named_pictures(html: str) -> str:
    return _PICTURE.sub(lambda match: match[0].replace(match[1], f"stored:{'0' * 64}"), html)


def _with_kept_pictures(html: str, notes: list[str]) -> str:
    """The text with every picture kept as a stored one; one that cannot be opened is left out and told."""
    kept: dict[str, str] = {}

    def stored(match: re.Match[str]) -> str:
        written = match[1]
        if written not in kept:
            try:
                if len(kept) == limits.PICTURES:
                    raise pictures.NotAccepted(pictures.TOO_MANY)
                kept[written] = pictures.take_in(f'<img src="{written}">')[len('<img src="') : -2]
            except pictures.NotAccepted as error:
                if isinstance(error.__cause__, children.BrokenOff):
                    raise NotAccepted(error.sentence) from error
                kept[written] = ""
                notes.append(_(PICTURE_LOST))
        return match[0].replace(written, kept[written]) if kept[written] else ""

    return _PICTURE.sub(stored, html)
