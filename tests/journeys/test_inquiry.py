"""An inquiry's first weeks: its terms of reference are written, agreed and placed on an agenda."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from meetings import actions as meetings
from tests.builders.meetings import london, make_meeting
from tests.journeys import scenes
from tests.journeys.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
TITLE = "Inquiry into rural response times"


def test_terms_of_reference_are_written_agreed_and_placed(page: Page, live_server: LiveServer) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user, starts_at=london(2026, 12, 11))
    meetings.paste_lines(meeting=meeting, text="Terms of reference of the inquiry", by=user)
    ellen = Person(page, live_server, user)
    open_it(ellen)
    write_it(ellen)
    agree_it(ellen)
    place_it(ellen)


def open_it(ellen: Person) -> None:
    ellen.open("/")
    ellen.follow("Inquiries")
    ellen.stop("Inquiries", next_step="Open an inquiry")
    ellen.follow("Open an inquiry")
    ellen.stop("Open an inquiry", next_step="Open the inquiry")
    ellen.fill("Title", TITLE)
    ellen.fill("Final report expected (optional)", "March 2027")
    ellen.press("Open the inquiry")
    ellen.stop(TITLE, next_step="Record as agreed")


def write_it(ellen: Person) -> None:
    ellen.follow_first("Write")
    ellen.page.get_by_label("Paragraphs", exact=True).fill(
        "Calls are many.\n\nCars are few:\n- north;\n- south."
    )
    ellen.press("Save")
    ellen.stop(TITLE, next_step="Record as agreed")
    ellen.follow("Add a scope item")
    ellen.stop("Add a scope item", next_step="Save")
    ellen.fill("What the inquiry looks at", "how calls are graded")
    ellen.press("Save and add another")
    ellen.fill("What the inquiry looks at", "where cars wait")
    ellen.press("Save")
    ellen.follow("Plan a session")
    ellen.page.get_by_label("Month", exact=True).first.fill("Octember")
    ellen.fill("Business", "How calls are graded.")
    ellen.press("Save")
    ellen.stop("Add a session", next_step="Save")
    assert "nter a month and year, for example October 2026" in ellen.text()
    assert ellen.page.get_by_label("Business", exact=True).input_value() == "How calls are graded."
    ellen.page.get_by_label("Month", exact=True).first.fill("February 2027")
    ellen.press("Save")
    ellen.stop(TITLE, next_step="Record as agreed")
    ellen.follow("Read draft 1 as it will be printed")
    ellen.stop(f"{TITLE}: terms of reference")
    assert "1.2 Cars are few:" in ellen.text()


def agree_it(ellen: Person) -> None:
    ellen.follow(TITLE)
    ellen.follow("Record as agreed")
    ellen.stop("Record the terms as agreed", next_step="Record as agreed")
    ellen.fill("Or agreed elsewhere (optional)", "The Council, 12 November 2026")
    ellen.fill("Reason for agreeing without this", "The Commissioner agreed on the telephone.")
    ellen.press("Record as agreed")
    ellen.stop(f"{TITLE}: terms of reference")
    assert "Agreed" in ellen.text()


def place_it(ellen: Person) -> None:
    ellen.follow("Add to an agenda")
    ellen.stop("Add the terms to an agenda", next_step="Add to the agenda")
    ellen.choose("Item", "9 Terms of reference of the inquiry")
    ellen.press("Add to the agenda")
    ellen.stop(TITLE, next_step="Add to an agenda")
    assert "The terms have been added to the agenda." in ellen.text()
    ellen.follow("Meetings")
    ellen.follow("Friday 11 December 2026")
    ellen.follow("Open the agenda")
    ellen.stop("Agenda", next_step="Send to the Chair")
    assert ellen.page.get_by_role("link", name="Cleared: ").count() == 1
