"""Publishing what a meeting decided before its minutes are out."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.layout.document import fingerprint, to_data
from foundation.history.findings import refuse, require
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_no_leak
from meetings.actions.minutes_issue import public_meeting
from meetings.documents.decisions import DecisionsDocument, source_of
from meetings.models import Minutes
from meetings.policies.minutes import may_publish_decisions


@keeping_finds
@transaction.atomic
def publish_decisions(*, minutes: Minutes, by: User) -> Publication:
    """Publish the decisions recorded so far; saying the same again changes nothing."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    meeting = locked.meeting
    require(may_publish_decisions(by, meeting))
    document = DecisionsDocument.of(locked)
    if not document.minutes and not document.has_people:
        refuse("No decision is recorded yet.", remedy="Record the decisions in the minutes.")
    known = Publication.objects.standing().filter(source_ref=source_of(meeting)).first()
    if known is not None and fingerprint(known.data) == fingerprint(to_data(document)):
        return known
    published = library.publish(
        document=document,
        kind=Publication.Kind.DECISIONS,
        source_ref=source_of(meeting),
        by=by,
        meeting=public_meeting(meeting, by),
        file=render.pdf(document).file,
        file_name=f"decisions-{meeting.day:%Y-%m-%d}.pdf",
        scope=meeting.scope,
    )
    require_no_leak(way="decisions", meeting=meeting, published=[published])
    return published
