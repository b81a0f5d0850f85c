"""A form that keeps no words in the browser is found; test_permissions looks at every form of every page."""

import pytest

from foundation.ui.templatetags import ui
from tests.sweep import typed
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
