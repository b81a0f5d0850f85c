"""The guides in a browser, and the screens their pictures show.

Set HELP_PICTURES to make the pictures anew; otherwise each screen is opened, and its picture has to be there.
"""

import os
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from config.help.guides import BY_SLUG, GUIDES
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions
from meetings.models import Meeting, Pack, Paper
from partnerships import actions as partnerships
from partnerships.models import BriefingNote
from tests.builders.ledger import add, make_ledger
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import (
    give_sign_in,
    make_administrator,
    make_chair,
    make_user,
    seat_member,
)
from tests.builders.papers import agree, build, make_paper, place
from tests.builders.partnerships import day
from tests.builders.restricted import make_private, restrict
from tests.conventions.plan import ROOT
from tests.journeys import scenes
from tests.journeys.steps import Person
from tests.journeys.test_partnership import people_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
SCREEN: ViewportSize = {"width": 960, "height": 640}
PICTURE = (640, 427)
# What a picture shows has its lowest edge a little above that of the picture.
INTO_VIEW = """thing => {
    const before = window.scrollY;
    thing.scrollIntoView({block: "nearest"});
    if (window.scrollY > before) window.scrollBy(0, 24);
}"""
# Who looks, at which address, the heading there, and the words that have to be in the picture.
Scene = tuple[User | None, str, str, str]


def an_agenda() -> tuple[User, User, Meeting]:
    """A meeting in January with five items and two papers; its secretary and its chair."""
    body, clerk = scenes.panel()
    chair = make_chair(body)
    meeting = make_meeting(body, clerk, starts_at=london(2027, 1, 15))
    meeting.items.all().delete()
    titles = (
        "Apologies",
        "Declarations of interest",
        "Knife crime",
        "Budget monitoring",
        "Date of next meeting",
    )
    items = [actions.add_item(meeting=meeting, title=title, by=clerk) for title in titles]
    for item in items[2:4]:
        place(item, make_paper(body, clerk, item.title, appendices=[]), clerk)
    return clerk, chair, meeting


def secretariat() -> Scene:
    clerk, _, meeting = an_agenda()
    return clerk, f"/meetings/{meeting.pk}/agenda/", "Agenda", "Send to the Chair"


def chair() -> Scene:
    clerk, ruth, meeting = an_agenda()
    actions.send_to_chair(meeting=meeting, by=clerk)
    return ruth, f"/meetings/{meeting.pk}/agenda/", "Agenda", "Agree the agenda"


def member() -> Scene:
    body, clerk = scenes.panel()
    ada = give_sign_in(seat_member(body), "ada.ash@ambermere.example")
    meeting = make_meeting(body, clerk)
    actions.ask_members(meeting=meeting, by=clerk)
    return ada, f"/meetings/{meeting.pk}/coming/", "Friday 4 December 2026 at 1.30 pm", "Send my reply"


def monitoring_officer() -> Scene:
    world = make_private()
    restrict(world)
    return (
        world.officer,
        f"/meetings/{world.meeting.pk}/restricted/",
        "Restricted business",
        "Record the decision to withhold",
    )


def author() -> Scene:
    body, clerk = scenes.panel()
    nadia = make_user("Nadia Frost", body, Role.REPORT_AUTHOR)
    meeting = make_meeting(body, clerk, starts_at=london(2027, 1, 15))
    item = actions.add_item(meeting=meeting, title="Knife crime", business="report", by=clerk)
    paper = actions.ask_for_paper(
        body=body,
        title="Knife crime",
        by=clerk,
        author=nadia,
        wanted="What was done since June, in about four pages.",
        item=item,
    )
    return nadia, f"/papers/{paper.pk}/", "Knife crime", "Upload a PDF or Word file"


def commissioners_office() -> Scene:
    ledger = make_ledger("recommendation")
    words = "Publish the time taken to answer 999 calls, each quarter."
    row = add(ledger, words, kind="recommendation", owner="Police and Crime Commissioner", due_on=day(4, 12))
    ledger.publish()
    farah = make_user("Farah Siddiqui", ledger.body, Role.COMMISSIONERS_OFFICE)
    return farah, f"/follow-ups/{row.pk}/", f"Recommendation {row.number}", "What is the progress?"


def partnership() -> Scene:
    body, clerk = scenes.panel()
    jo, _ = people_of(body, clerk)
    partnerships.open_round(meeting=make_meeting(body, clerk, starts_at=london(2027, 1, 22)), by=clerk)
    note = BriefingNote.objects.get()
    heading = "Briefing note for Friday 22 January 2027"
    return jo, f"/partnerships/notes/{note.pk}/", heading, "Start writing"


def administrator() -> Scene:
    body, _ = scenes.panel()
    make_chair(body)
    for name, role in (("Ursula Penn", Role.MONITORING_OFFICER), ("Nadia Frost", Role.REPORT_AUTHOR)):
        make_user(name, body, role)
    return make_administrator(), "/panels/accounts/", "Accounts", "Ursula Penn"


def public() -> Scene:
    clerk, _, meeting = an_agenda()
    for paper in Paper.objects.all():
        actions.clear_paper(paper=paper, by=clerk)
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    return None, f"/meeting/{meeting.ref}/", "Friday 15 January 2027 at 1.30 pm", "Knife crime"


SCENES: dict[str, Callable[[], Scene]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        secretariat,
        chair,
        member,
        monitoring_officer,
        author,
        commissioners_office,
        partnership,
        administrator,
        public,
    )
}


def test_every_guide_has_a_scene() -> None:
    assert set(SCENES) == set(BY_SLUG)


@pytest.mark.parametrize("slug", SCENES)
def test_the_picture_of_a_guide_shows_this_screen(slug: str, page: Page, live_server: LiveServer) -> None:
    who, address, heading, shown = SCENES[slug]()
    reader = Person(page, live_server, who)
    page.set_viewport_size(SCREEN)
    reader.open(address)
    reader.ready()
    assert reader.heading() == heading
    page.get_by_text(shown, exact=True).first.evaluate(INTO_VIEW)
    path = ROOT / "static" / BY_SLUG[slug].picture
    if os.environ.get("HELP_PICTURES"):
        with Image.open(BytesIO(page.screenshot())) as taken:
            # A palette keeps a picture of a screen small, and its words sharp.
            taken.resize(PICTURE, Image.Resampling.LANCZOS).quantize(64).save(path, optimize=True)
    assert path.is_file()


def test_a_visitor_and_the_secretariat_find_their_way_through_the_guides(
    page: Page, live_server: LiveServer
) -> None:
    clerk, _, _ = an_agenda()
    visitor = Person(page, live_server)
    visitor.open("/meeting/")
    visitor.follow("Help")
    visitor.stop("Help")
    for guide in GUIDES:
        visitor.follow(guide.title)
        visitor.stop(guide.title)
        assert (
            page.locator("main img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
        )
        visitor.follow_first("Help")
    ellen = Person(page, live_server, clerk)
    ellen.open("/help/")
    ellen.follow_first("The secretariat")
    ellen.stop("The secretariat")
    page.get_by_role("complementary").get_by_role("link", name="Meetings", exact=True).click()
    ellen.stop("Meetings", next_step="Schedule a meeting")
