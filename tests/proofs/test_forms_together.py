"""Two to four people at one form: in whatever order they open, write and save, no words are lost."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from tests.builders_meetings import make_panel, make_secretary, signed_in
from tests.builders_papers import make_paper
from tests.builders_partnerships import chair, make_round, note_of, officer
from tests.builders_scrutiny import make_inquiry
from tests.together import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
SEEDS = 100 if TRUST else 3
STEPS = 14
Place = tuple[str, str, list[User]]


def paper() -> Place:
    body = make_panel()
    users = [make_secretary(body, name) for name in ("Ada Roe", "Owen Tate", "Jo Kerr", "Ida Lamb")]
    found = make_paper(body, users[0], body="<p>One.</p><p>Two.</p>")
    return reverse("meetings:paper", args=[found.pk]), "body", users


def section() -> Place:
    body = make_panel()
    users = [make_secretary(body, name) for name in ("Ada Roe", "Owen Tate", "Jo Kerr", "Ida Lamb")]
    found = make_inquiry(body, users[0]).sections.first()
    assert found is not None
    return reverse("scrutiny:section_edit", args=[found.inquiry_id, found.pk]), "text", users


def note() -> Place:
    body = make_panel()
    clerk = make_secretary(body)
    found = note_of(make_round(body, clerk), "Cranmere")
    return reverse("partnerships:theme", args=[found.pk, 1]), "text", [officer(found.csp), chair(found.csp)]


@dataclass
class Writer:
    """One person, and the page that stands open before them."""

    client: Client
    fields: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)


@pytest.mark.long
@pytest.mark.parametrize("where", [paper, section, note])
def test_no_words_are_lost_however_several_people_save_one_form(where: Callable[[], Place]) -> None:
    address, name, users = where()
    for seed in range(SEEDS):
        chance = random.Random(seed)
        writers = [Writer(signed_in(user)) for user in users[: chance.randint(2, len(users))]]
        said: set[str] = set()
        for step in range(STEPS):
            writer = chance.choice(writers)
            if not writer.fields or chance.random() < 0.2:
                # A page that is opened anew without saving: what was typed there counts no more.
                writer.fields, writer.typed = (
                    sent_by(writer.client.get(address).content.decode(), "base"),
                    set(),
                )
            word = f"w{seed}x{step}y"
            writer.fields[name] = write(writer.fields[name], word, chance, is_rich=name == "body")
            writer.typed.add(word)
            if chance.random() < 0.6:
                said |= save(writer, address)
        for writer in writers:
            if writer.fields:
                said |= save(writer, address)
        now = sent_by(writers[0].client.get(address).content.decode(), "base")[name]
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


def save(writer: Writer, address: str) -> set[str]:
    """Send the page, both kept where something is asked, as proposed; the words that were typed on it."""
    answer = writer.client.post(address, writer.fields)
    if answer.status_code == 200:
        answer = writer.client.post(address, sent_by(answer.content.decode(), "typed"))
    assert answer.status_code == 302
    typed, writer.fields, writer.typed = writer.typed, {}, set()
    return typed
