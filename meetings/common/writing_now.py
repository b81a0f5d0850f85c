"""Who else has a page open on which the same minute or paper is written."""

from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import PersonalLink, User
from foundation.ui.dates import clock_time
from meetings.models import Editor, Minute, Paper
from meetings.models.never_lost import PINNED


def say_here(
    thing: Minute | Paper, *, editor: str, based_on: int, by: User | PersonalLink, now: datetime
) -> list[dict[str, str]]:
    """Say that this page is open on it; gives back the others who write it now, and since when."""
    who = {"user": by} if isinstance(by, User) else {"link": by}
    values = {**who, "based_on": based_on, "seen_at": now}
    _, is_new = thing.editors.update_or_create(
        editor=editor[:24], defaults=values, create_defaults={**values, "since": now}
    )
    if is_new:
        Editor.objects.filter(seen_at__lt=now - PINNED).delete()
    others = thing.editors.present(now).beside(editor[:24]).exclude(**who).select_related("user", "link")
    return [
        {"name": each.who.printed_name, "since": clock_time(timezone.localtime(each.since))}
        for each in others
    ]
