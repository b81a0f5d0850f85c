"""What a form would send as it stands, read from its fields: names, values, and what a reader calls each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms import BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget

from foundation.ui.richtext import RichTextWidget

Values = dict[str, list[str]]
Part: TypeAlias = "forms.BaseForm | BaseFormSet[Any]"
RICH, LINES, LINE, CHOICE = "rich", "lines", "line", "choice"


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form: the names it is sent under, what it is called, its kind, words for its values."""

    names: tuple[str, ...]
    label: str
    kind: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it stands: its fields in order, what it would send, and the names that nobody sees."""

    controls: tuple[Control, ...]
    values: Values
    hidden: frozenset[str]


def sent_by(parts: Iterable[Part]) -> Sent:
    """What a browser would send of these forms and lists of forms when nothing is typed.

    A rich text is taken as it is kept, not as the editor is given it: there its pictures are written out.
    """
    values: Values = {}
    controls: list[Control] = []
    hidden: set[str] = set()
    for field in _fields(parts):
        widget = field.field.widget
        if isinstance(widget, forms.FileInput):
            continue
        kept = field.initial if isinstance(widget, RichTextWidget) else field.value()
        sent = _sent(widget, field.html_name, kept)
        values |= {name: each for name, each in sent.items() if each}
        if field.is_hidden:
            hidden |= set(sent)
        else:
            controls.append(Control(tuple(sent), str(field.label), _kind(widget), _words(field)))
    return Sent(tuple(controls), values, frozenset(hidden))


def _fields(parts: Iterable[Part]) -> Iterator[BoundField]:
    for part in parts:
        if isinstance(part, BaseFormSet):
            yield from _fields([part.management_form, *part.forms])
        else:
            yield from part


def _sent(widget: forms.Widget, name: str, value: Any) -> Values:
    """What one input sends, under each of its names."""
    if isinstance(widget, forms.MultiWidget):
        values: list[Any] = value if isinstance(value, list) else list(widget.decompress(value) or ())
        ends: list[str] = widget.widgets_names  # type: ignore[attr-defined]
        parts = zip(widget.widgets, ends, values, strict=True)
        return {key: sent for part, end, each in parts for key, sent in _sent(part, name + end, each).items()}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    if isinstance(widget, ChoiceWidget):
        options = list(widget.options(name, widget.format_value(value)))
        taken = [str(each["value"]) for each in options if each["selected"]]
        if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
            # A browser takes the first of a list where none is marked.
            taken = taken or [str(each["value"]) for each in options[:1]]
        return {name: taken}
    shown = widget.format_value(value)
    return {name: ["" if shown is None else str(shown).replace("\r\n", "\n")]}


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, RichTextWidget):
        return RICH
    if isinstance(widget, ChoiceWidget | forms.CheckboxInput):
        return CHOICE
    return LINES if isinstance(widget, forms.Textarea) else LINE


def _words(field: BoundField) -> dict[str, str]:
    """What a reader is shown for each value that can be chosen."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return {"on": str(field.label)}
    if not isinstance(widget, ChoiceWidget):
        return {}
    return {str(each["value"]): str(each["label"]) for each in widget.options(field.html_name, [])}
