"""How often a clerk clicks for one meeting: 13 items, 2 PDFs, 8 minutes; counted in a real browser."""

import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Locator, Page, sync_playwright

from bench.figures import Figure
from bench.look import CHROMIUM, QUIET
from foundation.accounts.models import User
from meetings import actions
from meetings.models import Meeting, Minute, Placement
from panels.models import Body
from tests.builders_meetings import make_panel, make_secretary

LINES = "\n".join(
    [
        "Apologies for absence",
        "Declarations of interest",
        "Public questions",
        *(f"Report number {n} | Commissioner" for n in range(1, 9)),
        "Date of next meeting",
        "Any other urgent items",
    ]
)
MINUTES_TYPED = 8


class Counter:
    """Clicks as a person makes them; typing is not counted."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, target: Locator) -> None:
        """One click."""
        self.count += 1
        target.click()


def figures() -> Iterator[Figure]:
    """Clicks and submits from the list of meetings to eight saved minutes."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    body = make_panel("clicks")
    clerk = make_secretary(body, "Cara Clerk")
    clerk.set_password("clicks-are-counted")
    clerk.save()
    actions.save_template(body=body, meeting_kind="ordinary", text="", by=clerk)
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        clicks = whole_meeting(f"http://127.0.0.1:{server.port}", clerk)
    finally:
        server.terminate()
    require_everything(body)
    yield Figure("one meeting by hand: clicks and submits", clicks, "clicks", at_most=40)


def require_everything(body: Body) -> None:
    """Nothing was clicked in vain: the items, papers and minutes are there."""
    meeting = Meeting.objects.get(body=body)
    written = Minute.objects.filter(minutes__meeting=meeting).exclude(text="").count()
    papers = Placement.objects.filter(item__meeting=meeting).count()
    if (meeting.items.count(), papers, written) != (13, 2, MINUTES_TYPED):
        raise RuntimeError(f"{meeting.items.count()} items, {papers} papers, {written} minutes")


def whole_meeting(base: str, clerk: User) -> int:
    """Plan, paste, upload twice, write the minutes."""
    counter = Counter()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.goto(f"{base}/accounts/login/")
        page.get_by_label("E-mail").fill(clerk.email)
        page.get_by_label("Password").fill("clicks-are-counted")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"{base}/meetings/")
        plan(page, counter)
        paste(page, counter)
        for number in (1, 2):
            upload(page, counter, number, pdf(Path(folder), number))
        write_minutes(page, counter)
        browser.close()
    return counter.count


def plan(page: Page, counter: Counter) -> None:
    """A meeting with day, time and place."""
    counter.click(page.get_by_role("link", name="Plan a meeting"))
    for label, text in (("Day", "4"), ("Month", "12"), ("Year", "2026"), ("Time", "1.30 pm")):
        page.get_by_label(label, exact=True).fill(text)
    counter.click(page.get_by_role("button", name="Plan the meeting"))
    counter.click(page.get_by_role("link", name="Open the agenda"))


def paste(page: Page, counter: Counter) -> None:
    """Thirteen items at once."""
    page.get_by_label("Paste or type a list, one item a line").fill(LINES)
    counter.click(page.get_by_role("button", name="Add these lines"))


def upload(page: Page, counter: Counter, number: int, path: Path) -> None:
    """A PDF on an item."""
    counter.click(page.get_by_role("link", name=re.compile(f"^Upload a paper for .*{number + 3}$")).first)
    page.locator("input[type=file]").set_input_files(path)
    counter.click(page.get_by_role("button", name="Upload"))
    counter.click(page.get_by_role("link", name="Agenda", exact=True))


def write_minutes(page: Page, counter: Counter) -> None:
    """Eight minutes typed on one page."""
    counter.click(page.get_by_role("link", name="Minutes", exact=True))
    counter.click(page.get_by_role("button", name="Start the minutes"))
    counter.click(page.get_by_role("link", name="Write several"))
    boxes = page.locator("main textarea[name$=text]")
    for place in range(MINUTES_TYPED):
        boxes.nth(place).fill("The Panel noted what was said.")
    counter.click(page.get_by_role("button", name="Save all minutes"))
    page.get_by_role("heading", level=1).wait_for()


def pdf(folder: Path, number: int) -> Path:
    """A PDF of one page."""
    path = folder / f"paper-{number}.pdf"
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    data = io.BytesIO()
    document.save(data)
    path.write_bytes(data.getvalue())
    return path
