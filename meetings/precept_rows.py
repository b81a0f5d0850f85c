"""What Today says of the precept: a meeting on a day that breaks its timetable, and what follows a veto."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.day_warnings import coming_looked_at
from meetings.models import Meeting, Vote
from meetings.rules.after_veto import NextStep, next_steps
from meetings.rules.precept_timetable import spring_of


def rows_about_precept(bodies: Collection[int], coming: Iterable[Meeting], today: date) -> Iterable[TodoRow]:
    """For the bodies somebody serves and their meetings to come; no query outside of the precept's time."""
    yield from _warnings(coming, today)
    if date(today.year, 1, 1) <= today <= date(today.year, 3, 1):
        yield from _after_vetoes(bodies, today)


def _warnings(coming: Iterable[Meeting], today: date) -> Iterable[TodoRow]:
    """What the year and the meeting's own page say of a precept meeting, in the same words."""
    bodies = {each.body_id: each.body for each in coming if each.kind == Meeting.Kind.PRECEPT}
    for body in bodies.values():
        for looked in coming_looked_at(body, today):
            meeting = looked.meeting
            if meeting.kind != Meeting.Kind.PRECEPT:
                continue
            for finding in looked.findings:
                yield TodoRow(
                    when=meeting.day,
                    subject=f"{meeting.name} of {long_day(meeting.starts_at)}.",
                    sentence=f"{finding.sentence} {finding.remedy}".strip(),
                    url=reverse("meetings:meeting", args=[meeting.pk]),
                    label="Open the meeting",
                )


def _after_vetoes(bodies: Collection[int], today: date) -> Iterable[TodoRow]:
    spring = spring_of(today)
    votes = Vote.objects.filter(
        meeting__body_id__in=bodies,
        purpose=Vote.Purpose.VETO,
        result=Vote.Result.CARRIED,
        meeting__starts_at__date__gte=date(spring - 1, 4, 1),
        meeting__starts_at__date__lte=date(spring, 3, 1),
    )
    done: set[int] = set()
    for vote in votes.select_related("meeting").order_by("meeting__starts_at", "pk"):
        meeting = vote.meeting
        if meeting.body_id not in done:
            done.add(meeting.body_id)
            yield from _steps(meeting, today)


def _steps(vetoed: Meeting, today: date) -> Iterable[TodoRow]:
    """What comes after the veto of one meeting."""
    spring = spring_of(vetoed.day)
    later = Meeting.objects.planned_between(vetoed.body, vetoed.day, date(spring, 2, 22))
    reserve = later.filter(kind=Meeting.Kind.PRECEPT, starts_at__gt=vetoed.starts_at).first()
    for step in next_steps(vetoed.day, today, reserve.day if reserve else None):
        url, label = _where(step, vetoed, reserve)
        yield TodoRow(when=step.day, subject=step.what, sentence=step.sentence, url=url, label=label)


def _where(step: NextStep, vetoed: Meeting, reserve: Meeting | None) -> tuple[str, str]:
    if step.leads == "plan":
        address = reverse("meetings:year_precept", args=[vetoed.body_id])
        return f"{address}?from={spring_of(vetoed.day) - 1}", "Plan the meeting"
    if step.leads == "reserve" and reserve is not None:
        return reverse("meetings:meeting", args=[reserve.pk]), "Open the meeting"
    return reverse("meetings:votes", args=[vetoed.pk]), "Open the votes"
