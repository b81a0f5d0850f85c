"""Keeping every state of a minute: who, when, in which way, and the whole of it."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from foundation.accounts.models import User
from meetings.minutes import content as minute_content
from meetings.minutes.content import COLUMNS, Content
from meetings.models import Minute, TextVersion
from meetings.wording import folding

Way = TextVersion.Way


def keep(
    minute: Minute,
    by: User,
    *,
    content: Content | None = None,
    way: str = Way.SAVED,
    editor: str = "",
    typed: Content | None = None,
    newest: TextVersion | None = None,
) -> tuple[TextVersion, bool]:
    """Keep this state of a minute under its version number; True with it when it is a version of its own.

    What one page saves while somebody types takes the place of what the same page saved some minutes before,
    unless words were lost since, or another page was opened with that state.
    """
    content = content or minute_content.content_of(minute)
    now = timezone.now()
    latest = (newest or minute.text_versions.first()) if way == Way.AUTOSAVED else None
    is_own = latest is None or not _may_fold(latest, content, by, editor, typed)
    row = TextVersion(minute=minute, began_at=now) if is_own or latest is None else latest
    row.number, row.way, row.editor, row.typed = minute.version, way, editor, typed
    row.title, row.opening, row.text = (content[name] for name in COLUMNS)
    row.rest = {name: value for name, value in content.items() if name not in COLUMNS}
    row.private_text, row.public_summary = minute.private_text, minute.public_summary
    row.hash = hashed(content)
    row.saved_at, row.saved_by, row.person = now, by.printed_name, by
    row.save()
    return row, is_own


def hashed(content: Content) -> str:
    """The SHA-256 of a whole minute."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def base_of(minute: Minute, number: int, editor: str = "", newest: TextVersion | None = None) -> Content:
    """What a page goes on from: what it saved itself since, as typed there, or what it was opened with.

    For a version that grew into a later one the state before it counts: more is asked, and nothing lost.
    """
    own = newest if newest and newest.editor == editor != "" and newest.number > number else None
    if own is None and editor:
        own = minute.text_versions.filter(editor=editor, number__gt=number).first()
    if own is not None:
        typed: dict[str, Any] = own.typed or minute_content.content_kept(own)
        return typed
    return minute_content.content_kept(minute.text_versions.filter(number__lte=number).first())


def _may_fold(latest: TextVersion, content: Content, by: User, editor: str, typed: Content | None) -> bool:
    """True when the latest version is what this very page saved just now, and nothing is lost with it."""
    now = timezone.now()
    is_own = latest.way == Way.AUTOSAVED and latest.person_id == by.pk and latest.editor == editor != ""
    if not is_own or not folding.is_recent(latest.began_at, now) or typed or latest.typed:
        return False
    others = latest.minute.editors.beside(editor)
    if others.pinning(latest.number, now).exists():
        return False
    before = minute_content.rough_words(minute_content.content_kept(latest))
    return folding.loses_little(before, minute_content.rough_words(content))
