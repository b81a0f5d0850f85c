"""What a meeting did with the minutes that its agenda brought, as its own minutes tell it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Correction, Meeting, MinutesApproval
from meetings.wording.approving import ApprovalFacts, outside_key, outside_meetings
from meetings.wording.corrections import for_read

# Meetings that are simply called "the meeting"; a hearing is named.
PLAIN_KINDS = (Meeting.Kind.ORDINARY, Meeting.Kind.ANNUAL, Meeting.Kind.PRECEPT, Meeting.Kind.SPECIAL)


@dataclass(frozen=True)
class Approved:
    """What a meeting did with earlier minutes, as questions to be asked together."""

    approvals: QuerySet[MinutesApproval]
    corrections: QuerySet[Correction]

    @classmethod
    def at(cls, meeting_id: int) -> "Approved":
        """The minutes it dealt with, and the corrections it made."""
        return cls(
            MinutesApproval.objects.filter(at=meeting_id).select_related("minutes__meeting"),
            Correction.objects.filter(at=meeting_id).select_related("minute"),
        )


def approved_at(asked: Approved) -> dict[int, ApprovalFacts]:
    """What a meeting did with earlier minutes, by the meeting they are of."""
    corrections: dict[int, list[tuple[str, str]]] = {}
    for each in asked.corrections:
        corrections.setdefault(each.minutes_id, []).append(
            (name_of(each), for_read(each.original, each.corrected))
        )
    return {
        row.minutes.meeting_id: ApprovalFacts(
            day=row.minutes.meeting.day,
            what=what_of(row.minutes.meeting),
            outcome=row.outcome,
            reason=row.reason,
            corrections=corrections.get(row.minutes_id, ()) if row.outcome == "confirmed" else (),
        )
        for row in asked.approvals
    }


def approvals_of(
    item: AgendaItem, approved: Mapping[int, ApprovalFacts], answers: Mapping[str, str]
) -> list[ApprovalFacts]:
    """What became of the minutes an item brings, as far as recorded, or answered for those elsewhere."""
    found = []
    for each in sorted(item.minutes_of.all(), key=lambda meeting: meeting.starts_at):
        if each.pk in approved:
            found.append(approved[each.pk])
        elif answers.get(confirmed_key(each)) == "yes":
            found.append(ApprovalFacts(day=each.day, what=what_of(each)))
    for name in outside_meetings(item.minutes_elsewhere):
        if answers.get(outside_key(item.pk, name)) == "yes":
            found.append(ApprovalFacts(name=name))
    return found


def confirmed_key(meeting: Meeting) -> str:
    """Under what the answer is kept whether this meeting's minutes were confirmed."""
    return f"confirmed-{meeting.pk}"


def what_of(meeting: Meeting) -> str:
    """What a meeting is called inside a sentence: "meeting", "confirmation hearing"."""
    return "meeting" if meeting.kind in PLAIN_KINDS else str(meeting.get_kind_display()).lower()


def name_of(correction: Correction) -> str:
    """Where a correction stands: "minute 47", or the list of those present."""
    if correction.minute is None:
        return _("those present")
    return _("minute {issued_label}").format(
        issued_label=correction.minute.issued_label or correction.minute.title
    )
