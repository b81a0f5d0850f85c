"""Sending draft minutes to members for comments, taking the comments, saying what was done about each."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink, User
from foundation.documents.layout.document import to_data
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.confirming import mail
from meetings.confirming.pages import words_at
from meetings.confirming.policies import may_answer_comments, may_circulate_minutes, may_comment
from meetings.minutes.documents.standing import standing_minutes
from meetings.models import DraftComment, DraftReader, DraftRound, Minutes
from meetings.models.restricted_business import kept_minutes
from meetings.restricted.leaks import one_look
from panels.roll import members_on

COMMENT_LIMIT = 5000


@one_look()
@transaction.atomic
def circulate_minutes(*, minutes: Minutes, due_on: date, by: User) -> DraftRound:
    """Send the draft as it stands to every member in post; what they read stays as it is.

    Members without an address are listed, so that they can be told in another way.
    """
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    today = timezone.localdate()
    require(may_circulate_minutes(by, locked), _not_before(due_on, today), _has_minutes(locked))
    data = to_data(standing_minutes(locked))
    last = locked.draft_rounds.first()
    if last is not None and (last.document, last.due_on) == (data, due_on):
        return last
    made = DraftRound.objects.create(
        minutes=locked,
        number=last.number + 1 if last else 1,
        document=data,
        due_on=due_on,
        sent_at=timezone.now(),
        sent_by=by.printed_name,
    )
    people = [line.person for line in members_on(locked.meeting.body, today) if line.person is not None]
    for person in people:
        has_user = person.user is not None and person.user.is_active
        reader = DraftReader.objects.create(
            round=made, person=person, name=person.printed_name, has_mail=has_user or bool(person.email)
        )
        if reader.has_mail:
            mail.send_draft(reader, by=by, today=today)
    facts = {"round": made.number, "due": due_on.isoformat(), "members": len(people)}
    record("draft minutes circulated", locked, by=by, scope=locked.scope, data=facts)
    return made


@transaction.atomic
def comment(
    *, reader: DraftReader, minute_ref: str, place: str, text: str, by: User | PersonalLink
) -> DraftComment:
    """A member says something about one paragraph; the same words sent twice are one comment."""
    Minutes.objects.select_for_update().get(pk=reader.round.minutes_id)
    reader.round.minutes.refresh_from_db()
    require(_is_own(reader, by), may_comment(reader))
    text = text.strip()
    quoted = words_at(reader.round.document, minute_ref, place)
    require(_says_something(text))
    if quoted is None or kept_minutes(reader.person).filter(ref=minute_ref).exists():
        refuse(_("This paragraph is not in the draft sent to you."))
    same = reader.comments.filter(minute_ref=minute_ref, place=place, text=text).first()
    if same is not None:
        return same
    made = DraftComment.objects.create(
        round=reader.round,
        reader=reader,
        minute_ref=minute_ref,
        place=place,
        quoted=quoted or "",
        text=text,
        made_at=timezone.now(),
    )
    minutes = reader.round.minutes
    record("comment on draft minutes made", minutes, by=by, scope=minutes.scope, data={"id": made.pk})
    return made


@transaction.atomic
def answer_comment(*, comment: DraftComment, outcome: str, by: User, reply: str = "") -> DraftComment:
    """Accept or decline a comment, with a reply; its author is told once all they said is answered."""
    locked = DraftComment.objects.select_for_update().get(pk=comment.pk)
    minutes = locked.round.minutes
    require(may_answer_comments(by, minutes), _is_answer(outcome), _says_why(outcome, reply), _short(reply))
    if locked.answered_at is not None:
        if (locked.outcome, locked.reply) == (outcome, reply.strip()):
            return locked
        refuse(_("{name} has already replied to this comment.").format(name=locked.answered_by))
    locked.outcome, locked.reply = outcome, reply.strip()
    locked.answered_at, locked.answered_by = timezone.now(), by.printed_name
    locked.save(update_fields=["outcome", "reply", "answered_at", "answered_by"])
    data = {"id": locked.pk, "outcome": outcome}
    record("comment on draft minutes answered", minutes, by=by, scope=minutes.scope, data=data)
    if not DraftComment.objects.by_reader(locked.reader).unanswered().exists():
        mail.tell_answered(locked.reader, by=by, today=timezone.localdate())
    return locked


def _is_own(reader: DraftReader, by: User | PersonalLink) -> Finding:
    """Everybody comments in their own name."""
    is_own = by.target == reader.ref if isinstance(by, PersonalLink) else reader.person.user_id == by.pk
    return met() if is_own else stopped(_("This draft was sent to another member."))


def _says_something(text: str) -> Finding:
    if not text:
        return stopped(_("Enter your comment."), code="text")
    return _short(text)


def _short(text: str) -> Finding:
    if len(text) <= COMMENT_LIMIT:
        return met()
    return stopped(
        _("Your comment must be {comment_limit:,} characters or fewer.").format(comment_limit=COMMENT_LIMIT),
        code="text",
    )


def _is_answer(outcome: str) -> Finding:
    if outcome in (DraftComment.Outcome.TAKEN_UP, DraftComment.Outcome.NOT_TAKEN_UP):
        return met()
    return stopped(_("Select whether to accept or decline the comment."), code="outcome")


def _says_why(outcome: str, reply: str) -> Finding:
    """Whoever is declined reads why."""
    if outcome != DraftComment.Outcome.NOT_TAKEN_UP or reply.strip():
        return met()
    return stopped(_("Enter the reason for declining the comment."), code="reply")


def _not_before(due_on: date, today: date) -> Finding:
    if due_on >= today:
        return met()
    return stopped(_("The date for comments must be today or later."), code="due_on")


def _has_minutes(minutes: Minutes) -> Finding:
    return met() if minutes.entries.exists() else stopped(_("There are no minutes to circulate yet."))
