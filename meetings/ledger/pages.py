"""The ledger as its page shows it: counts, what was asked for, rows with what can be done about each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.lookups import LessThan
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.accounts.models import User
from foundation.history.together import Asking
from foundation.ui.dates import long_day
from foundation.ui.paging import Offered, day_of, offered
from foundation.ui.rows import Fact, TodoRow
from foundation.ui.words import counted, whole_number
from meetings.models import FollowUp, FollowUpUpdate, Meeting
from meetings.models.follow_ups import DUE_NOW, FollowUpQuerySet
from panels.models import Body
from panels.policies import bodies_served

ROWS_SHOWN = 50
SHOWS = (
    ("", "Outstanding"),
    ("overdue", "Overdue"),
    ("awaiting", "Responses awaited"),
    ("without_owner", "Without an owner"),
    ("closed", "Closed"),
    ("all", "Everything"),
)


@dataclass(frozen=True)
class LedgerFilter:
    """What of the ledger is asked for; empty is all."""

    show: str = ""
    kind: str = ""
    body: int | None = None
    meeting: int | None = None
    owner: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "LedgerFilter":
        """As the address says it; a word nobody knows asks for nothing."""
        show, kind = query.get("show", ""), query.get("kind", "")
        return cls(
            show=show if show in dict(SHOWS) else "",
            kind=kind if kind in FollowUp.Kind.values else "",
            body=whole_number(query.get("body", "")),
            meeting=whole_number(query.get("meeting", "")),
            owner=query.get("owner", "").replace("\x00", "").strip()[:200],
        )


@dataclass(frozen=True)
class LedgerRow:
    """One follow-up with what this user may do about it."""

    row: FollowUp
    last: FollowUpUpdate | None
    is_late: bool
    is_open_business: bool
    may_update: bool
    may_keep: bool

    @property
    def visibility(self) -> str:
        """Whether the public may come to read of it, in words; nothing where it may."""
        if not self.is_open_business:
            return _("Exempt or confidential")
        return "" if self.row.is_public else _("Not on the public action log")

    @property
    def state_chip(self) -> str:
        """The kind of chip of its state."""
        return (
            "late"
            if self.is_late
            else {"discharged": "cleared", "dropped": "plain", "in_hand": "received"}.get(
                self.row.state, self.row.state
            )
        )

    @property
    def state_words(self) -> str:
        """How it stands, and that it is late."""
        return (
            _("{state_words}, late").format(state_words=self.row.state_words)
            if self.is_late
            else self.row.state_words
        )


@dataclass(frozen=True)
class LedgerPage:
    """Everything the ledger's page shows."""

    asked: LedgerFilter
    facts: list[Fact]
    rows: list[LedgerRow]
    page: "Page[FollowUp]"
    bodies: list[Body]
    meetings: "Offered[Meeting]"
    query: str = field(default="")


def ledger_page(user: User, today: date, query: Mapping[str, str]) -> LedgerPage:
    """The ledger of this user, in a fixed number of queries."""
    asked = LedgerFilter.of(query)
    visible = FollowUp.objects.visible_to(user)
    found = _shown(visible, asked, today).whole()
    page = Paginator(found, ROWS_SHOWN).get_page(query.get("page"))
    meetings = Meeting.objects.filter(pk__in=visible.values("minute__minutes__meeting")).order_by(
        "-starts_at"
    )
    bodies = Body.objects.filter(pk__in=visible.values("body")).order_by("pk")
    return LedgerPage(
        asked=asked,
        facts=_facts(visible, today),
        rows=ledger_rows(list(page), user, today),
        page=page,
        bodies=list(bodies.prefetch_related("dated_settings")),
        meetings=offered(
            meetings,
            day=lambda each: each.day,
            until=day_of(query.get("until", "")),
            also=[asked.meeting] if asked.meeting else (),
        ),
        query="&".join(f"{key}={value}" for key, value in _filters(asked) if value),
    )


def ledger_rows(rows: list[FollowUp], user: User, today: date) -> list[LedgerRow]:
    """These follow-ups with what the user may do about each, in three queries."""
    served = bodies_served(user, today)
    open_ones = set(
        FollowUp.objects.filter(pk__in=[row.pk for row in rows])
        .of_open_business()
        .values_list("pk", flat=True)
    )
    own = set(FollowUp.objects.answered_by(user).values_list("pk", flat=True))
    return [_row(row, today, served, row.pk in open_ones, row.pk in own) for row in rows]


def _row(row: FollowUp, today: date, served: set[int], is_open_business: bool, answers: bool) -> LedgerRow:
    keeps = row.body_id in served
    return LedgerRow(
        row=row,
        last=next(iter(row.updates.all()), None),
        is_late=row.is_late(today),
        is_open_business=is_open_business,
        may_update=row.is_outstanding and (keeps or answers),
        may_keep=keeps,
    )


def _shown(visible: FollowUpQuerySet, asked: LedgerFilter, today: date) -> FollowUpQuerySet:
    """What was asked for, in the order in which it wants looking at."""
    found = {
        "": visible.outstanding(),
        "overdue": visible.overdue(on=today).outstanding(),
        "awaiting": visible.recommendations().awaiting_response().outstanding(),
        "without_owner": visible.without_owner().outstanding(),
        "closed": visible.closed(),
        "all": visible.order_by("-number", "-pk"),
    }[asked.show]
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.body:
        found = found.filter(body=asked.body)
    if asked.meeting:
        found = found.filter(minute__minutes__meeting=asked.meeting)
    return found.owned_by(asked.owner) if asked.owner else found


