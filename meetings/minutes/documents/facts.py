"""The facts of a whole meeting as its minutes say them: who was there, what was declared, what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.attendance.record import in_chair
from meetings.attendance.rules.words import JOINED_BY
from meetings.models import Attendance, Meeting, TextModule
from meetings.wording.facts import InterestFacts, MeetingFacts, NextMeeting, PersonFacts, RollFacts, Words
from meetings.wording.house import house_words, modules_asked
from meetings.wording.questions import QuestionFacts
from panels.models import BodySettings, Office
from panels.models.dated import Known

_Mark, _Capacity = Attendance.Mark, Attendance.Capacity


@dataclass(frozen=True)
class Around:
    """What the minutes of a meeting say of its body, as questions to be asked together."""

    modules: QuerySet[TextModule]
    following: QuerySet[Meeting]
    offices: QuerySet[Office]

    @classmethod
    def of(cls, meeting: Meeting) -> "Around":
        """The body's own words, its next meeting, and who took an office on the day of this one."""
        return cls(modules_asked(meeting), _following(meeting), _taken(meeting))


def facts_of(
    meeting: Meeting,
    settings: BodySettings,
    item_labels: dict[int, str],
    answers: Mapping[str, str],
    around: Around,
) -> MeetingFacts:
    """What the record says of the whole meeting."""
    return MeetingFacts(
        words=house_words(meeting, settings, around.modules),
        day=meeting.day,
        venue=str(meeting.venue) if meeting.venue else "",
        roll=roll_of(meeting, item_labels),
        interests=_interests(meeting, item_labels),
        next_meeting=_next_meeting(around.following),
        elected=_elected(around.offices),
        urgent_items=[
            item_labels.get(item.pk) or item.title
            for item in meeting.items.all()
            if item.urgent_reason and not item.withdrawn_at
        ],
        questions=_questions(meeting, settings),
        answers=answers,
    )


def _questions(meeting: Meeting, settings: BodySettings) -> list[QuestionFacts]:
    """What the public put and the meeting took, in its order; reads prefetched questions."""
    noun = Words.noun_of(meeting.body.kind)
    to = {
        "panel": _("the {noun}").format(noun=noun),
        "commissioner": _("the {commissioner_title}").format(commissioner_title=settings.commissioner_title),
    }
    return [
        QuestionFacts(
            asker=row.asker,
            kind=row.kind,
            to=to[row.addressee],
            text=row.text,
            signatures=row.signatures,
            answer=row.answer,
            is_written=row.answer_kind == row.Answer.WRITTEN,
            supplementary=row.supplementary,
            supplementary_answer=row.supplementary_answer,
        )
        for row in meeting.questions.all()
        if row.status == row.Status.ACCEPTED
    ]


def roll_of(meeting: Meeting, item_labels: Mapping[int, str]) -> RollFacts:
    """Who was there and who was not; reads prefetched attendances and their people without a query."""
    rows = list(meeting.attendances.all())
    names = {row.person_id: row.printed_name for row in rows}
    people = [(row, _person(row, names, item_labels)) for row in rows]
    chair = in_chair(meeting)
    others = (_Capacity.IN_ATTENDANCE, _Capacity.OBSERVER)
    members = [(row, person) for row, person in people if row.capacity not in others]
    return RollFacts(
        in_chair=next((person for row, person in members if row == chair), None),
        present=[person for row, person in members if row.mark == _Mark.PRESENT and row != chair],
        in_attendance=[
            person for row, person in people if row.capacity in others and row.mark == _Mark.PRESENT
        ],
        apologies=[person for row, person in people if row.mark == _Mark.APOLOGIES],
    )


def _person(row: Attendance, names: dict[int, str], item_labels: Mapping[int, str]) -> PersonFacts:
    stands_in = names.get(row.substitute_for_id or 0, "")
    if row.substitute_for and not stands_in:
        stands_in = row.substitute_for.printed_name
    sort_key = f"{row.person.family_name} {row.person.given_name}"
    post = row.printed_post or ("observer" if row.capacity == _Capacity.OBSERVER else "")
    part = _part(row, item_labels)
    return PersonFacts(row.printed_name, sort_key, post, stands_in, part, JOINED_BY[row.mode])


def _part(row: Attendance, item_labels: Mapping[int, str]) -> str:
    """For which part of the meeting somebody was there; nothing where it was the whole."""
    first, last = (item_labels.get(pk or 0, "") for pk in (row.from_item_id, row.to_item_id))
    spans = {
        (True, True): _("items {first} to {last}").format(first=first, last=last)
        if first != last
        else _("item {first}").format(first=first),
        (True, False): _("from item {first}").format(first=first),
        (False, True): _("until item {last}").format(last=last),
    }
    said = [
        _("for the public part of the meeting only") if row.is_public_part_only else "",
        spans.get((bool(first), bool(last)), ""),
    ]
    found = ", ".join(filter(None, said))
    return f"({found})" if found else ""


def _interests(meeting: Meeting, item_labels: dict[int, str]) -> list[InterestFacts]:
    return [
        InterestFacts(
            interest.printed_name,
            interest.kind,
            interest.nature,
            ()
            if interest.covers_all_items
            else [item_labels.get(i.pk) or i.title for i in interest.items.all()],
        )
        for interest in meeting.interests.all()
    ]


def _following(meeting: Meeting) -> QuerySet[Meeting]:
    following = Meeting.objects.filter(
        body_id=meeting.body_id, starts_at__gt=meeting.starts_at, is_private=False, is_to_be_confirmed=False
    )
    public = following.exclude(kind__in=Meeting.PRIVATE_KINDS).exclude(status=Meeting.Status.CANCELLED)
    return public.select_related("venue").order_by("starts_at")[:1]


def _next_meeting(following: Iterable[Meeting]) -> NextMeeting | None:
    found = next(iter(following), None)
    if found is None:
        return None
    start = timezone.localtime(found.starts_at)
    return NextMeeting(start.date(), start.time(), str(found.venue) if found.venue else "")


def _taken(meeting: Meeting) -> QuerySet[Office]:
    # Of an office known since a month only, its first day stands for any day of it.
    on_the_day = Office.objects.filter(starts_on=meeting.day, starts_known=Known.DAY)
    return on_the_day.filter(body_id=meeting.body_id).select_related("person").order_by("kind", "pk")


def _elected(offices: Iterable[Office]) -> dict[str, tuple[str, ...]]:
    """Who took an office on the day of the meeting, by the standing item that elects them."""
    items = {Office.Kind.CHAIR.value: "election_chair", Office.Kind.DEPUTY.value: "election_deputy"}
    found: dict[str, tuple[str, ...]] = {}
    for office in offices:
        name = items[office.kind]
        found[name] = (*found.get(name, ()), office.person.printed_name)
    return found
