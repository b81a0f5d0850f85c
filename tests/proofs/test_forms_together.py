"""Two to four people at one form: in whatever order they open, write and save, no words are lost."""

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import FollowUpUpdate
from panels.models import Body
from tests.builders.ledger import make_ledger
from tests.builders.meetings import add_items, make_meeting
from tests.builders.minutes import add_items as add_held_items
from tests.builders.minutes import held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_paper
from tests.builders.partnerships import chair, make_round, note_of, officer
from tests.builders.questions import announced_meeting, put
from tests.builders.scrutiny import add_scope, make_inquiry
from tests.together import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
# Of so many orders a text grows to no more than its form takes.
ORDERS, STEPS = 25, 14
NAMES = ("Owen Tate", "Jo Kerr", "Ida Lamb")


@dataclass
class Writer:
    """One person, their page, where it is sent, and what stands open before them."""

    client: Client
    address: str
    to: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)


@dataclass
class Place:
    """A form of words, those who may write in it, and what is saved where its page does not show it."""

    name: str
    writers: list[Writer]
    is_rich: bool = False
    kept: Callable[[], str] | None = None

    def now(self) -> str:
        """What is saved."""
        if self.kept:
            return self.kept()
        first = self.writers[0]
        return str(sent_by(first.client.get(first.address).content.decode(), "base")[self.name])


def of(users: list[User], address: str, to: str = "") -> list[Writer]:
    return [Writer(signed_in(user), address, to or address) for user in users]


def secretaries(body: Body, first: User | None = None) -> list[User]:
    return [first or make_secretary(body), *(make_secretary(body, name) for name in NAMES)]


def paper() -> Place:
    body = make_panel()
    users = secretaries(body)
    found = make_paper(body, users[0], body="<p>One.</p><p>Two.</p>")
    return Place("body", of(users, reverse("meetings:paper", args=[found.pk])), is_rich=True)


def paper_by_link() -> Place:
    body = make_panel()
    users = secretaries(body)
    found = actions.ask_for_paper(
        body=body,
        title="Knife crime",
        name="Farah Siddiqui",
        email="farah@opcc-wessex.example",
        wanted="Figures.",
        due_on=date(2026, 12, 1),
        by=users[0],
    )
    client, address = Client(), reverse("meetings:author_write", args=[found.ref])
    client.get(re.findall(r"/link/\S+", OutgoingMail.objects.order_by("-pk")[0].body)[0])
    inside = of(users[:2], reverse("meetings:paper_write", args=[found.pk]))
    return Place("body", [Writer(client, address, address), *inside], is_rich=True)


def section() -> Place:
    body = make_panel()
    users = secretaries(body)
    found = make_inquiry(body, users[0]).sections.first()
    assert found is not None
    return Place("text", of(users, reverse("scrutiny:section_edit", args=[found.inquiry_id, found.pk])))


def record() -> Place:
    body = make_panel()
    users = secretaries(body)
    inquiry = make_inquiry(body, users[0])
    (found,) = add_scope(inquiry, users[0], "How calls are graded")
    return Place("text", of(users, reverse("scrutiny:part_edit", args=[inquiry.pk, "scope", found.pk])))


def note() -> Place:
    body = make_panel()
    found = note_of(make_round(body, make_secretary(body)), "Cranmere")
    return Place(
        "text", of([officer(found.csp), chair(found.csp)], reverse("partnerships:theme", args=[found.pk, 1]))
    )


def item() -> Place:
    body = make_panel()
    users = secretaries(body)
    (found,) = add_items(make_meeting(body, users[0]), users[0], "Knife crime")
    address = reverse("meetings:item", args=[found.meeting_id, found.pk])
    return Place("purpose", of(users, address))


def answer() -> Place:
    body, clerk, meeting = announced_meeting()
    found = put(meeting)
    actions.accept_question(question=found, by=clerk)
    pages = [reverse(f"meetings:{name}", args=[found.pk]) for name in ("question", "question_answer")]
    return Place("answer", of(secretaries(body, clerk), *pages))


def private_part() -> Place:
    return a_minute("minute_private")


def second_language() -> Place:
    return a_minute("minute_language")


def a_minute(page: str) -> Place:
    held = held_meeting(second_language="cy")
    add_held_items(held, 1)
    take_roll(held)
    address = reverse(f"meetings:{page}", args=[minuted(held).entries.get().pk])
    return Place("text", of(secretaries(held.body, held.secretary), address), is_rich=True)


def update() -> Place:
    ledger = make_ledger()
    address = reverse("meetings:follow_up_update", args=[ledger.rows[0].pk])
    return Place(
        "text",
        of(secretaries(ledger.body, ledger.clerk), address),
        kept=lambda: "\n".join(FollowUpUpdate.objects.values_list("text", flat=True)),
    )


# Who answers for a follow-up and what an inquiry is called are lines: of two lines one is chosen.
PLACES = (
    *(paper, paper_by_link, section, record, note),
    *(item, answer, private_part, second_language, update),
)


@pytest.mark.long
@pytest.mark.parametrize("where", PLACES)
def test_no_words_are_lost_however_several_people_save_one_form(where: Callable[[], Place]) -> None:
    place = where()
    for seed in range(ORDERS if TRUST else 1):
        chance = random.Random(seed)
        writers = place.writers[: chance.randint(2, len(place.writers))]
        said: set[str] = set()
        for step in range(STEPS):
            writer = chance.choice(writers)
            if not writer.fields or chance.random() < 0.2:
                # A page that is opened anew without saving: what was typed there counts no more.
                page = writer.client.get(writer.address).content.decode()
                writer.fields, writer.typed = sent_by(page, "base"), set()
            word = f"w{seed}x{step}y"
            writer.fields[place.name] = write(writer.fields[place.name], word, chance, is_rich=place.is_rich)
            writer.typed.add(word)
            if chance.random() < 0.6:
                said |= save(writer)
        for writer in writers:
            if writer.fields:
                said |= save(writer)
        now = place.now()
        assert {word for word in said if word not in now} == set(), f"seed {seed}"


def write(text: str, word: str, chance: random.Random, *, is_rich: bool) -> str:
    """A new paragraph somewhere, or one more word in a paragraph."""
    parts = text.split("</p>" if is_rich else "\n\n")
    at = chance.randrange(max(1, len(parts) - is_rich))
    if is_rich and chance.random() < 0.5:
        return "</p>".join([*parts[:at], f"<p>{word}.", *parts[at:]])
    if chance.random() < 0.5 or is_rich:
        parts[at] = f"{parts[at]} {word}"
        return ("</p>" if is_rich else "\n\n").join(parts)
    return "\n\n".join([*parts[:at], f"{word}.", *parts[at:]])


def save(writer: Writer) -> set[str]:
    """Send the page, both kept where something is asked, as proposed; the words that were typed on it."""
    answer = writer.client.post(writer.to, writer.fields)
    if answer.status_code == 200:
        answer = writer.client.post(writer.to, sent_by(answer.content.decode(), "typed"))
    assert answer.status_code == 302
    typed, writer.fields, writer.typed = writer.typed, {}, set()
    return typed
