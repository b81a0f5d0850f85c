"""Names for files that go to another council's website, and cells for its spreadsheets."""

import re
import unicodedata
from collections.abc import Iterable

MOST_CHARACTERS = 100
# Names that Windows keeps for devices, with any ending.
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
SPOKEN = str.maketrans(
    {"£": "GBP ", "€": "EUR ", "–": "-", "—": "-", "’": "'", "‘": "'", "“": "", "”": "", "ß": "ss"}
)
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_name(words: str, ending: str) -> str:
    """A file name that every system takes: plain letters, nothing reserved, at most 100 characters."""
    plain = unicodedata.normalize("NFKD", words.translate(SPOKEN)).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ()',&._-]+", " ", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" .")
    if not plain or RESERVED.match(plain):
        plain = f"File {plain}".strip()
    room = MOST_CHARACTERS - len(ending) - 1
    if len(plain) > room:
        plain = plain[:room].rpartition(" ")[0] or plain[:room]
    return f"{plain.rstrip(' .,-')}.{ending}"


def all_different(names: Iterable[str]) -> list[str]:
    """The same names, with (2), (3) ... behind those that a folder could not hold twice."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, _, ending = name.rpartition(".")
        count, tried = 1, name
        while tried.lower() in taken:
            count += 1
            mark = f" ({count})"
            tried = f"{stem[: MOST_CHARACTERS - len(mark) - len(ending) - 1]}{mark}.{ending}"
        taken.add(tried.lower())
        found.append(tried)
    return found


def number_before(label: str) -> str:
    """What a folder sorts an item by: "9" becomes "09", "9A" becomes "09A"; nothing for no number."""
    found = re.match(r"(\d+)(.*)", label)
    if found is None:
        return ""
    rest = re.sub(r"[^A-Za-z0-9]+", "-", found[2]).rstrip("-")
    return f"{int(found[1]):02d}{rest}"


def safe_cell(value: object) -> str:
    """A cell that a spreadsheet shows as it is and never reckons with."""
    words = str(value)
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words
