"""What a form would send is read from its fields: the same that a browser reads from its page."""

from datetime import date, time
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.safestring import mark_safe
from lxml import html

from foundation.ui.forms import DateField, GovukForm, LinesField, TimeField
from foundation.ui.richtext import RichTextField
from foundation.ui.sending import Values, sent_by

KINDS = [("a", "An item"), ("b", "A note")]


class EveryKindForm(GovukForm):
    title = forms.CharField(label="Title")
    text = RichTextField(label="Text")
    notes = forms.CharField(label="Notes", widget=forms.Textarea)
    names = LinesField(label="Names")
    kind = forms.ChoiceField(label="Kind", choices=KINDS)
    way = forms.ChoiceField(label="Way", choices=KINDS, widget=forms.RadioSelect)
    rooms = forms.MultipleChoiceField(
        label="Rooms", choices=[(1, "One"), (2, "Two")], widget=forms.CheckboxSelectMultiple
    )
    due = DateField(label="Due")
    at = TimeField(label="At")
    is_open = forms.BooleanField(label="Open to all")
    file = forms.FileField(label="File")
    based_on = forms.IntegerField(widget=forms.HiddenInput)


FILLED = {
    "title": "Knives",
    "text": "<p>One &amp; two.</p>",
    "notes": "a\r\n\r\nb",
    "names": ["Ada Roe", "Jo Kerr"],
    "kind": "b",
    "way": "a",
    "rooms": [1, 2],
    "due": date(2026, 9, 30),
    "at": time(13, 30),
    "is_open": True,
    "based_on": 3,
}


def by_a_browser(*parts: Any) -> Values:
    """What the page of these would send."""
    tree = html.fragment_fromstring(mark_safe("".join(map(str, parts))), create_parent="form")
    for box in tree.xpath(".//input[not(@value) and not(@type='checkbox')]"):
        box.set("value", "")
    values: Values = {}
    for name, value in tree.form_values():
        # A browser drops the newline that begins a text box.
        values.setdefault(name, []).append(str(value).replace("\r\n", "\n").removeprefix("\n"))
    return values


def test_a_filled_and_an_empty_form_send_what_a_browser_would() -> None:
    for initial in (FILLED, {}):
        form = EveryKindForm(initial=initial)
        assert sent_by([form]).values == by_a_browser(form)


def test_a_list_of_forms_sends_its_rows_and_how_many_there_are() -> None:
    rows = formset_factory(EveryKindForm, extra=1)(initial=[FILLED], prefix="rows")
    found = sent_by([rows])
    assert found.values == by_a_browser(rows.management_form, *rows.forms)
    assert (found.values["rows-TOTAL_FORMS"], found.values["rows-0-title"]) == (["2"], ["Knives"])


def test_each_field_has_its_names_its_label_its_kind_and_words_for_what_is_chosen() -> None:
    found = sent_by([EveryKindForm(initial=FILLED)])
    assert [(each.names, each.label, each.kind) for each in found.controls] == [
        (("title",), "Title", "line"),
        (("text",), "Text", "rich"),
        (("notes",), "Notes", "lines"),
        (("names",), "Names", "lines"),
        (("kind",), "Kind", "choice"),
        (("way",), "Way", "choice"),
        (("rooms",), "Rooms", "choice"),
        (("due_day", "due_month", "due_year"), "Due", "line"),
        (("at",), "At", "line"),
        (("is_open",), "Open to all", "choice"),
    ]
    words = {each.names[0]: each.words for each in found.controls if each.words}
    assert words == {
        "kind": dict(KINDS),
        "way": dict(KINDS),
        "rooms": {"1": "One", "2": "Two"},
        "is_open": {"on": "Open to all"},
    }
    assert found.hidden == {"based_on"}
