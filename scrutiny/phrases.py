"""What the history says of inquiries and their terms of reference."""

from foundation.history.wording import say

_PARTS = {
    "scope item": "a scope item",
    "outcome": "an outcome",
    "consultee": "a consultee",
    "session": "a session",
    "witness": "a witness",
    "section": "a section",
}
_DONE = {"added": "added", "changed": "changed", "moved": "moved", "dropped": "removed"}
say(
    {
        "inquiry opened": "opened the inquiry",
        "inquiry changed": "changed the inquiry",
        "section saved": "saved a section",
        "amended draft started": "started an amended draft of the terms of reference",
        "terms of reference placed": "added the terms of reference to the agenda",
        "terms of reference agreed": "recorded that the terms of reference were agreed",
        "terms of reference replaced by a later version": (
            "recorded that a later version replaced the terms of reference"
        ),
        **{
            f"{part} {verb}": f"{done} {name}"
            for part, name in _PARTS.items()
            for verb, done in _DONE.items()
        },
    }
)
