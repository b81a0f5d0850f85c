"""Waiting for a file: the page says how far it is, then goes on by itself, to the file or with the act."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.builders.meetings import london, make_meeting
from tests.builders.minutes import add_items, held_meeting, minuted
from tests.journeys import scenes
from tests.journeys.steps import Person
from tests.waiting import worker_made

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock"), pytest.mark.at_once]
# The clock of the browser is moved by the test: longer than until the page looks again.
A_WHILE = 6000


def test_the_draft_minutes_are_waited_for(page: Page, live_server: LiveServer) -> None:
    held = held_meeting()
    add_items(held, 1)
    minuted(held)
    page.clock.install()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/minutes/draft.pdf")
    ellen.stop("Your file is being prepared")
    assert "Waiting to start" in ellen.text()
    worker_made()
    with page.expect_response(lambda answer: answer.headers.get("content-type") == "application/pdf"):
        page.clock.run_for(A_WHILE)


def test_an_act_goes_on_once_its_file_is_there(page: Page, live_server: LiveServer) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user, starts_at=london(2026, 12, 11))
    page.clock.install()
    ellen = Person(page, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/notice/")
    ellen.go(page.get_by_role("button", name="Publish the notice", exact=True))
    ellen.stop("A file is being prepared first")
    assert "Nothing has been changed yet." in ellen.text()
    worker_made()
    page.clock.run_for(A_WHILE)
    ellen.stop("Notice of the meeting", next_step="Publish the notice")
    assert "Published" in ellen.text()


def test_without_scripts_a_button_carries_on(
    browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    body, user = scenes.panel()
    meeting = make_meeting(body, user, starts_at=london(2026, 12, 11))
    plain = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    ellen = Person(plain, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/notice/")
    ellen.go(plain.get_by_role("button", name="Publish the notice", exact=True))
    plain.get_by_role("heading", name="A file is being prepared first").wait_for()
    worker_made()
    ellen.go(plain.get_by_role("button", name="Continue", exact=True))
    plain.get_by_role("heading", name="Notice of the meeting").wait_for()


def test_without_scripts_the_page_looks_again_and_saves_the_file(
    browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    held = held_meeting()
    add_items(held, 1)
    minuted(held)
    plain = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    ellen = Person(plain, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/minutes.docx")
    plain.get_by_role("heading", name="Your file is being prepared").wait_for()
    with plain.expect_download() as saved:
        worker_made()
    assert saved.value.suggested_filename == f"Minutes-{held.meeting.day:%Y-%m-%d}.docx"
