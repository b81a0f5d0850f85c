"""The words a body uses again and again, and the patterns that come with Panelbook, ready to be put in."""

from foundation.documents.text import richtext
from meetings.documents.minutes_facts import stand_ins
from meetings.documents.minutes_record import Record
from meetings.models import TextModule
from meetings.rules import typed
from meetings.rules.text_modules import PRESETS, fill


def choices(record: Record) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be put into a minute: the body's own words first, then the patterns."""
    own = [(f"own-{module.pk}", module.name) for module in _own(record)]
    patterns = [(preset.key, preset.name) for preset in PRESETS]
    return [*([("Words of the panel", own)] if own else []), ("Patterns", patterns)]


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
