"""Numbered paragraphs of a Word text gathered into lists, each with the numbers its author saw.

Pure: what comes in is a label and HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from foundation.documents.word.numbers import Label

# A paragraph set in by this much less than an item still belongs to it: twentieths of a point.
NEAR = 100


@dataclass
class List:
    """An open list while a text is written: how it is numbered, and its items so far."""

    label: Label
    next: int
    items: list[list["str | List"]] = field(default_factory=list)

    def html(self) -> str:
        """The list with everything in it."""
        inside = "".join(f"<li>{written(item)}</li>" for item in self.items)
        if self.label.kind == "bullet":
            return f"<ul>{inside}</ul>"
        marks = f' data-before="{escape(self.label.before)}" data-after="{escape(self.label.after)}"'
        if self.label.kind == "words":
            return f"<ol{marks}>{inside}</ol>"
        start = self.next - len(self.items)
        return f'<ol type="{self.label.kind}" start="{start}"{marks}>{inside}</ol>'


def written(parts: "Sequence[str | List]") -> str:
    """Parts one after another."""
    return "".join(part if isinstance(part, str) else part.html() for part in parts)


@dataclass
class Gathering:
    """Blocks in order, with the lists that are still open."""

    out: list["str | List"] = field(default_factory=list)
    stack: list[List] = field(default_factory=list)

    def block(self, html: str) -> None:
        """Something that is in no list and ends those before it."""
        self.stack.clear()
        self.out.append(html)

    def set_in(self, label: Label, html: str) -> None:
        """A paragraph without a number: in the item under which it is set in, or in none."""
        while self.stack and self.stack[-1].label.left > label.left + NEAR:
            self.stack.pop()
        (self.stack[-1].items[-1] if self.stack else self.out).append(html)

    def item(self, label: Label, html: str) -> None:
        """One numbered paragraph: in the open list where it goes on, in a new one otherwise."""
        while self.stack and not _is_within(label, self.stack[-1].label):
            top = self.stack[-1]
            if _is_beside(label, top.label):
                if _goes_on(label, top):
                    top.items.append([html])
                    top.next += 1
                    return
                self.stack.pop()
                break
            self.stack.pop()
        started = List(label, label.number + 1, [[html]])
        (self.stack[-1].items[-1] if self.stack else self.out).append(started)
        self.stack.append(started)


def _is_within(label: Label, other: Label) -> bool:
    """True when a paragraph begins further in than another, or lower in the same list."""
    if label.left > other.left + NEAR:
        return True
    return abs(label.left - other.left) <= NEAR and label.list == other.list and label.level > other.level


def _is_beside(label: Label, other: Label) -> bool:
    if label.list == other.list and label.level < other.level:
        return False
    return abs(label.left - other.left) <= NEAR


def _goes_on(label: Label, open_list: List) -> bool:
    same = (label.kind, label.before, label.after) == (
        open_list.label.kind,
        open_list.label.before,
        open_list.label.after,
    )
    return same and (label.kind in ("bullet", "words") or label.number == open_list.next)
