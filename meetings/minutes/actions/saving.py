"""The one way in which the words of a minute are saved, wherever they were typed."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.text import blocks
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from meetings.common import policies
from meetings.minutes import content as minute_content
from meetings.minutes.actions import versions
from meetings.minutes.actions.deciding import write_decisions, write_follow_ups
from meetings.minutes.content import Content, merge
from meetings.minutes.facts import facts_now
from meetings.models import AgendaItem, Minute, MinuteItem, Minutes, SetAside, TextVersion
from meetings.restricted import hands_off
from meetings.wording import folding

Way = versions.Way


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says of itself on which a minute was typed.

    `seen` is the hash of the minute as the page showed it; `editor` names the open page, which goes on from
    what it saved itself before.
    """

    way: str = Way.SAVED
    editor: str = ""
    seen: str = ""

    def typed(self, content: Content, based_on: int) -> "Typed":
        """What was typed on this page."""
        return Typed(content, based_on, self)


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a minute that were typed, and over which version; the others stay as they are."""

    content: Content
    based_on: int
    page: Page


NO_PAGE = Page()


@dataclass(frozen=True, slots=True)
class Written:
    """The minute after a save; `has_grown` when its newest version was this page's own and grew by it."""

    minute: Minute
    has_grown: bool = False


def save_typed(*, minute: Minute, typed: Typed, by: User) -> Written:
    """Save what was typed. Over a newer version, what only one side changed is brought together.

    Where both changed the same, raises `NewerVersion` after setting the whole text aside for choosing.
    """
    try:
        return _save(minute, typed, by)
    except NewerVersion as conflict:
        kept = set_aside(minute=minute, typed=typed, by=by)
        raise replace(conflict, kept_as=kept.pk) from None


@transaction.atomic
def set_aside(*, minute: Minute, typed: Typed, by: User) -> SetAside:
    """Keep a text that was typed over an older version, until somebody brings it together with the newer.

    What the same page typed before, and what is sent twice, is one text unless words were lost since.
    """
    base = versions.base_of(minute, typed.based_on, typed.page.editor)
    whole = {**base, **typed.content}
    waiting = SetAside.objects.select_for_update().waiting().filter(minute=minute, person=by)
    now = timezone.now()
    for row in waiting:
        is_page = bool(typed.page.editor) and row.editor == typed.page.editor
        before, after = minute_content.rough_words(row.content), minute_content.rough_words(whole)
        if (is_page and folding.loses_little(before, after)) or minute_content.is_same(row.content, whole):
            row.base, row.content, row.kept_at = base, whole, now
            row.save(update_fields=["base", "content", "kept_at"])
            return row
    return SetAside.objects.create(
        minute=minute,
        base=base,
        content=whole,
        kept_at=now,
        kept_by=by.printed_name,
        person=by,
        editor=typed.page.editor,
    )


def write_content(minute: Minute, wanted: Content, current: Content) -> Content:
    """Write what differs into a locked minute, as its next version; gives back what now stands there."""
    minute.title, minute.opening = wanted["title"], wanted["opening"]
    minute.text = blocks.identified(wanted["text"], current["text"])
    minute.version += 1
    if wanted["opening"] != current["opening"]:
        minute.opening_facts = facts_now(minute) if wanted["opening"] else ""
    minute.save(update_fields=["title", "opening", "opening_facts", "text", "version"])
    is_rest_same = {
        name: minute_content.is_same_in(name, wanted[name], current[name])
        for name in ("items", "limbs", "follow_ups")
    }
    if not is_rest_same["items"]:
        cover(minute, wanted["items"])
    if not is_rest_same["limbs"]:
        write_decisions(minute, minute_content.decisions_in(wanted))
    if not is_rest_same["follow_ups"]:
        write_follow_ups(minute, minute_content.follow_ups_in(wanted))
        return minute_content.content_of(minute)
    return {**wanted, "text": minute.text, "follow_ups": current["follow_ups"]}


