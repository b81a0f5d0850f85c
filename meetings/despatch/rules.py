"""Names of files and cells of spreadsheets that go to others; the words that tell of a publication. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NO_LONGER = gettext_noop("Not sent: this person is no longer on the list.")
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
        stem, __, ending = name.rpartition(".")
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


LONGEST_SUBJECT = 200
LONGEST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a message may say of a meeting and of the thing it tells of, all of it public already."""

    kind: str
    body_name: str
    meeting_name: str
    when: str
    day: str
    what: str
    page: str
    file: str = ""
    questions: str = ""


_SUBJECTS = {
    "agenda": "Agenda and papers",
    "supplement": "Supplement to the agenda",
    "withdrawal": "Withdrawn",
    "notice": "Notice of meeting",
    "minutes": "Minutes",
}


def proposed_subject(told: Told) -> str:
    """Agenda and papers: Wessex Police and Crime Panel, Friday 4 December 2026."""
    what = told.what if told.kind in ("supplement", "minutes", "notice") else _SUBJECTS[told.kind]
    return f"{what}: {told.body_name}, {told.day}"


def proposed_words(told: Told) -> str:
    """What happened, where it can be read, whom to ask."""
    meeting = _("the meeting of {body_name} on {when}").format(body_name=told.body_name, when=told.when)
    opening = {
        "agenda": _("The agenda and papers of {meeting} have been published.").format(meeting=meeting),
        "supplement": _("{what} to the agenda of {meeting} has been published.").format(
            what=told.what, meeting=meeting
        ),
        "withdrawal": _(
            "{what} has been withdrawn from the papers of {meeting}. "
            "The reason is on the page below. Please do not use or share any copy you may have."
        ).format(what=told.what, meeting=meeting),
        "notice": f"{told.what}: {meeting}.",
        "minutes": _("The minutes of {meeting} have been published.").format(meeting=meeting),
    }[told.kind]
    parts = [opening, f"Read on the public page:\n{told.page}"]
    if told.file:
        parts.append(f"As one PDF:\n{told.file}")
    if told.questions:
        parts.append(told.questions)
    return "\n\n".join(parts)
