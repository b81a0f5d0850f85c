"""No two pages share a title: whoever has ten tabs open, or is read to, knows which is which."""

import html
import re
from collections import defaultdict

import pytest

from tests.sweep import addresses
from tests.sweep.first_pages import first_pages
from tests.sweep.table import TABLE
from tests.sweep.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep"), pytest.mark.once("sqlite")]
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Addresses that show one page, and why.
ONE_PAGE = {
    ("meetings:paper", "meetings:paper_write"): "a draft opens where it is written",
    ("meetings:minutes_sign", "meetings:signed_copy_add"): "the copy is added on the page of signing",
}


def titles(world: World) -> dict[str, list[str]]:
    """Title to the names of the addresses that show it, each as its first reader opens it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, (_, answer) in first_pages(world).items():
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == TABLE[name].answers == 200 and is_page and not answer.streaming:
            shown = TITLE.search(answer.content.decode())
            title = " ".join(html.unescape(shown[1] if shown else "").split())
            found[title][addresses.of(world, name)] = name
    return {title: sorted(pages.values()) for title, pages in found.items()}


def test_no_two_pages_share_a_title(world: World) -> None:
    found = titles(world)
    assert len(found) > 150
    shared = [
        f"{title}: {', '.join(names)}"
        for title, names in found.items()
        if len(names) > 1 and tuple(names) not in ONE_PAGE
    ]
    assert "\n".join(shared) == ""
