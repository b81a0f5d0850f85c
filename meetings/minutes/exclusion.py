"""The exclusion of the public as the minutes tell it: the resolution as the meeting adopted it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from meetings.common.day_entries import standing_entries
from meetings.models import AgendaItem, DayEntry, Meeting, Minute, Restriction
from meetings.wording.agenda import EXCLUSION
from meetings.wording.facts import Written

TITLE = EXCLUSION
ABOUT = "exclusion"
_TITLES = re.compile(r"\bexclu(?:sion|de|ding)\b.*\bpublic\b", re.IGNORECASE)


@dataclass(frozen=True)
class Exclusion:
    """What was adopted, and the minute under which it stands; nothing where nothing was recorded."""

    adopted: Sequence[str] = ()
    minute: int = 0
    is_resolution: bool = True

    @classmethod
    def of(
        cls, meeting: Meeting, entries: Iterable[Minute], items: Iterable[AgendaItem], resolved: Iterable[str]
    ) -> "Exclusion":
        """The resolution under its own minute, else under the item for it, else where the public left."""
        adopted = adopted_words(meeting, resolved)
        if not adopted:
            return cls()
        minutes = list(entries)
        own = [minute.pk for minute in minutes if minute.about == ABOUT]
        wanted = {item.pk for item in items if is_exclusion(item)}
        if not own:
            own = [minute.pk for minute in minutes if _covers(minute, wanted)]
        if own:
            return cls(adopted, own[0])
        left = left_at(meeting)
        places = [minute.pk for minute in minutes if _covers(minute, left)]
        return cls(adopted, places[0] if places else 0, is_resolution=False)

    def written(self, minute: Minute) -> Written:
        """What the record says of it in one minute; beside other business it is told, not resolved there."""
        if minute.pk != self.minute:
            return Written()
        if self.is_resolution:
            return Written(resolved=tuple(self.adopted))
        return Written(tuple(_("It was resolved: {words}").format(words=words) for words in self.adopted))


def is_exclusion(item: AgendaItem) -> bool:
    """True for a line of the agenda that is there for the resolution itself."""
    return item.withdrawn_at is None and bool(_TITLES.search(item.title))


def resolved_words(meeting_id: int) -> QuerySet[Restriction, str]:
    """The words in which the public was excluded because of restrictions."""
    resolved = Restriction.objects.of_meeting(meeting_id).filter(resolved_at__isnull=False).order_by("pk")
    return resolved.values_list("resolved_words", flat=True)


def adopted_words(meeting: Meeting, resolved: Iterable[str] | None = None) -> list[str]:
    """The resolutions to exclude the public as they were adopted, each once; none before one is recorded."""
    resolved = resolved_words(meeting.pk) if resolved is None else resolved
    out = [each.words for each in standing_entries(meeting) if each.kind == DayEntry.Kind.PUBLIC_OUT]
    said = [*resolved, *out]
    found = {" ".join(words.split()).rstrip(".").casefold(): words.strip() for words in said if words.strip()}
    return list(found.values())


def left_at(meeting: Meeting) -> set[int]:
    """The item at which the public left first, else the first that was kept from it."""
    out = (each.item_id for each in standing_entries(meeting) if each.kind == DayEntry.Kind.PUBLIC_OUT)
    at = next((item for item in out if item), None)
    if at is None:
        private = meeting.items.filter(restrictions__resolved_at__isnull=False).order_by("position", "pk")
        at = private.values_list("pk", flat=True).first()
    return {at} if at else set()


def _covers(minute: Minute, items: set[int]) -> bool:
    return any(link.item_id in items for link in minute.minute_items.all())
