"""Two people send one form: nothing that one of them typed is lost, and what both changed is asked."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms import formset_factory
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.saving import merging_forms
from foundation.documents.saving.merging_forms import Together
from foundation.ui.forms import DateField, GovukForm
from foundation.ui.richtext import RichTextField
from foundation.ui.sending import Sent, Values, sent_by

pytestmark = pytest.mark.django_db
TWO = "<p>One.</p><p>Two.</p>"


class RowForm(GovukForm):
    text = forms.CharField(required=False)


class PageForm(GovukForm):
    title = forms.CharField()
    text = RichTextField(required=False)
    notes = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "An item"), ("b", "A note")])
    due = DateField(required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


def page(rows: tuple[str, ...] = (), **facts: Any) -> Sent:
    """A page with a form and a list of rows, as it stands."""
    first = {"title": "T", "text": TWO, "notes": "a", "kind": "a", "due": date(2026, 2, 1), "based_on": 1}
    listed = formset_factory(RowForm, extra=0)(initial=[{"text": text} for text in rows], prefix="rows")
    return sent_by([PageForm(initial=first | facts), listed])


def joined(base: Sent, theirs: Sent, yours: Sent, choices: dict[str, str] | None = None) -> Together:
    return merging_forms.together(base.values, theirs, {**yours.values, "go": ["1"]}, choices)


def values_of(both: Together) -> Values:
    assert both.values is not None
    return both.values


def test_what_only_one_side_changed_is_taken_and_what_is_hidden_follows_what_is_saved() -> None:
    theirs = page(("1", "2", "3"), based_on=2, title="Theirs", text="<p>One!</p><p>Two.</p>")
    yours = page(("1",), text="<p>One.</p><p>Two, yours.</p>", due=date(2026, 2, 9), kind="b")
    values = values_of(joined(page(("1",)), theirs, yours))
    assert {name: values[name] for name in ("based_on", "title", "kind", "due_day", "go")} == {
        "based_on": ["2"],
        "title": ["Theirs"],
        "kind": ["b"],
        "due_day": ["9"],
        "go": ["1"],
    }
    assert values["rows-TOTAL_FORMS"] == ["3"]
    assert ["One!" in values["text"][0], "Two, yours." in values["text"][0]] == [True, True]


def test_where_both_changed_the_same_somebody_chooses() -> None:
    theirs = page(title="Theirs", text="<p>Uno.</p><p>Two.</p>", due=date(2026, 2, 3))
    yours = page(title="Yours", text="<p>Un.</p><p>Two.</p>", due=date(2026, 4, 5))
    asked = joined(page(), theirs, yours)
    assert (asked.values, [each.label for each in asked.sections]) == (None, ["Title", "Text", "Due"])
    keys = [[row.key for row in each.rows if row.key] for each in asked.sections]
    assert keys == [["title-0"], ["text-0"], ["due_day-0"]]
    assert [row.base for row in asked.sections[2].rows] == ["1 2 2026"]
    choices = {"title-0": "theirs", "text-0": "both", "due_day-0": "yours"}
    values = values_of(joined(page(), theirs, yours, choices))
    assert [values[name] for name in ("title", "due_day", "due_month")] == [["Theirs"], ["5"], ["4"]]
    assert ["Uno." in values["text"][0], "Un." in values["text"][0]] == [True, True]


def test_what_is_chosen_from_a_list_is_asked_in_the_words_of_the_list() -> None:
    choices = [("a", "An item"), ("b", "A note"), ("c", "A heading")]

    def of(kind: str) -> Sent:
        form = PageForm(initial={"kind": kind})
        form.fields["kind"].choices = choices  # type: ignore[attr-defined]
        return sent_by([form])

    (section,) = joined(of("a"), of("b"), of("c")).sections
    said = [(row.base, *("".join(run.words for run in side) for side in (row.theirs, row.yours)))
            for row in section.rows]  # fmt: skip
    assert said == [("An item", "A note", "A heading")]


def test_a_row_left_alone_that_is_gone_now_stays_gone_and_a_new_one_comes() -> None:
    base = page(("Old",))
    yours = {**base.values, "rows-1-text": ["New"]}
    values = values_of(merging_forms.together(base.values, page(), yours))
    assert ("rows-0-text" in values, values["rows-1-text"]) == (False, ["New"])


lines = st.lists(st.sampled_from(["alpha", "bravo", "charlie", "delta", "echo"]), max_size=6)


@given(lines, lines, lines, st.booleans())
def test_no_line_is_lost_when_both_are_kept(
    was: list[str], there: list[str], here: list[str], rich: bool
) -> None:
    name, write = ("text", "".join) if rich else ("notes", "\n".join)
    texts = [write([f"<p>{line}</p>" if rich else line for line in side]) for side in (was, there, here)]
    base, theirs, yours = (page((), **{name: text}) for text in texts)
    asked = joined(base, theirs, yours)
    keys = [row.key for section in asked.sections for row in section.rows if row.key]
    sent = values_of(joined(base, theirs, yours, dict.fromkeys(keys, "both"))).get(name, [])
    text = sent[0] if sent else ""
    assert (set(there) | set(here)) - set(was) <= {
        line for line in ("alpha", "bravo", "charlie", "delta", "echo") if line in text
    }
