"""A secretary on a late-paper day: a paper arrives, urgent business comes up, and a supplement goes out."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.builders.panels import make_chair
from tests.builders.supplements import HOURS_TO_LATE, published_agenda
from tests.journeys import scenes
from tests.journeys.steps import Person, do_the_work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
REASON = "The offer of the grant ends before the next meeting."


@pytest.mark.shows("V30", "V34")
def test_the_day_a_paper_comes_late(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    clock: time_machine.Traveller,
    tmp_path: Path,
) -> None:
    user, meeting, _ = published_agenda()
    make_chair(meeting.body)
    clock.shift(HOURS_TO_LATE * 3600)
    ellen = Person(page, live_server, user)
    ellen.open(f"/meetings/{meeting.pk}/pack/")
    ellen.follow("Late papers and urgent business")
    ellen.stop("After publication")
    assert "No changes to publish" in ellen.text()
    the_paper_arrives(ellen, tmp_path)
    urgent_business(ellen)
    build_prove_and_publish(ellen)
    anybody = Person(browser.new_context(**browser_context_args).new_page(), live_server)
    read_as_the_public(anybody, meeting.ref)


def the_paper_arrives(ellen: Person, folder: Path) -> None:
    ellen.follow("Paper received: Rural crime figures")
    ellen.stop("Paper received", next_step="Add to the supplement")
    ellen.attach("PDF", scenes.pdf(folder, "figures"))
    ellen.press("Add to the supplement")
    ellen.stop("Paper received", next_step="Add to the supplement")
    assert "Enter the reason this paper is late" in ellen.text()
    ellen.attach("PDF", scenes.pdf(folder, "figures"))
    ellen.fill("Reason it is late", "The Force released the figures on Friday.")
    ellen.send("Add to the supplement")
    ellen.stop("After publication", next_step="Build the supplement")
    assert "Supplement 1: 1 change to publish" in ellen.text()


def urgent_business(ellen: Person) -> None:
    ellen.follow("Add an item of urgent business")
    ellen.stop("Add an item", next_step="Add the item")
    ellen.fill("Title", "Safer Streets grant")
    ellen.press("Add the item")
    ellen.stop("Add an item", next_step="Add the item")
    assert "only if the Chair is of the opinion" in ellen.text()
    ellen.fill("Special circumstances", REASON)
    ellen.press("Add the item")
    ellen.stop("Add an item", next_step="Add the item")
    assert "Enter all three" in ellen.text()
    ellen.fill("Chair who is of the opinion that the item is urgent", "Cllr Rosalind Gage")
    for part, figure in (("Day", "24"), ("Month", "11"), ("Year", "2026")):
        ellen.fill(part, figure)
    ellen.press("Add the item")
    ellen.stop("After publication", next_step="Build the supplement")
    assert "Item 4, “Safer Streets grant”, added." in ellen.text()


def build_prove_and_publish(ellen: Person) -> None:
    ellen.press("Build the supplement")
    do_the_work()
    ellen.wait_until_done()
    ellen.stop("After publication", next_step="Final check")
    ellen.follow("Final check")
    ellen.stop("Final check of supplement 1", next_step="Publish supplement 1")
    said = ellen.text()
    assert "The Force released the figures on Friday." in said
    assert f"by reason of these special circumstances: {REASON}" in said
    ellen.press("Publish supplement 1")
    ellen.stop(next_step="Notify 2 people")
    assert "2 people not yet notified." in ellen.heading()
    ellen.follow("Cancel")
    ellen.stop("Notify the circulation list", next_step="Notify")


def read_as_the_public(anybody: Person, ref: str) -> None:
    anybody.open(f"/meeting/{ref}/")
    anybody.stop("Friday 4 December 2026 at 1.30 pm")
    said = anybody.text()
    assert "Supplement 1 Page, or PDF" in said
    assert REASON in said
    anybody.follow("Supplement 1")
    anybody.stop("Supplement 1 to the agenda: Wessex Police and Crime Panel, Friday 4 December 2026")
    assert "Rural crime figures" in anybody.text()
