"""Who is expected at a meeting: every member in post with the answer, and what follows from all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.history.findings import Finding
from meetings.attendance.record import quorum_rule
from meetings.before.rules import Expected, Reply, expected_of, expected_quorum, expected_veto
from meetings.models import Coming, Meeting
from meetings.votes.rules.votes import VETOES
from meetings.votes.vetoes import MAY_VETO, no_veto_left
from panels.roll import MemberLine, members_on


@dataclass(frozen=True, slots=True)
class Row:
    """One member in post, and what they said."""

    line: MemberLine
    coming: Coming | None

    @property
    def answer(self) -> str:
        """The answer, or nothing."""
        return self.coming.answer if self.coming else ""

    @property
    def can_be_mailed(self) -> bool:
        """True when an address is known."""
        return bool(self.line.person and self.line.person.email)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything that is expected of one meeting."""

    rows: Sequence[Row]
    expected: Expected
    quorum: Finding
    veto: Finding | None

    @property
    def asked(self) -> bool:
        """True once anybody was asked."""
        return any(row.coming and row.coming.asked_at for row in self.rows)

    @property
    def to_ask(self) -> int:
        """How many can still be asked by mail."""
        return sum(row.can_be_mailed and not (row.coming and row.coming.asked_at) for row in self.rows)


def outlook_of(meeting: Meeting) -> Outlook:
    """The answers of the members in post on the day, in a fixed number of queries."""
    settings = meeting.settings
    known = {coming.person_id: coming for coming in meeting.comings.all()}
    lines = [line for line in members_on(meeting.body, meeting.day) if line.person]
    rows = [Row(line, known.get(line.person.pk)) for line in lines if line.person]
    replies = [_reply(row) for row in rows]
    expected = expected_of(replies, remote_counts=settings.remote_counts)
    return Outlook(
        rows=rows,
        expected=expected,
        quorum=expected_quorum(expected, quorum_rule(settings)),
        veto=_veto(meeting, expected),
    )


def _veto(meeting: Meeting, expected: Expected) -> Finding | None:
    """Whether a veto can be had, at a meeting where one may be put to the vote."""
    purpose = MAY_VETO.get(Meeting.Kind(meeting.kind))
    if purpose is None:
        return None
    return (
        left
        if (left := no_veto_left(meeting)) is not None
        else expected_veto(expected, source=VETOES[purpose].source)
    )


def _reply(row: Row) -> Reply:
    seat = row.line.seat
    return Reply(
        name=row.line.name,
        answer=row.answer,
        substitute=row.coming.substitute if row.coming else "",
        authority=seat.authority.name if seat.authority else "",
    )
