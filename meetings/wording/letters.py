"""Letters and signs that would print as boxes. Pure but for the typefaces, which are read once."""

from html import unescape

from django.utils.translation import gettext as _

from foundation.documents.pdf.fonts import cannot_draw
from foundation.ui.words import joined

SHOWN = 5


def boxed(*texts: str) -> str:
    """What our typefaces do not have of plain or rich texts, as the end of a sentence, or nothing."""
    letters = cannot_draw(unescape(" ".join(texts)))
    if not letters:
        return ""
    shown = joined(f"“{letter}”" for letter in letters[:SHOWN]) + (_(" and others") * (len(letters) > SHOWN))
    return _("{shown} cannot be printed. Use another character").format(shown=shown)
