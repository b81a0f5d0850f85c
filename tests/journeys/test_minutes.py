"""After the meeting: the roll, the minutes, a member and the public on a phone, two writers at once."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from meetings import actions
from tests.builders.minutes import LONDON, MEMBERS, Held, add_items, held_meeting, office_holders
from tests.builders.panels import make_secretary, make_user
from tests.journeys.steps import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


def test_minutes_from_the_roll_to_their_confirmation(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    held = a_meeting()
    member = a_member(held)

    def on_a_phone(who: User | None = None) -> Person:
        phone = browser.new_context(**{**browser_context_args, "viewport": PHONE}).new_page()
        return Person(phone, live_server, who)

    ellen = Person(page, live_server, held.secretary)
    take_the_roll(ellen, held)
    write_several(ellen)
    write_one(ellen)
    two_write_at_once(ellen, held)
    publish(ellen)
    read_on_a_phone(on_a_phone(member), on_a_phone())
    confirm(ellen, held)


def a_meeting() -> Held:
    """A meeting held in March with three reports, and a later one."""
    held = held_meeting()
    office_holders(held)
    add_items(held, 3)
    actions.hold_meeting(meeting=held.meeting, by=held.secretary)
    later = held_meeting(
        starts_at=datetime(2026, 11, 20, 14, 0, tzinfo=LONDON), body=held.body, secretary=held.secretary
    )
    actions.hold_meeting(meeting=later.meeting, by=held.secretary)
    return held


def a_member(held: Held) -> User:
    """Mr Bellweather, who can sign in."""
    user: User = make_user("Thomas Bellweather")
    person = held.people["Bellweather"]
    person.user = user
    person.save()
    return user


def take_the_roll(ellen: Person, held: Held) -> None:
    ellen.open("/")
    ellen.follow("Meetings")
    ellen.follow("Minutes of Wednesday 25 March 2026: Not started")
    ellen.stop("Minutes", next_step="Start the minutes")
    ellen.follow("Check attendance first")
    ellen.stop("Attendance", next_step="Save attendance")
    ellen.choose("In the chair", held.people["Oakley"].printed_name)
    ellen.fill("Started", "2 pm")
    ellen.fill("Ended", "1 pm")
    for family, _, _ in MEMBERS:
        if family != "Stannard":
            group = ellen.page.get_by_role("group", name=held.people[family].printed_name)
            group.get_by_label("Present", exact=True).check()
    absent = ellen.page.get_by_role("group", name=held.people["Stannard"].printed_name)
    absent.get_by_label("Apologies").check()
    ellen.page.get_by_label("Member", exact=True).first.select_option(
        label=held.people["Carrow"].printed_name
    )
    ellen.page.get_by_label("Items", exact=True).first.fill("2")
    ellen.page.get_by_label("What the interest is").first.fill("as a trustee of a youth charity")
    ellen.press("Save attendance")
    ellen.stop("Attendance", next_step="Save attendance")
    assert "The meeting cannot end before it starts" in ellen.text()
    ellen.fill("Ended", "3.50 pm")
    ellen.press("Save attendance")
    ellen.stop("Minutes", next_step="Start the minutes")
    ellen.press("Start the minutes")
    ellen.stop("Minutes", next_step="Publish as draft")
    assert "4 present, 1 apology." in ellen.text()


def write_several(ellen: Person) -> None:
    ellen.follow("Write several")
    ellen.stop("Write several minutes", next_step="Save minutes")
    ellen.fill("Text of minute 1", "Mr Bellweather asked.\n- four cars wait in the north;\n- two are new.")
    ellen.fill("Text of minute 2", "The Panel heard how calls are graded.")
    ellen.press("Save minutes")
    ellen.stop("Minutes", next_step="Publish as draft")
    assert "(i) four cars wait in the north;" in ellen.text()


def write_one(ellen: Person) -> None:
    ellen.follow_first("Change minute", nth=2)
    ellen.stop(next_step="Save minute")
    box = ellen.page.get_by_role("textbox", name="Text", exact=True)
    box.click()
    ellen.page.keyboard.type("Members thanked the officers.")
    limbs = ellen.page.get_by_label("Decision", exact=True)
    limbs.nth(0).fill("That the report be noted;")
    limbs.nth(1).fill("That figures for the north come to the next meeting.")
    ellen.fill("Action", "Send the figures for the north")
    ellen.press("Save minute")
    ellen.stop("Minutes", next_step="Publish as draft")
    ellen.has_focus("minute-")
    assert "(b) That figures for the north come to the next meeting." in ellen.text()
    assert "No owner Add an owner" in ellen.text()


def two_write_at_once(ellen: Person, held: Held) -> None:
    """Ellen's colleague saved the same minute while she was writing: both texts stay."""
    ellen.follow_first("Change minute", nth=2)
    minute = list(held.meeting.minutes.entries.all())[2]
    colleague = make_secretary(held.body, "Owen Tate")
    actions.save_minute(
        minute=minute,
        title=minute.title,
        opening="",
        text="<p>The officers were thanked.</p>",
        items=list(minute.items.all()),
        based_on=minute.version,
        by=colleague,
    )
    ellen.ready()
    ellen.page.get_by_role("textbox", name="Text", exact=True).click()
    ellen.page.keyboard.press("Control+End")
    ellen.page.keyboard.type(" They left at three.")
    ellen.press("Save minute")
    ellen.stop(f"Two texts of “{minute.title}”", next_step="Save the combined text")
    said = ellen.text()
    assert "Owen Tate saved the minute at 10 am" in said
    assert "The officers were thanked." in said
    assert "Members thanked the officers. They left at three." in said
    ellen.tick("Keep both")
    ellen.press("Save the combined text")
    ellen.stop(next_step="Save minute")
    ellen.press("Save minute")
    ellen.stop("Minutes", next_step="Publish as draft")
    assert "They left at three." in ellen.text()


def publish(ellen: Person) -> None:
    ellen.press("Publish as draft")
    if "Publish the minutes?" in ellen.text():
        ellen.stop("Publish the minutes?", next_step="Publish anyway")
        ellen.press("Publish anyway")
    ellen.stop("Minutes")
    assert "Published as draft" in ellen.text()


def read_on_a_phone(member: Person, reader: Person) -> None:
    member.open("/")
    member.stop("Your tasks")
    member.follow("Meetings")
    member.stop("Meetings")
    member.follow("Minutes of Wednesday 25 March 2026: Published as draft")
    reader.open("/")
    reader.stop("Meetings, papers and decisions")
    reader.follow_first("Minutes")
    for person in (member, reader):
        assert "Draft, to be confirmed" in person.text()
        assert "They left at three." in person.text()
        person.stop()


def confirm(ellen: Person, held: Held) -> None:
    ellen.choose("Confirmed at the meeting on", "20 November 2026, Ordinary meeting")
    ellen.press("Confirm")
    ellen.stop("Minutes")
    assert "Confirmed on Friday 20 November 2026, recorded by Ellen Marsh." in ellen.text()
