"""Recording what was decided, limb by limb, and what somebody has to do next."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.layout.document import fingerprint, to_data
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.common import policies
from meetings.common.rules.days import due
from meetings.minutes.actions.issuing import public_meeting
from meetings.minutes.actions.versions import keep
from meetings.minutes.content import DecisionLine, FollowUpRow, LimbLine
from meetings.minutes.documents.decisions import DecisionsDocument, source_of
from meetings.minutes.facts import words_at
from meetings.minutes.policies import may_publish_decisions
from meetings.models import Decision, FollowUp, FollowUpLog, Limb, Meeting, Minute, Minutes
from meetings.restricted.actions import keeping_finds, require_no_leak


@transaction.atomic
def decide(
    *,
    minute: Minute,
    limbs: Sequence[str | LimbLine],
    by: User,
    kind: str = Decision.Kind.RESOLVED,
    stands: str = "",
    confirmation_by: str = "",
) -> Decision:
    """Record one more decision under a minute. Raises `Refused`."""
    _require_open(minute, by)
    lines = [limb if isinstance(limb, LimbLine) else LimbLine(limb) for limb in limbs]
    line = DecisionLine(kind, lines, stands, confirmation_by).stripped
    if not line.limbs:
        refuse(_("Enter the decision."), code="limbs")
    decision = _write(minute, line, minute.decisions.count())
    _next_version(minute, by)
    record("decision recorded", decision, by=by, scope=minute.minutes.scope, data={"limbs": len(line.limbs)})
    return decision


def write_decisions(minute: Minute, decisions: Sequence[DecisionLine] | None) -> None:
    """Put these decisions under the minute; an unchanged one keeps its reference. None does nothing."""
    if decisions is None:
        return
    wanted = [line for line in (each.stripped for each in decisions) if line.limbs]
    current = list(minute.decisions.prefetch_related("limbs"))
    for place, line in enumerate(wanted):
        if place >= len(current):
            _write(minute, line, place)
        elif DecisionLine.of(current[place]) != line:
            # A decision that is reworded, or waits for somebody else now, is not confirmed any more.
            Decision.objects.filter(pk=current[place].pk).update(
                position=place, confirmed_on=None, confirmed_by="", **_values(line)
            )
            current[place].limbs.all().delete()
            _write_limbs(current[place], line.limbs)
    Decision.objects.filter(pk__in=[decision.pk for decision in current[len(wanted) :]]).delete()


@transaction.atomic
def add_follow_up(
    *,
    minute: Minute,
    text: str,
    by: User,
    kind: str = FollowUp.Kind.ACTION,
    owner: str = "",
    due_on: date | None = None,
    due_words: str = "",
    due_meeting: Meeting | None = None,
    stands: str = "",
) -> FollowUp:
    """Record one more thing that somebody has to do; owner and date may follow later.

    `stands` is the paragraph of the minute that it came from and is printed after; without words of its own
    it says what that paragraph says.
    """
    _require_open(minute, by)
    text = text.strip() or words_at(minute, stands)
    if not text.strip():
        refuse(_("Enter the action."), code="text")
    met_on = minute.minutes.meeting.day
    require(due(due_on, met_on), due(due_meeting.day if due_meeting else None, met_on))
    row = new_follow_up(
        minute,
        kind=kind,
        text=text.strip(),
        owner=owner.strip(),
        due_on=due_on,
        due_words=due_words.strip(),
        due_meeting=due_meeting,
        stands=stands,
        position=minute.follow_ups.count(),
    )
    _next_version(minute, by)
    record("follow-up recorded", row, by=by, scope=minute.minutes.scope, data={"kind": kind})
    return row


def new_follow_up(minute: Minute, **values: Any) -> FollowUp:
    """A follow-up with the next number of its body's log, on the public log as is usual for its kind."""
    body = minute.minutes.meeting.body_id
    FollowUpLog.objects.get_or_create(body_id=body)
    log = FollowUpLog.objects.select_for_update().get(body_id=body)
    log.last_number += 1
    log.save(update_fields=["last_number"])
    values.setdefault("is_public", values["kind"] in FollowUp.USUALLY_PUBLIC)
    return FollowUp.objects.create(minute=minute, body_id=body, number=log.last_number, **values)


