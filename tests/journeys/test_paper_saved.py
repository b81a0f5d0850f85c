"""A paper that is saved while it is typed: two people, no network, and what is folded away."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser as PlaywrightBrowser
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from foundation.documents.text import richtext
from meetings import actions
from meetings.models import Paper
from tests.browser import sign_in
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper, make_report
from tests.journeys.steps import PHONE, Person
from tests.meetings.papers.test_long_texts import _pages_fit, as_html, paragraphs  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


def a_paper() -> tuple[Any, Paper]:
    body = make_panel()
    clerk = make_secretary(body)
    return clerk, make_paper(body, clerk, body="<p>One.</p><p>Two.</p>")


def body_of(paper: Paper) -> str:
    document = paper.versions.order_by("-number")[0].document
    assert document is not None
    return richtext.plain(document["body"])


def type_on(person: Person, words: str) -> None:
    person.page.get_by_role("textbox", name="Text of the report").locator("p").last.click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(words)


def says(person: Person, words: str) -> None:
    expect(person.page.locator("[data-safe-state]")).to_contain_text(words)


def opened(page: Page, live_server: LiveServer) -> tuple[Person, Paper]:
    clerk, paper = a_paper()
    ellen = Person(page, live_server, clerk)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.ready()
    return ellen, paper


def test_what_is_typed_is_saved_and_one_page_makes_one_version(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    type_on(ellen, " Three.")
    says(ellen, "Saved at 10 am")
    expect(page.get_by_role("button", name="What comes next")).to_have_count(0)
    type_on(ellen, " Four.")
    with page.expect_response(re.compile("/autosave/")):
        pass
    expect(page.locator("[data-safe-state]")).not_to_have_class(re.compile("is-trouble"))
    assert (body_of(paper), paper.versions.count()) == ("One.\nTwo. Three. Four.", 2)
    ellen.unfold("People to contact")
    page.get_by_label("Name", exact=True).first.fill("")
    page.get_by_label("Telephone", exact=True).first.fill("")
    expect(page.get_by_role("link", name="There is no one to contact")).to_have_count(0)
    ellen.stop(paper.title, next_step="Clear the paper")


def test_what_two_people_change_is_joined_and_what_both_changed_is_compared(
    page: Page, live_server: LiveServer
) -> None:
    ellen, paper = opened(page, live_server)
    owen = make_secretary(paper.body, "Owen Tate")

    def his(text: str) -> None:
        number = paper.versions.order_by("-number")[0].number
        actions.save_paper(paper=paper, report=make_report(paper.title, body=text), based_on=number, by=owen)

    his("<p>One!</p><p>Two.</p>")
    type_on(ellen, " Three.")
    says(ellen, "Saved at 10 am")
    assert body_of(paper) == "One!\nTwo. Three."
    his("<p>One!</p><p>Two, he says.</p>")
    type_on(ellen, " Four.")
    says(ellen, "Not saved. Owen Tate changed the same words while you were writing.")
    assert body_of(paper) == "One!\nTwo, he says."
    ellen.press("Compare both texts")
    ellen.page.get_by_role("radio", name="Only what you typed").check()
    ellen.go(ellen.page.locator("main form button").first)
    ellen.page.wait_for_url(f"**/papers/{paper.pk}/")
    ellen.ready()
    assert body_of(paper) == "One!\nTwo. Three. Four."
    expect(page.get_by_role("heading", name="This browser has unsaved text")).to_have_count(0)


def test_two_who_write_one_paper_see_each_other(
    page: Page, browser: PlaywrightBrowser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> None:
    ellen, paper = opened(page, live_server)
    colleague = make_secretary(paper.body, "Owen Tate")
    owen = Person(browser.new_context(**browser_context_args).new_page(), live_server, colleague)
    owen.open(f"/papers/{paper.pk}/")
    owen.ready()
    others = owen.page.locator("[data-safe-others]")
    expect(others).to_have_text("Ellen Marsh is also writing this paper, since 10 am.")
    owen.stop(paper.title, next_step="Clear the paper")


def test_without_network_the_words_are_kept_and_saved_later(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    page.context.set_offline(True)
    type_on(ellen, " Three.")
    says(ellen, "Not saved.")
    assert body_of(paper) == "One.\nTwo."
    context = page.context
    page.close()
    context.set_offline(False)
    again = Person(context.new_page(), live_server)
    again.open(f"/papers/{paper.pk}/")
    again.ready()
    expect(again.page.get_by_role("heading", name="This browser has unsaved text")).to_be_visible()
    again.page.get_by_role("button", name="Compare it with the saved text").click()
    again.page.wait_for_url(f"**/papers/{paper.pk}/")
    expect(again.page.get_by_role("textbox", name="Text of the report")).to_contain_text("Three.")
    assert body_of(paper) == "One.\nTwo. Three."


def test_what_was_just_typed_is_in_the_paper_that_is_cleared(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    type_on(ellen, " Three.")
    ellen.press("Clear the paper")
    expect(page.get_by_text("Cleared at 10 am.")).to_be_visible()
    ellen.stop(paper.title)
    assert (body_of(paper), Paper.objects.get().preparation) == ("One.\nTwo. Three.", "cleared")


# A clipboard holds three hundred pages; this is what an editor does with them.
PASTE = """html => {
    const field = [...document.querySelectorAll("textarea")].find(each => each.name === "body");
    field.editor.commands.setContent(html);
    field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@pytest.mark.usefixtures("_pages_fit")
def test_three_hundred_pages_that_are_pasted_are_saved(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    typed = paragraphs(3000)
    page.evaluate(PASTE, as_html(typed))
    says(ellen, "Saved at 10 am")
    assert body_of(paper).split("\n") == typed


def test_what_is_too_large_to_be_sent_is_said_and_stays_on_the_page(
    page: Page, live_server: LiveServer, settings: Settings
) -> None:
    ellen, paper = opened(page, live_server)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    page.evaluate(PASTE, as_html(paragraphs(5000)))
    says(ellen, "Not saved. The text and its pictures are too large.")
    page.evaluate(PASTE, "<p>Three.</p>")
    says(ellen, "Saved at 10 am")
    assert body_of(paper) == "Three."


def test_the_console_is_silent_while_a_paper_is_written(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    type_on(ellen, " Three.")
    says(ellen, "Saved at 10 am")
    ellen.stop(paper.title, next_step="Clear the paper")
    assert ellen.complaints == []


# What a clipboard hands over when somebody pastes plain text.
CLIPBOARD = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste);
}"""


def test_sixty_thousand_characters_that_are_pasted_are_saved(page: Page, live_server: LiveServer) -> None:
    ellen, paper = opened(page, live_server)
    pasted = [f"{number:03} {'Fines rose in the north. ' * 4}".strip() for number in range(600)]
    assert len("\n".join(pasted)) > 60_000
    type_on(ellen, " ")
    page.evaluate(CLIPBOARD, "\n".join(pasted))
    says(ellen, "Saved at 10 am")
    page.wait_for_function("() => !document.querySelector('[data-safe-state]').matches('.is-trouble')")
    ellen.press_on("Save")
    ellen.ready()
    assert body_of(paper).split("\n")[1:] == [f"Two. {pasted[0]}", *pasted[1:]]


def test_a_sign_in_that_ends_while_a_paper_is_typed_costs_no_word(
    page: Page, live_server: LiveServer
) -> None:
    ellen, paper = opened(page, live_server)
    page.context.clear_cookies()
    type_on(ellen, " Three.")
    says(ellen, "You are signed out. Your text is kept in this browser.")
    expect(page.get_by_role("link", name="Sign in again in a new tab")).to_be_visible()
    assert body_of(paper) == "One.\nTwo."
    sign_in(page, live_server, User.objects.get(name="Ellen Marsh"))
    says(ellen, "Saved at 10 am")
    assert body_of(paper) == "One.\nTwo. Three."


@pytest.mark.parametrize("house_style", ["commissioner", "secretariat"])
def test_on_a_phone_at_most_three_screens_come_before_the_text(
    page: Page, live_server: LiveServer, house_style: str
) -> None:
    clerk, paper = a_paper()
    version = paper.versions.get()
    report = make_report(paper.title, body="<p>One.</p>", house_style=house_style)
    actions.save_paper(paper=paper, report=report, based_on=version.number, by=clerk)
    actions.receive_paper(paper=paper, by=clerk)
    actions.return_paper(paper=paper, comment="Table 2 does not add up. " * 10, by=clerk)
    ellen = Person(page, live_server, clerk)
    page.set_viewport_size(PHONE)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.stop(paper.title, next_step="Clear the paper")
    box = page.get_by_role("textbox", name="Text of the report").bounding_box()
    assert box is not None
    assert box["y"] + page.evaluate("window.scrollY") <= 3 * PHONE["height"]
