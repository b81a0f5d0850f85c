"""Every page for each kind of meeting and each state: it opens, so does all it offers, and no form breaks.

`make test` looks at a few of them, `make trust` at all.
"""

import os
from collections.abc import Iterable

import pytest

from meetings.agenda.pages.rows import Row as AgendaRow
from meetings.models import Meeting
from panels.models import Body
from tests.sweep.offered import Visit
from tests.sweep.states import OTHERS, STATES, addresses_of, at_state, in_state
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import client_of
from tests.sweep.world import ROLES, World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep"), pytest.mark.once("sqlite")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
K = Meeting.Kind
LOOKERS = ("secretariat", "monitoring_officer", "chair", "member", "visitor") if TRUST else ("secretariat",)
# Where what a kind asks for shows: the other states are looked at for ordinary meetings.
OF_EVERY_KIND = ("draft", "announced", "published", "in progress", "minutes in draft", "minutes published")
CASES = [(state, str(K.ORDINARY)) for state in STATES]
CASES += [(state, str(kind)) for state in OF_EVERY_KIND for kind in K if kind != K.ORDINARY]
SAMPLE = CASES if TRUST else [("in progress", str(K.CONFIRMATION_HEARING))]
EVERY_FORM = 1 if TRUST else 12


def walked(world: World, state: str, kind: str, roles: Iterable[str] = LOOKERS) -> list[str]:
    """What is wrong with the pages of one meeting, for each of these readers."""
    wrong = []
    with at_state(world, state, kind) as meeting:
        for role in roles:
            visit = Visit(client_of(world, role), opens_files=TRUST and kind == K.ORDINARY)
            for name, address in addresses_of(world, meeting):
                if role in TABLE[name].get:
                    visit.look(address)
            wrong += [f"{state}, {kind}, {role}: {each}" for each in visit.faults]
    return wrong


@pytest.mark.parametrize(("state", "kind"), SAMPLE)
def test_every_page_of_a_meeting_opens_with_all_it_offers(world: World, state: str, kind: str) -> None:
    # Everybody looks at ordinary meetings, at those of other kinds the secretariat and one more in turn.
    turn = SAMPLE.index((state, kind)) % 4
    others = LOOKERS[1:] if kind == K.ORDINARY else LOOKERS[1:][turn::4]
    assert walked(world, state, kind, [LOOKERS[0], *others]) == []


@pytest.mark.parametrize("state", STATES if TRUST else ["minutes in draft"])
def test_no_form_of_a_meeting_breaks_on_wrong_empty_or_foreign_input(world: World, state: str) -> None:
    foreign = Body.objects.get(slug="mercia").pk
    with at_state(world, state) as meeting:
        visit = Visit(client_of(world, "secretariat"))
        for name, address in list(addresses_of(world, meeting))[::EVERY_FORM]:
            if "secretariat" in TABLE[name].get:
                visit.send(address, foreign)
    assert visit.faults == []


@pytest.mark.parametrize("name", OTHERS if TRUST else ["question"])
def test_every_page_of_other_things_opens_in_each_of_their_states(world: World, name: str) -> None:
    wrong = []
    for state in OTHERS[name][1]:
        with in_state(world, name, state) as pages:
            for role in ROLES if TRUST else LOOKERS:
                visit = Visit(client_of(world, role))
                for address in [address for each, address in pages if role in TABLE[each].get]:
                    visit.look(address)
                    visit.send(address, foreign=1)
                wrong += [f"{name} {state}, {role}: {each}" for each in visit.faults]
    assert wrong == []


def test_a_page_that_breaks_for_one_kind_of_meeting_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def display(meeting: Meeting) -> str:
        return {K.ORDINARY: "Ordinary meeting"}[K(meeting.kind)]

    monkeypatch.setattr(Meeting, "get_kind_display", display)
    with at_state(world, "without a line", K.PRECEPT) as meeting:
        visit = Visit(client_of(world, "secretariat"))
        visit.look(f"/meetings/{meeting.pk}/change/")
    assert "KeyError" in visit.faults[0]


def test_a_link_that_leads_nowhere_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    always = property(lambda row: True, lambda row, value: None)
    monkeypatch.setattr(AgendaRow, "can_go_up", always)
    with at_state(world, "held") as meeting:
        visit = Visit(client_of(world, "secretariat"))
        visit.look(f"/meetings/{meeting.pk}/agenda/")
    assert [each.rpartition(", ")[2] for each in visit.faults] == ["where there is no #where"]