def _facts(visible: FollowUpQuerySet, today: date) -> list[Fact]:
    """The counts at the head of the page, each a way to what it counts."""
    waiting = Q(state__in=FollowUp.WAITING)
    counts = visible.order_by().aggregate(
        outstanding=Count("pk", filter=Q(state__in=FollowUp.OUTSTANDING)),
        overdue=Count("pk", filter=waiting & Q(LessThan(DUE_NOW, today))),
        awaiting=Count(
            "pk", filter=waiting & Q(kind=FollowUp.Kind.RECOMMENDATION, response__received_on__isnull=True)
        ),
        without_owner=Count(
            "pk",
            filter=Q(state__in=FollowUp.OUTSTANDING, owner="", answerer__isnull=True, answerer_name=""),
        ),
    )
    facts: tuple[tuple[str, str, str, str, Literal["", "bad"]], ...] = (
        ("outstanding", "Outstanding", "", "", ""),
        ("overdue", "Overdue", "overdue", _("Show overdue"), "bad"),
        ("awaiting", _("Responses awaited"), "awaiting", _("Show these"), ""),
        ("without_owner", _("Without an owner"), "without_owner", _("Show these"), "bad"),
    )
    return [
        Fact(
            label=label,
            figure=str(counts[key]),
            mood=mood if counts[key] else "",
            url=f"{reverse('meetings:follow_ups')}?show={show}" if show and counts[key] else "",
            link=link,
        )
        for key, label, show, link, mood in facts
    ]


def _filters(asked: LedgerFilter) -> list[tuple[str, object]]:
    return [
        ("show", asked.show),
        ("kind", asked.kind),
        ("body", asked.body),
        ("meeting", asked.meeting),
        ("owner", quote(asked.owner)),
    ]


def asked_for_later(row: FollowUp) -> FollowUpUpdate | None:
    """The update with which its owner asked for a later day, while the secretariat has not decided."""
    if row.due_asked is None or row.state not in FollowUp.WAITING:
        return None
    return next((each for each in row.updates.all() if each.due_asked), None)


AHEAD = timedelta(days=14)


def rows_about_follow_ups(user: User, bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    """One line for all that is late of each body, and one for each thing of the reader’s own."""
    wanted = Q(LessThan(DUE_NOW, today)) | Q(due_asked__isnull=False)
    waiting = FollowUp.objects.of_bodies(bodies).filter(wanted, state__in=FollowUp.WAITING)
    answered = FollowUp.objects.answered_by(user).of_published_minutes().of_open_business()
    found, own = yield [waiting.outstanding().whole(), answered.outstanding().whole()]
    return [*_late_and_own(found, own, today)]


def _late_and_own(found: list[FollowUp], own: list[FollowUp], today: date) -> Iterator[TodoRow]:
    late: dict[int, list[FollowUp]] = {}
    for row in found:
        if row.is_late(today):
            late.setdefault(row.body_id, []).append(row)
        if row.due_asked:
            yield _to_decide(row)
    for rows in late.values():
        yield _overdue(rows, today, is_one_of_several=len(late) > 1)
    for row in own:
        due = row.due_day
        is_near = due is None or due <= today + AHEAD or row.is_response_owed
        if row.state in FollowUp.WAITING and is_near:
            yield TodoRow(
                when=due,
                subject=f"{row.get_kind_display()} {row.number}",
                sentence=_("is assigned to you: {text}").format(text=row.text[:120]),
                url=reverse("meetings:follow_up", args=[row.pk]),
                label=_("Update progress"),
                body=row.body_id,
                is_late=row.is_late(today),
            )


def _overdue(rows: list[FollowUp], today: date, *, is_one_of_several: bool) -> TodoRow:
    """All that is late of one body, the longest late first; its name where another has late ones, too."""
    body = rows[0].meeting.body
    awaited = Counter(row.kind for row in rows)[FollowUp.Kind.RECOMMENDATION]
    words = _(", including {responses}").format(responses=counted(awaited, "response")) if awaited else ""
    name = (
        _(" for {settings_on}").format(settings_on=body.settings_on(today).name) if is_one_of_several else ""
    )
    of = f"&body={body.pk}" if is_one_of_several else ""
    return TodoRow(
        when=rows[0].due_day,
        subject=counted(len(rows), "action"),
        sentence=ngettext("is overdue{name}{words}.", "are overdue{name}{words}.", len(rows)).format(
            name=name, words=words
        ),
        url=f"{reverse('meetings:follow_ups')}?show=overdue{of}",
        label=_("Open the action log"),
        body=body.pk,
        is_late=True,
    )


def _to_decide(row: FollowUp) -> TodoRow:
    """A later day that was asked for, for the secretariat to decide on."""
    assert row.due_asked is not None
    return TodoRow(
        when=row.due_day,
        subject=f"{row.get_kind_display()} {row.number}",
        sentence=_("has a request for a later due date: {day}.").format(day=long_day(row.due_asked)),
        url=reverse("meetings:follow_up", args=[row.pk]),
        label=_("Decide on the date"),
        body=row.body_id,
    )
