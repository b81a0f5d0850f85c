"""Any printed document as a Word file, with the numbers that are printed."""

import hashlib
from collections.abc import Sequence

from django.http import HttpResponse

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.store import files
from foundation.documents.vetting.uploads import NotAccepted
from foundation.documents.word import word_in
from foundation.history.practice import refuse_in_practice
from foundation.jobs import waiting

TYPE = word_in.WORD
WRITE = "documents.write_word"
# One more whenever the same page would give another Word file.
EDITION = "word 1"


def to_docx(document: Document, author: str = "") -> bytes:
    """The document as a Word file, the same bytes for the same document. Raises `CannotLayOut`."""
    refuse_in_practice()
    return _written(document, render.paper(document), author)


def word_file(document: Document) -> bytes:
    """The document as a Word file that is made once and kept. Raises `CannotLayOut` or `NotMadeYet`."""
    return word_files([document])[0]


def word_files(documents: Sequence[Document]) -> list[bytes]:
    """Several documents as Word files; where a page is being opened, `NotMadeYet` says what is not kept."""
    refuse_in_practice()
    pages = [render.paper(document) for document in documents]
    asked = {_key(page): (document, page) for document, page in zip(documents, pages, strict=True)}
    keys = [_key(page) for page in pages]
    if not waiting.is_at_once():
        for key, (document, page) in asked.items():
            if render.kept(key) is None:
                render.keep(key, _written(document, page), 0, TYPE)
    kept = render.require_kept(keys, lambda key: render.wanted(WRITE, key, asked[key][0], is_saved=True))
    return [files.read(each.file) for each in kept]


def word_answer(document: Document, name: str) -> HttpResponse:
    """The document as a Word file that a browser saves. Raises `NotMadeYet` while it is not kept."""
    refuse_in_practice()
    response = HttpResponse(word_file(document), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return response


def file_name(title: str) -> str:
    """A file name that every system takes: the words of the title, and .docx."""
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in title).split()
    return f"{'-'.join(words)[:80].strip('-') or 'paper'}.docx"


def _written(document: Document, page: str, author: str = "") -> bytes:
    about = {"title": document.title, "author": author, "language": document.language}
    try:
        return word_in.asked({"do": "write", "about": about}, render.with_pictures(page).encode())[1]
    except NotAccepted as error:
        raise render.CannotLayOut(render.TOO_MUCH) from error


def _key(page: str) -> str:
    """A page says all that its Word file says: title, language, words, and pictures by their hashes."""
    return hashlib.sha256(f"{EDITION}\n{page}".encode()).hexdigest()
