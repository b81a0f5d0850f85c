"""What this room tells pages that gather from everywhere, and the list that upper rooms add deadlines to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.together import Asking, answered, beside
from foundation.ui.dates import clock_time, long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import called
from meetings.before.ways_in import pack_address, ways_in
from meetings.common.notice import last_publication_day
from meetings.confirming.pages import rows_about_comments, rows_about_drafts
from meetings.despatch.pages import rows_about_set_times
from meetings.ledger.pages import rows_about_follow_ups
from meetings.ledger.rules import RESPONSE_SOURCE
from meetings.minutes.documents.approvals import confirmed_key
from meetings.minutes.pages.todo import rows_about_the_record
from meetings.minutes.rules.due import DRAFT_MINUTES_AFTER
from meetings.models import Coming, FollowUp, Meeting, Minutes, Pack, Paper, Placement
from meetings.models.restricted_business import kept_from
from meetings.papers.actions.asking import reminders_asked, reminders_by_hand
from meetings.papers.mail import is_restricted
from meetings.papers.pages.own import asked_for, papers_in_hand, returned_first, rows_to_write
from meetings.papers.sent_for import rows_about_sent_files
from meetings.planning.dates import rows_about_precept, rows_about_vetoes
from meetings.public.pages import rows_about_questions
from meetings.restricted.pages import rows_to_read, rows_to_sign
from meetings.supplements.pages import rows_about_supplements
from meetings.wording.questions import YES
from panels.models import Office, Venue
from panels.policies import bodies_served
from panels.standing import Owned

__all__ = ["bodies_meeting_at", "owned_by", "todo_asking", "todo_rows", "ways_in"]

PUBLISH_AHEAD = timedelta(days=21)
MINUTES_BEHIND = timedelta(days=180)
_Agenda, _Status = Meeting.Agenda, Meeting.Status


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """What this user has to do about meetings: late first, then by date."""
    return answered(todo_asking(user, today))


def todo_asking(user: User, today: date) -> Asking[list[TodoRow]]:
    """The same, for a page that asks other rooms at the same time."""
    bodies, now = bodies_served(user, today), timezone.now()
    found = yield from beside(
        _meetings_today_of_others(user, bodies, today),
        _coming(bodies, today),
        rows_about_set_times(bodies, now),
        rows_about_vetoes(bodies, today),
        _agendas_to_agree(user, today),
        rows_about_supplements(bodies, today),
        rows_about_questions(bodies),
        _papers_to_check(user, bodies, today),
        _papers_late(user, bodies, today),
        _meetings_to_come_to(user),
        _papers_to_write(user, today),
        _minutes_to_write(bodies, today),
        rows_about_the_record(user, bodies, today),
        rows_about_comments(user, bodies),
        rows_about_drafts(user, today),
        rows_to_sign(user, today),
        rows_to_read(user, today),
        _follow_ups(user, bodies, today),
        rows_about_sent_files(user, now),
    )
    rows = [row for rows in found for row in rows]
    return sorted(rows, key=lambda row: (not row.is_late, row.when or date.max, row.subject))


def _coming(bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    """What is to do about the meetings to come of the bodies somebody serves."""
    (coming,) = yield [Meeting.objects.upcoming(today).of_bodies(bodies).with_settings()]
    warned = yield from rows_about_precept(coming, today)
    return [*_meetings_today(coming, today), *_agendas_to_publish(coming, today), *warned]


def _agendas_to_publish(coming: Iterable[Meeting], today: date) -> Iterable[TodoRow]:
    for meeting in coming:
        is_soon = meeting.day <= today + PUBLISH_AHEAD + timedelta(days=14)
        if meeting.is_private or meeting.agenda_status == _Agenda.PUBLISHED or not is_soon:
            continue
        last = last_publication_day(meeting)
        if last - today <= PUBLISH_AHEAD:
            is_agreed = meeting.agenda_status == _Agenda.AGREED
            yield TodoRow(
                when=last,
                subject=_("Agenda for {day}").format(day=long_day(meeting.starts_at)),
                sentence=_agenda_sentence(meeting),
                url=reverse("meetings:proof" if is_agreed else "meetings:agenda", args=[meeting.pk]),
                label=_("Final check") if is_agreed else _("Open the agenda"),
                body=meeting.body_id,
                is_late=last < today,
            )


def _agenda_sentence(meeting: Meeting) -> str:
    said = {
        _Agenda.DRAFT: _("is a draft. This is the last day to publish it."),
        _Agenda.WITH_CHAIR: _("is with the Chair. This is the last day to publish it."),
        _Agenda.AGREED: _("has been agreed. This is the last day to publish it with its pack."),
    }
    return said[_Agenda(meeting.agenda_status)]


def _agendas_to_agree(user: User, today: date) -> Asking[list[TodoRow]]:
    chaired = Office.objects.current_on(today).filter(person__user=user, kind=Office.Kind.CHAIR)
    waiting = Meeting.objects.upcoming(today).filter(
        body_id__in=chaired.values("body_id"), agenda_status=_Agenda.WITH_CHAIR
    )
    (meetings,) = yield [waiting]
    return [
        TodoRow(
            when=meeting.day,
            subject=_("Agenda for {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("is ready for you to agree or return."),
            url=reverse("meetings:agenda", args=[meeting.pk]),
            label=_("Read the agenda"),
            body=meeting.body_id,
        )
        for meeting in meetings
    ]


def _papers_to_check(user: User, bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    received = Placement.objects.exclude(pk__in=kept_from(user, today).values("pk")).filter(
        item__meeting__body_id__in=bodies,
        item__meeting__status__in=Meeting.STILL_TO_COME,
        paper__preparation=Paper.Preparation.RECEIVED,
    )
    rows = received.select_related("paper", "item__meeting").order_by("item__meeting__starts_at")
    (placements,) = yield [rows]
    return [
        TodoRow(
            when=placement.item.meeting.day,
            subject=placement.paper.title,
            sentence=_("has been received for {day} and has not been checked.").format(
                day=long_day(placement.item.meeting.starts_at)
            ),
            url=reverse("meetings:paper", args=[placement.paper_id]),
            label=_("Check the paper"),
            body=placement.item.meeting.body_id,
        )
        for placement in placements
    ]


def _papers_late(user: User, bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    """Papers asked for whose day is today or has passed, with the button that reminds their author."""
    wanted = Placement.objects.exclude(pk__in=kept_from(user, today).values("pk")).filter(
        item__meeting__body_id__in=bodies,
        item__meeting__status__in=Meeting.STILL_TO_COME,
        paper__preparation__in=["asked", "draft", "returned"],
        paper__due_on__lte=today,
    )
    placements = wanted.select_related("paper__author", "paper__body", "item__meeting")
    (rows,) = yield [placements.order_by("paper__due_on", "pk")]
    if not rows:
        return []
    (said,) = yield [reminders_asked([each.paper_id for each in rows], today)]
    reminded = reminders_by_hand(said)
    return [_late_paper(user, each, reminded.get(each.paper_id), today) for each in rows]


def _late_paper(user: User, placement: Placement, reminded: datetime | None, today: date) -> TodoRow:
    paper = placement.paper
    name = called(paper.author_name)
    is_late = paper.due_on is not None and paper.due_on < today
    said = (
        (_("has not been returned") if paper.received_at else _("has not been received"))
        if is_late
        else _("is due")
    )
    sentence = _("{said}{words} for {day}.").format(
        said=said,
        words=_(" from {name}").format(name=name) if name else "",
        day=long_day(placement.item.meeting.starts_at),
    )
    page = reverse("meetings:paper", args=[paper.pk])
    body = placement.item.meeting.body_id
    row = TodoRow(paper.due_on, paper.title, sentence, page, _("Open the paper"), is_late=is_late, body=body)
    if reminded:
        return replace(
            row,
            sentence=_("{sentence} Reminder sent at {time}.").format(
                sentence=sentence, time=clock_time(reminded)
            ),
        )
    if not name or paper.author_id == user.pk:
        return row
    url = reverse("meetings:paper_remind", args=[paper.pk])
    return replace(row, url=url, label=_("Remind {name}").format(name=name), is_post=True, subject_url=page)


def _meetings_today(coming: Iterable[Meeting], today: date) -> Iterable[TodoRow]:
    """The meeting of the day, which is recorded while it goes on."""
    for meeting in (each for each in coming if each.day == today):
        yield TodoRow(
            when=today,
            subject=meeting.name,
            sentence=_("is today at {time}.").format(time=clock_time(timezone.localtime(meeting.starts_at))),
            url=reverse("meetings:day", args=[meeting.pk]),
            label=_("Record the meeting"),
            body=meeting.body_id,
            is_first=True,
        )


def _meetings_today_of_others(user: User, served: set[int], today: date) -> Asking[list[TodoRow]]:
    """The meeting of the day, for everyone with a role there who does not record it: its pack in one step."""
    known = Meeting.objects.visible_to(user).upcoming(today).on(today).exclude(body_id__in=served)
    (here,) = yield [known.select_related("venue", "body").prefetch_related("body__dated_settings")]
    return [*_read_today(here, today)] if here else []


def _read_today(here: Sequence[Meeting], today: date) -> Iterable[TodoRow]:
    packed = set(Pack.objects.issued_for(here))
    for meeting in here:
        place = f", {meeting.venue.name}" if meeting.venue else ""
        page = reverse("meetings:meeting", args=[meeting.pk])
        pack = pack_address(meeting, packed)
        yield TodoRow(
            when=today,
            subject=meeting.name,
            sentence=_("is today at {time}{place}.").format(
                time=clock_time(timezone.localtime(meeting.starts_at)), place=place
            ),
            url=pack or page,
            label=_("Read the pack") if pack else _("Open the meeting"),
            body=meeting.body_id,
            subject_url=page if pack else "",
            is_first=True,
        )


def _meetings_to_come_to(user: User) -> Asking[list[TodoRow]]:
    """Meetings about which this member was asked and has not answered."""
    (waiting,) = yield [Coming.objects.waiting_for(user)]
    return [
        TodoRow(
            when=coming.meeting.day,
            subject=_("Meeting of {day}").format(day=long_day(coming.meeting.starts_at)),
            sentence=_("needs your reply: will you attend?"),
            url=reverse("meetings:coming_mine", args=[coming.meeting_id]),
            label=_("Reply"),
            body=coming.meeting.body_id,
        )
        for coming in waiting
    ]


def _papers_to_write(user: User, today: date) -> Asking[list[TodoRow]]:
    (papers,) = yield [papers_in_hand(user, today)]
    return rows_to_write(asked_for(returned_first(papers)), today)


def _follow_ups(user: User, bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    rows = yield from rows_about_follow_ups(user, bodies, today)
    return [*_as_owed(user, rows)]


def _as_owed(user: User, rows: Iterable[TodoRow]) -> Iterable[TodoRow]:
    """A response that the panel requires in writing says so, and by which law."""
    recommended = str(FollowUp.Kind.RECOMMENDATION.label)
    if not any(row.subject.startswith(recommended) for row in rows):
        return rows
    own = FollowUp.objects.answered_by(user).filter(kind=FollowUp.Kind.RECOMMENDATION)
    required = own.awaiting_response().filter(response__asked_on__isnull=False)
    owed = {reverse("meetings:follow_up", args=[row.pk]): row for row in required}
    return [_response_owed(row, owed[row.url]) if row.url in owed else row for row in rows]


def _response_owed(row: TodoRow, owed: FollowUp) -> TodoRow:
    return replace(
        row,
        subject=_("Written response to recommendation {owed_number}").format(owed_number=owed.number),
        sentence=_("is required from you ({response_source}). {owed}").format(
            response_source=RESPONSE_SOURCE, owed=owed.text[:120]
        ),
        label=_("Send the response"),
    )


def _minutes_to_write(bodies: set[int], today: date) -> Asking[list[TodoRow]]:
    recent = Meeting.objects.past(today).filter(
        body_id__in=bodies,
        starts_at__date__gte=today - MINUTES_BEHIND,
        status__in=(*Meeting.STILL_TO_COME, _Status.HELD),
    )
    (rows,) = yield [recent.select_related("minutes")]
    return [*_drafts_due(rows, today)]


def _drafts_due(rows: Sequence[Meeting], today: date) -> Iterable[TodoRow]:
    kept = [each.minutes_or_none.answers for each in rows if each.minutes_or_none]
    # Of minutes that are kept elsewhere, a later meeting was asked whether it confirmed them.
    confirmed = {key for answers in kept for key, said in answers.items() if said == YES}
    for meeting in rows:
        minutes = meeting.minutes_or_none
        if minutes is None and confirmed_key(meeting) in confirmed:
            continue
        if minutes is not None and minutes.status != Minutes.Status.DRAFT:
            continue
        due = meeting.day + DRAFT_MINUTES_AFTER
        yield TodoRow(
            when=due,
            subject=_("Minutes of {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("are in draft.") if minutes else _("have not been started."),
            url=reverse("meetings:minutes", args=[meeting.pk]),
            label=_("Write the minutes"),
            body=meeting.body_id,
            is_late=due < today,
        )


def owned_by(user: User, on: date) -> list[Owned]:
    """The papers this user has still to write: somebody else has to when the account is closed.

    It is mailed, so that a paper on restricted business is not named.
    """
    papers = Paper.objects.filter(author=user).not_in().order_by("due_on", "title")
    return [
        Owned(
            _("Paper to write")
            if is_restricted(paper)
            else _("Paper to write: {paper}").format(paper=paper.title),
            paper.body_id,
            reverse("meetings:paper", args=[paper.pk]),
        )
        for paper in papers
    ]


def bodies_meeting_at(thing: object) -> list[int]:
    """The bodies that meet, or met, at a venue; nobody's for anything else."""
    if not isinstance(thing, Venue):
        return []
    return list(Meeting.objects.filter(venue=thing).values_list("body_id", flat=True).distinct())
