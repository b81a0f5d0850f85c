"""A heavy text is laid out once on trial before it is saved, so that nobody saves what cannot be printed."""

import hashlib

from django.core.cache import cache

from foundation.documents import children, limits, render
from foundation.documents.richtext import TooMuch, parts

TOO_HARD = (
    "This text cannot be laid out: it is too long or too complex. Split it, or make its tables simpler."
)
_DAY = 24 * 60 * 60


def check(text: str) -> str:
    """The cleaned text, when it can be laid out. Raises `TooMuch`; a light text is not tried."""
    if parts(text) <= limits.TRIAL_ELEMENTS:
        return text
    key = f"laid-out-{hashlib.sha256(text.encode()).hexdigest()}"
    if not cache.get(key):
        _try(text)
        cache.set(key, True, _DAY)
    return text


def _try(text: str) -> None:
    page = (
        f"<html lang='en'><head><title>Trial</title><style>{render.stylesheet()}</style></head><body>{text}"
    )
    try:
        head, _ = children.pool().ask({"files": {}}, page.encode(), limits.TRIAL_CPU_SECONDS)
    except children.Gone as error:
        raise TooMuch(TOO_HARD) from error
    except children.BrokenOff as error:
        raise TooMuch(children.BROKEN_OFF) from error
    if "trouble" in head:
        raise TooMuch(TOO_HARD)
