"""What of a minute is kept from the public: the heading and the decisions of business taken in private."""

from django.utils.translation import gettext_noop

from foundation.ui.words import joined
from meetings.minutes.documents.record import Entry
from meetings.models import Decision

AT_START = "start"
TAKEN_IN_PRIVATE = gettext_noop("A decision was taken in private.")


def is_kept(entry: Entry, stands: str) -> bool:
    """True for a decision on restricted business, or for one beside a private part of its minute.

    What stands between two paragraphs of the public text was put there to be read with it.
    """
    is_beside = bool(entry.minute.private_text) and stands in ("", AT_START)
    return entry.is_restricted or is_beside


def has_kept_decisions(entry: Entry) -> bool:
    """True when the public reads something else than what was decided."""
    return any(is_kept(entry, decision.stands) for decision in entry.minute.decisions.all())


def has_private_part(entry: Entry) -> bool:
    """True when something of the minute stands only in the private minutes."""
    return bool(entry.minute.private_text) or has_kept_decisions(entry)


def public_wording(decision: Decision) -> list[str]:
    """What was written for the public of each limb; a limb without is passed over."""
    return [limb.public_text for limb in decision.limbs.all() if limb.public_text]


def public_title(entry: Entry) -> str:
    """The heading as the public reads it: where a title is kept from it, the titles its items have for it."""
    restricted = entry.votes.restricted
    if not any(restricted.hides_title(item) for item in entry.items):
        return entry.minute.title
    return joined(dict.fromkeys(restricted.public_title_of(item) for item in entry.items))
