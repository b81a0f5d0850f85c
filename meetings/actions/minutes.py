"""Writing minutes: start them, write one minute or several, choose and order them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents import blocks, richtext
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from meetings import policies
from meetings.actions.decisions import (
    DecisionLine,
    FollowUpRow,
    LimbLine,
    same_decisions,
    same_follow_ups,
    write_decisions,
    write_follow_ups,
)
from meetings.actions.minute_words import facts_now, keep_version
from meetings.exclusion import TITLE as EXCLUSION_TITLE
from meetings.exclusion import exclusion_text
from meetings.models import AgendaItem, Meeting, Minute, MinuteItem, Minutes
from meetings.restricted import Restricted

MINUTED_KINDS = ("item", "unnumbered")


@transaction.atomic
def start_minutes(*, meeting: Meeting, by: User) -> Minutes:
    """Begin the minutes with one minute for each item of the agenda, a sub-item going with its item.

    Minutes that were begun already are returned as they are.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(policies.may_write_minutes(by, meeting))
    minutes, _ = Minutes.objects.get_or_create(meeting=meeting)
    if minutes.entries.exists():
        return minutes
    items = list(meeting.items.filter(kind__in=MINUTED_KINDS))
    tops = [item for item in items if item.parent_id is None]
    restricted = Restricted.of(meeting)
    private_from, exclusion = exclusion_text(items, restricted) or (None, "")
    places = itertools.count()
    for top in tops:
        if top.pk == private_from:
            words = {"title": EXCLUSION_TITLE, "text": _text(exclusion)}
            keep_version(Minute.objects.create(minutes=minutes, position=next(places), **words), by)
        title = restricted.public_title_of(top)
        minute = Minute.objects.create(minutes=minutes, title=title, position=next(places))
        _cover(minute, [top, *(item for item in items if item.parent_id == top.pk)])
        keep_version(minute, by)
    record("minutes started", minutes, by=by, scope=minutes.scope, data={"minutes": len(tops)})
    return minutes


@transaction.atomic
def write_minute(
    *,
    minutes: Minutes,
    items: Sequence[AgendaItem],
    by: User,
    title: str = "",
    text: str = "",
    opening: str = "",
) -> Minute:
    """Write the minute of these items: the one that covers the first of them, or a new one at the end.

    Items that stood under other minutes come to this one; a minute left without items and words goes.
    """
    locked = _open(minutes, by)
    links = MinuteItem.objects.filter(minute__minutes=locked, item__in=items[:1])
    found = links.select_related("minute").first()
    minute = found.minute if found else _new(locked, title or (items[0].title if items else ""))
    require(_title(title or minute.title), _same_meeting(locked, items))
    if items:
        _cover(minute, items)
    minute.title, minute.opening, minute.text = (
        title or minute.title,
        _plain(opening),
        _text(text, minute.text),
    )
    minute.version += 1 if found else 0
    minute.opening_facts = facts_now(minute) if minute.opening else ""
    minute.save(update_fields=["title", "opening", "opening_facts", "text", "version"])
    keep_version(minute, by)
    _record("minute written", minute, by)
    return minute


@transaction.atomic
def save_minute(
    *,
    minute: Minute,
    text: str,
    based_on: int,
    by: User,
    opening: str | None = None,
    title: str | None = None,
    items: Sequence[AgendaItem] | None = None,
    decisions: Sequence[DecisionLine] | None = None,
    follow_ups: Sequence[FollowUpRow] | None = None,
) -> Minute:
    """Save a minute. Raises `NewerVersion` when somebody saved since version `based_on`.

    What is None stays as it is; an empty `opening` follows the record again. Saving what is there already
    changes nothing.
    """
    minutes = _open(minute.minutes, by)
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    wanted = (
        locked.title if title is None else title.strip(),
        locked.opening if opening is None else _plain(opening),
        _text(text, locked.text),
    )
    require(_title(wanted[0]), _same_meeting(minutes, items or ()))
    has_same = (
        wanted[:2] == (locked.title, locked.opening) and blocks.is_same(wanted[2], locked.text),
        items is None or _items_of(locked) == [item.pk for item in items],
        decisions is None or same_decisions(locked, decisions),
        follow_ups is None or same_follow_ups(locked, follow_ups),
    )
    if all(has_same):
        return locked
    if based_on != locked.version:
        raise newer(locked, wanted[1], wanted[2], decisions)
    was_own = locked.opening
    locked.title, locked.opening, locked.text = wanted
    locked.version += 1
    if wanted[1] != was_own:
        locked.opening_facts = facts_now(locked) if wanted[1] else ""
    locked.save(update_fields=["title", "opening", "opening_facts", "text", "version"])
    if items is not None and not has_same[1]:
        _cover(locked, items)
    write_decisions(locked, decisions if not has_same[2] else None)
    write_follow_ups(locked, follow_ups if not has_same[3] else None)
    keep_version(locked, by)
    _record("minute saved", locked, by)
    return locked


@dataclass(frozen=True, slots=True)
class MinuteText:
    """The words of one minute typed beside others; `limbs` None leaves its decisions alone."""

    minute: Minute
    text: str
    based_on: int
    limbs: Sequence[str] | None = None


