"""What stands in the record of a meeting's day, read once where many things are written from it."""

from collections.abc import Sequence

from django.db.models import QuerySet

from meetings.models import DayEntry, Meeting


def standing_entries(meeting: Meeting) -> Sequence[DayEntry]:
    """The entries that were not struck out, in their order; free of a query for minutes fetched whole."""
    known: Sequence[DayEntry] | None = getattr(meeting, "entries_of_day", None)
    if known is not None:
        return known
    return list(entries_asked(meeting))


def entries_asked(meeting: Meeting) -> QuerySet[DayEntry]:
    """The same as a question, for who asks for more at the same time."""
    return meeting.day_entries.standing().select_related("item", "person")
