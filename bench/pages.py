"""The public meeting page beside the least view of the same rows, and the pages of every day."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench.figures import Figure, alternating, seconds
from foundation.accounts.models import User
from foundation.jobs import queue
from meetings import actions
from meetings.models import Meeting, Pack
from panels.models import Body
from tests.builders.meetings import make_meeting
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper

ROUNDS, REQUESTS = 9, 40
FEW, MANY = 13, 39


def figures() -> Iterator[Figure]:
    """Requests per second as a ratio, then counts of queries."""
    body = make_panel("bench")
    clerk = make_secretary(body, "Paula Page")
    few, many = (published(body, clerk, count) for count in (FEW, MANY))
    yield from speed(few)
    yield from queries(few, many, clerk)
    yield from every_day(few, clerk)


def published(body: Body, clerk: User, count: int) -> Meeting:
    """A published meeting with so many items, a report on every third."""
    start = timezone.now() + timedelta(days=30)
    while start.weekday() > 4:
        start += timedelta(days=1)
    meeting = make_meeting(body, clerk, starts_at=start)
    for number in range(1, count + 1):
        item = actions.add_item(meeting=meeting, title=f"Item {number}", business="report", by=clerk)
        if number % 3 == 0:
            paper = make_paper(body, clerk, title=f"Report {number}")
            actions.clear_paper(paper=paper, by=clerk)
            actions.place_paper(item=item, paper=paper, by=clerk)
    actions.start_minutes(meeting=meeting, by=clerk)
    actions.agree_agenda(meeting=meeting, by=clerk)
    actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=clerk)
    queue.run_pending()
    meeting.refresh_from_db()
    actions.publish_agenda(meeting=meeting, by=clerk)
    return meeting


def speed(meeting: Meeting) -> Iterator[Figure]:
    """Both through the same middleware, in turn."""
    with override_settings(ROOT_URLCONF="bench.bare"):
        client = Client()
        ours, bare = f"/meeting/{meeting.ref}/", f"/bare/{meeting.ref}/"
        for address in (ours, bare):
            if client.get(address).status_code != 200:
                raise RuntimeError(f"{address} does not answer")

        def ask(address: str) -> None:
            for _ in range(REQUESTS):
                client.get(address)

        own_time, bare_time = alternating(lambda: ask(ours), lambda: ask(bare), ROUNDS)
    yield Figure("public meeting page: requests per second", REQUESTS / own_time, "1/s")
    yield Figure(
        "public meeting page / bare view of the same rows", bare_time / own_time, "ratio", at_least=0.6
    )


def queries(few: Meeting, many: Meeting, clerk: User) -> Iterator[Figure]:
    """Counts for 13 and 39 items: equal everywhere, and eight at most where the public reads."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(clerk)
    for name, client, address in (
        ("public meeting page", visitor, "/meeting/{m.ref}/"),
        ("agenda editor", signed_in, "/meetings/{m.pk}/agenda/"),
        ("minutes page", signed_in, "/meetings/{m.pk}/minutes/"),
    ):
        counts = [count(client, address.format(m=meeting)) for meeting in (few, many)]
        public_goal = 8.0 if client is visitor else None
        yield Figure(f"{name}: queries, {FEW} items", counts[0], "queries", at_most=public_goal)
        yield Figure(f"{name}: more queries for {MANY} items", counts[1] - counts[0], "queries", at_most=0)


def every_day(meeting: Meeting, clerk: User) -> Iterator[Figure]:
    """Milliseconds of server time of the pages people live in: information, as they depend on the machine."""
    signed_in, held = Client(), recorded(clerk)
    signed_in.force_login(clerk)
    for name, address in (
        ("Today", "/"),
        ("agenda editor", f"/meetings/{meeting.pk}/agenda/"),
        ("meeting day", f"/meetings/{held.meeting.pk}/day/"),
        ("minutes page", f"/meetings/{held.meeting.pk}/minutes/"),
        ("minute editor", f"/minutes/{held.meeting.minutes.entries.all()[0].pk}/edit/"),
    ):
        # Once before: what a process loads for its first page is no time of this one.
        count(signed_in, address)
        times = [seconds(partial(signed_in.get, address)) for _ in range(ROUNDS)]
        yield Figure(f"{name}: server time, {FEW} items", 1000 * median(times), "ms")


def recorded(clerk: User) -> Held:
    """A meeting that was held, with a minute and a decision on each of its items."""
    held = held_meeting(body=Body.objects.get(slug="bench"), secretary=clerk)
    add_items(held, FEW)
    take_roll(held)
    for minute in minuted(held).entries.all():
        actions.decide(minute=minute, limbs=["That the report be noted."], by=clerk)
    return held


def count(client: Client, address: str) -> int:
    """Queries of one page that was asked for once before."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(captured)
