"""Columns of typed tables: as wide as their words need, and equal where that does."""

import re

from foundation.documents.layout.columns import with_columns

LONG = "The figures by district for the whole of the last year, month by month"


def log(*cells: str) -> str:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<table><tbody><tr>{row}</tr></tbody></table>"


def widths(html: str) -> list[float]:
    return [float(each) for each in re.findall(r"width: ([0-9.]+)%", with_columns(html))]


def test_a_table_whose_equal_columns_do_is_left_as_it_is() -> None:
    assert with_columns(f"<p>Before.</p>{log('a', 'b')}") == f"<p>Before.</p>{log('a', 'b')}"


def test_a_word_wider_than_an_equal_column_gets_its_room() -> None:
    cells = [
        "1",
        "Young people lose their worker",
        "March",
        "High",
        "Agree",
        "Commissioner’s office",
        "May",
        "Open",
    ]
    found = widths(log(*cells))
    assert (len(found), found[5] == max(found[:1] + found[2:])) == (8, True)
    assert round(sum(found)) == 100


def test_long_sentences_get_more_than_a_number_beside_them() -> None:
    number, sentence = widths(
        log("1", "The figures by district for the whole of the last year, month by month")
    )
    assert sentence > 8 * number


def test_the_columns_stand_after_the_caption() -> None:
    table = log("1", LONG).replace("<tbody>", "<caption>Log</caption><tbody>")
    assert "<caption>Log</caption><colgroup><col" in with_columns(table)


def test_joined_cells_nested_tables_and_tables_of_ours_keep_what_they_have() -> None:
    joined = log("1", LONG).replace("<td>", '<td rowspan="2">')
    nested = log("1", log(LONG, "2"))
    ours = log("1", LONG).replace("<table>", '<table class="x">')
    assert [widths(each) for each in (joined, ours)] == [[], []]
    assert with_columns(nested).count("<colgroup>") <= 1
