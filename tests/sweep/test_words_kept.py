"""Forms that keep no words or carry wrong ones are found; test_permissions looks at each form of the site."""

import re

import pytest

from foundation.ui.templatetags import ui
from tests.sweep import addresses, typed
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]


def test_a_form_that_keeps_nothing_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(world, "secretariat")
    assert typed.not_kept(client.get("/panels/venues/add/")) == []
    monkeypatch.setattr(ui.WordsKept, "render", lambda self, context: self.main.render(context))
    assert typed.not_kept(client.get("/panels/venues/add/")) == [
        "its own address: name, address, access_note"
    ]


def test_a_form_that_carries_another_state_than_it_shows_is_found(world: World) -> None:
    client, reader = client_of(world, "secretariat"), world.users["secretariat"].pk
    page = client.get(addresses.of(world, "scrutiny:inquiry_edit"))
    assert typed.carried_wrongly(page, reader) == []
    page.content = re.sub(rb'(name="based_on" value)="(\d+)"', rb'\1="99"', page.content)
    assert typed.carried_wrongly(page, reader) == ["based_on: ['2'], not ['99']"]
