"""Whatever is laid out here, agenda, minutes, supplements, sheets: a screen reader can read all of it."""

import pytest

from foundation.documents.models import RenderedComponent, StoredFile
from foundation.documents.pdf import checking
from foundation.documents.store import files
from meetings.models import Pack
from tests import validator
from tests.sweep.world import World

pytestmark = pytest.mark.django_db


def packs() -> list[StoredFile]:
    """Every pack that was put together, with and without leaves."""
    found = Pack.objects.filter(status=Pack.Status.WHOLE).select_related("file", "screen_file")
    return [file for pack in found for file in (pack.file, pack.screen_file) if file]


def papers() -> list[bytes]:
    """Every document that was laid out by itself: of each kind there is, at least one."""
    of_packs = [file.pk for file in packs()]
    return [files.read(each.file) for each in RenderedComponent.objects.exclude(file__in=of_packs)]


def test_everything_that_was_laid_out_is_tagged_in_order(world: World) -> None:
    laid_out = papers()
    found = {fault.code: fault.where for data in laid_out for fault in checking.check(data)}
    assert (found, len(laid_out) > 10) == ({}, True)


def test_every_pack_can_be_read_and_claims_no_more_than_its_papers(world: World) -> None:
    found = {fault.code: fault.where for file in packs() for fault in checking.check(files.read(file))}
    assert (set(found) <= {"claim", "font-not-embedded"}, len(packs()) > 3) == (True, True), found


@pytest.mark.once("sqlite")
def test_a_validator_that_is_not_ours_agrees_on_every_kind_of_paper(world: World) -> None:
    failing = {rule: said for data in papers() for rule, said in validator.fails(data).items()}
    assert failing == {}
