"""Which business is kept from the public, and from whom of those within, as questions to the database."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.accounts.models import User
from meetings.models.authors import own_papers
from panels.models import Assignment, Person

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Minute, Placement


def _rows(table: str) -> Any:
    """The rows of a table of this room, by its name: the tables ask here themselves what of them is kept."""
    return apps.get_model("meetings", table)._default_manager


def restricted_placements() -> "QuerySet[Placement]":
    """Every paper on an agenda that is wholly kept from the public, by itself or by its item."""
    standing = _rows("Restriction").standing()
    items = standing.filter(item__isnull=False).values("item")
    found: QuerySet[Placement] = _rows("Placement").filter(
        Q(pk__in=standing.filter(placement__isnull=False).values("placement"))
        | Q(item__in=items)
        | Q(item__parent__in=items)
    )
    return found


def kept_from(user: User, on: date) -> "QuerySet[Placement]":
    """Restricted papers that this user may not read because of an interest, although others of the panel may.

    Their own papers stay open to them.
    """
    own = _rows("Placement").filter(own_papers(user, on, "paper__")).values("pk")
    return restricted_placements().filter(item__in=shut_out_items(user).values("pk")).exclude(pk__in=own)


def on_restricted_business() -> Q:
    """Lines of agendas kept from the public: by themselves, by the line above, or by the whole of a paper."""
    standing = _rows("Restriction").standing()
    kept = standing.filter(item__isnull=False).values("item")
    papers = standing.filter(placement__isnull=False, appendix="").values("placement__item")
    return Q(pk__in=kept) | Q(parent__in=kept) | Q(pk__in=papers)


def restricted_in_a_part() -> Q:
    """Lines of agendas kept from the public, wholly or in a part: an appendix of a paper, too."""
    parts = _rows("Restriction").standing().filter(placement__isnull=False).values("placement__item")
    return on_restricted_business() | Q(pk__in=parts)


def closed_items() -> "QuerySet[AgendaItem]":
    """The lines kept from the public, by whatever: nothing that came of them is public by itself."""
    found: QuerySet[AgendaItem] = _rows("AgendaItem").filter(on_restricted_business())
    return found


def closed_minutes() -> "QuerySet[Minute]":
    """The minutes that may be about such lines.

    Those without a line, too, at a meeting with a restricted item: they may be about it.
    """
    about = _rows("MinuteItem").filter(item__in=closed_items()).values("minute")
    kept = _rows("Restriction").standing().filter(item__isnull=False).values("item")
    closed = _rows("AgendaItem").filter(pk__in=kept).values("meeting")
    bare = Q(minutes__meeting__in=closed, minute_items__isnull=True)
    found: QuerySet[Minute] = _rows("Minute").filter(Q(pk__in=about) | bare)
    return found


def shut_out_items(who: User | Person) -> "QuerySet[AgendaItem]":
    """The lines whose restricted business somebody is shut out of.

    By name, by an interest for which they go out without a dispensation, or because they are at the meeting
    for the public part only. What stands under a line goes with it. Whoever stands in for somebody opens no
    more than those could.
    """
    whose = Q(person__user=who) if isinstance(who, User) else Q(person=who)
    named = _rows("ShutOut").filter(whose | _covered_by(who, "item__meeting__body")).values("item")
    leaving = _rows("Interest").leaving().filter(whose | _covered_by(who, "meeting__body"))
    declared = leaving.filter(items__isnull=False).values("items")
    outside = _rows("Attendance").filter(whose | _covered_by(who, "meeting__body"), is_public_part_only=True)
    whole = Q(meeting__in=leaving.filter(covers_all_items=True).values("meeting"))
    whole |= Q(meeting__in=outside.values("meeting"))
    mine = Q(pk__in=named) | Q(pk__in=declared) | Q(parent__in=named) | Q(parent__in=declared)
    found: QuerySet[AgendaItem] = _rows("AgendaItem").filter(mine | whole)
    return found


def _covered_by(who: User | Person, path: str) -> Q:
    """Whom somebody stands in for today, at meetings of the body they do it for; `path` leads to the body."""
    if not isinstance(who, User):
        return Q(pk__in=[])
    cover = Assignment.objects.standing_in(who, timezone.localdate())
    return Q(**{"person__user__in": cover.values("covers"), f"{path}__in": cover.values("body")})


def kept_items(who: User | Person) -> "QuerySet[AgendaItem]":
    """The lines whose words somebody may not read today, on pages within: the one question they all ask.

    The lines are restricted, wholly or in a part, and this person is shut out of them (docs/decisions/0040).
    """
    return shut_out_items(who).filter(restricted_in_a_part())


def kept_minutes(who: User | Person) -> "QuerySet[Minute]":
    """The minutes about such lines, and those of the same meetings that are about no line: they may be."""
    return minutes_about(kept_items(who))


def minutes_about(items: "QuerySet[AgendaItem]") -> "QuerySet[Minute]":
    """The minutes about these lines, and those without a line at their meetings, but what a record writes.

    Somebody says what a minute is about by ticking its lines; until then it may be about any.
    """
    about = _rows("MinuteItem").filter(item__in=items).values("minute")
    bare = Q(minutes__meeting__in=items.values("meeting"), minute_items__isnull=True, about="")
    found: QuerySet[Minute] = _rows("Minute").filter(Q(pk__in=about) | bare)
    return found
