"""Every address, asked for and posted to by everybody; and what lists show is what pages open."""

import os
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.models import Event
from meetings.models import FollowUp, Meeting, Minutes, Paper
from partnerships.models import BriefingNote
from scrutiny.models import Inquiry
from tests.going_on import Browser
from tests.sweep import addresses, headers, typed
from tests.sweep.table import PUBLIC, TABLE, Row
from tests.sweep.world import ROLES, VISITOR, World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
FORM = "application/x-www-form-urlencoded"
LET_IN, TURNED_AWAY = "let in", "turned away"
# Kept by the site for itself and changed by reading.
NOT_OURS = {"Session", "ContentType", "Permission"}


def client_of(world: World, role: str) -> Client:
    """Someone in this role with a browser."""
    client = Browser()
    if role != VISITOR:
        user = User.objects.get(pk=world.users[role].pk)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# Who holds no role for the body of the world: what it has is not there for them.
STRANGERS = {VISITOR, "other_secretariat", "csp_officer", "csp_chair", "other_csp_officer", "ex_member"}


def knows_of(world: World, role: str, row: Row) -> bool:
    """True where some page shows this role what the address is about: a refusal then gives nothing away."""
    thing = world.things.get(row.at[0]) if row.at else None
    if isinstance(thing, BriefingNote):
        return BriefingNote.objects.readable_by(world.users[role]).filter(pk=thing.pk).exists()
    pages = (each for each in TABLE.values() if role in each.get and each.answers == 200)
    return bool(row.at) and any(each.at[:1] == row.at[:1] for each in pages)


def verdict(response: Any) -> str:
    """How a request for a page was answered."""
    if response.status_code in (403, 404, 405, 409):
        return TURNED_AWAY
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return TURNED_AWAY
    if response.status_code in (200, 302):
        return LET_IN
    return f"answered {response.status_code}"


def everything() -> str:
    """A checksum of every row of every table of ours."""
    found = sha256()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
        if model.__name__ in NOT_OURS or model._meta.app_label == "account":
            continue
        for row in model._base_manager.order_by("pk").values_list():
            found.update(repr((model._meta.label, row)).encode())
    return found.hexdigest()


def post(client: Client, address: str, data: dict[str, Any]) -> Any:
    """Post, and undo what it did."""
    with transaction.atomic():
        response = client.post(address, data)
        transaction.set_rollback(True)
    return response


def test_every_address_stands_in_the_table() -> None:
    known, here = set(TABLE), set(addresses.names())
    for name in sorted(here - known):
        pytest.fail(f"Say in tests/sweep/table.py who may open “{name}”, and who may act there.")
    # Addresses still to be made may stand in the table before they are there.
    assert known - here <= {"library:search"}


@pytest.mark.shows("R-1", "R-8")
@pytest.mark.parametrize("role", ROLES)
def test_who_opens_what(world: World, role: str) -> None:
    client = client_of(world, role)
    wrong = []
    for name in addresses.names():
        row = TABLE[name]
        expected = LET_IN if role in row.get and row.answers == 200 else TURNED_AWAY
        answer = client.get(addresses.of(world, name))
        found = verdict(answer)
        if role in STRANGERS and answer.status_code == 409 and not knows_of(world, role, row):
            found = "told that there is such a thing"
        if found != expected:
            wrong.append(f"{role} asked for {name}: {found}, not {expected}")
        if found == LET_IN:
            # Opened here anyway: whatever is typed on it must be kept by the browser, see test_words_kept.
            wrong += [f"{name} keeps no words: {each}" for each in typed.not_kept(answer)]
            reader = world.users[role].pk if role != VISITOR else None
            wrong += [f"{name} carries {each}" for each in typed.carried_wrongly(answer, reader)]
            wrong += [f"{name} lacks {each}" for each in headers.faults(answer, role)]
    assert "\n".join(wrong) == ""


