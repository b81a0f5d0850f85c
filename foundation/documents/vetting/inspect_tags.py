"""What became of the tags of an upload, in the words of its author: can a screen reader read it?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from foundation.documents.pdf.checking import Fault
from foundation.documents.vetting.inspection import TAGS as CODE
from foundation.documents.vetting.inspection import Found
from foundation.ui.words import joined

# What a pack would spread: with one of these the tree is not kept.
SPREADING = frozenset({
    "no-tree", "not-marked", "odd-part", "unknown-page", "read-twice", "reached-twice", "parent", "owner",
    "lost", "page-number-twice", "page-unlisted", "unread", "number-twice", "marks-unbalanced",
    "content-in-artifact", "link-unread", "link-owner", "identifier-twice", "identifier-unlisted",
})  # fmt: skip
# What the pack, or the page it is published on, says itself.
_NOT_OF_A_PAPER = {"title-shown", "outline", "metadata", "claim", "title", "link-words", "tab-order"}
_SEND_WORD = "Upload the paper as a Word file if you can. It is then published with its headings and tables."
_WORDS = {
    "heading-skipped": "a heading skips a level",
    "picture": "an image has no alternative text",
    "table-headless": "a table has no header cells",
    "table-scope": "a header cell of a table does not say what it heads",
    "table-irregular": "the rows of a table are not equally wide",
    "header-missing": "a table cell names a header that is not there",
    "misplaced": "parts of lists or tables are in the wrong place",
    "language": "its language is not set",
    "unmarked": "something on a page is not marked",
    "font-not-embedded": "a typeface is not in the file",
    "font-missing": "a page uses a typeface that it does not have",
    "font-unreadable": "a typeface does not say which letters it draws",
    "type": "some tags are of an unknown type",
}


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of an upload: did it have any, were they kept, what they lack, pages with words outside them.

    `is_by_machine` says that a program made them and nobody has looked.
    """

    is_given: bool = False
    is_kept: bool = False
    lacks: list[str] = field(default_factory=list)
    loose_pages: list[int] = field(default_factory=list)
    is_by_machine: bool = False


def would_spread(faults: Iterable[Fault]) -> bool:
    """True for faults that make a tree useless, and the tree of a whole pack with it."""
    return bool(SPREADING & {fault.code for fault in faults})


def lacks(faults: Iterable[Fault]) -> list[str]:
    """What is wrong with tags that are kept, in words."""
    found = [fault for fault in faults if fault.code not in _NOT_OF_A_PAPER]
    return list(dict.fromkeys(_WORDS.get(fault.code, "the tags are not quite in order") for fault in found))


def told(tags: Tags) -> Found:
    """The one finding about tags; only at the level "met" is a paper fully accessible."""
    if not tags.is_kept:
        why = "its tags were not in order" if tags.is_given else "the file has no tags"
        sentence = f"Not fully accessible: {why}, so a screen reader reads it page by page, without headings."
        return Found(CODE, "look", sentence, _SEND_WORD)
    if tags.is_by_machine:
        sentence = (
            "Not fully accessible: the file had no tags, and a program guessed its headings and tables."
        )
        return Found(CODE, "look", sentence, _SEND_WORD)
    wrong = list(tags.lacks)
    if tags.loose_pages:
        wrong.append("some words or links are outside the tags and are read last")
    if wrong:
        sentence = f"Not fully accessible: the file has tags, and they are kept, but {joined(wrong)}."
        return Found(CODE, "look", sentence, "Correct this in the original document.", tags.loose_pages)
    return Found(CODE, "met", "It has tags, so a screen reader recognises its headings, lists and tables.")
