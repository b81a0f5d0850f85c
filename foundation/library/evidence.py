"""Proof of what was public when: each publication with its hash, its event and what a check of both found."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from foundation.documents import files
from foundation.documents.document import fingerprint
from foundation.documents.models import StoredFile
from foundation.history.models import Event
from foundation.library.models import Publication
from foundation.library.publishing import hash_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """One version of one publication: who, when, which bytes, at which address, under which event."""

    ref: str
    kind: str
    title: str
    version: int
    published_at: datetime
    published_by: str
    address: str
    hash: str
    data_hash: str
    files: tuple[str, ...]
    event_number: int
    event_hash: str
    previous_hash: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """True when bytes, hash and event agree."""
        return not self.faults


def evidence_of(meeting_ref: str) -> list[Evidence]:
    """Every version ever published for a meeting, the first first; each is checked again now."""
    found = Publication.objects.filter(meeting__ref=meeting_ref).select_related("file", "screen_file")
    publications = list(found.order_by("pk"))
    keys = [str(each.pk) for each in publications]
    events = Event.objects.filter(
        subject_type=Publication._meta.label_lower, subject_id__in=keys, verb__endswith=" published"
    )
    by_key = {event.subject_id: event for event in events.order_by("-number")}
    return [_evidence(each, by_key.get(str(each.pk))) for each in publications]


def _evidence(publication: Publication, event: Event | None) -> Evidence:
    stored = [each for each in (publication.file, publication.screen_file) if each]
    return Evidence(
        ref=publication.ref,
        kind=publication.name,
        title=publication.title,
        version=publication.version,
        published_at=publication.published_at,
        published_by=publication.published_by,
        address=f"{settings.SITE_ADDRESS}{publication.page_url}",
        hash=publication.hash,
        data_hash=fingerprint(publication.data),
        files=tuple(each.hash for each in stored),
        event_number=event.number if event else 0,
        event_hash=event.hash if event else "",
        previous_hash=event.previous_hash if event else "",
        withdrawn_at=publication.withdrawn_at,
        withdrawn_by=publication.withdrawn_by,
        withdrawn_reason=publication.withdrawn_reason,
        faults=tuple(_faults(publication, event, stored)),
    )


def _faults(publication: Publication, event: Event | None, stored: list[StoredFile]) -> list[str]:
    """What does not agree, a sentence each."""
    found = []
    if hash_of(publication) != publication.hash:
        found.append("What is stored is not what was published: its hash differs.")
    if not all(files.is_whole(each) for each in stored):
        found.append("The file is damaged or missing.")
    if event is None:
        found.append("There is no event that records this publication.")
    elif event.hash != event.computed_hash():
        found.append("The event was changed after it was written.")
    elif event.data.get("hash") != publication.hash:
        found.append("The event records another hash.")
    return found
