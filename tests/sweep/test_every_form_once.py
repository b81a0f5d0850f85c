"""Every form of the site, found by the sweep's table of addresses, sent twice.

What a form makes is seen by counting the rows of every table.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from foundation.history import once
from foundation.ui.once import FIELD
from tests.sweep import addresses, typed
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

pytestmark = pytest.mark.xdist_group("sweep")
# The forms of every address in `make trust`, of each sixth one else.
STEP = 1 if os.environ.get("PANELBOOK_TRUST") else 6
# So many at least make something; fewer would mean that the forms are no longer found.
FEWEST = 100 if STEP == 1 else 10
ROLES = ("visitor", "secretariat", "administrator", "csp_officer", "csp_chair")
# What the site keeps of itself, and reads of others that are counted.
NOT_MADE = {"Session", "AnsweredForm", "ContentType", "Permission", "ChainHead"}


@dataclass
class Sendable:
    """A form on a page, who sends it, and where."""

    name: str
    role: str
    form: typed.Typed
    data: dict[str, Any]


def likely(form: typed.Typed) -> dict[str, Any]:
    """Filled in as somebody would who wants it to be taken."""
    data = form.values | {name: value or f"Words {name}" for name, value in form.likely.items()}
    for name in form.days:
        if not data.get(f"{name}_day"):
            data |= {f"{name}_day": "14", f"{name}_month": "4", f"{name}_year": "2027"}
    for name in form.texts:
        if re.search(r"(email|sign_in|address)", name) and not form.values.get(name):
            data[name] = "new.person@wessexpcp.example"
        elif re.search(r"(_at|time|starts|ends)$", name) and not form.values.get(name):
            data[name] = "14:00"
    return data


def sendable(world: World) -> Iterator[Sendable]:
    """Every form of every page that is tried, once, with somebody who may send it."""
    seen: set[tuple[str, str]] = set()
    for role in ROLES:
        client = client_of(world, role)
        for name in sorted(addresses.names())[::STEP]:
            row = TABLE[name]
            if role not in row.get or row.answers != 200 or name == "ui:gallery":
                continue
            answer = client.get(addresses.of(world, name))
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            for form in typed.forms_of(addresses.of(world, name), answer):
                key = (form.action, " ".join(sorted(form.values)))
                if key not in seen and not form.action.startswith("/accounts/"):
                    seen.add(key)
                    yield Sendable(name, role, form, likely(form))


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model.__name__ not in NOT_MADE and model._meta.app_label != "account"
    }


def sent_twice(client: Client, each: Sendable) -> tuple[bool, str]:
    """Whether the form makes something, and what is wrong when it is sent twice; all of it undone."""
    with transaction.atomic():
        before = rows()
        first = client.post(each.form.action, each.data | {FIELD: each.form.once_key})
        made = rows()
        again = client.post(each.form.action, each.data | {FIELD: each.form.once_key})
        twice = rows()
        transaction.set_rollback(True)
    more = [label for label in made if made[label] != twice[label]]
    if made == before or first.status_code not in (302, 303):
        # Nothing was made; or it was, and the page stays: then it must not be made again.
        return made != before, f"{each.name}: {first.status_code}, then more {more}" if more else ""
    answers = [
        (answer.status_code, answer["Location"]) for answer in (first, again) if answer.has_header("Location")
    ]
    fault = (
        ""
        if not more and answers == [answers[0]] * 2
        else f"{each.name} {each.form.action}: {more} {answers}"
    )
    return True, fault


@pytest.mark.django_db
@pytest.mark.long
def test_every_form_carries_a_key_and_makes_once_what_it_makes(world: World) -> None:
    found = [(each, *sent_twice(client_of(world, each.role), each)) for each in sendable(world)]
    assert [f"{each.name} {each.form.action}" for each, _, _ in found if not each.form.once_key] == []
    assert [fault for _, _, fault in found if fault] == []
    assert len({each.form.action for each, makes, _ in found if makes}) > FEWEST


@pytest.mark.django_db
def test_a_form_whose_key_is_ignored_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "claim", lambda: None)
    client = client_of(world, "secretariat")
    address = addresses.of(world, "meetings:item_add")
    form = typed.main_form(client, address)
    each = Sendable("meetings:item_add", "secretariat", form, form.values | {"title": "Knife crime"})
    makes, fault = sent_twice(client, each)
    assert (makes, "meetings.AgendaItem" in fault) == (True, True)
