"""Minutes published as draft, and a later meeting that has them on its agenda, made through actions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.accounts.models import User
from meetings import actions
from meetings.models import AgendaItem, Meeting, Minute, Minutes
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, take_roll

SAID = (
    "<p>Fines rose to £500 a week in the north.</p>"
    "<ol><li><p>Four cars <strong>wait</strong> there;</p></li></ol>"
)


@dataclass
class Brought:
    """Minutes of March that the meeting of June has on its agenda."""

    held: Held
    minutes: Minutes
    later: Held
    item: AgendaItem

    @property
    def clerk(self) -> User:
        """The secretary."""
        return self.held.secretary

    @property
    def first(self) -> Minute:
        """The first minute of March."""
        return self.minutes.entries.all()[0]

    def correct(self, **words: Any) -> Any:
        """One correction that June made, by default of a sum."""
        usual: dict[str, Any] = {
            "minutes": self.minutes,
            "minute": self.first,
            "at": self.later.meeting,
            "original": "£500 a week",
            "corrected": "£500 a year",
            "by": self.clerk,
        }
        return actions.write_correction(**{**usual, **words})

    def confirm(self) -> Minutes:
        """Confirm them in June."""
        return actions.confirm_minutes(minutes=self.minutes, at=self.later.meeting, by=self.clerk)


def brought(items: int = 2, **settings: Any) -> Brought:
    """March held, minuted and published as draft; June held, with the minutes of March as its first item."""
    held = held_meeting(**settings)
    add_items(held, items)
    take_roll(held)
    minutes = minuted(held)
    first = minutes.entries.all()[0]
    actions.save_minute(minute=first, text=SAID, based_on=first.version, by=held.secretary)
    actions.decide(minute=first, limbs=["That the report be noted."], by=held.secretary)
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    later = meeting_of(held, 6)
    item = actions.add_item(
        meeting=later.meeting, title="", business="minutes", minutes_of=[held.meeting], by=held.secretary
    )
    take_roll(later)
    minutes.refresh_from_db()
    return Brought(held, minutes, later, item)


def meeting_of(held: Held, month: int, **fields: Any) -> Held:
    """A meeting of the same panel on the 26th of a month of 2026."""
    return held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, month, 26, 13, 0, tzinfo=LONDON)
    )


def words(text: str) -> str:
    """With ordinary spaces."""
    return " ".join(text.split())


def later_minutes(scene: Brought) -> Minutes:
    """The minutes of June, begun."""
    return actions.start_minutes(meeting=Meeting.objects.get(pk=scene.later.meeting.pk), by=scene.clerk)
