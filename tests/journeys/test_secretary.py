"""A secretary's weeks before a meeting: template, papers, the chair, the pack, the proof, publication."""

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import make_chair
from tests.journeys import scenes
from tests.journeys.steps import Person, do_the_work, numbered

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
LINES = """Report on rural response times | Ellen Marsh
Road safety plan | Chief Constable"""


def test_from_template_to_pack_to_publication(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    body, user = scenes.panel()
    chair_user = make_chair(body)
    ellen = Person(page, live_server, user)

    def another(who: User | None = None) -> Person:
        return Person(browser.new_context(**browser_context_args).new_page(), live_server, who)

    plan_a_meeting(ellen)
    order_the_agenda_by_keyboard(ellen)
    write_a_report(ellen)
    upload_a_plan(ellen, tmp_path)
    ask_the_chair(ellen, another(chair_user))
    build_and_publish(ellen)
    read_as_the_public(another(), tmp_path)


def plan_a_meeting(ellen: Person) -> None:
    ellen.open("/")
    ellen.stop("Your tasks")
    ellen.follow("Meetings")
    ellen.stop("Meetings", next_step="Schedule a meeting")
    ellen.follow("Schedule a meeting")
    ellen.choose("Type of meeting", "Ordinary meeting")
    for part, figures in (("Day", "31"), ("Month", "11"), ("Year", "2026"), ("Time", "2 pm")):
        ellen.fill(part, figures)
    ellen.choose("Venue", scenes.HALL)
    ellen.press("Schedule the meeting")
    ellen.stop("Schedule a meeting", next_step="Schedule the meeting")
    assert "Enter “Date” as a real date, for example 30 9 2026" in ellen.text()
    ellen.fill("Day", "11")
    ellen.fill("Month", "12")
    ellen.press("Schedule the meeting")
    ellen.stop("Ordinary meeting", next_step="Open the agenda")
    ellen.follow("Open the agenda")
    ellen.fill("Paste or type a list, one item on each line", LINES)
    ellen.press("Add these lines")
    ellen.has_focus("item-")
    ellen.stop("Agenda", next_step="Send to the Chair")


def order_the_agenda_by_keyboard(ellen: Person) -> None:
    assert numbered(ellen)[-4:] == [
        "7 Date of next meeting",
        "8 Any other urgent items",
        "9 Report on rural response times",
        "10 Road safety plan",
    ]
    ellen.key_on("button", "Move item 9 up")
    ellen.has_focus("item-")
    ellen.key_on("link", "Move item 10 to another place")
    ellen.has_focus("where")
    ellen.stop("Agenda", next_step="Send to the Chair")
    ellen.page.keyboard.type("after 6")
    ellen.key_on("button", "Move")
    ellen.key_on("button", "Move item 9 up")
    ellen.has_focus("item-")
    ellen.stop("Agenda", next_step="Send to the Chair")
    assert numbered(ellen)[-5:] == [
        "6 Update from the Commissioner",
        "7 Road safety plan",
        "8 Report on rural response times",
        "9 Date of next meeting",
        "10 Any other urgent items",
    ]


def write_a_report(ellen: Person) -> None:
    ellen.follow("Write a paper for item 8")
    ellen.stop("Write a paper", next_step="Start writing")
    ellen.press("Start writing")
    ellen.stop("Report on rural response times", next_step="Clear the paper")
    write(ellen)
    ellen.fill("Recommendation", "notes where the cars wait.")
    ellen.unfold("Background papers")
    ellen.tick("There are no background papers")
    ellen.unfold("People to contact")
    ellen.fill("Name", "Ellen Marsh")
    ellen.press_on("Save")
    ellen.stop("Report on rural response times", next_step="Clear the paper")
    # How many versions there are depends on when the page saved by itself while it was typed in.
    assert re.search(r"Saved at 10 am, version [23]\b", ellen.text())
    ellen.follow("Read as printed")
    ellen.stop("Report on rural response times")
    assert "Where the cars wait 2. Four cars wait in the north." in ellen.text()
    ellen.page.go_back()
    ellen.press_on("Clear the paper")
    ellen.stop("Report on rural response times")
    assert "Cleared at 10 am." in ellen.text()
    ellen.follow_first("Item 8, Wessex Police and Crime Panel")
    ellen.has_focus("item-")
    assert ellen.page.get_by_role("link", name="Cleared: Report on rural response times").count() == 1


def write(ellen: Person) -> None:
    """A heading and a numbered paragraph, with the buttons of the editor."""
    box = ellen.page.get_by_role("textbox", name="Text of the report")
    bar = ellen.page.get_by_role("toolbar", name="Formatting: Text of the report")
    box.click()
    bar.get_by_role("button", name="Text").first.click()
    bar.get_by_role("button", name="Heading", exact=True).click()
    ellen.page.keyboard.type("Where the cars wait")
    ellen.page.keyboard.press("Enter")
    bar.get_by_role("button", name="Numbered paragraph").click()
    ellen.page.keyboard.type("Four cars wait in the north.")


def upload_a_plan(ellen: Person, folder: Path) -> None:
    """What cannot be used is said beside the field, and the title stays."""
    word = folder / "plan.docx"
    word.write_bytes(b"PK\x03\x04 half a letter")
    closed = scenes.pdf(folder, "closed", password="secret")
    ellen.follow("Upload a paper for item 7")
    ellen.stop("Upload a paper", next_step="Upload")
    ellen.fill("Title", "Road safety plan 2027")
    for path, sentence in ((str(word), "Word file is damaged"), (closed, "password")):
        ellen.attach("PDF or Word file", path)
        ellen.send("Upload")
        ellen.stop("Upload a paper", next_step="Upload")
        assert sentence in ellen.text()
        assert ellen.page.get_by_label("Title", exact=True).input_value() == "Road safety plan 2027"
    ellen.attach("PDF or Word file", scenes.pdf(folder, "plan"))
    ellen.send("Upload")
    ellen.stop("Papers", next_step="Check the paper")
    ellen.follow("Road safety plan 2027")
    ellen.stop("Road safety plan 2027", next_step="Clear the paper")
    ellen.press("Clear the paper")
    ellen.follow_first("Item 7, Wessex Police and Crime Panel")


def ask_the_chair(ellen: Person, chair: Person) -> None:
    """The chair agrees in a browser of their own."""
    ellen.press("Send to the Chair")
    ellen.stop("Agenda")
    chair.open("/")
    chair.stop("Your tasks", next_step="Read the agenda")
    chair.follow_first("Read the agenda")
    chair.stop("Agenda", next_step="Agree the agenda")
    chair.press("Agree the agenda")
    chair.stop("Agenda")
    ellen.open("/")
    ellen.stop("Your tasks", next_step="Final check")
    ellen.follow_first("Final check")


def build_and_publish(ellen: Person) -> None:
    """The pack is built while the final check waits, all is published together, and people are notified."""
    ellen.press("Build the pack")
    ellen.stop("Final check")
    assert "The pack is being built." in ellen.text()
    do_the_work()
    ellen.page.get_by_role("button", name="Publish agenda and pack").wait_for()
    ellen.stop("Final check", next_step="Publish agenda and pack")
    ellen.press("Publish agenda and pack")
    ellen.stop(next_step="Notify 2 people")
    assert "2 people not yet notified." in ellen.heading()
    ellen.press("Notify 2 people")
    ellen.stop()
    assert "Notifying 2 people" in ellen.heading()
    ellen.follow("Public page of the meeting")
    ellen.stop("Friday 11 December 2026 at 2 pm")


def read_as_the_public(reader: Person, folder: Path) -> None:
    """Somebody without a sign-in finds the meeting, reads a report and takes the pack home."""
    reader.open("/")
    reader.stop("Meetings, papers and decisions")
    reader.follow_first("Friday 11 December 2026")
    reader.stop("Friday 11 December 2026 at 2 pm")
    with reader.page.expect_download() as found:
        reader.page.evaluate(
            "a => { a.setAttribute('download', ''); a.click() }",
            reader.page.get_by_role("link", name="Agenda pack", exact=True).element_handle(),
        )
    assert found.value.url.endswith("/pack.pdf")
    found.value.save_as(folder / "pack.pdf")
    with pikepdf.open(folder / "pack.pdf") as pack:
        assert len(pack.pages) == 5
    reader.follow_first("Read as a page")
    reader.stop("Report on rural response times")
    assert "2. Four cars wait in the north." in reader.text()


def test_a_pack_is_built_without_scripts(
    browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user, starts_at=london(2026, 12, 11))
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    ellen = Person(page, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/pack/")
    ellen.go(page.get_by_role("button", name="Build the draft pack", exact=True))
    assert "Being built" in ellen.text()
    do_the_work()
    page.get_by_role("link", name="Open the draft pack").wait_for()
    assert "Being built" not in ellen.text()
