"""Acts on single parts of a minute: the record's sentence again, confirmation elsewhere, the private part."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.text import richtext
from foundation.documents.text.blocks import identified, is_same
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import require
from meetings import policies
from meetings.actions import versions
from meetings.models import Decision, Minute
from meetings.policies.minutes import may_confirm_elsewhere
from meetings.rules.confirming_elsewhere import confirmed_finding


@transaction.atomic
def confirm_decision(*, decision: Decision, on: date, by: User) -> None:
    """Record that those a decision waited for have confirmed it, or correct the day.

    Open also in confirmed minutes. Saying the same again changes nothing.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    meeting = locked.minute.minutes.meeting
    require(may_confirm_elsewhere(by, locked), confirmed_finding(on, meeting.day, timezone.localdate()))
    was = locked.confirmed_on
    if was == on:
        return
    Decision.objects.filter(pk=locked.pk).update(confirmed_on=on, confirmed_by=by.printed_name)
    verb, data = "decision confirmed elsewhere", {"on": on.isoformat()}
    if was is not None:
        verb, data = "confirmation elsewhere corrected", {"was": was.isoformat(), **data}
    record(verb, locked, by=by, scope=locked.minute.minutes.scope, data=data)


@transaction.atomic
def take_confirmation_back(*, decision: Decision, by: User) -> None:
    """Record that a decision was not confirmed after all, or not yet; it waits again."""
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    require(may_confirm_elsewhere(by, locked))
    if locked.confirmed_on is None:
        return
    data = {"was": locked.confirmed_on.isoformat()}
    Decision.objects.filter(pk=locked.pk).update(confirmed_on=None, confirmed_by="")
    scope = locked.minute.minutes.scope
    record("confirmation elsewhere taken back", locked, by=by, scope=scope, data=data)


@transaction.atomic
def write_private_part(*, minute: Minute, text: str, summary: str, based_on: int, by: User) -> Minute:
    """Write what was said in private, and what the public may read of it. Raises `NewerVersion`."""
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    require(policies.may_write_minutes(by, locked.minutes.meeting))
    wanted = identified(richtext.clean(text), locked.private_text), summary.strip()
    if is_same(wanted[0], locked.private_text) and wanted[1] == locked.public_summary:
        return locked
    if based_on != locked.version and _private_changed(locked, based_on):
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
    versions.keep(locked, by)
    data = {"version": locked.version}
    record("private part of a minute saved", locked, by=by, scope=locked.minutes.scope, data=data)
    return locked


def _both(*texts: str) -> str:
    return "\n".join(words for text in texts if (words := richtext.plain(text)))


def _private_changed(minute: Minute, since: int) -> bool:
    """True when somebody changed the private part or its summary after this version."""
    base = minute.text_versions.filter(number__lte=since).first()
    now = (minute.private_text, minute.public_summary)
    return base is None or (base.private_text, base.public_summary) != now
