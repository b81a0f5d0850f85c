"""A clerk who records a meeting for the first time practises with a made-up one."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings.models import DayEntry, Meeting
from tests.browser import PATIENCE
from tests.builders.day import day_meeting
from tests.builders.practice import practising
from tests.journeys.steps import Person

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("clock")
def test_a_clerk_practises_every_act_of_a_meeting_and_throws_it_away(
    page: Page, live_server: LiveServer
) -> None:
    held = day_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open("/meetings/")
    ellen.press("Practise with a made-up meeting")
    ellen.stop("Meeting day", next_step="Start the meeting")
    says_practice(page)
    ellen.press("Mark everyone as present")
    expect(page.get_by_text("Quorate: 7 here")).to_be_visible(timeout=PATIENCE)
    ellen.press("Start the meeting")
    expect(page.get_by_role("button", name="Begin item 1")).to_be_visible(timeout=PATIENCE)
    take_an_item(ellen)
    declare_an_interest(ellen)
    decide_act_and_vote(ellen)
    exclude_the_public(ellen)
    adjourn_and_resume(ellen)
    ellen.press("End the meeting")
    expect(page.get_by_role("link", name="Write the minutes")).to_be_visible(timeout=PATIENCE)
    ellen.follow("Write the minutes")
    says_practice(page)
    for words in ("Members welcomed the report.", "That the report be noted.", "Send the figures."):
        expect(page.get_by_text(words).first).to_be_visible()
    with practising(held.secretary):
        kinds = [each.kind for each in DayEntry.objects.standing()]
        assert {"public_out", "public_in", "adjourned", "resumed"} <= set(kinds)
    ellen.press("Delete this practice")
    ellen.stop("Meetings", next_step="Schedule a meeting")
    assert "The practice meeting has been deleted." in ellen.text()
    assert [each.objects.count() for each in (DayEntry, Publication, OutgoingMail)] == [0, 0, 0]
    assert list(Meeting.objects.all()) == [held.meeting]


def says_practice(page: Page) -> None:
    expect(page.get_by_role("region", name="Practice")).to_contain_text("Everything on this page is made up.")
    assert page.title().startswith("PRACTICE: ")


def take_an_item(ellen: Person) -> None:
    """The third item has a paper, which opens from the item and says that it is practice."""
    ellen.follow_first("3 Response times of the police")
    ellen.press("Begin item 3")
    expect(ellen.page.get_by_role("button", name="Close item 3, go to 4")).to_be_visible(timeout=PATIENCE)


def declare_an_interest(ellen: Person) -> None:
    ellen.page.keyboard.press("F9")
    ellen.choose("Whose interest", "Cllr Gwen Ashdown")
    ellen.fill("What the interest is", "as a trustee of a charity")
    ellen.choose("What the member does", "Stays")
    ellen.press("Record the interest")
    recorded = ellen.page.locator("#day-recorded")
    expect(recorded).to_contain_text("Interest: Cllr Gwen Ashdown", timeout=PATIENCE)


def decide_act_and_vote(ellen: Person) -> None:
    page = ellen.page
    page.get_by_label("What was said on item 3").fill("Members welcomed the report.")
    page.locator("#limb-a").fill("That the report be noted.")
    expect(page.locator("[data-safe-state]")).to_contain_text("Saved at", timeout=PATIENCE)
    page.keyboard.press("F8")
    page.get_by_label("What is to be done").fill("Send the figures.")
    page.get_by_role("button", name="Record the action").click()
    expect(page.locator("#day-recorded")).to_contain_text("Send the figures.", timeout=PATIENCE)
    page.get_by_label("For", exact=True).fill("7")
    page.get_by_label("Against").fill("0")
    page.get_by_role("button", name="Record the vote").click()
    expect(page.locator("#day-recorded")).to_contain_text("carried: 7 for, 0 against", timeout=PATIENCE)


def exclude_the_public(ellen: Person) -> None:
    ellen.follow_first("5 Contract for a records system")
    ellen.press("Begin item 5")
    expect(ellen.page.locator("#now")).to_contain_text("Contract", timeout=PATIENCE)
    ellen.follow("Exclude the public")
    ellen.page.get_by_label("Item 5:").check()
    ellen.press("Exclude the public")
    expect(ellen.page.get_by_text("The public has been excluded since")).to_be_visible(timeout=PATIENCE)
    ellen.press("Readmit the public")
    expect(ellen.page.get_by_text("In public since")).to_be_visible(timeout=PATIENCE)


def adjourn_and_resume(ellen: Person) -> None:
    ellen.follow("Adjourn")
    ellen.page.get_by_label("Later today").check()
    ellen.press("Adjourn")
    expect(ellen.page.get_by_text("Adjourned since")).to_be_visible(timeout=PATIENCE)
    ellen.press("Resume the meeting")
    expect(ellen.page.get_by_text("In public since")).to_be_visible(timeout=PATIENCE)
