"""The rules on public questions that hold for one meeting, and until when they can be put."""

from datetime import datetime, timedelta

from django.utils import timezone

from meetings.models import Meeting, PublicQuestion
from meetings.public.rules import Rules, last_day
from panels.calendar import excluded_around
from panels.models import BodySettings

# Time to look into one's mail: what was put in time stays so when its address is confirmed within it.
TO_CONFIRM = timedelta(days=3)


def rules_of(settings: BodySettings) -> Rules:
    """A body's rules as plain values."""
    return Rules(
        kinds=settings.question_kinds,
        addressees=settings.question_addressees,
        days=settings.question_deadline,
        unit=settings.question_deadline_unit,
        at=settings.question_deadline_time,
        per_person=settings.questions_per_person,
        per_organisation=settings.questions_per_organisation,
        words=settings.question_words,
        session_minutes=settings.question_session_minutes,
        speaker_minutes=settings.question_speaker_minutes,
        supplementaries=settings.question_supplementaries,
        repeat_months=settings.question_repeat_months,
        eligibility=settings.question_eligibility,
    )


def takes_questions(meeting: Meeting) -> bool:
    """True when the public may put questions to this meeting: a public one, of a type that takes them."""
    settings = meeting.settings
    return settings.takes_questions and not meeting.is_private and not is_excluded(settings, meeting.kind)


def is_excluded(settings: BodySettings, kind: str) -> bool:
    """True when the body takes no questions at this type of meeting, by its name or as it is stored."""
    names = {kind.replace("_", " ").casefold(), str(Meeting.Kind(kind).label).casefold()}
    return any(
        said.strip().replace("_", " ").casefold() in names for said in settings.question_excluded_kinds
    )


def deadline_of(meeting: Meeting) -> datetime | None:
    """The last moment at which a question is in time; None where the meeting takes none."""
    if not takes_questions(meeting):
        return None
    settings = meeting.settings
    if settings.question_deadline == 0:
        return meeting.starts_at
    day = last_day(
        meeting.day,
        settings.question_deadline,
        settings.question_deadline_unit,
        excluded_around(settings, meeting.day),
    )
    return timezone.make_aware(datetime.combine(day, settings.question_deadline_time))


def confirm_by(question: PublicQuestion) -> datetime:
    """Until when its address is to be confirmed, so that it counts from when it was put."""
    return min(question.received_at + TO_CONFIRM, question.meeting.starts_at)
