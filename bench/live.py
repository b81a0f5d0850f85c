"""Two hundred watchers of a meeting that goes on, beside an empty view that asks the database once."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path
from django.utils import timezone

from bench.figures import Figure, alternating
from config.urls import urlpatterns as whole_site
from foundation.accounts.access import public
from foundation.accounts.models import User
from foundation.library import publishing
from foundation.library.models import Publication, PublicMeeting
from meetings import actions
from meetings.models import Meeting
from meetings.packs.documents.agenda import AgendaDocument
from panels.models import Body
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary, seat_member

WATCHERS, ROUNDS = 200, 7
FEW, MANY = 13, 39


@public
def empty(request: HttpRequest, ref: str) -> HttpResponse:
    """The least answer that asks the database once."""
    found = PublicMeeting.objects.filter(ref=ref).first()
    response = HttpResponse("" if found else "none")
    # Like the page of what is on, it is spared the question whether this is a restored copy.
    response["X-Robots-Tag"] = "noindex"
    return response


urlpatterns = [path("empty/<slug:ref>/", empty), *whole_site]


def figures() -> Iterator[Figure]:
    """Watchers served as a ratio, and the queries of one look."""
    body = make_panel("live")
    clerk = make_secretary(body, "Ada Live")
    few, many = (going_on(body, clerk, count) for count in (FEW, MANY))
    yield from served(many)
    yield from queries(few, many, clerk)


def going_on(body: Body, clerk: User, count: int) -> Meeting:
    """A meeting at its seventh item, watched by the public."""
    meeting = make_meeting(body, clerk, starts_at=timezone.now().replace(second=0, microsecond=0))
    meeting.items.all().delete()
    seat_member(body, f"Ash{count}", f"Ash{count} Council")
    items = [actions.add_item(meeting=meeting, title=f"Item {n}", by=clerk) for n in range(1, count + 1)]
    public_meeting = actions.announce_meeting(meeting=meeting, by=clerk)
    publishing.publish(
        document=AgendaDocument.of(meeting),
        kind=Publication.Kind.AGENDA,
        source_ref=meeting.ref,
        meeting=public_meeting,
        by=clerk,
    )
    actions.mark_everyone(meeting=meeting, by=clerk)
    actions.start_meeting(meeting=meeting, by=clerk)
    actions.switch_live(meeting=meeting, is_on=True, by=clerk)
    for item in items[:7]:
        actions.begin_item(meeting=meeting, item=item, by=clerk)
    return meeting


def served(meeting: Meeting) -> Iterator[Figure]:
    """Everybody comes for the page and then looks again; both through the same middleware, in turn."""
    with override_settings(ROOT_URLCONF="bench.live"):
        client = Client()
        ours, bare = f"/meeting/{meeting.ref}/now/", f"/empty/{meeting.ref}/"
        known = client.get(ours).headers["ETag"]

        def come() -> None:
            for _ in range(WATCHERS):
                client.get(ours)

        def look_again() -> None:
            for _ in range(WATCHERS):
                client.get(ours, headers={"If-None-Match": known})

        def nothing() -> None:
            for _ in range(WATCHERS):
                client.get(bare)

        for name, work in (("whole page", come), ("looking again", look_again)):
            own, least = alternating(work, nothing, ROUNDS)
            yield Figure(f"live page, {WATCHERS} watchers, {name}", WATCHERS / own, "1/s")
            yield Figure(f"live page / empty view with one query, {name}", least / own, "ratio", at_least=0.5)


def queries(few: Meeting, many: Meeting, clerk: User) -> Iterator[Figure]:
    """One for a look; the same for any agenda on the clerk's screen."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(clerk)
    for name, client, address in (
        ("live page", visitor, "/meeting/{m.ref}/now/"),
        ("meeting day", signed_in, "/meetings/{m.pk}/day/"),
    ):
        counts = [count(client, address.format(m=meeting)) for meeting in (few, many)]
        goal = 1.0 if client is visitor else None
        yield Figure(f"{name}: queries, {FEW} items", counts[0], "queries", at_most=goal)
        yield Figure(f"{name}: more queries for {MANY} items", counts[1] - counts[0], "queries", at_most=0)


def count(client: Client, address: str) -> int:
    """Queries of one page that was asked for once before."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(captured)
