"""A file is sent, its check is watched, and what came of it opens by itself; also when it was not used."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from meetings import actions
from meetings.models import Paper
from tests.builders.panels import make_panel, make_secretary
from tests.journeys import scenes, steps
from tests.journeys.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_of_a_check_goes_on_by_itself(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    ellen = Person(page, live_server, clerk)
    ellen.open("/papers/upload/")
    ellen.fill("Title", "Budget 2027")
    ellen.attach("PDF or Word file", scenes.pdf(tmp_path, "budget"))
    ellen.press("Upload")
    ellen.stop("Your file is being checked")
    ellen.send_on()
    ellen.stop("Budget 2027", next_step="Clear the paper")
    paper = Paper.objects.get()
    ellen.open(f"/papers/{paper.pk}/replace/")
    ellen.attach("PDF or Word file", scenes.pdf(tmp_path, "newer"))
    ellen.press("Replace the file")
    expect(ellen.page.get_by_role("heading", level=1)).to_have_text("Your file is being checked")
    actions.clear_paper(paper=paper, by=clerk)
    ellen.send_on()
    ellen.stop("Your file was not used", next_step="Try again")
    assert "This paper has been cleared." in ellen.text()


def test_a_page_that_looks_again_stands_still_while_it_is_looked_at(
    page: Page, live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ellen = Person(page, live_server, make_secretary(make_panel()))
    ellen.open("/papers/upload/")
    ellen.fill("Title", "Budget 2027")
    ellen.attach("PDF or Word file", scenes.pdf(tmp_path, "budget"))
    ellen.press("Upload")
    looks: list[str] = []

    def looked(request: Request) -> None:
        looks.append(request.url)

    def a_long_look(page: Page) -> None:
        page.on("request", looked)
        # The page looks again every second.
        page.wait_for_timeout(2500)
        page.remove_listener("request", looked)

    monkeypatch.setattr(steps, "axe", a_long_look)
    ellen.stop("Your file is being checked")
    assert looks == []
    # And then it goes on.
    ellen.send_on()
    assert ellen.heading() == "Budget 2027"
