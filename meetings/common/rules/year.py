"""The days of a year: patterns of meetings, what each day falls on, and when public questions close."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, not_met
from foundation.history.rulebook import statutory
from foundation.ui.dates import clock_time, long_day

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS = {
    1: gettext_noop("First"),
    2: gettext_noop("Second"),
    3: gettext_noop("Third"),
    4: gettext_noop("Fourth"),
    5: gettext_noop("Last"),
}
SATURDAY, THURSDAY, MAY, LAST = 5, 3, 5, 5
MOST_MEETINGS = 60
# A custom: notices of election come about six weeks before the poll. Each body keeps its own days.
USUAL_PERIOD = timedelta(weeks=6)

ORDINARY_ELECTION = statutory(
    "first Thursday in May",
    "Ordinary elections of councillors are held on the first Thursday in May.",
    "Representation of the People Act 1983, section 37",
    checked=False,
)
PUBLICITY = statutory(
    "from the notice of election to the close of the poll",
    "Councils restrict publicity in the period before an election. When a panel’s business is postponed is "
    "custom.",
    "Local Government Act 1986, section 2, and the Code of Recommended Practice on Local Authority Publicity",
    checked=False,
)


def year_of(day: date) -> int:
    """The calendar year in which the municipal year of a day begins."""
    return day.year if day.month >= MAY else day.year - 1


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of the municipal year that begins in May of `year`."""
    return date(year, MAY, 1), date(year + 1, MAY, 1) - DAY


def year_words(year: int) -> str:
    """ "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


def election_day(year: int) -> date:
    """The first Thursday in May."""
    first = date(year, MAY, 1)
    return first + DAY * ((THURSDAY - first.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Period:
    """A pre-election period: its days, both included, and whether somebody kept it or it is only usual."""

    name: str
    first: date
    last: date
    is_kept: bool = True

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def usual_period(year: int) -> Period:
    """The period before the ordinary elections of a calendar year, as custom has it."""
    poll = election_day(year)
    return Period(
        _("Elections of {day}").format(day=long_day(poll)), poll - USUAL_PERIOD, poll, is_kept=False
    )


@dataclass(frozen=True, slots=True)
class Monthly:
    """The second Friday of March, June, September and December; week 5 is the last one of its month."""

    week: int
    weekday: int
    months: frozenset[int]

    def days(self, year: int) -> list[date]:
        """Its days in the municipal year."""
        first, last = year_span(year)
        found = [self._day(y, month) for y in (first.year, last.year) for month in sorted(self.months)]
        return [day for day in found if first <= day <= last]

    def _day(self, year: int, month: int) -> date:
        if self.week == LAST:
            end = date(year, month, monthrange(year, month)[1])
            return end - DAY * ((end.weekday() - self.weekday) % 7)
        start = date(year, month, 1)
        return start + DAY * ((self.weekday - start.weekday()) % 7) + WEEK * (self.week - 1)


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every so many weeks from a first day on."""

    first: date
    every: int

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError(f"{self.every} weeks lead nowhere")

    def days(self, year: int) -> list[date]:
        """Its days in the municipal year."""
        start, last = year_span(year)
        step = WEEK * self.every
        day = self.first if self.first >= start else self.first + step * -((self.first - start) // step)
        found = []
        while day <= last:
            found.append(day)
            day += step
        return found


@dataclass(frozen=True, slots=True)
class Listed:
    """Days that were typed."""

    listed: tuple[date, ...]

    def days(self, year: int) -> list[date]:
        """Those in the municipal year, each once."""
        first, last = year_span(year)
        return sorted({day for day in self.listed if first <= day <= last})


Pattern = Monthly | EveryWeeks | Listed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The days a pattern gives, and those that were left out, each with the reason."""

    days: list[date]
    left_out: list[tuple[date, str]] = field(default_factory=list)


def choose(
    pattern: Pattern,
    year: int,
    holidays: Mapping[date, str],
    periods: Sequence[Period],
) -> Chosen:
    """The days of a pattern, without those that fall on the holidays and periods given."""
    days, left_out = [], []
    for day in pattern.days(year):
        period = next((each for each in periods if day in each), None)
        why = holidays.get(day) or (period.name if period else "")
        if why:
            left_out.append((day, why))
        else:
            days.append(day)
    return Chosen(days, left_out)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the meetings of a year: what a day is held against; days of precept meetings."""

    holidays: Mapping[date, str]
    periods: Sequence[Period]
    others: Sequence[tuple[datetime, str]] = ()
    precepts: Sequence[date] = ()

    def period_of(self, day: date) -> Period | None:
        """The pre-election period in which a day lies."""
        return next((each for each in self.periods if day in each), None)


def day_findings(starts_at: datetime, around: Surroundings) -> list[Finding]:
    """What is to be seen about a day on which a meeting would be held."""
    day, found = starts_at.date(), []
    if day in around.holidays:
        remedy = _("Offices are closed. Choose another date, or continue if this is intended.")
        said = _("It falls on a bank holiday: {holiday}.").format(holiday=around.holidays[day])
        found.append(look(said, remedy=remedy, code="holiday"))
    elif day.weekday() >= SATURDAY:
        found.append(
            look(_("It falls on a {weekday}.").format(weekday=WEEKDAYS[day.weekday()]), code="weekend")
        )
    if period := around.period_of(day):
        not_saved = _(" These are the usual dates. They have not been saved for this panel.")
        usual = "" if period.is_kept else not_saved
        said = _("It falls in the pre-election period, {period}.{usual}").format(
            period=period.name, usual=usual
        )
        found.append(look(said, source=PUBLICITY.source, code="period"))
    found += _clashes(starts_at, around.others)
    return found


def _clashes(starts_at: datetime, others: Iterable[tuple[datetime, str]]) -> list[Finding]:
    """Other meetings of the same body on that day; two in one hour cannot be."""
    found = []
    for at, name in others:
        if at == starts_at:
            remedy = _("Choose another time or another date.")
            said = _("{name} begins at the same time.").format(name=name)
            found.append(not_met(said, remedy=remedy, code="clash"))
        elif at.date() == starts_at.date():
            said = _("{name} is on the same day at {time}.").format(name=name, time=clock_time(at))
            found.append(look(said, code="same_day"))
    return found


def deadline_findings(
    publish_by: date, papers_due: date, holidays: Mapping[date, str], breaks: Collection[date]
) -> list[Finding]:
    """What is to be seen about the days before a meeting by which the agenda and the papers are due."""
    found = []
    if publish_by in breaks:
        said = _("The last day to publish, {day}, is in the Christmas break.").format(
            day=long_day(publish_by)
        )
        remedy = _("Publish before the offices close.")
        found.append(look(said, remedy=remedy, code="christmas"))
    if papers_due in holidays or papers_due.weekday() >= SATURDAY:
        why = holidays.get(papers_due, WEEKDAYS[papers_due.weekday()])
        found.append(
            look(
                _("Papers are due on {day}: {why}.").format(day=long_day(papers_due), why=why), code="papers"
            )
        )
    elif papers_due in breaks:
        said = _("Papers are due on {day}, in the Christmas break.").format(day=long_day(papers_due))
        found.append(look(said, code="papers"))
    return found
