"""The one door of e-mails about the business of a body: words that are kept from the public are left out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.jobs import outbox
from foundation.jobs.models import OutgoingMail
from meetings.models import Meeting
from meetings.restricted.leaks import Outgoing, search_before_publishing
from meetings.restricted.ways_out import WAYS
from panels.models import Body

# The recipient may be anybody, so that it does not say why.
LEFT_OUT = gettext_noop("[Some words have been left out of this email. Please ask the secretariat.]")
PLAIN_SUBJECT = gettext_noop("A message about a meeting")


def post(way: str, about: Meeting | Body, recipient: str, subject: str, parts: Sequence[str]) -> OutgoingMail:
    """Write one message of these parts, without those that say something kept from the public.

    An e-mail travels and stays, and its sender may not know what is restricted. It is not stopped, since
    somebody waits for the rest of it; that a part was left out is told in the history.
    """
    known = WAYS[way]
    subject, said = _without_restricted(known.key, about, subject, [part for part in parts if part])
    return outbox.send(recipient, subject, "\n\n".join(said) + "\n")


def _without_restricted(
    way: str, about: Meeting | Body, subject: str, parts: list[str]
) -> tuple[str, list[str]]:
    meeting = _meeting_of(about)
    if meeting is None:
        return subject, parts
    things = [Outgoing(str(at), {"words": words}) for at, words in enumerate([subject, *parts])]
    hits = search_before_publishing(meeting, things, only_words=True).hits
    found = {hit.where.partition(":")[0] for hit in hits}
    if not found:
        return subject, parts
    record("words left out of an e-mail", meeting, by=SYSTEM, scope=meeting.scope, data={"way": way})
    said = [_(LEFT_OUT) if str(at) in found else words for at, words in enumerate([subject, *parts])]
    return _(PLAIN_SUBJECT) if "0" in found else subject, said[1:]


def _meeting_of(about: Meeting | Body) -> Meeting | None:
    """A meeting of the body, for what is known of it: the newest where the message is about none."""
    if isinstance(about, Meeting):
        return about
    return Meeting.objects.filter(body=about).select_related("body").order_by("-starts_at").first()
