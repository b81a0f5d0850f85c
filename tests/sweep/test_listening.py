"""Whatever is laid out here, agenda, minutes, supplements, sheets: a screen reader can read all of it."""

import pytest

from foundation.documents import checking, files
from foundation.documents.models import RenderedComponent
from tests.sweep.world import World

pytestmark = pytest.mark.django_db


def test_everything_that_was_laid_out_is_tagged_in_order(world: World) -> None:
    laid_out = [files.read(component.file) for component in RenderedComponent.objects.all()]
    found = {fault.code: fault.where for data in laid_out for fault in checking.check(data)}
    assert (found, len(laid_out) > 10) == ({}, True)
