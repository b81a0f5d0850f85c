"""Somebody shut out of restricted business reads none of its words on any page within, nor in any mail."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.ledger.actions import remind_owners
from meetings.models import (
    AgendaItem,
    Attendance,
    FollowUp,
    Interest,
    Meeting,
    Minute,
    Minutes,
    Restriction,
    restricted_business,
)
from meetings.restricted import kept
from meetings.restricted.kept import Kept
from panels.models import Person, Seat
from tests.builders.panels import FIRST_DAY
from tests.sweep import addresses, crawl, states, typed
from tests.sweep.table import TABLE
from tests.sweep.test_every_form_once import likely
from tests.sweep.test_permissions import PLAUSIBLE, client_of
from tests.sweep.under import kinds_under, plant
from tests.sweep.world import World

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
# Meetings of which nothing under their lines is public: a draft, one agreed, one to come, one whose minutes
# are written, one with a restricted pack that was handed out.
MEETINGS = ("held", "closed", "draft", "ready", "asked_meeting")
SHUT_OUT = ("chair", "member", "secretariat", "monitoring_officer") if TRUST else ("chair",)
WAYS = ("name", "interest", "public part only")
CASES = [(role, WAYS[0]) for role in SHUT_OUT] + ([("chair", way) for way in WAYS[1:]] if TRUST else [])


def person_of(world: World, role: str) -> Person:
    """Who is shut out; an officer has a seat as well, for nobody else can have an interest."""
    user: User = world.users[role]
    known = Person.objects.filter(user=user).first()
    if known:
        return known
    made = Person.objects.create(user=user, given_name="Una", family_name=f"Seat{user.pk}")
    Seat.objects.filter(terms__isnull=True)[0].terms.create(person=made, starts_on=FIRST_DAY)
    return made


def shut_out(world: World, meeting: Meeting, role: str, way: str) -> list[AgendaItem]:
    """All business of a meeting restricted, and somebody shut out of it."""
    clerk, person = world.users["administrator"], person_of(world, role)
    items = list(meeting.items.order_by("pk"))
    for item in items:
        row, _ = Restriction.objects.get_or_create(
            item=item,
            lifted_at=None,
            defaults={
                "ground": "exempt",
                "paragraphs": [3],
                "made_at": "2026-11-24T10:00:00Z",
                "made_by": "Ellen Marsh",
            },
        )
        Restriction.objects.filter(pk=row.pk).update(shows_title=False, public_title="A private matter")
        if way == "name":
            actions.shut_out(item=item, person=person, reason="A cousin bids.", by=clerk)
    if way == "interest":
        Interest.objects.create(
            meeting=meeting,
            person=person,
            printed_name=person.printed_name,
            kind="prejudicial",
            covers_all_items=True,
            nature="A cousin bids.",
            consequence=Interest.Consequence.LEFT,
        )
    if way == "public part only":
        Attendance.objects.update_or_create(
            meeting=meeting,
            person=person,
            defaults={"printed_name": person.printed_name, "is_public_part_only": True},
        )
    return items


def everywhere(world: World, role: str) -> Iterator[str]:
    """The address of every page of the site, for each of these meetings and what belongs to it."""
    found = {addresses.of(world, name): name for name in addresses.names()}
    for name in MEETINGS if TRUST else MEETINGS[:2]:
        found |= {each: n for n, each in states.addresses_of(world, world.meeting(name))}
    for address, name in found.items():
        # Who may not open a page at all gets nothing there: see test_permissions.
        if role in TABLE[name].get:
            yield address


def mails_for(world: World, role: str) -> dict[str, str]:
    """Everything that is sent in the course of business and reaches this person."""
    person, clerk = person_of(world, role), world.users["administrator"]
    FollowUp.objects.update(answerer=person, due_on="2026-11-20")
    Person.objects.filter(pk=person.pk).update(email="una@county.example")
    actions.ask_members(meeting=world.meeting("closed"), by=clerk)
    actions.circulate_minutes(minutes=world.meeting("held").minutes, due_on=date(2026, 12, 1), by=clerk)
    remind_owners(today=date(2026, 11, 24))
    return {f"mail {each.pk}": f"{each.subject} {each.body}".lower() for each in OutgoingMail.objects.all()}


def minutes_about_no_line(names: Iterable[str], world: World) -> dict[str, str]:
    """A minute without a line at each of these meetings: it may be about any, so its words are kept, too."""
    words: dict[str, str] = {}
    for name in names:
        minutes = Minutes.objects.filter(meeting=world.meeting(name)).first()
        if minutes is None:
            continue
        said = {field: f"qxbare{minutes.pk}{field[:4]}zq" for field in ("title", "text", "private_text")}
        made = Minute.objects.create(minutes=minutes, position=99, **said)
        text, owner = f"qxbare{minutes.pk}donezq", f"qxbare{minutes.pk}ownerzq"
        FollowUp.objects.create(minute=made, body=world.body, number=900 + minutes.pk, text=text, owner=owner)
        words |= {f"{name}, without a line: {each}": each for each in (*said.values(), text, owner)}
    assert words
    return words


def given_away(world: World, role: str, way: str = "name") -> list[str]:
    """Where the words of business somebody is shut out of are read by them."""
    words: dict[str, str] = {}
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    for name in MEETINGS:
        words |= plant(shut_out(world, world.meeting(name), role, way))
    words |= minutes_about_no_line(MEETINGS, world)
    cache.clear()
    client = client_of(world, role)
    site = {address: crawl.words_of(client.get(address)) for address in everywhere(world, role)}
    sent = {key: said for key, said in mails_for(world, role).items() if int(key[5:]) not in before}
    return crawl.where_found(site | sent, words)


@pytest.mark.long
@pytest.mark.shows("R-1", "R-15")
@pytest.mark.parametrize(("role", "way"), CASES)
def test_who_is_shut_out_of_business_reads_none_of_its_words(world: World, role: str, way: str) -> None:
    assert given_away(world, role, way) == []


def acts_sent(world: World, role: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every form on every page about these meetings as others may send it, and each act without one."""
    reader = client_of(world, "administrator")
    for name in MEETINGS if TRUST else ("held",):
        for address_name, address in states.addresses_of(world, world.meeting(name)):
            row = TABLE[address_name]
            if role not in row.post or row.answers != 200:
                continue
            yield address_name, address, PLAUSIBLE
            answer = reader.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                for form in typed.forms_of(address, answer):
                    yield address_name, form.action, likely(form)


