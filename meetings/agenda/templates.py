"""A template as the text that a secretary edits; reading it back gives the same lines."""

from foundation.ui.words import letter
from meetings.agenda.rules.agenda import recognise
from meetings.models import AgendaTemplate
from meetings.models.agenda import Business, LineKind

_SAID = (Business.ORAL, Business.PRESENTATION, Business.STANDING)


def template_text(template: AgendaTemplate) -> str:
    """The lines of a template as typed text."""
    lines, subs = [], 0
    for line in template.lines.all():
        subs = subs + 1 if line.depth else 0
        if line.kind == LineKind.HEADING:
            lines.append(f"# {line.title}")
            continue
        parts = [f"{letter(subs)}) {line.title}" if line.depth else line.title]
        says_itself = recognise(line.title) == (line.business, line.standing)
        word = line.business if line.business in _SAID and not says_itself else ""
        if line.presenter or word:
            parts.append(line.presenter)
        if word:
            parts.append(word)
        lines.append(" | ".join(parts))
    return "\n".join(lines)
