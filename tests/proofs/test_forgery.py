"""Forged history and publications, by somebody with full control of the database: each is found and named.

Then every check is taken away in turn, and what only that check finds goes through: so each of them works.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from foundation.documents.store import files
from foundation.history import anchors, keys, seals, walking
from foundation.history.events import record
from foundation.history.guards import lay_guards, lift_guards
from foundation.history.models import ChainHead, Event
from foundation.history.models.event import FIRST_HASH
from foundation.library import announced as announced_walk
from foundation.library import publishing as library
from foundation.library import recorded
from foundation.library import walking as library_walking
from foundation.library.models import Publication, PublicMeeting
from tests.builders.publications import ELLEN, FRIDAY, announced, paper, published, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.both]
NOBODY = "the record holds"


@dataclass
class World:
    """Papers of one meeting: replaced, withdrawn, published elsewhere first; and an anchor of all of it."""

    first: Publication
    second: Publication
    withdrawn: Publication
    elsewhere: Publication


@pytest.fixture
def world() -> World:
    meeting = announced()
    first, second = paper(meeting), paper(meeting, title="Knife crime, corrected")
    withdrawn = paper(meeting, "paper2", "Budget")
    library.withdraw(publication=withdrawn, reason="A name in table 2", by=ELLEN)
    elsewhere = published(report("Plan"), "document", "plan", meeting=meeting, elsewhere_at=FRIDAY)
    record("paper received", meeting, by=ELLEN, note="By hand")
    anchors.write_down(timezone.now())
    return World(first, second, withdrawn, elsewhere)


def sql(statement: str, *values: Any) -> None:
    """What somebody does who has the database's password: past every guard."""
    lift_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    lay_guards(connection)


def columns(publication: Publication, **values: object) -> None:
    lift_guards(connection)
    Publication.objects.filter(pk=publication.pk).update(**values)
    lay_guards(connection)


def rechain(since: int, **changed: object) -> None:
    """Change an event and make every hash after it fit, the head included."""
    lift_guards(connection)
    previous = ""
    for event in Event.objects.after(since - 1):
        if event.number == since:
            vars(event).update(changed)
        else:
            event.previous_hash = previous
        previous = event.hash = event.computed_hash()
        event.save()
    ChainHead.objects.update(hash=previous)
    lay_guards(connection)


def cut(to: int) -> None:
    """Delete the newest events and set the head back."""
    lift_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM history_eventnote"
            " WHERE event_id IN (SELECT id FROM history_event WHERE number > %s)",
            [to],
        )
        cursor.execute("DELETE FROM history_event WHERE number > %s", [to])
    last = Event.objects.first()
    ChainHead.objects.update(number=to, hash=last.hash if last else FIRST_HASH)
    lay_guards(connection)


def unseal(since: int = 0) -> None:
    sql("UPDATE history_event SET seal = '', key_name = '' WHERE number > %s", since)


def cut_and_go_on(world: World) -> None:
    cut(Event.objects.count() - 1)
    record("paper received", world.first, by=ELLEN)


def pose_as_an_old_version(world: World) -> None:
    """All seals off and everything written anew: then the program itself seals what comes next."""
    unseal()
    rechain(2, actor_name="Somebody else")
    record("paper received", world.first, by=ELLEN)


def pose_as_a_lost_key(world: World) -> None:
    rechain(2, actor_name="Somebody else")
    sql("UPDATE history_event SET key_name = 'anotherkey234567' WHERE number >= 2")
    record("paper received", world.first, by=ELLEN)


def write_all_anew(world: World) -> None:
    """Everything gone, and another history of the same length in its place, sealed by the program itself."""
    count = Event.objects.count()
    cut(0)
    sql("DELETE FROM history_chainhead")
    for _ in range(count):
        record("nothing happened", world.first, by=ELLEN)


def forget_the_withdrawal(world: World) -> None:
    columns(world.withdrawn, withdrawn_at=None, withdrawn_by="", withdrawn_reason="")


def byte_of_file(world: World) -> None:
    kept = world.second.file
    assert kept is not None
    place = files.path(kept)
    place.write_bytes(place.read_bytes()[:-1] + b"!")


def publication_gone(world: World) -> None:
    sql("DELETE FROM library_publication WHERE id = %s", world.elsewhere.pk)


def meeting_from_nowhere(world: World) -> None:
    PublicMeeting.objects.create(
        ref="m7777777", body_ref="b1", body_name="Wessex", name="Special meeting", starts_at=FRIDAY
    )


