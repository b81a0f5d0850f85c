"""The action log as a paper: what is outstanding and what was done since the last one, for the public."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import long_day
from foundation.ui.words import counted
from meetings.models import FollowUp, Meeting
from meetings.wording.meeting import day_words


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """One follow-up as the log prints it; how it stands is said in words."""

    number: str
    ref: str
    kind: str
    text: str
    owner: str
    due: str
    state: str
    said: str = ""
    source: str


@printable
@dataclass(frozen=True, kw_only=True)
class ActionLogDocument(Document):
    """The log as it was on one day, for one meeting."""

    kind = "action_log"
    template = "documents/action_log.html"

    body_name: str
    meeting: str
    stands: str
    summary: str
    is_landscape: bool = True
    outstanding: list[LogRow] = field(default_factory=list)
    closed: list[LogRow] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        outstanding: Sequence[FollowUp],
        closed: Sequence[FollowUp],
        *,
        on: date,
        is_landscape: bool = True,
    ) -> "ActionLogDocument":
        """The log of these follow-ups as they stand on the day."""
        late = sum(row.is_late(on) for row in outstanding)
        words = [_("{actions} outstanding").format(actions=counted(len(outstanding), "action"))]
        if late:
            words.append(_("{late} overdue").format(late=late))
        if closed:
            words.append(
                _("{actions} closed since the last meeting").format(actions=counted(len(closed), "action"))
            )
        settings = meeting.settings
        return cls(
            title=_("Action log"),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            meeting=f"{meeting.name} of {long_day(meeting.starts_at)}",
            stands=_("Position on {day}.").format(day=day_words(on)),
            summary=f"{', '.join(words)}.",
            is_landscape=is_landscape,
            outstanding=[log_row(row, on) for row in outstanding],
            closed=[log_row(row, on) for row in closed],
        )


def log_row(row: FollowUp, on: date) -> LogRow:
    """One row of the log."""
    return LogRow(
        number=str(row.number),
        ref=row.ref,
        kind=row.get_kind_display(),
        text=row.text,
        owner=row.owner or _("To be confirmed"),
        due=due_words(row),
        state=_("{state_words}, overdue").format(state_words=row.state_words)
        if row.is_late(on)
        else row.state_words,
        said=_said(row),
        source=source_words(row),
    )


def due_words(row: FollowUp) -> str:
    """By when, as printed: the day it is due now, or the words of the minutes."""
    if row.moved_to and row.due_on and row.moved_to != row.due_on:
        return _("{day} (originally {due_on})").format(
            day=day_words(row.moved_to), due_on=day_words(row.due_on)
        )
    due = row.due_day
    if row.due_words and not row.moved_to and not row.due_on:
        return f"{row.due_words} ({day_words(due)})" if due else row.due_words
    return day_words(due) if due else _("No date")


def source_words(row: FollowUp) -> str:
    """Where it came from: "Minute 46, 25 March 2026"."""
    label = row.minute.issued_label
    return f"{_('Minute {label}, ').format(label=label) if label else ''}{day_words(row.meeting.day)}"


def _said(row: FollowUp) -> str:
    """The last that was heard, or how it ended."""
    if row.state == FollowUp.State.DROPPED:
        return row.dropped_reason
    if row.state == FollowUp.State.DISCHARGED:
        when = _("Done {day}").format(day=day_words(row.discharged_on)) if row.discharged_on else "Done"
        return f"{when}. {row.evidence}".strip() if row.evidence else f"{when}."
    response = row.response_or_none
    if response and response.received_on:
        given = _("Response received on {day}").format(day=day_words(response.received_on))
        return f"{given}: {response.text}" if response.text else f"{given} ({response.document_ref})."
    last = next((each for each in row.updates.all() if not each.is_decision), None)
    return last.text if last else ""
