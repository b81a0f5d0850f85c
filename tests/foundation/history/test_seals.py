"""The key of the history: made, changed, lost, and put over the history of versions that had none."""

import importlib
import stat
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from foundation.history import anchors, keys, rotating
from foundation.history.actors import System
from foundation.history.events import record
from foundation.history.findings import Refused
from foundation.history.guards import lay_guards, lift_guards
from foundation.history.models import ChainHead, Event
from foundation.history.seals import Seals
from foundation.history.walking import broken_links
from foundation.jobs import outbox
from foundation.jobs.jobs import anchor_history, mail_anchor
from foundation.library import publishing as library
from foundation.library.evidence import evidence_of
from foundation.library.models import Publication
from foundation.library.publishing import hash_of
from foundation.library.sealing import seal_of
from foundation.library.walking import publication_faults
from tests.builders.publications import ELLEN, announced, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OPERATOR = System(pk="command line", printed_name="Jo Field")
OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture(autouse=True)
def _own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.HISTORY_KEY_FILE = tmp_path / "keys" / "history-key"


def happen(*verbs: str) -> list[Event]:
    thing, _ = ChainHead.objects.get_or_create(pk=1)
    return [record(verb, thing, by=ELLEN) for verb in verbs]


def everything_wrong() -> tuple[list[str], list[str]]:
    seals = Seals()
    return [*broken_links(seals), *seals.unproven(), *publication_faults()], seals.taken_over


def without_seals(**facts: Any) -> None:
    """As a version without seals left it; its events held no digests either."""
    lift_guards(connection)
    for event in Event.objects.order_by("number"):
        event.key_name = event.seal = ""
        event.data = {
            name: value for name, value in event.data.items() if name not in ("facts", "withdrawal")
        }
        event.previous_hash = ChainHead.objects.get().hash if event.number > 1 else "0" * 64
        event.hash = event.computed_hash()
        event.save()
        ChainHead.objects.update(hash=event.hash)
    lay_guards(connection)


def upgrade() -> None:
    importlib.import_module("foundation.library.migrations.0010_sealed").seal(apps, None)


def test_the_key_is_made_once_for_its_owner_alone() -> None:
    key = keys.in_use()
    assert (keys.in_use(), len(key.words) >= keys.SHORTEST) == (key, True)
    assert stat.S_IMODE(keys.place().stat().st_mode) == 0o600
    assert [each.name for each in keys.place().parent.iterdir()] == ["history-key"]


def test_each_event_is_sealed_without_a_query_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    happen("a")
    thing = ChainHead.objects.get()
    # Savepoint, head read, event, head written, savepoint released.
    with django_assert_num_queries(5):
        event = record("b", thing, by=ELLEN)
    assert (event.key_name, event.seal) == (
        keys.in_use().name,
        keys.in_use().seal_of_event(event.number, event.hash),
    )


