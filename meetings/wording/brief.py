"""The words a chair can read out at each item: plain facts in, sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.ui.words import joined
from meetings.wording.presenters import with_article


@dataclass(frozen=True, slots=True)
class SayFacts:
    """What is known of one item before the meeting."""

    standing: str = ""
    business: str = "standing"
    presenter: str = ""
    noun: str = "Panel"
    chair: str = "Chair"
    deputy: str = "Vice-Chair"
    apologies: Sequence[str] = ()
    substitutes: Sequence[tuple[str, str]] = ()
    questions: int = 0
    urgent: Sequence[str] = ()
    urgent_reason: str = ""
    minutes_of: Sequence[str] = ()
    next_meeting: str = ""
    asked_to: Sequence[str] = ()


def say(facts: SayFacts) -> list[str]:
    """What the chair can say to open and to close the item; nothing where nothing needs saying."""
    opening = []
    if facts.urgent_reason:
        opening.append(
            f"I am of the opinion that this item should be considered as a matter of urgency, by reason of "
            f"these special circumstances: {facts.urgent_reason}"
        )
    return [*opening, *_business(facts)]


def _business(facts: SayFacts) -> list[str]:
    if facts.minutes_of:
        days = joined(facts.minutes_of)
        return [
            f"Are the minutes of the meeting of {days} a correct record? Are there any corrections?",
            f"Does the {facts.noun} agree that they are confirmed, and that I sign them?",
        ]
    if facts.standing:
        return _standing(facts)
    who = f"{with_article(facts.presenter)} " if facts.presenter else ""
    if facts.business in ("report", "presentation"):
        asked = f"I ask {who}to introduce the {facts.business}." if who else ""
        return [*filter(None, [asked]), "Who wants to ask a question?", *_ask(facts)]
    if facts.business == "oral":
        return [f"I ask {who}for the update." if who else "We will now have an oral update."]
    return []


def _ask(facts: SayFacts) -> list[str]:
    """The question that the meeting decides."""
    if not facts.asked_to:
        return [f"Does the {facts.noun} agree to note the report?"]
    return [f"The {facts.noun} is asked: {' '.join(facts.asked_to)} Is that agreed?"]


def _standing(facts: SayFacts) -> list[str]:
    said = {
        "apologies": _apologies(facts),
        "interests": [
            "Does any member have an interest to declare in any item on the agenda?",
            "If you have to leave the room for an item, please say so now.",
        ],
        "public_questions": _questions(facts),
        "urgent_elsewhere": _urgent(facts, "There are no urgent items to be taken elsewhere on the agenda."),
        "urgent_end": ["There is no other urgent business."],
        "next_meeting": [
            f"The next meeting is on {facts.next_meeting}. Does the {facts.noun} note that?"
            if facts.next_meeting
            else "The date of the next meeting has not been set."
        ],
        "election_chair": _election(facts, facts.chair),
        "election_deputy": _election(facts, facts.deputy),
    }
    return list(said.get(facts.standing, []))


def _apologies(facts: SayFacts) -> list[str]:
    said = (
        [f"Apologies have been received from {joined(facts.apologies)}."]
        if facts.apologies
        else ["No apologies have been received. Are there any apologies?"]
    )
    return [*said, *(f"{who} is here in place of {whom}." for who, whom in facts.substitutes)]


def _questions(facts: SayFacts) -> list[str]:
    if not facts.questions:
        return ["No public questions have been received."]
    put = "One has" if facts.questions == 1 else f"{facts.questions} have"
    return [f"{put} been received. I will call them in turn."]


def _urgent(facts: SayFacts, nil: str) -> list[str]:
    return [f"One matter is urgent: {title}" for title in facts.urgent] or [nil]


def _election(facts: SayFacts, office: str) -> list[str]:
    return [
        f"I ask for nominations for {office} of the {facts.noun}. Who proposes, and who seconds?",
        "Are there any other nominations?",
    ]
