"""What the people on the list can be told of and were told, how it was delivered; what is set for when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.together import Asking
from foundation.library.models import Publication
from foundation.ui.dates import clock_time, day_and_time, long_day
from foundation.ui.rows import TodoRow
from meetings.despatch.rules import NO_LONGER, Told
from meetings.models import Despatch, DespatchMessage, Meeting, Pack, ScheduledPublication

_Kind, _Pub = Despatch.Kind, Publication.Kind
# Of an agenda that goes out whole the pack is what is sent; of papers alone only withdrawals are told.
_TOLD_AS = {
    _Pub.NOTICE: _Kind.NOTICE,
    _Pub.PACK: _Kind.AGENDA,
    _Pub.SUPPLEMENT: _Kind.SUPPLEMENT,
    _Pub.MINUTES: _Kind.MINUTES,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing the list can be told of, once: `ref` is the reference of its publication."""

    kind: str
    ref: str
    label: str
    happened_at: datetime
    despatch: Despatch | None = None
    total: int = 0
    sent: int = 0
    lost: int = 0

    @property
    def waiting(self) -> int:
        """How many messages are still to be delivered."""
        return self.total - self.sent - self.lost

    def happened(self, today: date) -> str:
        """ "Published at 1.12 pm", with the day unless that is today."""
        done = "Withdrawn" if self.kind == _Kind.WITHDRAWAL else "Published"
        at = timezone.localtime(self.happened_at)
        return f"{done} at {clock_time(at)}" if at.date() == today else f"{done} {day_and_time(at)}"


def things_of(meeting: Meeting) -> list[Thing]:
    """Everything the list can be told of, the newest first: two queries."""
    found = list(Publication.objects.filter(meeting__ref=meeting.ref).in_short().order_by("-pk"))
    told = {(each.kind, each.source_ref): each for each in _despatches(meeting)}
    agenda_is_back = any(each.kind == _Pub.AGENDA and each.withdrawn_at for each in found)
    things = []
    for each in found:
        for kind, label, at in _tells(each, agenda_is_back):
            things.append(_thing(kind, each.ref, label, at, told.get((kind, each.ref))))
    return sorted(things, key=lambda thing: thing.happened_at, reverse=True)


def thing_of(meeting: Meeting, kind: str, ref: str) -> Thing | None:
    """One of them, or None when there is nothing of this kind to tell under this reference."""
    return next((each for each in things_of(meeting) if (each.kind, each.ref) == (kind, ref)), None)


def _tells(each: Publication, agenda_is_back: bool) -> list[tuple[str, str, datetime]]:
    """What can be told of one publication: that it is out while it stands, that it was withdrawn after."""
    if each.withdrawn_at is None:
        if each.kind not in _TOLD_AS or each.replaced_by_id is not None:
            return []
        return [(_TOLD_AS[_Pub(each.kind)], _label(each), each.published_at)]
    if each.kind == _Pub.PACK or (each.kind == _Pub.PAPER and agenda_is_back):
        # The pack falls with its agenda or with one of its papers; one message says so.
        return []
    # Of what was withdrawn even the title may be what must not be told again.
    words = {_Pub.PAPER: "A paper", _Pub.AGENDA: _("The agenda with its papers")}
    label = words.get(_Pub(each.kind), _label(each))
    return [(_Kind.WITHDRAWAL, label, each.withdrawn_at)]


def _label(each: Publication) -> str:
    if each.kind == _Pub.NOTICE:
        return each.title.partition(":")[0]
    if each.kind == _Pub.PACK:
        return _("Agenda and papers")
    return each.name


def _despatches(meeting: Meeting) -> list[Despatch]:
    lost = Q(messages__mail__sent_at__isnull=True, messages__mail__try_after__isnull=True)
    counted = Despatch.objects.filter(meeting=meeting).annotate(
        total=Count("messages"),
        sent=Count("messages", filter=Q(messages__mail__sent_at__isnull=False)),
        lost=Count("messages", filter=lost),
    )
    return list(counted)


def _thing(kind: str, ref: str, label: str, at: datetime, despatch: Despatch | None) -> Thing:
    if despatch is None:
        return Thing(kind, ref, label, at)
    numbers = {name: int(getattr(despatch, name)) for name in ("total", "sent", "lost")}
    return Thing(kind, ref, label, at, despatch, **numbers)


def told_of(meeting: Meeting, thing: Thing) -> Told:
    """What a message may say: public names and addresses only."""
    ours = meeting.settings
    return Told(
        kind=thing.kind,
        body_name=ours.name,
        meeting_name=meeting.name,
        when=day_and_time(meeting.starts_at),
        day=long_day(meeting.starts_at),
        what=thing.label,
        page=_address(_page_of(meeting, thing)),
        file=_address(_file_of(meeting, thing)),
        questions=meeting.contact_or(ours.contact).for_questions,
    )


def _page_of(meeting: Meeting, thing: Thing) -> str:
    if thing.kind in (_Kind.NOTICE, _Kind.MINUTES):
        return reverse("library:publication", args=[thing.ref])
    return reverse("library:meeting", args=[meeting.ref])


def _file_of(meeting: Meeting, thing: Thing) -> str:
    if thing.kind == _Kind.AGENDA:
        return reverse("library:pack", args=[meeting.ref])
    if thing.kind == _Kind.SUPPLEMENT:
        return Publication.objects.get(ref=thing.ref).file_url
    return ""