def save_several(*, texts: Sequence[MinuteText], by: User) -> dict[int, NewerVersion]:
    """Save several minutes typed on one page; those that somebody else changed come back with both texts."""
    conflicts: dict[int, NewerVersion] = {}
    for typed in texts:
        decisions = None
        if typed.limbs is not None:
            decisions = [DecisionLine("resolved", [LimbLine(words) for words in typed.limbs])]
        try:
            save_minute(
                minute=typed.minute, text=typed.text, decisions=decisions, based_on=typed.based_on, by=by
            )
        except NewerVersion as conflict:
            conflicts[typed.minute.pk] = conflict
    return conflicts


def newer(
    minute: Minute, opening: str, text: str, decisions: Sequence[DecisionLine] | None = None
) -> NewerVersion:
    """Both texts of a minute that somebody else saved in the meantime."""
    latest = minute.text_versions.first()
    theirs = [limb.text for decision in minute.decisions.all() for limb in decision.limbs.all()]
    yours = theirs if decisions is None else [limb.text for line in decisions for limb in line.limbs]
    return NewerVersion(
        saved_by=latest.saved_by if latest else "",
        saved_at=latest.saved_at if latest else timezone.now(),
        number=minute.version,
        theirs=joined_words(minute.opening, minute.text, theirs),
        yours=joined_words(opening, text, yours),
    )


def joined_words(opening: str, text: str, limbs: Sequence[str]) -> str:
    """Everything of a minute as plain words, for setting two versions beside each other."""
    return "\n".join(filter(None, [opening.strip(), richtext.plain(text), *limbs]))


@transaction.atomic
def move_minute(*, minute: Minute, where: str, by: User) -> None:
    """Move a minute one place "up" or "down"; numbers that were issued never move."""
    minutes = _open(minute.minutes, by)
    require(_not_issued(minutes, "moved"))
    order = list(minutes.entries.select_for_update())
    place = next(n for n, entry in enumerate(order) if entry.pk == minute.pk)
    to = place + (-1 if where == "up" else 1)
    if not 0 <= to < len(order):
        return
    order.insert(to, order.pop(place))
    for number, entry in enumerate(order):
        if entry.position != number:
            Minute.objects.filter(pk=entry.pk).update(position=number)
    _record("minute moved", minute, by, where=where)


@transaction.atomic
def remove_minute(*, minute: Minute, by: User) -> None:
    """Take a minute out of the minutes; its words stay in history no longer, so only before it is issued."""
    minutes = _open(minute.minutes, by)
    require(_not_issued(minutes, "removed"))
    _record("minute removed", minute, by)
    minute.delete()


@transaction.atomic
def number_from(*, minutes: Minutes, first: int | None, by: User) -> None:
    """Say which number these minutes begin with; None takes the next number of the body again."""
    locked = _open(minutes, by)
    require(_not_issued(locked, "given other numbers"))
    Minutes.objects.filter(pk=locked.pk).update(first_number=first)
    record("first minute number set", locked, by=by, scope=locked.scope, data={"first": first})


def _open(minutes: Minutes, by: User) -> Minutes:
    """These minutes, locked, after asking whether this user may write in them."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(policies.may_write_minutes(by, locked.meeting))
    return locked


def _new(minutes: Minutes, title: str) -> Minute:
    last = minutes.entries.aggregate(last=Max("position"))["last"]
    return Minute.objects.create(minutes=minutes, title=title, position=0 if last is None else last + 1)


def _cover(minute: Minute, items: Sequence[AgendaItem]) -> None:
    """Put these items under the minute, in order, and take them from the minutes that had them."""
    elsewhere = MinuteItem.objects.filter(minute__minutes=minute.minutes_id, item__in=items)
    left = set(elsewhere.exclude(minute=minute).values_list("minute_id", flat=True))
    elsewhere.delete()
    minute.minute_items.all().delete()
    MinuteItem.objects.bulk_create(
        [MinuteItem(minute=minute, item=item, position=place) for place, item in enumerate(items)]
    )
    bare = Minute.objects.filter(pk__in=left, minute_items__isnull=True, opening="", text="", issued_label="")
    bare.filter(decisions__isnull=True, follow_ups__isnull=True).delete()


def _items_of(minute: Minute) -> list[int]:
    return list(minute.minute_items.order_by("position").values_list("item_id", flat=True))


def _text(typed: str, before: str = "") -> str:
    """A typed text cleaned, every paragraph with the id it had in the text before."""
    return blocks.identified(richtext.clean(typed), before)


def _plain(opening: str) -> str:
    return "\n".join(line.strip() for line in opening.replace("\r\n", "\n").strip().splitlines())


def _title(title: str) -> Finding:
    if not title.strip():
        return stopped("Give the minute a heading.", code="title")
    if len(title) > 500:
        sentence = f"A heading has 500 characters or fewer. This one has {len(title):,}."
        return stopped(sentence, code="title")
    return met()


def _same_meeting(minutes: Minutes, items: Sequence[AgendaItem]) -> Finding:
    if all(item.meeting_id == minutes.meeting_id for item in items):
        return met()
    return stopped("A minute covers items of its own meeting only.", code="items")


def _not_issued(minutes: Minutes, act: str) -> Finding:
    if minutes.status == Minutes.Status.DRAFT:
        return met()
    return stopped(f"These minutes are published, so their minutes cannot be {act}.")


def _record(verb: str, minute: Minute, by: User, **data: Any) -> None:
    record(verb, minute, by=by, scope=minute.minutes.scope, data={"version": minute.version, **data})
