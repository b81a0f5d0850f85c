"""What a body’s settings do at a meeting, shown by examples on the pages of settings."""

from collections.abc import Mapping
from datetime import date

from foundation.ui.dates import clock_time, long_day
from foundation.ui.words import counted, joined
from meetings.attendance.record import quorum_rule
from meetings.minutes.documents.entry import limb_label
from meetings.papers.rules import usual_due_day
from meetings.public.rules import last_day
from meetings.wording.numbering import Numbering
from panels.calendar import excluded_around
from panels.models import BodySettings
from panels.rules import csp_deadline, latest_publication

MEMBERS = 13


def examples(settings: BodySettings, day: date) -> Mapping[str, list[str]]:
    """Sentences for a meeting on this day, by the group of settings they belong to."""
    return {
        "due": [_due(settings, day)],
        "quorum": [_quorum(settings)],
        "substitutes": [_substitutes(settings)],
        "election": [_election(settings)],
        "interests": [f"On the meeting day, the clerk selects: {joined(settings.interest_kinds, 'or')}."],
        "late": [_late(settings)],
        "pages": [_pages(settings)],
        "numbering": [_numbering(settings, day)],
        "layout": [f"Parts of a decision: {_limbs(settings)}."],
        "who": [_who(settings)],
        "deadline": [_deadline(settings, day)],
        "limits": [_limits(settings)],
        "withholding": [_withholding(settings)],
        "drafts": [_drafts(settings)],
    }


def _due(settings: BodySettings, day: date) -> str:
    excluded = excluded_around(settings, day)
    papers = usual_due_day(
        latest_publication(day, settings.clear_days, excluded), settings.paper_due_days, excluded
    )
    notes = csp_deadline(day, settings.csp_deadline_days, excluded)
    return (
        f"For a meeting on {long_day(day)}, papers are due on {long_day(papers)} and partnerships’ notes on "
        f"{long_day(notes)}."
    )


def _quorum(settings: BodySettings) -> str:
    rule = quorum_rule(settings)
    councils = f", from at least {counted(rule.authorities, 'council')}" if rule.authorities else ""
    return f"Of {MEMBERS} current members, {rule.needed(MEMBERS)} must be present{councils}."


def _substitutes(settings: BodySettings) -> str:
    if not settings.allows_substitutes:
        return "A member who cannot attend gives apologies. No one can attend in their place."
    whose = "any member" if settings.coopted_have_substitutes else "an appointed member"
    return f"A substitute can be added to the attendance in place of {whose}."


def _election(settings: BodySettings) -> str:
    casting = "a casting vote" if settings.has_casting_vote else "no casting vote"
    return (
        f"A candidate is elected with {settings.get_election_majority_display().lower()}. The person "
        "presiding "
        f"has {casting}."
    )


def _late(settings: BodySettings) -> str:
    pages = "S1-1" if settings.supplement_paging == BodySettings.SupplementPaging.PREFIX else "101"
    item = "9A" if settings.added_item_label == BodySettings.AddedItemLabel.LETTER else "14"
    return (
        f"After a pack of 100 pages, supplement 1 begins with page {pages}. An item added after item 9 "
        "of 13 is "
        f"item {item}."
    )


def _pages(settings: BodySettings) -> str:
    gap = "9 to 24, then 31" if settings.shows_page_gaps else "9 to 24, then 25"
    return f"Where an exempt paper of 6 pages follows page 24, the public pack has pages {gap}."


def _numbering(settings: BodySettings, day: date) -> str:
    numbering = Numbering(
        settings.minute_numbering, "", "", day, settings.minute_prefix, settings.minute_suffix
    )
    labels = [label for number in (45, 46) if (label := numbering.label(number))]
    return f"Minutes of {long_day(day)}: {joined(labels)}." if labels else "Minutes have no numbers."


def _limbs(settings: BodySettings) -> str:
    return joined([limb_label(number, "", "45", settings.limb_labels) for number in (1, 2)])


def _who(settings: BodySettings) -> str:
    if not settings.takes_questions:
        return "The public pages do not offer a question form."
    kinds = joined(settings.question_kinds, "or")
    return f"A member of the public can send a {kinds} to the {joined(settings.question_addressees, 'or')}."


def _deadline(settings: BodySettings, day: date) -> str:
    if settings.question_deadline == 0:
        return f"For a meeting on {long_day(day)}, questions can be sent until the meeting starts."
    last = last_day(
        day, settings.question_deadline, settings.question_deadline_unit, excluded_around(settings, day)
    )
    at = clock_time(settings.question_deadline_time)
    return f"For a meeting on {long_day(day)}, questions must be received by {at} on {long_day(last)}."


def _limits(settings: BodySettings) -> str:
    words = f" of up to {settings.question_words} words" if settings.question_words else ""
    return (
        f"One person can send {counted(settings.questions_per_person, 'question')}{words}. All "
        "questions together "
        f"take {counted(settings.question_session_minutes, 'minute')}."
    )


def _withholding(settings: BodySettings) -> str:
    if settings.separate_hands:
        return "What one officer marks as exempt, another decides to withhold."
    return "An officer who may decide to withhold can also decide on what they marked as exempt themselves."


def _drafts(settings: BodySettings) -> str:
    if settings.restricted_drafts_in_browser:
        return "If the connection fails, text about an exempt item stays in this browser until it is sent."
    return "If the connection fails, text about an exempt item stays on the open page only."
