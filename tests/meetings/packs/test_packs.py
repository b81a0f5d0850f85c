"""Packs: asked for once, built in the background, whole or not at all, out of date when something changed."""

import io
import re
import subprocess

import pikepdf
import pytest

from foundation.documents.layout import render
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.jobs import queue
from foundation.jobs.models import Job
from meetings import actions
from meetings.models import Meeting, Pack, PackEntry
from meetings.packs.actions.requesting import is_current, newest_whole
from panels.models import Body
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import add_vacancy, make_panel, make_secretary, seat_member
from tests.builders.papers import build, make_paper, make_pdf, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_agenda() -> tuple[Body, object, Meeting, list]:
    """Three items: a written report, an oral item, an uploaded PDF of three pages."""
    body = make_panel()
    clerk = make_secretary(body)
    seat_member(body, "Oakley", "Cranmere City Council")
    add_vacancy(body, "Thornhaven Borough Council")
    meeting = make_meeting(body, clerk)
    items = add_items(meeting, clerk, "Knife crime", "Update", "Budget")
    place(items[0], make_paper(body, clerk), clerk)
    place(items[2], actions.upload_paper(body=body, title="Budget", data=make_pdf(3), by=clerk), clerk)
    return body, clerk, meeting, items


def rows(pack: Pack) -> list[tuple[str, int, int]]:
    return [(e.kind, e.first_page, e.last_page) for e in pack.entries.order_by("first_page")]


def test_the_entries_cover_every_page_once_and_papers_begin_on_the_right() -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = build(meeting, clerk)
    assert (pack.status, pack.failure) == (Pack.Status.WHOLE, "")
    pages = [page for _, first, last in rows(pack) for page in range(first, last + 1)]
    assert pages == list(range(1, pack.page_count + 1))
    assert [first % 2 for kind, first, _ in rows(pack) if kind == "paper"] == [1, 1]
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as pdf:
        assert len(pdf.pages) == pack.page_count


