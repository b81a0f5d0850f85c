"""What the history says of the installation."""

from foundation.history.wording import say

say(
    {
        "restored copy released": "released the restored copy",
        "first administrator made": "created the first administrator",
    }
)
