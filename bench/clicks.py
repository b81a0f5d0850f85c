"""How often a clerk clicks for one meeting: 13 items, 2 PDFs, 8 minutes; counted in a real browser."""

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright

from bench.figures import Figure
from bench.look import CHROMIUM
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions
from meetings.models import Despatch, Meeting, Minute, Paper, Placement, PublicQuestion
from panels.models import Body
from tests.browser import AT_MOST, PATIENCE, QUIET, limited
from tests.builders.day import roll_of
from tests.builders.meetings import add_items, make_meeting
from tests.builders.minutes import held_meeting
from tests.builders.panels import give_sign_in, make_panel, make_secretary, make_user, seat_member
from tests.builders.papers import agree, make_paper, make_pdf, place
from tests.builders.questions import RULES
from tests.journeys.steps import Person, do_the_work

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


class Server(LiveServerThread):
    """The site, for a browser; by its address a person of the journeys finds it."""

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.host}:{self.port}"


class Clerk(Person):
    """A person who waits for each page, and whose clicks are counted; typing is not."""

    clicks = 0

    def press(self, name: str) -> None:
        """One click on a button."""
        self.clicks += 1
        super().press(name)

    def go(self, thing: Any) -> None:
        """One click on a link."""
        self.clicks += 1
        super().go(thing)


