"""A pack of the same parts is put together once, and anything that differs makes another one."""

from dataclasses import replace

import pytest

from foundation.documents import files, kept_packs, packs
from foundation.documents.models import RenderedComponent
from foundation.documents.packs import Options
from tests.foundation.documents.test_packs import part, pdf

pytestmark = pytest.mark.django_db
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
def test_whatever_differs_makes_another_pack(change) -> None:
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
