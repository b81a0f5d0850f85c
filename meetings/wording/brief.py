"""The words a chair can read out at each item: plain facts in, sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

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
            _("Are the minutes of the meeting of {days} a correct record? Are there any corrections?").format(
                days=days
            ),
            _("Does the {noun} agree that they are confirmed, and that I sign them?").format(noun=facts.noun),
        ]
    if facts.standing:
        return _standing(facts)
    who = f"{with_article(facts.presenter)} " if facts.presenter else ""
    if facts.business in ("report", "presentation"):
        asked = (
            _("I ask {who}to introduce the {business}.").format(who=who, business=facts.business)
            if who
            else ""
        )
        return [*filter(None, [asked]), _("Who wants to ask a question?"), *_ask(facts)]
    if facts.business == "oral":
        return [
            _("I ask {who}for the update.").format(who=who) if who else _("We will now have an oral update.")
        ]
    return []


def _ask(facts: SayFacts) -> list[str]:
    """The question that the meeting decides."""
    if not facts.asked_to:
        return [_("Does the {noun} agree to note the report?").format(noun=facts.noun)]
    return [
        _("The {noun} is asked: {list} Is that agreed?").format(
            noun=facts.noun, list=" ".join(facts.asked_to)
        )
    ]


def _standing(facts: SayFacts) -> list[str]:
    said = {
        "apologies": _apologies(facts),
        "interests": [
            _("Does any member have an interest to declare in any item on the agenda?"),
            _("If you have to leave the room for an item, please say so now."),
        ],
        "public_questions": _questions(facts),
        "urgent_elsewhere": _urgent(
            facts, _("There are no urgent items to be taken elsewhere on the agenda.")
        ),
        "urgent_end": [_("There is no other urgent business.")],
        "next_meeting": [
            _("The next meeting is on {next_meeting}. Does the {noun} note that?").format(
                next_meeting=facts.next_meeting, noun=facts.noun
            )
            if facts.next_meeting
            else _("The date of the next meeting has not been set.")
        ],
        "election_chair": _election(facts, facts.chair),
        "election_deputy": _election(facts, facts.deputy),
    }
    return list(said.get(facts.standing, []))


def _apologies(facts: SayFacts) -> list[str]:
    said = (
        [_("Apologies have been received from {apologies}.").format(apologies=joined(facts.apologies))]
        if facts.apologies
        else [_("No apologies have been received. Are there any apologies?")]
    )
    return [
        *said,
        *(
            _("{who} is here in place of {whom}.").format(who=who, whom=whom)
            for who, whom in facts.substitutes
        ),
    ]


def _questions(facts: SayFacts) -> list[str]:
    if not facts.questions:
        return [_("No public questions have been received.")]
    put = _("One has") if facts.questions == 1 else _("{questions} have").format(questions=facts.questions)
    return [_("{put} been received. I will call them in turn.").format(put=put)]


def _urgent(facts: SayFacts, nil: str) -> list[str]:
    return [_("One matter is urgent: {title}").format(title=title) for title in facts.urgent] or [nil]


def _election(facts: SayFacts, office: str) -> list[str]:
    return [
        _("I ask for nominations for {office} of the {noun}. Who proposes, and who seconds?").format(
            office=office, noun=facts.noun
        ),
        _("Are there any other nominations?"),
    ]
