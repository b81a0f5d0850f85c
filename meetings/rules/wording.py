"""The sentences of minutes that follow from the record: plain facts in, plain sentences out.

They use the body's own words of the day of the meeting, and they change with the facts until a person
writes something else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from foundation.ui.words import joined

NO_BREAK = "\u00a0"
# A presenter whose name ends so is a post, and takes the article; anything else is a person's own name.
_POSTS = {
    *("adviser", "board", "chair", "chairman", "chairwoman", "chief", "commissioner", "committee"),
    *("constable", "council", "director", "executive", "force", "group", "inspectorate", "lead", "manager"),
    *("mayor", "office", "officer", "opcc", "panel", "partnership", "pcc", "secretariat", "secretary"),
    *("service", "team", "treasurer", "vice-chair"),
}
_NOUNS = {
    "panel": "Panel",
    "sub_committee": "Sub-Committee",
    "task_group": "Task Group",
    "partner_board": "Board",
    "other": "Committee",
}
_GOES_ON = ("as ", "because ", "being ", "by ", "for ", "having ", "in ", "since ", "through ", "with ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one body on one day: its name, what it calls itself, its chair and deputy."""

    name: str
    noun: str = "Panel"
    chair: str = "Chair"
    deputy: str = "Vice-Chair"

    @staticmethod
    def noun_of(kind: str) -> str:
        """What a body of this kind calls itself in its minutes: "Panel", "Committee"."""
        return _NOUNS.get(kind, "Committee")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Someone on the roll as printed: the whole name, what to sort by, post, and for whom they stood in."""

    name: str
    sort_key: str = ""
    post: str = ""
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class RollFacts:
    """Who was there and who was not."""

    in_chair: PersonFacts | None = None
    present: Sequence[PersonFacts] = ()
    in_attendance: Sequence[PersonFacts] = ()
    apologies: Sequence[PersonFacts] = ()


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """One declaration: who, of which kind, in which items (labels), and why; no labels is all items."""

    name: str
    kind: str
    nature: str
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper that was before the meeting: its title, its mark, and how it came."""

    title: str
    mark: str
    delivery: str = "with_agenda"


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When and where the body meets next."""

    day: date
    at: time
    venue: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the record of the whole meeting says."""

    words: Words
    day: date
    venue: str = ""
    roll: RollFacts = field(default_factory=RollFacts)
    interests: Sequence[InterestFacts] = ()
    next_meeting: NextMeeting | None = None
    elected: dict[str, str] = field(default_factory=dict)
    urgent_items: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What a meeting did with the minutes of an earlier one, and its corrections: name and words of each."""

    day: date
    what: str = "meeting"
    outcome: str = "confirmed"
    reason: str = ""
    corrections: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the agenda says of one item."""

    title: str
    business: str = "standing"
    standing: str = ""
    presenter: str = ""
    papers: Sequence[PaperFacts] = ()
    minutes_of: Sequence[date] = ()
    approvals: Sequence["ApprovalFacts"] = ()
    urgent_reason: str = ""
    is_to_note: bool = False
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What the record writes for one minute: sentences of the text, and sentences under the decision."""

    opening: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()

    def __add__(self, other: "Written") -> "Written":
        return Written((*self.opening, *other.opening), (*self.resolved, *other.resolved))


def day_words(day: date) -> str:
    """The day as minutes print it: "28 March 2018", kept on one line."""
    return f"{day:%-d}{NO_BREAK}{day:%B %Y}"


def time_words(at: time) -> str:
    """The time as minutes print it: "1.00 pm", kept on one line."""
    return f"{at.hour % 12 or 12}.{at.minute:02d}{NO_BREAK}{'am' if at.hour < 12 else 'pm'}"


def duration_words(start: time | None, end: time | None) -> str:
    """From when to when, as at the foot of minutes: "1.00 - 2.50 pm", "11.00 am - 1.15 pm"."""
    if start is None or end is None:
        return time_words(at) if (at := start or end) else ""
    same_half = (start.hour < 12) == (end.hour < 12)
    begin = time_words(start).split(NO_BREAK)[0] if same_half else time_words(start)
    return f"{begin} - {time_words(end)}"


def title_sentence(facts: MeetingFacts) -> str:
    """The title of minutes: which body met, where and on which day."""
    at = f" held at {facts.venue}" if facts.venue else " held"
    when = f"{facts.day:%A}, {day_words(facts.day)}".replace(" ", NO_BREAK)
    return f"Minutes of a meeting of the {facts.words.name}{at} on {when}."


def chair_line(roll: RollFacts) -> str:
    """The first line of the members present."""
    return f"{roll.in_chair.name} (in the Chair)" if roll.in_chair else ""


def present_lines(roll: RollFacts) -> list[str]:
    """The other members present by family name, a substitute with whom they stood in for."""
    people = sorted(roll.present, key=lambda person: (person.sort_key or person.name).casefold())
    return [
        f"{person.name} (for {person.stands_in_for})" if person.stands_in_for else person.name
        for person in people
    ]


def attendance_lines(roll: RollFacts) -> list[str]:
    """Those in attendance with their posts, in the order of the list."""
    return [f"{person.name} – {person.post}" if person.post else person.name for person in roll.in_attendance]


def apologies_sentence(roll: RollFacts) -> str:
    """Who sent apologies; nothing when nobody did."""
    names = [person.name for person in roll.apologies]
    return f"Apologies for absence were received from {joined(names)}." if names else ""


def with_article(presenter: str) -> str:
    """A post with its article ("the Chief Constable"), a person's name as it is."""
    words = presenter.split()
    if not words or words[0].casefold() in {"the", "a", "an"}:
        return presenter
    head = presenter.casefold().split(" of ")[0].split(" for ")[0].split(",")[0].split()
    return f"the {presenter}" if head[-1] in _POSTS else presenter


