"""Who fetched what was published is known by name or by a mark of the day, and never by an address."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from foundation.library import fetches, late_fetches
from foundation.library import publishing as library
from foundation.library.models import Fetch, Publication
from tests.builders.panels import make_user
from tests.builders.publications import ELLEN, PDF, announced, pack, paper
from tests.going_on import Browser

pytestmark = pytest.mark.django_db


def file_of(found: Publication) -> str:
    return reverse("library:file", args=[found.ref, found.file_name])


def fetched(found: Publication) -> tuple[int, list[str], int]:
    told = fetches.who_fetched([found])
    return told.times, told.names, told.visitors


def test_a_visitor_is_counted_by_a_mark_and_a_user_by_name(client: Browser) -> None:
    meeting = announced()
    found = pack(meeting)
    client.get(reverse("library:pack", args=[meeting.ref]))
    client.get(file_of(found), REMOTE_ADDR="203.0.113.9")
    client.get(file_of(found), REMOTE_ADDR="203.0.113.9")
    client.force_login(make_user("Ellen Marsh"))
    client.get(file_of(found))
    assert fetched(found) == (4, ["Ellen Marsh"], 2)


def test_a_paper_read_as_a_page_is_counted_as_well(client: Browser) -> None:
    found = paper(announced())
    client.get(found.page_url)
    assert fetched(found) == (1, [], 1)


def test_no_address_is_kept_and_the_mark_is_another_one_every_day(client: Browser) -> None:
    found = paper(announced())
    client.get(file_of(found), REMOTE_ADDR="203.0.113.9")
    mark = Fetch.objects.get().visitor
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    today = timezone.localdate()
    assert (len(mark), mark) == (32, fetches.visitor_mark(request, today))
    assert "203" not in mark and mark != fetches.visitor_mark(request, today + timedelta(days=1))


def test_headers_alone_and_bytes_that_are_known_are_no_fetch(client: Browser) -> None:
    found = paper(announced())
    tag = client.get(file_of(found))["ETag"]
    client.head(file_of(found))
    client.get(file_of(found), headers={"if-none-match": tag})
    assert fetched(found) == (1, [], 1)


def test_every_version_of_a_paper_counts_and_what_is_withdrawn_stays_counted(client: Browser) -> None:
    meeting = announced()
    first = paper(meeting)
    client.get(file_of(first))
    second = paper(meeting)
    client.get(file_of(second))
    library.withdraw(publication=second, reason="A name", by=ELLEN)
    assert client.get(file_of(second)).status_code == 410
    assert fetched(second) == (2, [], 1)


def test_the_download_goes_on_when_the_note_can_be_written_nowhere(
    client: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    found = paper(announced())

    def full(*arguments: object, **more: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(Fetch, "save", full)
    (Path(settings.FILES_DIR) / "fetches").write_text("There can be no folder of this name.")
    response = client.get(file_of(found))
    assert response.getvalue() == PDF + b"Knife crime"
    assert [record.message for record in caplog.records if record.name == "panelbook.fetches"] == [
        f"A fetch of {found.ref} could not be recorded"
    ]


def test_the_patience_of_the_connection_is_as_before(client: Browser) -> None:
    client.get(file_of(paper(announced())))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


def test_what_is_older_than_four_hundred_days_is_forgotten(
    client: Browser, clock: time_machine.Traveller
) -> None:
    found = paper(announced())
    client.get(file_of(found))
    clock.shift(timedelta(days=399))
    assert fetches.forget_old_fetches(timezone.now()) == 0
    clock.shift(timedelta(days=2))
    assert fetches.forget_old_fetches(timezone.now()) == 1
    assert timezone.localdate() == date(2027, 12, 30)


def test_what_a_busy_database_cannot_take_is_counted_by_the_worker(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paper(announced())

    def busy(*arguments: Any, **more: Any) -> None:
        raise DatabaseError("database is locked")

    with monkeypatch.context() as now:
        now.setattr(Fetch, "save", busy)
        for _ in range(3):
            assert client.get(file_of(found)).status_code == 200
    assert fetched(found) == (0, [], 0)
    assert (late_fetches.bring_in(), late_fetches.bring_in()) == (3, 0)
    assert fetched(found) == (3, [], 1)


def test_what_waits_and_cannot_be_read_is_put_aside_and_stops_nothing(
    client: Browser, settings: Settings
) -> None:
    found = paper(announced())
    folder = Path(settings.FILES_DIR) / "fetches"
    late_fetches.keep(Fetch(publication=found, fetched_at=timezone.now(), visitor="a mark"))
    (folder / "0.json").write_text("[1,")
    (folder / "1.json").write_text('[0, "2026-11-24T10:00:00+00:00", "", "gone"]')
    late_fetches.bring_in()
    assert fetched(found) == (1, [], 1)
    assert [each.name for each in folder.iterdir()] == ["0.unread"]
