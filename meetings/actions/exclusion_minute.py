"""A minute for the resolution that excluded the public, once it was recorded."""

from django.db.models import F

from foundation.accounts.models import User
from meetings import exclusion
from meetings.actions import versions
from meetings.models import Meeting, Minute, Minutes


def add_exclusion_minute(meeting: Meeting, by: User) -> None:
    """Give the resolution a minute of its own, before the business it was about; the record writes it.

    Not where the agenda has an item for it, nor once the minutes are published.
    """
    minutes = Minutes.objects.filter(meeting=meeting, status=Minutes.Status.DRAFT).first()
    if minutes is None or not minutes.entries.exists() or not exclusion.adopted_words(meeting):
        return
    known = minutes.entries.filter(about=exclusion.ABOUT).exists()
    if known or any(exclusion.is_exclusion(item) for item in meeting.items.all()):
        return
    before = minutes.entries.filter(minute_items__item__in=exclusion.left_at(meeting)).first()
    place = before.position if before else minutes.entries.count()
    minutes.entries.filter(position__gte=place).update(position=F("position") + 1)
    made = Minute.objects.create(
        minutes=minutes, position=place, title=exclusion.TITLE, about=exclusion.ABOUT
    )
    versions.keep(made, by)
