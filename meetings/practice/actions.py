"""Beginning a practice: a fictional panel under the settings of a real body, and its meeting of today."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history import clock
from foundation.history.findings import require
from foundation.history.practice import make_tables, opened
from meetings.agenda.actions.editing import add_item
from meetings.models import Meeting
from meetings.models.agenda import Business, Standing
from meetings.papers.actions.placing import place_paper
from meetings.papers.actions.preparing import clear_paper, write_paper
from meetings.papers.documents.report import Recommendation, ReportDocument
from meetings.planning.actions.planning import create_meeting
from meetings.practice.places import path_of, throw_away, throw_away_old
from meetings.practice.policies import may_practise
from meetings.withholding.actions.restricting import restrict_item
from panels.models import Assignment, Authority, Body, BodySettings, Office, Person, Seat, Term

# Title, given name, family name, council; the first is in the chair. A seat without a name is vacant.
MEMBERS = (
    ("Cllr", "Harriet", "Longmead", "Ambermere City Council"),
    ("Cllr", "Tomasz", "Birkdale", "Cranmere Borough Council"),
    ("Cllr", "Gwen", "Ashdown", "Kennetside District Council"),
    ("Cllr", "Imran", "Holloway", "Marlbury Borough Council"),
    ("Cllr", "Rosa", "Tindale", "Thornhaven District Council"),
    ("Cllr", "Peter", "Winslow", "Wessex County Council"),
    ("", "", "", "Sandbourne Council"),
    ("Ms", "Lena", "Marchbank", ""),
)
PAPER = (
    "<p>This report is made up. It is here so that you can practise recording a decision.</p>"
    "<p>Response times in the made-up districts fell by four per cent over the year. "
    "Members may ask for the figures of each district.</p>"
)
# Rows of real business are numbered from one on: a practice begins far beyond them, and each elsewhere. An
# address takes nine figures.
_FAR, _ROOM, _STEP = 100_000_000, 800_000_000, 20


@dataclass(frozen=True, slots=True)
class _Copied:
    """What a practice takes over from the real database: the rules of the body, and who practises."""

    kind: str
    settings: dict[str, Any]
    user: dict[str, Any]


def begin_practice(*, body: Body, by: User) -> None:
    """Make a new practice meeting of this body for this person; an earlier one of theirs is thrown away."""
    require(may_practise(by, body))
    now = clock.now()
    throw_away_old(now)
    copied = _copied(body, by, timezone.localtime(now).date())
    path = path_of(by, body.pk, now)
    # Made beside its place, so that a second press never opens half of one.
    half_made = path.with_name(f"{path.name}.new{secrets.token_hex(4)}")
    with opened(half_made, is_new=True):
        make_tables(_FAR + int(now.timestamp()) * _STEP % _ROOM)
        with transaction.atomic():
            _fill(copied, by, now)
    half_made.replace(path)
    throw_away(by, but=path)


def throw_practice_away(*, by: User) -> None:
    """Delete this person's practice with all that was recorded in it."""
    throw_away(by)


def _copied(body: Body, by: User, today: date) -> _Copied:
    row = body.settings_on(today)
    left_out = {"id", "body", "starts_on", "host_authority"}
    fields = [each.name for each in BodySettings._meta.concrete_fields if each.name not in left_out]
    settings = {name: getattr(row, name) for name in fields}
    settings["name"] = _("PRACTICE {name}").format(name=row.name)[:200]
    user = {"pk": by.pk, "email": f"practice-{by.pk}@practice.invalid", "name": by.name}
    return _Copied(body.kind, settings, {**user, "is_administrator": by.is_administrator})


def _fill(copied: _Copied, by: User, now: datetime) -> None:
    """Write the panel, then the meeting as the secretariat would."""
    user = User(**copied.user)
    user.set_unusable_password()
    user.save()
    first_day = timezone.localtime(now).date() - timedelta(days=365)
    body = Body.objects.create(kind=copied.kind, slug="practice")
    BodySettings.objects.create(body=body, starts_on=first_day, **copied.settings)
    Assignment.objects.create(body=body, user=user, role=Role.SECRETARIAT, starts_on=first_day)
    for place, member in enumerate(MEMBERS):
        _seated(body, place, first_day, *member)
    chair = Person.objects.get(family_name=MEMBERS[0][2])
    Office.objects.create(body=body, kind=Office.Kind.CHAIR, person=chair, starts_on=first_day)
    _plan(body, by, now)


def _seated(
    body: Body, place: int, first_day: date, title: str, given: str, family: str, council: str
) -> None:
    kind = Seat.Kind.APPOINTED if council else Seat.Kind.COOPTED_INDEPENDENT
    authority = Authority.objects.get_or_create(name=council)[0] if council else None
    seat = Seat.objects.create(body=body, kind=kind, authority=authority, position=place, starts_on=first_day)
    if family:
        person = Person.objects.create(title=title, given_name=given, family_name=family)
        Term.objects.create(seat=seat, person=person, starts_on=first_day)


def _plan(body: Body, by: User, now: datetime) -> None:
    """A meeting that begins now, never announced, with a paper and an item that is held in private."""
    quarter = timezone.localtime(now).replace(second=0, microsecond=0)
    starts_at = quarter - timedelta(minutes=quarter.minute % 15)
    meeting = create_meeting(
        body=body,
        kind=Meeting.Kind.ORDINARY,
        starts_at=starts_at,
        venue=_("Practice room"),
        title=_("Practice meeting"),
        by=by,
    )
    add_item(meeting=meeting, title=_("Apologies for absence"), standing=Standing.APOLOGIES, by=by)
    add_item(meeting=meeting, title=_("Declarations of interest"), standing=Standing.INTERESTS, by=by)
    _add_report(meeting, by)
    add_item(
        meeting=meeting,
        title=_("Update from the Commissioner"),
        business=Business.ORAL,
        presenter="Commissioner",
        by=by,
    )
    contract = add_item(meeting=meeting, title=_("Contract for a records system"), by=by)
    restrict_item(
        item=contract,
        by=by,
        ground="exempt",
        paragraphs=[3],
        public_interest_reason=_("Made up for practice: the prices of a tender that is still open."),
        imposed_by="",
        provision="",
        shows_title=True,
        public_title="",
    )


def _add_report(meeting: Meeting, by: User) -> None:
    title = _("Response times of the police")
    item = add_item(
        meeting=meeting, title=title, business=Business.REPORT, presenter="Chief Constable", by=by
    )
    report = ReportDocument(
        title=title,
        body=PAPER,
        recommendations=[Recommendation(text=_("That the report be noted."))],
    )
    paper = write_paper(body=meeting.body, title=title, report=report, by=by)
    place_paper(item=item, paper=paper, by=by)
    clear_paper(paper=paper, by=by)