def confirmed_sentence(day: date) -> str:
    """That earlier minutes were confirmed at this meeting."""
    return f"The minutes of the meeting held on {day_words(day)} were taken as read, confirmed and signed."


def approved_lines(facts: ApprovalFacts) -> list[str]:
    """What became of earlier minutes: confirmed with which corrections, deferred, or noted only."""
    held = f"The minutes of the {facts.what} held on {day_words(facts.day)}"
    if facts.outcome in ("deferred", "noted"):
        did = "deferred to a later meeting" if facts.outcome == "deferred" else "noted only"
        usual = " because they were not ready" if facts.outcome == "deferred" else ""
        why = f": {facts.reason.rstrip('.')}" if facts.reason else usual
        return [f"{held} were {did}{why}."]
    said = confirmed_sentence(facts.day).replace("the meeting held", f"the {facts.what} held")
    lines = [f"{name}: {words}" for name, words in facts.corrections]
    if not lines:
        return [said]
    if len(lines) == 1:
        return [f"{said.rstrip('.')}, subject to the following correction: {lines[0]}."]
    ends = [";"] * (len(lines) - 2) + ["; and", "."]
    numbered = [
        f"({place}) {line}{end}" for place, (line, end) in enumerate(zip(lines, ends, strict=True), 1)
    ]
    return [f"{said.rstrip('.')}, subject to the following corrections:", *numbered]


def next_meeting_sentence(words: Words, following: NextMeeting) -> str:
    """When and where the body meets next."""
    at = f" at {following.venue}" if following.venue else ""
    return (
        f"It was noted that the next meeting of the {words.noun} would be held on "
        f"{day_words(following.day)} at {time_words(following.at)}{at}."
    )


def interest_sentences(words: Words, interests: Iterable[InterestFacts]) -> list[str]:
    """One sentence for each member, kind and scope; several reasons of one member stand in one sentence."""
    gathered: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for interest in interests:
        key = (interest.name, interest.kind, tuple(interest.labels))
        gathered.setdefault(key, []).append(interest.nature.strip().rstrip("."))
    if not gathered:
        return ["No interests were declared."]
    return [
        f"{name} declared {_article(kind)} interest in respect of {_scope(labels)}{_reason(natures)}."
        for (name, kind, labels), natures in gathered.items()
    ]


def _article(kind: str) -> str:
    return f"{'an' if kind[:1].casefold() in 'aeiou' else 'a'} {kind}"


def _scope(labels: Sequence[str]) -> str:
    if not labels:
        return "all substantive items"
    return f"item{'s' if len(labels) > 1 else ''} {joined(labels)}".replace(" ", NO_BREAK, 1)


def _reason(natures: Sequence[str]) -> str:
    """The reasons, which go on the sentence where they can and follow a colon where they cannot."""
    words = joined(nature for nature in natures if nature)
    if not words:
        return ""
    return f" {words}" if words.casefold().startswith(_GOES_ON) else f": {words}"


def report_sentences(words: Words, item: ItemFacts) -> list[str]:
    """Which report was considered, by whom, and that a copy is filed with the minutes."""
    by = f" of {with_article(item.presenter)}" if item.presenter else ""
    titles = [paper.title for paper in item.papers if paper.delivery != "withdrawn"]
    called = f" on {_quoted(titles[0])}" if len(titles) == 1 else ""
    if len(titles) > 1:
        first = f"The {words.noun} considered reports{by}: {joined(_quoted(title) for title in titles)}."
    else:
        first = f"The {words.noun} considered a report{by}{called}."
    return [first, *filed_sentences(item.papers)]


def filed_sentences(papers: Sequence[PaperFacts]) -> list[str]:
    """That copies of the papers are filed with the minutes, each mark once, and how they came if late."""
    gathered: dict[tuple[str, str], int] = {}
    for paper in papers:
        if paper.delivery != "withdrawn":
            key = (paper.mark, _came(paper.delivery))
            gathered[key] = gathered.get(key, 0) + 1
    return [_filed(mark, came, count) for (mark, came), count in gathered.items()]