def publication_from_nowhere(world: World) -> None:
    lift_guards(connection)
    Publication.objects.create(
        kind="document", title="Forged", source_ref="forged", published_at=FRIDAY, published_by="Ellen Marsh",
        hash=world.elsewhere.hash, data=world.elsewhere.data, html=world.elsewhere.html,
    )  # fmt: skip
    lay_guards(connection)


def events_and_head_gone(world: World) -> None:
    cut(0)
    sql("DELETE FROM history_chainhead")


Forge = Callable[[World], object]
FORGERIES: dict[str, tuple[Forge, str]] = {
    "an event changed": (
        lambda w: sql("UPDATE history_event SET scope = 'x' WHERE number = 2"),
        "Event 2 was changed after it was written.",
    ),
    "an event rewritten and the chain made to fit": (
        lambda w: rechain(2, actor_name="Somebody else"),
        "Event 2 was not sealed with the key of this installation.",
    ),
    "an event removed": (
        lambda w: sql("DELETE FROM history_event WHERE number = 2"),
        "Event 2 is missing: the next one is 3.",
    ),
    "the newest event removed, the head set back": (
        lambda w: cut(Event.objects.count() - 1),
        "knows event 7, which is gone.",
    ),
    "the newest event replaced by another": (cut_and_go_on, "Event 7 is not the one that the anchor"),
    "events and head removed": (
        events_and_head_gone,
        "knows event 7, which is gone.",
    ),
    "everything written anew": (write_all_anew, "Event 7 is not the one that the anchor"),
    "the head removed": (
        lambda w: sql("DELETE FROM history_chainhead"),
        "The chain ends at event 7, but its head is gone.",
    ),
    "seals taken off": (lambda w: unseal(4), "Event 5 carries no seal, though events before it do."),
    "seals taken off and all written anew": (
        pose_as_an_old_version,
        "Events 1 to 7: no seal, and no event says that there was none in those days.",
    ),
    "another key made up": (
        pose_as_a_lost_key,
        "Events 2 to 7 cannot be proved: sealed with the key anotherkey234567, which is not here.",
    ),
    "a note reworded": (
        lambda w: sql("UPDATE history_eventnote SET text = 'By post' WHERE text = 'By hand'"),
        "The note of event 7 was changed after it was written.",
    ),
    "a title": (lambda w: columns(w.second, title="X"), "Its title: not what was published."),
    "a page": (
        lambda w: columns(w.second, html="<p>X</p>"),
        "What is stored is not what was published: its hash differs.",
    ),
    "a page and its hash": (
        lambda w: columns(w.second, html="<p>X</p>", hash="0" * 64),
        "The history does not hold the hash of this publication.",
    ),
    "a status": (
        lambda w: columns(w.second, status_label="Confirmed"),
        "Its kind, status, source or version: not what was published.",
    ),
    "a day": (
        lambda w: columns(w.second, published_at=FRIDAY),
        "The time it was published: not what was published.",
    ),
    "a day elsewhere": (
        lambda w: columns(w.elsewhere, elsewhere_at=None),
        "The time it was published elsewhere: not what was published.",
    ),
    "a name": (
        lambda w: columns(w.second, published_by="X"),
        "The name of whoever published it: not what was published.",
    ),
    "a withdrawal undone": (
        forget_the_withdrawal,
        "History says that it was withdrawn, and it is not.",
    ),
    "a withdrawal made up": (
        lambda w: columns(w.second, withdrawn_at=FRIDAY, withdrawn_by="X", withdrawn_reason="Y"),
        "It is withdrawn, and history does not say so.",
    ),
    "a reason reworded": (
        lambda w: columns(w.withdrawn, withdrawn_reason="Nothing special"),
        "When, by whom or why it was withdrawn is not what history says.",
    ),
    "a newer version hidden": (
        lambda w: columns(w.first, replaced_by=None),
        "There is a newer version, and this one does not lead to it.",
    ),
    "replaced by what is no version of it": (
        lambda w: columns(w.second, replaced_by=w.elsewhere),
        "It is replaced by something that is no newer version of it.",
    ),
    "a publication removed": (publication_gone, "Plan, published by event 6, is gone."),
    "a publication made up": (
        publication_from_nowhere,
        "The history does not hold the hash of this publication.",
    ),
    "the place of a meeting": (
        lambda w: sql("UPDATE library_publicmeeting SET venue = 'The other hall'"),
        "its place is not what was announced.",
    ),
    "a meeting called off": (
        lambda w: sql("UPDATE library_publicmeeting SET state = 'cancelled', state_sentence = 'Cancelled.'"),
        "its state is not what was announced.",
    ),
    "a change made up": (
        lambda w: PublicMeeting.objects.update(told=[{"at": FRIDAY.isoformat(), "sentence": "Moved."}]),
        "what changed is not what was announced.",
    ),
    "a meeting made up": (meeting_from_nowhere, "is in no history."),
    "a byte of a file": (byte_of_file, "A stored file has changed on the disk"),
}


