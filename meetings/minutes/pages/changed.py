"""What no longer reads as it was published, minute by minute."""

from dataclasses import dataclass

from foundation.documents.layout.document import fingerprint, from_data, to_data
from foundation.library.models import Publication
from meetings.minutes.check import anchor_of
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import Record
from meetings.models import Minutes
from meetings.restricted.kept import Kept


@dataclass(frozen=True)
class ChangedMinute:
    """A minute that no longer says what was published, and which of its versions to compare."""

    pk: int
    name: str
    anchor: str
    since: int
    version: int


def is_changed(document: MinutesDocument, minutes: Minutes, publication: Publication | None) -> bool:
    """True when the minutes no longer say what was published."""
    if publication is None or minutes.status == Minutes.Status.CONFIRMED:
        return False
    # What was published by an earlier version of Panelbook lacks what documents have learned since.
    known = to_data(from_data(publication.data))
    return fingerprint(to_data(document)) != fingerprint(known)


def changed_minutes(
    document: MinutesDocument, publication: Publication | None, record: Record, kept: Kept
) -> list[ChangedMinute]:
    """The minutes that read otherwise than they were published."""
    if publication is None or record.minutes.status != Minutes.Status.PUBLISHED:
        return []
    before = from_data(publication.data)
    assert isinstance(before, MinutesDocument)
    known = {each.ref: each for each in before.minutes}
    now = {each.ref: each for each in document.minutes}
    return [
        ChangedMinute(
            entry.minute.pk,
            entry.name,
            anchor_of(entry),
            entry.minute.published_version or 0,
            entry.minute.version,
        )
        for entry in record.entries
        if now[entry.minute.ref] != known.get(entry.minute.ref) and not kept.has_minute(entry.minute)
    ]
