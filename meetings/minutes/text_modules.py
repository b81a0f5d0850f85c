"""The words a body uses again and again, and the patterns that come with Panelbook, ready to be put in."""

import hashlib
import json

from django.utils.translation import gettext as _

from foundation.documents.text import richtext
from meetings.minutes.documents.record import Record
from meetings.models import Minute, TextModule, Translation
from meetings.wording import typed
from meetings.wording.house import stand_ins
from meetings.wording.text_modules import PRESETS, fill


def choices(record: Record) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be put into a minute: the body's own words first, then the patterns."""
    own = [(f"own-{module.pk}", module.name) for module in _own(record)]
    patterns = [(preset.key, preset.name) for preset in PRESETS]
    return [*([(_("Standard wording"), own)] if own else []), ("Templates", patterns)]


def html_of(key: str, record: Record) -> str:
    """The chosen words as rich text with their placeholders filled; nothing for a choice nobody offered."""
    said = stand_ins(record.minutes.meeting, record.settings)
    for preset in PRESETS:
        if preset.key == key:
            return richtext.clean(fill(preset.html, said))
    return next(
        (typed.to_html(fill(module.text, said)) for module in _own(record) if f"own-{module.pk}" == key), ""
    )


def _own(record: Record) -> list[TextModule]:
    body_id = record.minutes.meeting.body_id
    return [each for each in TextModule.objects.of_body(body_id) if each.use == TextModule.Use.INSERT]


FIELDS = ("title", "text")


def translation_of(minute: Minute, language: str) -> dict[str, str]:
    """Heading and text in this language; empty where nobody wrote them."""
    known = Translation.objects.of([minute.ref], language).get(minute.ref, {})
    return {field: known.get(field, "") for field in FIELDS}


def shown_mark(words: dict[str, str]) -> str:
    """What a page says it showed, so that a newer text is noticed."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]
