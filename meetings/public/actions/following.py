"""What the public reads of coming meetings goes with the settings of their body and the place they name.

The worker brings each page up to date by itself, meeting by meeting: whoever changes the settings need not
wait for the search of every meeting, and what the search finds in one stops no other.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.processes.children import BrokenOff
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import queue
from foundation.library import publishing as library
from foundation.library.facts import announced_of
from foundation.library.models import PublicMeeting
from meetings.common.locks import lock
from meetings.models import Meeting
from meetings.models.meeting import MeetingQuerySet
from meetings.public.actions.announcing import public_facts
from meetings.restricted.actions import keeping_finds, require_announceable
from meetings.restricted.alerts import tell_secretariat
from meetings.restricted.leaks import WouldLeak
from panels.models import Body

FOLLOW = "meetings.follow_settings"
STAYED = "public page not brought up to date"
NOT_SEARCHED = gettext_noop("It could not be searched for exempt and confidential words.")


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

    A meeting that was held keeps what the public was told of it then. Raises `BrokenOff` where the search was
    ended from outside: it says nothing, and the work is tried again.
    """
    found = _coming().filter(pk=meeting).first()
    if found is None:
        return
    try:
        announce_afresh(found)
    except WouldLeak:
        say_that_it_stayed(found, _("It would have shown exempt or confidential words."))
    except BrokenOff:
        raise
    except Refused:
        say_that_it_stayed(found, _(NOT_SEARCHED))


def follow_failed(*, meeting: int) -> None:
    """The search was ended from outside each time: say that the page stayed as it was."""
    if found := _coming().filter(pk=meeting).first():
        say_that_it_stayed(found, _(NOT_SEARCHED))


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
    # Asked under the lock: another change may have been half done.
    if is_behind(meeting):
        public = library.announce(facts=public_facts(meeting), by=SYSTEM, scope=meeting.scope)
        require_announceable(meeting, public)


@transaction.atomic
def say_that_it_stayed(meeting: Meeting, why: str) -> None:
    """Tell the secretariat once, not again at each later change that has no part in it."""
    lock(meeting)
    refused = {"why": why, "facts": announced_of(PublicMeeting(**asdict(public_facts(meeting))))}
    last = Event.objects.of(meeting).filter(verb=STAYED).first()
    if last is not None and last.data == refused:
        return
    record(STAYED, meeting, by=SYSTEM, scope=meeting.scope, data=refused)
    # The mail does not say which words: they may be in a paper that nobody else may know.
    tell_secretariat(
        meeting,
        _("Public page not changed"),
        _(
            "The panel’s settings or the venue have changed, but the public page of this meeting has not. "
            "{why} On the page of the meeting, select “Update the public page”."
        ).format(why=why),
        page="meetings:meeting",
        about="meeting",
    )


def _coming() -> MeetingQuerySet:
    return Meeting.objects.upcoming(timezone.localdate()).open_to_the_public()
