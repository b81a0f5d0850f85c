"""A briefing note's way: written theme by theme, returned by its chair, approved, placed at item 13 a)."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions as meetings
from panels.models import Body
from partnerships import actions
from partnerships.models import CSP
from partnerships.rules import THEMES
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import FIRST_DAY, make_user
from tests.journeys import scenes
from tests.journeys.steps import Person, numbered

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
DAY = "Friday 11 December 2026"


def test_a_note_is_written_returned_approved_and_placed(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    body, user = scenes.panel()
    jo, hollis = people_of(body, user)
    with_thirteen_items(body, user)

    def someone(who: User) -> Person:
        return Person(browser.new_context(**browser_context_args).new_page(), live_server, who)

    ellen, writer, chair = Person(page, live_server, user), someone(jo), someone(hollis)
    ask_for_notes(ellen)
    write_and_stop(writer)
    write_the_rest_and_send(writer)
    send_it_back(chair)
    mend_it(writer)
    approve(chair)
    place_it(ellen)


def people_of(body: Body, user: User) -> tuple[User, User]:
    """Who writes for Cranmere's partnership, and who chairs it."""
    csp: CSP = actions.add_csp(
        body=body, name="Cranmere Community Safety Partnership", short_name="Cranmere", by=user
    )
    actions.first_questions(body=body, by=user)
    jo, hollis = make_user("Jo Tarrant"), make_user("Rosalind Hollis")
    for who, role in ((jo, Role.CSP_OFFICER), (hollis, Role.CSP_CHAIR)):
        actions.appoint_role(csp=csp, user=who, role=role, starts_on=FIRST_DAY, by=user)
    return jo, hollis


def with_thirteen_items(body: Body, user: User) -> None:
    """A meeting whose thirteenth item has room for the notes below it."""
    meeting = make_meeting(body, user, starts_at=london(2026, 12, 11))
    meeting.items.all().delete()
    text = "\n".join([*(f"Subject {n}" for n in range(1, 13)), "Community safety", "a) Briefing notes"])
    meetings.paste_lines(meeting=meeting, text=text, by=user)


def ask_for_notes(ellen: Person) -> None:
    ellen.open("/")
    ellen.follow("Partnerships")
    ellen.follow_first("Ask for briefing notes")
    ellen.stop("Ask for briefing notes", next_step="Ask every partnership")
    ellen.choose("Meeting", "Ordinary meeting of 11 December 2026")
    ellen.press("Ask every partnership")
    ellen.stop("No note has been received")
    assert "They are due on Friday 27 November 2026" in ellen.text()


def write_and_stop(writer: Person) -> None:
    writer.open("/")
    writer.stop("Your tasks", next_step="Start writing")
    writer.follow_first("Start writing")
    writer.stop(f"Briefing note for {DAY}", next_step="Start writing")
    writer.follow("Start writing")
    writer.stop(THEMES[0].heading, next_step="Save and go to theme 2")
    writer.page.get_by_label(THEMES[0].question).fill("Two of our four priorities are in the plan.")
    writer.press("Save and come back later")
    writer.stop(f"Briefing note for {DAY}", next_step="Continue writing")
    assert "Saved at 10 am on 24 November" in writer.text()


def write_the_rest_and_send(writer: Person) -> None:
    writer.open("/")
    writer.follow_first("Continue writing")
    writer.follow("Continue writing")
    for number, theme in enumerate(THEMES[1:], start=2):
        assert writer.heading() == theme.heading
        writer.page.get_by_label(theme.question).fill(f"What we see, theme {number}.")
        last = number == len(THEMES)
        writer.press("Save and see your note" if last else f"Save and go to theme {number + 1}")
    writer.stop(f"Briefing note for {DAY}", next_step="Send to Rosalind Hollis")
    writer.press("Send to Rosalind Hollis")
    writer.stop("Cranmere Community Safety Partnership")
    assert "Sent to Rosalind Hollis." in writer.text()


def send_it_back(chair: Person) -> None:
    chair.open("/")
    chair.stop("Your tasks", next_step="Read and decide")
    chair.follow_first("Read and decide")
    chair.stop("Read the note, then approve or return it", next_step="Send my decision")
    chair.press("Send my decision")
    chair.stop("Read the note, then approve or return it", next_step="Send my decision")
    assert "Select whether you approve the note or return it" in chair.text()
    chair.tick("Return to Jo Tarrant with a comment")
    chair.fill("Comment to Jo Tarrant", "Name the two priorities.")
    chair.press("Send my decision")
    chair.stop("Cranmere Community Safety Partnership")


def mend_it(writer: Person) -> None:
    writer.open("/")
    writer.follow_first("Continue writing")
    writer.stop(f"Briefing note for {DAY}", next_step="Send to Rosalind Hollis")
    assert (
        "Rosalind Hollis returned it on Tuesday 24 November 2026: Name the two priorities." in writer.text()
    )
    writer.follow(f"1. {THEMES[0].heading}")
    box = writer.page.get_by_label(THEMES[0].question)
    assert box.input_value() == "Two of our four priorities are in the plan."
    box.fill("Road safety and hate crime are in the plan.")
    writer.press("Save and come back later")
    writer.press("Send to Rosalind Hollis")


def approve(chair: Person) -> None:
    chair.open("/")
    chair.follow_first("Read and decide")
    assert "Road safety and hate crime are in the plan." in chair.text()
    chair.tick("Approve. It is sent to the secretariat immediately")
    chair.press("Send my decision")
    chair.stop("Cranmere Community Safety Partnership")
    assert "Approved by Rosalind Hollis on Tuesday 24 November 2026." in chair.text()


def place_it(ellen: Person) -> None:
    ellen.open("/partnerships/")
    ellen.stop("Partnerships", next_step="Ask for briefing notes")
    ellen.follow(DAY)
    ellen.stop("The note has been received", next_step="Add the notes to the agenda")
    assert "Road safety and hate crime are in the plan." in ellen.text()
    ellen.follow("Add the notes to the agenda")
    ellen.stop("Add the notes to the agenda", next_step="Add the paper to the agenda")
    ellen.choose("Item", "13 a) Briefing notes")
    ellen.press("Add the paper to the agenda")
    assert "item 13 a)" in ellen.text()
    ellen.follow("Meetings")
    ellen.follow(DAY)
    ellen.follow("Open the agenda")
    ellen.stop("Agenda", next_step="Send to the Chair")
    assert numbered(ellen)[-2:] == ["13 Community safety", "13 a) Briefing notes"]
    assert ellen.page.get_by_role("link", name="Cleared: ").count() == 1
