"""A PDF that somebody sends is built anew from what is known to be harmless, in a limited child process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.processes import children, limits
from foundation.documents.vetting import autotagging
from foundation.documents.vetting.inspection import TAGS, Found, from_data

DAMAGED = gettext_noop(
    "This file is damaged and cannot be opened. Save it as a PDF again and upload the new file."
)
NOT_SEARCHED = Found(
    "not_searched",
    "stopped",
    "The file is so complex that it could not be searched for hidden words.",
    "Print it to a new PDF and upload that. "
    "Or check every page. Select all the words and paste them into a blank document.",
    discloses=True,
)
TOO_HARD = gettext_noop("This file takes too long to read. Print it to a new PDF and upload that.")

STEPS = 3
# A PDF says within so many bytes that it is one.
PDF_BEGINS_WITHIN = 1024
Told = Callable[[int, int, str], object]


def quietly(done: int, total: int, step: str) -> None:
    """Nobody waits for news of the steps."""


class NotAccepted(ValueError):
    """An upload cannot be used; `sentence` tells the officer why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Vetted:
    """A harmless PDF, its number of pages, what was changed, and what was found in it."""

    data: bytes
    pages: int
    notes: list[str]
    found: list[Found] = field(default_factory=list)


def is_pdf(data: bytes) -> bool:
    """Does a file say at its beginning that it is a PDF?"""
    return b"%PDF-" in data[:PDF_BEGINS_WITHIN]


def refuse_at_once(data: bytes) -> None:
    """Raise `NotAccepted` for what is no PDF, or too large to be looked at: that needs no child process."""
    if len(data) > limits.UPLOAD_BYTES:
        raise NotAccepted(
            _("This file is larger than {upload_bytes} MB. Split it, or make it smaller.").format(
                upload_bytes=limits.UPLOAD_BYTES // limits.MB
            )
        )
    if not is_pdf(data):
        raise NotAccepted(_("This file is not a PDF. Save the paper as a PDF and upload that."))


def vetted(data: "bytes | Vetted") -> Vetted:
    """What was vetted already, or a PDF vetted now. Raises `NotAccepted`."""
    return data if isinstance(data, Vetted) else vet(data)


def vet(data: bytes, child: children.Child | None = None, told: Told = quietly) -> Vetted:
    """Build an uploaded PDF anew. Raises `NotAccepted` with a sentence for the officer; never hangs.

    The answer depends on the file alone, not on how busy the computer is.

    A child process that is given is used and left running, so that many files need only one. `told` hears
    which of the three steps begins.
    """
    refuse_at_once(data)
    mine = child or children.Child("vet")
    try:
        told(0, STEPS, _("Making the file safe to open"))
        head, rebuilt = _rebuilt(mine, data)
        told(1, STEPS, _("Finding headings and reading order"))
        found = from_data(head["found"])
        if not head["is_tagged"] and autotagging.is_there() and (better := _tagged(rebuilt)):
            rebuilt, tags = better
            found = [tags if each.code == TAGS else each for each in found]
        told(2, STEPS, _("Checking for hidden words"))
        found += _look(mine, rebuilt, data if head["twice"] else b"")
    except children.BrokenOff as error:
        raise NotAccepted(children.BROKEN_OFF) from error
    finally:
        if child is None:
            mine.end()
    return Vetted(rebuilt, int(head["pages"]), [str(note) for note in head["notes"]], found)


def _rebuilt(child: children.Child, data: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        head, rebuilt = child.ask({}, data, limits.VETTING_CPU_SECONDS)
    except children.Gone as error:
        raise NotAccepted(_(TOO_HARD)) from error
    if "refused" in head:
        raise NotAccepted(head["refused"])
    if "trouble" in head:
        raise NotAccepted(_(TOO_HARD) if head["trouble"].startswith("MemoryError") else _(DAMAGED))
    return head, rebuilt


def _tagged(rebuilt: bytes) -> tuple[bytes, Found] | None:
    """The file with tags that a program guessed, vetted again; nothing if that changed a page or a word.

    In a child of its own: should it end over what the program made, the file itself is still looked at.
    """
    tagged = autotagging.tagged(rebuilt)
    if tagged is None:
        return None
    child = children.Child("vet")
    try:
        head, again = child.ask({"guessed": len(rebuilt)}, rebuilt + tagged, limits.VETTING_CPU_SECONDS)
    except children.Gone:
        return None
    finally:
        child.end()
    return (again, from_data(head["found"])[0]) if head.get("is_same") else None


def _look(child: children.Child, rebuilt: bytes, original: bytes) -> list[Found]:
    """What the pages could give away. When that cannot be told, the file stays, and somebody decides."""
    try:
        head, __ = child.ask({"look": len(rebuilt)}, rebuilt + original, limits.INSPECTION_CPU_SECONDS)
    except children.Gone:
        return [NOT_SEARCHED]
    return from_data(head["found"]) if "found" in head else [NOT_SEARCHED]