def verdict(capsys: pytest.CaptureFixture[str]) -> str:
    """What `manage.py verify_history` says."""
    try:
        call_command("verify_history")
    except CommandError:
        return capsys.readouterr().err
    return NOBODY


def test_a_record_that_nobody_touched_holds(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(capsys) == NOBODY


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_found_and_named(name: str, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    forge, sentence = FORGERIES[name]
    forge(world)
    assert sentence in verdict(capsys)


Blind = Callable[[pytest.MonkeyPatch], object]
# A check taken away, and a forgery that then goes through.
BLINDED: dict[str, tuple[Blind, str]] = {
    "hashes": (
        lambda p: p.setattr(Event, "computed_hash", lambda event: event.hash),
        "an event changed",
    ),
    "seals": (
        lambda p: p.setattr(seals, "is_sealed", lambda event, key: True),
        "an event rewritten and the chain made to fit",
    ),
    "missing seals": (
        lambda p: p.setattr(seals.Seals, "_without", lambda own, event: ""),
        "seals taken off",
    ),
    "the history of before the seals": (
        lambda p: p.setattr(seals.Seals, "faults_at_the_end", lambda own: iter(())),
        "seals taken off and all written anew",
    ),
    "keys that are not here": (
        lambda p: p.setattr(seals.Seals, "unproven", lambda own: iter(())),
        "another key made up",
    ),
    "anchors": (
        lambda p: p.setattr(anchors, "faults_of", lambda kept: iter(())),
        "the newest event removed, the head set back",
    ),
    "the head": (
        lambda p: p.setattr(walking, "_head_faults", lambda number, last: iter(())),
        "the head removed",
    ),
    "notes": (
        lambda p: p.setattr(walking, "_note_fault", lambda event, erased: ""),
        "a note reworded",
    ),
    "words": (lambda p: p.setattr(library_walking, "word_faults", lambda each: iter(())), "a page"),
    "facts": (lambda p: p.setattr(library_walking, "told_faults", lambda *both: iter(())), "a title"),
    "events of publications": (
        lambda p: p.setattr(library_walking, "event_faults", lambda *both: iter(())),
        "a publication made up",
    ),
    "withdrawals": (
        lambda p: p.setattr(recorded, "_withdrawal_faults", lambda *both: iter(())),
        "a withdrawal undone",
    ),
    "the order of versions": (
        lambda p: p.setattr(library_walking, "_order_faults", lambda *both: iter(())),
        "a newer version hidden",
    ),
    "announcements": (
        lambda p: p.delitem(walking._walks, announced_walk.NAME),
        "the place of a meeting",
    ),
    "bytes of files": (
        lambda p: p.setattr(files, "read", lambda stored: files.path(stored).read_bytes()),
        "a byte of a file",
    ),
}


@pytest.mark.parametrize("check", BLINDED)
def test_without_its_check_a_forgery_goes_through(
    check: str, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blind, forgery = BLINDED[check]
    if check != "anchors":
        # They find whatever changes the chain, too.
        anchors.place().unlink()
    FORGERIES[forgery][0](world)
    assert verdict(capsys) != NOBODY
    blind(monkeypatch)
    assert verdict(capsys) == NOBODY


def test_an_anchor_that_was_mailed_finds_what_the_file_no_longer_knows(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = tmp_path / "mail.txt"
    anchor = anchors.now_at(timezone.now())
    assert anchor is not None
    line = anchor.line
    mail.write_text(f"Keep this message.\n\n> {line[:90]}\n> {line[90:]}\n")
    write_all_anew(world)
    anchors.place().unlink()
    assert "anchor" not in verdict(capsys)
    with pytest.raises(CommandError):
        call_command("verify_history", anchors=[mail])
    assert "Event 7 is not the one that the anchor" in capsys.readouterr().err


def test_an_anchor_made_up_without_the_key_is_named(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    key, last = keys.in_use(), Event.objects.all()[0]
    forged = anchors.Anchor("2026-11-24T10:00:00+00:00", last.number, last.hash, key.name, "0" * 64)
    anchors.place().write_text(forged.line + "\n")
    assert "The anchor of 2026-11-24T10:00:00+00:00 was not sealed with the key" in verdict(capsys)
