"""A monitoring officer's morning: a report is kept back, read, signed, and opened only by its readers."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Pack
from tests.builders.papers import build
from tests.builders.restricted import LETTING, Private, make_private
from tests.journeys.steps import Person, do_the_work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
WORDS = "The tender is open, and prices would be known."


@pytest.mark.shows("V29", "R-1", "R-3")
def test_a_report_is_kept_back_signed_and_opened_by_its_readers_alone(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    world = make_private()

    def another(who: User | None = None) -> Person:
        return Person(browser.new_context(**browser_context_args).new_page(), live_server, who)

    keep_back(Person(page, live_server, world.clerk), world)
    read_and_sign(another(world.officer))
    publish(world)
    build_and_give(Person(page, live_server, world.clerk), world)
    open_my_copy(another(world.member), world)
    read_as_the_public(another(), world)


def keep_back(ellen: Person, world: Private) -> None:
    ellen.open(f"/meetings/{world.meeting.pk}/agenda/{world.items[1].pk}/")
    ellen.stop("Change numbered item", next_step="Save")
    ellen.follow("Mark as exempt or confidential")
    ellen.stop("Mark as exempt or confidential", next_step="Mark as exempt or confidential")
    ellen.page.get_by_label("Publish its title").uncheck()
    ellen.press("Mark as exempt or confidential")
    ellen.stop("Mark as exempt or confidential", next_step="Mark as exempt or confidential")
    assert "Select at least one paragraph" in ellen.text()
    ellen.page.get_by_role("checkbox", name="3. Information relating to the financial").check()
    ellen.fill("Why the public interest in maintaining the exemption is greater", WORDS)
    ellen.press("Mark as exempt or confidential")
    ellen.stop("Restricted business", next_step="Build the restricted pack")
    assert "The proper officer’s decision to withhold item 2 is not recorded." in ellen.text()


def read_and_sign(ursula: Person) -> None:
    ursula.open("/")
    ursula.stop("Your tasks", next_step="Read and decide")
    ursula.follow_first("Read and decide")
    ursula.stop("Restricted business", next_step="Record the decision to withhold")
    assert WORDS in ursula.text()
    address = ursula.page.get_by_role("link", name=LETTING).first.get_attribute("href")
    assert ursula.file_at(str(address))[:5] == b"%PDF-"
    ursula.press("Record the decision to withhold")
    ursula.stop("Restricted business")
    assert "Ursula Penn" in ursula.text()


def publish(world: Private) -> None:
    actions.agree_agenda(meeting=world.meeting, by=world.clerk)
    build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=world.meeting, by=world.clerk)


def build_and_give(ellen: Person, world: Private) -> None:
    ellen.open(f"/meetings/{world.meeting.pk}/restricted/")
    ellen.press("Build the restricted pack")
    do_the_work()
    ellen.open(f"/meetings/{world.meeting.pk}/restricted/")
    ellen.press("Issue to members")
    ellen.stop("Restricted business", next_step="Open my copy of the restricted pack")


def open_my_copy(ada: Person, world: Private) -> None:
    ada.open(f"/meetings/{world.meeting.pk}/")
    ada.follow("Restricted")
    ada.stop("Restricted business", next_step="Open my copy of the restricted pack")
    link = ada.page.get_by_role("link", name="Open my copy of the restricted pack")
    copy = ada.page.request.get(f"{ada.live_server.url}{link.get_attribute('href')}")
    assert (copy.status, copy.headers["cache-control"]) == (200, "private, no-store")


def read_as_the_public(somebody: Person, world: Private) -> None:
    somebody.open(f"/meeting/{world.meeting.ref}/")
    assert ("Exempt item" in somebody.text(), LETTING in somebody.text()) == (True, False)
    refs = [world.placements[name].ref for name in ("letting", "slides")]
    assert not Publication.objects.filter(source_ref__in=refs).exists()
    for address in (f"/meetings/{world.meeting.pk}/restricted/pack.pdf", "/restrictions/1/"):
        answer = somebody.page.request.get(f"{somebody.live_server.url}{address}", max_redirects=0)
        assert answer.status in (302, 404)
