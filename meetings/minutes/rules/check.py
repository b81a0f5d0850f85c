"""Slips that the public record has held before (V42): each a point to mend, or to overrule with a reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.history.findings import Finding, look, not_met
from foundation.ui.words import joined
from meetings.minutes.rules.lint import MinuteFacts, Point, days_in

MENDED_BY = ("qualification", "paragraph_unusual", "differs")
_DEADLINE = re.compile(
    r"\b(?:by|before|until|no later than)\s+((?:\d{1,2})(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4})"
)
_PAGES = re.compile(r"\bpages?\s+(\d{1,4})(?:\s*(?:-|–|to|and)\s*(\d{1,4}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VoteCount:
    """A vote as it was counted; `name` says which: "Minute 45"."""

    name: str
    cast: int
    voting_members: int


@dataclass(frozen=True, slots=True)
class MeetingCheck:
    """What the check needs of the meeting besides its minutes."""

    day: date
    venue: str = ""
    printed_venue: str = ""
    left_out: Sequence[int] = ()
    strangers: Sequence[str] = ()
    # Members of whom the roll says nothing: neither present nor away.
    unmarked: Sequence[str] = ()
    # Whose interest was declared without saying what it is.
    bare_interests: Sequence[str] = ()
    bare_reports: Sequence[tuple[str, str]] = ()
    restrictions: Sequence[Finding] = ()
    votes: Sequence[VoteCount] = ()
    pack_pages: int = 0
    wrong_entries: Sequence[str] = ()
    # Short names of questions nobody answered, of those answered yes without a fact, and no against one.
    unasked: Sequence[str] = ()
    lacking: Sequence[str] = ()
    contradicted: Sequence[str] = ()
    # Labels of items that the record of the day neither takes nor defers.
    not_taken: Sequence[str] = ()
    # Who put a question that the meeting took and whose answer nobody recorded.
    unanswered: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MinuteCheck:
    """What the check needs of one minute besides what it has been asked already."""

    facts: MinuteFacts
    minutes_of: Sequence[date] = ()
    # The days of those brought that nobody has recorded as confirmed.
    unconfirmed: Sequence[date] = ()
    due: Sequence[date] = ()
    facts_changed: bool = False
    has_private_part: bool = False
    has_public_summary: bool = False
    untranslated: str = ""


def slips(meeting: MeetingCheck, minutes: Sequence[MinuteCheck]) -> list[Point]:
    """Every slip that can be seen from the facts."""
    found = [point for minute in minutes for point in _of_minute(meeting, minute)]
    return [*_of_meeting(meeting), *found]


def _of_meeting(meeting: MeetingCheck) -> Iterator[Point]:
    yield from (Point(_weighty(each)) for each in meeting.restrictions if each.code in MENDED_BY)
    yield from vote_points(meeting.votes)
    if meeting.strangers:
        yield Point(
            not_met(
                f"{joined(meeting.strangers)}: recorded as a member, but not a member on that date.",
                remedy="Record them as a substitute or in attendance, or add their membership.",
                code="stranger",
            )
        )
    if meeting.unmarked:
        sentence = f"Not marked as present or absent: {joined(meeting.unmarked)}."
        yield Point(look(sentence, remedy="Complete the attendance.", code="unmarked"))
    if meeting.bare_interests:
        sentence = f"Declared an interest without recorded details: {joined(meeting.bare_interests)}."
        remedy = "Record the details in the attendance when you receive them."
        yield Point(look(sentence, remedy=remedy, code="interest_details"))
    yield from _answers(meeting)
    if meeting.unanswered:
        sentence = f"No answer is recorded to the public question of {joined(meeting.unanswered)}."
        remedy = "Record the answer on the page of the question, or in the minute what will happen to it."
        yield Point(look(sentence, remedy=remedy, code="unanswered"))
    if meeting.printed_venue and meeting.printed_venue != meeting.venue:
        in_minutes = meeting.venue or "not given"
        sentence = f"The venue is {meeting.printed_venue} on the agenda and {in_minutes} in the minutes."
        yield Point(look(sentence, remedy="Correct the one that is wrong.", code="venue"))
    yield from _of_the_agenda(meeting)


def _of_the_agenda(meeting: MeetingCheck) -> Iterator[Point]:
    """Numbers, items and reports that the minutes do not account for."""
    if meeting.left_out:
        several = len(meeting.left_out) > 1
        words = f"Number{'s' if several else ''} {joined(meeting.left_out)}"
        yield Point(look(f"{words} of this run {'are' if several else 'is'} not used.", code="gap"))
    if meeting.not_taken:
        several = len(meeting.not_taken) > 1
        words = f"Item{'s' if several else ''} {joined(meeting.not_taken)}"
        sentence = f"{words} {'are' if several else 'is'} not recorded as started."
        remedy = (
            "Record on the meeting day page when an item started, or in its minute that it was not taken."
        )
        yield Point(look(sentence, remedy=remedy, code="not_taken"))
    for title, lacking in meeting.bare_reports:
        yield Point(look(f"The report “{title}” has {lacking}.", code="report"))
    for name in meeting.wrong_entries:
        yield Point(not_met(f"{name} has page numbers beyond the end of its pack.", code="pages"))


def _answers(meeting: MeetingCheck) -> Iterator[Point]:
    """What was not asked, and answers that what is recorded does not bear out."""
    page = "Answer them on “Questions for the record”."
    if meeting.unasked:
        yield Point(look(f"Not answered: {joined(meeting.unasked)}.", remedy=page, code="unasked"))
    if meeting.lacking:
        sentence = f"You answered that there were {joined(meeting.lacking)}. None is recorded."
        yield Point(look(sentence, remedy="Record them, or add them to the minute.", code="lacking"))
    if meeting.contradicted:
        sentence = f"You answered that there were no {joined(meeting.contradicted)}. Some are recorded."
        yield Point(look(sentence, remedy="Correct the answer or the record.", code="contradicted"))


def _weighty(found: Finding) -> Finding:
    """What is worth a look on an agenda has to be settled before it stands in the minutes."""
    return not_met(found.sentence, source=found.source, remedy=found.remedy, code=found.code)


def vote_points(votes: Iterable[VoteCount]) -> Iterator[Point]:
    """More votes than members who could vote."""
    for vote in votes:
        if vote.cast > vote.voting_members:
            yield Point(
                not_met(
                    f"{vote.name}: {vote.cast} votes were counted, and {vote.voting_members} members could "
                    "vote.",
                    remedy="Correct the count or the attendance.",
                    code="votes",
                )
            )


def _of_minute(meeting: MeetingCheck, minute: MinuteCheck) -> Iterator[Point]:
    facts = minute.facts
    about = ((facts.name, facts.anchor),)
    yield from (Point(each, about) for each in _dates(meeting, minute))
    if minute.unconfirmed:
        brought = joined(f"{day:%-d %B %Y}" for day in minute.unconfirmed)
        remedy = "Record them as confirmed, or record in the minute what happened to them."
        sentence = f"{facts.name}: the minutes of {brought} are not recorded as confirmed."
        yield Point(look(sentence, remedy=remedy, code="unconfirmed"), about)
    if minute.facts_changed:
        sentence = f"{facts.name}: the record has changed since its opening was written."
        remedy = "Use the automatic wording, or correct yours."
        yield Point(look(sentence, remedy=remedy, code="facts"), about)
    if minute.has_private_part and not minute.has_public_summary:
        yield Point(
            not_met(
                f"{facts.name}: its private part has no summary for the public.",
                source="Local Government Act 1972, section 100C(2); check with your monitoring officer",
                remedy="Write the summary, or accept this point with the reason why the public minutes are a "
                "fair record without it.",
                code="summary",
            ),
            about,
        )
    if minute.untranslated:
        yield Point(look(f"{facts.name}: {minute.untranslated}.", code="language"), about)


def _dates(meeting: MeetingCheck, minute: MinuteCheck) -> Iterator[Finding]:
    """Days that cannot be: of other minutes than the item brings, deadlines before the meeting, pages."""
    facts = minute.facts
    named = days_in(facts.words)
    if minute.minutes_of and named and not set(named) & set(minute.minutes_of):
        brought = joined(f"{day:%-d %B %Y}" for day in minute.minutes_of)
        yield not_met(
            f"{facts.name}: this item confirms the minutes of {brought}, but another date is given.",
            remedy="Correct the date.",
            code="minutes_of",
        )
    early = [day for words in _DEADLINE.findall(facts.words.replace("\u00a0", " ")) for day in days_in(words)]
    for day in [each for each in (*early, *minute.due) if each < meeting.day]:
        yield look(f"{facts.name}: {day:%-d %B %Y} is a deadline before the meeting.", code="deadline")
    cited = [int(number) for pair in _PAGES.findall(facts.words) for number in pair if number]
    if meeting.pack_pages and cited and max(cited) > meeting.pack_pages:
        sentence = f"{facts.name}: page {max(cited)} is cited, but the pack ends at {meeting.pack_pages}."
        yield look(sentence, code="pages")
