"""What the record writes for one item of the agenda: facts in, the sentences of its minute out."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.words import joined
from meetings.wording.approving import approved_lines
from meetings.wording.facts import ItemFacts, MeetingFacts, RollFacts, Written
from meetings.wording.meeting import (
    NO_BREAK,
    apologies_sentence,
    confirmed_sentence,
    interest_sentences,
    next_meeting_sentence,
)
from meetings.wording.papers import (
    filed_sentences,
    oral_sentence,
    presentation_sentences,
    report_sentences,
    urgency_sentence,
)
from meetings.wording.questions import question_sentences

NIL = {
    "apologies": gettext_noop("There were no apologies for absence."),
    "interests": gettext_noop("No interests were declared."),
    "public_questions": gettext_noop("There were no public questions."),
    "urgent_elsewhere": gettext_noop("There were no urgent items to be taken elsewhere on the agenda."),
    "urgent_end": gettext_noop("There were no other urgent items."),
}


def written(facts: MeetingFacts, item: ItemFacts) -> Written:
    """What the record says of one item; nothing where it says nothing."""
    if item.withdrawn_reason:
        return Written(
            (
                _("This item was withdrawn from the agenda: {withdrawn_reason}").format(
                    withdrawn_reason=item.withdrawn_reason
                ),
            )
        )
    if item.is_to_note:
        return Written(
            (
                _("The {noun} noted that this item would be brought to a later meeting.").format(
                    noun=facts.words.noun
                ),
            )
        )
    opening = Written((urgency_sentence(facts.words, item.urgent_reason),) if item.urgent_reason else ())
    # An item that is there for an election says how it went; any other item says that as well.
    business = Written() if item.elections and item.standing else _business(facts, item)
    return reduce(add, item.elections, opening + business)


def _business(facts: MeetingFacts, item: ItemFacts) -> Written:
    """What the record says of the business itself."""
    if item.approvals:
        own = facts.words.approval
        found = [
            approved_lines(each, confirmed_sentence(each.day, own, each.name)) for each in item.approvals
        ]
        return Written(tuple(line for lines in found for line in lines))
    if item.standing:
        return _standing(facts, item.standing)
    if not item.was_taken:
        return Written()
    if item.business == "report":
        return Written(tuple(report_sentences(facts.words, item)))
    if item.business == "oral":
        return Written((oral_sentence(facts.words, item),))
    if item.business == "presentation":
        return Written(tuple(presentation_sentences(facts.words, item)))
    return Written(tuple(filed_sentences(item.papers)))


def _standing(facts: MeetingFacts, standing: str) -> Written:
    """What the record says of a standing item: what happened, or that nothing did, once somebody said so."""
    words, roll = facts.words, facts.roll
    if standing == "interests":
        said = interest_sentences(words, facts.interests) or _nil(facts, standing)
        asked = _("The {chair} asked members to declare any interests in items on the agenda.").format(
            chair=words.chair
        )
        return Written((asked, *said) if said else ())
    if standing == "apologies":
        sent = apologies_sentence(roll)
        return Written((*([sent] if sent else _nil(facts, standing)), *_substitutes(roll)))
    if standing == "next_meeting":
        if facts.next_meeting is None:
            return Written((_("The date of the next meeting was not yet fixed."),))
        return Written(resolved=(next_meeting_sentence(words, facts.next_meeting),))
    if standing in ("election_chair", "election_deputy"):
        return _elected(facts, standing)
    if standing == "urgent_elsewhere" and facts.urgent_items:
        return Written((_urgent_elsewhere(facts.urgent_items),))
    if standing == "public_questions" and facts.questions:
        return Written(tuple(question_sentences(facts.questions)))
    return Written(tuple(_nil(facts, standing)))


def _nil(facts: MeetingFacts, standing: str) -> list[str]:
    """That nothing happened, in the body's own words or the usual ones; nothing before somebody said so."""
    if not facts.is_nil(standing):
        return []
    return (facts.words.nil.get(standing) or NIL.get(standing, "")).splitlines()


def _urgent_elsewhere(items: Sequence[str]) -> str:
    """Which items were taken as urgent elsewhere on the agenda."""
    if len(items) == 1:
        return _("One urgent item was taken elsewhere on the agenda: item{no_break}{item}.").format(
            no_break=NO_BREAK, item=items[0]
        )
    return _("Urgent items were taken elsewhere on the agenda: items{no_break}{items}.").format(
        no_break=NO_BREAK, items=joined(items)
    )


def _substitutes(roll: RollFacts) -> list[str]:
    return [
        _("{person} attended in place of {stands_in_for}.").format(
            person=person.name, stands_in_for=person.stands_in_for
        )
        for person in roll.present
        if person.stands_in_for
    ]


def _elected(facts: MeetingFacts, standing: str) -> Written:
    """Who was elected to which office; nothing until somebody was."""
    office = facts.words.chair if standing == "election_chair" else facts.words.deputy
    names = facts.elected.get(standing, ())
    return Written(
        resolved=tuple(
            _("That {name} be elected {office} of the {noun}.").format(
                name=name, office=office, noun=facts.words.noun
            )
            for name in names
        )
    )
