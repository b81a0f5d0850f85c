"""What may be added beside confirmed minutes, and which of it the public may read. Pure."""

from datetime import date

from foundation.history.findings import Finding, met, stopped

LONGEST_WORDS = 4000
LONGEST_REASON = 600


def words_finding(words: str, source: str) -> Finding:
    """A fact is nothing without its source."""
    if not words.strip():
        return stopped("Say what was learnt.", code="words")
    if len(words) > LONGEST_WORDS:
        return stopped(f"This is longer than {LONGEST_WORDS:,} characters.", code="words")
    if not source.strip():
        return stopped("Say where this is known from.", code="source")
    return met()


def learnt_finding(learnt_on: date, held_on: date, today: date) -> Finding:
    """Learnt between the meeting and today."""
    if learnt_on > today:
        return stopped("This day is still to come.", code="learnt_on")
    if learnt_on < held_on:
        said = f"The meeting was held on {held_on:%-d %B %Y}, so this was not learnt before."
        return stopped(said, code="learnt_on")
    return met()


def public_finding(*, is_private_meeting: bool, is_restricted: bool, has_public_minutes: bool) -> Finding:
    """Beside what the public cannot read nothing is published."""
    if is_private_meeting:
        return stopped("This meeting was private, so this can only be kept inside.", code="is_public")
    if is_restricted:
        return stopped(
            "This is about business that is kept from the public, so it can only be kept inside.",
            code="is_public",
        )
    if not has_public_minutes:
        return stopped("The minutes themselves are not published now.", code="is_public")
    return met()


def withdrawal_finding(reason: str, *, is_withdrawn: bool) -> Finding:
    """Withdrawn once, with the reason."""
    if is_withdrawn:
        return stopped("This has been withdrawn already.")
    if not reason.strip():
        return stopped("Say why it is withdrawn.", code="reason")
    if len(reason) > LONGEST_REASON:
        return stopped(f"The reason is longer than {LONGEST_REASON:,} characters.", code="reason")
    return met()
