"""The screen version of a pack: the pages of the print version without its blank leaves, numbers and all."""

import io

import pikepdf
import pytest
from django.test import Client

from foundation.documents.store import files
from foundation.jobs import queue
from meetings import actions
from tests.meetings.publishing.test_publishing import make_agreed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def labels_of(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


def body_of(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.shows("S4-77")
def test_both_versions_of_the_pack_are_public_and_bear_the_same_numbers() -> None:
    clerk, meeting, _ = make_agreed()
    *_, pack = actions.publish_agenda(meeting=meeting, by=clerk)
    paper, screen = body_of(f"/meeting/{meeting.ref}/pack.pdf"), body_of(pack.screen_url)
    leaves = [e.first_page for e in meeting.packs.get().entries.filter(kind="leaf")]
    assert labels_of(paper) == [str(n) for n in range(1, pack.pages + 1)]
    assert labels_of(screen) == [str(n) for n in range(1, pack.pages + 1) if n not in leaves]
    assert pack.screen_file.pages == pack.pages - len(leaves) < pack.pages
    assert files.read(pack.file) == paper
    page = Client().get(f"/meeting/{meeting.ref}/").content.decode()
    assert page.count(pack.screen_url) == 1
    assert "PDF for print" in page


def test_a_pack_without_leaves_has_one_version_at_both_addresses() -> None:
    clerk, meeting, _ = make_agreed()
    meeting.body.dated_settings.update(prints_blank_leaves=False)
    actions.ask_for_pack(meeting=meeting, kind="agenda", by=clerk)
    queue.run_pending()
    *_, pack = actions.publish_agenda(meeting=meeting, by=clerk)
    assert (pack.screen_file, pack.screen_url) == (None, "")
    paper = body_of(f"/meeting/{meeting.ref}/pack.pdf")
    assert body_of(f"/meeting/{meeting.ref}/pack-screen.pdf") == paper
