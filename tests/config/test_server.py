"""An administrator sees when the last backup was taken; nobody else sees the page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config.backup.last import LastBackup, keep, last
from tests.builders.panels import make_administrator, make_panel, make_secretary, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def page() -> str:
    return signed_in(make_administrator()).get("/server/").content.decode()


def taken(when: datetime, missing: int = 0) -> LastBackup:
    return LastBackup(when.isoformat(), "panelbook-2026-11-24.tar", 4210, 36, missing)


def test_where_no_backup_was_taken_the_page_says_so_and_how_to_take_one() -> None:
    shown = page()
    assert shown.count("No backup has been taken on this server.") == 1
    assert shown.count("manage.py backup") == 1


def test_a_backup_is_on_the_page_as_soon_as_the_command_has_taken_it(tmp_path: Path) -> None:
    make_panel()
    call_command("backup", str(tmp_path / "night.tar"))
    found = last()
    assert found is not None
    assert (found.name, found.missing, found.rows > 0) == ("night.tar", 0, True)
    assert page().count("night.tar") == 1


def test_a_backup_of_three_days_ago_is_marked_and_one_of_last_night_is_not() -> None:
    keep(taken(NOW - timedelta(hours=9)))
    assert page().count("More than two days ago") == 0
    keep(taken(NOW - timedelta(days=3)))
    assert page().count("More than two days ago") == 1


def test_files_that_could_not_be_read_are_counted() -> None:
    keep(taken(NOW, missing=2))
    assert page().count("2 stored files could not be read") == 1


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"taken_at": "yesterday"}'])
def test_a_note_that_cannot_be_read_is_as_none(var: Path, broken: str) -> None:
    (var / "last-backup.json").write_text(broken)
    assert last() is None


def test_nobody_but_an_administrator_opens_it() -> None:
    assert signed_in(make_secretary(make_panel())).get("/server/").status_code in (403, 404, 409)


def test_an_administrator_is_led_there_from_the_panel_and_from_the_accounts() -> None:
    browser, body = signed_in(make_administrator()), make_panel()
    for address in (f"/panels/{body.pk}/", "/panels/accounts/"):
        assert browser.get(address).content.decode().count('href="/server/"') == 1
