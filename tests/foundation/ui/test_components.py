"""The contract of each component: what it takes and what it says."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines

from foundation.history.findings import look, met, not_met, stopped
from foundation.ui import versus
from foundation.ui.chips import KINDS, OF_STATUS, kind_of
from foundation.ui.comparison import compared
from foundation.ui.rows import DuePoint, Fact, FileLink, HistoryRow, NavItem, Step, TodoRow


def drawn(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context).strip()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_chip_takes_a_kind_or_a_status_and_always_has_its_word() -> None:
    assert (
        drawn('{% chip "cleared" "Cleared" %}') == '<span class="app-chip app-chip--cleared">Cleared</span>'
    )
    assert drawn('{% chip "to_follow" "To follow" %}') == (
        '<span class="app-chip app-chip--delivery">To follow</span>'
    )
    assert kind_of("nobody mapped this") == "plain"
    assert set(OF_STATUS.values()) - KINDS == set()


@pytest.mark.parametrize(
    ("finding", "look_name", "word"),
    [
        (met("five clear days."), "met", "Met:"),
        (look("that day is past."), "look", "Check:"),
        (not_met("four clear days."), "stop", "Reason needed:"),
        (stopped("the words stand on page 77."), "stop", "Cannot continue:"),
    ],
)
def test_a_finding_says_its_level_in_a_word(finding: Any, look_name: str, word: str) -> None:
    html = drawn("{% finding f %}", f=finding)
    assert f"app-finding--{look_name}" in html
    assert text(html) == f"{word} {finding.sentence}"


def test_a_finding_shows_its_source_and_what_to_do() -> None:
    html = drawn("{% finding f %}", f=not_met("Four days.", source="The Act", remedy="Give a reason."))
    assert text(html) == "Reason needed: Four days. The Act Give a reason."


def test_findings_without_a_sentence_are_left_out() -> None:
    assert text(drawn("{% findings f %}", f=[met(), look("One.")])) == "Check: One."


def test_a_post_button_posts_and_says_its_whole_name() -> None:
    html = drawn(
        '{% post_button "/go/" "Up" size="s" aria="Move item 9 up" name="where" value="up" item=9 %}'
    )
    assert 'method="post" action="/go/"' in html
    assert 'name="item" value="9"' in html
    assert 'name="where" value="up" aria-label="Move item 9 up"' in html
    assert "govuk-button--secondary app-button-s" in html


def test_a_post_button_that_cannot_work_is_disabled_and_says_why() -> None:
    html = drawn('{% post_button "/go/" "Clear the paper" why="Table 2 does not fit." %}')
    assert " disabled>" in html
    assert text(html) == "Clear the paper Table 2 does not fit."


def test_only_the_first_thing_to_do_is_green() -> None:
    rows = [
        TodoRow(date(2026, 11, 26), "Publish.", "The last day.", "/a/", "Open the agenda"),
        TodoRow(None, "Rural crime", "is late.", "/b/", "Ask again", is_post=True, is_late=True),
    ]
    html = drawn("{% todo rows %}", rows=rows)
    assert html.count("govuk-button--secondary") == 1
    assert text(html).startswith("Thu 26 Nov Publish. The last day. Open the agenda")
    assert drawn("{% todo rows %}", rows=[]) == ""


def test_a_timeline_stands_in_time_order_with_today_and_says_states_in_words() -> None:
    points = [
        DuePoint(date(2026, 12, 4), "Meeting", state="meeting"),
        DuePoint(date(2026, 11, 20), "CSP notes due", "3 of 5 in", "late"),
        DuePoint(date(2026, 11, 23), "Papers due", state="done"),
    ]
    html = drawn("{% timeline points today %}", points=points, today=date(2026, 11, 24))
    assert re.findall(r'class="is-(\w+)"', html) == ["late", "done", "now", "meeting"]
    assert text(html) == (
        "Late: Fri 20 Nov CSP notes due 3 of 5 in Done: Mon 23 Nov Papers due "
        "Tue 24 Nov Today Fri 4 Dec Meeting"
    )


def test_today_is_no_dot_where_all_is_still_to_come() -> None:
    points = [DuePoint(date(2027, 2, 5), "Meeting", state="meeting")]
    html = drawn("{% timeline points today %}", points=points, today=date(2026, 11, 24))
    assert re.findall(r'class="is-(\w+)"', html) == ["meeting"]


def test_progress_counts_truly() -> None:
    html = drawn('{% progress 6 8 "papers" "The old pack stays." reload=5 %}')
    assert text(html) == "6 of 8 papers 6 of 8 The old pack stays."
    assert 'data-reload-after="5"' in html


def test_history_says_who_did_what_when() -> None:
    rows = [
        HistoryRow(
            datetime(2026, 11, 24, 10, 31, tzinfo=UTC), "Ellen Marsh moved item 10", "Why", "/x/", "See"
        )
    ]
    assert (
        text(drawn("{% history rows %}", rows=rows))
        == "Tue 24 Nov, 10.31 am Ellen Marsh moved item 10 Why See"
    )


def test_strip_decision_files_way_tabs_and_empty_say_what_they_are_given() -> None:
    strip = drawn("{% strip f %}", f=[Fact("Pack", "112 pages", "Built today", "good", "/p/", "Open it")])
    assert text(strip) == "Pack 112 pages Built today Open it"
    assert (
        text(drawn('{% decision "RESOLVED:" limbs %}', limbs=["one;", "two."]))
        == "RESOLVED: (a) one; (b) two."
    )
    assert text(drawn('{% decision "RESOLVED:" limbs %}', limbs=["one."])) == "RESOLVED: one."
    files = drawn("{% files f %}", f=[FileLink("PDF", "/a.pdf", 410_000, 16, "Knife crime")])
    assert text(files) == "PDF of Knife crime 16 pages, 410 KB"
    way = drawn("{% way_to_publication s %}", s=[Step("Build", "done"), Step("Proof", "your turn", True)])
    assert text(way) == "Build done Proof your turn"
    tabs = drawn(
        '{% tabs t "Pages of the meeting" %}', t=[NavItem("Agenda", "/a/", True), NavItem("Pack", "/p/")]
    )
    assert re.findall(r'href="(\S+)"( aria-current="page")?', tabs) == [
        ("/a/", ' aria-current="page"'),
        ("/p/", ""),
    ]
    assert text(drawn('{% empty "No items yet." "Paste a list." "/p/" "Paste" %}')) == (
        "No items yet. Paste a list. Paste"
    )


def test_two_texts_are_compared_word_by_word() -> None:
    theirs, yours = compared("content with 54 of them; six went back.", "<p>content with 52 of them.</p>")
    assert [run.words for run in theirs if run.is_different] == ["54", "; six went back"]
    assert [run.words for run in yours if run.is_different] == ["52"]


def test_two_texts_stand_side_by_side_escaped_with_a_choice_where_both_changed() -> None:
    choices = [("theirs", "Theirs", True), ("yours", "Yours", False)]
    section = versus.Section("t", "Text", [versus.open_row("t-0", "a", "a & b", "a & c", choices)])
    html = drawn('{% include "components/versus_rows.html" %}', sections=[section], left="L", right="R")
    assert re.findall(r'name="t-0" id="t-0-(\w+)" value="\w+"( checked)?', html) == [
        ("theirs", " checked"),
        ("yours", ""),
    ]
    assert "a &amp; <ins>b</ins>" in html


def test_details_fold_what_they_hold() -> None:
    html = drawn('{% details "Waiting for others" %}<p>One</p>{% enddetails %}')
    assert html.startswith('<details class="govuk-details">')
    assert text(html) == "Waiting for others One"


def test_filters_say_days_times_and_sizes() -> None:
    moment = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
    assert drawn("{{ d|day }}|{{ d|short_day }}|{{ d|clock_time }}", d=moment) == (
        "Friday 4 December 2026|Fri 4 Dec|1.30\u00a0pm"
    )
    assert drawn(
        "{{ n|file_size_words }}|{{ 2|counted:'body,bodies' }}|{{ l|joined }}", n=2_400_000, l="ab"
    ) == ("2.4\u00a0MB|2\u00a0bodies|a and b")
    assert drawn("{{ d|day }}{{ d|clock_time }}{{ d|file_size_words }}", d=None) == ""
