"""What was added later beside confirmed minutes, as the public reads it: a publication of its own."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import long_day
from meetings.models import LaterNote, Minutes


@printable
@dataclass(frozen=True, kw_only=True)
class LaterNoteDocument(Document):
    """One fact with its source and day.

    `about` holds the references of the minutes and items beside which it is shown; none: the whole minutes.
    """

    kind: ClassVar[str] = "later_note"
    template: ClassVar[str] = "documents/later_note.html"

    body_name: str
    words: list[str]
    source: str
    source_address: str = ""
    learnt: str
    note: str
    about: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, note: LaterNote) -> "LaterNoteDocument":
        """The note as it was recorded."""
        minutes = note.minutes
        settings = minutes.meeting.settings
        return cls(
            title=_("Note added later to {place} of {day}").format(
                place=place_of(note), day=long_day(minutes.meeting.day)
            ),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            words=[line.strip() for line in note.words.splitlines() if line.strip()],
            source=note.source,
            source_address=note.source_address,
            learnt=long_day(note.learnt_on),
            note=_("This is not part of the minutes{confirmed}.").format(confirmed=_confirmed(minutes)),
            about=_about(note),
        )


def place_of(note: LaterNote) -> str:
    """What it stands beside, without a title: "minute 12", "item 7", "the minutes"."""
    minute = note.minute or (note.vote.minute if note.vote else None)
    item = note.item or (note.vote.item if note.vote else None)
    if minute is not None and minute.issued_label:
        return _("minute {issued_label}").format(issued_label=minute.issued_label)
    if item is not None and item.issued_label:
        return _("item {issued_label}").format(issued_label=item.issued_label)
    return _("the minutes")


def _about(note: LaterNote) -> list[str]:
    minutes = [note.minute, note.vote.minute if note.vote else None]
    return list(
        dict.fromkeys([*(each.ref for each in minutes if each), *(each.ref for each in note.items())])
    )


def _confirmed(minutes: Minutes) -> str:
    return (
        _(", which were confirmed on {day}").format(day=long_day(minutes.confirmed_on))
        if minutes.confirmed_on
        else ""
    )
