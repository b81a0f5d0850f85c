"""The gallery in a real browser: axe, a phone's width, the summary's links, the editor."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.accounts.models import User
from tests.browser import axe, no_sideways_scroll, sign_in

pytestmark = pytest.mark.browser
WORD = """<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>One</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>(a)</span>Under one</p>
<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Two</p>
<h1 class=MsoNormal>Money</h1>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>\u00b7</span>Bullet</p>"""


@pytest.fixture
def gallery(page: Page, live_server: LiveServer) -> Any:
    ellen = User.objects.create_user("ellen@wessex.example", "Ellen Marsh", is_administrator=True)
    sign_in(page, live_server, ellen)
    page.goto(f"{live_server.url}/ui/")
    page.wait_for_selector(".prose-menubar[role=toolbar]")
    return page


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_in_the_gallery(gallery: Any, width: int) -> None:
    gallery.set_viewport_size({"width": width, "height": 900})
    axe(gallery)
    no_sideways_scroll(gallery)


@pytest.mark.parametrize("path", ["login/", "login/code/", "password/reset/", "inactive/"])
def test_axe_finds_nothing_in_the_pages_of_signing_in(page: Page, live_server: LiveServer, path: str) -> None:
    page.goto(f"{live_server.url}/accounts/{path}")
    axe(page)
    no_sideways_scroll(page)


def test_each_link_of_the_summary_moves_to_its_input(gallery: Any) -> None:
    links = gallery.locator(".govuk-error-summary__list a")
    assert links.count() > 5
    for link in links.all():
        link.click()
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert gallery.evaluate("document.activeElement.id") == target


def test_the_editor_has_a_name_one_tab_stop_and_arrow_keys(gallery: Any) -> None:
    box = gallery.get_by_role("textbox", name="Text of the report")
    assert box.get_attribute("spellcheck") == "true"
    bar = gallery.get_by_role("toolbar", name="Formatting: Text of the report")
    assert bar.locator("button[tabindex='0']:visible").count() == 1
    bar.locator("button[tabindex='0']:visible").focus()
    gallery.keyboard.press("End")
    assert gallery.evaluate("document.activeElement.textContent") == "Redo"


def test_what_is_written_at_the_end_of_the_editor_is_sent_with_the_form(gallery: Any) -> None:
    # A person waits for the toolbar before typing; a machine has to be told to.
    gallery.get_by_role("toolbar", name="Formatting: Text of the report").wait_for()
    box = gallery.get_by_role("textbox", name="Text of the report")
    box.click()
    expect(box).to_be_focused()
    gallery.keyboard.press("Control+End")
    gallery.keyboard.type("A last word", delay=20)
    expect(gallery.locator("textarea[name=text]")).to_have_value(re.compile("1,204A last word"))


def test_lists_from_a_word_processor_become_lists(gallery: Any) -> None:
    html = gallery.evaluate("h => import('/static/ui/paste.js').then(m => m.wordToLists(h))", WORD)
    assert html.replace("\n", "") == (
        '<ol><li><p>One</p><ol type="a"><li><p>Under one</p></li></ol></li><li><p>Two</p></li></ol>'
        "<h2>Money</h2><ul><li><p>Bullet</p></li></ul>"
    )


PASTED = (
    '<p>shall <span style="text-decoration:line-through">not</span> meet H'
    '<span style="vertical-align:sub">2</span>O'
    '<span style="mso-hide:all">gone</span><img src="file:///C:/chart.png"></p>'
)


def test_what_is_pasted_keeps_struck_and_lowered_words_and_says_what_it_leaves(gallery: Any) -> None:
    script = (
        "h => import('/static/ui/paste.js').then(m => { let told = '';"
        " const html = m.wordToLists(h, { told: (words) => { told = words; } }); return [html, told]; })"
    )
    assert gallery.evaluate(script, PASTED) == [
        "<p>shall <span><s>not</s></span> meet H<span><sub>2</sub></span>O</p>",
        "1 picture was not pasted. Save each picture as a file and add it from there.",
    ]


def test_the_editor_keeps_struck_raised_and_lowered_words(gallery: Any) -> None:
    box = gallery.get_by_role("textbox", name="Text of the report")
    box.click()
    gallery.keyboard.press("Control+End")
    gallery.keyboard.type("H", delay=20)
    for name in ("Subscript", "Superscript", "Strike out", "Underline"):
        button = gallery.get_by_role("toolbar", name="Formatting: Text of the report").get_by_role(
            "button", name=name, exact=True
        )
        button.click()
        gallery.keyboard.type("2", delay=20)
        button.click()
    expect(gallery.locator("textarea[name=text]")).to_have_value(
        re.compile("H<sub>2</sub><sup>2</sup><s>2</s><u>2</u>")
    )
