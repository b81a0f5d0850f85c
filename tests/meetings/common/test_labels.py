"""Numbers of an agenda: one run, letters below, none for headings, never one twice."""

from dataclasses import dataclass

from meetings.common.rules.labels import doubled, doubled_stops, frozen, labels, own_number_finding


@dataclass(frozen=True)
class Row:
    pk: int
    kind: str = "item"
    parent_id: int | None = None
    label_override: str = ""
    issued_label: str = ""


def shown(*rows: Row) -> list[str]:
    found = labels(rows)
    return [found[row.pk] for row in rows]


def test_items_count_from_one():
    assert shown(Row(1), Row(2), Row(3)) == ["1", "2", "3"]


def test_headings_notes_and_unnumbered_items_take_no_number():
    rows = [Row(1, "heading"), Row(2), Row(3, "note"), Row(4, "unnumbered"), Row(5)]
    assert shown(*rows) == ["", "1", "", "", "2"]


def test_sub_items_show_their_whole_number():
    assert shown(Row(1), Row(2), Row(3, parent_id=2), Row(4, parent_id=2), Row(5)) == [
        "1",
        "2",
        "2 a)",
        "2 b)",
        "3",
    ]


def test_letters_go_on_after_z():
    rows = [Row(100), *(Row(n, parent_id=100) for n in range(1, 28))]
    assert shown(*rows)[-2:] == ["1 z)", "1 aa)"]


def test_a_sub_item_of_an_unnumbered_item_has_only_its_letter():
    assert shown(Row(1, "unnumbered"), Row(2, parent_id=1)) == ["", "a)"]


def test_a_typed_label_takes_no_number_unless_it_is_one():
    assert shown(Row(1), Row(2, label_override="1A"), Row(3)) == ["1", "1A", "2"]
    assert shown(Row(1), Row(2, label_override="20"), Row(3)) == ["1", "20", "21"]


def test_sub_items_follow_a_typed_label():
    assert shown(Row(1, label_override="7A"), Row(2, parent_id=1)) == ["7A", "7A a)"]


def test_a_number_typed_further_down_is_not_given_twice():
    assert shown(Row(1), Row(2), Row(3, label_override="2")) == ["1", "3", "2"]


def test_an_issued_label_stands_whatever_comes_before_it():
    rows = [Row(9), Row(1, issued_label="1"), Row(2, issued_label="2"), Row(3)]
    assert shown(*rows) == ["3", "1", "2", "4"]


def test_issued_letters_stand_and_the_count_goes_on_behind_them():
    rows = [Row(1, issued_label="1"), Row(2, parent_id=1, issued_label="1 a)"), Row(3, parent_id=1)]
    assert shown(*rows) == ["1", "1 a)", "1 b)"]


def test_freezing_leaves_out_what_has_no_label():
    assert frozen([Row(1, "heading"), Row(2)]) == {2: "1"}


def test_a_number_that_stands_at_two_lines_is_said_beside_each_and_stops_once():
    rows = [Row(1, label_override="7A"), Row(2), Row(3, label_override="7 a")]
    said = {pk: finding.sentence for pk, finding in doubled(rows).items()}
    assert said == {
        1: "Another line already has the number 7A.",
        3: "Another line already has the number 7 a.",
    }
    same = [Row(1, label_override="7A"), Row(2, label_override="7A"), Row(3, issued_label="8")]
    assert [found.sentence for found in doubled_stops(same)] == ["Another line already has the number 7A."]


def test_numbers_that_were_issued_stand_and_only_a_new_one_like_them_is_refused():
    issued = [Row(1, issued_label="7A", label_override="7A"), Row(2, issued_label="7a")]
    assert doubled(issued) == {}
    assert [own_number_finding(issued, own).is_met for own in ("7A", "7B", "")] == [False, True, True]
    assert own_number_finding([Row(1, label_override="7A")], "7A", 1).is_met
