"""What the public reads of coming meetings goes with the settings of their body and the place they name.

The worker brings each page up to date by itself, meeting by meeting: whoever changes the settings need not
wait for the search of every meeting, and what the search finds in one stops no other.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.findings import Refused
from foundation.jobs import queue
from foundation.library import publishing as library
from foundation.library.models import PublicMeeting
from meetings.actions.alerts import tell_secretariat
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_announceable
from meetings.actions.locks import lock
from meetings.actions.public_facts import public_facts
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet
from panels.models import Body

FOLLOW = "meetings.follow_settings"


def ask_to_follow(*, body: Body, because: int) -> int:
    """Ask for the public page of each coming meeting of a body to be brought up to date; says how many.

    `because` is the number of the event that changed something: work that has begun may have read what was
    there before it, and is not joined.
    """
    numbers = list(_coming().filter(body=body).order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        queue.enqueue(FOLLOW, key=f"follow:{number}:{because}", arguments={"meeting": number})
    return len(numbers)


def follow(*, meeting: int) -> None:
    """Say on the public page of a coming meeting what its settings say now, or tell who could put it right.

    A meeting that was held keeps what the public was told of it then.
    """
    found = _coming().filter(pk=meeting).first()
    if found is None or not is_behind(found):
        return
    try:
        announce_afresh(found)
    except Refused:
        _say_that_it_stayed(found)


def is_behind(meeting: Meeting) -> bool:
    """True while the public page of an announced meeting says something else than its settings."""
    public = PublicMeeting.objects.filter(ref=meeting.ref).first()
    facts = asdict(public_facts(meeting))
    return public is not None and any(getattr(public, name) != value for name, value in facts.items())


@keeping_finds
@transaction.atomic
def announce_afresh(meeting: Meeting) -> None:
    """Publish the facts of an announced meeting as they are now, and search them."""
    lock(meeting)
    public = library.announce(facts=public_facts(meeting), by=SYSTEM, scope=meeting.scope)
    require_announceable(meeting, public)


@transaction.atomic
def _say_that_it_stayed(meeting: Meeting) -> None:
    record("public page not brought up to date", meeting, by=SYSTEM, scope=meeting.scope)
    # The mail does not say what stood in the way: it may be in a paper that nobody else may know.
    tell_secretariat(
        meeting,
        "Public page not changed",
        "The panel’s settings or the place have changed, but the public page of this meeting has not: it "
        "would have shown exempt or confidential words. On the page of the meeting, select “Bring the public "
        "page up to date” to see which.",
        page="meetings:meeting",
        about="meeting",
    )


def _coming() -> MeetingQuerySet:
    return Meeting.objects.upcoming(timezone.localdate()).open_to_the_public()
