"""Corrections of minutes in words: what was said, what should be read, and whether the words are there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped
from foundation.ui.words import counted
from meetings.wording.meeting import day_words

WORDS_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """One correction: which minute (empty: those present), the words before and after, by whom, when, why."""

    minute_ref: str
    original: str
    corrected: str
    day: date
    asked_by: str = ""
    reason: str = ""


def pattern_of(words: str) -> re.Pattern[str]:
    """Finds these words however the spaces between them stand."""
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def for_read(original: str, corrected: str) -> str:
    """The correction as an instruction to the reader: "for ‘a week’ read ‘a year’"."""
    if not original:
        return _("add ‘{corrected}’").format(corrected=corrected)
    if not corrected:
        return _("delete ‘{original}’").format(original=original)
    return _("for ‘{original}’ read ‘{corrected}’").format(original=original, corrected=corrected)


def printed(facts: CorrectionFacts) -> str:
    """The note that is printed under what was corrected: when, what, who asked, why."""
    said = _("Corrected on {day}: {for_read}.").format(
        day=day_words(facts.day), for_read=for_read(facts.original, facts.corrected)
    )
    if facts.asked_by and facts.reason:
        return _("{said} Requested by {asked_by}: {ended}").format(
            said=said, asked_by=facts.asked_by, ended=_ended(facts.reason)
        )
    if facts.asked_by:
        return _("{said} Requested by {asked_by}.").format(said=said, asked_by=facts.asked_by)
    return f"{said} {_ended(facts.reason)}" if facts.reason else said


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def words_finding(original: str, corrected: str, standing: Iterable[str], where: str) -> Finding:
    """Can these words be put right: do they stand there, once, and does anything change?

    `standing` holds the paragraphs of the minute as it reads now; `where` names it.
    """
    if not original and not corrected:
        return stopped(_("Enter the corrected wording."), code="corrected")
    if max(len(original), len(corrected)) > WORDS_LIMIT:
        return stopped(
            _(
                "A correction must be {words_limit:,} characters or fewer. Record it as several corrections."
            ).format(words_limit=WORDS_LIMIT),
            code="corrected",
        )
    if original.split() == corrected.split():
        return stopped(_("The corrected wording is the same as the current wording."), code="corrected")
    if not original:
        return met()
    count = sum(len(pattern_of(original).findall(each)) for each in standing)
    if count == 1:
        return met()
    if not count:
        return stopped(
            _("These words are not in {where}.").format(where=where),
            remedy=_("Copy them from the minutes as they were published."),
            code="original",
        )
    return stopped(
        _("These words appear in {where} {times}.").format(where=where, times=counted(count, "time")),
        remedy=_("Include more of the words around them."),
        code="original",
    )
