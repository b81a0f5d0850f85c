import hashlib
import os

import pytest
from pytest_django import Settings

from foundation.documents.models import StoredFile
from foundation.documents.store import files

pytestmark = pytest.mark.django_db


def test_the_same_bytes_are_one_row_and_one_file(settings: Settings) -> None:
    first = files.store(b"words", "text/plain")
    second = files.store(b"words", "text/plain", pages=3)
    assert (first.pk, second.pages, StoredFile.objects.count()) == (second.pk, 3, 1)
    assert [place.name for place in settings.FILES_DIR.rglob("*") if place.is_file()] == [
        hashlib.sha256(b"words").hexdigest()
    ]


def test_what_is_read_is_what_was_stored() -> None:
    assert files.read(files.store(b"\x00\xff", "application/pdf")) == b"\x00\xff"


def test_a_changed_file_is_noticed_and_storing_it_again_mends_it() -> None:
    stored = files.store(b"words", "text/plain")
    files.path(stored).chmod(0o600)
    files.path(stored).write_bytes(b"wards")
    with pytest.raises(files.Damaged):
        files.read(stored)
    files.store(b"words", "text/plain")
    assert files.read(stored) == b"words"


def test_a_missing_file_is_damage() -> None:
    stored = files.store(b"words", "text/plain")
    files.path(stored).unlink()
    assert files.is_whole(stored) is False


def test_a_write_that_fails_leaves_nothing_behind(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(handle: int) -> None:
        raise OSError("No space left")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space left"):
        files.store(b"words", "text/plain")
    assert [place for place in settings.FILES_DIR.rglob("*") if place.is_file()] == []
    assert StoredFile.objects.count() == 0


def test_a_name_that_is_not_a_hash_reads_nothing() -> None:
    for name in ("../../secret-key", "a" * 63 + "/", "A" * 64):
        with pytest.raises(files.Damaged):
            files.read_hash(name)
