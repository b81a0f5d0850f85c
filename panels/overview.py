"""What the page of a body shows, gathered in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.roles import Role
from foundation.history.findings import Finding
from foundation.ui.dates import plain_day
from foundation.ui.rows import Fact
from foundation.ui.words import counted
from panels.models import Assignment, Body, BodySettings, Office, OfficeHolder, ScrutinisedOffice, Seat
from panels.roll import MemberLine, composition, members_on, office_labels
from panels.rules import membership_findings, settings_findings, signing_findings


@dataclass(frozen=True, slots=True)
class Overview:
    """A body on a day."""

    settings: BodySettings
    next_settings: BodySettings | None
    members: list[MemberLine]
    substitutes: list[MemberLine]
    offices: list[tuple[str, Office]]
    holders: list[OfficeHolder]
    scrutinised: list[ScrutinisedOffice]
    staff: list[Assignment]
    children: list[tuple[Body, str]]
    findings: list[Finding]
    facts: list[Fact]

    @property
    def lacks_chair(self) -> bool:
        """True where there are members and nobody chairs them: the agenda has no one to agree it."""
        return bool(self.members) and all(office.kind != Office.Kind.CHAIR for __, office in self.offices)

    @classmethod
    def of(cls, body: Body, day: date) -> "Overview":
        """Gather everything about a body on a day."""
        rows = sorted(body.dated_settings.all(), key=lambda row: row.starts_on)
        settings = body.settings_on(day)
        lines = members_on(body, day, substitutes=True)
        members = [line for line in lines if line.seat.kind != Seat.Kind.SUBSTITUTE]
        labels = office_labels(settings)
        offices = Office.objects.current_on(day).filter(body=body).select_related("person")
        holders = OfficeHolder.objects.current_on(day).filter(office__body=body)
        staff = Assignment.objects.current_on(day).filter(body=body).select_related("user", "covers")
        officers = [each.user.name for each in staff if each.role == Role.MONITORING_OFFICER]
        findings = settings_findings(settings) + signing_findings(settings, officers)
        if body.kind == Body.Kind.PANEL and members:
            findings += membership_findings(composition(members, settings))
        return cls(
            settings=settings,
            next_settings=next((row for row in rows if row.starts_on > day), None),
            members=members,
            substitutes=[line for line in lines if line.seat.kind == Seat.Kind.SUBSTITUTE],
            offices=[(labels[office.kind], office) for office in offices],
            holders=list(holders.select_related("person", "office").order_by("position", "pk")),
            scrutinised=list(body.scrutinised_offices.all()),
            staff=list(staff),
            children=[
                (child, child.settings_on(day).name)
                for child in body.children.prefetch_related("dated_settings")
            ],
            findings=findings,
            facts=_facts(members, {office.kind: office for office in offices}, settings),
        )


def _facts(members: list[MemberLine], offices: dict[str, Office], settings: BodySettings) -> list[Fact]:
    """Seats, chair, notice: the state of a body in three figures."""
    vacant = sum(line.is_vacancy for line in members)
    councils = len({line.seat.authority_id for line in members if line.seat.authority_id})
    chair = offices.get(Office.Kind.CHAIR)
    return [
        Fact(
            _("Members"),
            _("{number} of {seats} filled").format(
                number=len(members) - vacant, seats=counted(len(members), "seat")
            ),
            f"{counted(vacant, 'vacancy', 'vacancies')}, {counted(councils, 'council')}",
            "warn" if vacant else "",
        ),
        Fact(
            settings.chair_style,
            chair.person.printed_name if chair else _("No one"),
            _("since {day}").format(day=plain_day(chair.starts)) if chair else _("The office is vacant."),
            "" if chair else "warn",
        ),
        Fact(
            _("Notice"),
            counted(settings.clear_days, "clear day"),
            _("{jurisdiction}, bank holidays do not count").format(
                jurisdiction=settings.get_jurisdiction_display()
            ),
        ),
    ]
