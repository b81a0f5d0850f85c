"""What partnerships hand to pages that gather from everywhere: things to do, and days on a timeline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.together import Asking, answered, ask
from foundation.ui.dates import clock_time, long_day
from foundation.ui.rows import DuePoint, NavItem, PointState, TodoRow
from foundation.ui.words import called, joined
from meetings.common.upper_rooms import Reader
from meetings.models import Meeting
from panels import standing
from panels.models import Body
from panels.standing import Owned
from partnerships import actions, queries
from partnerships.models import BriefingNote, CSPRole, Round
from partnerships.models.csp import bodies_known
from partnerships.policies import csp_roles, officers_of

Status = BriefingNote.Status


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """The notes this user has to write or approve, and the rounds they run where something is to do."""
    return answered(todo_asking(user, today))


def todo_asking(user: User, today: date) -> Asking[list[TodoRow]]:
    """The same, for a page that asks other rooms at the same time."""
    own, rounds = yield [
        BriefingNote.objects.whole().to_come(today).written_by(user, today),
        Round.objects.with_notes().served_by(user).to_come(today),
    ]
    rows = [row for note in own if not note.is_in and (row := _own_row(user, note, today))]
    rows += [row for note in own if (row := _today_row(note, today))]
    rows += [
        replace(row, body=round.meeting.body_id) for round in rounds if (row := _round_row(round, today))
    ]
    return rows


def deadlines_of(meetings: Sequence[Meeting], user: User | None) -> list[DuePoint]:
    """The due days of the meetings' briefing notes, where they were asked for and this user may know of them.

    The office that the panel holds to account is not told who has written and who has not.
    """
    asked = Round.objects.with_notes().for_meetings(meetings)
    ask(asked)
    rounds, today = list(asked), timezone.localdate()
    if rounds and user is not None:
        known = bodies_known(user, today)
        rounds = [round for round in rounds if round.meeting.body_id in known]
    return [_point(round, today) for round in rounds]


def asked_for(user: User, today: date) -> list[tuple[Meeting, list[DuePoint], str, str, str, list[NavItem]]]:
    """The meetings to come that this user's partnership writes a note for.

    With each its days, the address of its round, the name and place a partnership may know, and its ways in.
    """
    notes = BriefingNote.objects.whole().to_come(today).written_by(user, today)
    found = {}
    for note in sorted(notes, key=lambda each: each.round.meeting.starts_at):
        meeting = note.round.meeting
        # The own title and the place of a meeting that was not announced are the panel's business still.
        is_known = meeting.is_open_to_the_public
        name = meeting.name if is_known else meeting.get_kind_display()
        place = meeting.venue.name if is_known and meeting.venue else ""
        day = DuePoint(meeting.day, name, "", "meeting", meeting.ref)
        points = sorted([_point(note.round, today), day], key=lambda point: point.day)
        found[meeting.pk] = (
            meeting,
            points,
            reverse("partnerships:round", args=[note.round_id]),
            name,
            place,
            _ways_in(note),
        )
    return list(found.values())


def _ways_in(note: BriefingNote) -> list[NavItem]:
    """The note, and the agenda once the public reads it."""
    meeting = note.round.meeting
    links = [NavItem(_("Briefing note"), reverse("partnerships:note", args=[note.pk]))]
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED and meeting.public_since:
        links.append(NavItem(_("Agenda and papers"), reverse("library:meeting", args=[meeting.ref])))
    return links


def _today_row(note: BriefingNote, today: date) -> TodoRow | None:
    """The meeting of the day, for a partnership that wrote a note for it, once it was announced."""
    meeting = note.round.meeting
    if meeting.day != today or not meeting.is_open_to_the_public:
        return None
    way = _ways_in(note)[-1]
    place = f", {meeting.venue.name}" if meeting.venue else ""
    said = _("is today at {time}{place}.").format(time=clock_time(meeting.starts_at), place=place)
    return TodoRow(
        today, meeting.name, said, way.url, _("Open the {way}").format(way=way.label.lower()), is_first=True
    )


def readers_of(body: Body, on: date) -> list[Reader]:
    """Who writes for a partnership of this body, or chairs it, on a day: they are told of its papers."""
    roles = CSPRole.objects.current_on(on).filter(csp__body=body, user__is_active=True)
    return [
        Reader(role.user.printed_name, role.csp.name, role.user.email, role.user_id)
        for role in roles.select_related("user", "csp")
    ]


def _own_row(user: User, note: BriefingNote, today: date) -> TodoRow | None:
    due_on = note.round.due_on
    subject = _("Briefing note for {day}").format(day=long_day(note.round.meeting.day))
    is_late = due_on < today
    roles = csp_roles(user, note.csp)
    if note.status == Status.WITH_CHAIR:
        if Role.CSP_CHAIR not in roles:
            return None
        url = reverse("partnerships:note_decide", args=[note.pk])
        sentence = _("is ready for you to approve. {sent_by} sent it to you.").format(sent_by=note.sent_by)
        return TodoRow(due_on, subject, sentence, url, _("Read and decide"), is_late=is_late)
    answered = _("{answered} of {number} themes answered").format(
        answered=note.answered, number=len(note.round.question_set.questions.all())
    )
    if Role.CSP_OFFICER not in roles:
        # The chair sees who is writing, and has nothing to do yet.
        names = joined(called(held.user.name) for held in officers_of(note.csp)) or _("No officer")
        sentence = _("is being written by {names}: {answered}.").format(names=names, answered=answered)
        return TodoRow(due_on, subject, sentence, "", "", is_late=is_late)
    is_back = note.status == Status.RETURNED
    what = _("has been returned with a comment") if is_back else _("has been requested")
    url = reverse("partnerships:note", args=[note.pk])
    is_answered = note.answered == len(note.round.question_set.questions.all())
    writing = _("Check and send") if is_answered and not is_back else _("Continue writing")
    label = _("Start writing") if note.status == Status.ASKED else writing
    return TodoRow(due_on, subject, f"{what}. {answered}.", url, label, is_late=is_late)


def _round_row(round: Round, today: date) -> TodoRow | None:
    """A round that runs late, or whose partnerships do not know its new date."""
    notes = list(round.notes.all())
    missing = [note for note in notes if not note.is_in]
    url = reverse("partnerships:round", args=[round.pk])
    subject = _("Briefing notes for {day}").format(day=long_day(round.meeting.day))
    if round.told_due_on != round.due_on:
        sentence = _("have a new due date. The partnerships have not been notified.")
        tell = reverse("partnerships:round_tell", args=[round.pk])
        return TodoRow(
            round.due_on, subject, sentence, tell, _("Notify partnerships"), is_post=True, subject_url=url
        )
    if missing and round.due_on < today:
        return _late_round(
            round, missing, TodoRow(round.due_on, subject, "", url, _("Open the round"), is_late=True)
        )
    if notes and not missing and not queries.is_placed(round):
        sentence = _("have all been received ({number}) and are not on the agenda.").format(number=len(notes))
        place = reverse("partnerships:round_place", args=[round.pk])
        return TodoRow(round.meeting.day, subject, sentence, place, _("Add to the agenda"))
    return None


def _late_round(round: Round, missing: Sequence[BriefingNote], row: TodoRow) -> TodoRow:
    """Whose notes are missing, and one button that reminds whoever has them."""
    total = len(round.notes.all())
    names = joined(note.csp.short_name for note in missing)
    received = _("have not been received from {names}. {received} of {all_notes} received.").format(
        names=names, received=total - len(missing), all_notes=total
    )
    reminded = actions.reminders_of_today(missing, timezone.localdate())
    if len(reminded) == len(missing):
        said = _("{received} Reminder sent at {time}.").format(
            received=received, time=clock_time(min(reminded.values()))
        )
        return replace(row, sentence=said)
    label = (
        _("Remind {names}").format(names=names)
        if len(missing) == 1
        else _("Remind {number} partnerships").format(number=len(missing))
    )
    act = reverse("partnerships:round_remind", args=[round.pk])
    return replace(row, sentence=received, url=act, label=label, is_post=True, subject_url=row.url)


def _point(round: Round, today: date) -> DuePoint:
    notes = list(round.notes.all())
    done = sum(1 for note in notes if note.is_in)
    state: PointState = "done" if done == len(notes) else "late" if round.due_on < today else "todo"
    note = _("{done} of {number} received").format(done=done, number=len(notes))
    if state == "done" and notes:
        # A timeline tells when a thing was done: here when the last chair approved.
        last = max(each.approved_at for each in notes if each.approved_at)
        return DuePoint(timezone.localtime(last).date(), _("CSP notes"), note, state, round.meeting.ref)
    return DuePoint(round.due_on, _("CSP notes due"), note, state, round.meeting.ref)


def owned_by(user: User, on: date) -> list[Owned]:
    """The partnerships this user writes for or chairs."""
    held = CSPRole.objects.filter(standing.not_over(on), user=user).select_related("csp").order_by("pk")
    return [
        Owned(
            f"{each.get_role_display()}: {each.csp.name}",
            each.csp.body_id,
            reverse("partnerships:csp", args=[each.csp_id]),
        )
        for each in held
    ]


def bodies_of_account(user: User, on: date) -> list[int]:
    """The panels whose partnerships this user speaks for on the day or later."""
    held = CSPRole.objects.filter(standing.not_over(on), user=user)
    return list(held.values_list("csp__body_id", flat=True))
