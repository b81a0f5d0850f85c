"""Every page is valid HTML, in every state: the Nu checker finds nothing.

`make test` has each page checked as the first role that opens it reads it; `make trust` as every role does,
as it answers an empty form, and in every state of a meeting.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from meetings.models import Meeting
from tests import markup
from tests.sweep import addresses
from tests.sweep.first_pages import READERS, first_pages
from tests.sweep.states import STATES, addresses_of, at_state
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import client_of
from tests.sweep.world import ROLES, World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep"), pytest.mark.once("sqlite")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))


def put_down(pages: dict[str, str], address: str, response: Any) -> None:
    """Remember a page, if it is one."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and not response.streaming and response.content:
        pages[address] = response.content.decode()


def test_every_page_is_valid(world: World, tmp_path: Path) -> None:
    pages: dict[str, str] = {}
    clients = {role: client_of(world, role) for role in ROLES}
    first = first_pages(world)
    for name in addresses.names():
        row, address = TABLE[name], addresses.of(world, name)
        if name in first:
            put_down(pages, f"{address} as {first[name][0]}", first[name][1])
        for role in [role for role in READERS if role in row.get][1 : None if TRUST else 1]:
            put_down(pages, f"{address} as {role}", clients[role].get(address))
        for role in [role for role in READERS if role in row.post][: 1 if TRUST else 0]:
            with transaction.atomic():
                put_down(pages, f"{address} posted empty as {role}", clients[role].post(address))
                transaction.set_rollback(True)
    assert len(pages) > 200
    found = markup.faults(pages, tmp_path)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("state", STATES if TRUST else ["in progress"])
def test_every_page_of_a_meeting_is_valid_in_each_state(world: World, tmp_path: Path, state: str) -> None:
    pages: dict[str, str] = {}
    with at_state(world, state, Meeting.Kind.PRECEPT) as meeting:
        for role in ("secretariat", "member", "visitor") if TRUST else ("secretariat",):
            client = client_of(world, role)
            for name, address in addresses_of(world, meeting):
                if role in TABLE[name].get:
                    put_down(pages, f"{address} as {role}", client.get(address))
    found = markup.faults(pages, tmp_path)
    assert found == [], "\n".join(found)
