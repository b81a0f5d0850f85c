"""The print sheet: who gets paper, how many copies, of which version. For the secretariat only."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import long_day
from meetings.common.sheet import printed_day_and_time
from meetings.models import CirculationEntry, Meeting
from meetings.publishing.circulation import circulation_of

_Version = CirculationEntry.PaperVersion


@dataclass(frozen=True, kw_only=True)
class PrintLine:
    """One person who gets paper."""

    name: str
    where: str
    version: str
    copies: int


@dataclass(frozen=True, kw_only=True)
class PrintTotal:
    """How many copies of one version are wanted in all."""

    version: str
    copies: int


@printable
@dataclass(frozen=True, kw_only=True)
class PrintSheetDocument(Document):
    """Who gets the papers of one meeting on paper."""

    kind: ClassVar[str] = "print_sheet"
    template: ClassVar[str] = "documents/print_sheet.html"

    when: str
    lines: list[PrintLine] = field(default_factory=list)
    totals: list[PrintTotal] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: Meeting, on: date) -> "PrintSheetDocument":
        """The sheet of a meeting, by the circulation list of a day."""
        people = [each for each in circulation_of(meeting.body, on, meeting) if each.copies]
        return cls(
            title=_("Print sheet: {settings_name}, {day}").format(
                settings_name=meeting.settings.name, day=long_day(meeting.starts_at)
            ),
            when=printed_day_and_time(meeting.starts_at),
            lines=[
                PrintLine(name=p.name, where=p.what, version=p.version_label, copies=p.copies) for p in people
            ],
            totals=[
                PrintTotal(version=str(version.label), copies=total)
                for version in _Version
                if (total := sum(p.copies for p in people if p.version == version))
            ],
        )
