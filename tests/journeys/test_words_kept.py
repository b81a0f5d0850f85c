"""What is typed on a form outlives network, window and sign-in, and is offered back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from foundation.documents.text import richtext
from meetings import actions
from meetings.models import Paper
from panels.models import Venue
from tests.browser import PATIENCE, axe, sign_in
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper, make_report
from tests.builders.questions import announced_meeting
from tests.journeys.steps import Person
from tests.meetings.papers.test_long_texts import _pages_fit, as_html, paragraphs  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
OFFER = "This browser kept words of"
KEPT = """store => Object.values(store === "tab" ? sessionStorage : localStorage)
    .filter(value => value.includes('"typed"')).map(value => JSON.parse(value).typed)"""


def kept(person: Person, where: str = "browser") -> list[dict[str, list[str]]]:
    return list(person.page.evaluate(KEPT, where))


def offered(person: Person) -> Any:
    return person.page.get_by_role("heading", name=OFFER)


def bring_back(person: Person) -> None:
    expect(offered(person)).to_be_visible(timeout=PATIENCE)
    axe(person.page)
    person.press("Bring back what you typed")
    expect(person.page.get_by_role("status").filter(has_text="What you typed is back below.")).to_be_visible()


def press_without_network(person: Person, name: str) -> None:
    """Press a button while there is no network: the browser shows that there is none."""
    person.page.context.set_offline(True)
    with person.page.expect_event("requestfailed"):
        person.press(name)
    person.page.context.set_offline(False)


def another_tab(person: Person) -> Person:
    """The window is closed, as when a laptop dies, and opened again."""
    context = person.page.context
    person.page.close()
    return Person(context.new_page(), person.live_server)


def a_paper() -> tuple[Any, Paper]:
    body = make_panel()
    clerk = make_secretary(body)
    return clerk, make_paper(body, clerk, body="<p>One.</p><p>Two.</p>")


def body_of(paper: Paper) -> str:
    document = paper.versions.order_by("-number")[0].document
    assert document is not None
    return richtext.plain(document["body"])


def type_in_paper(person: Person, words: str) -> None:
    person.page.get_by_role("textbox", name="Text of the report").locator("p").last.click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(words)


def test_a_paper_typed_without_network_comes_back_in_a_new_window_and_joins_what_was_saved_since(
    page: Page, live_server: LiveServer
) -> None:
    clerk, paper = a_paper()
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    ellen.fill("Subject", "By Ellen")
    type_in_paper(ellen, " Three.")
    press_without_network(ellen, "Save")
    ellen = another_tab(ellen)
    newer = make_report(paper.title, body="<p>One!</p><p>Two.</p>")
    actions.save_paper(paper=paper, report=newer, based_on=1, by=make_secretary(paper.body, "Owen Tate"))
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    expect(ellen.page.get_by_text("What is saved here was changed since.")).to_be_visible()
    bring_back(ellen)
    expect(ellen.page.get_by_label("Subject", exact=True)).to_have_value("By Ellen")
    expect(ellen.page.get_by_role("textbox", name="Text of the report")).to_contain_text("Two. Three.")
    ellen.press("Save")
    ellen.page.wait_for_url(f"**/papers/{paper.pk}/")
    expect(ellen.page.get_by_text("What both of you changed is saved.")).to_be_visible()
    ellen.ready()
    assert (body_of(paper), kept(ellen)) == ("One!\nTwo. Three.", [])
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
    press_without_network(ellen, "Save")
    Venue.objects.update(name="City Hall", address="Cranmere")
    ellen.open(f"/panels/venues/{venue.pk}/change/")
    bring_back(ellen)
    expect(
        page.get_by_text("What is saved now, in place of which your words stand: Cranmere")
    ).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("City Hall")
    expect(page.get_by_label("Address (optional)", exact=True)).to_have_value("Ambermere AM1")
    ellen.open(f"/panels/venues/{venue.pk}/change/")
    ellen.press("Throw it away")
    assert kept(ellen) == []


def test_words_about_restricted_business_stay_in_the_tab_and_nobody_else_is_offered_any(
    page: Page, live_server: LiveServer
) -> None:
    clerk, paper = a_paper()
    meeting = make_meeting(paper.body, clerk)
    (item,) = add_items(meeting, clerk, "Budget")
    actions.restrict_item(item=item, ground="exempt", paragraphs=[3], by=clerk)
    colleague = make_secretary(paper.body, "Owen Tate")
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/meetings/{meeting.pk}/agenda/{item.pk}/")
    ellen.fill("Presenter", "A secret")
    assert (len(kept(ellen)), len(kept(ellen, "tab"))) == (0, 1)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    type_in_paper(ellen, " Three.")
    assert len(kept(ellen)) == 1
    ellen.page.goto("about:blank")
    sign_in(page, live_server, colleague)
    for address in (f"/papers/{paper.pk}/", f"/meetings/{meeting.pk}/agenda/{item.pk}/"):
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
    visitor.fill("Your words", "How many officers work in Ambermere?")
    assert (len(kept(visitor)), len(kept(visitor, "tab"))) == (0, 1)
    page.reload()
    bring_back(visitor)
    expect(page.get_by_label("Your words", exact=True)).to_have_value("How many officers work in Ambermere?")


# A clipboard holds three hundred pages; this is what an editor does with them.
PASTE = """html => {
    const field = [...document.querySelectorAll("textarea")].find(each => each.name === "body");
    field.editor.commands.setContent(html);
    field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
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


@pytest.mark.usefixtures("_pages_fit")
def test_three_hundred_pages_pasted_without_network_come_back_in_a_new_window(
    page: Page, live_server: LiveServer
) -> None:
    clerk, paper = a_paper()
    typed = paragraphs(3000)
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    ellen.page.evaluate(PASTE, as_html(typed))
    press_without_network(ellen, "Save")
    expect(no_room(ellen)).to_have_count(0)
    ellen = another_tab(ellen)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    bring_back(ellen)
    ellen.press("Save")
    ellen.page.wait_for_url(f"**/papers/{paper.pk}/")
    ellen.ready()
    assert (body_of(paper).split("\n"), kept(ellen)) == (typed, [])


def test_a_browser_without_room_says_so_beside_the_field_until_there_is_room_again(
    page: Page, live_server: LiveServer
) -> None:
    clerk, paper = a_paper()
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    ellen.page.evaluate(FILL)
    ellen.fill("Subject", "By Ellen")
    expect(no_room(ellen)).to_be_visible()
    axe(ellen.page)
    ellen.fill("Subject", "By Ellen and Owen")
    expect(no_room(ellen)).to_be_visible()
    ellen.page.evaluate(EMPTY)
    ellen.fill("Subject", "By both")
    expect(no_room(ellen)).to_have_count(0)
    assert [each["title"] for each in kept(ellen)] == [["By both"]]


def test_a_form_that_holds_too_much_is_not_sent_and_says_so_beside_the_field(
    page: Page, live_server: LiveServer, settings: Settings
) -> None:
    clerk, paper = a_paper()
    ellen = Person(page, live_server, clerk)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    ellen.page.evaluate(PASTE, as_html(paragraphs(5000)))
    ellen.page.get_by_role("button", name="Save", exact=True).click()
    told = ellen.page.get_by_role("alert").filter(has_text="Not sent. The text and its pictures are 1.")
    expect(told).to_be_visible()
    axe(ellen.page)
    ellen.page.evaluate(PASTE, "<p>Three.</p>")
    expect(told).to_have_count(0)
    ellen.press("Save")
    ellen.page.wait_for_url(f"**/papers/{paper.pk}/")
    ellen.ready()
    assert body_of(paper) == "Three."
