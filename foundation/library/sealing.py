"""The seal of a publication: what history wrote down when it was published, against what is stored now."""

from dataclasses import dataclass

from foundation.documents import files
from foundation.history.findings import Finding, met, stopped
from foundation.history.models import Event
from foundation.library.models import Publication
from foundation.library.publishing import hash_of


@dataclass(frozen=True, slots=True)
class Seal:
    """The hashes of a publication, the event that holds them, and whether they still agree."""

    event: Event | None
    hash: str
    file_hash: str
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """True when everything agrees."""
        return all(each.is_met for each in self.findings)


def seal_of(publication: Publication) -> Seal:
    """Hold a publication against the history of the day it was published."""
    events = Event.objects.of(publication).order_by("number")
    event = next((each for each in events if each.data.get("hash")), None)
    now = hash_of(publication)
    found = [_recorded(event, publication), _words(publication, now)]
    if publication.file is not None:
        found.append(_file(publication))
    return Seal(event, now, publication.file.hash if publication.file else "", found)


def _recorded(event: Event | None, publication: Publication) -> Finding:
    if event is None or event.data.get("hash") != publication.hash:
        return stopped("The history does not hold the hash of this publication.", code="history")
    if event.hash != event.computed_hash():
        return stopped("The entry of history about it was changed.", code="history")
    return met(f"History wrote its hash down as entry {event.number:,}.", code="history")


def _words(publication: Publication, now: str) -> Finding:
    if now == publication.hash:
        return met("The words stored now are those that were published.", code="words")
    return stopped("The words stored now are not those that were published.", code="words")


def _file(publication: Publication) -> Finding:
    assert publication.file is not None
    if files.is_whole(publication.file):
        return met("The PDF stored now is the one that was published.", code="file")
    return stopped("The PDF stored now is not the one that was published.", code="file")
