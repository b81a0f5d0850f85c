"""What is fixed about a publication beside its words, as digests that its event keeps.

Digests, so that the history repeats no words; one for each fact, so that a difference has a name. Never to be
changed: the events of every publication hold them.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop

TOLD = {
    "title": gettext_noop("Its title"),
    "what": gettext_noop("Its kind, status, source or version"),
    "where": gettext_noop("Its address, file name or meeting"),
    "files": gettext_noop("Its files"),
    "at": gettext_noop("The time it was published"),
    "elsewhere": gettext_noop("The time it was published elsewhere"),
    "by": gettext_noop("The name of whoever published it"),
}


def facts_of(publication: Any) -> dict[str, str]:
    """A digest for each key of `TOLD`; takes the publication of a migration, too."""
    found = publication
    meeting = found.meeting.ref if found.meeting_id else ""
    files = [each.hash if each else "" for each in (found.file, found.screen_file)]
    return {
        "title": _digest(found.ref, found.title),
        "what": _digest(found.ref, found.kind, found.status_label, found.source_ref, found.version),
        "where": _digest(found.ref, meeting, found.file_name),
        "files": _digest(found.ref, *files, found.pages, found.size),
        "at": _digest(found.ref, _moment(found.published_at)),
        "elsewhere": _digest(found.ref, _moment(found.elsewhere_at)),
        "by": _digest(found.ref, found.published_by),
    }


def withdrawal_of(publication: Any) -> str:
    """A digest of when, by whom and why it was withdrawn."""
    found = publication
    at = _moment(found.withdrawn_at)
    return _digest(found.ref, at, found.withdrawn_by, found.withdrawn_reason)


ANNOUNCED = {
    "body_ref": gettext_noop("Its body"),
    "body_name": gettext_noop("The name of its body"),
    "accent_colour": gettext_noop("Its colour"),
    "name": gettext_noop("Its name"),
    "starts_at": gettext_noop("Its day and time"),
    "start_condition": gettext_noop("When it begins"),
    "venue": gettext_noop("Its place"),
    "state": gettext_noop("Its state"),
    "state_sentence": gettext_noop("What is said of its state"),
    "how_to_attend": gettext_noop("How to attend"),
    "contact": gettext_noop("Its contact"),
    "footer": gettext_noop("The address at its foot"),
    "late_notice": gettext_noop("Why it is late"),
    "questions": gettext_noop("Its rules on questions"),
    "told": gettext_noop("What changed"),
}


def announced_of(meeting: Any) -> dict[str, str]:
    """A digest for each key of `ANNOUNCED`: what the public was told of a meeting by the last act on it."""
    return {name: _digest(meeting.ref, _plain(getattr(meeting, name))) for name in ANNOUNCED}


def _plain(value: Any) -> str:
    """A fact as one text, the same before it is saved and after it is read."""
    return _moment(value) if isinstance(value, datetime) else json.dumps(value, sort_keys=True)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _digest(*values: str | int | None) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]
