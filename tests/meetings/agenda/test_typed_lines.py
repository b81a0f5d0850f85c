"""Lines pasted from an older agenda: its numbers go, the figures of a title stay."""

from meetings.agenda.rules.agenda import read_lines


def titles(*lines: str) -> list[str]:
    return [f"  {line.title}" if line.is_sub else line.title for line in read_lines("\n".join(lines))]


def test_figures_that_are_words_of_a_title_stay() -> None:
    alone = (
        "999 and 101 call handling",
        "101 calls",
        "2026/27 budget",
        "3.5 per cent precept",
        "1st quarter",
    )
    assert [titles(line) for line in alone] == [[line] for line in alone]
    assert titles("13. 999 and 101 call handling", "14. 101") == ["999 and 101 call handling", "101"]


def test_a_number_that_is_marked_as_one_goes_also_behind_another() -> None:
    marked = ("13. Precept", "13) Precept", "(13) Precept", "7A. Precept", "3.1. Precept", "13. 5(a) Precept")
    assert [titles(line) for line in marked] == [["Precept"]] * len(marked)


def test_a_bare_figure_goes_where_the_list_counts_on() -> None:
    assert titles("1 Apologies", "2 Minutes", "3 999 and 101 call handling", "4 Close") == [
        "Apologies",
        "Minutes",
        "999 and 101 call handling",
        "Close",
    ]
    assert titles("3 Finance", "3.1 Precept", "3.2 Reserves") == ["Finance", "Precept", "Reserves"]
    assert titles("Apologies", "101 calls", "999 calls") == ["Apologies", "101 calls", "999 calls"]


def test_the_number_of_a_sub_item_makes_one_and_a_number_alone_is_kept() -> None:
    assert titles("5. Budget", "5(a) Precept", "5 b) Reserves", "a) Tax") == [
        "Budget",
        "  Precept",
        "  Reserves",
        "  Tax",
    ]
    assert titles("5(a) Precept") == ["Precept"]
    assert titles("13.") == ["13."]
