"""Keeping the ledger: what was heard, who answers, responses, and how a follow-up ends."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.actors import SYSTEM
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from foundation.history.models import Event
from foundation.ui.dates import long_day
from meetings.common.lifecycles import FOLLOW_UP
from meetings.common.rules.days import due
from meetings.ledger import mail, rules
from meetings.ledger.policies import (
    may_answer,
    may_bring_matters,
    may_discharge,
    may_keep_ledger,
    may_reopen,
    may_update,
)
from meetings.ledger.rules import CATCH_UP, reminder
from meetings.models import Decision, FollowUp, FollowUpUpdate, Meeting, Response
from meetings.models.answering import answered_by
from meetings.restricted.leaks import one_look
from panels.models import Assignment, Person


@transaction.atomic
def update_follow_up(
    *,
    follow_up: FollowUp,
    text: str,
    by: User,
    based_on: int,
    new_due: date | None = None,
    is_in_hand: bool = False,
    is_decision: bool = False,
) -> FollowUp:
    """Write down how a follow-up stands, and put it off to a later day if one is given.

    The day is the panel’s: one that its owner gives is what they ask for, until the secretariat decides; by
    `is_decision` it does no more than that. The same words sent twice are kept once. Raises `NewerVersion`.
    """
    locked = _locked(follow_up)
    may_postpone = may_keep_ledger(by, locked.body).is_met
    require(
        may_update(by, locked),
        rules.words_given(text),
        rules.new_due(new_due, locked.meeting.day, None if may_postpone else locked.due_day),
    )
    last = locked.updates.first()
    text = _plain(text)
    set_to, asked_for = (new_due, None) if may_postpone else (None, new_due)
    decides = is_decision and may_postpone and locked.due_asked is not None
    said = (by.printed_name, text, set_to, asked_for)
    if last and not decides and said == (last.said_by, last.text, last.due_after, last.due_asked):
        return locked
    _require_newest(locked, based_on, _words(text, new_due))
    FollowUpUpdate.objects.create(
        follow_up=locked,
        said_at=timezone.now(),
        said_by=by.printed_name,
        text=text,
        due_before=locked.due_day if set_to else None,
        due_after=set_to,
        due_asked=asked_for,
        is_decision=decides,
    )
    if set_to or asked_for or decides:
        dates = {"moved_to": set_to or locked.moved_to, "due_asked": asked_for}
        FollowUp.objects.filter(pk=locked.pk).update(**dates)
    data = {"new_due": set_to.isoformat() if set_to else ""}
    data |= {"due_asked": asked_for.isoformat()} if asked_for else {}
    record("follow-up updated", locked, by=by, scope=locked.scope, note=text, data=data)
    if is_in_hand and FOLLOW_UP.allows(locked, "take_in_hand"):
        FOLLOW_UP.move(locked, "take_in_hand", by=by, scope=locked.scope)
    return _saved(locked)


@transaction.atomic
def settle_follow_up(
    *,
    follow_up: FollowUp,
    by: User,
    based_on: int,
    answerer: Person | None = None,
    answerer_name: str = "",
    answerer_email: str = "",
    is_public: bool = False,
    due_meeting: Meeting | None = None,
    decision: Decision | None = None,
    limb: int | None = None,
) -> FollowUp:
    """Say who answers for a follow-up, whether the public log shows it, and which decision it carries out.

    Raises `NewerVersion` when somebody else changed it in between.
    """
    locked = _locked(follow_up)
    require(
        may_keep_ledger(by, locked.body),
        _address(answerer_email),
        due(due_meeting.day if due_meeting else None, locked.meeting.day),
        _same_minute(locked, decision),
    )
    values: dict[str, Any] = {
        "answerer": answerer,
        "answerer_name": answerer_name.strip(),
        "answerer_email": answerer_email.strip(),
        "is_public": is_public,
        "due_meeting": due_meeting,
        "decision": decision,
        "limb": limb if decision else None,
    }
    if all(getattr(locked, name) == value for name, value in values.items()):
        return locked
    for name, value in values.items():
        setattr(locked, name, value)
    _require_newest(locked, based_on, _settled(locked))
    FollowUp.objects.filter(pk=locked.pk).update(**values)
    record("follow-up settled", locked, by=by, scope=locked.scope, data={"is_public": is_public})
    return _saved(locked)


@transaction.atomic
def ask_for_response(
    *, follow_up: FollowUp, asked_of: str, by: User, asked_on: date, respond_by: date | None = None
) -> Response:
    """Record of whom a response is asked, and the reasonable period that was set for it."""
    locked = _locked(follow_up)
    require(
        may_keep_ledger(by, locked.body),
        _is_open(locked),
        rules.happened(asked_on, locked.meeting.day, timezone.localdate(), "The request", "asked_on"),
        rules.period(respond_by, asked_on),
    )
    values = {"asked_of": asked_of.strip(), "asked_on": asked_on, "respond_by": respond_by}
    found, __ = Response.objects.update_or_create(follow_up=locked, defaults=values)
    data = {"respond_by": respond_by.isoformat() if respond_by else ""}
    record("response asked for", locked, by=by, scope=locked.scope, data=data)
    _saved(locked)
    return found


@transaction.atomic
def record_answer(
    *,
    follow_up: FollowUp,
    received_on: date,
    by: User,
    text: str = "",
    document_ref: str = "",
    raised_at: Meeting | None = None,
) -> FollowUp:
    """Record the response to a recommendation, or where an item was raised and what was answered."""
    locked = _locked(follow_up)
    words = text or document_ref
    is_sent = not may_keep_ledger(by, locked.body).is_met
    require(
        may_answer(by, locked),
        rules.words_given(words),
        rules.happened(received_on, locked.meeting.day, timezone.localdate(), "An answer", "received_on"),
        _later_meeting(locked, raised_at),
    )
    values = {
        "received_on": received_on,
        "text": _plain(text),
        "document_ref": document_ref.strip(),
        "recorded_by": by.printed_name,
        "raised_at": raised_at,
    }
    known = Response.objects.filter(follow_up=locked).first()
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return locked
    Response.objects.update_or_create(follow_up=locked, defaults=values)
    FOLLOW_UP.move(
        locked, "answer", by=by, scope=locked.scope, note=words, data={"on": received_on.isoformat()}
    )
    if is_sent:
        mail.tell_of_response(locked, by)
    return _saved(locked)


@transaction.atomic
def discharge_follow_up(
    *, follow_up: FollowUp, on: date, by: User, at: Meeting | None = None, evidence: str = ""
) -> None:
    """Record that what was to be done is done; open also after the minutes are confirmed."""
    locked = _locked(follow_up)
    require(
        may_discharge(by, locked),
        rules.evidence(evidence),
        rules.happened(on, locked.meeting.day, timezone.localdate(), "It", "on"),
        _later_meeting(locked, at),
    )
    FOLLOW_UP.move(
        locked,
        "discharge",
        by=by,
        scope=locked.scope,
        note=evidence.strip(),
        data={"on": on.isoformat(), "at": at.ref if at else ""},
        writes={
            "discharged_on": on,
            "discharged_by": by.printed_name,
            "discharged_at": at,
            "evidence": evidence.strip(),
        },
    )
    _saved(locked)


@transaction.atomic
def discharge_several(
    *, follow_ups: Sequence[FollowUp], at: Meeting, by: User, evidence: str = ""
) -> list[FollowUp]:
    """Discharge several at one meeting, all or none; those that are closed already stay as they are.

    Returns those that were still open.
    """
    require(may_bring_matters(by, at))
    still = list(
        FollowUp.objects.filter(pk__in=[each.pk for each in follow_ups], state__in=FollowUp.OUTSTANDING)
    )
    for each in still:
        discharge_follow_up(follow_up=each, on=at.day, at=at, evidence=evidence, by=by)
    return still


@transaction.atomic
def drop_follow_up(*, follow_up: FollowUp, reason: str, by: User) -> None:
    """Close a follow-up of which nothing comes, with the reason; it stays in the ledger."""
    locked = _locked(follow_up)
    require(may_discharge(by, locked), rules.reason_given(reason))
    writes = {
        "dropped_on": timezone.localdate(),
        "dropped_by": by.printed_name,
        "dropped_reason": reason.strip(),
    }
    FOLLOW_UP.move(locked, "drop", by=by, scope=locked.scope, note=reason.strip(), writes=writes)
    _saved(locked)


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, reason: str, by: User) -> None:
    """Open an answered or closed follow-up again, with the reason; how it ended stays in history."""
    locked = _locked(follow_up)
    require(may_reopen(by, locked), rules.reason_given(reason))
    writes: dict[str, Any] = {
        "discharged_on": None,
        "discharged_by": "",
        "discharged_at": None,
        "evidence": "",
        "dropped_on": None,
        "dropped_by": "",
        "dropped_reason": "",
        "due_asked": None,
    }
    FOLLOW_UP.move(locked, "reopen", by=by, scope=locked.scope, note=reason.strip(), writes=writes)
    Response.objects.filter(follow_up=locked).update(
        received_on=None, text="", document_ref="", recorded_by="", raised_at=None
    )
    _saved(locked)


def _locked(follow_up: FollowUp) -> FollowUp:
    FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    return FollowUp.objects.whole().get(pk=follow_up.pk)


def _saved(follow_up: FollowUp) -> FollowUp:
    """The follow-up as it stands now, one version on."""
    FollowUp.objects.filter(pk=follow_up.pk).update(version=F("version") + 1)
    return FollowUp.objects.whole().get(pk=follow_up.pk)


def _require_newest(locked: FollowUp, based_on: int, yours: str) -> None:
    """Raise `NewerVersion`, with what stands and what was typed, unless it is the version that was shown."""
    if based_on == locked.version:
        return
    fresh = FollowUp.objects.whole().get(pk=locked.pk)
    event = Event.objects.of(fresh)[0]
    last = fresh.updates.first()
    theirs = _settled(fresh) + (f"\n{_words(last.text, last.due_after)}" if last else "")
    raise NewerVersion(event.actor_name, event.happened_at, fresh.version, theirs, yours)


def _words(text: str, new_due: date | None) -> str:
    return f"{text}\nDue {long_day(new_due)}" if new_due else text


def _settled(row: FollowUp) -> str:
    """How a follow-up stands, in lines."""
    lines = [
        _("Status: {state_words}").format(state_words=row.state_words),
        _("Owner: {who}").format(who=row.who or _("no one yet")),
        _("Email: {mail_address}").format(mail_address=row.mail_address or "none"),
        _("Due: {day}").format(day=long_day(row.due_day) if row.due_day else _("no date")),
        (_("On the public action log: yes") if row.is_public else _("On the public action log: no")),
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _address(email: str) -> Finding:
    try:
        if email.strip():
            validate_email(email.strip())
    except ValidationError:
        return stopped(
            _("Enter an email address in the correct format, such as name@example.com."),
            code="answerer_email",
        )
    return met()


def _is_open(row: FollowUp) -> Finding:
    if row.state in FollowUp.WAITING:
        return met()
    return stopped(_("This has been answered or closed, so no response can be required."))


def _same_minute(row: FollowUp, decision: Decision | None) -> Finding:
    if decision is None or decision.minute_id == row.minute_id:
        return met()
    return stopped(_("Select a decision of the same minute."), code="decision")


def _later_meeting(row: FollowUp, at: Meeting | None) -> Finding:
    if at is None or (at.body_id == row.body_id and at.starts_at >= row.meeting.starts_at):
        return met()
    return stopped(_("Select the meeting it came from, or a later one of the same body."), code="at")


REMINDED = "owner reminded"
FAR_AHEAD = timedelta(days=92)  # No body reminds earlier than that.


@one_look()
def remind_owners(*, today: date) -> int:
    """Send the reminders of this day, each once for the day that is set; says how many were sent."""
    waiting = FollowUp.objects.due_between(today - CATCH_UP, today + FAR_AHEAD)
    return sum(_remind(pk, today) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def _remind(pk: int, today: date) -> bool:
    with transaction.atomic():
        FollowUp.objects.select_for_update().get(pk=pk)
        row = FollowUp.objects.whole().get(pk=pk)
        due_on = row.due_day
        if (
            row.state not in FollowUp.WAITING
            or due_on is None
            or not (addresses := _addresses_of(row, today))
        ):
            return False
        days = row.body.settings_on(today).paper_reminder_days
        which = reminder(due_on, today, days)
        if not which or _was_reminded(row, which, due_on):
            return False
        is_open = FollowUp.objects.filter(pk=pk).of_published_minutes().of_open_business().exists()
        record(REMINDED, row, by=SYSTEM, scope=row.scope, data={"which": which, "due": due_on.isoformat()})
        for address in addresses:
            mail.remind(row, to=address, which=which, says_what=is_open, today=today)
    return True


def _was_reminded(row: FollowUp, which: str, due_on: date) -> bool:
    said = Event.objects.of(row).filter(verb=REMINDED)
    wanted = (which, due_on.isoformat())
    return any((event.data.get("which"), event.data.get("due")) == wanted for event in said)


def _addresses_of(follow_up: FollowUp, on: date) -> list[str]:
    """Where whoever answers for it is reminded: their own address, else those who work for the office."""
    if follow_up.mail_address:
        return [follow_up.mail_address]
    held = Assignment.objects.current_on(on).filter(
        body=follow_up.body_id, role=Role.COMMISSIONERS_OFFICE, user__is_active=True
    )
    users = [assignment.user for assignment in held.select_related("user").order_by("user__email")]
    mine = FollowUp.objects.filter(pk=follow_up.pk)
    return [user.email for user in users if mine.filter(answered_by(user, on)).exists()]
