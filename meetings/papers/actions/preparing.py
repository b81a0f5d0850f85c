"""Writing papers and moving them from asked to cleared."""

from dataclasses import replace
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.layout.document import Document, fingerprint, from_data, to_data
from foundation.documents.store import files
from foundation.documents.text import pictures, richtext
from foundation.documents.vetting import inspection, uploads
from foundation.documents.vetting.inspection import is_accessible
from foundation.history.actors import Actor
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.common import authorship
from meetings.common.lifecycles import PAPER
from meetings.models import Meeting, Paper, PaperVersion
from meetings.papers import mail
from meetings.papers.actions.vetting import could_disclose
from meetings.papers.documents.parts import PaperOnAgenda
from meetings.papers.documents.report import ReportDocument, plain_text
from meetings.papers.documents.uploaded import UploadedDocument
from meetings.papers.policies import Writer, may_clear_paper, may_edit_paper, may_write_papers
from panels.models import Body
from panels.policies import SECRETARIAT, holds_one

PDF = "application/pdf"


def author_by(user: User, body: Body) -> User | None:
    """Whoever brings a paper is its author, unless they bring it as the secretariat of the body."""
    return None if user.pk and holds_one(user, body, SECRETARIAT, timezone.localdate()) else user


class Authorship(TypedDict):
    """Who writes a paper, and until when where no role says so."""

    author: User | None
    author_until: date | None


def author_of_new(body: Body, by: User, named: User | None) -> Authorship:
    """Who writes a paper that is brought: whoever is named, or whoever brings it."""
    author, today = named or author_by(by, body), timezone.localdate()
    return {"author": author, "author_until": authorship.last_day(author, body, None, today)}


def write_paper(
    *, body: Body, title: str, report: ReportDocument, by: User, author: User | None = None
) -> Paper:
    """Start a paper written here, with its first version, of whoever starts it unless another is named."""
    require(may_write_papers(by, body))
    with transaction.atomic():
        paper = Paper.objects.create(body=body, title=title, **author_of_new(body, by, author))
        version = add_version(paper, by, document=replace(cleaned(report), title=title))
        record("paper started", paper, by=by, scope=body.scope, data=_facts(version))
    return paper


def save_paper(*, paper: Paper, report: ReportDocument, based_on: int, by: Writer) -> PaperVersion:
    """Keep a new version of a report; raises `NewerVersion` when somebody saved since version `based_on`.

    Saving what is already the newest version keeps nothing twice, so a repeated click does no harm.
    """
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        before, version = write_version(paper, report, based_on, by)
        if before is None or version.pk != before.pk:
            record_save(paper, version, by)
    return version


def write_version(
    paper: Paper, report: ReportDocument, based_on: int, by: Writer
) -> tuple[PaperVersion | None, PaperVersion]:
    """The newest version of a locked paper and the one after it, which is the same where nothing changed."""
    report = cleaned(report)
    require(may_edit_paper(by, paper))
    if paper.origin != Paper.Origin.WRITTEN:
        refuse(_("This paper is a PDF, so its text cannot be changed here."))
    newest = paper.versions.order_by("-number").first()
    if newest and newest.hash == fingerprint(to_data(report)):
        return newest, newest
    if newest and newest.number != based_on:
        raise _conflict(newest, report)
    version = add_version(paper, by, document=report)
    _go_on_from(newest, version)
    keep_title(paper, version)
    return newest, version


def keep_title(paper: Paper, version: PaperVersion) -> None:
    """Lists call a paper what its newest text calls it."""
    if title := (version.document or {}).get("title"):
        Paper.objects.filter(pk=paper.pk).update(title=title)
        paper.title = title


def upload_paper(
    *, body: Body, title: str, data: bytes | uploads.Vetted, by: User, author: User | None = None
) -> Paper:
    """Take in a PDF as a paper, of whoever brings it unless another author is named.

    Raises `uploads.NotAccepted` with the sentence to show.
    """
    require(may_write_papers(by, body))
    vetted = uploads.vetted(data)
    with transaction.atomic():
        paper = Paper.objects.create(
            body=body, title=title, origin=Paper.Origin.UPLOADED, **author_of_new(body, by, author)
        )
        version = add_version(paper, by, vetted=vetted)
        record("paper uploaded", paper, by=by, scope=body.scope, data=_facts(version))
    return paper


