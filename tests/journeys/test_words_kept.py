"""What is typed on a form outlives network, window and sign-in, and is offered back."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from meetings import actions
from panels.models import Venue
from scrutiny import actions as scrutiny
from scrutiny.models import Section
from tests.browser import PATIENCE, axe, sign_in
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.questions import announced_meeting
from tests.builders.scrutiny import make_inquiry
from tests.journeys.steps import Person
from tests.meetings.papers.test_long_texts import paragraphs

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
OFFER = "This browser has kept text from"
KEPT = """store => Object.values(store === "tab" ? sessionStorage : localStorage)
    .filter(value => value.includes('"typed"')).map(value => JSON.parse(value).typed)"""


def kept(person: Person, where: str = "browser") -> list[dict[str, list[str]]]:
    return list(person.page.evaluate(KEPT, where))


def offered(person: Person) -> Any:
    return person.page.get_by_role("heading", name=OFFER)


def bring_back(person: Person) -> None:
    expect(offered(person)).to_be_visible(timeout=PATIENCE)
    axe(person.page)
    person.press("Restore what you typed")
    expect(
        person.page.get_by_role("status").filter(has_text="What you typed has been restored below.")
    ).to_be_visible()


def press_without_network(person: Person, button: str) -> None:
    """Press a button while there is no network: the browser shows that there is none."""
    person.page.context.set_offline(True)
    with person.page.expect_event("requestfailed"):
        person.page.locator(button).first.click(no_wait_after=True)
    person.page.context.set_offline(False)


def another_tab(person: Person) -> Person:
    """The window is closed, as when a laptop dies, and opened again."""
    context = person.page.context
    person.page.close()
    return Person(context.new_page(), person.live_server)


def a_section(text: str = "One.\n\nMore.\n\nTwo.") -> tuple[Any, Section]:
    body = make_panel()
    clerk = make_secretary(body)
    section = make_inquiry(body, clerk).sections.first()
    assert section is not None
    return clerk, saved_by(section, clerk, text)


def saved_by(section: Section, user: Any, text: str) -> Section:
    return scrutiny.save_section(
        section=section,
        heading=section.heading,
        text=text,
        shows=section.shows,
        based_on=section.version,
        by=user,
    )


def edit(person: Person, section: Section) -> None:
    person.open(reverse("scrutiny:section_edit", args=[section.inquiry_id, section.pk]))


def text_of(section: Section) -> str:
    return Section.objects.get(pk=section.pk).text


def type_text(person: Person, words: str) -> None:
    person.page.locator("[name=text]").fill(words)


def save(person: Person, section: Section) -> None:
    person.go(person.page.locator("main form button[type=submit]").first)
    person.page.wait_for_url(f"**{reverse('scrutiny:inquiry', args=[section.inquiry_id])}")
    person.ready()


def test_a_text_typed_without_network_comes_back_in_a_new_window_and_joins_what_was_saved_since(
    page: Page, live_server: LiveServer
) -> None:
    clerk, section = a_section()
    ellen = Person(page, live_server, clerk)
    edit(ellen, section)
    ellen.page.locator("[name=heading]").fill("By Ellen")
    type_text(ellen, "One.\n\nMore.\n\nTwo. Three.")
    press_without_network(ellen, "main form button[type=submit]")
    ellen = another_tab(ellen)
    saved_by(section, make_secretary(section.inquiry.body, "Owen Tate"), "One!\n\nMore.\n\nTwo.")
    edit(ellen, section)
    expect(ellen.page.get_by_text("The saved text has changed since then.")).to_be_visible()
    bring_back(ellen)
    expect(ellen.page.locator("[name=heading]")).to_have_value("By Ellen")
    expect(ellen.page.locator("[name=text]")).to_have_value("One.\n\nMore.\n\nTwo. Three.")
    save(ellen, section)
    expect(ellen.page.get_by_text("Both sets of changes have been saved.")).to_be_visible()
    assert (text_of(section), kept(ellen)) == ("One!\n\nMore.\n\nTwo. Three.", [])
    edit(ellen, section)
    expect(offered(ellen)).to_have_count(0)


def test_a_line_refused_with_an_error_and_sent_without_a_sign_in_is_given_back_once(
    page: Page, live_server: LiveServer
) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/meetings/{meeting.pk}/agenda/add/")
    ellen.fill("Presenter", "The Chief Finance Officer")
    ellen.press("Add the item")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert [each["presenter"] for each in kept(ellen)] == [["The Chief Finance Officer"]]
    expect(offered(ellen)).to_have_count(0)
    ellen.fill("Title", "Budget")
    page.context.clear_cookies(name="sessionid")
    ellen.press("Add the item")
    page.wait_for_url("**/accounts/login/**")
    sign_in(page, live_server, clerk)
    ellen.open(page.url.partition("next=")[2])
    ellen.go(page.locator("main form button").first)
    page.wait_for_url("**/agenda/**")
    expect(page.get_by_text("Budget").first).to_be_visible()
    assert meeting.items.filter(title="Budget").count() == 1
    ellen.open(f"/meetings/{meeting.pk}/agenda/add/")
    expect(page.get_by_label("Title", exact=True)).to_have_value("")
    assert kept(ellen) == []


def test_words_over_a_form_without_versions_are_put_beside_what_is_saved_now(
    page: Page, live_server: LiveServer
) -> None:
    clerk = make_secretary(make_panel())
    venue = Venue.objects.create(name="County Hall", address="Ambermere")
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/panels/venues/{venue.pk}/change/")
    ellen.fill("Address (optional)", "Ambermere AM1")
    press_without_network(ellen, "main form button[type=submit]")
    Venue.objects.update(name="City Hall", address="Cranmere")
    ellen.open(f"/panels/venues/{venue.pk}/change/")
    bring_back(ellen)
    expect(page.get_by_text("The saved text that yours would replace: Cranmere")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("City Hall")
    expect(page.get_by_label("Address (optional)", exact=True)).to_have_value("Ambermere AM1")
    ellen.open(f"/panels/venues/{venue.pk}/change/")
    ellen.press("Discard")
    assert kept(ellen) == []


def test_words_about_restricted_business_stay_in_the_tab_and_nobody_else_is_offered_any(
    page: Page, live_server: LiveServer
) -> None:
    clerk, section = a_section()
    body = section.inquiry.body
    meeting = make_meeting(body, clerk)
    (item,) = add_items(meeting, clerk, "Budget")
    actions.restrict_item(item=item, ground="exempt", paragraphs=[3], by=clerk)
    colleague = make_secretary(body, "Owen Tate")
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/meetings/{meeting.pk}/agenda/{item.pk}/")
    ellen.fill("Presenter", "A secret")
    assert (len(kept(ellen)), len(kept(ellen, "tab"))) == (0, 1)
    edit(ellen, section)
    type_text(ellen, "Three.")
    assert len(kept(ellen)) == 1
    ellen.page.goto("about:blank")
    sign_in(page, live_server, colleague)
    section_page = reverse("scrutiny:section_edit", args=[section.inquiry_id, section.pk])
    for address in (section_page, f"/meetings/{meeting.pk}/agenda/{item.pk}/"):
        ellen.open(address)
        ellen.ready()
        expect(offered(ellen)).to_have_count(0)
    sign_in(page, live_server, clerk)
    ellen.open(f"/meetings/{meeting.pk}/agenda/{item.pk}/")
    bring_back(ellen)
    expect(page.get_by_label("Presenter", exact=True)).to_have_value("A secret")
    page.evaluate("document.querySelector('.app-header__user form').dispatchEvent(new Event('submit'))")
    assert kept(ellen) + kept(ellen, "tab") == []


def test_a_visitor_finds_the_words_again_in_the_same_tab_alone(page: Page, live_server: LiveServer) -> None:
    _, _, meeting = announced_meeting()
    visitor = Person(page, live_server)
    visitor.open(f"/meeting/{meeting.ref}/ask/")
    visitor.fill("Your question, statement or petition", "How many officers work in Ambermere?")
    assert (len(kept(visitor)), len(kept(visitor, "tab"))) == (0, 1)
    page.reload()
    bring_back(visitor)
    words = page.get_by_label("Your question, statement or petition", exact=True)
    expect(words).to_have_value("How many officers work in Ambermere?")


FILL = """() => {
    for (const store of [localStorage, sessionStorage]) {
        for (let size = 4194304, at = 0; size >= 1; at += 1) {
            try { store.setItem(`full ${at}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
        }
    }
}"""
EMPTY = """() => {
    for (const store of [localStorage, sessionStorage]) {
        for (const key of Object.keys(store)) if (key.startsWith("full ")) store.removeItem(key);
    }
}"""


def no_room(person: Person) -> Any:
    return person.page.get_by_text("This browser has no space left to keep a copy of what you type.")


def test_twenty_thousand_characters_without_network_come_back_in_a_new_window(
    page: Page, live_server: LiveServer
) -> None:
    clerk, section = a_section()
    typed = "\n\n".join(paragraphs(60))
    ellen = Person(page, live_server, clerk)
    edit(ellen, section)
    type_text(ellen, typed)
    press_without_network(ellen, "main form button[type=submit]")
    expect(no_room(ellen)).to_have_count(0)
    ellen = another_tab(ellen)
    edit(ellen, section)
    bring_back(ellen)
    expect(ellen.page.locator("[name=text]")).to_have_value(typed)


def test_a_browser_without_room_says_so_beside_the_field_until_there_is_room_again(
    page: Page, live_server: LiveServer
) -> None:
    clerk, section = a_section()
    ellen = Person(page, live_server, clerk)
    edit(ellen, section)
    ellen.page.evaluate(FILL)
    ellen.page.locator("[name=heading]").fill("By Ellen")
    expect(no_room(ellen)).to_be_visible()
    axe(ellen.page)
    ellen.page.locator("[name=heading]").fill("By Ellen and Owen")
    expect(no_room(ellen)).to_be_visible()
    ellen.page.evaluate(EMPTY)
    ellen.page.locator("[name=heading]").fill("By both")
    expect(no_room(ellen)).to_have_count(0)
    assert [each["heading"] for each in kept(ellen)] == [["By both"]]


def test_a_form_that_holds_too_much_is_not_sent_and_says_so_beside_the_field(
    page: Page, live_server: LiveServer, settings: Settings
) -> None:
    clerk, section = a_section()
    ellen = Person(page, live_server, clerk)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
    edit(ellen, section)
    type_text(ellen, " ".join(paragraphs(400)))
    ellen.page.locator("main form button[type=submit]").first.click()
    told = ellen.page.get_by_role("alert").filter(has_text="Not sent. The text and its pictures are 0.1 MB")
    expect(told).to_be_visible()
    axe(ellen.page)
    type_text(ellen, "Three.")
    expect(told).to_have_count(0)
    # The button itself takes no second press for a second.
    ellen.page.locator("[name=text]").evaluate("field => field.form.requestSubmit()")
    ellen.page.wait_for_url(f"**{reverse('scrutiny:inquiry', args=[section.inquiry_id])}")
    assert text_of(section) == "Three."
