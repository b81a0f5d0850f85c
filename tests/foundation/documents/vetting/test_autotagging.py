"""An untagged upload is tagged by the optional tool where that is there, and no more is told than is true."""

import pytest
from pytest_django import Settings

from foundation.documents.layout import weasy
from foundation.documents.pdf import reading
from foundation.documents.vetting import autotagging, inspection, uploads
from tests.foundation.documents.packing.test_packs import pdf, text
from tests.foundation.documents.pdf.test_checking import SHELL
from tests.foundation.documents.vetting.test_tags_kept import faults

SEVERAL = "<h1>Budget monitoring</h1>" + "<p>The Panel noted the report of the Treasurer on this.</p>" * 3


def untagged() -> bytes:
    """A paper of some paragraphs whose tags were lost on the way."""
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(weasy.lay_out(SHELL.format(SEVERAL), {})[0])) as made:
        del made.Root.StructTreeRoot
        made.save(out)
    return out.getvalue()


def test_an_untagged_upload_is_tagged_by_the_tool_and_that_is_told(settings: Settings) -> None:
    settings.TAG_UPLOADS = True
    if not autotagging.is_there():
        pytest.skip("Java or the package opendataloader-pdf is not installed: run `make setup`")
    data = untagged()
    done = uploads.vet(data)
    tags = next(each for each in done.found if each.code == inspection.TAGS)
    assert (tags.level, "a program guessed" in tags.sentence) == ("look", True)
    assert (text(done.data), done.pages) == (text(data), 1)
    said = reading.read(done.data)
    assert (len(said) > 2, "Budget monitoring" in reading.spoken(said)) == (True, True)
    assert "unread" not in faults(done.data)


def test_without_the_setting_nothing_is_guessed() -> None:
    tags = next(each for each in uploads.vet(pdf(1, "words")).found if each.code == inspection.TAGS)
    assert (autotagging.is_there(), "the file has no tags" in tags.sentence) == (False, True)
