"""Publishing, withdrawing, announcing."""

import pytest
import time_machine

from foundation.documents.layout.document import from_data
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.history.walking import broken_links
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from tests.builders.papers import file_of
from tests.builders.publications import ELLEN, announced, facts, paper, published, report, uploaded

pytestmark = pytest.mark.django_db


def test_a_publication_freezes_document_page_file_and_person(clock: time_machine.Traveller) -> None:
    found = paper(announced())
    assert from_data(found.data) == report("Knife crime")
    assert "<p>Words of the report Knife crime.</p>" in found.html
    assert (found.version, found.pages, found.published_by) == (1, 16, "Ellen Marsh")
    assert found.size == file_of(found).size
    assert f"{found.published_at:%Y-%m-%d %H:%M}" == "2026-11-24 10:00"


def test_a_paper_that_is_only_a_file_has_no_page() -> None:
    assert uploaded(announced()).html == ""


def test_a_second_publication_replaces_the_first() -> None:
    meeting = announced()
    first, second = paper(meeting), paper(meeting, title="Knife crime, corrected")
    first.refresh_from_db()
    assert (first.replaced_by, second.version) == (second, 2)
    assert list(Publication.objects.standing()) == [second]


def test_each_kind_counts_its_own_versions() -> None:
    published(report(), "agenda", "source")
    assert published(report(), "minutes", "source").version == 1


def test_the_hash_tells_different_words_apart() -> None:
    one, same = published(report("A"), "document", "a"), published(report("A"), "document", "b")
    other = published(report("B"), "document", "c")
    assert (one.hash == same.hash, one.hash == other.hash) == (True, False)


def test_publishing_and_withdrawing_write_one_event_each() -> None:
    found = paper(announced())
    library.withdraw(publication=found, reason="A name in table 2", by=ELLEN, scope="meeting:3")
    told = [(event.verb, event.scope) for event in Event.objects.of(found)]
    assert told == [("paper withdrawn", "meeting:3"), ("paper published", "")]
    assert list(broken_links()) == []


def test_withdrawing_keeps_who_when_and_why(clock: time_machine.Traveller) -> None:
    found = paper(announced())
    library.withdraw(publication=found, reason=" A name  in table 2 ", by=ELLEN)
    found.refresh_from_db()
    assert (found.withdrawn_by, found.withdrawn_reason) == ("Ellen Marsh", "A name in table 2")
    assert found.is_standing is False


@pytest.mark.parametrize("reason", ["", "   ", "x" * 601])
def test_withdrawing_needs_a_reason_one_can_print(reason: str) -> None:
    found = paper(announced())
    with pytest.raises(Refused):
        library.withdraw(publication=found, reason=reason, by=ELLEN)
    found.refresh_from_db()
    assert found.is_standing is True


def test_nothing_is_withdrawn_twice() -> None:
    found = paper(announced())
    library.withdraw(publication=found, reason="A name", by=ELLEN)
    with pytest.raises(Refused, match="This has already been withdrawn"):
        library.withdraw(publication=found, reason="Another", by=ELLEN)


def test_a_new_version_follows_a_withdrawn_one() -> None:
    meeting = announced()
    first = paper(meeting)
    library.withdraw(publication=first, reason="A name", by=ELLEN)
    second = paper(meeting)
    first.refresh_from_db()
    assert (first.replaced_by, second.version, second.is_standing) == (second, 2, True)


def test_announcing_twice_the_same_changes_nothing() -> None:
    announced()
    announced()
    assert (PublicMeeting.objects.count(), Event.objects.count()) == (1, 1)


def test_announcing_a_change_says_what_changed() -> None:
    announced()
    moved = library.announce(facts=facts(state="moved", state_sentence="The hall is flooded."), by=ELLEN)
    event = Event.objects.of(moved)[0]
    assert (event.verb, event.data["changed"]) == ("announcement changed", ["state", "state_sentence"])
    assert PublicMeeting.objects.get().state == "moved"
