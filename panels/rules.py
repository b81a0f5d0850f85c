"""What the law and the panel’s own rules say about notice, membership and dates: values in, findings out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.history.rulebook import Statutory, statutory
from foundation.ui import colours
from foundation.ui.dates import long_day, on_day
from foundation.ui.words import joined

if TYPE_CHECKING:
    from panels.models import BodySettings

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = range(5)
OWN_RULE = gettext_noop("The panel’s own rule")

CLEAR_DAYS_ENGLAND = statutory(
    5,
    "Notice, agenda and reports are open to the public at least five clear days before a meeting (England).",
    "Local Government Act 1972, sections 100A(6) and 100B(3); five days by SI 2002/715",
    checked=True,
)
CLEAR_DAYS_WALES = statutory(
    3,
    "Notice, agenda and reports are open to the public at least three clear days before a meeting (Wales).",
    "Local Government Act 1972, sections 100A(6) and 100B(3), as amended by the Local Government and "
    "Elections (Wales) Act 2021, Schedule 4; how far it reaches the Welsh panels turns on SI 2012/2734",
    checked=False,
)
WORKING_DAYS_ONLY = statutory(
    "Monday to Friday, without bank holidays",
    "Neither the day of publication nor the day of the meeting counts, nor does a weekend or bank holiday.",
    "R v Swansea City Council, ex parte Elitestone Ltd (Court of Appeal, 1993)",
    checked=True,
)
BREAKS = statutory(
    "Thursday before to Tuesday after Easter Day; last weekday before to first weekday after Christmas",
    "The Easter and Christmas breaks may not count either; opinions differ whether this governs notice.",
    "Local Government Act 1972, section 243",
    checked=False,
)
APPOINTED_MINIMUM = statutory(
    10,
    "A panel in England has ten appointed members where its area covers ten or fewer councils, "
    "otherwise one for each council.",
    "Police Reform and Social Responsibility Act 2011, Schedule 6, paragraph 4(2)",
    checked=True,
)
COOPTED_MINIMUM = statutory(
    2,
    "A panel co-opts two members, or more where it resolves so and the Secretary of State agrees.",
    "Police Reform and Social Responsibility Act 2011, Schedule 6, paragraph 4(3)",
    checked=True,
)
MEMBERS_MAXIMUM = statutory(
    20,
    "A panel may not have more than twenty members in all.",
    "Police Reform and Social Responsibility Act 2011, Schedule 6, paragraph 4(4)",
    checked=False,
)
COOPTED_OUTSIDERS = statutory(
    2,
    "At least two co-opted members are not councillors of the panel’s councils.",
    "Police Reform and Social Responsibility Act 2011, Schedule 6, paragraph 23",
    checked=True,
)
CONTRAST_SOURCE = gettext_noop("Web Content Accessibility Guidelines 2.2, criterion 1.4.3")


def is_counted(day: date, excluded: Collection[date]) -> bool:
    """Does this day count towards notice: Monday to Friday, and not excluded?"""
    return day.weekday() in MONDAY_TO_FRIDAY and day not in excluded


def counted_days(published: date, meeting: date, excluded: Collection[date]) -> list[date]:
    """The days that count strictly between publication and meeting, in order."""
    between = (published + DAY * n for n in range(1, (meeting - published).days))
    return [day for day in between if is_counted(day, excluded)]


def clear_days(published: date, meeting: date, excluded: Collection[date]) -> int:
    """How many clear days lie between publication and meeting; neither end counts."""
    return len(counted_days(published, meeting, excluded))


def latest_publication(meeting: date, days: int, excluded: Collection[date]) -> date:
    """The last day that itself counts and leaves this many clear days before the meeting."""
    day, left = meeting - DAY, days
    while left or not is_counted(day, excluded):
        left -= left > 0 and is_counted(day, excluded)
        day -= DAY
    return day


def publication_day(published: datetime | date, settings: "BodySettings", excluded: Collection[date]) -> date:
    """The day a publication stands for: after the body's cut-off hour, or when offices are closed, the next
    day that counts.
    """
    if isinstance(published, datetime):
        local = published.astimezone(LONDON)
        day = local.date() + DAY * (local.time() > settings.notice_cutoff)
    else:
        day = published
    while not is_counted(day, excluded):
        day += DAY
    return day


def notice_law(settings: "BodySettings") -> Statutory[int]:
    """The statutory notice of the body's jurisdiction."""
    return CLEAR_DAYS_WALES if settings.jurisdiction == "wales" else CLEAR_DAYS_ENGLAND


