"""A clerk types a vote and reads under it what it comes to, before anything is recorded."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import KeptForm
from meetings.models import Vote
from tests.browser import PATIENCE
from tests.builders.votes import voting_meeting
from tests.journeys.steps import Person

pytestmark = pytest.mark.browser


def test_a_clerk_reads_what_a_vote_comes_to_while_typing_it(page: Page, live_server: LiveServer) -> None:
    held = voting_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/votes/add/")
    ellen.stop("Record a vote", next_step="Record the vote")
    line = page.locator("[data-vote-line]")
    expect(line).to_be_empty()
    ellen.fill("Motion", "That the report be deferred.")
    ellen.fill("For", "3")
    expect(line).to_contain_text("0 where there were none", timeout=PATIENCE)
    ellen.fill("Against", "1x")
    expect(line).to_contain_text("Against: enter a whole number.", timeout=PATIENCE)
    expect(line).to_contain_text("So far 3 for.")
    ellen.fill("Against", "1")
    expect(line).to_contain_text(
        "A motion was put that the report be deferred."
        "The motion was put to the vote and carried: 3 for, 1 against.",
        timeout=PATIENCE,
    )
    expect(line).to_contain_text("Choose the item that was voted on.")
    page.get_by_label("Item", exact=True).select_option(f"item-{held.items[0].pk}")
    expect(line).not_to_contain_text("Choose the item", timeout=PATIENCE)
    expect(line).to_contain_text("A motion was put")
    ellen.fill("Against", "2")
    expect(line).to_contain_text("That is 5 votes, but only 4 who are here may vote.", timeout=PATIENCE)
    ellen.stop("Record a vote", next_step="Record the vote")
    assert Vote.objects.count() == 0
    ellen.fill("Against", "1")
    ellen.press("Record the vote")
    ellen.stop("Votes and elections", next_step="Record a vote")
    assert Vote.objects.get().result == "carried"


def test_what_is_typed_after_the_sign_in_has_ended_is_not_kept_for_each_figure(
    page: Page, live_server: LiveServer
) -> None:
    held = voting_meeting()
    ellen = Person(page, live_server, held.secretary)
    page.clock.install()
    ellen.open(f"/meetings/{held.meeting.pk}/votes/add/?item={held.items[0].pk}")
    page.context.clear_cookies(name="sessionid")
    ellen.fill("Motion", "That the report be deferred.")
    with page.expect_response(lambda answer: answer.status == 302):
        page.clock.run_for(1000)
    for figure in ("For", "Against"):
        ellen.fill(figure, "1")
        page.clock.run_for(1000)
    ellen.press("Record the vote")
    expect(page.get_by_label("Password")).to_be_visible(timeout=PATIENCE)
    # What was typed first, and what was sent with the button.
    assert KeptForm.objects.count() == 2
