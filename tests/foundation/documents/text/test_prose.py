"""Plain typed text becomes paragraphs with points."""

from foundation.documents.text.prose import Block, blocks


def test_a_blank_line_ends_a_paragraph_and_a_hyphen_begins_a_point() -> None:
    text = (
        "Supported by:\n- the forum;\n* a shared analyst,\ntwo days a week.\n\nMade harder\r\nby late grants."
    )
    assert blocks(text) == [
        Block("Supported by:", ["the forum;", "a shared analyst, two days a week."]),
        Block("Made harder by late grants."),
    ]


def test_points_after_a_blank_line_belong_to_the_paragraph_before() -> None:
    assert blocks("Two things:\n\n- one\n- two") == [Block("Two things:", ["one", "two"])]


def test_points_alone_and_nothing_at_all() -> None:
    assert blocks("- one") == [Block("", ["one"])]
    assert blocks(" \n\n ") == []
