"""A clerk records a whole meeting live, on a bad connection, and the public follows what is on."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from foundation.library import publishing
from foundation.library.models import Publication
from meetings import actions
from meetings.models import DayEntry, Meeting, Minute
from meetings.packs.documents.agenda import AgendaDocument
from panels.models import Office
from tests.browser import PATIENCE, sign_in
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.minutes import Held, add_items
from tests.builders.panels import FIRST_DAY, give_sign_in, make_secretary
from tests.journeys.steps import PHONE, Person

pytestmark = pytest.mark.browser
TABLET: ViewportSize = {"width": 820, "height": 1180}


def test_a_clerk_records_a_whole_meeting_live(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
    time_machine: Any,
) -> None:
    # Ten in the morning, and the clock goes on: acts wait for seconds while the network is gone.
    time_machine.move_to(datetime.fromisoformat("2026-11-24T10:00:00+00:00"))
    held = a_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    take_the_roll(ellen, held)
    start_and_go_live(ellen)
    watcher = Person(browser.new_context(**browser_context_args).new_page(), live_server)
    watcher.open(f"/meeting/{held.meeting.ref}/now/")
    watcher.stop("Now at item 1")
    somebody_comes_late(ellen, held)
    somebody_leaves_for_an_interest(ellen, held)
    take_another_item_next(ellen)
    lose_the_network(ellen, held)
    go_into_private(ellen)
    watcher.page.reload()
    watcher.stop("In private session since 10 am")
    lose_the_sign_in(ellen, held, live_server)
    end(ellen, held)
    the_minutes_say_so(ellen, held)


def a_meeting() -> Held:
    """This morning's meeting: four items, the last of them exempt, its agenda published."""
    held = day_meeting()
    Office.objects.create(
        body=held.body, kind=Office.Kind.CHAIR, person=held.people["Oakley"], starts_on=FIRST_DAY
    )
    items = add_items(held, 4)
    public = actions.announce_meeting(meeting=held.meeting, by=held.secretary)
    actions.restrict_item(
        item=items[3],
        by=held.secretary,
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        imposed_by="",
        provision="",
        shows_title=False,
        public_title="",
    )
    publishing.publish(
        document=AgendaDocument.of(held.meeting),
        kind=Publication.Kind.AGENDA,
        source_ref=held.meeting.ref,
        meeting=public,
        by=held.secretary,
    )
    return held


def row(ellen: Person, held: Held, family: str) -> Any:
    """The row of one person in the list of who is here."""
    return ellen.page.locator(f'li[data-person="{held.people[family].pk}"]')


def said(ellen: Person, words: str) -> None:
    """The page says so, sooner or later."""
    expect(ellen.page.locator("#day-said")).to_contain_text(words, timeout=PATIENCE)


def recorded() -> list[str]:
    """What is on record, in the order of time."""
    return [entry.kind for entry in DayEntry.objects.standing()]


def take_the_roll(ellen: Person, held: Held) -> None:
    """By keyboard: everyone, then one letter for who sent apologies and who is here from afar."""
    ellen.stop("Meeting day", next_step="Start the meeting")
    ellen.press("Mark everyone as present")
    expect(row(ellen, held, "Gage")).to_contain_text("Gage District Council", timeout=PATIENCE)
    expect(ellen.page.get_by_text("Quorate: 5 here, 3 needed")).to_be_visible(timeout=PATIENCE)
    row(ellen, held, "Stannard").get_by_role("button").last.focus()
    ellen.page.keyboard.press("a")
    expect(row(ellen, held, "Stannard")).to_contain_text("apologies", timeout=PATIENCE)
    row(ellen, held, "Carrow").get_by_role("button").first.focus()
    ellen.page.keyboard.press("r")
    expect(row(ellen, held, "Carrow")).to_contain_text("remotely, does not count", timeout=PATIENCE)
    expect(ellen.page.get_by_text("Quorate: 3 here, 3 needed")).to_be_visible(timeout=PATIENCE)


