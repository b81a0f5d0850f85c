"""Pages that stand in for a document most programs cannot show: "Please wait", "This file is protected".

Such a file is one honest page as far as anybody can tell from outside, and would be published as the paper.
"""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents import reading

PRINT_IT = "Open it where you can read it, print it to a new PDF, look at that, and upload it."
A_FORM = f"This file is a form that only Adobe Reader can draw; others see “Please wait”. {PRINT_IT}"
PROTECTED = (
    "This file is protected: its page says so, and the document itself is locked inside it. "
    "Take the protection off where it was made, or print it to a new PDF and upload that."
)
# A page of a few lines at most, with words that a maker puts there in place of the document.
MOST_PAGES, MOST_LETTERS = 2, 1500
_WAITS = re.compile(r"pleasewait|propercontentsofthedocument|upgradetothelatestversionofadobereader", re.I)
_LOCKED = re.compile(
    r"(this|the)(file|document|pdf|message|content)(is|hasbeen)(protected|encrypted)(?!by(copyright|crown|law|the))"
    r"|(protected|encrypted)(by|with|using)(microsoft|adobe|azure|arights|informationrights|informationprotection)"
    r"|informationprotectionviewer|rightsmanagement(service|policy)|thisisaprotected(pdf|document|file)",
    re.I,
)


def is_form_of_its_own(source: pikepdf.Pdf) -> bool:
    """True for a file whose pages are drawn by a form language (XFA) that is not part of the PDF."""
    form = source.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and "/XFA" in form


def locks_its_document(source: pikepdf.Pdf) -> bool:
    """True where the document is an encrypted file inside this one, as protection by policy leaves it."""
    files = source.Root.get("/AF", Array())
    kinds = [each.get("/AFRelationship") for each in files if isinstance(each, Dictionary)]
    return Name("/EncryptedPayload") in kinds


def refusal(rebuilt: bytes, *, is_form: bool, is_locked: bool) -> str:
    """What to say of a file whose pages stand in for a document; nothing for one that is itself."""
    pages = reading.page_words(rebuilt)
    words = "".join(pages)
    if len(pages) > MOST_PAGES or len(words) > MOST_LETTERS:
        return ""
    if is_form and (_WAITS.search(words) or not words) or len(_WAITS.findall(words)) > 1:
        return A_FORM
    return PROTECTED if is_locked or _LOCKED.search(words) else ""
