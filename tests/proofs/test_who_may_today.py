"""Ways to act as somebody else or to sign alone, each tried; and with a fault planted, each found open.

What outlives a role is looked for by tests/sweep/test_role_ended.py.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from foundation.accounts import ending
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused, met
from meetings import actions as meetings
from meetings.models import Restriction
from meetings.papers.policies import may_read_restricted
from meetings.restricted import rules
from meetings.withholding import views as pages
from meetings.withholding.actions import handing_out
from panels import actions, standing
from panels.actions import addresses, staff
from panels.models import Assignment, Body, Person
from panels.views import members
from tests.builders.panels import (
    COUNCILS,
    FIRST_DAY,
    add_vacancy,
    give_sign_in,
    make_administrator,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
    signed_in,
)
from tests.builders.restricted import EXEMPT, make_private
from tests.meetings.restricted.test_who_may_today import with_two_appendices

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
MINE, THEIRS = "owen.tate@wessexpcp.example", "robin@wessex.example"
Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass
class Scene:
    """A panel with somebody who signs in, a group below it on which they sit, and the clerk of the group."""

    body: Body
    group: Body
    clerk: User
    robin: User
    silent: Person

    @classmethod
    def made(cls) -> "Scene":
        admin, body = make_administrator(), make_panel()
        person, silent = seat_member(body), seat_member(body, "Birch", COUNCILS[2])
        robin = give_sign_in(person, THEIRS)
        group = actions.set_up_body(name="Task group", parent=body, kind="task_group", by=admin)
        clerk = make_secretary(group, "Owen Tate")
        for each, council in ((person, COUNCILS[0]), (silent, COUNCILS[2])):
            seat = add_vacancy(group, council)
            actions.seat_member(person=each, seat=seat, starts_on=FIRST_DAY, by=clerk)
        return cls(body, group, clerk, robin, silent)


def becomes(scene: Scene, person: Person) -> bool:
    """The clerk of the group has the code of this person sent to an address of their own."""
    page = reverse("panels:person_sign_in", args=[scene.group.pk, person.pk])
    signed_in(scene.clerk).post(page, {"email": "mine@mercia.example"})
    found = Person.objects.get(pk=person.pk).user
    return found is not None and found.email == "mine@mercia.example"


def takes_a_sign_in() -> bool:
    scene = Scene.made()
    return becomes(scene, Person.objects.get(user=scene.robin))


def gives_the_first_sign_in_of_the_panels_member() -> bool:
    scene = Scene.made()
    return becomes(scene, scene.silent)


def moves_an_address_before_anybody_reads_of_it() -> bool:
    scene = Scene.made()
    actions.ask_for_address(user=scene.robin, email="new@wessex.example", by=make_administrator())
    actions.carry_out_due()
    return User.objects.get(pk=scene.robin.pk).email != THEIRS


def says_alone_that_a_mailbox_is_lost() -> bool:
    scene, admin = Scene.made(), make_administrator()
    change = actions.ask_for_address(user=scene.robin, email="new@wessex.example", by=admin, is_lost=True)
    with suppress(Refused):
        actions.confirm_address(change=change, by=admin)
    return User.objects.get(pk=scene.robin.pk).email != THEIRS


def stays_signed_in_after_the_address_went_to_another() -> bool:
    scene = Scene.made()
    browser = signed_in(scene.robin)
    ending.give_address(scene.robin, "new@wessex.example", by=make_administrator())
    return browser.get(reverse("panels:my_address")).status_code == 200


def makes_herself_the_officer_who_signs() -> bool:
    scene = Scene.made()
    with suppress(Refused):
        actions.assign(body=scene.group, user=scene.clerk, role=Role.MONITORING_OFFICER, by=scene.clerk)
    return Assignment.objects.filter(user=scene.clerk, role=Role.MONITORING_OFFICER).exists()


def signs_what_she_asked_for() -> bool:
    world = make_private()
    make_user("Bo Lane", world.body, Role.MONITORING_OFFICER)
    found = meetings.restrict_item(item=world.items[1], by=world.officer, **EXEMPT)
    with suppress(Refused):
        meetings.sign_restriction(restriction=found, by=world.officer)
    return Restriction.objects.get(pk=found.pk).signed_at is not None


def reads_another_appendix_than_the_one_they_are_named_for() -> bool:
    world = make_private()
    placement, of_b, _ = with_two_appendices(world)
    reader = make_user("Theo Brandt", world.body, Role.REPORT_AUTHOR)
    meetings.name_reader(restriction=of_b, reader=reader, by=world.clerk)
    page = reverse("meetings:restricted_paper", args=[placement.pk])
    return signed_in(reader).get(page, {"appendix": "Appendix C"}).status_code == 200


def anybody_gives_sign_ins(patch: pytest.MonkeyPatch) -> None:
    for module in (staff, members):
        patch.setattr(module, "may_give_sign_in", lambda *asked: met())


def other_bodies_are_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "bodies_of_person", lambda person, on: set())


def without_delay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(addresses, "DELAY", timedelta(0))


def one_is_enough(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(addresses, "may_confirm_address", lambda by, change: met())


def only_the_address_changes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        ending,
        "give_address",
        lambda user, email, by: User.objects.filter(pk=user.pk).update(email=email),
    )


def any_role_to_oneself(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(staff, "may_give_role", lambda *asked: met())


def one_hand(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "signing_finding", lambda **asked: met())


def one_appendix_for_all(patch: pytest.MonkeyPatch) -> None:
    real = may_read_restricted
    for module in (pages, handing_out):
        patch.setattr(
            module,
            "may_read_restricted",
            lambda user, placement, label="": real(user, placement, "Appendix B"),
        )


PATHS: dict[str, tuple[Callable[[], bool], Plant]] = {
    "a sign-in is taken": (takes_a_sign_in, anybody_gives_sign_ins),
    "a first sign-in is given": (gives_the_first_sign_in_of_the_panels_member, other_bodies_are_not_asked),
    "an address moves at once": (moves_an_address_before_anybody_reads_of_it, without_delay),
    "a mailbox is lost alone": (says_alone_that_a_mailbox_is_lost, one_is_enough),
    "a session outlives its address": (
        stays_signed_in_after_the_address_went_to_another,
        only_the_address_changes,
    ),
    "an officer by herself": (makes_herself_the_officer_who_signs, any_role_to_oneself),
    "asked and signed by one": (signs_what_she_asked_for, one_hand),
    "another appendix": (reads_another_appendix_than_the_one_they_are_named_for, one_appendix_for_all),
}
SAMPLE = list(PATHS) if TRUST else list(PATHS)[:6:2]


def undone(attempt: Callable[[], bool]) -> bool:
    """What came of an attempt, with everything it did undone."""
    with transaction.atomic():
        came = attempt()
        transaction.set_rollback(True)
    return came


@pytest.mark.shows("R-1")
@pytest.mark.parametrize("name", SAMPLE)
def test_the_way_is_shut_and_a_planted_fault_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt, plant = PATHS[name]
    with monkeypatch.context() as patch:
        plant(patch)
        assert undone(attempt) is True
    assert undone(attempt) is False