def notice_finding(
    meeting_day: date, published: datetime | date, settings: "BodySettings", excluded: Collection[date]
) -> Finding:
    """Does publication at this moment, or on this planned day, leave the clear days the body must give?

    `excluded` comes from `panels.calendar.excluded_days`. The sentence lists every counted day.
    """
    law = notice_law(settings)
    needed = settings.clear_days
    source = (
        law.source
        if needed == law.value
        else _("{own_rule} of {needed} clear days; by law {source}").format(
            own_rule=_(OWN_RULE), needed=needed, source=law.source
        )
    )
    counts_from = publication_day(published, settings, excluded)
    days = counted_days(counts_from, meeting_day, excluded)
    listed = f": {_day_list(days)}" if days else ""
    opening = _opening(published, counts_from)
    if len(days) >= needed:
        sentence = _("{opening} leaves {clear}{listed}. {needed} needed.").format(
            opening=opening, clear=_clear(len(days)), listed=listed, needed=needed
        )
        return met(sentence, source=source, code="notice")
    last = latest_publication(meeting_day, needed, excluded)
    sentence = _("{opening} leaves {clear} of the {needed} needed{listed}.").format(
        opening=opening, clear=_clear(len(days)), needed=needed, listed=listed
    )
    remedy = _(
        "The last day that leaves {needed} is {day}. You can continue with a reason, which "
        "is printed. "
        "Short notice can make the meeting unlawful: check with your monitoring officer."
    ).format(needed=needed, day=long_day(last))
    return not_met(sentence, source=source, remedy=remedy, code="notice")


def _opening(published: datetime | date, counts_from: date) -> str:
    day = published.astimezone(LONDON).date() if isinstance(published, datetime) else published
    said = _("Publication on {day}").format(day=long_day(day))
    return (
        said
        if day == counts_from
        else _("{said}, which counts as {day},").format(said=said, day=long_day(counts_from))
    )


def _clear(count: int) -> str:
    return (
        _("no clear days")
        if not count
        else _("{count} clear day{number}").format(count=count, number="s" * (count != 1))
    )


def _day_list(days: list[date]) -> str:
    """Fri 27 and Mon 30 November, Tue 1 December: the month once, after its last day."""
    words = [
        f"{day:%a} {day.day}" + (f" {day:%B}" if last or days[n + 1].month != day.month else "")
        for n, day in enumerate(days)
        for last in [n == len(days) - 1]
    ]
    return joined(words)


def settings_findings(settings: "BodySettings") -> list[Finding]:
    """What stands out in a body's settings: notice shorter than the law, the cautious count."""
    law, found = notice_law(settings), []
    if settings.clear_days < law.value:
        found.append(
            not_met(
                _("The panel gives {clear} of notice. The law requires {law_value}.").format(
                    clear=_clear(settings.clear_days), law_value=law.value
                ),
                source=law.source,
                remedy=_("Change the settings to {law_value} clear days.").format(law_value=law.value),
                code="notice_setting",
            )
        )
    if settings.excludes_s243_breaks:
        found.append(
            look(
                _(
                    "The Easter and Christmas breaks do not count as clear days here. This is the cautious "
                    "reading."
                ),
                source=BREAKS.source,
                code="s243",
            )
        )
    return found


def signing_findings(settings: "BodySettings", officers: Sequence[str]) -> list[Finding]:
    """What stands out in who can sign that business is withheld: one alone has no second hand."""
    if not settings.separate_hands or len(officers) != 1:
        return []
    return [
        look(
            _(
                "{officer} is the only person who can record the proper officer’s decision to withhold."
            ).format(officer=officers[0]),
            remedy=_(
                "Add a deputy, that is a second monitoring or proper officer. Until then, what they "
                "ask for "
                "and decide themselves is recorded as decided alone."
            ),
            code="one_officer",
        )
    ]


def municipal_year(day: date) -> str:
    """The municipal year of a day, from May to April, as panels write it: "2018/19"."""
    first = day.year if day.month >= 5 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def csp_deadline(meeting_day: date, days: int = 14, excluded: Collection[date] = ()) -> date:
    """The day the partnerships' notes are due: so many calendar days before the meeting (S1-38).

    A Saturday, Sunday or excluded day gives way to the last working day before it.
    """
    day = meeting_day - DAY * days
    while not is_counted(day, excluded):
        day -= DAY
    return day


