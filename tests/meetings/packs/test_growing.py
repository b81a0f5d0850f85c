"""Pages that list or offer what an archive grows by: as many queries and rows for 60 meetings as for 15."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.library.models import Publication
from foundation.ui.paging import A_PAGE, OFFERED
from meetings.agenda.forms import CopyForm, ItemForm, MinutesItemsForm
from meetings.models import AgendaItem, FollowUp, Meeting, Minute, Minutes, Paper
from tests.builders.ledger import make_ledger, next_meeting
from tests.builders.meetings import LONDON
from tests.builders.panels import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FEW, MANY = 15, 60


class Archive:
    """A panel whose past can grow: meetings with a line, minutes and a follow-up each, and papers."""

    def __init__(self) -> None:
        self.ledger = make_ledger()
        self.ledger.publish()
        self.meeting = next_meeting(self.ledger)
        self.item = self.meeting.items.all()[0]
        self.web: Client = signed_in(self.ledger.clerk)
        self.size = 0

    def grow(self, to: int) -> None:
        body, model = self.ledger.body, Meeting.objects.get(pk=self.ledger.held.meeting.pk)
        first = datetime(2026, 1, 14, 13, 30, tzinfo=LONDON)
        days = [first - timedelta(days=28 * n) for n in range(self.size, to)]
        made = Meeting.objects.bulk_create(
            Meeting(body=body, kind=model.kind, status="held", starts_at=day) for day in days
        )
        AgendaItem.objects.bulk_create(AgendaItem(meeting=each, title="Budget") for each in made)
        minutes = Minutes.objects.bulk_create(
            Minutes(meeting=each, status="published", published_at=each.starts_at, published_by="E")
            for each in made
        )
        entries = Minute.objects.bulk_create(
            Minute(minutes=each, title="Budget", position=1) for each in minutes
        )
        row = self.ledger.rows[0]
        FollowUp.objects.bulk_create(
            FollowUp(
                body=body,
                minute=each,
                kind=row.kind,
                number=1000 + self.size + n,
                text="Send figures",
                is_public=True,
            )
            for n, each in enumerate(entries)
        )
        Paper.objects.bulk_create(
            Paper(body=body, title=f"Paper {n}", origin=Paper.Origin.WRITTEN) for n in range(self.size, to)
        )
        self.size = to

    def cost(self, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert self.web.get(address).status_code == 200
        return len(captured)

    def rows(self, address: str, pattern: str) -> int:
        return len(re.findall(pattern, self.web.get(address).content.decode()))


@pytest.fixture
def archive() -> Archive:
    return Archive()


def test_lists_and_choices_cost_the_same_and_show_the_same_number(archive: Archive) -> None:
    of = f"/meetings/{archive.meeting.pk}/agenda"
    box = r'type="checkbox" name="(?:minutes_of|meetings)"'
    # The address, what a row of it looks like, and the most rows it ever shows.
    pages = {
        f"{of}/add/": (box, OFFERED),
        f"{of}/{archive.item.pk}/": (box, None),
        f"{of}/minutes/": (box, None),
        f"{of}/copy/": (r"<option value", OFFERED),
        "/papers/": (r'<th scope="row">', A_PAGE),
        "/follow-ups/": (r'<tr id="follow-up-', 50),
        f"/meetings/{archive.meeting.pk}/matters/": (r'name="chosen"', A_PAGE),
    }
    archive.grow(FEW)
    few = {address: archive.cost(address) for address in pages}
    archive.grow(MANY)
    assert {address: archive.cost(address) for address in pages} == few
    assert {address: archive.rows(address, row) for address, (row, most) in pages.items() if most} == {
        address: most for address, (row, most) in pages.items() if most
    }


def test_older_meetings_are_reached_by_an_address_and_any_of_them_is_taken(archive: Archive) -> None:
    archive.grow(MANY)
    address = f"/meetings/{archive.meeting.pk}/agenda/copy/"
    seen: list[str] = []
    query = ""
    while query is not None:
        page = archive.web.get(f"{address}{query}").content.decode()
        seen += re.findall(r'<option value="(\d+)"', page)
        older = re.search(r'href="(\?until=[\d-]+)"', page)
        query = older[1] if older else None
    others = Meeting.objects.with_lines_like(archive.meeting)
    assert sorted(set(seen)) == sorted(str(each.pk) for each in others)
    oldest = others.order_by("starts_at")[0]
    assert CopyForm({"source": oldest.pk}, meeting=archive.meeting).is_valid()
    assert MinutesItemsForm({"meetings": [oldest.pk]}, meeting=archive.meeting).is_valid()


def test_what_an_item_brings_already_is_offered_however_old(archive: Archive) -> None:
    archive.grow(MANY)
    oldest = Meeting.objects.before(archive.meeting).order_by("starts_at")[0]
    form = ItemForm(meeting=archive.meeting, initial={"minutes_of": [oldest.pk]})
    shown = [key for key, _ in form.fields["minutes_of"].choices]
    assert (len(shown), shown[-1]) == (OFFERED + 1, oldest.pk)


@pytest.mark.parametrize("until", ["x", "2026-13-01", "9" * 30, "2019-01-01"])
def test_an_address_that_asks_for_no_day_shows_the_page(archive: Archive, until: str) -> None:
    archive.grow(FEW)
    for address in (f"/meetings/{archive.meeting.pk}/agenda/copy/", "/follow-ups/", "/papers/"):
        assert archive.web.get(f"{address}?until={until}&page={until}").status_code == 200


def test_the_publics_first_page_sorts_no_archive() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite says plainly how it will read")
    newest = Publication.objects.in_short().standing().newest_first()
    for kinds in (["paper", "document"], ["minutes"]):
        assert "TEMP B-TREE" not in newest.of_kinds(*kinds)[:8].explain()


def test_pages_are_numbered_with_gaps(archive: Archive) -> None:
    Paper.objects.bulk_create(
        Paper(body=archive.ledger.body, title=f"Paper {n}", origin=Paper.Origin.WRITTEN)
        for n in range(A_PAGE * 10)
    )
    page = archive.web.get("/papers/?page=5").content.decode()
    assert re.findall(r'aria-label="Page (\d+)"|&ctdot;()', page) == [
        ("1", ""), ("", ""), ("4", ""), ("5", ""), ("6", ""), ("", ""), ("10", "")
    ]  # fmt: skip
    assert 'aria-current="page">5</a>' in page
