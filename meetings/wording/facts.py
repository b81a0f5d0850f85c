"""The plain facts that the sentences of minutes are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meetings.wording.approving import ApprovalFacts
from meetings.wording.questions import QuestionFacts

APPROVAL = gettext_noop("taken as read, confirmed and signed")
_NOUNS = {
    "panel": gettext_noop("Panel"),
    "sub_committee": gettext_noop("Sub-Committee"),
    "task_group": gettext_noop("Task Group"),
    "partner_board": gettext_noop("Board"),
    "other": gettext_noop("Committee"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one body on one day: its name, what it calls itself, its chair and deputy.

    `approval` says what becomes of earlier minutes; `nil` holds the body's own sentences for standing items
    at which nothing happened.
    """

    name: str
    noun: str = "Panel"
    chair: str = "Chair"
    deputy: str = "Vice-Chair"
    approval: str = APPROVAL
    nil: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def noun_of(kind: str) -> str:
        """What a body of this kind calls itself in its minutes: "Panel", "Committee"."""
        return _(_NOUNS.get(kind, "Committee"))


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Someone on the roll as printed: the whole name, what to sort by, post, and for whom they stood in.

    `part` says for which part of the meeting they were there, where it was not the whole; `joined_by` how
    they took part who were not in the room: "by remote link".
    """

    name: str
    sort_key: str = ""
    post: str = ""
    stands_in_for: str = ""
    part: str = ""
    joined_by: str = ""


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
    elected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    urgent_items: Sequence[str] = ()
    questions: Sequence[QuestionFacts] = ()
    # What was answered to the questions of the record, by standing item: "yes", "no".
    answers: Mapping[str, str] = field(default_factory=dict)

    def is_nil(self, standing: str) -> bool:
        """True where somebody said that nothing happened under a standing item."""
        return self.answers.get(standing) == "no"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the agenda says of one item."""

    title: str
    business: str = "standing"
    standing: str = ""
    presenter: str = ""
    papers: Sequence[PaperFacts] = ()
    approvals: Sequence[ApprovalFacts] = ()
    urgent_reason: str = ""
    is_to_note: bool = False
    withdrawn_reason: str = ""
    elections: Sequence["Written"] = ()
    # False where the record of the day says what was taken, and this item was not.
    was_taken: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """What the record writes for one minute: sentences of the text, and sentences under the decision."""

    opening: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.opening or self.resolved)

    def __add__(self, other: "Written") -> "Written":
        return Written((*self.opening, *other.opening), (*self.resolved, *other.resolved))