def write_follow_ups(minute: Minute, rows: Sequence[FollowUpRow] | None) -> None:
    """Put these follow-ups under the minute; one left out goes unless something became of it.

    None does nothing. What the ledger says of a follow-up stays as it is, whatever the minute says.
    """
    if rows is None:
        return
    current = {row.pk: row for row in minute.follow_ups.all()}
    kept: set[int] = set()
    for place, row in enumerate(line for line in rows if line.text.strip()):
        text, owner, due_on, due_words = _printed(row)
        require(due(due_on, minute.minutes.meeting.day))
        values: dict[str, Any] = {
            "kind": row.kind,
            "text": text,
            "owner": owner,
            "due_on": due_on,
            "due_words": due_words,
            "position": place,
            "stands": row.stands,
        }
        if row.pk in current:
            kept.add(row.pk)
            if row.kind != current[row.pk].kind:
                values["is_public"] = row.kind in FollowUp.USUALLY_PUBLIC
            FollowUp.objects.filter(pk=row.pk).update(**values)
        else:
            kept.add(new_follow_up(minute, **values).pk)
    left_out = FollowUp.objects.filter(pk__in=current.keys() - kept)
    left_out.untouched().delete()


def _printed(row: FollowUp | FollowUpRow) -> tuple[str, str, date | None, str]:
    """What the minutes print of a follow-up."""
    return row.text.strip(), row.owner.strip(), row.due_on, row.due_words.strip()


def _require_open(minute: Minute, by: User) -> None:
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    require(policies.may_write_minutes(by, locked.minutes.meeting))


def _next_version(minute: Minute, by: User) -> None:
    """Keep the minute as it stands now, so that a page opened before cannot save over it."""
    minute.version = Minute.objects.get(pk=minute.pk).version + 1
    minute.save(update_fields=["version"])
    keep(Minute.objects.get(pk=minute.pk), by)


def _write(minute: Minute, line: DecisionLine, place: int) -> Decision:
    decision = Decision.objects.create(minute=minute, position=place, **_values(line))
    _write_limbs(decision, line.limbs)
    return decision


def _write_limbs(decision: Decision, limbs: Sequence[LimbLine]) -> None:
    Limb.objects.bulk_create(
        [Limb(decision=decision, position=n, **asdict(limb)) for n, limb in enumerate(limbs)]
    )


def _values(line: DecisionLine) -> dict[str, str]:
    return {"kind": line.kind, "stands": line.stands, "confirmation_by": line.confirmation_by}


@keeping_finds
@transaction.atomic
def publish_decisions(*, minutes: Minutes, by: User) -> Publication:
    """Publish the decisions recorded so far; saying the same again changes nothing."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    meeting = locked.meeting
    require(may_publish_decisions(by, meeting))
    document = DecisionsDocument.of(locked)
    if not document.minutes and not document.has_people:
        refuse(_("No decision has been recorded yet."), remedy=_("Record the decisions in the minutes."))
    known = Publication.objects.standing().filter(source_ref=source_of(meeting)).first()
    if known is not None and fingerprint(known.data) == fingerprint(to_data(document)):
        return known
    published = library.publish(
        document=document,
        kind=Publication.Kind.DECISIONS,
        source_ref=source_of(meeting),
        by=by,
        meeting=public_meeting(meeting, by),
        file=render.pdf(document).file,
        file_name=f"decisions-{meeting.day:%Y-%m-%d}.pdf",
        scope=meeting.scope,
    )
    require_no_leak(way="decisions", meeting=meeting, published=[published])
    return published
