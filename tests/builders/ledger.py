"""A meeting with follow-ups of every kind in its minutes, made through actions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.accounts.models import User
from meetings import actions
from meetings.models import AgendaItem, FollowUp, Meeting, Minute, Minutes
from panels.models import Body
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, take_roll

MET_ON = date(2026, 3, 25)


@dataclass
class Ledger:
    """A held meeting, its published minutes and the follow-ups under its first minute."""

    held: Held
    minutes: Minutes
    rows: list[FollowUp] = field(default_factory=list)

    @property
    def body(self) -> Body:
        """The body."""
        return self.held.body

    @property
    def clerk(self) -> User:
        """The secretary."""
        return self.held.secretary

    @property
    def minute(self) -> Minute:
        """The minute the follow-ups stand under."""
        return self.minutes.entries.all()[0]

    def fresh(self, place: int = 0) -> FollowUp:
        """A follow-up as it stands now."""
        return FollowUp.objects.whole().get(pk=self.rows[place].pk)

    def publish(self) -> None:
        """Publish the minutes as a draft, so that what came of them may be public."""
        actions.publish_minutes(minutes=self.minutes, by=self.clerk)
        self.minutes.refresh_from_db()


def make_ledger(
    *kinds: str, due_on: date | None = date(2026, 5, 29), items: int = 2, held: Held | None = None
) -> Ledger:
    """A meeting on 25 March 2026 with a follow-up of each of these kinds, an action if none is named."""
    held = held or held_meeting()
    add_items(held, items)
    take_roll(held)
    ledger = Ledger(held, minuted(held))
    for number, kind in enumerate(kinds or ("action",), start=1):
        add(ledger, f"Send figure {number}", kind=kind, due_on=due_on)
    return ledger


def add(ledger: Ledger, text: str, **fields: Any) -> FollowUp:
    """One more follow-up under the first minute."""
    fields.setdefault("owner", "Chief Constable")
    row = actions.add_follow_up(minute=ledger.minute, text=text, by=ledger.clerk, **fields)
    ledger.rows.append(row)
    return row


def next_meeting(ledger: Ledger, month: int = 12, day: int = 11) -> Meeting:
    """A later meeting of the same body, with an item for the minutes and one report on its agenda."""
    meeting = actions.create_meeting(
        body=ledger.body,
        kind=Meeting.Kind.ORDINARY,
        starts_at=datetime(2026, month, day, 14, 0, tzinfo=LONDON),
        venue=ledger.held.meeting.venue,
        by=ledger.clerk,
    )
    meeting.items.all().delete()
    actions.add_minutes_items(meeting=meeting, meetings=[ledger.held.meeting], by=ledger.clerk)
    actions.add_item(meeting=meeting, title="Rural crime", business="oral", by=ledger.clerk)
    return meeting


def item_called(meeting: Meeting, title: str) -> AgendaItem:
    """The line of an agenda with this title."""
    return meeting.items.get(title=title)
