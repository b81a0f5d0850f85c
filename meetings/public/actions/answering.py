"""What the public put to a meeting: taking it in, deciding on it, answering it, forgetting who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts import links
from foundation.accounts.models import PersonalLink, User
from foundation.history import clock
from foundation.history.actors import SYSTEM, Actor
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.jobs import outbox, strangers
from meetings.common.lifecycles import QUESTION
from meetings.common.locks import lock
from meetings.models import Meeting, PublicQuestion
from meetings.public import mail
from meetings.public.policies import (
    QUESTION_LINK,
    may_confirm,
    may_decide_questions,
    may_disown,
    may_take_back,
)
from meetings.public.question_days import confirm_by, deadline_of, rules_of, takes_questions
from meetings.public.rules import in_time_finding, length_finding, number_finding

_Status = PublicQuestion.Status
NAME_REMOVED = gettext_noop("Name removed")
# Days after the meeting: what nobody confirmed is nobody's record.
KEPT_UNCONFIRMED = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Put:
    """What somebody put, as typed."""

    text: str
    name: str
    email: str
    kind: str = PublicQuestion.Kind.QUESTION
    addressee: str = PublicQuestion.Addressee.PANEL
    organisation: str = ""
    phone: str = ""
    comes_in_person: bool = False
    signatures: int | None = None


@dataclass(frozen=True, slots=True)
class _Public:
    """Whoever puts a question: history never names them, because the name may have to go."""

    pk: str = "public"
    printed_name: str = "A member of the public"


PUBLIC = _Public()


def put_question(*, meeting: Meeting, put: Put, form_key: str) -> PublicQuestion:
    """Keep what somebody put by the public form until the address is confirmed; sent twice it is one.

    Raises `Refused` with the body's own rule where one is broken; nothing is stored then.
    """
    return _take_in(meeting, put, form_key, PUBLIC, late_reason="")


def record_question(
    *, meeting: Meeting, put: Put, form_key: str, by: User, late_reason: str = ""
) -> PublicQuestion:
    """Take in what came by letter, mail or telephone; with a reason also after the deadline."""
    require(may_decide_questions(by, meeting))
    return _take_in(meeting, put, form_key, by, late_reason=late_reason.strip())


def _take_in(meeting: Meeting, put: Put, form_key: str, by: Actor, *, late_reason: str) -> PublicQuestion:
    try:
        with transaction.atomic():
            return _write(meeting, put, form_key, by, late_reason)
    except IntegrityError as clash:
        known = PublicQuestion.objects.filter(form_key=form_key).first()
        if known is None:
            raise clash from None
        return known


def _write(meeting: Meeting, put: Put, form_key: str, by: Actor, late_reason: str) -> PublicQuestion:
    lock(meeting)
    known = PublicQuestion.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    now = clock.now()
    has_address = by is not PUBLIC or bool(put.email.strip())
    require(
        *_broken_rules(meeting, put, late_reason),
        _known(has_address, _("Enter your email address."), "email"),
    )
    row = PublicQuestion.objects.create(
        meeting=meeting,
        status=_Status.UNCONFIRMED if by is PUBLIC else _Status.RECEIVED,
        kind=put.kind,
        addressee=put.addressee,
        text=_plain(put.text),
        signatures=put.signatures if put.kind == PublicQuestion.Kind.PETITION else None,
        name=" ".join(put.name.split()),
        organisation=" ".join(put.organisation.split()),
        email=put.email.strip(),
        phone=put.phone.strip(),
        comes_in_person=put.comes_in_person,
        received_at=now,
        late_reason=late_reason,
        form_key=form_key,
        position=meeting.questions.count(),
    )
    if row.is_unconfirmed:
        record("public question put", row, by=by, scope=meeting.scope, data={"kind": row.kind})
        mail.ask_to_confirm(row, by=by)
        return row
    record("public question received", row, by=by, scope=meeting.scope, data={"kind": row.kind})
    if row.email:
        mail.acknowledge(row, by=by)
    return row


def _broken_rules(meeting: Meeting, put: Put, late_reason: str) -> Sequence[Finding]:
    """The body's own rules held against what somebody put."""
    if not takes_questions(meeting) or meeting.status not in Meeting.STILL_TO_COME:
        return [stopped(_("This meeting takes no questions."), code="late")]
    rules, now = rules_of(meeting.settings), clock.now()
    in_time = met() if late_reason else in_time_finding(now, deadline_of(meeting))
    return [
        in_time,
        met() if put.text.strip() else stopped(_("Enter your question, statement or petition."), code="text"),
        length_finding(put.text, rules.words),
        count_finding(meeting, put.email, put.organisation),
        _known(put.kind in rules.kinds, _("Select what you want to submit."), "kind"),
        _known(put.addressee in rules.addressees, _("Select who it is for."), "addressee"),
    ]


