"""Minutes from draft to confirmed with one correction: commented on, published, confirmed, signed, read."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.jobs.models import OutgoingMail
from meetings import actions
from tests.builders.life import SAID, meeting_of
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.journeys.scenes import pdf
from tests.journeys.steps import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


def test_minutes_go_from_draft_to_confirmed_with_one_correction(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    held = a_draft()

    def on_a_phone() -> Person:
        phone = browser.new_context(**{**browser_context_args, "viewport": PHONE}).new_page()
        return Person(phone, live_server)

    ellen = Person(page, live_server, held.secretary)
    circulate(ellen, held)
    member = on_a_phone()
    comment_by_link(member)
    take_it_up(ellen, held)
    publish(ellen, held)
    confirm_with_a_correction(ellen, held)
    sign(ellen, pdf(tmp_path, "signed"))
    read_by_the_public(on_a_phone())


def a_draft() -> Held:
    """A meeting of March with its minutes written, and one of June that was held."""
    held = held_meeting()
    add_items(held, 2)
    take_roll(held)
    carrow = held.people["Carrow"]
    carrow.email = "carrow@council.example"
    carrow.save()
    actions.hold_meeting(meeting=held.meeting, by=held.secretary)
    first = minuted(held).entries.all()[0]
    actions.save_minute(minute=first, text=SAID, based_on=first.version, by=held.secretary)
    actions.decide(minute=first, limbs=["That the report be noted."], by=held.secretary)
    later = meeting_of(held, 6)
    take_roll(later)
    actions.hold_meeting(meeting=later.meeting, by=held.secretary)
    return held


def circulate(ellen: Person, held: Held) -> None:
    ellen.open(f"/meetings/{held.meeting.pk}/minutes/")
    ellen.follow("Comments from members")
    ellen.stop("Comments from members", next_step="Send the draft")
    ellen.press("Send the draft")
    ellen.stop("Comments from members")
    assert "Comments by Tuesday 1 December 2026." in ellen.text()
    assert "No email address is recorded for" in ellen.text()


def comment_by_link(member: Person) -> None:
    mail = OutgoingMail.objects.get(recipient="carrow@council.example")
    member.open(re.findall(r"/link/\S+", mail.body)[0])
    member.stop("Draft minutes of Wednesday 25 March 2026")
    member.page.get_by_text("Comment on this paragraph: Fines rose").click()
    member.page.locator("textarea:visible").fill("I said the north-east.")
    member.go(member.page.locator("button:visible", has_text="Send comment"))
    member.stop("Draft minutes of Wednesday 25 March 2026")
    assert "I said the north-east." in member.text()


def take_it_up(ellen: Person, held: Held) -> None:
    ellen.open(f"/meetings/{held.meeting.pk}/minutes/comments/")
    ellen.stop("Comments from members")
    assert "1 comment to deal with." in ellen.text()
    ellen.fill("Reply to Cllr Aisha Carrow MBE, with the reason if you decline", "Mended, thank you.")
    ellen.press("Accept")
    ellen.stop("Comments from members")
    assert "Every comment has been dealt with." in ellen.text()
    first = held.meeting.minutes.entries.all()[0]
    text = first.text.replace("the north", "the north-east")
    actions.save_minute(minute=first, text=text, based_on=first.version, by=held.secretary)


def publish(ellen: Person, held: Held) -> None:
    ellen.open(f"/meetings/{held.meeting.pk}/minutes/")
    ellen.press("Publish as draft")
    # Nobody answered the questions for the record, so the check says what is left out.
    ellen.stop("Publish the minutes?", next_step="Publish anyway")
    ellen.press("Publish anyway")
    ellen.stop("Minutes")


def confirm_with_a_correction(ellen: Person, held: Held) -> None:
    ellen.follow("Corrections, confirming and signing")
    ellen.stop("Confirming the minutes", next_step="Confirm the minutes")
    ellen.page.get_by_text("Record a correction").click()
    ellen.fill("Current wording", "£500 a week")
    ellen.fill("Corrected wording", "£500 a year")
    ellen.fill("Requested by", "Cllr Rosalind Gage")
    ellen.press("Record correction")
    ellen.stop("Confirming the minutes", next_step="Confirm the minutes")
    assert "for ‘£500 a week’ read ‘£500 a year’" in ellen.text()
    ellen.press("Confirm the minutes")
    ellen.stop("Minutes")
    ellen.follow("Corrections, confirming and signing")
    ellen.stop("Confirming the minutes", next_step="Record the signature")
    assert "Included in the minutes" in ellen.text()


def sign(ellen: Person, scan: str) -> None:
    ellen.follow("Record the signature")
    ellen.stop("Signed minutes", next_step="Save")
    ellen.attach("Scan of the signed paper", scan)
    ellen.send("Save")
    ellen.stop("Confirming the minutes")
    assert "Cllr Margaret Oakley JP signed on Friday 26 June 2026, on paper." in ellen.text()


def read_by_the_public(reader: Person) -> None:
    reader.open("/")
    reader.follow_first("Minutes")
    reader.stop()
    assert "Confirmed on 26 June 2026 with 1 correction" in reader.text()
    assert "for ‘£500 a week’ read ‘£500 a year’" in reader.text()
    address = reader.page.url
    first = reader.page.locator("h2[id^=minute-]").first.get_attribute("id")
    reader.follow("Check this document")
    reader.stop()
    assert "This document has not changed since it was published" in reader.text()
    reader.page.goto(address)
    reader.open(f"/r/{str(first).removeprefix('minute-')}")
    reader.stop()
    assert "Fines rose to £500 a week £500 a year in the north-east." in reader.text()
    reader.follow_first("Next item: Subject 2")
    reader.stop()
