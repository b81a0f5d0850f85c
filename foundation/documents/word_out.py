"""Any printed document as a Word file, with the numbers that are printed."""

from foundation.documents import render, word_in
from foundation.documents.document import Document
from foundation.documents.uploads import NotAccepted

TYPE = word_in.WORD


def to_docx(document: Document, author: str = "") -> bytes:
    """The document as a Word file, the same bytes for the same document. Raises `CannotLayOut`."""
    about = {"title": document.title, "author": author, "language": document.language}
    page = render.with_pictures(render.paper(document))
    try:
        return word_in.asked({"do": "write", "about": about}, page.encode())[1]
    except NotAccepted as error:
        raise render.CannotLayOut(render.TOO_MUCH) from error


def file_name(title: str) -> str:
    """A file name that every system takes: the words of the title, and .docx."""
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in title).split()
    return f"{'-'.join(words)[:80].strip('-') or 'paper'}.docx"
