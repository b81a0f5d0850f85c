"""Questions to the database that the pages of rounds ask."""

from datetime import date

from django.db.models import QuerySet

from foundation.accounts.models import User
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Placement
from meetings.restricted.kept import Kept
from panels.policies import bodies_served
from partnerships.models import BriefingNote, Round


def meetings_to_ask_for(user: User, today: date) -> QuerySet[Meeting]:
    """The meetings to come of the panels this user serves that have no round yet."""
    return (
        Meeting.objects.upcoming(today)
        .filter(body_id__in=bodies_served(user, today))
        .exclude(pk__in=Round.objects.values("meeting_id"))
    )


def notes_of(round: Round) -> list[BriefingNote]:
    """Every note of a round, whole."""
    return list(BriefingNote.objects.whole().of_round(round))


def placements_of(round: Round) -> list[tuple[Placement, str]]:
    """Where the notes of a round stand on the agenda of its meeting, each with its item's label."""
    placed = Placement.objects.filter(item__meeting=round.meeting, paper__source_ref=round.ref)
    rows = list(placed.select_related("item", "paper"))
    if not rows:
        return []
    names = labels(round.meeting.items.all())
    return [(row, names.get(row.item_id, "")) for row in rows]


def is_placed(round: Round) -> bool:
    """True when the notes of a round stand on the agenda of its meeting."""
    return Placement.objects.filter(item__meeting=round.meeting, paper__source_ref=round.ref).exists()


def placed_item(round: Round) -> int | None:
    """The id of the item the notes stand on already, if they do."""
    return next((row.item_id for row, _ in placements_of(round)), None)


def items_to_place_on(round: Round, user: User) -> list[tuple[AgendaItem, str]]:
    """The lines of the agenda that can hold a paper and that this user may read, each with its label."""
    items, kept = list(round.meeting.items.all()), Kept.of(user, round.meeting)
    names = labels(items)
    return [(item, names[item.pk]) for item in items if item.is_item and not kept.has(item)]


def is_agenda_published(round: Round) -> bool:
    """True when a paper of this round can only go out with a supplement."""
    return round.meeting.agenda_status == Meeting.Agenda.PUBLISHED
