"""The chain of events: what it finds, and what it survives."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from foundation.accounts.models import User
from foundation.history.events import erase_note, record
from foundation.history.guards import lay_guards, lift_guards
from foundation.history.models import ChainHead, Event, EventNote
from foundation.history.walking import broken_links

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(ellen: User) -> list[Event]:
    """Three events, the second with a note."""
    return [
        record("agenda published", ellen, by=ellen, scope="meeting:1", note=note, data={"number": number})
        for number, note in ((1, ""), (2, "A name"), (3, ""))
    ]


def tamper(sql: str, *values: Any) -> None:
    """Change the record behind the back of the guards, as somebody with the database's password could."""
    lift_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    lay_guards(connection)


def test_a_chain_nobody_touched_holds(told: list[Event]) -> None:
    assert list(broken_links()) == []


def test_an_event_keeps_who_what_and_when(told: list[Event], ellen: User) -> None:
    event = Event.objects.within("meeting:1")[1]
    assert (event.number, event.actor_name, event.subject_type) == (2, "Ellen Marsh", "accounts.user")
    assert (event.note.text, event.sentence) == ("A name", "Ellen Marsh published the agenda")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "agenda withdrawn"),
        ("actor_name", "Somebody else"),
        ("actor_id", "99"),
        ("subject_label", "Another"),
        ("subject_id", "99"),
        ("scope", "meeting:2"),
        ("data", "{}"),
        ("happened_at", "2020-01-01 00:00:00+00:00"),
        ("note_digest", ""),
    ],
)
def test_a_changed_value_is_found(told: list[Event], column: str, value: str) -> None:
    tamper(f"UPDATE history_event SET {column} = %s WHERE number = 2", value)
    assert "Event 2 was changed after it was written." in list(broken_links())


def test_a_changed_value_with_a_hash_made_to_fit_is_found_at_the_next_event(told: list[Event]) -> None:
    event = told[1]
    event.verb = "agenda withdrawn"
    tamper(
        "UPDATE history_event SET verb = %s, hash = %s WHERE number = 2", event.verb, event.computed_hash()
    )
    assert list(broken_links()) == [
        "Event 2 was not sealed with the key of this installation.",
        "Event 3 does not follow the event before it.",
    ]


def test_a_removed_event_is_found(told: list[Event]) -> None:
    tamper("DELETE FROM history_eventnote")
    tamper("DELETE FROM history_event WHERE number = 2")
    assert list(broken_links()) == [
        "Event 2 is missing: the next one is 3.",
        "Event 3 does not follow the event before it.",
    ]


def test_removed_newest_events_are_found(told: list[Event]) -> None:
    tamper("DELETE FROM history_event WHERE number = 3")
    assert list(broken_links()) == ["The chain ends at event 2, but its head says 3: the newest are missing."]


def test_a_reworded_note_is_found(told: list[Event]) -> None:
    tamper("UPDATE history_eventnote SET text = 'Another name'")
    assert list(broken_links()) == ["The note of event 2 was changed after it was written."]


def test_a_note_that_vanished_silently_is_found(told: list[Event]) -> None:
    tamper("DELETE FROM history_eventnote")
    assert list(broken_links()) == ["The note of event 2 is gone, and no event says who erased it."]


def test_a_note_can_be_erased_and_the_chain_still_holds(told: list[Event], ellen: User) -> None:
    erase_note(told[1], by=ellen)
    assert (EventNote.objects.count(), list(broken_links())) == (0, [])
    last = Event.objects.all()[0]
    assert (last.verb, last.data, last.scope) == ("note erased", {"number": 2}, "meeting:1")


def test_the_command_says_that_the_chain_holds(told: list[Event], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_history")
    assert capsys.readouterr().out.splitlines() == [
        "3 events, and the chain holds.",
        "0 stored files, and each is what was stored.",
        "0 publications, and they are as history recorded them.",
        "0 announcements, and they say what was announced.",
        "No anchor has been recorded yet. The worker records one every hour.",
    ]


def test_the_command_fails_and_says_where_it_breaks(
    told: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    tamper("UPDATE history_event SET verb = 'x' WHERE number = 2")
    with pytest.raises(CommandError, match="does not hold in 1 place"):
        call_command("verify_history")
    assert capsys.readouterr().err == "Event 2 was changed after it was written.\n"


def test_the_head_follows_the_newest_event(told: list[Event]) -> None:
    head = ChainHead.objects.get()
    assert (head.number, head.hash) == (3, told[2].hash)
