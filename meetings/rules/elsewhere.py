"""What a panel published elsewhere before it came to this site: which days can have been. Pure."""

from datetime import date

from foundation.history.findings import Finding, stopped
from foundation.ui.dates import long_day


def elsewhere_findings(
    meeting: date,
    today: date,
    *,
    agenda_on: date | None,
    minutes_on: date | None,
    agenda_is_out: bool = False,
    minutes_are_out: bool = False,
) -> list[Finding]:
    """Why these days cannot have been; the code is the field beside which it is said."""
    if meeting >= today:
        said = "This meeting is not past, so its agenda and minutes are published here."
        return [stopped(said, code="agenda_on")]
    found = []
    if agenda_is_out:
        found.append(stopped("The agenda is published here already.", code="agenda_on"))
    elif agenda_on and agenda_on > meeting:
        said = f"An agenda is published before its meeting, which was on {long_day(meeting)}."
        found.append(stopped(said, code="agenda_on"))
    if minutes_are_out:
        found.append(stopped("The minutes are published here already.", code="minutes_on"))
    elif minutes_on and minutes_on < meeting:
        said = f"Minutes are published after their meeting, which was on {long_day(meeting)}."
        found.append(stopped(said, code="minutes_on"))
    elif minutes_on and minutes_on > today:
        found.append(stopped("That day is still to come.", code="minutes_on"))
    return found
