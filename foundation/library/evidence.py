"""Proof of what was public when: each publication with its hash, its event and what a check of both found."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.documents.layout.document import fingerprint
from foundation.documents.models import StoredFile
from foundation.documents.store import files
from foundation.library.models import Publication
from foundation.library.recorded import Recorded, entry_faults, recorded, told_faults, word_faults


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
    known = recorded(publications)
    return [_evidence(each, known.get(str(each.pk), Recorded())) for each in publications]


def _evidence(publication: Publication, known: Recorded) -> Evidence:
    event = known.published
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
        faults=tuple(_faults(publication, known, stored)),
    )


def _faults(publication: Publication, known: Recorded, stored: list[StoredFile]) -> list[str]:
    """What does not agree, a sentence each."""
    found = [*word_faults(publication), *entry_faults(known, publication)]
    if not all(files.is_whole(each) for each in stored):
        found.append(_("The file is damaged or missing."))
    return [*found, *told_faults(known, publication)]
