"""A pack of the same parts is put together once, and anything that differs makes another one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from foundation.documents.layout import render
from foundation.documents.models import RenderedComponent
from foundation.documents.packing import kept_packs, packs
from foundation.documents.packing.packs import Options
from foundation.documents.store import files
from meetings.public.documents import NoticeDocument
from tests.foundation.documents.packing.test_packs import part, pdf
from tests.foundation.documents.pdf.test_checking import SHELL

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]
NINE, TEN = part("9", 2), part("10", 1)
OPTIONS = Options(title="Pack", with_screen=True)


class Told:
    """Progress that is written down."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def __call__(self, done: int, total: int, step: str) -> None:
        self.steps.append(step)


def front(ranges: packs.Ranges) -> bytes:
    return pdf(1, f"front {ranges}")


def test_it_is_the_pack_that_is_put_together_without_keeping() -> None:
    kept = kept_packs.assemble(front, [NINE, TEN], OPTIONS)
    assert kept == packs.assemble(front, [NINE, TEN], OPTIONS)
    assert kept.screen is not None


def test_papers_read_while_others_are_laid_out_make_the_same_pack() -> None:
    known, fresh = SHELL.format("<h1>Known</h1>"), SHELL.format("<h1>Fresh</h1>")
    [kept] = render.html_to_pdfs([known])
    ahead = packs.Ahead()
    ahead.read([kept, kept])
    assert list(ahead.sources) == [files.read(kept.file)]
    [laid_out] = render.html_to_pdfs([fresh])
    twice = [
        packs.Part(key=str(number), title=f"Paper {number}", data=files.read(each.file))
        for number, each in enumerate((kept, laid_out, kept), start=1)
    ]
    assert kept_packs.assemble(front, twice, OPTIONS, ahead=ahead) == packs.assemble(front, twice, OPTIONS)
    assert ahead.sources == {}


def test_what_is_there_is_given_while_the_rest_is_laid_out_and_a_damaged_file_stops_nobody() -> None:
    old = NoticeDocument(title="Old", body_name="Panel", meeting_name="Meeting", when="Friday")
    new = replace(old, title="New")
    kept = render.pdf(old)
    given: list[RenderedComponent] = []
    render.pdfs([old, new], meanwhile=given.extend)
    render.pdfs([old, new], meanwhile=given.extend)
    assert [each.pk for each in given] == [kept.pk]
    files.path(kept.file).write_bytes(b"damaged")
    ahead = packs.Ahead()
    ahead.read([kept])
    assert ahead.sources == {}


def test_the_same_parts_are_not_put_together_again() -> None:
    first, second = Told(), Told()
    one = kept_packs.assemble(front, [NINE, TEN], OPTIONS, first)
    again = kept_packs.assemble(front, [NINE, TEN], OPTIONS, second)
    assert one == again
    assert (first.steps[-1], second.steps) == ("Finished", [])
    assert RenderedComponent.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda: (front, [TEN, NINE], OPTIONS),
        lambda: (front, [replace(NINE, mark="Agenda Item 99"), TEN], OPTIONS),
        lambda: (front, [replace(NINE, title="Another"), TEN], OPTIONS),
        lambda: (front, [replace(NINE, data=pdf(2, "others")), TEN], OPTIONS),
        lambda: (front, [NINE, TEN], replace(OPTIONS, left_mark="RESTRICTED")),
        lambda: (lambda ranges: pdf(1, "another front"), [NINE, TEN], OPTIONS),
        lambda: (front, [NINE, packs.Reserved(key="9a", pages=2), TEN], OPTIONS),
    ],
)
def test_whatever_differs_makes_another_pack(change: Callable[..., Any]) -> None:
    one = kept_packs.assemble(front, [NINE, TEN], OPTIONS)
    other = change()
    made = kept_packs.assemble(*other)
    assert made.data != one.data
    assert made == packs.assemble(*other)


def test_a_kept_pack_that_was_damaged_on_the_disk_is_put_together_again() -> None:
    one = kept_packs.assemble(front, [NINE, TEN], OPTIONS)
    for made in RenderedComponent.objects.all():
        files.path(made.file).write_bytes(b"damaged")
    assert kept_packs.assemble(front, [NINE, TEN], OPTIONS) == one
    assert all(files.is_whole(made.file) for made in RenderedComponent.objects.all())