def replace_file(*, paper: Paper, data: bytes | uploads.Vetted, by: Writer) -> PaperVersion:
    """Put a newer PDF in the place of an uploaded one; the old one is kept as an earlier version."""
    require(may_edit_paper(by, paper))
    vetted = uploads.vetted(data)
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        require(may_edit_paper(by, paper))
        if paper.origin == Paper.Origin.DOCUMENT:
            refuse(
                _("This paper is made automatically from what is recorded here, so a file cannot replace it.")
            )
        Paper.objects.filter(pk=paper.pk).update(origin=Paper.Origin.UPLOADED)
        version = add_version(paper, by, vetted=vetted)
        record_save(paper, version, by)
    return version


def keep_document(*, paper: Paper, document: Document, by: Actor) -> PaperVersion:
    """Keep a paper made from recorded facts in step with them; the same facts make no new version."""
    newest = paper.versions.order_by("-number").first()
    if newest and newest.hash == fingerprint(to_data(document)):
        return newest
    version = add_version(paper, by, document=document)
    record("paper brought up to date", paper, by=by, scope=paper.scope, data=_facts(version))
    return version


def receive_paper(*, paper: Paper, by: Writer) -> Paper:
    """The author hands the paper in to the secretariat; when it first came in is kept for ever."""
    require(may_edit_paper(by, paper), _can_be_sent(paper))
    with transaction.atomic():
        PAPER.move(paper, "receive", by=by, scope=paper.scope)
        _came_in(paper, by)
    return paper


def return_paper(*, paper: Paper, comment: str, by: User) -> Paper:
    """Send a paper back to its author with a comment, also by e-mail."""
    require(may_clear_paper(by, paper))
    if not comment.strip():
        refuse(_("Enter what the author should change."), code="comment")
    with transaction.atomic():
        PAPER.move(paper, "return", by=by, scope=paper.scope, note=comment.strip())
        today, is_dated = timezone.localdate(), paper.author_until is not None
        until = authorship.last_day(paper.author, paper.body, paper.due_on, today) if is_dated else None
        _note(paper, return_comment=comment.strip(), cleared_at=None, cleared_by="", author_until=until)
        mail.send_back(paper, by=by, today=today)
    return paper


def clear_paper(*, paper: Paper, by: User) -> Paper:
    """Clear a paper for the pack; it cannot be changed until it is opened again.

    A paper that was asked for and not handed in came by another way: it is received with this.
    """
    newest = paper.versions.order_by("-number").first()
    require(may_clear_paper(by, paper), _has_something(paper), *could_disclose(newest))
    with transaction.atomic():
        PAPER.move(paper, "clear", by=by, scope=paper.scope)
        if paper.asked_at:
            _came_in(paper, by)
        _note(paper, cleared_at=timezone.now(), cleared_by=by.printed_name, return_comment="")
    return paper


def reopen_paper(*, paper: Paper, by: User) -> Paper:
    """Open a cleared paper again, so that it can be changed."""
    require(may_clear_paper(by, paper))
    with transaction.atomic():
        PAPER.move(paper, "reopen", by=by, scope=paper.scope)
        _note(paper, cleared_at=None, cleared_by="")
    return paper


def _came_in(paper: Paper, by: Actor) -> None:
    """Keep when it first came in: coming back after changes makes nothing late that was in time."""
    if paper.received_at is None:
        _note(paper, received_at=timezone.now(), received_by=by.printed_name)


def _note(paper: Paper, **facts: object) -> None:
    """Keep facts on the row and on the paper in hand."""
    Paper.objects.filter(pk=paper.pk).update(**facts)
    for name, value in facts.items():
        setattr(paper, name, value)


def cleaned(report: ReportDocument) -> ReportDocument:
    """The report with its pictures kept and every rich text reduced to what papers allow."""
    return replace(
        report,
        purpose=_cleaned(report.purpose),
        body=_cleaned(report.body),
        appendices=[replace(part, html=_cleaned(part.html)) for part in report.appendices],
    )


def _cleaned(text: str) -> str:
    return richtext.clean(pictures.take_in(text))


