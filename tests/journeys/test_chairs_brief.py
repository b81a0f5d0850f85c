"""The chair opens the brief on a tablet, on the morning of the meeting."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from meetings import actions
from panels.models import Person as Member
from tests.builders.panels import make_chair, seat_member
from tests.builders.questions import announced_meeting, put
from tests.journeys.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
TABLET: ViewportSize = {"width": 820, "height": 1180}


@pytest.mark.shows("V10", "V19")
def test_the_chair_reads_the_brief_on_a_tablet(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    body, clerk, meeting = announced_meeting()
    chair = make_chair(body)
    seat_member(body, "Abbot", "Abbot Council")
    for title, standing in (("Apologies", "apologies"), ("Public questions", "public_questions")):
        actions.add_item(meeting=meeting, title=title, standing=standing, by=clerk)
    actions.add_item(
        meeting=meeting, title="Knife crime", business="report", presenter="Chief Constable", by=clerk
    )
    actions.accept_question(question=put(meeting), by=clerk)
    ellen = Person(page, live_server, clerk)
    write_down_who_comes(ellen, meeting.pk)
    add_notes(ellen)
    tablet = browser.new_context(**{**browser_context_args, "viewport": TABLET}).new_page()
    read(Person(tablet, live_server, chair))


def write_down_who_comes(ellen: Person, meeting: int) -> None:
    ellen.open(f"/meetings/{meeting}/")
    ellen.follow("Attendance")
    ellen.stop("Expected attendance")
    abbot = Member.objects.get(family_name="Abbot").printed_name
    ellen.follow_first(f"Record the reply of {abbot}")
    ellen.stop(abbot, next_step="Save")
    ellen.page.get_by_label("Apologies").check()
    ellen.fill("Name of their substitute (optional)", "Cllr Pat Reeve")
    ellen.press("Save")
    ellen.stop("Expected attendance")
    assert "Cllr Pat Reeve" in ellen.text()


def add_notes(ellen: Person) -> None:
    ellen.follow("Chair’s brief")
    ellen.stop("Chair’s brief")
    ellen.follow("Add notes and times")
    ellen.stop("Notes and times for the chair", next_step="Save notes and times")
    minutes = ellen.page.get_by_label("Minutes", exact=True)
    minutes.nth(0).fill("ten")
    ellen.press("Save notes and times")
    ellen.stop("Notes and times for the chair", next_step="Save notes and times")
    assert "as a whole number" in ellen.text()
    minutes.nth(0).fill("10")
    ellen.page.get_by_label("Note to the chair").nth(2).fill("Ask about the figures for the north.")
    ellen.press("Save notes and times")
    ellen.stop("Chair’s brief")


def read(chair: Person) -> None:
    chair.open("/meetings/")
    chair.follow_first("4 December 2026")
    chair.follow("Brief")
    chair.stop("Chair’s brief")
    said = chair.text()
    for words in (
        "Apologies have been received from Cllr Ada Abbot.",
        "Cllr Pat Reeve is here in place of Cllr Ada Abbot.",
        "1.40 pm",
        "Question 1: Mrs Jane Ashby, to the Panel (to be read out)",
        "I ask the Chief Constable to introduce the report.",
        "Note: Ask about the figures for the north.",
    ):
        assert words in said
