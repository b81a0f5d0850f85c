"""The agenda as the public reads it."""

from collections.abc import Sequence
from typing import Any

from foundation.library.lines import Decision, agenda_lines

HEADING = {"kind": "heading", "label": "", "title": "Panel business"}
ITEM = {"kind": "item", "label": "13", "title": "Views", "ref": "i13"}
SUB = {"kind": "item", "label": "13 a)", "title": "Covering note", "sub": True, "ref": "i13a"}


def lines(*agenda: Any, minutes: Sequence[Any] = ()) -> list[Any]:
    return agenda_lines({"lines": list(agenda)}, {"minutes": list(minutes)}, {})


def test_sub_items_stand_under_their_item() -> None:
    (item,) = lines(ITEM, SUB)
    assert [sub.label for sub in item.subs] == ["13 a)"]


def test_items_after_a_heading_are_one_level_lower() -> None:
    assert [line.level for line in lines(ITEM, HEADING, ITEM)] == [3, 3, 4]


def test_decisions_stand_under_the_first_of_their_items() -> None:
    minute = {
        "label": "69",
        "ref": "m69",
        "item_refs": ["i13a", "i13"],
        "decisions": [{"head": "RESOLVED:", "limbs": [{"label": "", "text": "that it be noted"}]}],
    }
    (item,) = lines(ITEM, SUB, minutes=[minute])
    assert (item.decisions, item.minutes) == ([], [])
    assert item.subs[0].decisions == [Decision("RESOLVED:", [("", "that it be noted")])]
    assert item.subs[0].minutes == [("69", "m69")]


def test_without_references_the_printed_numbers_join_minutes_and_items() -> None:
    minute = {"label": "69", "item_labels": ["13a"], "decisions": [{"head": "AGREED", "limbs": []}]}
    (item,) = lines(ITEM, SUB, minutes=[minute])
    assert item.subs[0].decisions == [Decision("AGREED", [])]


def test_a_condition_stands_before_its_limb() -> None:
    limbs = [
        {"label": "(a)", "text": "that X", "condition": "if it agrees"},
        {"label": "(b)", "text": "that Y"},
    ]
    minute = {"item_refs": ["i13"], "decisions": [{"head": "RESOLVED:", "limbs": limbs}]}
    (item,) = lines(ITEM, minutes=[minute])
    assert item.decisions[0].limbs == [("(a)", "if it agrees, that X"), ("(b)", "that Y")]


def test_a_decision_says_how_the_vote_on_it_went_and_names_nobody() -> None:
    vote = {
        "sentences": ["Moved by Cllr Gage.", "The motion was carried: 2 for, 1 against."],
        "lists": [{"label": "For (2)", "names": ["Cllr Gage", "Cllr Oakley"]}],
    }
    minute = {"item_refs": ["i13"], "decisions": [{"head": "RESOLVED:", "limbs": [], "votes": [vote]}]}
    assert lines(ITEM, minutes=[minute])[0].decisions[0].votes == [
        "Moved by Cllr Gage. The motion was carried: 2 for, 1 against."
    ]


def test_a_motion_that_no_decision_stands_for_is_told_under_its_item() -> None:
    minute = {"item_refs": ["i13"], "motions": [{"sentences": ["A motion was lost: 1 for, 2 against."]}]}
    (item,) = lines(ITEM, minutes=[minute])
    assert (item.motions, item.is_decided) == (["A motion was lost: 1 for, 2 against."], True)
    assert lines(ITEM)[0].is_decided is False


def test_every_decision_of_a_minute_is_told_wherever_in_its_text_it_stands() -> None:
    limbs: list[Any] = []
    first, inside, last = ({"head": head, "limbs": limbs} for head in ("FIRST", "INSIDE", "LAST"))
    minute = {
        "item_refs": ["i13"],
        "first_decisions": [first],
        "parts": [{"decisions": [inside]}, {"html": "<p>It went on.</p>"}],
        "decisions": [last],
    }
    heads = [decision.head for decision in lines(ITEM, minutes=[minute])[0].decisions]
    assert heads == ["FIRST", "INSIDE", "LAST"]


def test_a_minute_about_nothing_on_the_agenda_is_left_to_the_minutes() -> None:
    minute = {"label": "70", "item_refs": ["elsewhere"], "decisions": [{"head": "RESOLVED:", "limbs": []}]}
    assert lines(ITEM, minutes=[minute])[0].decisions == []


def test_an_item_whose_paper_is_to_follow_says_so_until_it_has_pages() -> None:
    words = {
        pages: lines({"kind": "item", "label": "7", "title": "Speeding", "pages": pages})[0].instead_of_pages
        for pages in ("To follow", "(Pages 9 – 24)", "Supplement 1, pages 25 – 26", "")
    }
    assert words == {
        "To follow": "To follow",
        "(Pages 9 – 24)": "",
        "Supplement 1, pages 25 – 26": "",
        "": "",
    }
