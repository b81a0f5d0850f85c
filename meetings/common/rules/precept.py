"""The dates of the precept, the trap in them, and the two meetings that keep a panel out of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, not_met
from foundation.history.rulebook import Statutory, statutory
from foundation.ui.dates import long_day
from foundation.ui.words import counted
from panels.rules import is_counted, latest_publication

DAY = timedelta(days=1)
REGULATIONS = gettext_noop(
    "Police and Crime Panels (Precepts and Chief Constable Appointments) Regulations 2012, SI 2012/2271"
)

NOTIFIED = statutory(
    "1 February",
    "The commissioner notifies the panel of the proposed precept by 1 February.",
    f"{REGULATIONS}, regulation 3",
    checked=True,
)
REPORT = statutory(
    "8 February",
    "The panel reviews the proposed precept and makes its report by 8 February; "
    "without a report the precept may be issued, even against a veto.",
    f"{REGULATIONS}, regulation 4",
    checked=True,
)
REVISED = statutory(
    "15 February",
    "After a veto the commissioner notifies the panel of a revised precept by 15 February.",
    f"{REGULATIONS}, regulation 5",
    checked=True,
)
SECOND_REPORT = statutory(
    "22 February",
    "The panel reviews the revised precept and makes a second report by 22 February, without a second veto.",
    f"{REGULATIONS}, regulation 6",
    checked=False,
)
ISSUED = statutory(
    "1 March",
    "The commissioner responds to the second report and publishes the response by 1 March, then issues the "
    "precept.",
    f"{REGULATIONS}, regulations 7 and 8",
    checked=False,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One date of the timetable: who does what by then, and where it stands."""

    day: date
    who: str
    label: str
    law: Statutory[str]


@dataclass(frozen=True, slots=True)
class Reserved:
    """A meeting to book: its day, and the last day to publish its agenda."""

    day: date
    publish_by: date


@dataclass(frozen=True, slots=True)
class Timetable:
    """The precept of one spring, drawn for a body with its clear days."""

    steps: tuple[Step, ...]
    clear_days: int
    earliest: date
    first: Reserved
    reserve: Reserved
    reserve_from: date

    @property
    def notified(self) -> date:
        """The last day on which the proposal may come."""
        return self.steps[0].day

    @property
    def report_by(self) -> date:
        """The last day for the panel's report."""
        return self.steps[1].day

    @property
    def revised_by(self) -> date:
        """The last day on which the revised proposal may come."""
        return self.steps[2].day

    @property
    def second_by(self) -> date:
        """The last day for the panel's second report."""
        return self.steps[3].day


def spring_of(day: date) -> int:
    """The year in which the financial year begins for whose precept a meeting of this day may be."""
    return day.year if day.month < 4 else day.year + 1


def timetable(spring: int, clear_days: int, excluded: Collection[date]) -> Timetable:
    """The dates of the precept in the February and March of a calendar year."""
    facts = (
        (date(spring, 2, 1), _("The Commissioner"), _("Proposed precept notified"), NOTIFIED),
        (date(spring, 2, 8), _("The panel"), _("Report on the precept made"), REPORT),
        (date(spring, 2, 15), _("The Commissioner"), _("After a veto: revised precept notified"), REVISED),
        (date(spring, 2, 22), _("The panel"), _("After a veto: second report made"), SECOND_REPORT),
        (date(spring, 3, 1), _("The Commissioner"), _("After a veto: response published"), ISSUED),
    )
    steps = tuple(Step(*fact) for fact in facts)
    notified, report_by, revised_by, second_by = (step.day for step in steps[:4])
    first = _counted_before(report_by, excluded)
    reserve = _counted_on_or_before(second_by, excluded)
    return Timetable(
        steps=steps,
        clear_days=clear_days,
        earliest=earliest_meeting(notified, clear_days, excluded),
        first=Reserved(first, latest_publication(first, clear_days, excluded)),
        reserve=Reserved(reserve, latest_publication(reserve, clear_days, excluded)),
        reserve_from=revised_by + DAY,
    )


