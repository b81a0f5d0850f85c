"""What a vote that is being typed would come to, before anything is recorded."""

from dataclasses import dataclass

from foundation.history.findings import Finding
from meetings.actions.votes import findings_of
from meetings.forms.votes import VoteForm
from meetings.rules.vote_words import vote_sentences
from meetings.rules.votes import (
    settled,
    threshold_line,
    threshold_source,
    two_thirds_needed,
)
from meetings.rules.wording import Words


@dataclass(frozen=True)
class Preview:
    """The sentences the minutes would print, how far a threshold is reached, and what stands against it."""

    sentences: list[str]
    findings: list[Finding]


def preview(form: VoteForm, words: Words) -> Preview | None:
    """What was typed so far, worked out; nothing while a figure cannot be read."""
    if not form.is_valid():
        return None
    facts, voters = form.facts(), form.desk.voters
    against = findings_of(form.desk.meeting, facts, voters, vote=form.vote)
    has_reason = bool(facts.reason.strip())
    against = [found for found in against if not found.is_met and not (found.needs_reason and has_reason)]
    is_open = any(found.code == "purpose" for found in against)
    if facts.needs_two_thirds and facts.is_counted and voters.in_post:
        against.insert(
            0,
            threshold_line(
                facts.figures[0], two_thirds_needed(voters.in_post), source=threshold_source(facts.purpose)
            ),
        )
    vote = settled(facts, voters)
    if not vote.result or is_open or (facts.needs_two_thirds and not voters.in_post):
        return Preview([], against)
    return Preview(vote_sentences(vote, words), against)
