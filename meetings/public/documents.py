"""The notice of a meeting: that it takes place, where and when, and how the public takes part."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.layout.document import printable
from foundation.ui.dates import day_and_time
from foundation.ui.words import joined
from meetings.common.notice import is_at_short_notice
from meetings.common.sheet import MeetingSheet, sheet_of
from meetings.models import Meeting, Restriction

_Ground = Restriction.Ground
# Whole sentences about the law, never a word that somebody typed into a restriction.
_GROUNDS = {
    _Ground.CONFIDENTIAL: gettext_noop(
        "confidential information (Local Government Act 1972, section 100A(2) and (3))"
    ),
    _Ground.STATUTE: gettext_noop("information that an enactment forbids to disclose"),
}
_PARTS = {"england": "Part 1", "wales": "Part 4"}


@printable
@dataclass(frozen=True, kw_only=True)
class NoticeDocument(MeetingSheet):
    """The notice of one meeting, or that it is moved or cancelled."""

    kind: ClassVar[str] = "notice"
    template: ClassVar[str] = "documents/notice.html"

    state: str = ""
    state_sentence: str = ""
    short_notice: str = ""
    in_private: str = ""

    @property
    def is_called_off(self) -> bool:
        """True when nobody should come."""
        return self.state in ("cancelled", "no_business")

    @classmethod
    def of(cls, meeting: Meeting, state_sentence: str = "") -> "NoticeDocument":
        """The notice as the meeting stands now; `state_sentence` says that it was moved or cancelled."""
        return cls(
            **sheet_of(meeting, _what(meeting)),
            state=meeting.status,
            state_sentence=state_sentence,
            short_notice=_short_notice(meeting),
            in_private=_in_private(meeting),
        )


def _what(meeting: Meeting) -> str:
    return {
        Meeting.Status.CANCELLED: _("Meeting cancelled"),
        Meeting.Status.MOVED: _("Meeting moved"),
    }.get(Meeting.Status(meeting.status), _("Notice of meeting"))


def _short_notice(meeting: Meeting) -> str:
    if meeting.convened_at is None or not is_at_short_notice(meeting):
        return ""
    said = _("This meeting was convened at shorter notice on {when}.").format(
        when=day_and_time(meeting.convened_at)
    )
    return f"{said} {meeting.late_notice_reason}".strip()


def _in_private(meeting: Meeting) -> str:
    """That part of the meeting may be held in private, with the grounds and no word of what it is about."""
    found = list(Restriction.objects.of_meeting(meeting.pk).standing())
    if not found:
        return ""
    numbers = sorted({int(each) for one in found if one.ground == _Ground.EXEMPT for each in one.paragraphs})
    grounds = [words for ground, words in _GROUNDS.items() if any(one.ground == ground for one in found)]
    if any(one.ground == _Ground.EXEMPT for one in found):
        part = _PARTS[meeting.settings.jurisdiction]
        which = (
            f"{'paragraph' if len(numbers) == 1 else 'paragraphs'} {joined(numbers)} of " if numbers else ""
        )
        where = _("{which}{part} of Schedule 12A to the Local Government Act 1972").format(
            which=which, part=part
        )
        grounds.insert(0, _("exempt information ({where}), if the meeting resolves so").format(where=where))
    return _("Part of this meeting may be held in private, because of {grounds}.").format(
        grounds=joined(grounds)
    )