def start_and_go_live(ellen: Person) -> None:
    ellen.page.keyboard.press("Control+Enter")
    expect(ellen.page.get_by_text("Started 10 am.")).to_be_visible(timeout=PATIENCE)
    ellen.press("Show the current item on a public page")
    expect(ellen.page.get_by_role("link", name="Public page")).to_be_visible(timeout=PATIENCE)
    ellen.stop("Meeting day", next_step="Begin item 1")
    ellen.page.keyboard.press("Control+Enter")
    expect(ellen.page.get_by_text("says “Now at item 1”")).to_be_visible(timeout=PATIENCE)
    ellen.stop("Meeting day", next_step="Close item 1, go to 2")


def somebody_comes_late(ellen: Person, held: Held) -> None:
    ellen.page.keyboard.press("F2")
    ellen.has_focus("do-")
    row(ellen, held, "Stannard").get_by_role("button").first.press("p")
    expect(row(ellen, held, "Stannard")).to_contain_text("came 10 am", timeout=PATIENCE)
    ellen.page.set_viewport_size(TABLET)
    ellen.stop("Meeting day", next_step="Close item 1, go to 2")


def somebody_leaves_for_an_interest(ellen: Person, held: Held) -> None:
    """First without saying what the interest is: the sentence stands beside the field, the rest is kept."""
    ellen.page.keyboard.press("F9")
    ellen.choose("Whose interest", held.people["Gage"].printed_name)
    ellen.choose("What the member does", "Leaves")
    ellen.page.get_by_role("checkbox", name="2 Subject 2").check()
    ellen.press("Record the interest")
    said(ellen, "Not saved yet. Enter what the interest is, or select that you will add the details later")
    ellen.has_focus("interest_nature")
    ellen.fill("What the interest is", "as a trustee of a youth charity")
    ellen.press("Record the interest")
    said(ellen, "Saved")
    ellen.page.keyboard.press("Control+Enter")
    expect(ellen.page.get_by_text("Must leave now")).to_be_visible(timeout=PATIENCE)
    ellen.stop("Meeting day", next_step="Close item 2, go to 3")
    ellen.page.get_by_role("button", name="Has left").click()
    expect(ellen.page.get_by_text("Left the room, interest declared: Cllr Rosalind Gage.")).to_be_visible(
        timeout=PATIENCE
    )


def take_another_item_next(ellen: Person) -> None:
    """The exempt item is brought forward."""
    ellen.follow_first("4 Subject 4")
    expect(ellen.page.get_by_role("button", name="Begin item 4")).to_be_visible(timeout=PATIENCE)
    ellen.press("Begin item 4")
    expect(ellen.page.get_by_role("button", name="Close item 4, go to 3")).to_be_visible(timeout=PATIENCE)


def lose_the_network(ellen: Person, held: Held) -> None:
    """What is pressed meanwhile waits, is shown, survives a closed window, and is sent once, in its order."""
    before = recorded()
    ellen.page.context.set_offline(True)
    row(ellen, held, "Gage").get_by_role("button", name="Is back").click()
    said(ellen, "1 act is not sent yet.")
    row(ellen, held, "Bellweather").get_by_role("button", name="Leaves").dblclick()
    said(ellen, "2 acts are not sent yet.")
    ellen.stop("Meeting day", next_step="Close item 4, go to 3")
    assert recorded() == before
    kept = ellen.page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('day-')).length")
    assert kept == 1
    ellen.page.context.set_offline(False)
    said(ellen, "Saved")
    expect(ellen.page.locator("#day-unsent")).to_be_hidden(timeout=PATIENCE)
    assert recorded() == [*before, "returned", "left"]
    assert (
        ellen.page.evaluate(
            "() => localStorage.getItem('day-' + day.dataset.user + '-' + day.dataset.meeting)"
        )
        is None
    )


