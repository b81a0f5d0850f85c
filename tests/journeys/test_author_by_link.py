"""A paper by an author without an account: asked for, written, handed in, sent back, mended, cleared."""

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from meetings import actions
from meetings.models import Paper
from tests.builders.meetings import london, make_meeting
from tests.journeys import scenes
from tests.journeys.steps import Person, do_the_work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
TITLE = "Knife crime"
SEND = "Send to the secretariat"


def test_an_author_without_an_account_writes_a_paper(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    settings: Settings,
) -> None:
    settings.SITE_ADDRESS = live_server.url
    body, user = scenes.panel()
    meeting = make_meeting(body, user, starts_at=london(2027, 1, 15))
    meeting.items.all().delete()
    actions.add_item(meeting=meeting, title=TITLE, business="report", by=user)
    ellen = Person(page, live_server, user)
    farah = Person(browser.new_context(**browser_context_args).new_page(), live_server)

    ask(ellen, meeting.pk)
    write_and_hand_in(farah)
    send_back(ellen)
    mend_and_hand_in(farah)
    clear(ellen, farah)


def the_link() -> str:
    """The path of the link in the newest mail that was delivered."""
    do_the_work()
    path: str = re.findall(r"/link/\S+", str(mail.outbox[-1].body))[0]
    return path


def ask(ellen: Person, meeting: int) -> None:
    ellen.open(f"/meetings/{meeting}/papers/")
    ellen.stop("Papers", next_step="Ask for the paper")
    ellen.follow(f"Ask for the paper: {TITLE}")
    ellen.stop("Ask for a paper", next_step="Ask for the paper")
    ellen.fill("Their email address", "farah at opcc")
    ellen.press("Ask for the paper")
    ellen.stop("Ask for a paper", next_step="Ask for the paper")
    assert "Enter the name of the author" in ellen.text()
    ellen.fill("Name of an author without an account", "Farah Siddiqui")
    ellen.fill("Their email address", "farah@opcc-wessex.example")
    ellen.fill("What is wanted", "What was done since June, in about four pages.")
    ellen.press("Ask for the paper")
    ellen.stop("Papers", next_step="Go to the pack")
    assert "Asked of Farah Siddiqui by Ellen Marsh, Tue 24 Nov" in ellen.text()


def write_and_hand_in(farah: Person) -> None:
    farah.open("/link/nobody-knows-this/")
    farah.stop("This link no longer works")
    farah.open(the_link())
    farah.stop(TITLE, next_step="Write it here")
    assert farah.page.url.endswith(f"/your-paper/{Paper.objects.get().ref}/")
    assert "What was done since June, in about four pages." in farah.text()
    farah.follow("Write it here")
    farah.stop(TITLE, next_step=SEND)
    farah.page.get_by_label("Recommendation", exact=True).first.fill("That the Panel notes the report.")
    farah.press_on("Save")
    farah.stop(TITLE, next_step=SEND)
    farah.press_on(SEND)
    farah.stop(TITLE)
    assert "Sent to the secretariat at 10 am." in farah.text()
    assert "Your paper has been received." in farah.text()


def send_back(ellen: Person) -> None:
    ellen.open("/")
    ellen.follow_first("Check the paper")
    ellen.stop(TITLE, next_step="Clear the paper")
    assert "That the Panel notes the report." in ellen.text()
    ellen.follow("Return with a comment")
    ellen.stop("Return with a comment", next_step="Return the paper")
    ellen.fill("What should the author change?", "Say who is to be contacted.")
    ellen.press("Return the paper")
    ellen.stop(TITLE, next_step="Clear the paper")
    assert "Returned to Farah Siddiqui at 10 am." in ellen.text()


def mend_and_hand_in(farah: Person) -> None:
    farah.open(the_link())
    farah.stop(TITLE, next_step=SEND)
    assert "Say who is to be contacted." in farah.text()
    farah.unfold("People to contact")
    farah.page.get_by_label("Name", exact=True).first.fill("Farah Siddiqui")
    # The button that sends it saves it first.
    farah.press_on(SEND)
    farah.stop(TITLE)


def clear(ellen: Person, farah: Person) -> None:
    ellen.open(f"/papers/{Paper.objects.get().pk}/")
    ellen.press("Clear the paper")
    ellen.stop(TITLE)
    farah.open(f"/your-paper/{Paper.objects.get().ref}/write/")
    farah.stop(TITLE)
    assert "Cleared by Ellen Marsh on Tuesday 24 November 2026 at 10 am." in farah.text()
    ellen.follow(ellen.page.locator("main a[href*='/agenda/']").first.inner_text())
    ellen.page.goto(ellen.page.url.split("/agenda/")[0] + "/papers/")
    ellen.stop("Papers", next_step="Go to the pack")
    assert "Cleared by Ellen Marsh, Tue 24 Nov" in ellen.text()
