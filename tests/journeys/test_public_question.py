"""A member of the public asks on a phone, is told, and reads the answer in the published minutes."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.jobs.models import OutgoingMail
from meetings import actions
from tests.builders.questions import announced_meeting
from tests.journeys.steps import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


@pytest.mark.shows("V19")
def test_a_question_from_the_phone_to_the_published_answer(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    clock: time_machine.Traveller,
) -> None:
    _, clerk, meeting = announced_meeting()
    actions.add_item(meeting=meeting, title="Public questions", standing="public_questions", by=clerk)
    jane = Person(browser.new_context(**{**browser_context_args, "viewport": PHONE}).new_page(), live_server)
    ellen = Person(page, live_server, clerk)
    cache.clear()  # Nobody else has put anything from this address today.
    put(jane)
    follow_the_link(jane, live_server)
    accept(ellen)
    clock.move_to("2026-12-04T16:00:00+00:00")
    actions.hold_meeting(meeting=meeting, by=clerk)
    answer(Person(page, live_server, clerk))  # Ten days later she signs in again.
    actions.publish_minutes(minutes=actions.start_minutes(meeting=meeting, by=clerk), by=clerk)
    read(jane)


def put(jane: Person) -> None:
    jane.open("/meeting/")
    jane.follow_first("4 December 2026")
    jane.follow("Submit a question, statement or petition")
    jane.stop("Submit a question, statement or petition", next_step="Send")
    jane.fill("Your question, statement or petition", "word " * 101)
    jane.press("Send")
    jane.stop("Submit a question, statement or petition", next_step="Send")
    said = jane.text().replace("\xa0", " ")
    assert "It can have up to 100 words. This has 101." in said
    assert "Enter your name" in said
    assert "Select an answer to “What do you want to submit?”" in said
    jane.page.get_by_label("Question", exact=True).check()
    jane.fill("Your question, statement or petition", "How many officers patrol Ambermere at night?")
    jane.page.get_by_label("The Police and Crime Commissioner").check()
    jane.fill("Your name", "Jane Ashby")
    jane.fill("Your email address", "jane@ashby.example")
    jane.page.get_by_label("I meet the rules above").check()
    jane.press("Send")
    jane.stop("Now confirm your email address")


def follow_the_link(jane: Person, live_server: LiveServer) -> None:
    open_the_link(jane, "Please confirm your email address")
    jane.stop("Did you write this?", next_step="Yes, I wrote this")
    jane.press("Yes, I wrote this")
    jane.stop("Your email address")
    assert "Thank you. The secretariat has received it." in jane.text()
    open_the_link(jane, "Your question has been received")
    jane.stop("Your question")
    assert "The secretariat has not decided yet." in jane.text()


def open_the_link(jane: Person, subject: str) -> None:
    mail = OutgoingMail.objects.get(recipient="jane@ashby.example", subject=subject)
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    jane.open("/" + link.split("/", 3)[3])


def accept(ellen: Person) -> None:
    ellen.open("/")
    assert "has 1 public question to decide." in ellen.text().replace("\xa0", " ")
    ellen.follow_first("Decide")
    ellen.stop("Public questions")
    ellen.follow("Question from Jane Ashby")
    ellen.stop("Question from Jane Ashby", next_step="Accept")
    ellen.fill("Name as printed", "Jane Ashby, Ambermere")
    ellen.press("Accept")
    ellen.stop("Public questions")


def answer(ellen: Person) -> None:
    ellen.open("/")
    ellen.follow_first("Record the answers")
    ellen.follow("Question from Jane Ashby, Ambermere")
    ellen.ready()
    ellen.page.get_by_role("textbox", name="Answer", exact=True).fill("Sixteen, in eight cars.")
    ellen.fill("Supplementary question at the meeting (optional)", "And on Sundays?")
    ellen.fill("Answer to it (optional)", "Twelve.")
    ellen.press("Save the answer")
    ellen.stop("Public questions")
    assert "Answered at the meeting" in ellen.text()


def read(jane: Person) -> None:
    jane.open("/public/")
    jane.follow_first("Minutes")
    said = jane.text()
    for words in (
        "Jane Ashby, Ambermere asked the Police and Crime Commissioner: How many officers patrol",
        "Answer: Sixteen, in eight cars.",
        "Supplementary question: And on Sundays?",
    ):
        assert words in said
