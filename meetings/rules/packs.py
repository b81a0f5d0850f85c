"""What a pack was built from, and whether it still stands. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foundation.ui.words import counted


@dataclass(frozen=True, slots=True)
class PartInput:
    """One paper of a pack as far as the pack depends on it."""

    placement: str
    mark: str
    title: str
    version: str
    kept: str = ""


def inputs_hash(
    *,
    front: dict[str, Any],
    parts: Sequence[PartInput],
    prints_leaves: bool,
    is_draft: bool,
    beside: Sequence[object] = (),
) -> str:
    """One SHA-256 over everything that the pages of a pack follow from.

    `beside` is what else counts: papers whose numbers are kept free, or those that a copy leaves out.
    """
    rows = [[p.placement, p.mark, p.title, p.version, *filter(None, [p.kept])] for p in parts]
    values = [front, rows, prints_leaves, is_draft, *filter(None, [list(beside)])]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def pack_words(pages: int, *, is_current: bool) -> str:
    """ "100 pages, up to date"."""
    return f"{counted(pages, 'page')}, {'up to date' if is_current else 'out of date'}"


def pages_words(first: int, last: int) -> str:
    """The pages of an entry as they are printed: "9 – 24", or "9"."""
    return str(first) if first == last else f"{first}\u00a0–\u00a0{last}"
