"""Every page as a browser shows it, in every state: see seen.py for what is looked at.

`make test` has every second template looked at once, at one of the widths in turn; `make trust` every page at
every width that is made of other things than those before it, as every role reads it, as it answers an empty
form, and in every state.
"""

import os
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page

from meetings.models import Meeting
from tests.sweep import addresses
from tests.sweep.first_pages import READERS, first_pages
from tests.sweep.seen import MARKS, WIDTHS, Eye, eye, is_page, shape
from tests.sweep.states import OTHERS, STATES, addresses_of, at_state, in_state
from tests.sweep.table import TABLE
from tests.sweep.test_by_link import OWN, holder
from tests.sweep.test_permissions import client_of
from tests.sweep.world import ROLES, VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.xdist_group("sweep"),
    pytest.mark.once("sqlite"),
]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
PARTS = 12 if TRUST else 1
SIGNING_IN = tuple(f"/accounts/{page}/" for page in ("login", "login/code", "password/reset", "inactive"))
Asked = Iterator[tuple[str, str, Any]]
# Every page is made of the same things many times over: what was looked at in this run.
known: set[str] = set()


def look_at(eyes: Eye, pages: Asked) -> int:
    """Look at every page that is made of something else than those before; says how many those were."""
    looked = 0
    for who, address, answer in pages:
        if is_page(answer) and (kind := shape(answer)) not in known:
            known.add(kind)
            eyes.look(who, address, answer)
            looked += 1
    return looked


def test_each_template_is_shown_as_it_should_be(world: World, page: Page) -> None:
    with eye(page) as eyes:
        for number, (name, who, answer) in enumerate(islice(one_of_each(world), 0, None, 1 if TRUST else 2)):
            eyes.look(who, addresses.of(world, name), answer, WIDTHS[number % 3 :][:1])
    assert eyes.faults == [], "\n".join(eyes.faults)


@pytest.mark.parametrize(("width", "said"), [(90, []), (40, ["div.b “Move” runs over div.a “3 – 5”"])])
def test_a_cell_whose_content_runs_over_the_one_before_it_is_seen(
    page: Page, width: int, said: list[str]
) -> None:
    page.add_init_script(path=MARKS)
    page.goto("about:blank")
    page.set_content(
        f'<main><div style="display: grid; grid-template-columns: 80px {width}px"><div class="a">3 – 5</div>'
        '<div class="b" style="display: flex; justify-content: flex-end">'
        '<a style="flex: none; width: 90px">Move</a></div></div></main>'
    )
    assert page.evaluate("seen.covered()") == said


def one_of_each(world: World) -> Asked:
    """The first page that is made from each template."""
    templates: set[str | None] = set()
    for name, (who, answer) in first_pages(world).items():
        if is_page(answer) and answer.templates and answer.templates[0].name not in templates:
            templates.add(answer.templates[0].name)
            yield name, who, answer


@pytest.mark.parametrize("part", range(PARTS) if TRUST else ())
def test_each_page_is_shown_as_it_should_be_to_every_role(world: World, page: Page, part: int) -> None:
    with eye(page) as eyes:
        looked = look_at(eyes, as_everybody(world, list(addresses.names())[part::PARTS]))
        if part == 0:
            looked += look_at(eyes, by_link_and_signing_in(world))
    assert looked > 0
    assert eyes.faults == [], "\n".join(eyes.faults)


def as_everybody(world: World, names: list[str]) -> Asked:
    """Each page as each role reads it, and as it answers an empty form."""
    clients = {role: client_of(world, role) for role in ROLES}
    for name in names:
        row, address = TABLE[name], addresses.of(world, name)
        for role in [role for role in READERS if role in row.get]:
            yield role, address, clients[role].get(address)
        for role in [role for role in READERS if role in row.post][:1]:
            with transaction.atomic():
                yield f"{role} who sent it empty", address, clients[role].post(address)
                transaction.set_rollback(True)


def by_link_and_signing_in(world: World) -> Asked:
    """What is read without an account and is not public: by a personal link, and before signing in."""
    of_a_paper = holder(world)
    for name in sorted(OWN):
        yield "whoever has the link", addresses.of(world, name), of_a_paper.get(addresses.of(world, name))
    for address in (*SIGNING_IN, "/no-such-page/"):
        yield VISITOR, address, client_of(world, VISITOR).get(address)


@pytest.mark.parametrize("state", STATES if TRUST else ["in progress"])
def test_each_page_of_a_meeting_is_shown_as_it_should_be_in_each_state(
    world: World, page: Page, state: str
) -> None:
    with eye(page) as eyes, at_state(world, state, Meeting.Kind.PRECEPT) as meeting:
        look_at(eyes, of_a_meeting(world, meeting))
    assert eyes.faults == [], "\n".join(eyes.faults)


def of_a_meeting(world: World, meeting: Meeting) -> Asked:
    """The pages about a meeting, as three kinds of people read them; a few of them in `make test`."""
    for role in ("secretariat", "member", VISITOR) if TRUST else ("secretariat",):
        client = client_of(world, role)
        for name, address in list(addresses_of(world, meeting))[:: 1 if TRUST else 12]:
            if role in TABLE[name].get:
                yield role, address, client.get(address)


@pytest.mark.parametrize("name", OTHERS if TRUST else ())
def test_each_page_of_other_things_is_shown_as_it_should_be_in_each_of_their_states(
    world: World, page: Page, name: str
) -> None:
    with eye(page) as eyes:
        for state in OTHERS[name][1]:
            with in_state(world, name, state) as pages:
                look_at(eyes, of_other_things(world, pages))
    assert eyes.faults == [], "\n".join(eyes.faults)


def of_other_things(world: World, pages: list[tuple[str, str]]) -> Asked:
    """Pages by their names and addresses, as the first two roles read them that may."""
    for name, address in pages:
        for role in [role for role in READERS if role in TABLE[name].get][:2]:
            yield role, address, client_of(world, role).get(address)