def count_finding(meeting: Meeting, email: str, organisation: str) -> Finding:
    """The body's rule on how many one person or organisation puts, against what counts by now."""
    questions = PublicQuestion.objects
    by_person = questions.put_by(meeting, email).count() if email.strip() else 0
    by_body = questions.put_for(meeting, organisation).count() if organisation.strip() else 0
    return number_finding(by_person, by_body, rules_of(meeting.settings))


def _known(is_known: bool, sentence: str, code: str) -> Finding:
    return met() if is_known else stopped(sentence, code=code)


@transaction.atomic
def accept_question(*, question: PublicQuestion, by: User, printed_name: str = "", note: str = "") -> None:
    """Take a question to the meeting, under the name as it is printed; its asker is told."""
    row = _locked(question, by)
    _decide(row, "accept", by, decision_note=note.strip(), name=printed_name.strip() or row.name, ground="")


@transaction.atomic
def reject_question(*, question: PublicQuestion, ground: str, by: User, note: str = "") -> None:
    """Refuse a question on one of the grounds; its asker is told which, and can read the words added."""
    row = _locked(question, by)
    if ground not in PublicQuestion.Ground.values:
        refuse(_("Select the reason for not accepting it."), code="ground")
    if ground == PublicQuestion.Ground.OTHER and not note.strip():
        refuse(_("Enter the reason for not accepting it."), code="note")
    _decide(row, "reject", by, decision_note=note.strip(), ground=ground)


@transaction.atomic
def redirect_question(*, question: PublicQuestion, to: str, by: User, note: str = "") -> None:
    """Pass a question on to who can answer it, such as the force; its asker is told to whom."""
    row = _locked(question, by)
    if not to.strip():
        refuse(_("Enter who it is redirected to."), code="to")
    _decide(row, "redirect", by, decision_note=note.strip(), redirected_to=to.strip()[:200], ground="")


def _decide(row: PublicQuestion, verb: str, by: User, **values: str) -> None:
    PublicQuestion.objects.filter(pk=row.pk).update(
        decided_at=clock.now(), decided_by=by.printed_name, version=row.version + 1, **values
    )
    QUESTION.move(row, verb, by=by, scope=row.meeting.scope, data={"ground": values.get("ground", "")})
    row.refresh_from_db()
    if row.email:
        mail.tell_decision(row, by=by)


