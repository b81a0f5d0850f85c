"""Plan the meetings of a year at once, and keep the pre-election periods of a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require, stopped
from meetings.common.policies import may_plan
from meetings.common.rules.year import MOST_MEETINGS
from meetings.models import Meeting, PreElectionPeriod
from meetings.planning.actions.planning import create_meeting
from panels.models import Body, Venue

_NO_MORE = (Meeting.Status.CANCELLED, Meeting.Status.NO_BUSINESS)


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting of a year to be planned."""

    starts_at: datetime
    kind: str = Meeting.Kind.ORDINARY
    title: str = ""


@transaction.atomic
def plan_year(
    *,
    body: Body,
    planned: Sequence[PlannedMeeting],
    by: User,
    venue: Venue | str | None = None,
    announce: bool = False,
) -> list[Meeting]:
    """Plan several meetings at once, whole or not at all; returns those that were not there yet.

    A meeting of this body that begins at the same moment is taken for the same one: a second click, or the
    plan of a year that is partly made, adds nothing twice.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_plan(by, body))
    if len(planned) > MOST_MEETINGS:
        refuse(_("A calendar can have {most_meetings} meetings at most.").format(most_meetings=MOST_MEETINGS))
    if len({each.starts_at for each in planned}) < len(planned):
        refuse(_("Two of these meetings begin at the same time."))
    standing = Meeting.objects.filter(body=body).exclude(status__in=_NO_MORE)
    there = set(standing.values_list("starts_at", flat=True))
    made = [
        create_meeting(
            body=body,
            kind=each.kind,
            starts_at=each.starts_at,
            venue=venue,
            title=each.title,
            announce=announce,
            by=by,
        )
        for each in sorted(planned, key=lambda each: each.starts_at)
        if each.starts_at not in there
    ]
    if made:
        record("year planned", body, by=by, scope=body.scope, data={"meetings": len(made)})
    return made


@transaction.atomic
def save_period(
    *,
    body: Body,
    name: str,
    starts_on: date,
    ends_on: date,
    by: User,
    applies: bool = True,
    period: PreElectionPeriod | None = None,
) -> PreElectionPeriod:
    """Keep a pre-election period of a body, or that none applies that spring."""
    require(may_plan(by, body))
    kept = period or PreElectionPeriod(body=body)
    kept.name, kept.starts_on, kept.ends_on, kept.applies = name.strip(), starts_on, ends_on, applies
    try:
        kept.full_clean()
    except ValidationError as error:
        require(*(stopped(f"{message}.", code="ends_on") for message in error.messages))
    kept.save()
    record("pre-election period kept", kept, by=by, scope=body.scope)
    return kept


@transaction.atomic
def remove_period(*, period: PreElectionPeriod, by: User) -> None:
    """Forget a pre-election period; the usual one of that spring is proposed again."""
    require(may_plan(by, period.body))
    record("pre-election period removed", period, by=by, scope=period.body.scope)
    period.delete()
