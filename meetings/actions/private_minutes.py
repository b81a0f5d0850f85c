"""Handing out the private part of minutes, a marked copy for each person who may read it."""

from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.pdf import overlay
from foundation.documents.store import files
from foundation.history.events import record
from foundation.history.findings import refuse
from meetings.documents.minutes_private import PrivateMinutesDocument
from meetings.documents.minutes_record import record_of
from meetings.models import Minutes
from meetings.policies.minutes import readable_private_minutes
from meetings.restricted_readers import copy_mark


def hand_out_private_minutes(*, minutes: Minutes, by: User) -> bytes:
    """The private parts this person may read, with their mark on every page. Every copy is an event."""
    gathered = record_of(minutes)
    document = PrivateMinutesDocument.of(gathered, readable_private_minutes(by, gathered))
    if not document.entries:
        refuse("There is no private part of these minutes that you may read.")
    data = overlay.personal_copy(files.read(render.pdf(document).file), copy_mark(by, timezone.localtime()))
    parts = {"parts": len(document.entries)}
    record("private minutes handed out", minutes, by=by, scope=minutes.scope, data=parts)
    return data
