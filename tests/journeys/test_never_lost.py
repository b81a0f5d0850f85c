"""A clerk loses the network, the sign-in and the laptop half-way through minutes; two write at once."""

from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.documents.text import richtext
from meetings import actions
from meetings.models import Minute, SetAside
from tests.browser import PATIENCE, sign_in
from tests.builders.minutes import Held, add_items, held_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper, make_report
from tests.journeys.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


def a_minute() -> tuple[Held, Minute]:
    held = held_meeting()
    add_items(held, 2)
    minutes = actions.start_minutes(meeting=held.meeting, by=held.secretary)
    minute = minutes.entries.all()[0]
    text = "<p>The officer presented the report.</p><p>Members thanked her.</p>"
    actions.save_minute(minute=minute, text=text, based_on=1, by=held.secretary)
    return held, minute


def words(minute: Minute) -> list[str]:
    """The paragraphs as the server has them."""
    from meetings.minutes.content import content_of, pieces

    return [block.text for block in pieces("text", content_of(Minute.objects.get(pk=minute.pk)))]


def edit(person: Person, minute: Minute) -> None:
    person.open(f"/minutes/{minute.pk}/edit/")
    person.ready()


def box(person: Person) -> Any:
    return person.page.get_by_role("textbox", name="Text", exact=True)


def type_on(person: Person, text: str, keys: str = "Control+End") -> None:
    box(person).click()
    person.page.keyboard.press(keys)
    person.page.keyboard.type(text)


def says(person: Person, sentence: str, where: str = "state") -> None:
    line = person.page.locator(f"[data-safe-{where}]").first
    expect(line).to_contain_text(sentence, timeout=2 * PATIENCE)


DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('panelbook:draft')).length"


def keeps_drafts(person: Person, count: int) -> None:
    """The browser comes to keep so many drafts: it drops one after it heard that its words are saved."""
    person.page.wait_for_function(f"count => {DRAFTS} === count", arg=count)


def stop(person: Person) -> None:
    person.stop(next_step="Save minute")


def test_a_clerk_loses_network_laptop_and_sign_in_half_way_through_minutes(
    page: Page, live_server: LiveServer
) -> None:
    held, minute = a_minute()
    ellen = Person(page, live_server, held.secretary)
    edit(ellen, minute)
    stop(ellen)
    type_on(ellen, " They asked why.")
    says(ellen, "Saved at 10 am")
    assert words(minute)[-1] == "Members thanked her. They asked why."
    keeps_drafts(ellen, 0)
    ellen = loses_network_and_laptop(ellen, held, minute)
    loses_sign_in(ellen, held, minute)


def loses_network_and_laptop(ellen: Person, held: Held, minute: Minute) -> Person:
    """The network goes, she types on and presses save; the laptop closes; on return the words are there."""
    context = ellen.page.context
    context.set_offline(True)
    type_on(ellen, " She answered.")
    says(ellen, "You are offline. Your text is kept in this browser.")
    ellen.press("Save minute")
    says(ellen, "You are offline.")
    stop(ellen)
    ellen.page.close()
    context.set_offline(False)
    again = Person(context.new_page(), ellen.live_server)
    edit(again, minute)
    expect(again.page.get_by_role("heading", name="This browser has unsaved text from")).to_be_visible()
    stop(again)
    again.press("Compare it with the saved text")
    again.stop("Two texts of “Subject 1”", next_step="Save the combined text")
    assert "Members thanked her. They asked why. She answered." in again.text()
    again.press("Save the combined text")
    stop(again)
    assert words(minute)[-1] == "Members thanked her. They asked why. She answered."
    keeps_drafts(again, 0)
    return again


def loses_sign_in(ellen: Person, held: Held, minute: Minute) -> None:
    """The sign-in ends, she signs in again in another tab, and the page goes on saving."""
    ellen.page.context.clear_cookies()
    type_on(ellen, " The meeting went on.")
    says(ellen, "You are signed out. Your text is kept in this browser.")
    expect(ellen.page.get_by_role("link", name="Sign in again in a new tab")).to_be_visible()
    stop(ellen)
    sign_in(ellen.page, ellen.live_server, held.secretary)
    says(ellen, "Saved at 10 am")
    assert words(minute)[-1].endswith("She answered. The meeting went on.")
    ellen.press("Save minute")
    ellen.stop("Minutes", next_step="Publish as draft")
    assert "The meeting went on." in ellen.text()


def test_a_page_that_is_killed_while_typing_keeps_its_last_words(page: Page, live_server: LiveServer) -> None:
    held, minute = a_minute()
    ellen = Person(page, live_server, held.secretary)
    edit(ellen, minute)
    ellen.page.context.set_offline(True)
    type_on(ellen, " The very last words.")
    ellen.page.close()
    ellen.page.context.set_offline(False)
    again = Person(ellen.page.context.new_page(), live_server)
    edit(again, minute)
    again.press("Compare it with the saved text")
    again.stop("Two texts of “Subject 1”", next_step="Save the combined text")
    assert "The very last words." in again.text()
    assert SetAside.objects.waiting().count() == 1


