"""A document as the answer to whoever opens it: from what is kept, so that the worker has made it before."""

from django.http import HttpResponse

from foundation.documents import files, render, word_out
from foundation.documents.document import Document


def pdf_answer(document: Document, name: str) -> HttpResponse:
    """The document as a PDF that a browser shows. Raises `NotMadeYet` while it is not kept."""
    response = HttpResponse(files.read(render.pdf(document).file), content_type=render.PDF)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def word_answer(document: Document, name: str) -> HttpResponse:
    """The document as a Word file that a browser saves. Raises `NotMadeYet` while it is not kept."""
    response = HttpResponse(word_out.word_file(document), content_type=word_out.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{word_out.file_name(name)}"'
    return response
