"""Two people send one form: nothing that one of them typed is lost, and what both changed is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents import merging_forms, posted

pytestmark = pytest.mark.django_db
PAGE = """<form method="post"><input type="hidden" name="base" value="">
<input type="hidden" name="based_on" value="{based_on}">
<input type="hidden" name="rows-TOTAL_FORMS" value="{rows}">
<label for="t">Title</label><input id="t" name="title" value="{title}">
<label for="x">Text</label><textarea id="x" name="text"
data-django-prose-editor-configurable="">{text}</textarea>
<label for="n">Notes</label><textarea id="n" name="notes">{notes}</textarea>
<label for="k">Kind</label><select id="k" name="kind">
<option value="a">An item</option><option value="b"{b}>A note</option></select>
<fieldset><legend>Due</legend><label for="d">Day</label><input id="d" name="due_day" value="{day}">
<label for="m">Month</label><input id="m" name="due_month" value="{month}">
</fieldset>
<input type="checkbox" id="o" name="is_open" checked><label for="o">Open to all</label>
<button name="go" value="1">Save</button></form>"""
FACTS = {
    "based_on": 1,
    "rows": 1,
    "title": "T",
    "text": "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;",
    "notes": "a",
    "b": "",
    "day": 1,
    "month": 2,
}


def form(**facts):
    found = posted.form_with(PAGE.format(**{**FACTS, **facts}), "base")
    assert found is not None
    return found


def joined(base, theirs, yours, choices=None):
    return merging_forms.together(base.values, theirs, {**yours.values, "go": ["1"]}, choices)


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    found = form(title="Knives")
    assert found.values["title"] == ["Knives"]
    assert found.values["text"] == ["<p>One.</p><p>Two.</p>"]
    assert (found.values["kind"], found.values["is_open"]) == (["a"], ["on"])
    assert [(each.names, each.label, each.kind) for each in found.controls] == [
        (("title",), "Title", "line"),
        (("text",), "Text", "rich"),
        (("notes",), "Notes", "lines"),
        (("kind",), "Kind", "choice"),
        (("due_day", "due_month"), "Due", "line"),
        (("is_open",), "Open to all", "choice"),
    ]
    assert found.hidden == {"base", "based_on", "rows-TOTAL_FORMS"}
    assert posted.form_with("<form><input name=other></form>", "base") is None


def test_what_only_one_side_changed_is_taken_and_what_is_hidden_follows_what_is_saved() -> None:
    theirs = form(based_on=2, title="Theirs", text="&lt;p&gt;One!&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", rows=3)
    yours = form(text="&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two, yours.&lt;/p&gt;", day=9, b=" selected")
    both = joined(form(), theirs, yours)
    assert both.values is not None
    assert {name: both.values[name] for name in ("based_on", "title", "kind", "due_day", "go")} == {
        "based_on": ["2"],
        "title": ["Theirs"],
        "kind": ["b"],
        "due_day": ["9"],
        "go": ["1"],
    }
    assert both.values["rows-TOTAL_FORMS"] == ["3"]
    assert ["One!" in both.values["text"][0], "Two, yours." in both.values["text"][0]] == [True, True]


def test_where_both_changed_the_same_somebody_chooses() -> None:
    theirs = form(title="Theirs", text="&lt;p&gt;Uno.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", day=3)
    yours = form(title="Yours", text="&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", month=4, day=5)
    asked = joined(form(), theirs, yours)
    assert (asked.values, [each.label for each in asked.sections]) == (None, ["Title", "Text", "Due"])
    keys = [[row.key for row in each.rows if row.key] for each in asked.sections]
    assert keys == [["title-0"], ["text-0"], ["due_day-0"]]
    assert [row.base for row in asked.sections[2].rows] == ["1 2"]
    choices = {"title-0": "theirs", "text-0": "both", "due_day-0": "yours"}
    both = joined(form(), theirs, yours, choices)
    assert both.values is not None
    assert (both.values["title"], both.values["due_day"], both.values["due_month"]) == (
        ["Theirs"],
        ["5"],
        ["4"],
    )
    assert ["Uno." in both.values["text"][0], "Un." in both.values["text"][0]] == [True, True]


def test_a_row_left_alone_that_is_gone_now_stays_gone_and_a_new_one_comes() -> None:
    base = {**form().values, "rows-0-text": ["Old"]}
    yours = {**base, "rows-1-text": ["New"]}
    values = merging_forms.together(base, form(), yours).values
    assert values is not None
    assert ("rows-0-text" in values, values["rows-1-text"]) == (False, ["New"])


lines = st.lists(st.sampled_from(["alpha", "bravo", "charlie", "delta", "echo"]), max_size=6)


@given(lines, lines, lines, st.booleans())
def test_no_line_is_lost_when_both_are_kept(
    was: list[str], there: list[str], here: list[str], rich: bool
) -> None:
    name, write = ("text", "".join) if rich else ("notes", "\n".join)
    texts = [
        write([f"&lt;p&gt;{line}&lt;/p&gt;" if rich else line for line in side])
        for side in (was, there, here)
    ]
    base, theirs, yours = (form(**{name: text}) for text in texts)
    asked = joined(base, theirs, yours)
    keys = [row.key for section in asked.sections for row in section.rows if row.key]
    both = joined(base, theirs, yours, dict.fromkeys(keys, "both"))
    assert both.values is not None
    text = both.values[name][0] if both.values[name] else ""
    assert (set(there) | set(here)) - set(was) <= {
        line for line in ("alpha", "bravo", "charlie", "delta", "echo") if line in text
    }
