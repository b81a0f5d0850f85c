"""The seal of a publication: what history wrote down when it was published, against what is stored now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.documents.store import files
from foundation.history.findings import Finding, met, stopped
from foundation.history.models import Event
from foundation.library.models import Publication
from foundation.library.publishing import hash_of
from foundation.library.recorded import Recorded, entry_faults, recorded, told_faults, word_faults


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
    known = recorded([publication]).get(str(publication.pk), Recorded())
    event = known.published
    number = f"{event.number:,}" if event else ""
    found = [
        _finding(
            entry_faults(known, publication),
            _("The history recorded its checksum as entry {number}.").format(number=number),
            code="history",
        ),
        _finding(
            list(word_faults(publication)),
            _("The words stored now are those that were published."),
            code="words",
        ),
    ]
    if facts := list(told_faults(known, publication)):
        found.append(_finding(facts, "", code="facts"))
    if publication.file is not None:
        found.append(_file(publication))
    digest = publication.file.hash if publication.file else ""
    return Seal(event, hash_of(publication), digest, found)


def _finding(faults: list[str], otherwise: str, *, code: str) -> Finding:
    return stopped(" ".join(faults), code=code) if faults else met(otherwise, code=code)


def _file(publication: Publication) -> Finding:
    assert publication.file is not None
    if files.is_whole(publication.file):
        return met(_("The PDF stored now is the one that was published."), code="file")
    return stopped(_("The PDF stored now is not the one that was published."), code="file")
