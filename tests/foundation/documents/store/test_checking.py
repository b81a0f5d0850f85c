"""Stored files are held against their hashes, and what no row names is listed and swept on request."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.documents.models import StoredFile
from foundation.documents.store import checking, files

pytestmark = pytest.mark.django_db


def spoil(stored: StoredFile) -> str:
    files.path(stored).chmod(0o600)
    files.path(stored).write_bytes(b"wards")
    return stored.hash


def orphan(words: bytes, *, days: int) -> Path:
    """Bytes that were written for a row that never came, so many days ago."""
    stored = files.store(words, "text/plain")
    StoredFile.objects.filter(pk=stored.pk).delete()
    place = files.path(stored)
    then = timezone.now().timestamp() - days * 86_400
    os.utime(place, (then, then))
    return place


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("check_files", *arguments, stdout=said)
    return said.getvalue()


def test_whole_files_are_counted_and_nothing_is_said_of_them() -> None:
    files.store(b"words", "text/plain")
    assert run() == "1 stored file, 0 missing or changed, 0 that nothing names.\n"


def test_a_changed_and_a_missing_file_are_named_and_the_command_ends_with_an_error() -> None:
    changed, missing = spoil(files.store(b"words", "text/plain")), files.store(b"more", "text/plain")
    files.path(missing).unlink()
    said = StringIO()
    with pytest.raises(CommandError, match="from a backup"):
        call_command("check_files", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[:2] == [f"missing or changed: {each}" for each in sorted([changed, missing.hash])]


def test_what_nothing_names_is_listed_and_only_what_is_old_is_swept() -> None:
    old, new = orphan(b"an upload that was given up", days=2), orphan(b"an upload of now", days=0)
    assert run().count("nothing names it: ") == 2
    assert "Removed: 1." in run("--sweep")
    assert (old.exists(), new.exists()) == (False, True)


def test_bytes_that_are_stored_again_are_in_use_and_no_sweep_takes_them() -> None:
    place = orphan(b"the same report again", days=2)
    found = checking.check().orphans
    files.store(b"the same report again", "text/plain")
    StoredFile.objects.all().delete()  # The sweep looks before the row of the upload is there.
    assert checking.sweep(found, timezone.now()) == 0
    assert place.exists() is True


def test_the_worker_sees_every_share_in_turn_and_forgets_what_is_whole_again(
    clock: time_machine.Traveller,
) -> None:
    cache.clear()
    stored = files.store(b"words", "text/plain")
    digest = spoil(stored)

    def once_round() -> list[str]:
        for _ in range(checking.SHARES):
            checking.check_a_share(timezone.now())
            clock.shift(timedelta(seconds=checking.EVERY_SECONDS))
        return checking.damaged()

    assert once_round() == [digest]
    files.store(b"words", "text/plain")
    assert once_round() == []
