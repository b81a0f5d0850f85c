"""Adding what was learnt after minutes were confirmed beside them, publishing it, and withdrawing it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.confirming.policies import may_add_later_note
from meetings.minutes.actions.issuing import public_meeting
from meetings.minutes.documents.later_note import LaterNoteDocument
from meetings.minutes.later_notes import may_be_public
from meetings.minutes.rules import later_notes as rules
from meetings.models import AgendaItem, LaterNote, Minute, Minutes, Vote
from meetings.restricted import hands_off
from meetings.restricted.actions import keeping_finds, require_no_leak, require_public_reason

About = Minute | AgendaItem | Vote | None


@keeping_finds
@transaction.atomic
def add_later_note(
    *,
    minutes: Minutes,
    words: str,
    source: str,
    learnt_on: date,
    is_public: bool,
    by: User,
    about: About = None,
    source_address: str = "",
) -> LaterNote:
    """Record a fact beside confirmed minutes, with its source; `is_public` publishes it at once.

    The minutes, their page and their PDF stay as they were confirmed.
    """
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(
        may_add_later_note(by, locked),
        rules.words_finding(words, source),
        rules.learnt_finding(learnt_on, locked.meeting.day, timezone.localdate()),
        _of_this_meeting(locked, about),
    )
    hands_off.require_open(by, *filter(None, [about]))
    note = LaterNote.objects.create(
        minutes=locked,
        minute=about if isinstance(about, Minute) else None,
        item=about if isinstance(about, AgendaItem) else None,
        vote=about if isinstance(about, Vote) else None,
        words=words.strip(),
        source=" ".join(source.split()),
        source_address=source_address.strip(),
        learnt_on=learnt_on,
        recorded_at=timezone.now(),
        recorded_by=by.printed_name,
    )
    data = {"ref": note.ref, "learnt_on": learnt_on.isoformat()}
    record("fact added beside the minutes", note, by=by, scope=note.scope, data=data)
    if is_public:
        _publish(note, by)
    return note


@keeping_finds
@transaction.atomic
def publish_later_note(*, note: LaterNote, by: User) -> Publication:
    """Let the public read what was kept inside so far; saying so again changes nothing."""
    locked = _lock(note)
    require(may_add_later_note(by, locked.minutes))
    known = _standing(locked)
    return known or _publish(locked, by)


@keeping_finds
@transaction.atomic
def withdraw_later_note(*, note: LaterNote, reason: str, by: User) -> None:
    """Take a note back with the reason, which the public reads where the note was public."""
    locked = _lock(note)
    reason = " ".join(reason.split())
    require(
        may_add_later_note(by, locked.minutes),
        rules.withdrawal_finding(reason, is_withdrawn=locked.withdrawn_at is not None),
    )
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = (
        timezone.now(),
        by.printed_name,
        reason,
    )
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("fact beside the minutes withdrawn", locked, by=by, scope=locked.scope, note=reason)
    if standing := _standing(locked):
        require_public_reason(meeting=locked.minutes.meeting, reason=reason)
        library.withdraw(publication=standing, reason=reason, by=by, scope=locked.scope)


def _publish(note: LaterNote, by: User) -> Publication:
    require(may_be_public(note), _not_withdrawn(note))
    document = LaterNoteDocument.of(note)
    meeting = note.minutes.meeting
    published = library.publish(
        document=document,
        kind=Publication.Kind.LATER_NOTE,
        source_ref=note.ref,
        by=by,
        meeting=public_meeting(meeting, by),
        file=render.pdf(document).file,
        file_name=f"added-later-{meeting.day:%Y-%m-%d}-{note.ref}.pdf",
        scope=note.scope,
    )
    require_no_leak(way="later_note", meeting=meeting, published=[published])
    note.published_at, note.published_by = published.published_at, by.printed_name
    note.save(update_fields=["published_at", "published_by"])
    return published


def _lock(note: LaterNote) -> LaterNote:
    Minutes.objects.select_for_update().get(pk=note.minutes_id)
    return LaterNote.objects.whole().get(pk=note.pk)


def _standing(note: LaterNote) -> Publication | None:
    return Publication.objects.standing().filter(source_ref=note.ref).first()


def _not_withdrawn(note: LaterNote) -> Finding:
    if note.withdrawn_at is None:
        return met()
    return stopped(_("This note has been withdrawn."), remedy=_("Record it again."))


def _of_this_meeting(minutes: Minutes, about: About) -> Finding:
    is_minute = isinstance(about, Minute) and about.minutes_id == minutes.pk
    is_beside = isinstance(about, AgendaItem | Vote) and about.meeting_id == minutes.meeting_id
    if about is None or is_minute or is_beside:
        return met()
    return stopped(_("This is part of another meeting."), code="about")
