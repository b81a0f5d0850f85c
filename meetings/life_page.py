"""What became of minutes, as their page of confirming shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.library.models import Publication
from meetings.documents.approvals import name_of
from meetings.kept import Kept
from meetings.models import Correction, Meeting, Minutes, MinutesApproval, SignedCopy
from meetings.rules.corrections import for_read


@dataclass(frozen=True)
class CorrectionRow:
    """One correction in words, and whether it can still be taken back."""

    correction: Correction
    where: str
    words: str

    @property
    def is_waiting(self) -> bool:
        """True until it stands in the confirmed minutes."""
        return self.correction.applied_at is None


@dataclass(frozen=True)
class LifePage:
    """Everything the page shows, in a fixed number of queries."""

    corrections: Sequence[CorrectionRow]
    approvals: Sequence[MinutesApproval]
    copies: Sequence[SignedCopy]
    publication: Publication | None
    further: Meeting | None

    @classmethod
    def of(cls, minutes: Minutes, kept: Kept) -> "LifePage":
        """How these minutes stand, without the corrections of what is kept from the reader."""
        written = minutes.corrections.select_related("minute", "at")
        found = [each for each in written if not kept.has_minute(each.minute_id)]
        rows = [CorrectionRow(each, name_of(each), for_read(each.original, each.corrected)) for each in found]
        is_confirmed = minutes.status == Minutes.Status.CONFIRMED
        publications = Publication.objects.in_short().standing().of_kinds(Publication.Kind.MINUTES)
        return cls(
            corrections=rows,
            approvals=list(minutes.approvals.select_related("at")),
            copies=list(minutes.signed_copies.select_related("file")),
            publication=publications.filter(source_ref=minutes.ref).first(),
            further=next((row.correction.at for row in rows if row.is_waiting and is_confirmed), None),
        )
