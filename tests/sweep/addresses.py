"""Every address of the site by its name, made real with the objects of the world."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.sweep.table import SIGN_IN, TABLE, Row
from tests.sweep.world import World

PLAIN = {
    "what": "programme",
    "colour": "1d5b4f",
    "kind": "ordinary",
    "word": "scope",
    "privacy": "privacy",
    "told": "agenda",
    "one": 1,
    "no_page": 999,
    "unknown_secret": "nobody-knows",
    "found": "covered_text",
    "settings_subject": "notice",
    "settings_group": "notice",
    "guide": "secretariat",
}


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The names of all addresses with their room, but those of signing in."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            name = f"{space}{entry.name}"
            if not name.startswith(SIGN_IN):
                yield name


def of(world: World, name: str) -> str:
    """The address by this name, for the objects the table names."""
    row: Row = TABLE[name]
    return reverse(name, args=[_value(world, each) for each in row.at])


def _value(world: World, path: str) -> object:
    if path in PLAIN:
        return PLAIN[path]
    thing, _, part = path.partition(".")
    return getattr(world[thing], part or "pk")
