"""The fields of a PDF form: what kind they are and whether they are filled in."""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from foundation.documents import limits


@dataclass(frozen=True)
class Field:
    """The type of a field ("Tx" text, "Btn" button, "Ch" choice, "Sig" signature), and if it is filled in."""

    kind: str
    is_filled: bool


def fields_of(source: pikepdf.Pdf) -> set[Field]:
    """The kinds of fields that a file has, each with and without contents as they occur."""
    form = source.Root.get("/AcroForm")
    found: set[Field] = set()
    waiting: list[tuple[Any, str, int]] = [(form, "", 0)] if isinstance(form, Dictionary) else []
    seen = 0
    while waiting and seen < limits.UPLOAD_TAGS:
        field, kind, depth = waiting.pop()
        seen += 1
        kind = str(field.get("/FT", f"/{kind}"))[1:]
        if kind:
            found.add(Field(kind, "/V" in field))
        below = field.get("/Fields" if depth == 0 else "/Kids")
        if isinstance(below, Array) and depth < limits.UPLOAD_TAG_DEPTH:
            waiting += [(each, kind, depth + 1) for each in below if isinstance(each, Dictionary)]
    return found