def _filed(mark: str, came: str, count: int) -> str:
    copy, are, was = (
        ("A copy of the report", "is", "was") if count == 1 else ("Copies of the reports", "are", "were")
    )
    marked = f"marked {_quoted(mark)}" if mark else ""
    if came:
        about = f"which {was} {came}" + (f" and {marked}" if marked else "")
        return f"{copy}, {about}, {are} filed with these minutes."
    return (
        f"{copy}, {marked}, {are} filed with these minutes."
        if marked
        else f"{copy} {are} filed with these minutes."
    )


def _came(delivery: str) -> str:
    return {
        "supplement": "circulated in a supplementary agenda pack",
        "to_follow": "circulated after the agenda",
        "tabled": "tabled at the meeting",
    }.get(delivery, "")


def _quoted(words: str) -> str:
    return f"‘{words.strip().rstrip('.')}’"


def oral_sentence(words: Words, item: ItemFacts) -> str:
    """That the meeting was told something, and by whom."""
    by = f" from {with_article(item.presenter)}" if item.presenter else ""
    return f"The {words.noun} received an oral update{by}."


def presentation_sentences(words: Words, item: ItemFacts) -> list[str]:
    """That something was presented, and that the slides are kept."""
    by = f" from {with_article(item.presenter)}" if item.presenter else ""
    slides = ["A copy of the presentation is filed with these minutes."] if item.papers else []
    return [f"The {words.noun} received a presentation{by}.", *slides]


def urgency_sentence(words: Words, reason: str) -> str:
    """That the chair let an item be taken as urgent, with the special circumstances that the law asks for."""
    return (
        f"The {words.chair} was of the opinion that this item should be considered as a matter of urgency, "
        f"by reason of the following special circumstances: {reason}"
    )


def written(facts: MeetingFacts, item: ItemFacts) -> Written:
    """What the record says of one item; nothing where it says nothing."""
    if item.withdrawn_reason:
        return Written((f"This item was withdrawn from the agenda: {item.withdrawn_reason}",))
    if item.is_to_note:
        return Written((f"The {facts.words.noun} noted that this item would be brought to a later meeting.",))
    opening = Written((urgency_sentence(facts.words, item.urgent_reason),) if item.urgent_reason else ())
    return opening + _business(facts, item)


def _business(facts: MeetingFacts, item: ItemFacts) -> Written:
    """What the record says of the business itself."""
    if item.approvals:
        return Written(tuple(line for each in item.approvals for line in approved_lines(each)))
    if item.minutes_of:
        return Written(tuple(confirmed_sentence(day) for day in item.minutes_of))
    if item.standing:
        return _standing(facts, item.standing)
    if item.business == "report":
        return Written(tuple(report_sentences(facts.words, item)))
    if item.business == "oral":
        return Written((oral_sentence(facts.words, item),))
    if item.business == "presentation":
        return Written(tuple(presentation_sentences(facts.words, item)))
    return Written(tuple(filed_sentences(item.papers)))


def _standing(facts: MeetingFacts, standing: str) -> Written:
    """What the record says of a standing item: what happened, or that nothing did."""
    words, roll = facts.words, facts.roll
    if standing == "interests":
        asked = f"The {words.chair} asked members to declare any interests in items on the agenda."
        return Written((asked, *interest_sentences(words, facts.interests)))
    if standing == "apologies":
        return Written(
            (apologies_sentence(roll) or "There were no apologies for absence.", *_substitutes(roll))
        )
    if standing == "next_meeting":
        if facts.next_meeting is None:
            return Written(("The date of the next meeting was not yet fixed.",))
        return Written(resolved=(next_meeting_sentence(words, facts.next_meeting),))
    if standing in ("election_chair", "election_deputy"):
        return _elected(facts, standing)
    if standing == "urgent_elsewhere" and facts.urgent_items:
        return Written((_urgent_elsewhere(facts.urgent_items),))
    nil = {
        "public_questions": "There were no public questions.",
        "urgent_elsewhere": "There were no urgent items to be taken elsewhere on the agenda.",
        "urgent_end": "There were no other urgent items.",
    }.get(standing)
    return Written((nil,) if nil else ())


def _urgent_elsewhere(items: Sequence[str]) -> str:
    """Which items were taken as urgent elsewhere on the agenda."""
    if len(items) == 1:
        return f"One urgent item was taken elsewhere on the agenda: item{NO_BREAK}{items[0]}."
    return f"Urgent items were taken elsewhere on the agenda: items{NO_BREAK}{joined(items)}."


def _substitutes(roll: RollFacts) -> list[str]:
    return [
        f"{person.name} attended in place of {person.stands_in_for}."
        for person in roll.present
        if person.stands_in_for
    ]


def _elected(facts: MeetingFacts, standing: str) -> Written:
    """Who was elected to which office; nothing until somebody was."""
    name = facts.elected.get(standing)
    office = facts.words.chair if standing == "election_chair" else facts.words.deputy
    if not name:
        return Written()
    return Written(resolved=(f"That {name} be elected {office} of the {facts.words.noun}.",))
