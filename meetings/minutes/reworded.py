"""Words that an earlier version of Panelbook printed, as they are printed now.

Minutes published then keep their words. Where only the wording changed and no fact, nobody is asked about it.
"""

import re

_NOON = re.compile(r"\b12\.00 pm\b")


def as_printed_now(line: str) -> str:
    """The line with its times in the present style: "12.00 noon"."""
    return _NOON.sub("12.00 noon", line.replace("\u00a0", " "))
