"""Pictures in texts: taken in small and harmless, kept once, and shown again in the editor."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.models import StoredFile
from foundation.documents.processes import children, limits
from foundation.documents.store import files

KINDS = ("image/png", "image/jpeg")
TOO_LARGE = f"This picture is larger than {limits.PICTURE_BYTES // limits.MB} MB. Make it smaller."
TOO_HARD = gettext_noop("This picture takes too long to open. Make it smaller and choose it again.")
DAMAGED = gettext_noop("A picture in this text is damaged and cannot be opened. Remove it and add it again.")
TOO_MANY = f"This text has more than {limits.PICTURES} new pictures. Add the others after it is saved."
TOO_MANY_TODAY = (
    f"You can add up to {limits.LINK_PICTURES} new pictures a day with this link. Remove those you have just "
    "added and save. Add them tomorrow, or send them to the person who asked you for the paper."
)
_A_DAY = 24 * 60 * 60
# Under which name new pictures are counted; nothing is counted where it is empty.
_counted_as: ContextVar[str] = ContextVar("counted_as", default="")
_BEFORE = r"""(<img(?=[\s"'/])(?:[^<>"']|"[^"]*"|'[^']*')*?(?<=[\s"'/])src\s*=\s*)(["'])"""
_PASTED = re.compile(_BEFORE + r"data:image/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]*)\2", re.IGNORECASE)
_KEPT = re.compile(_BEFORE + r"stored:([0-9a-f]{64})\2")


class NotAccepted(ValueError):
    """A picture cannot be used; `sentence` tells the author why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@contextmanager
def counted(sender: str, day: date) -> Iterator[None]:
    """Inside, so many new pictures of this sender are kept on this day and no more; each counts once."""
    name = hashlib.sha256(f"{sender} {day}".encode()).hexdigest()
    token = _counted_as.set(f"pictures-sent-{name}")
    try:
        yield
    finally:
        _counted_as.reset(token)


def keep(data: bytes) -> StoredFile:
    """Draw a PNG or JPEG anew, small and without what the camera wrote into it. Raises `NotAccepted`.

    A picture that was kept before stays as it is, and the same bytes are drawn once a day: a form that is
    refused for another field, and the page that waits for a long text, send them again and again.
    """
    if known := _known(data):
        return known
    if len(data) > limits.PICTURE_BYTES:
        raise NotAccepted(TOO_LARGE)
    sent = hashlib.sha256(data).hexdigest()
    if drawn := _drawn_before(sent):
        return drawn
    _count(sent)
    try:
        stored = _draw(data)
    except children.BrokenOff as error:
        # That says nothing about the picture, so it is drawn when it comes again.
        raise NotAccepted(children.BROKEN_OFF) from error
    except NotAccepted as refused:
        _remember(sent, refused=refused.sentence)
        raise
    _remember(sent, drawn=stored.hash)
    return stored


def _draw(data: bytes) -> StoredFile:
    child = children.Child("picture")
    try:
        head, drawn = child.ask({}, data, limits.PICTURE_CPU_SECONDS)
    except children.Gone as error:
        raise NotAccepted(_(TOO_HARD)) from error
    finally:
        child.end()
    if "refused" in head:
        raise NotAccepted(head["refused"])
    if "trouble" in head:
        raise NotAccepted(_(TOO_HARD))
    return files.store(drawn, head["kind"])


def _count(sent: str) -> None:
    if name := _counted_as.get():
        seen: list[str] = cache.get(name, [])
        if sent in seen:
            return
        if len(seen) >= limits.LINK_PICTURES:
            raise NotAccepted(TOO_MANY_TODAY)
        cache.set(name, [*seen, sent], _A_DAY)


def _drawn_before(sent: str) -> StoredFile | None:
    """What these bytes became earlier on. Raises `NotAccepted` where they were refused."""
    drawn, refused = cache.get(_memory(sent), ("", ""))
    if refused:
        raise NotAccepted(refused)
    found = StoredFile.objects.filter(hash=drawn, content_type__in=KINDS).first() if drawn else None
    return found if found and files.is_whole(found) else None


def _remember(sent: str, *, drawn: str = "", refused: str = "") -> None:
    cache.set(_memory(sent), (drawn, refused), _A_DAY)


def _memory(sent: str) -> str:
    return f"picture-drawn-{sent}"


def take_in(html: str) -> str:
    """The text with every picture written into it kept as a stored one. Raises `NotAccepted`."""
    kept: dict[str, str] = {}
    new: list[str] = []

    def stored(written: str) -> str:
        if written not in kept:
            data = _decoded(written)
            found = _known(data)
            if found is None:
                # The editor writes those that are kept already into the text as well: they are not counted.
                if len(new) == limits.PICTURES:
                    raise NotAccepted(TOO_MANY)
                new.append(written)
            kept[written] = f"stored:{(found or keep(data)).hash}"
        return kept[written]

    return _rewritten(_PASTED, html, stored) if "data:image/" in html.lower() else html


def for_editor(html: str) -> str:
    """The text with its stored pictures written into it, so that a browser shows them while it is edited."""
    named = {digest for __, __, digest in _KEPT.findall(html)} if "stored:" in html else set()
    rows = StoredFile.objects.filter(hash__in=named, content_type__in=KINDS) if named else []
    found = {row.hash: row for row in rows if files.is_whole(row)}

    def shown(digest: str) -> str:
        # A picture that is missing keeps its name, so that saving the page does not lose where it stood.
        return _as_data(found[digest]) if digest in found else f"stored:{digest}"

    return _rewritten(_KEPT, html, shown) if found else html


def _rewritten(pattern: re.Pattern[str], html: str, address: Callable[[str], str]) -> str:
    return pattern.sub(lambda match: f"{match[1]}{match[2]}{address(match[3])}{match[2]}", html)


def _known(data: bytes) -> StoredFile | None:
    digest = hashlib.sha256(data).hexdigest()
    found = StoredFile.objects.filter(hash=digest, content_type__in=KINDS).first()
    # Storing it again mends a file that was damaged on the disk.
    return files.store(data, found.content_type) if found else None


def _decoded(written: str) -> bytes:
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except binascii.Error as error:
        raise NotAccepted(_(DAMAGED)) from error


def _as_data(stored: StoredFile) -> str:
    return f"data:{stored.content_type};base64,{base64.b64encode(files.read(stored)).decode()}"
