"""A PDF's objects as plain values of Python, read in one go: a checker that asks much of them is quick then.

A name is a string that begins with a slash, a text one that begins with `u:` or `b:`, and a reference to
another object one such as `12 0 R`, which is also the key of that object.
"""

import json
from typing import Any

import pikepdf

Plain = Any


class Plains:
    """All objects of one PDF by their reference. What is changed in the PDF later is not seen."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Object)]
        keys = [each.unparse().decode() for each in found]
        # One text for all: reading many small ones takes longer.
        values = json.loads(b"[%s]" % b",".join(each.to_json(dereference=True) for each in found))
        self.objects: dict[str, Plain] = dict(zip(keys, values, strict=True))
        self.root: dict[str, Plain] = self.objects[reference(pdf.Root)]
        self.pages: list[str] = [reference(page.obj) for page in pdf.pages]

    def at(self, value: Plain) -> Plain:
        """The thing itself, where `value` may be a reference to it; None for what is not there."""
        if type(value) is not str:
            return value
        if value in self.objects:
            return self.objects[value]
        return None if value[:1].isdigit() else value

    def node(self, value: Plain) -> dict[str, Plain]:
        """A dictionary, or an empty one where there is none."""
        found = self.at(value)
        return found if type(found) is dict else {}

    def row(self, value: Plain) -> list[Plain]:
        """An array; a single thing counts as an array of one, and nothing as an empty one."""
        found = self.at(value)
        if type(found) is list:
            return found
        return [] if found is None else [value]

    def numbers(self, branch: Plain, depth: int = 0) -> dict[int, Plain]:
        """The pairs of a number tree, its branches included."""
        here = self.node(branch)
        pairs = self.row(here.get("/Nums"))
        found = dict(zip(pairs[::2], pairs[1::2], strict=False))
        for each in self.row(here.get("/Kids")) if depth < 20 else ():
            found |= self.numbers(each, depth + 1)
        return found

    def names(self, branch: Plain, depth: int = 0) -> set[str]:
        """The names of a name tree, its branches included."""
        here = self.node(branch)
        found = set(self.row(here.get("/Names"))[::2])
        for each in self.row(here.get("/Kids")) if depth < 20 else ():
            found |= self.names(each, depth + 1)
        return found


def reference(thing: pikepdf.Object) -> str:
    """The key of an object that others refer to."""
    return thing.unparse().decode()


def key_of(value: Plain) -> str:
    """What tells a thing from all others: its reference, or for one without that its place in memory."""
    return value if type(value) is str else f"@{id(value)}"