def report_of(version: PaperVersion) -> ReportDocument | None:
    """The report kept in a version, or None for a file and for papers made in other ways."""
    document = from_data(version.document) if version.document else None
    return document if isinstance(document, ReportDocument) else None


def add_version(
    paper: Paper, by: Actor, *, document: Document | None = None, vetted: uploads.Vetted | None = None
) -> PaperVersion:
    """The next version of a paper, from a document or from a vetted upload; the caller records the event."""
    data = to_data(document) if document else None
    file = files.store(vetted.data, PDF, vetted.pages) if vetted else None
    newest = paper.versions.aggregate(newest=Max("number"))["newest"] or 0
    return PaperVersion.objects.create(
        paper=paper,
        number=newest + 1,
        document=data,
        file=file,
        pages=vetted.pages if vetted else None,
        vetting=list(vetted.notes) if vetted else [],
        report=inspection.to_data(vetted.found) if vetted else [],
        hash=fingerprint(data) if data else (file.hash if file else ""),
        saved_at=timezone.now(),
        saved_by=by.printed_name,
    )


def _go_on_from(before: PaperVersion | None, version: PaperVersion) -> None:
    """What was found in a Word file, and what was decided on it, goes with its text through every save."""
    if before is None or before.source_id is None:
        return
    version.source_id, version.report = before.source_id, before.report
    version.save(update_fields=["source", "report"])
    for decision in before.decisions.all():
        decision.pk, decision.version = None, version
        decision.save(force_insert=True)


def record_save(paper: Paper, version: PaperVersion, by: Writer) -> None:
    """One event for a save; the first save of what was asked for or sent back also takes it up."""
    if PAPER.allows(paper, "start"):
        PAPER.move(paper, "start", by=by, scope=paper.scope, data=_facts(version))
    else:
        record("paper saved", paper, by=by, scope=paper.scope, data=_facts(version))


def _facts(version: PaperVersion) -> dict[str, str | int]:
    return {"version": version.number, "hash": version.hash}


def _has_something(paper: Paper) -> Finding:
    return met() if paper.versions.exists() else _nothing_written()


def _can_be_sent(paper: Paper) -> Finding:
    newest = paper.versions.order_by("-number").first()
    report = report_of(newest) if newest else None
    return has_words(report) if report else _has_something(paper)


def has_words(report: ReportDocument) -> Finding:
    """Is there anything to read in it, so that its author can send it?"""
    return _nothing_written() if report.is_blank else met()


def _nothing_written() -> Finding:
    return stopped(_("Nothing has been written in this paper yet."), code="body")


def _conflict(newest: PaperVersion, yours: ReportDocument) -> NewerVersion:
    theirs = report_of(newest)
    return NewerVersion(
        saved_by=newest.saved_by,
        saved_at=newest.saved_at,
        number=newest.number,
        theirs=plain_text(theirs) if theirs else "",
        yours=plain_text(yours),
    )


def publish_paper(paper: PaperOnAgenda, public: PublicMeeting, by: Actor) -> Publication:
    """Make one paper public as this meeting prints it; an earlier version of it is replaced."""
    version = paper.version
    assert version is not None
    require(*could_disclose(version, paper.title))
    public_document = paper.public_document
    document = public_document or UploadedDocument(
        title=paper.title, pages=version.pages or 0, is_accessible=is_accessible(version.report)
    )
    file = render.pdf(document).file if public_document else version.file
    if PAPER.allows(paper.placement.paper, "publish"):
        PAPER.move(paper.placement.paper, "publish", by=by, scope=paper.meeting.scope)
    return library.publish(
        document=document,
        kind=Publication.Kind.PAPER,
        source_ref=paper.placement.ref,
        by=by,
        meeting=public,
        file=file,
        file_name=public_file_name(paper.meeting, f"item-{paper.label}-{paper.placement.position + 1}"),
        scope=paper.meeting.scope,
        elsewhere_at=paper.meeting.agenda_elsewhere_at,
    )


def public_file_name(meeting: Meeting, name: str) -> str:
    """What a file of this meeting is called: its day, then its name."""
    return f"{slugify(f'{meeting.day.isoformat()}-{name}')}.pdf"
