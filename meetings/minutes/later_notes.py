"""What stands beside confirmed minutes, for whoever reads it inside; and whether the public may read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.accounts.models import User
from foundation.history.findings import Finding
from foundation.library.models import Publication
from meetings.minutes.documents.later_note import place_of
from meetings.minutes.pages.minutes import standing_publication
from meetings.minutes.rules.later_notes import public_finding
from meetings.models import LaterNote, Minutes
from meetings.restricted.business import Restricted
from meetings.restricted.readers import Reader


@dataclass(frozen=True)
class LaterNoteRow:
    """One note as a page shows it: what it is about, its publication, and whether it can be published."""

    note: LaterNote
    place: str
    publication: Publication | None
    may_be_public: Finding

    @property
    def state(self) -> str:
        """Who reads it, in a word or two."""
        if self.note.withdrawn_at is not None:
            return "Withdrawn"
        return "Public" if self.publication is not None else "Internal"


def later_note_rows(minutes: Minutes, user: User, today: date) -> list[LaterNoteRow]:
    """The notes beside these minutes that this user may read, in the order in which they were recorded."""
    written = list(minutes.later_notes.not_kept_from(user).whole())
    if not written:
        return []
    restricted = Restricted.of(minutes.meeting)
    hidden = _about_restricted(written)
    notes = _readable(written, hidden, user, today, restricted)
    standing = Publication.objects.in_short().standing()
    out = {each.source_ref: each for each in standing.filter(source_ref__in=[note.ref for note in notes])}
    has_minutes = standing_publication(minutes) is not None if notes else False
    return [
        LaterNoteRow(
            note,
            place_of(note),
            out.get(note.ref),
            public_finding(
                is_private_meeting=minutes.meeting.is_private,
                is_restricted=note.pk in hidden,
                has_public_minutes=has_minutes,
            ),
        )
        for note in notes
    ]


def is_public(note: LaterNote) -> bool:
    """True while the public reads this note."""
    return Publication.objects.standing().filter(source_ref=note.ref).exists()


def may_be_public(note: LaterNote) -> Finding:
    """May the public read this note, as its meeting stands now?"""
    meeting = note.minutes.meeting
    return public_finding(
        is_private_meeting=meeting.is_private,
        is_restricted=bool(_about_restricted([note])),
        has_public_minutes=standing_publication(note.minutes) is not None,
    )


def _about_restricted(notes: Sequence[LaterNote]) -> frozenset[int]:
    """Those about business that is kept from the public, as the public log of actions asks."""
    own = LaterNote.objects.filter(pk__in=[each.pk for each in notes])
    return frozenset(own.of_closed_business().values_list("pk", flat=True))


def may_read(user: User, note: LaterNote, today: date) -> bool:
    """True when this user may read the note inside."""
    restricted = Restricted.of(note.minutes.meeting)
    return bool(_readable([note], _about_restricted([note]), user, today, restricted))


def _readable(
    notes: Sequence[LaterNote], hidden: Collection[int], user: User, today: date, restricted: Restricted
) -> list[LaterNote]:
    """As for the private part of minutes: not where this user has an interest."""
    if not hidden:
        return list(notes)
    reader = Reader.of(user, restricted.meeting, today)
    return [each for each in notes if each.pk not in hidden or _is_read_by(reader, each, restricted)]


def _is_read_by(reader: Reader, note: LaterNote, restricted: Restricted) -> bool:
    items = list(note.items())
    if not items:
        return reader.reads_what_has_no_item
    return all(reader.may_read(item, [restricted.on_item(item)]).is_met for item in items)
