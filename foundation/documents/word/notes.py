"""Footnotes and endnotes of a Word text: their marks as Word counts them, and their words at the end.

Runs in the limited child process only.
"""

from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from foundation.documents.word.archive import W
from foundation.documents.word.left import words_of
from foundation.documents.word.lists import Gathering
from foundation.documents.word.lists import written as written_lists
from foundation.documents.word.looks import value
from foundation.documents.word.numbers import KINDS, Label, written

USUAL = {"footnote": "1", "endnote": "i"}
COUNTED_BY_LISTS = ("1", "a", "A", "i", "I")


class Blocks(Protocol):
    """Whoever writes the paragraphs of a note."""

    name: str

    def blocks(self, holder: etree._Element, *, is_small: bool = False) -> str:
        """The paragraphs and tables of a holder."""


@dataclass
class Notes:
    """The notes of a text by kind and id, how each kind is counted, and those that the text has named so far.

    `used` holds the label, the part and the note itself, in the order of the text.
    """

    held: dict[tuple[str, str], tuple[str, etree._Element]] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    used: list[tuple[Label, str, etree._Element]] = field(default_factory=list)

    def read(self, kind: str, name: str, tree: etree._Element | None) -> None:
        """Take in the notes of one part."""
        for each in tree.iter(f"{W}{kind}") if tree is not None else ():
            if each.get(f"{W}type", "normal") == "normal":
                self.held[kind, each.get(f"{W}id", "")] = (name, each)

    def count_as(self, trees: list[etree._Element | None]) -> None:
        """How marks are written and where they start, from the settings and from the text."""
        for kind in USUAL:
            for tree in trees:
                for look in tree.iter(f"{W}{kind}Pr") if tree is not None else ():
                    if (way := value(look.find(f"{W}numFmt"))) in KINDS:
                        self.ways[kind] = KINDS[way]
                    if (start := value(look.find(f"{W}numStart"))).isdecimal():
                        self.starts[kind] = int(start)

    def mark(self, reference: etree._Element) -> str:
        """The mark of a note where the text names it; nothing where the author typed one."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        note = self.held.get((kind, reference.get(f"{W}id", "")))
        if note is None:
            return ""
        if reference.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            self.used.append((Label("words", 0, _typed(reference), list=kind), *note))
            return ""
        number = self.counts[kind] = self.counts.get(kind, self.starts.get(kind, 1) - 1) + 1
        way = self.ways.get(kind, USUAL[kind])
        mark = written(way, number)
        is_counted = way in COUNTED_BY_LISTS
        label = Label(way, number, "", ".", list=kind) if is_counted else Label("words", 0, mark, list=kind)
        self.used.append((label, *note))
        return mark

    def html(self, writer: Blocks) -> str:
        """A section with every note that the text names, footnotes first."""
        found = Gathering(["<h2>Notes</h2>"])
        main = writer.name
        for label, name, note in sorted(self.used, key=lambda each: list(USUAL).index(each[0].list)):
            writer.name = name
            found.item(label, writer.blocks(note, is_small=True) or "<p></p>")
        writer.name = main
        return written_lists(found.out)


def _typed(reference: etree._Element) -> str:
    """The mark that the author typed after a reference."""
    run = reference.getparent()
    if run is None:
        return ""
    own = words_of(run)
    following = run.getnext()
    return own or (words_of(following)[:4] if following is not None else "")
