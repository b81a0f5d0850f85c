"""How people cite minutes: "Minute 45 of 28 March 2018", "45/18", "minutes 12 of 8/6/2018"."""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})"
_FIGURES = r"(\d{1,2})[./](\d{1,2})[./](\d{4})"
_CITED = re.compile(
    rf"^\s*(?:minutes?|paragraphs?|no\.?)?\s*(?P<label>\S(?:.*?\S)??)"
    rf"(?:\s*,?\s+(?:of|on|held on|from)(?:\s+the\s+meeting)?(?:\s+(?:of|on|held on))?\s+"
    rf"(?:{_DAY}|{_FIGURES}))?\s*\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """The number that was cited and, where it was said, the day of the meeting."""

    label: str
    day: date | None = None


def read(words: str) -> Citation | None:
    """What a person cites; None where there is no number in it, or a day that does not exist."""
    found = _CITED.match(words.replace("\u00a0", " "))
    if found is None or not any(sign.isdecimal() for sign in found["label"]):
        return None
    _, day, month, year, other_day, other_month, other_year = found.groups()
    try:
        if day:
            number = [name.casefold() for name in MONTHS].index(month.casefold()) + 1
            return Citation(found["label"], date(int(year), number, int(day)))
        if other_day:
            return Citation(found["label"], date(int(other_year), int(other_month), int(other_day)))
    except ValueError:
        return None
    return Citation(found["label"])
