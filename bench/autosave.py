"""Saving a long minute while it is typed, beside a bare view that writes one row of that size."""

import itertools
from collections.abc import Iterator

from django.test import Client
from django.test.utils import override_settings

from bench.figures import Figure, alternating
from meetings import actions
from meetings.models import Minute
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary

ROUNDS, REQUESTS = 9, 12
PARAGRAPHS = 200
PARAGRAPH = (
    "<p>Paragraph {n}: a member asked what had been done about the figures since the last meeting, and if "
    "the force had the officers to do more of it before the summer; the officer answered, and said what "
    "the plan was, and undertook to send the numbers for each of the districts to members in writing{x}.</p>"
)


def figures() -> Iterator[Figure]:
    """One ratio: a minute of 60,000 characters, another word typed each time."""
    body = make_panel("autosave")
    clerk = make_secretary(body, "Ava Field")
    meeting = make_meeting(body, clerk)
    for title in ("Figures", "Beside it"):
        actions.add_item(meeting=meeting, title=title, business="report", by=clerk)
    # The bare rows stand at a minute of their own: they are no versions of the one that is being typed.
    minute, other = actions.start_minutes(meeting=meeting, by=clerk).entries.all()
    client = Client()
    client.force_login(clerk)
    turn = itertools.count(1)
    ours, bare = f"/minutes/{minute.pk}/autosave/", f"/bare/minutes/{other.pk}/"
    page = {"based_on": "1", "editor": "bench", "has": "text"}

    def ask(address: str) -> None:
        for _ in range(REQUESTS):
            answer = client.post(address, {**page, "text": long_text(next(turn))})
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")

    with override_settings(ROOT_URLCONF="bench.bare"):
        for address in (ours, bare):
            ask(address)
        own_time, bare_time = alternating(lambda: ask(ours), lambda: ask(bare), ROUNDS)
    length = len(Minute.objects.get(pk=minute.pk).text)
    yield Figure("autosave: characters of the minute", length, "letters", at_least=60_000)
    yield Figure("autosave: one save", own_time / REQUESTS * 1000, "ms")
    yield Figure("autosave / bare view that writes one such row", own_time / bare_time, "ratio", at_most=4)


def long_text(turn: int) -> str:
    """About 60,000 characters in 200 paragraphs, one of which is being typed."""
    rows = [PARAGRAPH.format(n=n, x="") for n in range(PARAGRAPHS)]
    rows[7] = PARAGRAPH.format(n=7, x=" word" * turn)
    return "".join(rows)