def earliest_meeting(published: date, clear_days: int, excluded: Collection[date]) -> date:
    """The first working day that leaves the clear days after publication on a day."""
    day = published
    while not is_counted(day, excluded):
        day += DAY
    left = clear_days
    while True:
        day += DAY
        if is_counted(day, excluded):
            if left == 0:
                return day
            left -= 1


def _counted_on_or_before(day: date, excluded: Collection[date]) -> date:
    while not is_counted(day, excluded):
        day -= DAY
    return day


def _counted_before(day: date, excluded: Collection[date]) -> date:
    """A day in hand, so that the report can be written and sent before its own last day."""
    return _counted_on_or_before(day - DAY, excluded)


def trap_findings(drawn: Timetable) -> list[Finding]:
    """Why the agendas have to go out before what they are about has come."""
    days = counted(drawn.clear_days, "clear day")
    opening = _(
        "The proposed precept may be received as late as {day}. "
        "If it is published that day, "
        "{days} lead to {earliest}"
    ).format(day=long_day(drawn.notified), days=days, earliest=long_day(drawn.earliest))
    late = (drawn.earliest - drawn.report_by).days
    if late > 0:
        first = look(
            _("{opening}, {days} after the panel’s report is due.").format(
                opening=opening, days=counted(late, "day")
            ),
            source=REPORT.source,
            remedy=_(
                "Meet on {day} and publish that agenda by {publish_by}, with the report to follow."
            ).format(day=long_day(drawn.first.day), publish_by=long_day(drawn.first.publish_by)),
            code="precept",
        )
    else:
        said = _("{opening}, in time for the panel’s report on {day}.").format(
            opening=opening, day=long_day(drawn.report_by)
        )
        first = met(said, source=REPORT.source, code="precept")
    reserve = look(
        _(
            "After a veto the revised precept may be received as late as "
            "{day}, and the second "
            "report is due on {second_by}."
        ).format(day=long_day(drawn.revised_by), second_by=long_day(drawn.second_by)),
        source=SECOND_REPORT.source,
        remedy=_(
            "Book a reserve meeting from {day} on, such as "
            "{reserve_day}, and publish its agenda by {publish_by}."
        ).format(
            day=long_day(drawn.reserve_from),
            reserve_day=long_day(drawn.reserve.day),
            publish_by=long_day(drawn.reserve.publish_by),
        ),
        code="reserve",
    )
    return [first, reserve]


def precept_day_findings(day: date, *, others: Collection[date] = ()) -> list[Finding]:
    """Does a precept meeting on this day leave the panel's report in time?

    After another precept meeting of the same spring (`others`) it is the reserve, for the second report.
    """
    spring = spring_of(day)
    report, revised, second = date(spring, 2, 8), date(spring, 2, 15), date(spring, 2, 22)
    is_reserve = any(spring_of(other) == spring and other <= report and other < day for other in others)
    if day <= report:
        return [
            met(
                _("It leaves the report in time for {day}.").format(day=long_day(report)),
                source=REPORT.source,
            )
        ]
    if day <= revised and is_reserve:
        said = _(
            "It serves the second report after a veto, if the revised precept has been received by then. "
            "It may be received as late as {day}."
        ).format(day=long_day(revised))
        return [look(said, source=REVISED.source, code="precept")]
    if day <= revised:
        said = _("It comes after {day}, when the panel’s report on the precept is due.").format(
            day=long_day(report)
        )
        return [not_met(said, source=REPORT.source, code="precept")]
    if day <= second:
        said = _("It serves the second report, due on {day}, after a veto.").format(day=long_day(second))
        return [look(said, source=SECOND_REPORT.source, code="precept")]
    said = _("It comes after {day}, the last day for a report on the precept.").format(day=long_day(second))
    return [not_met(said, source=SECOND_REPORT.source, code="precept")]
