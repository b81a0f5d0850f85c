"""A body’s own words on the day of a meeting, read from its settings and its text modules."""

from collections.abc import Iterable

from meetings.models import Meeting, TextModule
from meetings.models.text_modules import TextModuleQuerySet
from meetings.wording.facts import Words
from meetings.wording.meeting import day_words
from meetings.wording.text_modules import fill
from panels.models import BodySettings


def house_words(
    meeting: Meeting, settings: BodySettings, modules: Iterable[TextModule] | None = None
) -> Words:
    """The body's own words on the day of the meeting; its own sentences are `modules_asked`, read already."""
    return Words(
        settings.name,
        Words.noun_of(meeting.body.kind),
        settings.chair_style,
        settings.deputy_title,
        approval=settings.approval_formula,
        nil=_own_sentences(meeting, settings, modules_asked(meeting) if modules is None else modules),
    )


def modules_asked(meeting: Meeting) -> TextModuleQuerySet:
    """What the body says, in words of its own, where nothing happened."""
    return TextModule.objects.of_body(meeting.body_id).exclude(use=TextModule.Use.INSERT)


def _own_sentences(meeting: Meeting, settings: BodySettings, modules: Iterable[TextModule]) -> dict[str, str]:
    return {module.use: fill(module.text, stand_ins(meeting, settings)) for module in modules}


def stand_ins(meeting: Meeting, settings: BodySettings) -> dict[str, str]:
    """What the placeholders of a body's own words stand for at this meeting."""
    return {
        "panel": Words.noun_of(meeting.body.kind),
        "name": settings.name,
        "chair": settings.chair_style,
        "deputy": settings.deputy_title,
        "commissioner": settings.commissioner_short_title,
        "date": day_words(meeting.day),
        "venue": str(meeting.venue) if meeting.venue else "",
    }
