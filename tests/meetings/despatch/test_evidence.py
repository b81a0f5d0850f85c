"""Proof of publication: who, when, which bytes, at which address, and a check that finds what was changed."""

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.guards import lay_guards, lift_guards
from foundation.history.models import Event
from foundation.library.evidence import evidence_of
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def told() -> tuple:
    """A meeting with a notice that was renewed once, and its secretary."""
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    actions.publish_notice(meeting=meeting, by=clerk)
    actions.cancel_meeting(meeting=meeting, reason="There is no business.", by=clerk)
    return clerk, meeting


@pytest.mark.shows("R-43")
def test_each_version_says_who_when_where_and_agrees_with_its_event(told) -> None:
    _, meeting = told
    found = evidence_of(meeting.ref)
    assert [(each.kind, each.version, each.published_by, each.faults) for each in found] == [
        ("Notice of the meeting", 1, "Ellen Marsh", ()),
        ("Notice of the meeting", 2, "Ellen Marsh", ()),
    ]
    for each in found:
        event = Event.objects.get(number=each.event_number)
        assert (event.hash, event.data["hash"]) == (each.event_hash, each.hash)
        assert each.address == f"http://localhost:8000/published/{each.ref}/"


@pytest.mark.shows("R-43")
def test_the_file_at_the_address_has_the_hash_that_the_evidence_names(told) -> None:
    _, meeting = told
    newest = evidence_of(meeting.ref)[-1]
    page = Publication.objects.get(ref=newest.ref)
    data = b"".join(Client().get(page.file_url).streaming_content)
    assert (hashlib.sha256(data).hexdigest(),) == newest.files


@pytest.mark.shows("R-38", "R-43")
def test_words_changed_behind_the_back_of_the_library_are_found(told) -> None:
    clerk, meeting = told
    with connection.cursor() as cursor:
        lifted = _without_guards(cursor)
        cursor.execute("UPDATE library_publication SET html = html || 'x' WHERE version = 2")
        lifted()
    sound, changed = evidence_of(meeting.ref)
    assert (sound.is_sound, changed.faults) == (
        True,
        ("What is stored is not what was published: its hash differs.",),
    )
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("meetings:publication_evidence", args=[meeting.pk])).content.decode()
    assert "1 of 2 do not agree with their record." in page


def _without_guards(cursor):
    """Lift the guards as somebody with the password of the database could; gives a way to lay them again."""
    lift_guards(connection)
    return lambda: lay_guards(connection)


def test_the_export_holds_what_it_takes_to_check_again(told) -> None:
    clerk, meeting = told
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(published_at=now, published_by="Ellen Marsh")
    client = Client()
    client.force_login(clerk)
    answer = client.get(reverse("meetings:evidence_export", args=[meeting.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-2026-12-04.json"'
    assert answer.json()["clear_days"].startswith(
        "Publication on Tuesday 24 November 2026 leaves 7 clear days"
    )
    first = answer.json()["publications"][0]
    assert {
        "ref",
        "hash",
        "data_hash",
        "files",
        "event_number",
        "event_hash",
        "previous_hash",
    } <= first.keys()
    assert first["is_sound"] is True
    history = client.get(reverse("meetings:history", args=[meeting.pk])).content.decode()
    assert reverse("meetings:publication_evidence", args=[meeting.pk]) in history
