"""What the public is told of a meeting after it was announced, and when it is in progress."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.library import publishing as library
from foundation.library.changes import changes
from foundation.library.models import Publication, PublicMeeting
from tests.builders.publications import ELLEN, announced, facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ON_THE_DAY = datetime(2026, 12, 4, 14, 30, tzinfo=UTC)


def sentences(meeting: PublicMeeting) -> list[str]:
    return [each.sentence for each in changes([], meeting.told)]


def test_a_new_place_title_day_and_a_cancellation_are_told_on_the_page(client: Client) -> None:
    meeting = announced()
    assert meeting.told == []
    moved = datetime(2026, 12, 11, 13, 30, tzinfo=UTC)
    for changed in (
        facts(venue="The Guildhall"),
        facts(venue="The Guildhall", name="Budget meeting"),
        facts(venue="The Guildhall", name="Budget meeting", starts_at=moved, state="moved"),
        facts(venue="The Guildhall", name="Budget meeting", starts_at=moved, state="cancelled"),
        facts(venue="The Guildhall", name="Budget meeting", starts_at=moved, state="cancelled"),
    ):
        library.announce(facts=changed, by=ELLEN)
    meeting.refresh_from_db()
    assert sentences(meeting) == [
        "The venue is now The Guildhall. It was County Hall, Ambermere.",
        "The meeting is now called “Budget meeting”. It was called “Ordinary meeting”.",
        "Moved from Friday 4 December 2026 at 1.30 pm to Friday 11 December 2026 at 1.30 pm.",
        "Meeting cancelled.",
    ]
    page = client.get(reverse("library:meeting", args=[meeting.ref]))
    assert "Tuesday 24 November 2026: The venue is now The Guildhall." in page.content.decode()


@pytest.mark.parametrize(
    ("state", "now", "is_on"),
    [
        ("scheduled", ON_THE_DAY, True),
        ("confirmed", ON_THE_DAY, True),
        ("held", ON_THE_DAY, False),
        ("adjourned", ON_THE_DAY, False),
        ("scheduled", datetime(2026, 12, 4, 13, 0, tzinfo=UTC), False),
        ("scheduled", datetime(2026, 12, 5, 0, 30, tzinfo=UTC), False),
    ],
)
def test_a_meeting_is_in_progress_from_its_hour_until_it_ended(
    state: str, now: datetime, is_on: bool
) -> None:
    meeting = announced(state=state)
    is_over = not is_on and meeting.starts_at < now
    assert (meeting.is_in_progress(now), meeting.is_over(now)) == (is_on, is_over)
    coming = list(PublicMeeting.objects.upcoming(now))
    past = list(PublicMeeting.objects.past(now))
    assert ([meeting] if is_over else [], [] if is_over else [meeting]) == (past, coming)


def test_a_meeting_in_progress_stays_among_the_next_meetings(client: Client) -> None:
    announced()
    announced("meeting23457", starts_at=datetime(2026, 12, 18, 13, 30, tzinfo=UTC))
    with time_machine.travel(ON_THE_DAY, tick=False):
        home = client.get(reverse("library:home_public")).content.decode()
        meetings = client.get(reverse("library:meetings")).content.decode()
    coming = home.split('id="next"')[1].split("</section>")[0]
    assert coming.count("In progress") == 1
    assert coming.index("4 December") < coming.index("18 December")
    assert "In progress" in meetings.split('id="coming"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("file", "withdrawn", "told"),
    [
        (7, None, "“Budget” published again, unchanged."),
        (7, ON_THE_DAY, "“Budget” published again, unchanged."),
        (8, None, "“Budget” replaced by a newer version."),
        (8, ON_THE_DAY, "“Budget” published again."),
    ],
)
def test_a_paper_that_went_out_again_as_it_was_is_not_called_newer(
    file: int, withdrawn: datetime | None, told: str
) -> None:
    common = {"source_ref": "a", "kind": "paper", "title": "Budget", "published_at": ON_THE_DAY}
    first = Publication(version=1, file_id=7, withdrawn_at=withdrawn, **common)
    second = Publication(version=2, file_id=file, **common)
    assert told in [each.sentence for each in changes([first, second])]
