"""Which chip says what; the one place where a status gets its look."""

KINDS = frozenset(
    ("asked", "draft", "received", "returned", "cleared", "late", "delivery", "plain", "restricted", "theme")
)

# Filled: where a paper is. Purple outline: how it reaches the meeting. Dark: withheld. Else plain.
OF_STATUS = {
    "being_written": "draft",
    "taken_up": "draft",
    "sent_back": "returned",
    "withdrawn_by_author": "returned",
    "with_chair": "received",
    "agreed": "cleared",
    "published": "received",
    "published_as_draft": "received",
    "confirmed": "cleared",
    "with_agenda": "plain",
    "to_follow": "delivery",
    "supplement": "delivery",
    "tabled": "delivery",
    "filed_afterwards": "delivery",
    "withdrawn": "delivery",
    "exempt": "restricted",
    "confidential": "restricted",
    "private": "restricted",
    "overdue": "late",
    "missing": "late",
    "failed": "late",
    "done": "cleared",
    "approved": "cleared",
    "complete": "cleared",
    "answered": "cleared",
    "accepted": "cleared",
    "open": "draft",
    "in_progress": "draft",
    "sent": "received",
    "held": "cleared",
    "cancelled": "late",
    "moved": "returned",
    "scheduled": "plain",
}


def kind_of(status: str) -> str:
    """The kind of chip for a status or a kind; a word nobody mapped gets the plain one."""
    word = str(status)
    return word if word in KINDS else OF_STATUS.get(word, "plain")
