"""A PDF of ordinary minutes after one sentence changed, beside one plain render of the same HTML."""

from collections.abc import Iterator
from itertools import count

import weasyprint

from bench.figures import Figure, alternating
from foundation.documents.layout import render
from meetings import actions
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import Minute
from tests.builders.minutes import add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary

ITEMS, POINTS, ROUNDS = 10, 6, 5


def figures() -> Iterator[Figure]:
    """The ratio of both; every round changes one sentence, so that nothing kept answers for it."""
    body = make_panel("minutes")
    held = held_meeting(body=body, secretary=make_secretary(body, "Mina Cole"))
    add_items(held, ITEMS)
    take_roll(held)
    minutes = minuted(held)
    for entry in minutes.entries.all():
        points = "".join(f"<li><p>Members asked about point {n}.</p></li>" for n in range(POINTS))
        text = f"<p>The following points were noted:</p><ol>{points}</ol>"
        actions.save_minute(minute=entry, text=text, based_on=entry.version, by=held.secretary)
        actions.decide(minute=entry, limbs=["That the report be noted."], by=held.secretary)
    first, numbers = minutes.entries.all()[0], count(1)

    def ours() -> None:
        now = Minute.objects.get(pk=first.pk)
        text = f"<p>Sentence {next(numbers)}.</p>{now.text.partition('</p>')[2]}"
        actions.save_minute(minute=now, text=text, based_on=now.version, by=held.secretary)
        render.pdf(MinutesDocument.of(minutes))

    def plain() -> None:
        weasyprint.HTML(string=render.paper(MinutesDocument.of(minutes))).write_pdf(pdf_tags=True)

    ours()
    plain()
    own_time, plain_time = alternating(ours, plain, ROUNDS)
    yield Figure(
        "PDF of minutes, one sentence new / plain render", own_time / plain_time, "ratio", at_most=1.5
    )
