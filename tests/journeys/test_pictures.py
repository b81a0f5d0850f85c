"""A picture in a report: added below the text, shown in the editor, kept when the page is saved again."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe, no_sideways_scroll
from tests.builders import papers
from tests.foundation.documents.text.test_pictures import png, written
from tests.journeys import scenes
from tests.journeys.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
SHOWN = "#id_body figure img"


def test_a_picture_is_added_shown_in_the_editor_and_kept(page: Page, live_server: LiveServer) -> None:
    body, user = scenes.panel()
    paper = papers.make_paper(body, user)
    ellen = Person(page, live_server, user)
    ellen.open(f"/papers/{paper.pk}/")
    ellen.unfold("Add a picture")
    page.locator("input[name=picture]").set_input_files(
        {"name": "map.png", "mimeType": "image/png", "buffer": png((800, 500))}
    )
    page.locator("input[name=picture_shows]").fill("Map of the four wards")
    page.locator("input[name=picture_caption]").fill("Offences by ward")
    ellen.press_on("Save")
    page.locator(SHOWN).wait_for()
    assert page.locator(SHOWN).get_attribute("alt") == "Map of the four wards"
    assert page.locator(SHOWN).evaluate("image => image.naturalWidth") == 800
    axe(page)
    no_sideways_scroll(page)
    change_the_words(page)
    before = newest(paper)
    page.locator("#id_author").fill("Ada Oakley")
    ellen.press_on("Save")
    page.locator(SHOWN).wait_for()
    after = newest(paper)
    assert (after["author"], after["body"]) == ("Ada Oakley", before["body"].replace("the four", "the five"))


def change_the_words(page: Page) -> None:
    """Change the words of the picture in the editor's own window, which says nothing of addresses."""
    words = page.get_by_role("button", name="Alternative text")
    assert words.count() == 0
    page.locator(SHOWN).click()
    words.click()
    assert page.locator("input[name=imageUrl]").is_visible() is False
    picture_of(page, "picture-words")
    page.locator(".prose-editor-dialog").get_by_label("What the picture shows").fill("Map of the five wards")
    page.locator(".prose-editor-dialog").get_by_role("button", name="Update").click()
    picture_of(page, "picture-chosen")


def picture_of(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if folder := os.environ.get("JOURNEY_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def newest(paper: Any) -> dict[str, Any]:
    """What the newest version of a paper holds."""
    document: dict[str, Any] = paper.versions.order_by("-number").first().document
    return document


def test_a_pasted_picture_gets_its_words_in_the_editor(page: Page, live_server: LiveServer) -> None:
    body, user = scenes.panel()
    paper = papers.make_paper(body, user, body=f'<p>Look:</p><img src="{written(png((200, 100)))}" alt="">')
    ellen = Person(page, live_server, user)
    ellen.open(f"/papers/{paper.pk}/")
    page.locator("#id_body img").click()
    page.get_by_role("button", name="Alternative text").click()
    page.locator(".prose-editor-dialog").get_by_label("What the picture shows").fill("A van")
    page.locator(".prose-editor-dialog").get_by_role("button", name="Update").click()
    ellen.press_on("Save")
    page.locator("#id_body img[alt='A van']").wait_for()
    assert 'alt="A van"' in newest(paper)["body"]
