"""No word of a practice leaves: every way of the one list ends at a door that refuses in practice."""

import ast
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.word import word_out
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import outbox, strangers
from foundation.jobs.models import OutgoingMail
from foundation.library import publishing as library
from foundation.library.models import LivePage, Publication, PublicMeeting
from foundation.library.publishing_live import tell_live
from meetings.despatch.exporting import zipped
from meetings.models import Meeting
from meetings.packs.documents.agenda import AgendaDocument
from meetings.public.actions.announcing import public_facts
from meetings.restricted.posting import post
from meetings.restricted.ways_out import WAYS, WayOut
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.practice import begun, practising
from tests.conventions.plan import code_files, dotted_name, tree
from tests.conventions.test_ways_out import LEAVES_BY, called

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MADE_UP = "somebody@elsewhere.example"


def _publish(meeting: Meeting, by: User, kind: str = Publication.Kind.AGENDA) -> object:
    document = AgendaDocument.of(meeting)
    return library.publish(document=document, kind=kind, source_ref=meeting.ref, by=by)


def _withdraw(meeting: Meeting, by: User) -> object:
    return library.withdraw(publication=Publication(title="Agenda"), reason="A fault.", by=by)


def _ask(meeting: Meeting, by: User) -> object:
    return strangers.ask(MADE_UP, what="ask a question", until=timezone.now(), by=by)


def _tell_live(meeting: Meeting, by: User) -> object:
    facts: Any = None
    return tell_live(facts=facts, now=timezone.now(), by=by)


# Each call by which words leave, as `tests/conventions/test_ways_out.py` reads it in the code.
DOORS: dict[str, Callable[[Meeting, User], object]] = {
    "library.publish": _publish,
    "library.announce": lambda meeting, by: library.announce(facts=public_facts(meeting), by=by),
    "library.withdraw": _withdraw,
    "outbox.send": lambda meeting, by: outbox.send(MADE_UP, "Subject", "Words"),
    "post": lambda meeting, by: post("mail_members", meeting, MADE_UP, "Subject", ["Words"]),
    "strangers.ask": _ask,
    "to_docx": lambda meeting, by: word_out.to_docx(AgendaDocument.of(meeting)),
    "word_file": lambda meeting, by: word_out.word_file(AgendaDocument.of(meeting)),
    "word_files": lambda meeting, by: word_out.word_files([AgendaDocument.of(meeting)]),
    "word_answer": lambda meeting, by: word_out.word_answer(AgendaDocument.of(meeting), "Agenda"),
    "tell_live": _tell_live,
    "zipfile.ZipFile": lambda meeting, by: zipped(meeting),
}


def practice_meeting() -> tuple[User, Any]:
    body = make_panel()
    ellen = make_secretary(body)
    begun(signed_in(ellen), body, ellen)
    return ellen, practising(ellen)


def nothing_left() -> list[int]:
    return [model._base_manager.count() for model in (Publication, PublicMeeting, LivePage, OutgoingMail)]


@pytest.mark.parametrize("door", sorted(DOORS))
def test_each_door_refuses_in_practice(door: str) -> None:
    ellen, opened = practice_meeting()
    with opened as meeting:
        with pytest.raises(Refused, match="Nothing is published, emailed or downloaded from it"):
            DOORS[door](meeting, ellen)
        assert nothing_left() == [0, 0, 0, 0]
    assert nothing_left() == [0, 0, 0, 0]


@pytest.mark.parametrize("kind", sorted({kind for way in WAYS.values() for kind in way.kinds}))
def test_no_kind_of_publication_is_made(kind: str) -> None:
    ellen, opened = practice_meeting()
    with opened as meeting, pytest.raises(Refused):
        _publish(meeting, ellen, kind)


def test_the_doors_are_all_there_are() -> None:
    assert {name.rpartition(".")[2] for name in LEAVES_BY} == {name.rpartition(".")[2] for name in DOORS}


@pytest.mark.parametrize("way", WAYS.values(), ids=lambda way: way.key)
def test_every_way_out_leads_through_a_door_that_refuses(way: WayOut) -> None:
    """Each function in which words leave opens one of the doors, itself or by what it calls in its module."""
    for name in way.made_by:
        assert doors_of(name) != set(), name
        assert doors_of(name) - {each.rpartition(".")[2] for each in DOORS} == set(), name
    # What has no function of its own goes out with a publication.
    assert way.made_by or way.only_public


def doors_of(name: str) -> set[str]:
    module, _, function = name.rpartition(".")
    path = next(each for each in code_files() if dotted_name(each) == module)
    own = {each.name: each for each in tree(path).body if isinstance(each, ast.FunctionDef)}
    reached, found = [own[function]], set()
    for node in reached:
        for call, _ in called(node):
            found |= {call.rpartition(".")[2]} if call in LEAVES_BY else set()
            if call in own and own[call] not in reached:
                reached.append(own[call])
    return found


def test_the_seals_of_a_practice_do_not_hold_in_a_real_history() -> None:
    """Its events are sealed with a key that is no key of this installation."""
    ellen, opened = practice_meeting()
    with opened:
        names = {each.key_name for each in Event.objects.all()}
    from foundation.history import keys

    assert names & set(keys.by_name()) == set()
    assert len(names) == 1
    assert Event.objects.count() == 0
