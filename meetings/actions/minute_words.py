"""Acts on single parts of a minute: the record's sentence again, confirmation elsewhere, the private part."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents import richtext
from foundation.documents.blocks import identified, is_same
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import require, stopped
from meetings import policies
from meetings.documents.minutes_record import record_of, said
from meetings.documents.minutes_text import blocks
from meetings.models import Decision, Minute, TextVersion


def keep_version(minute: Minute, by: User) -> None:
    """Keep this state of the text: who, when, and the whole of it."""
    whole = [minute.title, minute.opening, minute.text]
    if minute.private_text or minute.public_summary:
        whole += [minute.private_text, minute.public_summary]
    TextVersion.objects.create(
        minute=minute,
        number=minute.version,
        opening=minute.opening,
        text=minute.text,
        private_text=minute.private_text,
        hash=hashlib.sha256(json.dumps(whole).encode()).hexdigest(),
        saved_at=timezone.now(),
        saved_by=by.printed_name,
    )


def facts_now(minute: Minute) -> str:
    """What the record says of this minute at this moment."""
    entries = record_of(minute.minutes).entries
    return next(said(entry.written) for entry in entries if entry.minute.pk == minute.pk)


def words_at(minute: Minute, stands: str) -> str:
    """The words of the paragraph that something stands after; nothing when it stands nowhere."""
    return next((words for key, words in blocks(minute.text) if key == stands), "")


@transaction.atomic
def confirm_decision(*, decision: Decision, on: date, by: User) -> None:
    """Record that those a decision waited for have confirmed it; open also in confirmed minutes."""
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    meeting = locked.minute.minutes.meeting
    require(policies.may_confirm_elsewhere(by, locked))
    if on < meeting.day:
        require(stopped("It cannot be confirmed before it was decided.", code="on"))
    Decision.objects.filter(pk=locked.pk).update(confirmed_on=on, confirmed_by=by.printed_name)
    data = {"on": on.isoformat()}
    record("decision confirmed elsewhere", locked, by=by, scope=locked.minute.minutes.scope, data=data)


@transaction.atomic
def write_private_part(*, minute: Minute, text: str, summary: str, based_on: int, by: User) -> Minute:
    """Write what was said in private, and what the public may read of it. Raises `NewerVersion`."""
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    require(policies.may_write_minutes(by, locked.minutes.meeting))
    wanted = identified(richtext.clean(text), locked.private_text), summary.strip()
    if is_same(wanted[0], locked.private_text) and wanted[1] == locked.public_summary:
        return locked
    if based_on != locked.version:
        latest = locked.text_versions.first()
        raise NewerVersion(
            saved_by=latest.saved_by if latest else "",
            saved_at=latest.saved_at if latest else timezone.now(),
            number=locked.version,
            theirs=_both(locked.private_text, locked.public_summary),
            yours=_both(*wanted),
        )
    locked.private_text, locked.public_summary = wanted
    locked.version += 1
    locked.save(update_fields=["private_text", "public_summary", "version"])
    keep_version(locked, by)
    data = {"version": locked.version}
    record("private part of a minute saved", locked, by=by, scope=locked.minutes.scope, data=data)
    return locked


def _both(*texts: str) -> str:
    return "\n".join(words for text in texts if (words := richtext.plain(text)))
