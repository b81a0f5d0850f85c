"""Which follow-ups concern a meeting: those to bring, those on its agenda, those its action log prints."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.ui.paging import A_PAGE
from meetings.models import ArisingMatter, FollowUp, Meeting, MinuteItem, Placement
from meetings.models.agenda import ITEM_KINDS
from meetings.models.follow_ups import FollowUpQuerySet
from meetings.restricted.kept import Kept

TITLE = gettext_noop("Matters arising")


@dataclass(frozen=True)
class Offer:
    """A follow-up of an earlier meeting as it is offered for an agenda."""

    row: FollowUp
    is_brought: bool
    may_stand: bool


def outstanding(meeting: Meeting, user: User) -> FollowUpQuerySet:
    """What is outstanding from earlier meetings and this user reads, what is on this agenda first."""
    there = ArisingMatter.objects.filter(meeting=meeting, follow_up=OuterRef("pk"))
    found = FollowUp.objects.visible_to(user).earlier_than(meeting).outstanding().whole()
    return found.order_by(Exists(there).desc(), *found.query.order_by)


def _offers(meeting: Meeting, rows: list[FollowUp]) -> list[Offer]:
    """These follow-ups with whether each is on this agenda, and may stand on a public one."""
    public = set(
        FollowUp.objects.filter(pk__in=[r.pk for r in rows]).on_public_log().values_list("pk", flat=True)
    )
    brought = ArisingMatter.objects.filter(meeting=meeting, follow_up__in=[r.pk for r in rows])
    there = set(brought.values_list("follow_up", flat=True))
    return [Offer(row, row.pk in there, row.pk in public) for row in rows]


@dataclass(frozen=True)
class MattersPage:
    """Everything the page of matters arising shows."""

    page: "Page[FollowUp]"
    offers: list[Offer]
    done_here: list[FollowUp]
    log: Placement | None

    @property
    def brought(self) -> list[Offer]:
        """Those on this agenda that are still outstanding."""
        return [offer for offer in self.offers if offer.is_brought]

    @property
    def can_bring(self) -> bool:
        """True when something that is not on this agenda may stand there."""
        return any(offer.may_stand for offer in self.to_bring)

    @property
    def to_bring(self) -> list[Offer]:
        """Those that are not on this agenda."""
        return [offer for offer in self.offers if not offer.is_brought]


def matters_page(meeting: Meeting, user: User, page: str | None = None) -> MattersPage:
    """Matters arising for this meeting a page at a time, in a fixed number of queries."""
    shown = Paginator(outstanding(meeting, user), A_PAGE).get_page(page)
    offers = _offers(meeting, list(shown))
    done = FollowUp.objects.visible_to(user).filter(discharged_at=meeting).whole().order_by("number")
    placed = Placement.objects.filter(item__meeting=meeting, paper__source_ref=log_ref(meeting))
    return MattersPage(shown, offers, list(done), placed.select_related("item", "paper").first())


def log_ref(meeting: Meeting) -> str:
    """What the paper of this meeting's action log was made from."""
    return f"action-log:{meeting.ref}"


def evidence_at(meeting: Meeting) -> str:
    """What shows a discharge at this meeting: the minute of its matters arising, where there is one."""
    link = (
        MinuteItem.objects.filter(item__meeting=meeting)
        .filter(Q(item__title__iexact=TITLE) | Q(item__in=_heads(meeting)))
        .select_related("minute")
        .first()
    )
    return (
        _("Minute {issued_label}").format(issued_label=link.minute.issued_label)
        if link and link.minute.issued_label
        else ""
    )


def _heads(meeting: Meeting) -> list[int | None]:
    """The items that follow-ups stand under."""
    found = ArisingMatter.objects.filter(meeting=meeting, item__parent__isnull=False)
    return list(found.values_list("item__parent", flat=True))


def log_rows(meeting: Meeting) -> tuple[list[FollowUp], list[FollowUp]]:
    """What the action log of this meeting prints: outstanding, and closed since the meeting before."""
    public = FollowUp.objects.earlier_than(meeting).on_public_log()
    outstanding = sorted(public.outstanding().whole(), key=lambda row: row.number)
    before = Meeting.objects.before(meeting).first()
    closed = list(public.closed().whole())
    if before:
        closed = [row for row in closed if (row.discharged_on or row.dropped_on or before.day) >= before.day]
    return outstanding, sorted(closed, key=lambda row: row.number)


def items_for_log(meeting: Meeting, kept: Kept) -> list[tuple[int, str]]:
    """The items of an agenda that can hold the action log, "Matters arising" first; none that is kept."""
    items = meeting.items.filter(kind__in=ITEM_KINDS).order_by("position")
    found = [(item.pk, item.title) for item in items if not kept.has(item)]
    return sorted(found, key=lambda pair: pair[1].casefold() != TITLE.casefold())