@transaction.atomic
def answer_question(
    *,
    question: PublicQuestion,
    kind: str,
    answer: str,
    based_on: int,
    by: User,
    supplementary: str = "",
    supplementary_answer: str = "",
) -> PublicQuestion:
    """Write down what was answered, at the meeting or in writing; a changed answer needs the newest version.

    Raises `NewerVersion` with both texts when somebody else saved in the meantime.
    """
    row = _locked(question, by)
    typed = (kind, _plain(answer), _plain(supplementary), _plain(supplementary_answer))
    if typed == (row.answer_kind, row.answer, row.supplementary, row.supplementary_answer):
        return row
    require(
        _known(
            row.status == _Status.ACCEPTED,
            _("You can record an answer only to a question that has been accepted."),
            "answer",
        ),
        _known(bool(typed[1]), _("Enter the answer."), "answer"),
        _known(kind in PublicQuestion.Answer.values, _("Select how it was answered."), "kind"),
    )
    if based_on != row.version:
        raise NewerVersion(
            saved_by=row.answered_by or row.decided_by,
            saved_at=row.answered_at or row.decided_at or row.received_at,
            number=row.version,
            theirs="\n".join(filter(None, [row.answer, row.supplementary, row.supplementary_answer])),
            yours="\n".join(filter(None, typed[1:])),
        )
    is_new = row.answered_at is None
    row.answer_kind, row.answer, row.supplementary, row.supplementary_answer = typed
    row.answered_at, row.answered_by, row.version = clock.now(), by.printed_name, row.version + 1
    row.save()
    record("public question answered", row, by=by, scope=row.meeting.scope, data={"kind": kind})
    if is_new and kind == PublicQuestion.Answer.WRITTEN and row.email:
        mail.send_answer(row, by=by)
    return row


@transaction.atomic
def take_back_question(*, question: PublicQuestion, link: PersonalLink) -> None:
    """Withdraw a question, by whoever put it; doing so twice changes nothing."""
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if row.status == _Status.WITHDRAWN:
        return
    require(may_take_back(link, row))
    QUESTION.move(row, "withdraw", by=PUBLIC, scope=row.meeting.scope)


def trim_questions() -> int:
    """Remove personal data that is due to go; returns from how many questions.

    Contact details go from all. What was not taken loses name and words too: they are nobody's business.
    """
    now = clock.now()
    count = 0
    for question in PublicQuestion.objects.with_contacts().iterator(chunk_size=200):
        days = KEPT_UNCONFIRMED if question.is_unconfirmed else question.meeting.settings.question_keep_days
        keep = timedelta(days=days)
        if question.meeting.starts_at + keep < now:
            count += trim_question(question)
    return count


@transaction.atomic
def trim_question(question: PublicQuestion) -> int:
    """Remove the personal data of one question; returns 1, or 0 where that was done."""
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if row.trimmed_at is not None:
        return 0
    if email := row.email:
        outbox.forget(email)
    links.forget(purpose=QUESTION_LINK, target=row.ref)
    row.email = row.phone = ""
    if row.status != _Status.ACCEPTED:
        row.name, row.organisation, row.text, row.decision_note = _(NAME_REMOVED), "", "", ""
    row.trimmed_at = clock.now()
    row.save()
    strangers.forget(email)
    record("personal data of a public question removed", row, by=SYSTEM, scope=row.meeting.scope)
    return 1


def _locked(question: PublicQuestion, by: User) -> PublicQuestion:
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    require(may_decide_questions(by, row.meeting))
    return row


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\x00", "").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


@transaction.atomic
def confirm_question(*, question: PublicQuestion, link: PersonalLink) -> PublicQuestion:
    """Take it in: with the time it was put, or late with the time of now. Twice changes nothing."""
    meeting = question.meeting
    lock(meeting)
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not row.is_unconfirmed:
        return row
    require(may_confirm(link, row), count_finding(meeting, row.email, row.organisation))
    now = clock.now()
    came = row.received_at if now <= confirm_by(row) else now
    QUESTION.move(row, "confirm", by=PUBLIC, scope=meeting.scope, writes={"received_at": came})
    row.refresh_from_db()
    mail.acknowledge(row, by=PUBLIC)
    return row


@transaction.atomic
def disown_question(*, question: PublicQuestion, link: PersonalLink) -> None:
    """Take it away with everything it says: somebody else gave this address. Twice changes nothing."""
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not row.is_unconfirmed:
        return
    require(may_disown(link, row))
    QUESTION.move(row, "disown", by=PUBLIC, scope=row.meeting.scope)
    trim_question(row)