def cover(minute: Minute, items: list[int]) -> None:
    """Put these agenda items under the minute, in order, and take them from the minutes that had them."""
    elsewhere = MinuteItem.objects.filter(minute__minutes=minute.minutes_id, item__in=items)
    left = set(elsewhere.exclude(minute=minute).values_list("minute_id", flat=True))
    elsewhere.delete()
    minute.minute_items.all().delete()
    MinuteItem.objects.bulk_create(
        [MinuteItem(minute=minute, item_id=item, position=place) for place, item in enumerate(items)]
    )
    bare = Minute.objects.filter(pk__in=left, minute_items__isnull=True, opening="", text="", issued_label="")
    bare.filter(decisions__isnull=True, follow_ups__isnull=True, set_aside__isnull=True).delete()


def opened(by: User, **which: int) -> Minutes:
    """The minutes with this `pk`, or with this one of their `entries`: locked, if this user may write."""
    locking = Minutes.objects.select_related("meeting__body").select_for_update(of=("self",))
    locked = locking.get(**which)
    require(policies.may_write_minutes(by, locked.meeting))
    return locked


def title_fits(title: str) -> Finding:
    """Is this a heading that can be printed?"""
    if not title.strip():
        return stopped(_("Enter a heading."), code="title")
    if len(title) > 500:
        sentence = _("The heading must be 500 characters or fewer. It is {number:,} characters now.").format(
            number=len(title)
        )
        return stopped(sentence, code="title")
    return met()


@transaction.atomic
def _save(minute: Minute, typed: Typed, by: User) -> Written:
    minutes = opened(by, entries=minute.pk)
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    # What a page saves by itself is not always an event of its own.
    hands_off.require_open(by, locked)
    require(title_fits(typed.content.get("title", locked.title)))
    current = minute_content.content_of(locked)
    mine = minute_content.with_rows_known({**current, **typed.content}, current)
    if minute_content.is_same(mine, current):
        _settle_way(locked, typed, by)
        return Written(locked)
    wanted, as_typed = mine, None
    newest = locked.text_versions.order_by("-number").first()
    base = _base(locked, typed, current, newest)
    if not minute_content.is_same(base, current):
        as_typed = {**base, **{name: mine[name] for name in typed.content}}
        wanted = _brought_together(locked, base, current, as_typed)
        if minute_content.is_same(wanted, current):
            return Written(locked)
    brought = set(wanted["items"]) - set(current["items"])
    hands_off.require_open(by, *AgendaItem.objects.filter(pk__in=brought) if brought else ())
    written = write_content(locked, wanted, current)
    way = Way.MERGED if as_typed and typed.page.way == Way.SAVED else typed.page.way
    __, is_own = versions.keep(
        locked, by, content=written, way=way, editor=typed.page.editor, typed=as_typed, newest=newest
    )
    if is_own:
        data: dict[str, Any] = {"version": locked.version, "way": way}
        record("minute saved", locked, by=by, scope=minutes.scope, data=data)
    return Written(locked, has_grown=not is_own)


def _base(minute: Minute, typed: Typed, current: Content, newest: TextVersion | None) -> Content:
    """What was on the page before anything was typed: the minute as it stands, if the page showed that."""
    is_newest = typed.based_on == minute.version
    if is_newest and (not typed.page.seen or typed.page.seen == versions.hashed(current)):
        return current
    return versions.base_of(minute, typed.based_on, typed.page.editor, newest)


def _brought_together(minute: Minute, base: Content, theirs: Content, yours: Content) -> Content:
    """What both sides say. Raises `NewerVersion` where both changed the same."""
    both = merge(base, theirs, yours)
    if both.content is not None:
        return both.content
    latest = minute.text_versions.first()
    raise NewerVersion(
        saved_by=latest.saved_by if latest else "",
        saved_at=latest.saved_at if latest else timezone.now(),
        number=minute.version,
        theirs=minute_content.all_words(theirs),
        yours=minute_content.all_words(yours),
    )


def _settle_way(minute: Minute, typed: Typed, by: User) -> None:
    """A person pressed save on what their page had saved already: that state is a version of its own now."""
    if typed.page.way == Way.SAVED:
        latest = minute.text_versions.filter(number=minute.version, way=Way.AUTOSAVED, person=by)
        latest.update(way=Way.SAVED)
