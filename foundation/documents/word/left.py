"""What stays behind when a Word file is read, with its words and its place, so that nothing goes unsaid.

Runs in the limited child process; the class alone is also read outside it.
"""

from dataclasses import dataclass

from lxml import etree

from foundation.documents.word.archive import W

QUOTED = 60
NAMED = 3
# No farther than so many things back are words looked for.
FAR = 300


@dataclass(frozen=True)
class Left:
    """One thing that is not in the result: what it is, its words if it has any, and where it was."""

    what: str
    words: str = ""
    place: str = ""


def words_of(element: etree._Element) -> str:
    """The words of an element, with one space between paragraphs, tabs and cells."""
    words: list[str] = []
    for each in element.iter():
        if each.tag in (f"{W}t", f"{W}delText"):
            words.append(each.text or "")
        elif each.tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}p", f"{W}tc"):
            words.append(" ")
        elif each.tag == f"{W}noBreakHyphen":
            words.append("-")
    return " ".join("".join(words).split())


def times(count: int, one: str, many: str = "") -> str:
    """ "1 comment", "3 comments"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def place_of(element: etree._Element) -> str:
    """Where an element is, by the words before it."""
    each: etree._Element | None = element
    steps = 0
    while each is not None:
        for before in each.itersiblings(preceding=True):
            steps += 1
            if steps > FAR:
                return "further down"
            if isinstance(before.tag, str) and (words := words_of(before)):
                return after(words)
        each = each.getparent()
    return "at the beginning"


def after(words: str) -> str:
    """A place by the words before it, the last of them."""
    short = words
    if len(words) > QUOTED:
        short = "… " + words[-QUOTED:].partition(" ")[2]
    return f"after “{short}”"


def places(left: list[Left]) -> str:
    """The places of several things in a few words: the first ones, and how many more there are."""
    named = list(dict.fromkeys(each.place for each in left if each.place))
    more = len(left) - NAMED
    return "; ".join(named[:NAMED]) + (f"; and in {times(more, 'more place')}" if more > 0 else "")
