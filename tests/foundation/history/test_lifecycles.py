"""The only way to change a status."""

import pytest

from foundation.accounts.models import User
from foundation.history.findings import Refused
from foundation.history.lifecycles import Lifecycle, Move
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail

pytestmark = pytest.mark.django_db
# Any model with a text column serves: history knows no subject.
LETTER = Lifecycle("letter", [Move("seal", ("open",), "sealed", "sealed")], field="subject")


@pytest.fixture
def letter(db: None) -> OutgoingMail:
    return OutgoingMail.objects.create(
        message_id="1", recipient="a@b.example", subject="open", body="", written_at="2026-11-24T10:00Z"
    )


def test_a_move_changes_the_row_and_writes_one_event(letter: OutgoingMail, ellen: User) -> None:
    event = LETTER.move(letter, "seal", by=ellen, scope="post:1", data={"wax": "red"})
    assert (letter.subject, OutgoingMail.objects.get().subject) == ("sealed", "sealed")
    assert (event.verb, event.scope) == ("letter sealed", "post:1")
    assert event.data == {"from": "open", "to": "sealed", "wax": "red"}


def test_a_move_from_the_wrong_state_is_refused_in_words(letter: OutgoingMail, ellen: User) -> None:
    LETTER.move(letter, "seal", by=ellen)
    with pytest.raises(Refused, match="This letter is sealed, so it cannot be sealed."):
        LETTER.move(letter, "seal", by=ellen)
    assert Event.objects.count() == 1


def test_a_stale_copy_does_not_move_what_has_moved_on(letter: OutgoingMail, ellen: User) -> None:
    stale = OutgoingMail.objects.get()
    LETTER.move(letter, "seal", by=ellen)
    assert LETTER.allows(stale, "seal") is True
    with pytest.raises(Refused):
        LETTER.move(stale, "seal", by=ellen)
