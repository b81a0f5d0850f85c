"""What the history says of publications."""

from foundation.history.wording import say

_NAMES = {
    "agenda": "the agenda",
    "agenda pack": "the agenda pack",
    "paper": "a paper",
    "minutes": "the minutes",
    "document": "a document",
    "supplement": "a supplement",
    "notice of the meeting": "the notice of the meeting",
    "decisions": "the decisions",
    "statement": "a statement about the website",
    "later note": "a later note to the minutes",
}
say(
    {
        "history sealed": "sealed the history",
        "noticed guessing of addresses": "noticed attempts to guess the addresses of papers",
        "announcement changed": "changed the public information about the meeting",
        "meeting announced": "announced the meeting on the public pages",
        "live page published": "published an update on the live page",
        **{f"{kind} published": f"published {name}" for kind, name in _NAMES.items()},
        **{f"{kind} withdrawn": f"withdrew {name}" for kind, name in _NAMES.items()},
    }
)
