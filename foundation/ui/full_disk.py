"""A full disk, known by its error wherever it shows: in a file, or as the database says it."""

import errno

from django.db import DatabaseError
from django.utils.translation import gettext_noop

SENTENCE = gettext_noop("There is no room left on the disk of the server.")
_OF_DATABASES = ("disk is full", "no space left on device", "disk quota exceeded")


def is_full(error: BaseException | None) -> bool:
    """True when the disk was full, also where that only led to this error."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, DatabaseError) and any(said in str(error).lower() for said in _OF_DATABASES):
            return True
        error = error.__cause__ or error.__context__
    return False
