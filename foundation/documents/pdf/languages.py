"""In which language words are: said once where it changes, and heard from there on down.

The layout engine's hook (weasy) writes the language on every element of its tree, and an upload where its
maker liked. Here it is left only where it differs from what holds the words.
"""

import re
from typing import Any

from pikepdf import Name, String

from foundation.documents.pdf.tagging import Node, below, is_element, kind

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_LONGEST = 35


def is_code(words: str) -> bool:
    """True for what can be the code of a language: cy, en-GB, zh-Hant-TW (BCP 47)."""
    return len(words) <= _LONGEST and bool(_CODE.fullmatch(words))


def settle(document: Node, language: str) -> None:
    """Write down the language of an element only where it is another than that of the element above.

    A box without meaning is taken out of the tree later: what it holds says its language instead.
    """
    waiting: list[tuple[Any, str, str]] = [(document, language, language)]
    while waiting:
        element, heard, own = waiting.pop()
        if "/Lang" in element:
            own = str(element.Lang)
            del element["/Lang"]
        held = below(element)
        is_handed_down = kind(element) == "NonStruct" and all(is_element(each) for each in held)
        if not is_handed_down:
            if own != heard:
                element.Lang = String(own)
                if kind(element) == "NonStruct":
                    element.S = Name.Span
            heard = own
        waiting.extend((each, heard, own) for each in held if is_element(each))
