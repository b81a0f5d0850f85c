"""A full disk is told as what it is, wherever it shows."""

import errno

import pytest
from django.db import OperationalError

from foundation.ui.full_disk import is_full


def caused_by(error: Exception) -> Exception:
    try:
        raise RuntimeError("The file could not be kept") from error
    except RuntimeError as outer:
        return outer


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (FULL, True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1": No space left on device'), True),
        (caused_by(FULL), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (OperationalError("database is locked"), False),
        (None, False),
    ],
)
def test_it_is_known_by_its_error(error: Exception | None, is_so: bool) -> None:
    assert is_full(error) is is_so
