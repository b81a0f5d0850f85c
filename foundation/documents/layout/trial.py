"""A heavy text is laid out once on trial before it is saved, so that nobody saves what cannot be printed.

That takes up to a minute for a text of 300 pages, so the worker does it while somebody waits at a screen: the
page that waits holds what was typed and sends it again by itself.
"""

import hashlib

from django.core.cache import cache

from foundation.documents.layout import render
from foundation.documents.processes import children, limits
from foundation.documents.text.richtext import TooMuch, parts
from foundation.jobs import waiting

TRY = "documents.try_text"
TITLE = "Test print of your long text"
TOO_HARD = (
    "This text cannot be laid out: it is too long or too complex. Split it, or make its tables simpler."
)
_DAY = 24 * 60 * 60


def check(text: str) -> str:
    """The cleaned text, when it can be laid out. Raises `TooMuch`; a light text is not tried.

    Where a request is answered at once, raises `NotMadeYet` for a text that was not tried yet.
    """
    if parts(text) <= limits.TRIAL_ELEMENTS:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    against: str | None = cache.get(_name(digest))
    if against is None and waiting.is_at_once():
        raise waiting.NotMadeYet([waiting.Wanted(TITLE, TRY, f"{TRY}:{digest}", {"text": text})])
    if against is None:
        try:
            against = tried(text)
        except children.BrokenOff as error:
            raise TooMuch(children.BROKEN_OFF) from error
        if not against:
            remember(text, against)
    if against:
        raise TooMuch(against)
    return text


def tried(text: str) -> str:
    """Lay a text out and say what stands against it; nothing where it can be laid out.

    Raises `BrokenOff`, which says nothing about the text.
    """
    page = (
        f"<html lang='en'><head><title>Trial</title><style>{render.stylesheet()}</style></head><body>{text}"
    )
    try:
        head, _ = children.pool().ask({"files": {}}, page.encode(), limits.TRIAL_CPU_SECONDS)
    except children.Gone:
        return TOO_HARD
    return TOO_HARD if "trouble" in head else ""


def remember(text: str, against: str) -> None:
    """Keep for a day what stands against a text, so that whoever waits for it finds it."""
    cache.set(_name(hashlib.sha256(text.encode()).hexdigest()), against, _DAY)


def _name(digest: str) -> str:
    return f"tried-out-{digest}"
