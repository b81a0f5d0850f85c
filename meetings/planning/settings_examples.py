"""What a body’s settings do at a meeting, shown by examples on the pages of settings."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

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
        "interests": [
            _("On the meeting day, the clerk selects: {interest_kinds}.").format(
                interest_kinds=joined(settings.interest_kinds, "or")
            )
        ],
        "late": [_late(settings)],
        "pages": [_pages(settings)],
        "numbering": [_numbering(settings, day)],
        "layout": [_("Parts of a decision: {limbs}.").format(limbs=_limbs(settings))],
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
    return _("For a meeting on {day}, papers are due on {papers} and partnerships’ notes on {notes}.").format(
        day=long_day(day), papers=long_day(papers), notes=long_day(notes)
    )


def _quorum(settings: BodySettings) -> str:
    rule = quorum_rule(settings)
    councils = (
        _(", from at least {councils}").format(councils=counted(rule.authorities, "council"))
        if rule.authorities
        else ""
    )
    return _("Of {members} current members, {needed} must be present{councils}.").format(
        members=MEMBERS, needed=rule.needed(MEMBERS), councils=councils
    )


def _substitutes(settings: BodySettings) -> str:
    if not settings.allows_substitutes:
        return _("A member who cannot attend gives apologies. No one can attend in their place.")
    whose = _("any member") if settings.coopted_have_substitutes else _("an appointed member")
    return _("A substitute can be added to the attendance in place of {whose}.").format(whose=whose)


def _election(settings: BodySettings) -> str:
    casting = _("a casting vote") if settings.has_casting_vote else _("no casting vote")
    return _("A candidate is elected with {election_majority}. The person presiding has {casting}.").format(
        election_majority=settings.get_election_majority_display().lower(), casting=casting
    )


def _late(settings: BodySettings) -> str:
    pages = "S1-1" if settings.supplement_paging == BodySettings.SupplementPaging.PREFIX else "101"
    item = "9A" if settings.added_item_label == BodySettings.AddedItemLabel.LETTER else "14"
    return _(
        "After a pack of 100 pages, supplement 1 begins with page {pages}. An item added after item 9 "
        "of 13 is "
        "item {item}."
    ).format(pages=pages, item=item)


def _pages(settings: BodySettings) -> str:
    gap = _("9 to 24, then 31") if settings.shows_page_gaps else _("9 to 24, then 25")
    return _("Where an exempt paper of 6 pages follows page 24, the public pack has pages {gap}.").format(
        gap=gap
    )


def _numbering(settings: BodySettings, day: date) -> str:
    numbering = Numbering(
        settings.minute_numbering, "", "", day, settings.minute_prefix, settings.minute_suffix
    )
    labels = [label for number in (45, 46) if (label := numbering.label(number))]
    return (
        _("Minutes of {day}: {labels}.").format(day=long_day(day), labels=joined(labels))
        if labels
        else _("Minutes have no numbers.")
    )


def _limbs(settings: BodySettings) -> str:
    return joined([limb_label(number, "", "45", settings.limb_labels) for number in (1, 2)])


def _who(settings: BodySettings) -> str:
    if not settings.takes_questions:
        return _("The public pages do not offer a question form.")
    kinds = joined(settings.question_kinds, "or")
    return _("A member of the public can send a {kinds} to the {question_addressees}.").format(
        kinds=kinds, question_addressees=joined(settings.question_addressees, "or")
    )


def _deadline(settings: BodySettings, day: date) -> str:
    if settings.question_deadline == 0:
        return _("For a meeting on {day}, questions can be sent until the meeting starts.").format(
            day=long_day(day)
        )
    last = last_day(
        day, settings.question_deadline, settings.question_deadline_unit, excluded_around(settings, day)
    )
    at = clock_time(settings.question_deadline_time)
    return _("For a meeting on {day}, questions must be received by {at} on {last}.").format(
        day=long_day(day), at=at, last=long_day(last)
    )


def _limits(settings: BodySettings) -> str:
    words = (
        _(" of up to {question_words} words").format(question_words=settings.question_words)
        if settings.question_words
        else ""
    )
    return _("One person can send {questions}{words}. All questions together take {minutes}.").format(
        questions=counted(settings.questions_per_person, "question"),
        words=words,
        minutes=counted(settings.question_session_minutes, "minute"),
    )


def _withholding(settings: BodySettings) -> str:
    if settings.separate_hands:
        return _("What one officer marks as exempt, another decides to withhold.")
    return _(
        "An officer who may decide to withhold can also decide on what they marked as exempt themselves."
    )


def _drafts(settings: BodySettings) -> str:
    if settings.restricted_drafts_in_browser:
        return _("If the connection fails, text about an exempt item stays in this browser until it is sent.")
    return _("If the connection fails, text about an exempt item stays on the open page only.")
