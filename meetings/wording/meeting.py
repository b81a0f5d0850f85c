"""Sentences of minutes about the whole meeting: who was there, what was declared, when it meets next."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from foundation.ui.dates import KnownDay
from foundation.ui.words import joined
from meetings.wording.facts import APPROVAL, InterestFacts, MeetingFacts, NextMeeting, RollFacts, Words

NO_BREAK = "\u00a0"
_GOES_ON = ("as ", "because ", "being ", "by ", "for ", "having ", "in ", "since ", "through ", "with ")


def day_words(day: date) -> str:
    """The day as minutes print it: "28 March 2018", kept on one line; "July 2022" where no more is known."""
    if isinstance(day, KnownDay):
        return day.words.replace(" ", NO_BREAK)
    return f"{day:%-d}{NO_BREAK}{day:%B %Y}"


def time_words(at: time) -> str:
    """The time as minutes print it: "1.00 pm" or "12.00 noon", kept on one line."""
    half = "noon" if (at.hour, at.minute) == (12, 0) else "am" if at.hour < 12 else "pm"
    return f"{at.hour % 12 or 12}.{at.minute:02d}{NO_BREAK}{half}"


def duration_words(start: time | None, end: time | None) -> str:
    """From when to when, as at the foot of minutes: "1.00 - 2.50 pm", "11.00 am - 1.15 pm"."""
    if start is None or end is None:
        return time_words(at) if (at := start or end) else ""
    begin, finish = time_words(start), time_words(end)
    same_half = begin.split(NO_BREAK)[1] == finish.split(NO_BREAK)[1]
    return f"{begin.split(NO_BREAK)[0] if same_half else begin} - {finish}"


def title_sentence(facts: MeetingFacts) -> str:
    """The title of minutes: which body met, where and on which day."""
    at = _(" held at {venue}").format(venue=facts.venue) if facts.venue else " held"
    when = f"{facts.day:%A} {day_words(facts.day)}".replace(" ", NO_BREAK)
    return _("Minutes of a meeting of the {name}{at} on {when}").format(
        name=facts.words.name, at=at, when=when
    )


def chair_line(roll: RollFacts) -> str:
    """The first line of the members present."""
    return _("{in_chair} (in the Chair)").format(in_chair=roll.in_chair.name) if roll.in_chair else ""


def present_lines(roll: RollFacts) -> list[str]:
    """The other members present by family name, a substitute with whom they stood in for."""
    people = sorted(roll.present, key=lambda person: (person.sort_key or person.name).casefold())
    return [roll_name(person.name, person.stands_in_for, person.joined_by) for person in people]


def roll_name(name: str, stands_in_for: str = "", joined_by: str = "") -> str:
    """A member among those present: with whom they stood in for, and how they took part from elsewhere."""
    said = [
        each
        for each in (
            stands_in_for and _("for {stands_in_for}").format(stands_in_for=stands_in_for),
            joined_by,
        )
        if each
    ]
    return f"{name} ({', '.join(said)})" if said else name


def attendance_lines(roll: RollFacts) -> list[str]:
    """Those in attendance with their posts, in the order of the list."""
    return [
        " ".join(filter(None, [person.name, person.post and f"– {person.post}", person.part]))
        for person in roll.in_attendance
    ]


def apologies_sentence(roll: RollFacts) -> str:
    """Who sent apologies; nothing when nobody did."""
    names = [person.name for person in roll.apologies]
    return _("Apologies for absence were received from {names}.").format(names=joined(names)) if names else ""


def confirmed_sentence(day: date | None, approval: str = APPROVAL, name: str = "") -> str:
    """That earlier minutes, of a day or under a name, were confirmed, in the body's own words."""
    which = _("meeting held on {day}").format(day=day_words(day)) if day else name
    return _("The minutes of the {which} were {rstrip}.").format(
        which=which, rstrip=approval.strip().rstrip(".")
    )


def next_meeting_sentence(words: Words, following: NextMeeting) -> str:
    """When and where the body meets next."""
    at = f" at {following.venue}" if following.venue else ""
    return _("It was noted that the next meeting of the {noun} would be held on {day} at {time}{at}.").format(
        noun=words.noun, day=day_words(following.day), time=time_words(following.at), at=at
    )


def interest_sentences(words: Words, interests: Iterable[InterestFacts]) -> list[str]:
    """One sentence for each member, kind and scope; several reasons of one member stand in one sentence."""
    gathered: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for interest in interests:
        key = (interest.name, interest.kind, tuple(interest.labels))
        gathered.setdefault(key, []).append(interest.nature.strip().rstrip("."))
    return [
        _("{name} declared {article} interest in respect of {scope}{reason}.").format(
            name=name, article=_article(kind), scope=_scope(labels), reason=_reason(natures)
        )
        for (name, kind, labels), natures in gathered.items()
    ]


def _article(kind: str) -> str:
    return f"{'an' if kind[:1].casefold() in 'aeiou' else 'a'} {kind}"


def _scope(labels: Sequence[str]) -> str:
    if not labels:
        return _("all substantive items")
    return f"item{'s' if len(labels) > 1 else ''} {joined(labels)}".replace(" ", NO_BREAK, 1)


def _reason(natures: Sequence[str]) -> str:
    """The reasons, which go on the sentence where they can and follow a colon where they cannot."""
    words = joined(nature for nature in natures if nature)
    if not words:
        return ""
    return f" {words}" if words.casefold().startswith(_GOES_ON) else f": {words}"
