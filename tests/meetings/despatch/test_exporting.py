"""A published meeting as a folder for the council’s own website: names, order, listing, nothing secret."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.store import files
from foundation.library.models import Publication
from meetings import actions
from meetings.despatch import exporting
from meetings.despatch.rules import MOST_CHARACTERS, all_different, number_before, safe_cell, safe_name
from meetings.models import Pack
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import agree, build, make_paper, make_pdf, place

PAPER = "=SUM(A1) Café “plans” / für 2027–28: £3m?"


@pytest.fixture
def published(clock, db):
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    items = add_items(meeting, clerk, "Knife crime", "Oral update", "Budget")
    place(items[2], actions.upload_paper(body=body, title=PAPER, data=make_pdf(3), by=clerk), clerk)
    place(items[2], actions.upload_paper(body=body, title="Appendix A", data=make_pdf(1), by=clerk), clerk)
    place(items[0], make_paper(body, clerk), clerk)
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    return clerk, meeting


def opened(meeting) -> zipfile.ZipFile:
    return zipfile.ZipFile(exporting.zipped(meeting))


FOLDER = "2026-12-04 Wessex Police and Crime Panel"
NAMES = [
    "00 Agenda.pdf",
    "01 Item 1 Knife crime, and stop and search.pdf",
    "03 Item 3 SUM(A1) Cafe plans fur 2027-28 GBP 3m.pdf",
    "03 Item 3 Appendix A.pdf",
    "95 Agenda pack.pdf",
]

# What came as a PDF has no Word file.
WORD = ["Word/00 Agenda.docx", "Word/01 Item 1 Knife crime, and stop and search.docx"]


def test_the_folder_holds_agenda_papers_and_pack_in_the_order_of_business(published) -> None:
    _, meeting = published
    with opened(meeting) as archive:
        names = archive.namelist()
        bytes_in = [archive.read(name) for name in names[:5]]
        with zipfile.ZipFile(io.BytesIO(archive.read(f"{FOLDER}/{WORD[1]}"))) as letter:
            report = letter.read("word/document.xml").decode()
    assert names == [f"{FOLDER}/{name}" for name in [*NAMES, *WORD, "listing.csv", "listing.html"]]
    by_kind = {each.title: files.read(each.file) for each in Publication.objects.select_related("file")}
    assert bytes_in[2] == by_kind[PAPER]
    assert all(data.startswith(b"%PDF") for data in bytes_in)
    assert "Half of the offences happen in four wards." in report


@pytest.mark.shows("R-50")
def test_the_listing_opens_in_a_spreadsheet_and_no_cell_is_a_formula(published) -> None:
    _, meeting = published
    with opened(meeting) as archive:
        data = archive.read(f"{FOLDER}/listing.csv")
        page = archive.read(f"{FOLDER}/listing.html").decode()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(exporting.HEADINGS)
    assert [row[0] for row in rows[1:]] == NAMES
    assert rows[3][1:5] == ["Paper", "3", f"'{PAPER}", "3"]
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert [name for name in NAMES if name not in page] == []
    assert "<script" not in page


@pytest.mark.shows("R-1")
def test_what_was_withdrawn_is_not_exported(published) -> None:
    clerk, meeting = published
    placement = meeting.items.get(title="Budget").placements.order_by("position").first()
    actions.withdraw_paper(placement=placement, reason="A name stood in it.", by=clerk)
    assert [each.name for each in exporting.files_of(meeting) if "SUM" in each.name] == []


def test_the_secretary_downloads_it_from_the_meeting(published, client) -> None:
    clerk, meeting = published
    client.force_login(clerk)
    assert "Export for the council’s website" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    answer = client.get(f"/meetings/{meeting.pk}/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="{FOLDER}.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None


def test_there_is_nothing_to_export_before_something_is_published(client, clock, db) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    client.force_login(clerk)
    answer = client.get(f"/meetings/{meeting.pk}/export/")
    assert (
        answer.status_code,
        "Nothing about this meeting has been published yet" in answer.content.decode(),
    ) == (
        409,
        True,
    )


@pytest.mark.parametrize(
    ("label", "number"),
    [("9", "09"), ("9A", "09A"), ("7.1", "07-1"), ("7(a)", "07-a"), ("112", "112"), ("", "")],
)
def test_an_item_sorts_by_its_number(label: str, number: str) -> None:
    assert number_before(label) == number


@pytest.mark.parametrize("words", ["con", "LPT1.notes", "...", "", "日本語"])
def test_names_that_a_system_keeps_for_itself_are_not_used(words: str) -> None:
    assert safe_name(words, "pdf").startswith("File")


@given(st.lists(st.text(), max_size=6))
def test_any_words_make_different_names_that_every_system_takes(words: list[str]) -> None:
    found = all_different(safe_name(each, "pdf") for each in words)
    assert len({name.lower() for name in found}) == len(words)
    for name in found:
        assert name.isascii() and len(name) <= MOST_CHARACTERS and name.endswith(".pdf")
        assert not set(name) & set('<>:"/\\|?*') and name.isprintable()
        assert not name.removesuffix(".pdf").endswith((" ", "."))


@given(st.text())
def test_no_cell_begins_like_a_formula(words: str) -> None:
    assert not safe_cell(words).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
