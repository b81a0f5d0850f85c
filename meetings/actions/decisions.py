"""Recording what was decided, limb by limb, and what somebody has to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require, stopped
from meetings import policies
from meetings.models import Decision, FollowUp, Limb, Minute


@dataclass(frozen=True, slots=True)
class LimbLine:
    """One limb of a decision as typed: its words and, if it depends on another, the condition."""

    text: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as typed."""

    kind: str
    limbs: Sequence[LimbLine]


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up as typed; `pk` is that of the one it changes, None for a new one."""

    text: str
    kind: str = FollowUp.Kind.ACTION
    owner: str = ""
    due_on: date | None = None
    pk: int | None = None


@transaction.atomic
def decide(
    *, minute: Minute, limbs: Sequence[str | LimbLine], by: User, kind: str = Decision.Kind.RESOLVED
) -> Decision:
    """Record one more decision under a minute. Raises `Refused`."""
    _require_open(minute, by)
    lines = [limb if isinstance(limb, LimbLine) else LimbLine(limb) for limb in limbs]
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        require(stopped("Write what was decided.", code="limbs"))
    decision = _write(minute, DecisionLine(kind, lines), minute.decisions.count())
    _next_version(minute, by)
    record("decision recorded", decision, by=by, scope=minute.minutes.scope, data={"limbs": len(lines)})
    return decision


def same_decisions(minute: Minute, decisions: Sequence[DecisionLine]) -> bool:
    """True when these are the decisions recorded already."""
    current = [_content(decision) for decision in minute.decisions.prefetch_related("limbs")]
    return current == [_typed(line) for line in decisions if _typed(line)[1]]


def write_decisions(minute: Minute, decisions: Sequence[DecisionLine] | None) -> None:
    """Put these decisions under the minute; an unchanged one keeps its reference. None does nothing."""
    if decisions is None:
        return
    wanted = [line for line in decisions if _typed(line)[1]]
    current = list(minute.decisions.prefetch_related("limbs"))
    for place, line in enumerate(wanted):
        if place >= len(current):
            _write(minute, line, place)
        elif _content(current[place]) != _typed(line):
            Decision.objects.filter(pk=current[place].pk).update(kind=line.kind, position=place)
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
) -> FollowUp:
    """Record one more thing that somebody has to do; owner and date may follow later."""
    _require_open(minute, by)
    if not text.strip():
        require(stopped("Write what is to be done.", code="text"))
    place = minute.follow_ups.count()
    row = FollowUp.objects.create(
        minute=minute, kind=kind, text=text.strip(), owner=owner.strip(), due_on=due_on, position=place
    )
    _next_version(minute, by)
    record("follow-up recorded", row, by=by, scope=minute.minutes.scope, data={"kind": kind})
    return row


def same_follow_ups(minute: Minute, rows: Sequence[FollowUpRow]) -> bool:
    """True when these are the follow-ups recorded already."""
    current = [(row.pk, row.kind, row.text, row.owner, row.due_on) for row in minute.follow_ups.all()]
    typed = [row for row in rows if row.text.strip()]
    return current == [(row.pk, row.kind, row.text.strip(), row.owner.strip(), row.due_on) for row in typed]


def write_follow_ups(minute: Minute, rows: Sequence[FollowUpRow] | None) -> None:
    """Put these follow-ups under the minute; one left out goes unless it is discharged. None does nothing."""
    if rows is None:
        return
    current = {row.pk: row for row in minute.follow_ups.all()}
    kept: set[int] = set()
    for place, row in enumerate(line for line in rows if line.text.strip()):
        values = {
            "kind": row.kind,
            "text": row.text.strip(),
            "owner": row.owner.strip(),
            "due_on": row.due_on,
            "position": place,
        }
        if row.pk in current:
            kept.add(row.pk)
            FollowUp.objects.filter(pk=row.pk).update(**values)
        else:
            kept.add(FollowUp.objects.create(minute=minute, **values).pk)
    gone = [pk for pk, row in current.items() if pk not in kept and row.discharged_on is None]
    FollowUp.objects.filter(pk__in=gone).delete()


@transaction.atomic
def discharge_follow_up(*, follow_up: FollowUp, on: date, by: User) -> None:
    """Record that what was to be done is done; open also after the minutes are confirmed."""
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    require(policies.may_discharge(by, locked))
    FollowUp.objects.filter(pk=locked.pk).update(discharged_on=on, discharged_by=by.printed_name)
    scope = locked.minute.minutes.scope
    record("follow-up discharged", locked, by=by, scope=scope, data={"on": on.isoformat()})


def _require_open(minute: Minute, by: User) -> None:
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    require(policies.may_write_minutes(by, locked.minutes.meeting))


def _next_version(minute: Minute, by: User) -> None:
    """Keep the minute as it stands now, so that a page opened before cannot save over it."""
    from meetings.actions.versions import keep

    minute.version = Minute.objects.get(pk=minute.pk).version + 1
    minute.save(update_fields=["version"])
    keep(Minute.objects.get(pk=minute.pk), by)


def _write(minute: Minute, line: DecisionLine, place: int) -> Decision:
    decision = Decision.objects.create(minute=minute, kind=line.kind, position=place)
    _write_limbs(decision, line.limbs)
    return decision


def _write_limbs(decision: Decision, limbs: Sequence[LimbLine]) -> None:
    Limb.objects.bulk_create(
        [
            Limb(decision=decision, position=n, text=limb.text.strip(), condition=limb.condition.strip())
            for n, limb in enumerate(limb for limb in limbs if limb.text.strip())
        ]
    )


def _typed(line: DecisionLine) -> tuple[str, list[tuple[str, str]]]:
    """What a typed decision says, empty limbs left out."""
    limbs = [(limb.text.strip(), limb.condition.strip()) for limb in line.limbs if limb.text.strip()]
    return line.kind, limbs


def _content(decision: Decision) -> tuple[str, list[tuple[str, str]]]:
    return decision.kind, [(limb.text, limb.condition) for limb in decision.limbs.all()]
