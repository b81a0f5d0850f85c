"""What the public is told of meetings, held against the history: day, place, state, contact and the rest.

Unlike a publication an announcement changes, and each change is an act. The event of the last one holds a
digest of every fact; those of earlier versions of this program hold none, so they are held from their next
change on.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from foundation.history.models import Event
from foundation.history.walking import Walk
from foundation.library.facts import ANNOUNCED, announced_of
from foundation.library.models import PublicMeeting

NAME = "announcements"
SUBJECT = PublicMeeting._meta.label_lower
VERBS = ("meeting announced", "announcement changed")


def announcement_faults() -> Iterator[str]:
    """Where announcements and history differ, a sentence each."""
    last: dict[str, Event] = {}
    acts = Event.objects.filter(subject_type=SUBJECT, verb__in=VERBS).order_by("number")
    for event in acts.iterator(chunk_size=500):
        last[event.subject_id] = event
    for meeting in PublicMeeting.objects.order_by("pk").iterator(chunk_size=100):
        newest = last.pop(str(meeting.pk), None)
        named = _("The announcement of {meeting} ({ref})").format(meeting=meeting, ref=meeting.ref)
        if newest is None or newest.data.get("ref") != meeting.ref:
            yield _("{named} is in no history.").format(named=named)
            continue
        now = announced_of(meeting)
        for name, digest in newest.data.get("facts", {}).items():
            if now.get(name) != digest:
                yield _("{named}: {announced} is not what was announced.").format(
                    named=named, announced=ANNOUNCED.get(name, name).lower()
                )
    for gone in last.values():
        yield _("The announcement of {subject_label}, last changed by event {gone_number}, is gone.").format(
            subject_label=gone.subject_label, gone_number=gone.number
        )


def _count() -> str:
    return _("{count} announcements, and they say what was announced.").format(
        count=PublicMeeting.objects.count()
    )


WALK = Walk(NAME, announcement_faults, _count)