@pytest.mark.shows("R-1")
@pytest.mark.parametrize("role", ROLES)
def test_who_is_not_allowed_changes_nothing(world: World, role: str) -> None:
    client, wrong = client_of(world, role), []
    before, events = everything(), Event.objects.count()
    # As a browser sends a form without a file: reading it in parts takes a seventh of the time of a refusal.
    sent = urlencode(PLAUSIBLE)
    for name in addresses.names():
        row = TABLE[name]
        if role in row.post:
            continue
        response = client.post(addresses.of(world, name), sent, content_type=FORM)
        if verdict(response) != TURNED_AWAY:
            wrong.append(f"{role} posted to {name}: {verdict(response)}")
    assert wrong == []
    assert Event.objects.count() == events
    assert everything() == before


# An administrator does what the secretariat does; setting up has tests of its own.
@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_who_is_allowed_is_never_met_with_a_breakdown(world: World, role: str) -> None:
    client, wrong = client_of(world, role), []
    for number, name in enumerate(addresses.names()):
        row = TABLE[name]
        if role not in row.post or row.answers != 200:
            continue
        both = ({}, PLAUSIBLE) if TRUST else ((PLAUSIBLE,) if number % 2 else ({},))
        for data in both if role == "secretariat" else ({},):
            status = post(client, addresses.of(world, name), data).status_code
            # 409 says that the state of things stands in the way, 405 that there is nothing to post to.
            if status not in (200, 302, 405, 409):
                wrong.append(f"{role} posted to {name}: {status}")
    assert wrong == []


# Values of the fields that most forms have: enough to act where one button is all there is.
PLAUSIBLE = {
    "title": "A title",
    "name": "A name",
    "text": "<p>Words</p>",
    "reason": "A reason",
    "comment": "A comment",
    "lines": "One more item",
    "where": "up",
    "decision": "approve",
    "starts_on_0": "1",
    "ends_on_0": "24",
    "ends_on_1": "11",
    "ends_on_2": "2026",
    "is_published": "yes",
    "delivery": "to_follow",
    "pack": "agenda",
    "based_on": "1",
    "choice": "yours",
}


def opens(client: Client, name: str, *arguments: object) -> bool:
    """True when this page is shown."""
    return verdict(client.get(reverse(name, args=arguments))) == LET_IN


AGREEMENTS: list[tuple[str, Any, Callable[[Any], Iterable[Any]]]] = [
    ("meetings:meeting", Meeting, lambda user: Meeting.objects.visible_to(user)),
    ("meetings:paper", Paper, lambda user: Paper.objects.visible_to(user)),
    ("meetings:follow_up", FollowUp, lambda user: FollowUp.objects.visible_to(user)),
    ("partnerships:note", BriefingNote, lambda user: BriefingNote.objects.visible_to(user)),
    ("partnerships:note_pdf", BriefingNote, lambda user: BriefingNote.objects.readable_by(user)),
    ("scrutiny:inquiry", Inquiry, lambda user: Inquiry.objects.visible_to(user)),
]


@pytest.mark.parametrize("role", [role for role in ROLES if role != VISITOR])
@pytest.mark.parametrize(("address", "model", "visible"), AGREEMENTS, ids=[each[0] for each in AGREEMENTS])
def test_what_lists_show_is_what_pages_open(
    world: World, role: str, address: str, model: Any, visible: Callable[[Any], Iterable[Any]]
) -> None:
    client, user = client_of(world, role), world.users[role]
    shown = {each.pk for each in visible(user)}
    assert {each.pk for each in model.objects.all() if opens(client, address, each.pk)} == shown


@pytest.mark.parametrize("role", [role for role in ROLES if role != VISITOR])
def test_minutes_that_may_be_read_before_publication_are_those_that_open(world: World, role: str) -> None:
    client, user = client_of(world, role), world.users[role]
    shown = set(Minutes.objects.visible_to(user).values_list("meeting", flat=True))
    meetings = Meeting.objects.exclude(minutes=None)
    assert {each.pk for each in meetings if opens(client, "meetings:minutes_pdf", each.pk)} == shown


def test_the_public_part_needs_no_account() -> None:
    readable = {name for name, row in TABLE.items() if VISITOR in row.get}
    assert readable <= set(PUBLIC)
