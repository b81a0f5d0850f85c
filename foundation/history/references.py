"""Permanent short references: every citable thing has one, and `/r/<reference>` leads to it.

A room stores another room's reference as plain text, so no foreign key has to point to the right.
"""

import secrets
from collections.abc import Callable

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12
_addresses: dict[str, Callable[[str], str | None]] = {}


def new_reference() -> str:
    """A random reference of 12 letters and figures (59 bits), without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def register(kind: str, address_of: Callable[[str], str | None]) -> None:
    """Tell the resolver how one kind of thing finds its public address; called from `AppConfig.ready()`."""
    _addresses[kind] = address_of


def address_of(reference: str) -> str | None:
    """The address of whatever bears this reference, or None."""
    return next((found for look in _addresses.values() if (found := look(reference))), None)


class ReferenceField(models.CharField):  # type: ignore[type-arg]
    """A unique short reference made once, when the row is made."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(max_length=LENGTH, default=new_reference, unique=True, editable=False)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
