"""Which item a file belongs to, by what it is called."""

import pytest

from meetings.packs.matching import Place, match, title_of

PLACES = [
    Place("item:2", "2", ("Minutes of the meeting held on 18 September 2026",)),
    Place("paper:7", "7", ("Police and Crime Plan: half-year progress",)),
    Place("paper:8", "8", ("Knife crime, and stop and search",)),
    Place("paper:9", "9", ("Budget monitoring to 30 September 2026",)),
    Place("item:131", "13 a)", ("Local perspectives 2026: covering note",)),
    Place("item:132", "13 b)", ("Shop theft in Ambermere city centre",)),
    Place("item:13", "13", ("Community safety: views from the partnerships",)),
]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Item 8.pdf", "paper:8"),
        ("08 from the OPCC final.pdf", "paper:8"),
        ("agenda-item-9_v3.docx", "paper:9"),
        ("Item13b.pdf", "item:132"),
        ("13 a) note.pdf", "item:131"),
        ("13 views.pdf", "item:13"),
        ("KnifeCrime stop-and-search FINAL v2.pdf", "paper:8"),
        ("Shop theft Ambermere centre.pdf", "item:132"),
        ("Minutes 18 September meeting held.pdf", "item:2"),
        ("8 - Knife crime.pdf", "paper:8"),
    ],
)
def test_a_number_or_most_of_a_title_names_one_place(name: str, key: str) -> None:
    assert match(name, PLACES).keys == (key,)


def test_the_number_of_one_item_and_the_title_of_another_name_both() -> None:
    found = match("Item 9 Knife crime stop search.pdf", PLACES)
    assert (found.keys, found.proposed) == (("paper:9", "paper:8"), "")
    assert found.why == "The name has the number of one item and the title of another."


def test_two_papers_of_one_item_are_both_named_until_a_title_tells_them_apart() -> None:
    places = [Place("paper:1", "8", ("Knife crime",)), Place("paper:2", "8", ("Stop and search",))]
    assert match("Item 8.pdf", places).keys == ("paper:1", "paper:2")
    assert match("Item 8 stop and search.pdf", places).keys == ("paper:2",)


@pytest.mark.parametrize(
    "name",
    ["scan0001.pdf", "IMG_2026.pdf", "Report final.pdf", "", "2026 figures.pdf", "4 December list.pdf"],
)
def test_a_name_that_says_nothing_names_no_place(name: str) -> None:
    assert match(name, [*PLACES, Place("item:4", "4", ("Public question time",))]).keys == ()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("08_Knife crime report.pdf", "Knife crime report"),
        ("agenda item 13a - shop theft.docx", "Shop theft"),
        ("victims-services-award.pdf", "Victims services award"),
        ("2.4 million.pdf", "2.4 million"),
        ("notes.v2", "Notes.v2"),
    ],
)
def test_a_new_paper_is_called_after_its_file(name: str, title: str) -> None:
    assert title_of(name) == title
