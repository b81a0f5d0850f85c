"""Words used again and again: their placeholders, and the patterns that every body can start from (V36)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

_PLACE = re.compile(r"\{([a-z_]+)\}")
PLACEHOLDERS = {
    "panel": gettext_noop("what the body calls itself, for example Panel"),
    "name": gettext_noop("the full name of the body"),
    "chair": gettext_noop("Chair or Chairman"),
    "deputy": gettext_noop("Vice-Chair or Deputy Chairman"),
    "commissioner": gettext_noop("the commissioner in running text"),
    "date": gettext_noop("the date of the meeting"),
    "venue": gettext_noop("the venue of the meeting"),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A pattern of words or of a table that is put into a minute and then filled in."""

    key: str
    name: str
    html: str


PRESETS = (
    Preset(
        "answers",
        "Questions and answers",
        "<p>During discussion the following questions were asked:</p>"
        "<ul><li><p>Cllr … asked … The {commissioner} replied that …</p></li>"
        "<li><p>Cllr … asked … The Chief Constable replied that …</p></li></ul>",
    ),
    Preset(
        "points",
        "Key points",
        "<p>Arising from the discussion, the following points were noted:</p>"
        "<ol><li><p>…</p></li><li><p>…</p></li></ol>",
    ),
    Preset(
        "statement",
        "Statement, word for word",
        "<p>The {chair} read out the following statement:</p><blockquote><p>…</p></blockquote>",
    ),
    Preset(
        "responses",
        "Table of items and responses",
        "<table><thead><tr><th>Item</th><th>Response</th></tr></thead>"
        "<tbody><tr><td>…</td><td>…</td></tr><tr><td>…</td><td>…</td></tr></tbody></table>",
    ),
    Preset(
        "witness",
        "Witness",
        "<h2>…, post, organisation</h2><p>… told the {panel}:</p><ul><li><p>…</p></li></ul>",
    ),
)


def fill(words: str, stand_ins: Mapping[str, str]) -> str:
    """The words with their placeholders filled; what is no placeholder stays as it was typed."""
    return _PLACE.sub(lambda place: stand_ins.get(place[1], place[0]), words)


def unknown(words: str) -> list[str]:
    """What looks like a placeholder and is none."""
    return [name for name in _PLACE.findall(words) if name not in PLACEHOLDERS]
