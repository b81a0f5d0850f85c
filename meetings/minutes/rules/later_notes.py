"""What may be added beside confirmed minutes, and which of it the public may read. Pure."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped

LONGEST_WORDS = 4000
LONGEST_REASON = 600


def words_finding(words: str, source: str) -> Finding:
    """A fact is nothing without its source."""
    if not words.strip():
        return stopped(_("Enter what has been found."), code="words")
    if len(words) > LONGEST_WORDS:
        return stopped(
            _("The note must be {longest_words:,} characters or fewer.").format(longest_words=LONGEST_WORDS),
            code="words",
        )
    if not source.strip():
        return stopped(_("Enter the source."), code="source")
    return met()


def learnt_finding(learnt_on: date, held_on: date, today: date) -> Finding:
    """Learnt between the meeting and today."""
    if learnt_on > today:
        return stopped(_("The date must be today or earlier."), code="learnt_on")
    if learnt_on < held_on:
        said = _("The date must be {held_on} or later, when the meeting was held.").format(
            held_on=f"{held_on:%-d %B %Y}"
        )
        return stopped(said, code="learnt_on")
    return met()


def public_finding(*, is_private_meeting: bool, is_restricted: bool, has_public_minutes: bool) -> Finding:
    """Beside what the public cannot read nothing is published."""
    if is_private_meeting:
        return stopped(_("This meeting was private, so the note can only be internal."), code="is_public")
    if is_restricted:
        return stopped(
            _("This is about exempt or confidential business, so the note can only be internal."),
            code="is_public",
        )
    if not has_public_minutes:
        return stopped(_("The minutes are not currently published."), code="is_public")
    return met()


def withdrawal_finding(reason: str, *, is_withdrawn: bool) -> Finding:
    """Withdrawn once, with the reason."""
    if is_withdrawn:
        return stopped(_("This note has already been withdrawn."))
    if not reason.strip():
        return stopped(_("Enter the reason for withdrawing it."), code="reason")
    if len(reason) > LONGEST_REASON:
        return stopped(
            _("The reason must be {longest_reason:,} characters or fewer.").format(
                longest_reason=LONGEST_REASON
            ),
            code="reason",
        )
    return met()
