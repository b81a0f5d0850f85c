"""The checker of markup finds what is wrong, and nothing in a page that is right."""

from pathlib import Path

from tests.markup import faults

RIGHT = """<!doctype html>
<html lang="en">
<title>Agenda</title>
<main>
<h1>Agenda</h1>
{}
</main>
</html>
"""


def test_a_page_that_is_right_has_no_faults(tmp_path: Path) -> None:
    assert faults({"/": RIGHT.format("<p>Item 1")}, tmp_path) == []


def test_a_fault_is_named_once_with_its_address(tmp_path: Path) -> None:
    twice = '<p id="a">1</p><p id="a">2</p>'
    pages = {"/": RIGHT.format(""), "/one/": RIGHT.format(twice), "/two/": RIGHT.format(twice)}
    found = faults(pages, tmp_path)
    assert ["Duplicate ID “a”" in each for each in found if "Duplicate" in each] == [True]
    assert {each.partition(":")[0] for each in found} <= {"/one/", "/two/"}
