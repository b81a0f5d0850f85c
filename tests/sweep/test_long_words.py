"""A million letters pasted into any form of the site: saved, or refused beside their field and kept."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from foundation.ui.once import FIELD
from tests.meetings.papers.test_long_texts import paragraphs
from tests.sweep.test_every_form_once import STEP, Sendable, sendable
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep"), pytest.mark.long]
LETTERS = "\r\n\r\n".join(paragraphs(4000))
# So many fields of a form at once: all of the writing page would be more than one form may hold.
FIELDS = 4


def of_lines(world: World) -> Iterator[Sendable]:
    return (each for each in sendable(world) if each.form.lines)


def fault(world: World, each: Sendable) -> str:
    """What is wrong with the answer to a million letters; nothing where they are saved or still there."""
    names = each.form.lines[:FIELDS]
    client = client_of(world, each.role)
    with transaction.atomic():
        data = each.data | dict.fromkeys(names, LETTERS) | {FIELD: each.form.once_key}
        answer = client.post(each.form.action, data)
        after = client.get(answer["Location"]).status_code if answer.status_code in (302, 303) else 200
        transaction.set_rollback(True)
    if answer.status_code in (302, 303):
        return "" if after in (200, 302) else f"{each.form.action}: the page after it answers {after}"
    if answer.status_code != 200:
        return f"{each.form.action}: {answer.status_code}"
    shown = answer.content.decode().replace("\r\n", "\n").count(LETTERS.replace("\r\n", "\n"))
    return "" if shown >= len(names) else f"{each.form.action}: {len(names) - shown} of {names} are gone"


def test_a_million_letters_are_saved_or_refused_beside_their_field_on_every_form(world: World) -> None:
    assert len(LETTERS) > 1_000_000
    # A million letters take their time: of the sample, each third.
    forms = list(of_lines(world))[:: 1 if STEP == 1 else 3]
    assert [found for each in forms if (found := fault(world, each))] == []
    assert len(forms) > (40 if STEP == 1 else 2)