def figures() -> Iterator[Figure]:
    """Clicks and submits from the list of meetings to eight saved minutes."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    body = make_panel("clicks")
    user = make_secretary(body, "Cara Clerk")
    actions.save_template(body=body, meeting_kind="ordinary", text="", by=user)
    server = Server("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            clerk = Clerk(browser.new_page(), server, user)
            with limited(AT_MOST):
                whole_meeting(clerk, Path(folder))
            require_everything(body)
            publisher = Clerk(browser.new_page(), server, user)
            with limited(AT_MOST):
                publish_and_notify(publisher, body, user)
            counted = [*read_the_pack(browser, server, body), *short_jobs(browser, server)]
            counted += record_an_item(browser, server)
            browser.close()
    finally:
        server.terminate()
    yield Figure("one meeting by hand: clicks and submits", clerk.clicks, "clicks", at_most=40)
    yield Figure("publish an agreed agenda and notify people", publisher.clicks, "clicks", at_most=4)
    for words, clicks, most in counted:
        yield Figure(words, clicks, "clicks", at_most=most)


def require_everything(body: Body) -> None:
    """Nothing was clicked in vain: the items, papers and minutes are there."""
    meeting = Meeting.objects.get(body=body)
    written = Minute.objects.filter(minutes__meeting=meeting).exclude(text="").count()
    papers = Placement.objects.filter(item__meeting=meeting).count()
    if (meeting.items.count(), papers, written) != (13, 2, MINUTES_TYPED):
        raise RuntimeError(f"{meeting.items.count()} items, {papers} papers, {written} minutes")


def whole_meeting(clerk: Clerk, folder: Path) -> None:
    """Plan, paste, upload twice, write the minutes."""
    clerk.open("/meetings/")
    clerk.follow("Schedule a meeting")
    for label, text in (("Day", "4"), ("Month", "12"), ("Year", "2026"), ("Time", "1.30 pm")):
        clerk.fill(label, text)
    clerk.press("Schedule the meeting")
    clerk.follow("Open the agenda")
    clerk.fill("Paste or type a list, one item on each line", LINES)
    clerk.press("Add these lines")
    for number in (1, 2):
        upload(clerk, number, folder / f"paper-{number}.pdf")
    clerk.follow("Minutes")
    clerk.press("Start the minutes")
    clerk.follow("Write several")
    clerk.ready()
    boxes = clerk.page.locator("main textarea[name$=text]")
    for nth in range(MINUTES_TYPED):
        boxes.nth(nth).fill("The Panel noted what was said.")
    # The page first saves what was typed, text by text, and then sends the form.
    clerk.press("Save minutes")
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("Minutes", timeout=PATIENCE)


def publish_and_notify(clerk: Clerk, body: Body, user: User) -> None:
    """From Today to the message that is sent, with the pack still to be built."""
    soon = timezone.localtime() + timedelta(days=14)
    meeting = make_meeting(body, user, starts_at=soon.replace(hour=13, minute=30))
    add_items(meeting, user, "Update from the Commissioner")
    agree(meeting, user)
    clerk.open("/")
    clerk.go(clerk.page.get_by_role("link", name=re.compile("^Final check")).first)
    clerk.press("Build the pack")
    do_the_work()
    clerk.page.get_by_role("button", name="Publish agenda and pack").wait_for()
    clerk.press("Publish agenda and pack")
    clerk.go(clerk.page.get_by_role("button", name=re.compile("^Notify 1")))
    if Despatch.objects.filter(meeting=meeting).count() != 1:
        raise RuntimeError(f"No one was notified of meeting {meeting.pk}")


def read_the_pack(browser: Browser, server: Server, body: Body) -> Iterator[tuple[str, int, int]]:
    """A member opens the pack that has just been published, by one link of their first page."""
    member = give_sign_in(seat_member(body, "Burke", "Gage District Council"))
    reader = Clerk(browser.new_page(), server, member)
    with limited(AT_MOST):
        reader.open("/")
        link = reader.page.get_by_role("link", name=re.compile("^Read the pack")).first
        # This browser keeps a PDF instead of showing it.
        with reader.page.expect_download() as pack:
            link.click()
        if not pack.value.path().read_bytes().startswith(b"%PDF"):
            raise RuntimeError("The pack is not a PDF")
    yield "a member opens the pack", 1, 1


def record_an_item(browser: Browser, server: Server) -> Iterator[tuple[str, int, int]]:
    """Attendance, a decision, an action and a vote of one item: how often the clerk leaves the day page."""
    began = timezone.now() - timedelta(hours=1)
    held = held_meeting(starts_at=began, body=make_panel("day-page"))
    add_items(held.meeting, held.secretary, "Knife crime", "Budget")
    roll_of(held, began=timezone.localtime(began).time())
    item = held.meeting.items.get(title="Knife crime")
    actions.take_item(meeting=held.meeting, item=item, by=held.secretary, at=began)
    clerk, left = Clerk(browser.new_page(), server, held.secretary), []
    with limited(AT_MOST):
        clerk.open(f"/meetings/{held.meeting.pk}/day/")
        clerk.ready()
        page = clerk.page
        page.on("load", lambda loaded: left.append(loaded.url))
        row = page.locator(f'li[data-person="{held.people["Gage"].pk}"]')
        row.get_by_role("button", name="Leaves").click()
        page.get_by_label("What was said on item 1").fill("Members welcomed the report.")
        page.keyboard.press("F4")
        page.keyboard.type("That the report be noted.")
        expect(page.locator("[data-safe-state]")).to_contain_text("Saved at", timeout=PATIENCE)
        page.keyboard.press("F8")
        page.get_by_label("What is to be done").fill("Send members the figures.")
        page.get_by_role("button", name="Record the action").click()
        expect(page.locator("#day-recorded")).to_contain_text("Send members the figures.", timeout=PATIENCE)
        page.get_by_label("For", exact=True).fill("4")
        page.get_by_label("Against").fill("0")
        page.get_by_role("button", name="Record the vote").click()
        expect(page.locator("#day-recorded")).to_contain_text("carried: 4 for", timeout=PATIENCE)
    minute = Minute.objects.get(minute_items__item=item)
    if (minute.decisions.count(), minute.follow_ups.count(), held.meeting.votes.count()) != (1, 1, 1):
        raise RuntimeError("Decision, action or vote of the item was not recorded")
    yield "a whole item on the day: other pages opened", len(left), 0


def short_jobs(browser: Browser, server: Server) -> Iterator[tuple[str, int, int]]:
    """What people do most, from their first page: what it is, its clicks, and how many are few."""
    body = make_panel("short-jobs", **RULES, contact_email="panel@short-jobs.example")
    user = make_secretary(body, "Sara Short")
    soon = timezone.localtime() + timedelta(days=21)
    meeting = make_meeting(body, user, starts_at=soon.replace(hour=13, minute=30))
    (item,) = add_items(meeting, user, "Knife crime")
    frost = make_user("Supt Nadia Frost", body, Role.REPORT_AUTHOR)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.ask_for_paper(body=body, title="Knife crime", item=item, author=frost, due_on=yesterday, by=user)
    with limited(AT_MOST):
        clerk = Clerk(browser.new_page(), server, user)
        clerk.open("/")
        clerk.go(clerk.page.get_by_role("button", name=re.compile("^Remind Supt Frost")).first)
        clerk.page.get_by_text("Reminder sent to Supt Frost").wait_for()
        yield "remind a late author", clerk.clicks, 1
        (item,) = add_items(meeting, user, "Stop and search")
        actions.receive_paper(paper=place(item, make_paper(body, user, "Stop and search"), user), by=user)
        clerk.clicks = 0
        clerk.open("/")
        clerk.go(clerk.page.get_by_role("link", name=re.compile("^Check the paper")).first)
        clerk.press("Clear the paper")
        if not Paper.objects.filter(title="Stop and search", preparation="cleared").exists():
            raise RuntimeError("The paper was not cleared")
        yield "check and clear a paper", clerk.clicks, 2
        actions.announce_meeting(meeting=meeting, by=user)
        visitor = Clerk(browser.new_page(), server)
        visitor.open(f"/meeting/{meeting.ref}/")
        visitor.go(visitor.page.get_by_role("link", name=re.compile("^(Ask|Submit) a question")).first)
        for choice in ("Question", "The Police and Crime Commissioner", "I meet the rules above"):
            visitor.page.get_by_label(choice).first.check()
        visitor.fill("Your question, statement or petition", "How many officers patrol at night?")
        for label, text in (("Your name", "Jane Ashby"), ("Your email address", "jane@ashby.example")):
            visitor.fill(label, text)
        visitor.press("Send")
        if not PublicQuestion.objects.filter(meeting=meeting).exists():
            raise RuntimeError("The question was not received")
        yield "public asks a question", visitor.clicks, 2


def upload(clerk: Clerk, number: int, path: Path) -> None:
    """A PDF on an item."""
    path.write_bytes(make_pdf())
    clerk.go(clerk.page.get_by_role("link", name=re.compile(f"^Upload a paper for .*{number + 3}$")).first)
    clerk.page.locator("input[type=file]").set_input_files(path)
    clerk.send("Upload")
    clerk.follow("Agenda")
