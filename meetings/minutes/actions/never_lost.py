"""Bringing texts together, and restoring an earlier state."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.text import blocks
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings.minutes import content
from meetings.minutes.actions import versions
from meetings.minutes.actions.saving import Typed, opened, save_typed, title_fits, write_content
from meetings.minutes.content import Content, merge
from meetings.models import Minute, SetAside, TextVersion
from meetings.wording import folding

WHOLE = ("theirs", "yours")


@dataclass(frozen=True, slots=True)
class Saved:
    """How a text that saves itself fared: the minute as it stands, and who stands in the way."""

    minute: Minute
    conflict: NewerVersion | None = None


def autosave_minute(*, minute: Minute, typed: Typed, by: User) -> Saved:
    """Save what is being typed into the working text; what is published stays as it is.

    Where somebody else changed the same words, what was typed is set aside and typing goes on.
    """
    try:
        written = save_typed(minute=minute, typed=typed, by=by)
    except NewerVersion as conflict:
        return Saved(Minute.objects.get(pk=minute.pk), conflict)
    if not written.has_grown:
        # A version grows only while nobody else saved: nothing was set aside since it began.
        _settle_own(written.minute, typed, by)
    return Saved(written.minute)


@transaction.atomic
def bring_together(*, aside: SetAside, choices: Mapping[str, str], based_on: int, by: User) -> bool:
    """Save what was set aside together with the minute as it stands, by these choices.

    `choices` says theirs, yours or both for each stretch that both changed; under "whole", theirs or yours
    for everything. False when the minute changed since version `based_on` was shown, or a choice is missing:
    then the page is shown again.
    """
    minutes = opened(by, pk=aside.minute.minutes_id)
    minute = Minute.objects.select_for_update().get(pk=aside.minute_id)
    locked = SetAside.objects.select_for_update().get(pk=aside.pk)
    if locked.settled_at is not None:
        return True
    if minute.version != based_on:
        return False
    current = content.content_of(minute)
    wanted = _wanted(locked, current, choices)
    if wanted is None:
        return False
    require(title_fits(wanted["title"]))
    if not content.is_same(wanted, current):
        written = write_content(minute, wanted, current)
        way = TextVersion.Way.MERGED
        versions.keep(minute, by, content=written, way=way, editor=locked.editor, typed=locked.content)
    _settle([locked], by)
    data = {"version": minute.version}
    record("texts brought together", minute, by=by, scope=minutes.scope, data=data)
    return True


@transaction.atomic
def restore_version(*, version: TextVersion, by: User) -> Minute:
    """Make an earlier state of a minute its newest version; what stands there now stays in its history.

    The agenda items it covers stay as they are.
    """
    minutes = opened(by, pk=version.minute.minutes_id)
    minute = Minute.objects.select_for_update().get(pk=version.minute_id)
    current = content.content_of(minute)
    wanted = _as_kept(version, current)
    require(title_fits(wanted["title"]))
    if content.is_same(wanted, current):
        refuse(_("The minute is already the same as this version."))
    written = write_content(minute, wanted, current)
    versions.keep(minute, by, content=written, way=TextVersion.Way.RESTORED)
    data = {"version": minute.version, "from": version.number}
    record("earlier version restored", minute, by=by, scope=minutes.scope, data=data)
    return minute


def _wanted(aside: SetAside, current: Content, choices: Mapping[str, str]) -> Content | None:
    yours = content.with_rows_known(aside.content, current)
    if choices.get("whole") in WHOLE:
        return current if choices["whole"] == "theirs" else {**yours, "items": current["items"]}
    return merge(aside.base, current, yours, choices).content


def _as_kept(version: TextVersion, current: Content) -> Content:
    """The words of a version; what an old version did not keep stays as it is."""
    kept = content.content_kept(version)
    if version.rest is None:
        kept = {**current, "opening": kept["opening"], "text": kept["text"]}
    text = blocks.identified(kept["text"], current["text"])
    wanted = {**kept, "text": text, "items": current["items"]}
    return content.with_rows_known(wanted, current)


def _settle_own(minute: Minute, typed: Typed, by: User) -> None:
    """What this page set aside before is settled once all its words are saved."""
    if not typed.page.editor:
        return
    waiting = SetAside.objects.waiting().filter(minute=minute, editor=typed.page.editor, person=by)
    if waiting.exists():
        now = content.rough_words(content.content_of(minute))
        held = [row for row in waiting if folding.loses_little(content.rough_words(row.content), now)]
        _settle(held, by)


def _settle(rows: list[SetAside], by: User) -> None:
    values = {"settled_at": timezone.now(), "settled_by": by.printed_name}
    SetAside.objects.filter(pk__in=[row.pk for row in rows]).update(**values)
