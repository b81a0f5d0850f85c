"""Slips that the public record has held before (V42): each a point to mend, or to overrule with a reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

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
                _("{strangers}: recorded as a member, but not a member on that date.").format(
                    strangers=joined(meeting.strangers)
                ),
                remedy=_("Record them as a substitute or in attendance, or add their membership."),
                code="stranger",
            )
        )
    if meeting.unmarked:
        sentence = _("Not marked as present or absent: {unmarked}.").format(unmarked=joined(meeting.unmarked))
        yield Point(look(sentence, remedy=_("Complete the attendance."), code="unmarked"))
    if meeting.bare_interests:
        sentence = _("Declared an interest without recorded details: {bare_interests}.").format(
            bare_interests=joined(meeting.bare_interests)
        )
        remedy = _("Record the details in the attendance when you receive them.")
        yield Point(look(sentence, remedy=remedy, code="interest_details"))
    yield from _answers(meeting)
    if meeting.unanswered:
        sentence = _("No answer is recorded to the public question of {unanswered}.").format(
            unanswered=joined(meeting.unanswered)
        )
        remedy = _("Record the answer on the page of the question, or in the minute what will happen to it.")
        yield Point(look(sentence, remedy=remedy, code="unanswered"))
    if meeting.printed_venue and meeting.printed_venue != meeting.venue:
        in_minutes = meeting.venue or _("not given")
        sentence = _("The venue is {printed_venue} on the agenda and {in_minutes} in the minutes.").format(
            printed_venue=meeting.printed_venue, in_minutes=in_minutes
        )
        yield Point(look(sentence, remedy=_("Correct the one that is wrong."), code="venue"))
    yield from _of_the_agenda(meeting)


def _of_the_agenda(meeting: MeetingCheck) -> Iterator[Point]:
    """Numbers, items and reports that the minutes do not account for."""
    if meeting.left_out:
        several = len(meeting.left_out) > 1
        words = (_("Numbers {left_out}") if several else _("Number {left_out}")).format(
            left_out=joined(meeting.left_out)
        )
        yield Point(
            look(
                (
                    _("{words} of this run are not used.")
                    if several
                    else _("{words} of this run is not used.")
                ).format(words=words),
                code="gap",
            )
        )
    if meeting.not_taken:
        several = len(meeting.not_taken) > 1
        words = (_("Items {not_taken}") if several else _("Item {not_taken}")).format(
            not_taken=joined(meeting.not_taken)
        )
        sentence = (
            _("{words} are not recorded as started.") if several else _("{words} is not recorded as started.")
        ).format(words=words)
        remedy = _(
            "Record on the meeting day page when an item started, or in its minute that it was not taken."
        )
        yield Point(look(sentence, remedy=remedy, code="not_taken"))
    for title, lacking in meeting.bare_reports:
        yield Point(
            look(_("The report “{title}” has {lacking}.").format(title=title, lacking=lacking), code="report")
        )
    for name in meeting.wrong_entries:
        yield Point(
            not_met(_("{name} has page numbers beyond the end of its pack.").format(name=name), code="pages")
        )


def _answers(meeting: MeetingCheck) -> Iterator[Point]:
    """What was not asked, and answers that what is recorded does not bear out."""
    page = _("Answer them on “Questions for the record”.")
    if meeting.unasked:
        yield Point(
            look(
                _("Not answered: {unasked}.").format(unasked=joined(meeting.unasked)),
                remedy=page,
                code="unasked",
            )
        )
    if meeting.lacking:
        sentence = _("You answered that there were {lacking}. None is recorded.").format(
            lacking=joined(meeting.lacking)
        )
        yield Point(look(sentence, remedy=_("Record them, or add them to the minute."), code="lacking"))
    if meeting.contradicted:
        sentence = _("You answered that there were no {contradicted}. Some are recorded.").format(
            contradicted=joined(meeting.contradicted)
        )
        yield Point(look(sentence, remedy=_("Correct the answer or the record."), code="contradicted"))


def _weighty(found: Finding) -> Finding:
    """What is worth a look on an agenda has to be settled before it stands in the minutes."""
    return not_met(found.sentence, source=found.source, remedy=found.remedy, code=found.code)


def vote_points(votes: Iterable[VoteCount]) -> Iterator[Point]:
    """More votes than members who could vote."""
    for vote in votes:
        if vote.cast > vote.voting_members:
            yield Point(
                not_met(
                    _("{vote}: {cast} votes were counted, and {voting_members} members could vote.").format(
                        vote=vote.name, cast=vote.cast, voting_members=vote.voting_members
                    ),
                    remedy=_("Correct the count or the attendance."),
                    code="votes",
                )
            )


def _of_minute(meeting: MeetingCheck, minute: MinuteCheck) -> Iterator[Point]:
    facts = minute.facts
    about = ((facts.name, facts.anchor),)
    yield from (Point(each, about) for each in _dates(meeting, minute))
    if minute.unconfirmed:
        brought = joined(f"{day:%-d %B %Y}" for day in minute.unconfirmed)
        remedy = _("Record them as confirmed, or record in the minute what happened to them.")
        sentence = _("{name}: the minutes of {brought} are not recorded as confirmed.").format(
            name=facts.name, brought=brought
        )
        yield Point(look(sentence, remedy=remedy, code="unconfirmed"), about)
    if minute.facts_changed:
        sentence = _("{name}: the record has changed since its opening was written.").format(name=facts.name)
        remedy = _("Use the automatic wording, or correct yours.")
        yield Point(look(sentence, remedy=remedy, code="facts"), about)
    if minute.has_private_part and not minute.has_public_summary:
        yield Point(
            not_met(
                _("{name}: its private part has no summary for the public.").format(name=facts.name),
                source=_("Local Government Act 1972, section 100C(2); check with your monitoring officer"),
                remedy=_(
                    "Write the summary, or accept this point with the reason why the public minutes are a "
                    "fair record without it."
                ),
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
            _("{name}: this item confirms the minutes of {brought}, but another date is given.").format(
                name=facts.name, brought=brought
            ),
            remedy=_("Correct the date."),
            code="minutes_of",
        )
    early = [day for words in _DEADLINE.findall(facts.words.replace("\u00a0", " ")) for day in days_in(words)]
    for day in [each for each in (*early, *minute.due) if each < meeting.day]:
        yield look(
            _("{name}: {day} is a deadline before the meeting.").format(
                name=facts.name, day=f"{day:%-d %B %Y}"
            ),
            code="deadline",
        )
    cited = [int(number) for pair in _PAGES.findall(facts.words) for number in pair if number]
    if meeting.pack_pages and cited and max(cited) > meeting.pack_pages:
        sentence = _("{name}: page {max} is cited, but the pack ends at {pack_pages}.").format(
            name=facts.name, max=max(cited), pack_pages=meeting.pack_pages
        )
        yield look(sentence, code="pages")