def go_into_private(ellen: Person) -> None:
    ellen.follow("Exclude the public")
    ellen.stop("Exclude the public", next_step="Exclude the public")
    ellen.press("Exclude the public")
    ellen.stop("Exclude the public", next_step="Exclude the public")
    assert "No resolution to exclude the public for item 4 is recorded." in ellen.text()
    ellen.page.get_by_label("Item 4:").check()
    ellen.press("Exclude the public")
    ellen.stop("Meeting day", next_step="Close item 4, go to 3")
    assert "The public has been excluded since" in ellen.text()


def lose_the_sign_in(ellen: Person, held: Held, live_server: LiveServer) -> None:
    """The session ends under her hands: what she presses is kept, and sent once she has signed in again."""
    before = recorded()
    ellen.page.context.clear_cookies()
    ellen.press("Readmit the public")
    said(ellen, "1 act is not sent yet.")
    expect(ellen.page.get_by_role("link", name="Sign in again")).to_be_visible(timeout=PATIENCE)
    ellen.stop("Meeting day", next_step="Close item 4, go to 3")
    assert recorded() == before
    sign_in(ellen.page, live_server, held.secretary)
    # The page also tries again by itself, and then the button may have gone before it is pressed.
    ellen.page.evaluate("() => document.getElementById('day-send').click()")
    said(ellen, "Readmit the public. Saved")
    assert recorded() == [*before, "public_in"]


def end(ellen: Person, held: Held) -> None:
    ellen.page.set_viewport_size({"width": 1280, "height": 900})
    ellen.press("Close item 4, go to 3")
    expect(ellen.page.locator("#now")).to_contain_text("Subject 3", timeout=PATIENCE)
    ellen.press("Close this item")
    expect(ellen.page.get_by_role("heading", name="All items have been dealt with")).to_be_visible(
        timeout=PATIENCE
    )
    ellen.press("End the meeting")
    expect(ellen.page.get_by_text("From 10 am to")).to_be_visible(timeout=PATIENCE)
    ellen.stop("Meeting day", next_step="Write the minutes")
    assert Meeting.objects.get(pk=held.meeting.pk).status == "held"


def the_minutes_say_so(ellen: Person, held: Held) -> None:
    actions.start_minutes(meeting=held.meeting, by=held.secretary)
    ellen.follow("Minutes")
    ellen.page.wait_for_load_state()
    words = ellen.text()
    for sentence in (
        "items 1, 2, 4 and 3 were taken in that order.",
        "Cllr Owen Stannard joined the meeting at 10.0",
        "Cllr Rosalind Gage, having declared an interest, left the meeting at 10.0",
        "The public was excluded from the meeting at 10.0",
        "The public was readmitted to the meeting at 10.0",
    ):
        assert sentence in words


def a_started_meeting(count: int = 3) -> Held:
    """A meeting that began at nine, its first item in progress since then."""
    held = day_meeting()
    add_items(held, count)
    roll_of(held)
    actions.take_item(meeting=held.meeting, item=held.items[0], by=held.secretary, at=today(9, 5))
    return held


