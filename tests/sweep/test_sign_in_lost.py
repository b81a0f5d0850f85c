"""The sign-in ends while somebody types: on every form of the site the words come back after signing in."""

from collections.abc import Iterator

import pytest
from django.test import Client

from foundation.accounts import kept
from foundation.ui.once import FIELD, GIVEN_BACK
from tests.sweep import typed
from tests.sweep.test_every_form_once import STEP, Sendable, sendable
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]


def lost(world: World, each: Sendable) -> str:
    """What is not given back of a form that is sent after the sign-in ended; nothing where all of it is."""
    data = each.data | {FIELD: each.form.once_key}
    answer = Client().post(each.form.action, data)
    to = answer.get("Location", "")
    if not to.startswith("/accounts/login/?next=/kept/"):
        return f"{each.form.action}: led to {to}"
    address = to.partition("next=")[2]
    back = typed.forms_of(address, client_of(world, each.role).get(address))
    form = next((form for form in back if GIVEN_BACK in form.values), None)
    if form is None:
        return f"{each.form.action}: not given back"
    given = {name: value for name, value in form.values.items() if name != GIVEN_BACK}
    wanted = {name: _as_sent(value) for name, value in each.data.items() if "password" not in name}
    wanted = {name: value for name, value in wanted.items() if value != []}
    if (form.action, given) != (each.form.action.partition("#")[0], wanted):
        return f"{each.form.action}: {set(map(str, given.items())) ^ set(map(str, wanted.items()))}"
    return ""


def _as_sent(value: object) -> object:
    """As it arrives: one value of a list is no list."""
    if not isinstance(value, list):
        return str(value)
    return str(value[0]) if len(value) == 1 else [str(each) for each in value]


def of_people(world: World) -> Iterator[Sendable]:
    return (each for each in sendable(world) if each.role != "visitor")


@pytest.mark.long
def test_what_was_typed_comes_back_after_signing_in_on_every_form(world: World) -> None:
    forms = list(of_people(world))
    assert [fault for each in forms if (fault := lost(world, each))] == []
    assert len([each for each in forms if each.form.words]) > 60 // STEP


def test_words_that_are_not_kept_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "keep", lambda request: None)
    each = next(each for each in of_people(world) if each.form.words)
    page = each.form.action.partition("#")[0]
    assert lost(world, each) == f"{each.form.action}: led to /accounts/login/?next={page}"