def test_two_who_write_one_minute_see_each_other_and_lose_nothing(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    held, minute = a_minute()
    ellen = Person(page, live_server, held.secretary)
    colleague = make_secretary(held.body, "Owen Tate")
    owen = Person(browser.new_context(**browser_context_args).new_page(), live_server, colleague)
    edit(ellen, minute)
    edit(owen, minute)
    says(owen, "Ellen Marsh is also writing this minute, since 10 am.", "others")
    type_on(ellen, "First of all: ", "Control+Home")
    type_on(owen, " They left.")
    for person in (ellen, owen):
        says(person, "Saved at 10 am")
    both = ["First of all: The officer presented the report.", "Members thanked her. They left."]
    assert words(minute) == both
    stop(owen)
    type_on(ellen, " They stayed.")
    says(ellen, "Owen Tate changed the same words while you were writing.")
    stop(ellen)
    ellen.follow_first("Combine both texts")
    ellen.stop("Two texts of “Subject 1”", next_step="Save the combined text")
    ellen.tick("Keep both")
    ellen.press("Save the combined text")
    stop(ellen)
    assert words(minute) == [*both, "Members thanked her. They stayed."]
    ellen.follow("History of this minute")
    ellen.stop("History of “Subject 1”")


def test_several_minutes_on_one_page_save_themselves(page: Page, live_server: LiveServer) -> None:
    held, minute = a_minute()
    ellen = Person(page, live_server, held.secretary)
    ellen.open(f"/meetings/{held.meeting.pk}/minutes/write/")
    other = Minute.objects.exclude(pk=minute.pk).get()
    ellen.fill("Text of minute 2", "Nothing was said.")
    expect(page.locator("[data-safe-state]").nth(1)).to_contain_text("Saved at 10 am", timeout=PATIENCE)
    assert words(other) == ["Nothing was said."]
    ellen.stop("Write several minutes", next_step="Save minutes")
    ellen.press("Save minutes")
    ellen.stop("Minutes", next_step="Publish as draft")
    assert Minute.objects.get(pk=minute.pk).version == 2


def test_words_about_restricted_business_stay_out_of_the_browser_and_signing_out_empties_it(
    page: Page, live_server: LiveServer
) -> None:
    held, minute = a_minute()
    item = minute.items.get()
    actions.restrict_item(item=item, ground="exempt", paragraphs=[3], by=held.secretary)
    ellen = Person(page, live_server, held.secretary)
    edit(ellen, minute)
    page.context.set_offline(True)
    type_on(ellen, " A secret.")
    says(
        ellen,
        "Your text is held on this page only, because the item is exempt or confidential. "
        "Keep the page open.",
    )
    keeps_drafts(ellen, 0)
    page.context.set_offline(False)
    says(ellen, "Saved at 10 am")
    other = Minute.objects.exclude(pk=minute.pk).exclude(minute_items=None).last()
    assert other is not None
    edit(ellen, other)
    page.context.set_offline(True)
    type_on(ellen, "Open words.")
    says(ellen, "Your text is kept in this browser.")
    keeps_drafts(ellen, 1)
    page.evaluate("document.querySelector('.app-header__user form').dispatchEvent(new Event('submit'))")
    keeps_drafts(ellen, 0)
    page.context.set_offline(False)


def test_two_people_save_one_paper_and_choose_on_a_page_anybody_can_use(
    page: Page, live_server: LiveServer
) -> None:
    body = make_panel()
    clerk, other = make_secretary(body), make_secretary(body, "Owen Tate")
    paper = make_paper(body, clerk, body="<p>One.</p><p>Two.</p>")
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    newer = make_report("By Owen", body="<p>One!</p><p>Two.</p>")
    actions.save_paper(paper=paper, report=newer, based_on=1, by=other)
    ellen.fill("Subject", "By Ellen")
    ellen.page.get_by_role("textbox", name="Text of the report").locator("p").last.click()
    ellen.page.keyboard.press("Control+End")
    ellen.page.keyboard.type(" Three.")
    ellen.press("Save")
    ellen.stop("Someone else changed this while you were editing", next_step="Save the combined text")
    ellen.page.get_by_role("radio", name="Only what is saved").check()
    ellen.press("Save the combined text")
    ellen.page.wait_for_url(f"**/papers/{paper.pk}/")
    kept = paper.versions.order_by("-number")[0].document
    assert kept is not None
    assert (kept["title"], richtext.plain(kept["body"])) == ("By Owen", "One!\nTwo. Three.")
