"""What is wrong with pages as a browser shows them: axe, a phone's width, forced colours and paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import lxml.html
from playwright.sync_api import Page

from tests.browser import AXE, WIDER_THAN_THE_WINDOW, axe_faults
from tests.sweep.shown import Shelf, shelf

WIDTHS = (320, 768, 1280)
MARKS = Path(__file__).with_suffix(".js")
# What tells one state of a page from another, besides its elements and their classes.
TELLING = ("type", "role", "open", "disabled", "checked", "aria-current", "aria-invalid")


@dataclass
class Eye:
    """One page of a browser that looks at answers, and remembers what is wrong with them."""

    page: Page
    shelf: Shelf
    faults: list[str] = field(default_factory=list)

    def look(self, who: str, address: str, answer: Any, widths: tuple[int, ...] = WIDTHS) -> None:
        """Look at one answer at these widths, then where the system sets the colours, then on paper."""
        found: dict[str, None] = {}
        self.page.goto(self.shelf.put(address, answer))
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate(WIDER_THAN_THE_WINDOW)
            if wide[0] > width:
                found[f"{wide[0]} px wide at {width}: {wide[1]}"] = None
            found |= dict.fromkeys(f"at {width} {each}" for each in self.page.evaluate("seen.covered()"))
            found |= dict.fromkeys(axe_faults(self.page))
        found |= dict.fromkeys(self._forced() + self._printed())
        self.faults += [f"{address} as {who}: {each}" for each in found]

    def _forced(self) -> list[str]:
        self.page.evaluate("seen.colours()")
        self.page.emulate_media(forced_colors="active")
        lost: list[str] = self.page.evaluate("seen.forced()")
        self.page.emulate_media(forced_colors="none")
        return [f"in forced colours {each}" for each in lost]

    def _printed(self) -> list[str]:
        self.page.emulate_media(media="print")
        left: list[str] = self.page.evaluate("seen.printed()")
        self.page.emulate_media(media="screen")
        return [f"on paper {each}" for each in left]


@contextmanager
def eye(page: Page) -> Iterator[Eye]:
    """An eye on this page of a browser."""
    page.add_init_script(path=AXE)
    page.add_init_script(path=MARKS)
    with shelf() as shown:
        yield Eye(page, shown)


def is_page(answer: Any) -> bool:
    """True for what a browser shows as a page of the site."""
    kind = answer.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not answer.streaming and bool(answer.content)


def shape(answer: Any) -> str:
    """What a page is made of, whatever its words and however long its lists: alike pages have the same."""
    tree = lxml.html.document_fromstring(answer.content.decode())
    return sha256(repr(_shape(tree.find("body"))).encode()).hexdigest()


def _shape(element: lxml.html.HtmlElement) -> tuple[Any, ...]:
    children: list[Any] = []
    for child in element.iterchildren(tag=lxml.etree.Element):
        each = _shape(child)
        if each not in children[-3:]:
            children.append(each)
    told = tuple(element.get(name) for name in TELLING)
    return element.tag, element.get("class"), told, tuple(children)
