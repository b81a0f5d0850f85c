"""What the search found, and who may say that it is a false alarm. Pure."""

from foundation.history.findings import Finding, met, stopped

WORDS, PAGE, PICTURE, FILE, UNREAD = "words", "page", "picture", "file", "unread"
# On these grounds, and for the private part of minutes, one asks and another confirms.
TWO_HANDS = frozenset(("exempt", "confidential", ""))
LONGEST_REASON = 2000


def hands_needed(kind: str, ground: str) -> int:
    """How many people it takes to overrule a find; a risk with a file nobody can read is taken by one."""
    if kind == UNREAD:
        return 1
    return 2 if ground in TWO_HANDS or kind in (PAGE, PICTURE) else 1


def can_be_overruled(kind: str) -> Finding:
    """A restricted file that would go out byte for byte is no false alarm."""
    if kind == FILE:
        return stopped(
            "This is the restricted file itself, so it cannot be a false alarm.",
            remedy="Put another file in its place, or lift the restriction.",
        )
    return met()


def reason_finding(reason: str) -> Finding:
    """The history keeps why."""
    if not reason.strip():
        return stopped("Say why it may go out all the same.", code="reason")
    if len(reason) > LONGEST_REASON:
        return stopped(f"The reason is longer than {LONGEST_REASON:,} characters.", code="reason")
    return met()


def second_hand(*, is_asked: bool, is_same_person: bool) -> Finding:
    """One asked, another confirms."""
    if not is_asked:
        return stopped("Nobody has asked for this yet.", remedy="Say first why it is a false alarm.")
    if is_same_person:
        return stopped(
            "You asked for this yourself, so somebody else confirms it.",
            remedy="The monitoring officer, the Chair or another person of the secretariat can.",
        )
    return met()