def hands_in(world: World, role: str) -> list[str]:
    """What somebody did to business they are shut out of, by sending what others are offered."""
    kept = [item for name in MEETINGS for item in shut_out(world, world.meeting(name), role, "name")]
    acts, done = list(acts_sent(world, role)), set()
    assert len(acts) > 40
    about, client = Kept(frozenset(item.pk for item in kept)), client_of(world, role)
    for name, address, data in acts:
        with transaction.atomic():
            last = Event.objects.order_by("-number").values_list("number", flat=True)[0]
            client.post(address, data)
            new = list(Event.objects.filter(number__gt=last))
            found = about.instead_of(new)
            done |= {f"{name}: {each.verb}" for each in new if each.number in found}
            transaction.set_rollback(True)
    return sorted(done)


@pytest.mark.long
@pytest.mark.shows("R-1", "R-15")
def test_who_is_shut_out_of_business_has_no_hand_in_it_whatever_is_sent(world: World) -> None:
    assert hands_in(world, "secretariat") == []


def test_words_are_planted_in_all_that_stands_under_a_line(world: World) -> None:
    items = [item for name in MEETINGS for item in world.meeting(name).items.all()]
    assert kinds_under(items) >= {
        "AgendaItem", "ChairNote", "DayEntry", "Decision", "Election", "Find", "FollowUp", "FollowUpUpdate",
        "Limb", "Minute", "Paper", "PaperVersion", "Placement", "Response", "Restriction", "SetAside",
        "TextVersion", "Vote", "WorkProgrammeItem",
    }  # fmt: skip


def test_a_page_that_does_not_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.Kept, "line", lambda self, item: item)
    meeting = world.meeting("draft")
    words = plant(shut_out(world, meeting, "chair", "name"))
    page = f"/meetings/{meeting.pk}/agenda/"
    found = crawl.where_found({page: crawl.words_of(client_of(world, "chair").get(page))}, words)
    assert any("AgendaItem.title" in each for each in found)


def test_a_list_that_forgets_who_is_shut_out_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = world.meeting("held")
    words = plant(shut_out(world, meeting, "chair", "name"))
    monkeypatch.setattr(restricted_business, "kept_items", lambda who: AgendaItem.objects.none())
    page = f"/minutes/{world['minute'].pk}/"
    address = addresses.of(world, "meetings:minute_edit")
    found = crawl.where_found({page: crawl.words_of(client_of(world, "chair").get(address))}, words)
    assert any("Minute.title" in each for each in found)
