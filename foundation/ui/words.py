"""Small words and counts that several rooms write."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
NO_BREAK = "\u00a0"
# As a browser tells a tag: a letter follows at once. "5 < 7" is none.
_TAG = re.compile(r"<(?:/?[A-Za-z]|!)[^<>]*>")


def joined(parts: Iterable[object], last: str = "") -> str:
    """The parts as one phrase: "a", "a and b", "a, b and c"."""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last or gettext('and')} {words[-1]}"


# As people are called in writing to an office. Somebody without one is called by the whole name.
_TITLES = frozenset(
    ("Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Cllr")
    + ("Councillor", "Alderman", "Rev", "Canon", "Sgt", "Insp", "Inspector", "Supt", "Superintendent")
)


def called(name: str) -> str:
    """Title and family name, as a button calls someone: "Supt Frost"; else the whole name."""
    words = [word for word in name.split() if not (word.isupper() and len(word) > 1)] or name.split()
    is_titled = len(words) > 2 and words[0] in _TITLES
    return f"{words[0]} {words[-1]}" if is_titled else name


def roman(number: int) -> str:
    """The number in small Roman figures: 4 is "iv"."""
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def lower_first(words: str) -> str:
    """Words as they go on in the middle of a sentence: the first letter is small."""
    return words[:1].lower() + words[1:]


def letter(number: int) -> str:
    """The letter of a list: 1 is "a", 26 is "z", 27 is "aa"."""
    text = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 paper", "3 papers"; `many` where the plural is irregular."""
    return f"{number:,}{NO_BREAK}{ngettext(one, many or one + 's', number)}"


def on_pages(pages: Iterable[int]) -> str:
    """ "page 3", "pages 3, 5 and 7 to 9"; the empty text for no page."""
    stretches: list[list[int]] = []
    for page in sorted(set(pages)):
        if stretches and page == stretches[-1][1] + 1:
            stretches[-1][1] = page
        else:
            stretches.append([page, page])
    words = [str(a) if a == b else gettext("{first} to {last}").format(first=a, last=b) for a, b in stretches]
    if not words:
        return ""
    count = sum(b - a + 1 for a, b in stretches)
    return ngettext("page {pages}", "pages {pages}", count).format(pages=joined(words))


def file_size(size: int) -> str:
    """Bytes as people read them: "640 KB", "2.4 MB"."""
    if size < 1000:
        return counted(size, "byte")
    if size < 999_500:
        return f"{round(size / 1000)}{NO_BREAK}KB"
    return f"{size / 1_000_000:.1f}{NO_BREAK}MB"


def whole_number(typed: str) -> int | None:
    """A number as a page or an address sends it; None for anything else, and for more figures than a key has.

    Python reads no more than some thousand figures, and a database fewer than twenty.
    """
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def without_tags(text: str) -> str:
    """The words of a text without its markup, for reading; whoever prints them escapes what is left.

    One pass however the text is spoilt: whoever sends it must not choose how long it takes.
    """
    return _TAG.sub("", text)
