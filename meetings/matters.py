"""Which follow-ups concern a meeting: those to bring, those on its agenda, those its action log prints."""

from dataclasses import dataclass

from meetings.models import ArisingMatter, FollowUp, Meeting
from meetings.models.agenda import LineKind


@dataclass(frozen=True)
class Offer:
    """A follow-up of an earlier meeting as it is offered for an agenda."""

    row: FollowUp
    is_brought: bool
    may_stand: bool


def offers(meeting: Meeting) -> list[Offer]:
    """What is outstanding from earlier meetings, with whether it may stand on a public agenda."""
    rows = list(FollowUp.objects.earlier_than(meeting).outstanding().whole())
    public = set(
        FollowUp.objects.filter(pk__in=[r.pk for r in rows]).on_public_log().values_list("pk", flat=True)
    )
    there = set(ArisingMatter.objects.filter(meeting=meeting).values_list("follow_up", flat=True))
    return [Offer(row, row.pk in there, row.pk in public) for row in rows]


def log_rows(meeting: Meeting) -> tuple[list[FollowUp], list[FollowUp]]:
    """What the action log of this meeting prints: outstanding, and closed since the meeting before."""
    public = FollowUp.objects.earlier_than(meeting).on_public_log()
    outstanding = list(public.outstanding().whole())
    before = Meeting.objects.before(meeting).first()
    closed = list(public.closed().whole())
    if before:
        closed = [row for row in closed if (row.discharged_on or row.dropped_on or before.day) >= before.day]
    return outstanding, sorted(closed, key=lambda row: row.number)


def items_for_log(meeting: Meeting) -> list[tuple[int, str]]:
    """The items of an agenda that can hold the action log, "Matters arising" first."""
    items = meeting.items.filter(kind__in=[LineKind.ITEM, LineKind.UNNUMBERED]).order_by("position")
    found = [(item.pk, item.title) for item in items]
    return sorted(found, key=lambda pair: pair[1].casefold() != "matters arising")
