"""Files dropped on the papers board: proposed, confirmed, checked, and on their items."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from meetings import actions
from tests.builders.meetings import make_meeting
from tests.journeys import scenes
from tests.journeys.steps import PHONE, Person, do_the_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
# What a browser does with files that are dragged over a page and let go there.
DROP = """async names => {
    const data = new DataTransfer();
    const text = await (await fetch("/robots.txt")).text();
    for (const name of names) data.items.add(new File(["%PDF-1.7 " + text], name, {type: "application/pdf"}));
    for (const kind of ["dragenter", "dragover", "drop"])
        document.body.dispatchEvent(
            new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


def test_files_are_matched_confirmed_and_placed(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user)
    meeting.items.all().delete()
    for title in ("Knife crime", "Budget monitoring"):
        actions.add_item(meeting=meeting, title=title, business="report", by=user)
    ellen = Person(page, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/papers/")
    ellen.stop("Papers", next_step="Ask for the paper")
    names = ("1 knife crime", "Budget monitoring", "scan0042")
    page.get_by_label("PDF or Word files").set_input_files([scenes.pdf(tmp_path, name) for name in names])
    ellen.press("Add the files")
    page.set_viewport_size(PHONE)
    ellen.stop("Match files to papers", next_step="Use these files")
    assert "3 files added. 1 file needs your choice." in ellen.text()
    page.get_by_label("Use this file as").nth(2).select_option("out")
    ellen.press("Use these files")
    ellen.stop("Your files are being checked")
    do_the_work()
    ellen.wait_until_done()
    ellen.stop("Papers", next_step="Check the paper")
    assert "2 files added to the papers." in ellen.text()
    assert "0 of 2 papers cleared. 2 uploaded." in ellen.text()


def test_files_dropped_anywhere_on_the_board_are_sent(page: Page, live_server: LiveServer) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user)
    ellen = Person(page, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/papers/")
    expect(page.get_by_text("Drop files anywhere on this page to add them.")).to_be_visible()
    with page.expect_navigation():
        page.evaluate(DROP, ["Item 1.pdf", "Item 2.pdf"])
    ellen.stop("Match files to papers", next_step="Use these files")
    assert "2 files added. Check the suggestions, then confirm." in ellen.text()