@pytest.mark.usefixtures("clock")
def test_a_whole_item_is_recorded_without_leaving_the_day_page(page: Page, live_server: LiveServer) -> None:
    """Attendance, what was said, a decision, an action and a vote, then the next item."""
    held = a_started_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    ellen.stop("Meeting day", next_step="Close item 1, go to 2")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    row(ellen, held, "Gage").get_by_role("button", name="Leaves").click()
    said(ellen, "Leaves: Cllr Rosalind Gage. Saved")
    page.get_by_label("What was said on item 1").fill("Members welcomed the report.\n- Until March 2028.")
    page.keyboard.press("F4")
    ellen.has_focus("limb-a")
    page.keyboard.type("That the report be noted.")
    expect(page.locator("[data-safe-state]")).to_contain_text("Saved at", timeout=PATIENCE)
    page.keyboard.press("F8")
    page.get_by_label("What is to be done").fill("Send members the figures.")
    page.get_by_role("button", name="Record the action").click()
    said(ellen, "Action. Saved")
    page.get_by_label("Moved").select_option(label=held.people["Oakley"].spoken_name)
    page.get_by_label("For", exact=True).fill("40")
    page.get_by_label("Against").fill("0")
    page.get_by_role("button", name="Record the vote").click()
    said(ellen, "Not saved yet. That is 40 votes, but only 4 who are here may vote.")
    page.get_by_label("For", exact=True).fill("4")
    page.get_by_role("button", name="Record the vote").click()
    said(ellen, "Vote. Saved")
    expect(page.locator("#day-recorded")).to_contain_text("carried: 4 for, 0 against")
    expect(page.locator("#day-recorded")).to_contain_text("Send members the figures. No owner")
    ellen.stop("Meeting day", next_step="Close item 1, go to 2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#now")).to_contain_text("Subject 2", timeout=PATIENCE)
    expect(page.get_by_label("What was said on item 2")).to_have_value("")
    assert loads == []
    minute = Minute.objects.get(minute_items__item=held.items[0])
    assert minute.text.count("Members welcomed the report.") == minute.text.count("<ol>") == 1
    assert [limb.text for decision in minute.decisions.all() for limb in decision.limbs.all()] == [
        "That the report be noted."
    ]
    assert held.meeting.votes.get().decision == minute.decisions.get()
    assert minute.follow_ups.get().text == "Send members the figures."


@pytest.mark.usefixtures("clock")
def test_what_a_second_clerk_records_appears_and_disturbs_nobody(
    page: Page,
    browser: PlaywrightBrowser,
    browser_context_args: dict[str, Any],
    live_server: LiveServer,
) -> None:
    """Focus and typed words stay; one sentence is said; the words typed in one place reach the other."""
    held = a_started_meeting()
    second = make_secretary(held.body, "Nadia Frost")
    ellen = Person(page, live_server, held.secretary)
    nadia = Person(browser.new_context(**browser_context_args).new_page(), live_server, second)
    for each in (ellen, nadia):
        each.open(f"/meetings/{held.meeting.pk}/day/")
    words = page.get_by_label("What was said on item 1")
    words.fill("Typed meanwhile.")
    row(nadia, held, "Gage").get_by_role("button", name="Leaves").click()
    said(ellen, "Nadia Frost recorded: Cllr Rosalind Gage left.")
    expect(row(ellen, held, "Gage")).to_contain_text("left")
    ellen.has_focus("said")
    expect(words).to_have_value("Typed meanwhile.")
    expect(nadia.page.get_by_label("What was said on item 1")).to_have_value("Typed meanwhile.")
    # A button that has the focus keeps it while its list is shown anew around it.
    button = row(ellen, held, "Carrow").get_by_role("button", name="Leaves")
    button.focus()
    page.evaluate("() => { window.held = document.activeElement; }")
    row(nadia, held, "Stannard").get_by_role("button", name="Leaves").click()
    expect(row(ellen, held, "Stannard")).to_contain_text("left", timeout=PATIENCE)
    assert page.evaluate("() => document.activeElement === window.held")


@pytest.mark.usefixtures("clock")
def test_words_of_an_item_outlive_the_sign_in_and_are_saved_afterwards(
    page: Page, live_server: LiveServer
) -> None:
    held = a_started_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    page.context.clear_cookies()
    page.get_by_label("What was said on item 1").fill("Said after the sign-in ended.")
    expect(page.locator("[data-safe-state]")).to_contain_text("You are signed out.", timeout=PATIENCE)
    other = Person(page.context.new_page(), live_server)
    sign_in(other.page, live_server, held.secretary)
    expect(page.locator("[data-safe-state]")).to_contain_text("Saved at", timeout=PATIENCE)
    assert "Said after the sign-in ended." in Minute.objects.get(minute_items__item=held.items[0]).text


