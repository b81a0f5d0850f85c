"""What the history says of sent files."""

from foundation.history.wording import say

say(
    {
        "file sent": "uploaded a file",
        "sent file discarded": "discarded an uploaded file",
        "file sent again": "uploaded a file again",
    }
)