def _address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}" if path else ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of a despatch as its page shows it."""

    group: str
    name: str
    recipient: str
    state: str
    words: str


def deliveries_of(despatch: Despatch) -> list[Delivery]:
    """How each message of a despatch was delivered: one query."""
    rows = DespatchMessage.objects.filter(despatch=despatch).select_related("mail")
    return [_delivery(row) for row in rows.order_by("group", "name", "pk")]


def _delivery(row: DespatchMessage) -> Delivery:
    mail = row.mail
    if mail.sent_at is not None:
        state, words = "good", _("Sent {when}").format(when=day_and_time(mail.sent_at))
    elif mail.try_after is not None:
        tried = (
            _(", tried {attempts} times").format(attempts=mail.attempts)
            if mail.attempts > 1
            else _(", tried once")
            if mail.attempts
            else ""
        )
        state, words = "warn", f"Waiting{tried}"
    elif mail.error == NO_LONGER:
        state, words = "bad", _(NO_LONGER)
    else:
        state, words = "bad", _("Not delivered: the mail server did not accept it")
    return Delivery(row.get_group_display(), row.name, mail.recipient, state, words)


# So much after its time the secretariat is told that something went out late, or not yet.
LATE = timedelta(minutes=5)
# For how long the first page says that something went out late.
SAID_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SetTime:
    """One publication at a set time as a page tells it."""

    pk: int
    look: str
    word: str
    sentence: str
    reason: str = ""
    is_waiting: bool = False


def set_times(meeting: Meeting, now: datetime) -> list[SetTime]:
    """What waits for its time, or did not go out and was not followed by anything; one query."""
    rows = list(ScheduledPublication.objects.filter(pack__meeting=meeting).select_related("pack__meeting"))
    return [
        _set_time(row, now)
        for at, row in enumerate(rows)
        if row.done_at is None
        and row.cancelled_at is None
        and not _is_out(row)
        and (not row.failure or not _is_followed(row, rows[at + 1 :]))
    ]


def _is_out(row: ScheduledPublication) -> bool:
    """True when the pack, or another one of the agenda, was published in some other way."""
    is_agenda = row.pack.kind == Pack.Kind.AGENDA
    is_published = row.pack.meeting.agenda_status == Meeting.Agenda.PUBLISHED
    return row.pack.issued_at is not None or (is_agenda and is_published)


def _is_followed(row: ScheduledPublication, later: Iterable[ScheduledPublication]) -> bool:
    """True when the same kind of pack was set for a time again."""
    return any(each.pack.kind == row.pack.kind for each in later)


def _set_time(row: ScheduledPublication, now: datetime) -> SetTime:
    if row.failure:
        said = _("It was scheduled for {when} and was not published.").format(when=day_and_time(row.at))
        return SetTime(row.pk, "stop", _("Not published"), said, row.failure)
    if now - row.at > LATE:
        said = _("It was due to be published on {when}. The background work may have stopped.").format(
            when=day_and_time(row.at)
        )
        return SetTime(row.pk, "stop", "Overdue", said, is_waiting=True)
    said = _("This pack will be published on {when}.").format(when=day_and_time(row.at))
    return SetTime(row.pk, "look", "Scheduled", said, is_waiting=True)


def rows_about_set_times(bodies: set[int], now: datetime) -> Asking[list[TodoRow]]:
    """What did not go out, is overdue, or went out late these days, for who serves these bodies."""
    found = ScheduledPublication.objects.filter(
        pack__meeting__body_id__in=bodies,
        pack__meeting__starts_at__gt=now,
        cancelled_at__isnull=True,
        at__lte=now,
    )
    (rows,) = yield [found.select_related("pack__meeting")]
    return [*_alarms(rows, now)]


def _alarms(rows: list[ScheduledPublication], now: datetime) -> Iterable[TodoRow]:
    for at, row in enumerate(rows):
        meeting = row.pack.meeting
        sentence = _alarm(row, rows[at + 1 :], now)
        if sentence:
            yield TodoRow(
                when=None,
                subject=_("Publication for {day}").format(day=long_day(meeting.starts_at)),
                sentence=sentence,
                url=reverse("meetings:pack", args=[meeting.pk]),
                label=_("See why") if row.done_at is None else _("Open the pack"),
                body=meeting.body_id,
                is_late=True,
                when_words=_("Not published") if row.done_at is None else _("Late"),
            )


def _alarm(row: ScheduledPublication, later: list[ScheduledPublication], now: datetime) -> str:
    same = [each for each in later if each.pack.meeting_id == row.pack.meeting_id]
    if row.done_at is not None:
        is_told = row.done_at - row.at > LATE and now - row.done_at < SAID_FOR
        return (
            _("was scheduled for {when} and was published late.").format(when=day_and_time(row.at))
            if is_told
            else ""
        )
    if _is_out(row):
        return ""
    if row.failure:
        is_over = _is_followed(row, same)
        return (
            ""
            if is_over
            else _("was scheduled for {when} and was not published.").format(when=day_and_time(row.at))
        )
    return (
        _("was scheduled for {when} and is overdue.").format(when=day_and_time(row.at))
        if now - row.at > LATE
        else ""
    )
