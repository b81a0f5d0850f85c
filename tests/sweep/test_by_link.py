"""Whoever holds a personal link opens the pages of its own thing, and of the rest what a visitor opens."""

import pytest
from django.test import Client

from foundation.history.models import Event
from meetings.models import Paper
from tests.sweep import addresses, typed
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import LET_IN, PLAUSIBLE, TURNED_AWAY, everything, post, verdict
from tests.sweep.world import VISITOR, World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
BY_LINK = "meetings:author_"
OWN = {f"{BY_LINK}{page}" for page in ("paper", "write", "upload", "preview", "pdf")}


def holder(world: World, paper: str = "asked_paper") -> Client:
    """A fresh browser that followed the link of a paper."""
    client = Client()
    answer = client.get(str(world[f"{paper}_link"]))
    assert answer.status_code == 302
    return client


@pytest.mark.shows("R-1", "R-16")
def test_a_link_opens_its_paper_and_what_everybody_opens(world: World) -> None:
    client, wrong = holder(world), []
    for name in addresses.names():
        row = TABLE[name]
        if name.startswith(BY_LINK) and name not in OWN:
            continue
        may = name in OWN or (VISITOR in row.get and row.answers == 200)
        answer = client.get(addresses.of(world, name))
        found = verdict(answer)
        if name in OWN:
            wrong += [f"{name} keeps no words: {each}" for each in typed.not_kept(answer)]
            wrong += [f"{name} carries {each}" for each in typed.carried_wrongly(answer, None)]
        if found != (LET_IN if may else TURNED_AWAY):
            wrong.append(f"{name}: {found}")
    assert wrong == []


@pytest.mark.shows("R-1")
def test_the_link_of_another_paper_opens_nothing_of_this_one(world: World) -> None:
    client = holder(world, "other_asked_paper")
    acts = {name for name in TABLE if name.startswith(BY_LINK)}
    assert acts > OWN
    assert {verdict(client.get(addresses.of(world, name))) for name in acts} == {TURNED_AWAY}
    assert {verdict(client.post(addresses.of(world, name), PLAUSIBLE)) for name in acts} == {TURNED_AWAY}


@pytest.mark.shows("R-1")
def test_a_link_changes_nothing_but_its_paper(world: World) -> None:
    client, wrong = holder(world), []
    before, events = everything(), Event.objects.count()
    for name in addresses.names():
        if name.startswith(BY_LINK) or VISITOR in TABLE[name].post:
            continue
        response = client.post(addresses.of(world, name), PLAUSIBLE)
        if verdict(response) != TURNED_AWAY:
            wrong.append(f"{name}: {verdict(response)}")
    assert wrong == []
    assert (Event.objects.count(), everything()) == (events, before)


def test_nothing_typed_by_the_holder_breaks_their_pages(world: World) -> None:
    client = holder(world)
    for name in {name for name in TABLE if name.startswith(BY_LINK)}:
        for data in ({}, PLAUSIBLE, {"title": "x" * 10_000, "based_on": "a\x00b", "add": "nothing"}):
            assert post(client, addresses.of(world, name), data).status_code in (200, 302, 404, 405, 409)
    assert Paper.objects.get(pk=world["asked_paper"].pk).preparation == "asked"
