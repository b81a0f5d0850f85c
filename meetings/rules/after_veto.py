"""What comes next after a panel has vetoed the proposed precept. Pure."""

from dataclasses import dataclass
from datetime import date

from foundation.ui.dates import long_day
from meetings.rules.precept_timetable import spring_of


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that is still to come: by when, what it is, a sentence that goes on from it, where it leads.

    `leads` is "votes", "reserve" (the meeting that is booked) or "plan".
    """

    day: date
    what: str
    sentence: str
    leads: str = "votes"


def next_steps(vetoed: date, today: date, reserve: date | None) -> list[NextStep]:
    """The steps after a veto that are not past; `reserve` is the day of the meeting booked for it."""
    spring = spring_of(vetoed)
    report, revised = date(spring, 2, 8), date(spring, 2, 15)
    second, response = date(spring, 2, 22), date(spring, 3, 1)
    found = [
        NextStep(report, "Report on the precept", "says that it was vetoed. It is due by this day."),
        NextStep(revised, "The revised precept", "comes from the commissioner by this day, after the veto."),
        _meeting(today, reserve, second),
        NextStep(response, "The response to the second report", "is published by this day."),
    ]
    return [step for step in found if step.day >= today]


def _meeting(today: date, reserve: date | None, second: date) -> NextStep:
    """The reserve meeting: to plan, to hold, or held, so that its report is due."""
    due = f"The second report is due by {long_day(second)}"
    if reserve is None:
        said = f"is not planned. {due}, and there is no second veto."
        return NextStep(second, "The reserve precept meeting", said, "plan")
    if reserve >= today:
        said = f"reviews the revised precept. {due}, and there is no second veto."
        return NextStep(reserve, f"The reserve precept meeting of {long_day(reserve)}", said, "reserve")
    return NextStep(second, "The second report on the precept", "is due by this day.", "reserve")
