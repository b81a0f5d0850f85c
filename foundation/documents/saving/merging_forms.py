"""What two people typed into one form, brought together field by field and paragraph by paragraph."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.saving import merging_texts
from foundation.documents.saving.merging_texts import BOTH, THEIRS, YOURS
from foundation.documents.text import blocks, pictures, richtext
from foundation.ui import versus
from foundation.ui.sending import CHOICE, LINES, RICH, Control, Sent, Values
from foundation.ui.versus import Row, Section
from foundation.ui.words import whole_number

_WORDS = {
    BOTH: gettext_noop("Keep both"),
    THEIRS: gettext_noop("Only what is saved"),
    YOURS: gettext_noop("Only what you typed"),
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a plain text; alike ones are told apart by their order."""

    id: str
    content: str

    @property
    def text(self) -> str:
        """Its words."""
        return self.content


@dataclass(frozen=True)
class Together:
    """What both say: to be sent when nothing is open, and every field in which something differs."""

    values: Values | None
    sections: Sequence[Section]


def together(base: Values, theirs: Sent, yours: Values, choices: Mapping[str, str] | None = None) -> Together:
    """The form with what both changed since `base`; where both changed the same, as `choices` say.

    `theirs` is the form as it stands now. What is not in it, such as the button that was pressed, stays as
    it was sent; what is hidden in it follows it.
    """
    known = {name for control in theirs.controls for name in control.names} | theirs.hidden
    # A row that stood on the page, was left alone and is gone now stays gone.
    values = {
        name: sent
        for name, sent in yours.items()
        if name not in known and (not base or base.get(name) != sent)
    }
    values |= {name: _followed(name, theirs.values, yours) for name in theirs.hidden}
    sections, is_whole = [], True
    for control in theirs.controls:
        was, there, here = (_of(control, side) for side in (base, theirs.values, yours))
        if _same(control, here, there) or _same(control, here, was):
            values |= there
        elif _same(control, there, was):
            values |= here
        else:
            found, rows = _field(control, was, there, here, choices or {})
            sections.append(Section(control.names[0], control.label, versus.shortened(rows)))
            is_whole = is_whole and found is not None
            values |= found or {}
    return Together(values if is_whole else None, sections)


def _followed(name: str, theirs: Values, yours: Values) -> list[str]:
    """A hidden field as it is now; of two counts of rows the larger."""
    now = theirs.get(name, [])
    if not name.endswith("TOTAL_FORMS"):
        return now
    return [str(max(whole_number(each) or 0 for each in [*now, *yours.get(name, []), "0"]))]


def _of(control: Control, side: Values) -> Values:
    """What one side sends for a field; a rich text as it would be kept: editors write it in their own way."""
    sent = {name: [each.replace("\r\n", "\n") for each in side.get(name, [])] for name in control.names}
    if control.kind != RICH:
        return sent
    try:
        return {name: [richtext.clean(pictures.take_in(each)) for each in of] for name, of in sent.items()}
    except (richtext.TooMuch, pictures.NotAccepted):
        return sent


def _same(control: Control, one: Values, other: Values) -> bool:
    if control.kind == RICH:
        return blocks.is_same(_text(one), _text(other))
    return _said(one) == _said(other)


def _said(side: Values) -> list[list[str]]:
    """Nothing sent and an empty box are the same."""
    return [[each.strip() for each in sent if each.strip()] for sent in side.values()]


def _text(side: Values) -> str:
    return "".join(each for sent in side.values() for each in sent)


def _field(
    control: Control, was: Values, there: Values, here: Values, choices: Mapping[str, str]
) -> tuple[Values | None, list[Row]]:
    """One field that both changed: what it says when all is chosen, and its rows."""
    name = control.names[0]
    if control.kind in (RICH, LINES):
        stretches, join = _stretches(control.kind, _text(was), _text(there), _text(here))
        keys = [f"{name}-{place}" for place in range(len(stretches))]
        chosen = {place: choices[key] for place, key in enumerate(keys) if key in choices}
        parts = merging_texts.merged(stretches, chosen)
        rows = [_row(key, stretch) for key, stretch in zip(keys, stretches, strict=True)]
        return (None if parts is None else {name: [join(parts)]}), rows
    key = f"{name}-0"
    offered = [(value, _(_WORDS[value]), value == YOURS) for value in (THEIRS, YOURS)]
    base, theirs, yours = (_shown(control, side) for side in (was, there, here))
    rows = [versus.open_row(key, base, theirs, yours, offered)]
    if choices.get(key) not in (THEIRS, YOURS):
        return None, rows
    return (there if choices[key] == THEIRS else here), rows


def _stretches(kind: str, was: str, there: str, here: str) -> tuple[list[Any], Any]:
    if kind == RICH:
        return list(merging_texts.texts(was, there, here)), blocks.joined
    between = "\n\n" if any("\n\n" in each for each in (was, there, here)) else "\n"
    sides = [_paragraphs(each, between) for each in (was, there, here)]
    return merging_texts.stretches(*sides), lambda parts: between.join(part.content for part in parts)


def _paragraphs(text: str, between: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    alike: Counter[str] = Counter()
    for words in text.strip().split(between) if text.strip() else ():
        found.append(Paragraph(f"{alike[words]} {words}", words))
        alike[words] += 1
    return found


def _row(key: str, stretch: Any) -> Row:
    sides = (stretch.base, stretch.theirs, stretch.yours)
    base, theirs, yours = ("\n".join(part.text for part in side) for side in sides)
    if stretch.settled is None:
        offered = [(value, words, value == BOTH) for value, words in _WORDS.items()]
        return versus.open_row(key, base, theirs, yours, offered)
    if theirs == yours:
        return Row("same")
    return versus.row("yours" if stretch.settled == stretch.yours else "theirs", base, theirs, yours)


def _shown(control: Control, side: Values) -> str:
    """The values in the words of the page."""
    sent = [each for values in side.values() for each in values if each.strip()]
    if control.kind == CHOICE:
        sent = [control.words.get(each, each) or control.label for each in sent]
    return (" " if len(control.names) > 1 else "\n").join(sent)
