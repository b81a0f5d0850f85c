"""Taking in a Word file: it is read, shown to its author, and kept only after their yes."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout.document import fingerprint, from_data, to_data
from foundation.documents.store import files
from foundation.documents.vetting import inspection
from foundation.documents.word import word_in
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings.common.lifecycles import PAPER
from meetings.models import Paper, PaperVersion, WordDraft
from meetings.papers.actions.preparing import add_version, author_of_new
from meetings.papers.documents.report import NONE, ReportDocument
from meetings.papers.policies import Writer, may_edit_paper, may_write_papers
from panels.models import Body

PDF = "application/pdf"


def upload_word_paper(
    *,
    body: Body,
    title: str,
    data: bytes,
    by: User,
    author: User | None = None,
    read: word_in.ReadDocument | None = None,
) -> Paper:
    """Start a paper from a Word file, which waits for a yes, by whoever brings it unless an author is named.

    `read` is what the file says, where it was read already. Raises `uploads.NotAccepted`.
    """
    require(may_write_papers(by, body))
    read = read or word_in.read_docx(data, with_pages=True)
    with transaction.atomic():
        paper = Paper.objects.create(body=body, title=title, **author_of_new(body, by, author))
        _keep(paper, data, read, by)
    return paper


def upload_word(
    *, paper: Paper, data: bytes, by: Writer, read: word_in.ReadDocument | None = None
) -> WordDraft:
    """Read a Word file for a paper; it waits for a yes, and nothing else changes until then.

    `read` is what the file says, where it was read already. Raises `uploads.NotAccepted` with the sentence to
    show. A file that waited before is taken away.
    """
    require(may_edit_paper(by, paper))
    read = read or word_in.read_docx(data, with_pages=True)
    with transaction.atomic():
        paper = Paper.objects.select_for_update().select_related("body").get(pk=paper.pk)
        require(may_edit_paper(by, paper))
        if paper.origin == Paper.Origin.DOCUMENT:
            refuse(
                _("This paper is made automatically from what is recorded here, so a file cannot replace it.")
            )
        return _keep(paper, data, read, by)


def accept_word(*, paper: Paper, file: str, by: Writer) -> PaperVersion:
    """The author says that it is what they wrote: it becomes the text, to be changed here from now on.

    `file` is the hash of the file that was looked at: another that came meanwhile is not meant.
    """
    with transaction.atomic():
        paper = Paper.objects.select_for_update().select_related("body").get(pk=paper.pk)
        require(may_edit_paper(by, paper))
        found = _waiting(paper, file)
        document = from_data(found.document)
        version = add_version(paper, by, document=replace(document, title=paper.title))
        version.source, version.report, version.vetting = found.source, found.report, found.notes
        version.save(update_fields=["source", "report", "vetting"])
        Paper.objects.filter(pk=paper.pk).update(origin=Paper.Origin.WRITTEN)
        found.delete()
        facts: dict[str, str | int] = {"version": version.number, "hash": version.hash}
        if PAPER.allows(paper, "start"):
            PAPER.move(paper, "start", by=by, scope=paper.scope, data=facts)
        record("Word file accepted", paper, by=by, scope=paper.scope, data=facts)
    return version


def discard_word(*, paper: Paper, file: str, by: Writer) -> None:
    """It is not what they wrote: take the file away. The paper stays as it was."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update().select_related("body").get(pk=paper.pk)
        require(may_edit_paper(by, paper))
        _waiting(paper, file).delete()
        record("Word file taken away", paper, by=by, scope=paper.scope)


def _waiting(paper: Paper, file: str) -> WordDraft:
    """The file that waits now, if it is the one that was looked at."""
    found = WordDraft.objects.select_for_update().filter(paper=paper, source__hash=file).first()
    if found is None:
        refuse(_("This Word file has already been used or discarded."), remedy=_("Check the paper."))
    return found


def _keep(paper: Paper, data: bytes, read: word_in.ReadDocument, by: Writer) -> WordDraft:
    report = ReportDocument(title=paper.title, numbering=NONE, body=read.html)
    notes = list(read.notes)
    if read.title and read.title.casefold() != paper.title.casefold():
        notes.insert(
            0,
            _("The title inside the file is “{read}”. The title entered here is used.").format(
                read=read.title[:200]
            ),
        )
    pages = files.store(read.pages, PDF, word_in.page_picture(read.pages, 1)[1]) if read.pages else None
    source = files.store(data, word_in.WORD)
    draft, __ = WordDraft.objects.update_or_create(
        paper=paper,
        defaults={
            "source": source,
            "pages_file": pages,
            "document": to_data(report),
            "notes": notes,
            "report": inspection.to_data(read.found),
            "made_at": timezone.now(),
            "made_by": by.printed_name,
        },
    )
    facts = {"hash": source.hash, "text": fingerprint(to_data(report))}
    record("Word file uploaded", paper, by=by, scope=paper.scope, data=facts)
    return draft