def test_after_a_change_of_keys_the_old_one_checks_and_seals_no_more(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    happen("a", "b")
    old = keys.in_use()
    call_command("history_key", change=True, by="Jo Field")
    happen("c")
    assert everything_wrong() == ([], [])
    assert [key.name for key in keys.present()] == [keys.in_use().name, old.name]
    assert f"Key {old.name}: only checks." in capsys.readouterr().out
    settings.HISTORY_KEY = [old.words, keys.in_use().words]
    happen("forged with the key that was known to somebody")
    assert everything_wrong()[0] == ["Event 5 is sealed with a key that event 3 had replaced."]


def test_keys_of_the_setting_are_changed_by_putting_the_new_one_first(settings: Settings) -> None:
    settings.HISTORY_KEY = [OLD]
    happen("a")
    with pytest.raises(Refused, match="one key only"):
        rotating.change_key(by=OPERATOR)
    settings.HISTORY_KEY = [NEW, OLD]
    event = rotating.change_key(by=OPERATOR)
    assert (event.data, event.actor_name) == ({"replaced": [keys.Key(OLD).name]}, "Jo Field")
    assert everything_wrong() == ([], [])


def test_a_lost_key_leaves_the_chain_and_is_taken_over_by_name(settings: Settings) -> None:
    settings.HISTORY_KEY = [OLD]
    happen("a", "b")
    settings.HISTORY_KEY = [NEW]
    happen("c")
    name = keys.Key(OLD).name
    assert everything_wrong()[0] == [
        f"Events 1 to 2 cannot be proved: sealed with the key {name}, which is not here. Bring that key; "
        "if it is lost, see manage.py history_key --lost."
    ]
    rotating.take_over(by=OPERATOR)
    assert everything_wrong() == (
        [],
        [
            "Events 1 to 2: proved by their chain only. Their key was lost, and event 4 by Jo Field accepted "
            "them as they were."
        ],
    )


def test_nothing_is_taken_over_that_was_changed_or_that_an_anchor_knows_otherwise(settings: Settings) -> None:
    settings.HISTORY_KEY = [OLD]
    happen("a", "b")
    anchors.write_down(timezone.now())
    with pytest.raises(Refused, match="nothing has to be taken over"):
        rotating.take_over(by=OPERATOR)
    settings.HISTORY_KEY = [NEW]
    lift_guards(connection)
    last = Event.objects.get(number=2)
    last.verb = "forged"
    last.hash = last.computed_hash()
    last.save()
    ChainHead.objects.update(hash=last.hash)
    lay_guards(connection)
    with pytest.raises(Refused, match="Event 2 is not the one that the anchor"):
        rotating.take_over(by=OPERATOR)


def test_the_command_wants_a_name_for_both() -> None:
    with pytest.raises(CommandError, match="Enter the name of the person who decides it"):
        call_command("history_key", change=True)


def test_the_history_of_earlier_versions_is_sealed_at_the_upgrade_and_still_verified() -> None:
    first = paper(announced())
    second = paper(first.meeting, "paper2", "Budget")
    library.withdraw(publication=second, reason="A name", by=ELLEN)
    without_seals()
    assert everything_wrong()[0] == [
        "Events 1 to 4: no seal, and no event says that there was none in those days."
    ]
    upgrade()
    happen("a")
    assert everything_wrong() == ([], [])
    assert seal_of(first).is_whole
    lift_guards(connection)
    Publication.objects.filter(pk=first.pk).update(status_label="Confirmed")
    Publication.objects.filter(pk=second.pk).update(withdrawn_reason="Another")
    lay_guards(connection)
    assert [fault.partition("): ")[2] for fault in everything_wrong()[0]] == [
        "Its kind, status, source or version: not what was published.",
        "When, by whom or why it was withdrawn is not what history says.",
    ]
    first.refresh_from_db()
    assert not seal_of(first).is_whole


def test_an_event_of_before_the_upgrade_cannot_be_changed_after_it() -> None:
    happen("a", "b")
    without_seals()
    upgrade()
    lift_guards(connection)
    previous = "0" * 64
    for event in Event.objects.order_by("number"):
        event.actor_name = "Somebody else" if event.number == 1 else event.actor_name
        event.previous_hash, event.hash = previous, ""
        previous = event.hash = event.computed_hash()
        event.save()
    ChainHead.objects.update(hash=previous)
    lay_guards(connection)
    assert everything_wrong()[0] == [
        "Event 3 was not sealed with the key of this installation.",
        "Events 1 to 2: no seal, and no event says that there was none in those days.",
    ]


def forge(publication: Publication, **seal: Any) -> None:
    """Other words, and an entry of history that fits them: all that the database alone can make fit."""
    event = Event.objects.get(verb="paper published", subject_id=str(publication.pk))
    lift_guards(connection)
    publication.html = "<p>Forged</p>"
    publication.hash = hash_of(publication)
    publication.save()
    event.data["hash"] = publication.hash
    vars(event).update(seal)
    event.hash = event.computed_hash()
    event.save()
    lay_guards(connection)


@pytest.mark.parametrize(
    "seal",
    [
        {},
        {"seal": "", "key_name": ""},
        {"key_name": "anotherkey234567"},
        {"seal": "0" * 64, "key_name": ""},
    ],
)
@pytest.mark.parametrize("is_of_before", [False, True])
def test_the_public_page_of_a_seal_wants_an_entry_that_is_proved(
    seal: dict[str, str], is_of_before: bool
) -> None:
    meeting = announced()
    publication = paper(meeting)
    if is_of_before:
        without_seals()
        upgrade()
    happen("a")
    assert seal_of(publication).is_whole
    forge(publication, **seal)
    publication.refresh_from_db()
    assert not seal_of(publication).is_whole
    assert [each.is_sound for each in evidence_of(meeting.ref)] == [False]


def test_what_a_lost_key_sealed_is_proved_by_whoever_took_it_over(settings: Settings) -> None:
    settings.HISTORY_KEY = [OLD]
    publication = paper(announced())
    settings.HISTORY_KEY = [NEW]
    happen("a")
    assert not seal_of(publication).is_whole
    rotating.take_over(by=OPERATOR)
    assert seal_of(publication).is_whole
    forge(publication)
    publication.refresh_from_db()
    assert not seal_of(publication).is_whole


def test_an_upgrade_of_an_empty_installation_seals_nothing() -> None:
    upgrade()
    assert Event.objects.count() == 0


def warnings(**databases: Any) -> list[str]:
    return sorted(each.id for each in run_checks(**databases) if each.id and each.id.startswith("history."))


def test_the_start_up_says_what_is_wrong_with_the_key(settings: Settings) -> None:
    happen("a")
    assert warnings(databases=["default"]) == []
    keys.place().chmod(0o644)
    assert warnings() == ["history.W002"]
    settings.HISTORY_KEY = ["too short"]
    assert warnings(databases=["default"]) == ["history.E002", "history.W003"]
    settings.HISTORY_KEY = []
    keys.place().write_text("\n")
    assert warnings() == ["history.E001"]


def test_an_anchor_is_written_down_when_something_happened_since_the_last(settings: Settings) -> None:
    anchor_history()
    assert anchors.written_down() == []
    happen("a")
    anchor_history()
    anchor_history()
    happen("b")
    anchor_history()
    assert [anchor.number for anchor in anchors.written_down()] == [1, 2]
    assert stat.S_IMODE(anchors.place().stat().st_mode) == 0o600
    with anchors.place().open("a") as out:
        out.write('{"at":"2026-')
    assert len(anchors.written_down()) == 2


def test_an_anchor_leaves_by_mail_where_an_address_is_set(settings: Settings) -> None:
    happen("a")
    mail_anchor()
    settings.HISTORY_ANCHOR_MAIL = "keeper@council.example"
    mail_anchor()
    outbox.deliver_due()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["keeper@council.example"], "Panelbook: the history as of event 1")
    ]
    assert [anchor.number for anchor in anchors.read(str(mail.outbox[0].body))] == [1]
