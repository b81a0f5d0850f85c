"""Finds of the search: how one is known again, and which were overruled."""

import hashlib
import json
from collections.abc import Iterable

from foundation.documents.search.searching import Hit
from meetings.models import Find, Meeting


def key_of(hit: Hit) -> str:
    """One find is these words, these two places and these two texts; a change of any makes it another."""
    said = [hit.kind, hit.about, hit.needle, hit.kept_where, hit.where, hit.words, hit.texts]
    if hit.kind == Find.Kind.UNREAD:
        # Of a file that cannot be read only its bytes are known; it may move to another place.
        said = [hit.kind, hit.texts]
    return hashlib.sha256(json.dumps(said).encode("utf-8", "surrogatepass")).hexdigest()


def sifted(meeting: Meeting, hits: Iterable[Hit]) -> tuple[list[Hit], list[Hit]]:
    """The hits that stop publishing, and those that somebody overruled."""
    by_key = {key_of(hit): hit for hit in sorted(hits)}
    if not by_key:
        return [], []
    rows = Find.objects.that_hold_for(meeting).overruled().filter(key__in=by_key)
    passed = set(rows.values_list("key", flat=True))
    stand = [hit for key, hit in by_key.items() if key not in passed]
    return stand, [hit for key, hit in by_key.items() if key in passed]


def found_rows(meeting: Meeting, way: str, hits: Iterable[Hit]) -> dict[str, Find]:
    """Rows for finds, by their keys, as they are kept."""
    rows = {}
    for hit in hits:
        name, *numbers = hit.about.split(":") if hit.about else [""]
        about = [int(each) for each in numbers]
        key = key_of(hit)
        rows[key] = Find(
            meeting=meeting,
            way=way,
            kind=hit.kind,
            restriction_id=about[0] if name == "restriction" else None,
            item_id=about[1] if name == "restriction" else None,
            minute_id=about[0] if name == "minute" else None,
            kept=hit.needle[:400],
            kept_where=hit.kept_where[:400],
            where=hit.where[:600],
            words=hit.words,
            key=key,
        )
    return rows
