"""Minutes of meetings that are not in Panelbook, named on the item that confirms them. Pure."""

import re
from hashlib import sha256

_BEFORE = re.compile(r"^(?:minutes of )?(?:the )?", re.IGNORECASE)


def outside_meetings(text: str) -> list[str]:
    """The meetings named, one a line, as they stand inside a sentence: "meeting held on 28 March 2018"."""
    lines = (_BEFORE.sub("", " ".join(line.split())).rstrip(".") for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def outside_key(item: int, name: str) -> str:
    """Under what the answer is kept whether these minutes were confirmed."""
    return f"outside-{item}-{sha256(name.casefold().encode()).hexdigest()[:10]}"
