"""Whose page this is: the body of what a page shows, so that its name, colour and address stand around it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from django.db.models import Model

from foundation.library.models import Publication, PublicMeeting
from panels.models import Body

# What a page is about comes first; anything else in it may belong elsewhere.
FIRST = (
    "body", "meeting", "page", "paper", "desk", "minutes", "item", "publication",
    "inquiry", "csp", "note", "round", "vote", "follow_up", "row",
)  # fmt: skip
# From a record to what it belongs to, as far as it is loaded: no page asks the database more for this.
UPWARD = (
    "meeting", "minutes", "minute", "item", "placement", "paper", "csp", "round",
    "inquiry", "terms", "section", "row",
)  # fmt: skip
DEPTH = 4


def body_of_page(shown: Mapping[str, object]) -> int | PublicMeeting | None:
    """The id of the body a page is about, or the public meeting it shows; None for a page about nothing."""
    for name in FIRST:
        if (found := _body_of(shown.get(name), DEPTH)) is not None:
            return found
    return None


def _body_of(thing: object, depth: int) -> int | PublicMeeting | None:
    if isinstance(thing, Body):
        return thing.pk
    if isinstance(thing, PublicMeeting):
        return thing
    if isinstance(thing, Publication):
        meeting = _loaded(thing, "meeting")
        return meeting if isinstance(meeting, PublicMeeting) else None
    if isinstance(thing, Model) and isinstance(body := getattr(thing, "body_id", None), int):
        return body
    if not depth or thing is None:
        return None
    return next((found for each in upward(thing) if (found := _body_of(each, depth - 1)) is not None), None)


def upward(thing: object) -> Iterable[object]:
    """What a record belongs to, or what the facts of a page are about."""
    if isinstance(thing, Model):
        return [_loaded(thing, name) for name in UPWARD]
    if is_dataclass(thing):
        known = {field.name for field in fields(thing)}
        return [getattr(thing, name) for name in FIRST if name in known]
    return []


def _loaded(thing: Model, name: str) -> object:
    return thing._state.fields_cache.get(name)
