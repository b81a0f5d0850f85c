"""What a document is: a frozen dataclass of plain values with one template, kept and reloaded as JSON."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from cattrs.preconf.json import make_converter

D = TypeVar("D", bound="type[Document]")
_kinds: dict[str, "type[Document]"] = {}
_converter = make_converter()


@dataclass(frozen=True, kw_only=True)
class Document:
    """The base of every printed thing. A new kind of paper is one subclass and one template.

    `template` is the one body, under `templates/documents/`; it serves both skins, screen and paper.
    """

    kind: ClassVar[str] = ""
    template: ClassVar[str] = ""
    # False for what exists as a file only, for instance a paper that came as a PDF.
    is_read_as_page: ClassVar[bool] = True
    title: str
    language: str = "en-GB"
    # Lines above everything else on paper: the letterhead of the body on the day.
    letterhead: list[str] = field(default_factory=list)


def printable(cls: D) -> D:
    """Class decorator: make a kind of document known, so that kept data can be loaded again."""
    if not cls.kind or not cls.template:
        raise TypeError(f"{cls.__name__} needs a kind and a template")
    if _kinds.setdefault(cls.kind, cls) is not cls and _kinds[cls.kind].__qualname__ != cls.__qualname__:
        raise TypeError(f"Two documents are called {cls.kind}")
    return cls


def to_data(document: Document) -> dict[str, Any]:
    """The document as JSON values, with its kind; `from_data` gives an equal document back."""
    data: dict[str, Any] = json.loads(_converter.dumps(document))
    return {"kind": document.kind, **data}


def from_data(data: dict[str, Any]) -> Document:
    """The document that `to_data` stored. Raises KeyError for a kind nobody knows."""
    values = dict(data)
    return _converter.structure(values, _kinds[values.pop("kind")])


def fingerprint(data: dict[str, Any]) -> str:
    """The SHA-256 of a document's data, the same for equal documents."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