def text_of(pack: Pack, first: int, last: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(first), "-l", str(last), str(files.path(pack.file)), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_agenda_names_the_pages_that_the_papers_stand_on() -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = build(meeting, clerk)
    front = pack.entries.get(kind="front")
    named = re.findall(r"\(Pages? (\d+)(?: – (\d+))?\)", text_of(pack, front.first_page, front.last_page))
    entries = pack.entries.filter(kind="paper").order_by("first_page")
    assert [(int(a), int(b or a)) for a, b in named] == [(e.first_page, e.last_page) for e in entries]


def test_each_paper_bears_its_mark_on_its_first_page_and_every_page_its_number() -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = build(meeting, clerk)
    marks = {}
    for page in range(1, pack.page_count + 1):
        text = text_of(pack, page, page)
        assert text.split()[-1] == str(page)
        assert text.split()[0] == "DRAFT"
        if found := re.search(r"Agenda Item \d", text):
            marks[page] = found[0]
    first = [e.first_page for e in pack.entries.filter(kind="paper").order_by("first_page")]
    assert marks == {first[0]: "Agenda Item 1", first[1]: "Agenda Item 3"}


def test_the_pack_to_publish_bears_no_draft_and_an_upload_keeps_its_pages() -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = build(meeting, clerk, Pack.Kind.AGENDA)
    assert "DRAFT" not in text_of(pack, 1, pack.page_count)
    last = pack.entries.filter(kind="paper").order_by("first_page").last()
    assert last.last_page - last.first_page + 1 == 3


def test_a_panel_without_blank_leaves_prints_none() -> None:
    body, clerk, meeting, _ = make_agenda()
    body.dated_settings.update(prints_blank_leaves=False)
    pack = build(meeting, clerk)
    assert [kind for kind, _, _ in rows(pack)] == ["front", "paper", "paper"]


def test_asking_twice_joins_the_pack_being_built() -> None:
    _, clerk, meeting, _ = make_agenda()
    first = actions.ask_for_pack(meeting=meeting, by=clerk)
    second = actions.ask_for_pack(meeting=meeting, by=clerk)
    assert first == second
    assert Job.objects.filter(kind="meetings.build_pack").count() == 1


def test_a_pack_that_still_stands_is_not_built_again() -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = build(meeting, clerk)
    assert actions.ask_for_pack(meeting=meeting, by=clerk) == pack


@pytest.mark.shows("S4-77")
def test_a_saved_paper_and_a_changed_agenda_make_the_pack_out_of_date() -> None:
    body, clerk, meeting, items = make_agenda()
    pack = build(meeting, clerk)
    assert is_current(pack, meeting)
    actions.edit_item(item=items[1], by=clerk, title="Update on the budget")
    assert not is_current(pack, meeting)
    pack = build(meeting, clerk)
    assert is_current(pack, meeting)
    place(items[1], make_paper(body, clerk, "Another"), clerk)
    assert not is_current(pack, meeting)


def test_the_last_good_pack_stays_while_the_new_one_is_built() -> None:
    _, clerk, meeting, items = make_agenda()
    good = build(meeting, clerk)
    actions.edit_item(item=items[1], by=clerk, title="Update on the budget")
    actions.ask_for_pack(meeting=meeting, by=clerk)
    assert newest_whole(meeting, Pack.Kind.DRAFT) == good


def test_an_empty_agenda_has_no_pack() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    with pytest.raises(Refused, match="The agenda has no items"):
        actions.ask_for_pack(meeting=meeting, by=clerk)


def test_a_paper_that_cannot_be_laid_out_stops_the_pack_at_once_and_is_named(monkeypatch) -> None:
    _, clerk, meeting, _ = make_agenda()
    lay_out = render._lay_out

    def too_long(question: tuple[str, dict[str, str]]) -> tuple[bytes, int]:
        if "Knife crime, and stop" in question[0]:
            raise render.CannotLayOut(render.TOO_MUCH)
        return lay_out(question)

    monkeypatch.setattr(render, "_lay_out", too_long)
    pack = build(meeting, clerk)
    assert (pack.status, pack.failed_placement.paper.title) == ("failed", "Knife crime, and stop and search")
    assert pack.failure == f"“Knife crime, and stop and search”: {render.TOO_MUCH}"
    assert Job.objects.get(kind="meetings.build_pack").attempts == 1


def test_a_damaged_file_is_named_and_the_last_good_pack_stays() -> None:
    body, clerk, meeting, items = make_agenda()
    good = build(meeting, clerk)
    paper = actions.upload_paper(body=body, title="Slides", data=make_pdf(2), by=clerk)
    place(items[1], paper, clerk)
    files.path(paper.versions.get().file).write_bytes(b"broken")
    pack = build(meeting, clerk)
    assert pack.failure == "“Slides”: The stored file is damaged. Upload the PDF again."
    assert newest_whole(meeting, Pack.Kind.DRAFT) == good


def test_a_crash_is_tried_three_times_and_then_said(monkeypatch, clock) -> None:
    _, clerk, meeting, _ = make_agenda()

    def crash(*_: object) -> None:
        raise RuntimeError("no memory")

    monkeypatch.setattr("meetings.packs.actions.building._bytes_of", crash)
    actions.ask_for_pack(meeting=meeting, by=clerk)
    for _ in range(3):
        queue.run_pending()
        clock.shift(60)
    pack = meeting.packs.get()
    assert pack.status == Pack.Status.FAILED
    assert pack.failure == (
        "The pack could not be built after three attempts at “Knife crime, and stop and search”. "
        "Correct that paper, or remove it from the agenda, and build the pack again."
    )


def test_a_worker_lost_in_the_middle_is_followed_by_another(clock) -> None:
    _, clerk, meeting, _ = make_agenda()
    pack = actions.ask_for_pack(meeting=meeting, by=clerk)
    lost = queue._claim("a worker that dies")
    Pack.objects.filter(pk=pack.pk).update(status=Pack.Status.BUILDING)
    assert lost is not None
    clock.shift(45)
    queue.run_pending()
    pack.refresh_from_db()
    assert pack.status == Pack.Status.WHOLE


def test_taking_a_paper_off_the_agenda_is_not_held_up_by_an_old_draft_pack() -> None:
    _, clerk, meeting, items = make_agenda()
    build(meeting, clerk)
    actions.remove_placement(placement=items[0].placements.get(), by=clerk)
    assert PackEntry.objects.filter(kind="paper").count() == 1
    assert rows(build(meeting, clerk))[-1][0] == "paper"


def test_a_paper_to_follow_is_listed_and_not_in_the_pack() -> None:
    body, clerk, meeting, items = make_agenda()
    place(items[1], make_paper(body, clerk, "Late paper"), clerk, delivery="to_follow")
    pack = build(meeting, clerk)
    assert pack.entries.filter(kind="paper").count() == 2
