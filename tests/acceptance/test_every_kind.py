"""Every kind of document that no pack holds, notes, terms of reference, notices, sheets: PDF/UA-1 as well."""

import pytest
from django.utils import timezone

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.pdf import checking, reading
from foundation.documents.store import files
from meetings.despatch.documents import PrintSheetDocument
from meetings.public.documents import NoticeDocument
from partnerships.documents import BriefingNoteDocument, CollectedNotesDocument
from scrutiny.documents import TermsOfReferenceDocument
from tests import validator
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.partnerships import approve, make_round, note_of
from tests.builders.scrutiny import filled_inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.once("sqlite")]


def each_kind() -> list[Document]:
    """A document of each kind, made from records."""
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    round = make_round(body, clerk)
    notes = [approve(note_of(round, place)) for place in ("Cranmere", "Kennetside")]
    today = timezone.localdate()
    return [
        NoticeDocument.of(meeting),
        PrintSheetDocument.of(meeting, today),
        BriefingNoteDocument.of(notes[0]),
        CollectedNotesDocument.of(round, notes, today),
        TermsOfReferenceDocument.of(filled_inquiry(body, clerk)),
    ]


def test_each_kind_of_document_conforms_and_begins_with_a_title() -> None:
    documents = each_kind()
    for document, made in zip(documents, render.pdfs(documents), strict=True):
        data = files.read(made.file)
        assert (document.kind, checking.check(data), validator.fails(data)) == (document.kind, [], {})
        headings = [line.split()[0] for line in reading.as_lines(reading.read(data)) if "  H" in line]
        assert headings[0] == "H1", document.kind
