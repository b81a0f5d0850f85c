"""What the history says of sent files."""

from foundation.history.wording import say

say(
    {
        "file sent": "uploaded a file",
        "file sent again": "uploaded a file again",
    }
)
