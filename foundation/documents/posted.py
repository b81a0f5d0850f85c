"""What a form would send, read from its page: names, values, and what a reader calls each field."""

import re
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

# A date is one field in three boxes.
_PARTS = re.compile(r"(.+)_(day|month|year)$")
Values = dict[str, list[str]]
RICH, LINES, LINE, CHOICE = "rich", "lines", "line", "choice"
_RICH = "data-django-prose-editor-configurable"
_NOT_ASKED = ("submit", "button", "image", "reset", "file")


@dataclass(frozen=True)
class Control:
    """One field of a form: the names it is sent under, what it is called, its kind, words for its values."""

    names: tuple[str, ...]
    label: str
    kind: str
    words: dict[str, str]


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: its fields in order, what it would send, and what is never shown."""

    controls: tuple[Control, ...]
    values: Values
    hidden: frozenset[str]


def form_with(page: str, name: str) -> Form | None:
    """The form of a page that has a field of this name."""
    tree = html.fromstring(page)
    found = next(
        (form for form in tree.iter("form") if form.find(f".//input[@name='{name}']") is not None), None
    )
    return _read(found, tree) if found is not None else None


def _read(form: HtmlElement, tree: HtmlElement) -> Form:
    values: Values = {}
    for sent, value in form.form_values():
        values.setdefault(sent, []).append(str(value).replace("\r\n", "\n"))
    labels = {label.get("for"): _said(label) for label in tree.iter("label") if label.get("for")}
    groups: dict[str, list[HtmlElement]] = {}
    hidden = set()
    for element in form.iter("input", "textarea", "select"):
        name, type_ = element.get("name", ""), element.get("type", "text")
        if not name or type_ in _NOT_ASKED:
            continue
        if type_ == "hidden":
            hidden.add(name)
            continue
        part = _PARTS.fullmatch(name)
        groups.setdefault(part[1] if part else name, []).append(element)
    controls = tuple(_control(group, labels) for group in groups.values())
    return Form(controls, values, frozenset(hidden))


def _control(group: list[HtmlElement], labels: dict[str | None, str]) -> Control:
    first = group[0]
    names = tuple(dict.fromkeys(each.get("name", "") for each in group))
    own = labels.get(first.get("id"), "")
    words: dict[str, str] = {}
    if first.tag == "select":
        kind = CHOICE
        words = {option.get("value", ""): _said(option) for option in first.iter("option")}
    elif first.get("type") in ("radio", "checkbox"):
        kind = CHOICE
        words = {each.get("value", "on"): labels.get(each.get("id"), "") for each in group}
    elif first.tag == "textarea":
        kind = RICH if first.get(_RICH) is not None else LINES
    else:
        kind = LINE
    is_many = len(group) > 1
    label = (_legend(first) if is_many else "") or own or first.get("aria-label") or names[0]
    return Control(names, label, kind, words)


def _legend(element: HtmlElement) -> str:
    for above in element.iterancestors("fieldset"):
        legend = above.find("legend")
        if legend is not None:
            return _said(legend)
    return ""


def _said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
