"""What the form of a vote offers at one meeting: items, decisions, motions that can be amended, voters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Decision, Meeting, Minute, Vote
from meetings.restricted.kept import Kept
from meetings.votes.rules.voters import Voters
from meetings.votes.vetoes import decision_words
from meetings.votes.voters import voters_of

SHORT = 80


@dataclass(frozen=True)
class VoteDesk:
    """Everything one form of a vote chooses from, read in a fixed number of queries."""

    meeting: Meeting
    voters: Voters
    items: dict[int, AgendaItem]
    item_labels: dict[int, str]
    minutes: dict[int, Minute]
    decisions: dict[int, Decision]
    motions: dict[int, Vote]
    item: AgendaItem | None = None

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept, item_pk: int | None = None) -> "VoteDesk":
        """The desk of a meeting without what is kept from its user; with the key of an item, opened there."""
        every = list(meeting.items.all())
        items = {item.pk: item for item in every if item.is_item and not kept.has(item)}
        item = items.get(item_pk or 0)
        decisions = Decision.objects.filter(minute__minutes__meeting=meeting)
        loose = Minute.objects.filter(minutes__meeting=meeting, minute_items__isnull=True)
        return cls(
            meeting=meeting,
            voters=voters_of(meeting, item),
            items=items,
            item_labels=labels(every),
            minutes={
                minute.pk: minute for minute in loose.select_related("minutes") if not kept.has_minute(minute)
            },
            decisions={
                each.pk: each
                for each in decisions.select_related("minute__minutes").prefetch_related("limbs")
                if not kept.has_minute(each.minute_id)
            },
            motions={
                each.pk: each
                for each in meeting.votes.select_related("decision").order_by("position")
                if not kept.has_vote(each)
            },
            item=item,
        )

    @property
    def first_place(self) -> str:
        """Where the form stands when it opens."""
        return f"item-{self.item.pk}" if self.item else ""

    @property
    def place_choices(self) -> Sequence[tuple[str, str]]:
        """Every item and every minute without one, to choose from."""
        names = [(f"item-{pk}", self.name_of(item)) for pk, item in self.items.items()]
        return [("", "Choose"), *names, *((f"minute-{pk}", each.title) for pk, each in self.minutes.items())]

    @property
    def decision_choices(self) -> Sequence[tuple[int, str]]:
        """The decisions that can have been voted on, by their words."""
        return [(pk, _short(decision_words(each))) for pk, each in self.decisions.items()]

    @property
    def motion_choices(self) -> Sequence[tuple[int, str]]:
        """The motions that can have been amended."""
        return [(pk, self._motion(each)) for pk, each in self.motions.items() if each.parent_id is None]

    def place(self, key: str) -> tuple[AgendaItem | None, Minute | None]:
        """The item or the minute behind a choice."""
        kind, __, pk = key.partition("-")
        return (self.items.get(int(pk)), None) if kind == "item" else (None, self.minutes.get(int(pk)))

    def name_of(self, item: AgendaItem) -> str:
        """An item as lists show it: its number and its title."""
        return f"{self.item_labels.get(item.pk, '')} {_short(item.title)}".strip()

    def _motion(self, vote: Vote) -> str:
        decision = self.decisions.get(vote.decision_id or 0)
        words = (
            vote.motion
            or (decision_words(decision) if decision else "")
            or _("Vote {position}").format(position=vote.position + 1)
        )
        label = self.item_labels.get(vote.item_id or 0, "")
        return _short(_("Item {label}: {words}").format(label=label, words=words) if label else words)


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"
