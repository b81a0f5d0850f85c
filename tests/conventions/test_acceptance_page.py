"""The page of what is shown agrees with the marks on the tests."""

from tests.conventions.acceptance import PAGE, all_points, listed, page


def test_every_marked_point_is_on_the_page() -> None:
    assert sorted(set(all_points()) - listed()) == []


def test_the_page_is_written_anew_after_a_change() -> None:
    assert PAGE.read_text() == page(all_points())
