"""The first day: from an empty installation to an agenda the public can read."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from config import setup
from tests.journeys.steps import Person, do_the_work, numbered

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
MEMBERS = "\n".join(
    [
        "Cllr\tAda\tFern\tAmbermere City Council",
        "Cllr\tTom\tBirch\tCranmere Borough Council",
        "Vacancy\t\t\tKennetside District Council",
        "Ms\tUna\tPike\tIndependent",
    ]
)

LINES = """How the Commissioner answers letters | Commissioner | oral
Date of next meeting"""


def test_from_an_empty_installation_to_an_agenda_the_public_reads(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    ellen = Person(page, live_server)
    ellen.open("/")
    ellen.stop("Set up Panelbook", next_step="Save and go to the panel")
    ellen.fill("Set-up code", setup.code())
    ellen.fill("Your name", "Ellen Marsh")
    ellen.fill("Your email address", "ellen@wessex.example")
    ellen.fill("A password", "correct horse battery")
    ellen.press("Save and go to the panel")
    ellen.stop("The panel", next_step="Save and go to the members")
    ellen.fill("Name of the panel", "Wessex Police and Crime Panel")
    ellen.fill("Usual venue (optional)", "Council Chamber, County Hall, Ambermere")
    ellen.press("Save and go to the members")
    ellen.stop("The members", next_step="Check the list")
    ellen.fill("Paste the rows here", MEMBERS)
    ellen.press("Check the list")
    ellen.stop("The members", next_step="Save these 4 seats")
    assert "4 seats, 1 vacancy, 3 councils." in ellen.text()
    ellen.press("Save these 4 seats")
    ellen.stop("Wessex Police and Crime Panel is set up", next_step="Schedule the first meeting")
    ellen.follow("Schedule the first meeting")

    ellen.stop("Schedule a meeting", next_step="Schedule the meeting")
    ellen.choose("Type of meeting", "Special meeting")
    ellen.fill("Day", "11")
    ellen.fill("Month", "12")
    ellen.fill("Year", "2026")
    ellen.fill("Time", "1.30 pm")
    ellen.choose("Venue", "Council Chamber, County Hall, Ambermere")
    ellen.press("Schedule the meeting")
    ellen.stop("Special meeting", next_step="Open the agenda")
    ellen.follow("Open the agenda")
    ellen.stop("Agenda", next_step="Send to the Chair")
    ellen.fill("Paste or type a list, one item on each line", LINES)
    ellen.press("Show how this will be read")
    ellen.stop("Agenda", next_step="Send to the Chair")
    ellen.press("Add these lines")
    assert numbered(ellen) == [
        "1 Apologies for absence and substitutes",
        "2 Declarations of interest",
        "3 Public questions",
        "4 How the Commissioner answers letters",
        "5 Date of next meeting",
    ]
    ellen.press("Record the Chair’s agreement")
    ellen.stop("Agenda", next_step="Go to the final check")
    ellen.follow("Go to the final check")
    ellen.stop("Final check", next_step="Build the pack")
    ellen.press("Build the pack")
    ellen.stop("Final check")
    do_the_work()
    ellen.wait_until_done()
    ellen.stop("Final check", next_step="Publish agenda and pack")
    ellen.press("Publish agenda and pack")
    ellen.stop(next_step="Notify 1 person")
    assert "1 person not yet notified." in ellen.heading()

    # 4 of the administrator, 2 of the panel, 1 of the members, 6 of the meeting, 1 of the agenda.
    assert ellen.filled == 14

    ellen.press("Sign out")
    reader = Person(browser.new_context(**browser_context_args).new_page(), live_server)
    reader.open("/")
    reader.stop("Meetings, papers and decisions")
    reader.follow_first("Friday 11 December 2026")
    reader.stop("Friday 11 December 2026 at 1.30 pm")
    assert "How the Commissioner answers letters" in reader.text()