@pytest.mark.usefixtures("clock")
def test_whoever_only_looks_on_is_shown_no_keys_and_no_boxes(page: Page, live_server: LiveServer) -> None:
    held = a_started_meeting()
    chair = give_sign_in(held.people["Oakley"])
    Office.objects.create(
        body=held.body, kind=Office.Kind.CHAIR, person=held.people["Oakley"], starts_on=FIRST_DAY
    )
    oakley = Person(page, live_server, chair)
    oakley.open(f"/meetings/{held.meeting.pk}/day/")
    oakley.stop("Meeting day")
    assert page.locator("kbd, main textarea, main form").count() == 0


@pytest.mark.usefixtures("clock")
def test_the_keys_can_be_changed_and_switched_off_and_stay_so(page: Page, live_server: LiveServer) -> None:
    held = a_started_meeting()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    page.get_by_text("Change the keys").click()
    decision = page.get_by_label("Decision", exact=True)
    decision.select_option("F8")
    told = page.locator("#day-keys-said")
    expect(told).to_have_text("Not saved yet. F8 is chosen twice. Choose another key for one of them.")
    decision.select_option("F7")
    expect(told).to_have_text("Your keys are saved in this browser.")
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    expect(page.locator("#day-keys .app-keys")).to_contain_text("F7 decision")
    page.keyboard.press("F4")
    expect(page.locator("#limb-a")).not_to_be_focused()
    page.keyboard.press("F7")
    ellen.has_focus("limb-a")
    page.get_by_role("button", name="Switch the keys off").click()
    page.keyboard.press("F7")
    expect(page.get_by_role("button", name="Switch the keys on")).to_be_focused()
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    page.keyboard.press("F7")
    expect(page.locator("#limb-a")).not_to_be_focused()
    page.get_by_role("button", name="Switch the keys on").click()
    page.get_by_text("Change the keys").click()
    page.get_by_role("button", name="Use the usual keys").click()
    page.keyboard.press("F4")
    ellen.has_focus("limb-a")


# What is read or reached in main, in the order of the page: how a screen reader goes through it.
IN_ORDER = """() => [...document.querySelectorAll("main h2[id], main a, main button, main input, "
    + "main select, main textarea, main summary")]
    .filter(each => each.checkVisibility() && each.type !== "hidden")
    .filter(each => each.type !== "radio" || each.checked)
    .map(each => { const box = each.getClientRects()[0];
        return [each.id || each.textContent.trim(), box.top + scrollY, box.bottom + scrollY, box.left]; })"""
REACHED = """() => document.activeElement.closest("main")
    ? document.activeElement.id || document.activeElement.textContent.trim() : ''"""


@pytest.mark.usefixtures("clock")
def test_on_a_phone_eye_keyboard_and_screen_reader_go_through_the_day_in_one_order(
    page: Page, live_server: LiveServer
) -> None:
    """The item comes before the attendance, and nothing stands above what is read or reached before it."""
    held = a_started_meeting()
    page.set_viewport_size(PHONE)
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/day/")
    ellen.stop("Meeting day", next_step="Close item 1, go to 2")
    found = page.evaluate(IN_ORDER)
    names = [name for name, *_ in found]
    places = [names.index(each) for each in ("now", "said", "limb-a", "roll")]
    assert places == sorted(places)
    above = [
        (one[0], after[0])
        for one, after in pairwise(found)
        if after[2] <= one[1] or (after[1] < one[2] and after[3] < one[3] and after[1] <= one[1])
    ]
    assert above == []
    reachable = [name for name in names if name not in {"now", "roll"}]
    page.locator("main").focus()
    reached: list[str] = []
    for _ in range(len(reachable)):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(REACHED))
    assert reached == reachable
