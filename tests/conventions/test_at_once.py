"""No request lays out a document: whoever asks gets what is kept, or a page that waits for the worker."""

import ast
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.word import word_out
from foundation.jobs import waiting
from foundation.jobs.middleware import wait_for_worker
from foundation.jobs.models import Job
from tests.builders.papers import make_report
from tests.conventions.plan import code_files, dotted_name, tree

# Where a child lays out a page, or writes a Word file, and why it may.
MAY_LAY_OUT = {
    "foundation.documents.layout.render": "asks whether somebody waits, and leaves it to the worker then",
    "foundation.documents.word.word_out": "the same for Word files",
    "foundation.documents.layout.trial": "the same for a very long text, which is tried before it is saved",
}
LAYS_OUT = {"children.pool", "html_to_pdfs", "render.html_to_pdfs", "to_docx", "word_out.to_docx"}


def test_only_what_asks_whether_somebody_waits_lays_out() -> None:
    found = {
        dotted_name(path)
        for path in code_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in LAYS_OUT
    }
    assert found | {"foundation.documents.word.word_out"} == set(MAY_LAY_OUT)


def test_whatever_answers_a_request_is_inside() -> None:
    assert settings.MIDDLEWARE[-1] == "foundation.jobs.middleware.wait_for_worker"


@pytest.mark.django_db
@pytest.mark.parametrize("make", [render.pdf, word_out.word_file])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_request_leaves_a_document_to_the_worker(make: Callable[[Document], object], method: str) -> None:
    asked = getattr(RequestFactory(), method)("/")
    with pytest.raises(waiting.NotMadeYet) as needed:
        wait_for_worker(lambda request: HttpResponse(make(make_report())))(asked)
    assert [each.title for each in needed.value.wanted] == [make_report().title]
    assert Job.objects.count() == 0
