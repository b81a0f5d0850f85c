"""What the first page shows of this room, and what upper rooms keep of its history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.history.together import Asking, answered
from foundation.ui.dates import on_day
from foundation.ui.rows import HistoryRow, TodoRow
from panels.models import Body, Office, Term

# Upper rooms add theirs in AppConfig.ready(): what stands in place of events that are kept, by their number.
histories: list[Callable[[User, Sequence[Event]], Mapping[int, HistoryRow]]] = []

# Where the handover of a body is, by the room that gathers it.
handovers: list[Callable[[Body], str]] = []

SOON = timedelta(days=28)


def readable(user: User, events: Sequence[Event]) -> list[Event | HistoryRow]:
    """The history of a body without the words that this user may not read."""
    instead: dict[int, HistoryRow] = {}
    for kept in histories:
        instead |= kept(user, events)
    return [instead.get(each.number, each) for each in events]


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """Memberships that end within four weeks without a successor, and panels without a chair."""
    return answered(todo_asking(user, today))


def todo_asking(user: User, today: date) -> Asking[list[TodoRow]]:
    """The same, for a page that asks other rooms at the same time."""
    served = Body.objects.served_by(user, today).exclude(status=Body.Status.ENDED)
    current, here = Term.objects.current_on(today), served.values("pk")
    followed = Term.objects.filter(seat__body__in=here, starts_on__gt=today).values("seat")
    ending = current.filter(seat__body__in=here, ends_on__lte=today + SOON).exclude(seat__in=followed)
    chairs = Office.objects.current_on(today).filter(body__in=here, kind=Office.Kind.CHAIR)
    bodies, terms, chaired, filled = yield [
        served,
        ending.select_related("person", "seat__authority").order_by("ends_on"),
        chairs.values_list("body", flat=True),
        current.filter(seat__body__in=here).order_by().values_list("seat__body", flat=True).distinct(),
    ]
    panels = [body for body in bodies if body.kind == Body.Kind.PANEL]
    return [*_ending(terms), *_without_chair(panels, set(filled) - set(chaired))]


def _ending(terms: Iterable[Term]) -> list[TodoRow]:
    return [
        TodoRow(
            when=term.ends_on,
            subject=_("{person}’s membership").format(person=term.person),
            sentence=_("ends {day}. Ask {for_whom} for the next appointment.").format(
                day=on_day(term.ends), for_whom=term.seat.for_whom
            )
            if term.seat.authority
            else _("ends {day}.").format(day=on_day(term.ends)),
            url=reverse("panels:body", args=[term.seat.body_id]),
            label=_("Open the panel"),
            body=term.seat.body_id,
        )
        for term in terms
        if term.ends_on and term.ends
    ]


def _without_chair(bodies: list[Body], leaderless: set[int]) -> list[TodoRow]:
    """Only panels that have members: an empty one has more urgent needs."""
    return [
        TodoRow(
            when=None,
            subject=_("No Chair is recorded."),
            sentence=_("The Chair has to agree the agenda."),
            url=reverse("panels:office_appoint", args=[body.pk]),
            label=_("Record the Chair"),
            body=body.pk,
        )
        for body in bodies
        if body.pk in leaderless
    ]
