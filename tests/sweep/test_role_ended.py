"""Every role of somebody ends, and then every address is asked for in the session they had."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.models import User
from meetings.models import authors
from meetings.papers import sent_for
from panels.models import Assignment, Office, Term
from panels.models.dated import DatedQuerySet
from partnerships.models import CSPRole
from tests.sweep import addresses
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import LET_IN, client_of, verdict
from tests.sweep.world import World

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
Plant = Callable[[pytest.MonkeyPatch], None]
# Whoever runs the site holds no dated role, and a visitor none at all.
ENDING = ("member", "report_author", "commissioners_office", "secretariat", "chair", "monitoring_officer",
    "csp_officer", "csp_chair", "other_secretariat")  # fmt: skip
ENDED_SAMPLE = ENDING if TRUST else ENDING[1:2]


def end_every_role(user: User) -> None:
    """Everything somebody was ended yesterday."""
    day = timezone.localdate() - timedelta(days=1)
    for model, whose in (
        (Assignment, "user"),
        (CSPRole, "user"),
        (Term, "person__user"),
        (Office, "person__user"),
    ):
        held = model.objects.filter(**{whose: user})
        held.filter(starts_on__gt=day).delete()
        held.update(ends_on=day)


def still_open(world: World, role: str, names: Iterable[str]) -> list[str]:
    """What somebody still opens in the session of yesterday, though somebody without any role does not."""
    client = client_of(world, role)
    assert client.get("/").status_code == 200
    end_every_role(world.users[role])
    wrong = []
    for name in names:
        row = TABLE[name]
        is_for_all = "ex_member" in row.get or row.answers != 200
        if not is_for_all and verdict(client.get(addresses.of(world, name))) == LET_IN:
            wrong.append(name)
    return wrong


@pytest.mark.long
@pytest.mark.shows("R-1")
@pytest.mark.parametrize("role", ENDED_SAMPLE)
def test_with_the_role_everything_it_opened_is_shut(world: World, role: str) -> None:
    assert still_open(world, role, addresses.names()) == []


def days_are_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DatedQuerySet, "current_on", lambda self, day: self.filter(starts_on__lte=day))


def authors_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(authors, "has_role_for", lambda user, on, path: Q(pk__isnull=False))


def own_words_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sent_for, "is_open_to", lambda found, by, now: found.user_id == by.pk)


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "plant", "name"),
    [
        ("report_author", authors_for_ever, "meetings:paper_pdf"),
        ("member", days_are_not_looked_at, "meetings:restricted_paper"),
        ("secretariat", own_words_for_ever, "meetings:sent_file"),
    ],
)
def test_a_right_that_outlives_its_role_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, role: str, plant: Plant, name: str
) -> None:
    plant(monkeypatch)
    assert still_open(world, role, [name]) == [name]
