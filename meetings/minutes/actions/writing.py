"""Writing minutes: start them, write one minute or several, choose and order them."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.text import blocks, richtext
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.common import policies
from meetings.common.locks import lock_record
from meetings.minutes import content as minute_content
from meetings.minutes import exclusion
from meetings.minutes.actions import versions
from meetings.minutes.actions.saving import NO_PAGE, Page, cover, opened, save_typed, title_fits
from meetings.minutes.content import DecisionLine, FollowUpRow, LimbLine
from meetings.minutes.documents.record import record_of
from meetings.minutes.facts import facts_now
from meetings.minutes.nil_questions import questions_of
from meetings.models import AgendaItem, Meeting, Minute, MinuteItem, Minutes
from meetings.models.agenda import ITEM_KINDS
from meetings.restricted.business import Restricted
from meetings.wording.questions import NO, YES


@transaction.atomic
def start_minutes(*, meeting: Meeting, by: User) -> Minutes:
    """Begin the minutes with one minute for each item of the agenda, a sub-item going with its item.

    Minutes that were begun already are returned as they are.
    """
    lock_record(meeting, by)
    minutes, __ = Minutes.objects.get_or_create(meeting=meeting)
    if minutes.entries.exists():
        return minutes
    items = list(meeting.items.filter(kind__in=ITEM_KINDS))
    tops = [item for item in items if item.parent_id is None]
    restricted = Restricted.of(meeting)
    places = itertools.count()
    for top in tops:
        title = restricted.public_title_of(top)
        minute = Minute.objects.create(minutes=minutes, title=title, position=next(places))
        cover(minute, [top.pk, *(item.pk for item in items if item.parent_id == top.pk)])
        versions.keep(minute, by)
    add_exclusion_minute(meeting, by)
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
    locked = opened(by, pk=minutes.pk)
    links = MinuteItem.objects.filter(minute__minutes=locked, item__in=items[:1])
    found = links.select_related("minute").first()
    minute = found.minute if found else _new(locked, title or (items[0].title if items else ""))
    require(title_fits(title or minute.title), _same_meeting(locked, items))
    if items:
        cover(minute, [item.pk for item in items])
    minute.title, minute.opening, minute.text = (
        title or minute.title,
        _plain(opening),
        _text(text, minute.text),
    )
    minute.version += 1 if found else 0
    minute.opening_facts = facts_now(minute) if minute.opening else ""
    minute.save(update_fields=["title", "opening", "opening_facts", "text", "version"])
    versions.keep(minute, by)
    _record("minute written", minute, by)
    return minute


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
    page: Page = NO_PAGE,
) -> Minute:
    """Save a minute. Over a newer version than `based_on`, what only one side changed is brought together.

    Raises `NewerVersion` where both changed the same; the text is set aside first, so nothing is lost. What
    is None stays as it is; an empty `opening` follows the record again. Saving what is there already changes
    nothing.
    """
    require(_same_meeting(minute.minutes, items or ()))
    content: dict[str, Any] = {"text": richtext.clean(text)}
    if title is not None:
        content["title"] = title.strip()
    if opening is not None:
        content["opening"] = _plain(opening)
    if items is not None:
        content["items"] = [item.pk for item in items]
    if decisions is not None:
        content["limbs"] = minute_content.limbs_of(decisions)
    if follow_ups is not None:
        content["follow_ups"] = minute_content.follow_ups_of(follow_ups)
    return save_typed(minute=minute, typed=page.typed(content, based_on), by=by).minute


@dataclass(frozen=True, slots=True)
class MinuteText:
    """The words of one minute typed beside others; `limbs` None leaves its decisions alone."""

    minute: Minute
    text: str
    based_on: int
    limbs: Sequence[str] | None = None
    page: Page = NO_PAGE


def save_several(*, texts: Sequence[MinuteText], by: User) -> dict[int, NewerVersion]:
    """Save several minutes typed on one page; those that somebody else changed come back with both texts."""
    conflicts: dict[int, NewerVersion] = {}
    for typed in texts:
        decisions = None
        if typed.limbs is not None:
            decisions = [DecisionLine("resolved", [LimbLine(words) for words in typed.limbs])]
        try:
            save_minute(
                minute=typed.minute,
                text=typed.text,
                decisions=decisions,
                based_on=typed.based_on,
                by=by,
                page=typed.page,
            )
        except NewerVersion as conflict:
            conflicts[typed.minute.pk] = conflict
    return conflicts


@transaction.atomic
def move_minute(*, minute: Minute, where: str, by: User) -> None:
    """Move a minute one place "up" or "down"; numbers that were issued never move."""
    minutes = opened(by, pk=minute.minutes_id)
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
    minutes = opened(by, pk=minute.minutes_id)
    require(_not_issued(minutes, "removed"))
    _record("minute removed", minute, by)
    minute.delete()


@transaction.atomic
def number_from(*, minutes: Minutes, first: int | None, by: User) -> None:
    """Say which number these minutes begin with; None takes the next number of the body again."""
    locked = opened(by, pk=minutes.pk)
    require(_not_issued(locked, _("given other numbers")))
    Minutes.objects.filter(pk=locked.pk).update(first_number=first)
    record("first minute number set", locked, by=by, scope=locked.scope, data={"first": first})


def _new(minutes: Minutes, title: str) -> Minute:
    last = minutes.entries.aggregate(last=Max("position"))["last"]
    return Minute.objects.create(minutes=minutes, title=title, position=0 if last is None else last + 1)


def _text(typed: str, before: str = "") -> str:
    """A typed text cleaned, every paragraph with the id it had in the text before."""
    return blocks.identified(richtext.clean(typed), before)


def _plain(opening: str) -> str:
    return "\n".join(line.strip() for line in opening.replace("\r\n", "\n").strip().splitlines())


def _same_meeting(minutes: Minutes, items: Sequence[AgendaItem]) -> Finding:
    if all(item.meeting_id == minutes.meeting_id for item in items):
        return met()
    return stopped(_("Select items of this meeting only."), code="items")


def _not_issued(minutes: Minutes, act: str) -> Finding:
    if minutes.status == Minutes.Status.DRAFT:
        return met()
    return stopped(_("These minutes have been published, so a minute cannot be {act}.").format(act=act))


def _record(verb: str, minute: Minute, by: User, **data: Any) -> None:
    record(verb, minute, by=by, scope=minute.minutes.scope, data={"version": minute.version, **data})


def add_exclusion_minute(meeting: Meeting, by: User) -> None:
    """Give the resolution a minute of its own, before the business it was about; the record writes it.

    Not where the agenda has an item for it, nor once the minutes are published.
    """
    minutes = Minutes.objects.filter(meeting=meeting, status=Minutes.Status.DRAFT).first()
    if minutes is None or not minutes.entries.exists() or not exclusion.adopted_words(meeting):
        return
    known = minutes.entries.filter(about=exclusion.ABOUT).exists()
    if known or any(exclusion.is_exclusion(item) for item in meeting.items.all()):
        return
    before = minutes.entries.filter(minute_items__item__in=exclusion.left_at(meeting)).first()
    place = before.position if before else minutes.entries.count()
    minutes.entries.filter(position__gte=place).update(position=F("position") + 1)
    made = Minute.objects.create(
        minutes=minutes, position=place, title=exclusion.TITLE, about=exclusion.ABOUT
    )
    versions.keep(made, by)


@transaction.atomic
def answer_questions(*, meeting: Meeting, answers: Mapping[str, str], by: User) -> Minutes:
    """Write down yes or no for each question; one without an answer prints nothing. Raises `Refused`."""
    require(policies.may_write_minutes(by, meeting))
    minutes, __ = Minutes.objects.get_or_create(meeting=meeting)
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    known = {each.key for each in questions_of(record_of(locked))}
    if unknown := [key for key, said in answers.items() if key not in known or said not in (YES, NO, "")]:
        refuse(_("Select yes or no, or leave the question unanswered."), code=unknown[0])
    said = {**locked.answers, **answers}
    locked.answers = {key: answer for key, answer in said.items() if answer}
    if said != minutes.answers:
        locked.save(update_fields=["answers"])
        record("questions of the record answered", locked, by=by, scope=locked.scope, data=dict(answers))
    return locked
