"""The demo: built through actions, whole, and every page of it opens."""

import os
import re
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.demo.build import build, exists
from config.demo.people import PASSWORD, SIGN_INS
from foundation.history.walking import broken_links
from foundation.library.models import Publication, PublicMeeting
from meetings.models import Meeting

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.xdist_group("demo")]
TODAY = date(2026, 11, 24)
LINK = re.compile(r'href="(/[^"#?]*)')
# What each person of the demo finds on their first page: the button of the first row, or that there is none.
FIRST = {
    "Secretariat": "Remind Supt Frost",
    "Chair": "Read the agenda",
    "Member": "Read the pack",
    "Monitoring officer": "Read the pack",
    "Report author": "Open the paper",
    "Commissioner’s office": "Open the paper",
    "CSP officer": "Continue writing",
    "CSP chair": "is being written by Jo Tarrant",
    "Administrator": "Remind Supt Frost",
}
# Most questions to the database that a first page of the demo asks: it gathers from every room.
MOST_QUERIES = 70
PER_VISITOR = 60 if os.environ.get("PANELBOOK_TRUST") else 30


def crawl(client: Client) -> dict[str, int]:
    """Every page that links lead to, one of each shape, with its status."""
    found: dict[str, int] = {}
    shapes: set[str] = set()
    queue = ["/"]
    while queue and len(found) < PER_VISITOR:
        address = queue.pop(0)
        shape = re.sub(r"/(\d+|[23456789a-z]{12})(?=/|$)", "/*", address)
        if shape in shapes or address.startswith(("/static/", "/theme/", "/accounts/")):
            continue
        shapes.add(shape)
        response = client.get(address, follow=True)
        found[address] = response.status_code
        if response["Content-Type"].startswith("text/html"):
            queue += LINK.findall(response.content.decode())
    return found


@pytest.mark.once("postgresql")
def test_the_demo_is_built_whole_and_every_page_of_it_opens() -> None:
    with time_machine.travel("2026-11-24T10:00:00+00:00", tick=False):
        build(TODAY)
        assert exists()
        states = {(m.status, m.agenda_status) for m in Meeting.objects.all()}
        assert {"held", "cancelled", "moved", "scheduled"} == {status for status, _ in states}
        assert {"draft", "with_chair", "agreed", "published"} == {agenda for _, agenda in states}
        minutes = Publication.objects.filter(kind="minutes").values_list("status_label", flat=True)
        assert {label.split(",")[0].split(" on ")[0] for label in minutes} == {"Draft", "Confirmed"}
        assert PublicMeeting.objects.count() == Meeting.objects.filter(is_private=False).count()
        assert list(broken_links()) == []
        visitor = Client()
        wrong = {a: s for a, s in crawl(visitor).items() if s != 200}
        assert wrong == {}
        for role, email, password in SIGN_INS:
            client = Client()
            assert client.login(email=email, password=password), role
            with CaptureQueriesContext(connection) as asked:
                first = client.get("/").content.decode()
            assert FIRST[role] in first, role
            assert len(asked) <= MOST_QUERIES, role
            wrong = {a: s for a, s in crawl(client).items() if s != 200}
            assert (role, wrong) == (role, {})


def test_the_demo_is_never_poured_over_a_real_panel(capsys: pytest.CaptureFixture[str]) -> None:
    from foundation.accounts.models import User

    User.objects.create_user("somebody@panel.example", "Somebody", PASSWORD)
    call_command("demo", "--once")
    assert Meeting.objects.count() == 0