@dataclass(frozen=True, slots=True)
class Composition:
    """How many seats of each kind a panel has on a day, and for how many councils."""

    authorities: int
    appointed: int
    independents: int
    coopted_councillors: int
    vacancies: int = 0
    is_wales: bool = False

    @property
    def coopted(self) -> int:
        """All co-opted members' seats."""
        return self.independents + self.coopted_councillors

    @property
    def total(self) -> int:
        """Every member's seat; substitutes are not members."""
        return self.appointed + self.coopted


def membership_findings(panel: Composition) -> list[Finding]:
    """Hold a panel's composition against the Act; vacancies are named last."""
    found = [_coopted(panel), _outsiders(panel), _total(panel)]
    if not panel.is_wales:
        found.insert(0, _appointed(panel))
    if panel.vacancies:
        seats = (
            _("One seat is")
            if panel.vacancies == 1
            else _("{vacancies} seats are").format(vacancies=panel.vacancies)
        )
        found.append(look(_("{seats} vacant.").format(seats=seats), code="vacancies"))
    return found


def _appointed(panel: Composition) -> Finding:
    law = APPOINTED_MINIMUM
    needed = max(law.value, panel.authorities)
    said = _("{appointed} seats for appointed members, {councils}").format(
        appointed=panel.appointed, councils=_councils(panel.authorities)
    )
    if panel.appointed == needed:
        return met(f"{said}.", source=law.source, code="appointed")
    remedy = _("Councillors beyond that number are co-opted: record their seats so.")
    if panel.appointed < needed:
        remedy = _("Add {needed} more.").format(needed=needed - panel.appointed)
    return not_met(
        _("{said}: the Act requires {needed}.").format(said=said, needed=needed),
        source=law.source,
        remedy=remedy,
        code="appointed",
    )


def _coopted(panel: Composition) -> Finding:
    law = COOPTED_MINIMUM
    said = _("{coopted} seats for co-opted members").format(coopted=panel.coopted)
    if panel.coopted >= law.value:
        return met(f"{said}.", source=law.source, code="coopted")
    return not_met(
        _("{said}: a panel co-opts at least two.").format(said=said), source=law.source, code="coopted"
    )


def _outsiders(panel: Composition) -> Finding:
    law = COOPTED_OUTSIDERS
    said = _("{independents} co-opted members who are not councillors").format(
        independents=panel.independents
    )
    if panel.independents >= law.value:
        return met(f"{said}.", source=law.source, code="outsiders")
    return not_met(
        _("{said}: there have to be at least two.").format(said=said), source=law.source, code="outsiders"
    )


def _total(panel: Composition) -> Finding:
    law = MEMBERS_MAXIMUM
    said = _("{total} members’ seats in all").format(total=panel.total)
    if panel.total <= law.value:
        return met(
            _("{said}, at most {law_value}.").format(said=said, law_value=law.value),
            source=law.source,
            code="total",
        )
    return not_met(
        _("{said}: a panel may have {law_value}.").format(said=said, law_value=law.value),
        source=law.source,
        code="total",
    )


def _councils(count: int) -> str:
    return _("one council") if count == 1 else _("{count} councils").format(count=count)


def colour_finding(colour: str) -> Finding:
    """Can white words be read on the body's colour, and the colour's words on white?"""
    ratio = colours.contrast_on_white(colour)
    if ratio >= colours.LEAST_CONTRAST:
        return met(
            _("Contrast {ratio:.1f} to 1 on white.").format(ratio=ratio),
            source=CONTRAST_SOURCE,
            code="colour",
        )
    # Rounded down: a colour just below the limit must not read as if it met it.
    shown = int(ratio * 10) / 10
    return stopped(
        _(
            "This colour is too light to read: its contrast on white is {shown} to 1, and it needs 4.5 to 1."
        ).format(shown=shown),
        source=CONTRAST_SOURCE,
        remedy=_("Choose a darker one."),
        code="colour",
    )


def end_finding(was: date | None, becomes: date, today: date) -> Finding:
    """May the last day of a role, a seat or an office be this one? What is over does not begin again by it.

    A last day is set by whoever may end a thing; giving it asks more, such as who may have it. One day of the
    past in place of another is put right freely.
    """
    if was is None or was >= today or becomes < today:
        return met()
    return stopped(
        _("This ended {day}, so it cannot be extended.").format(day=on_day(was)),
        remedy=_("Record it again, from the date it begins again."),
        code="ends_on",
    )
