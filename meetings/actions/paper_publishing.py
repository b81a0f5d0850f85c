"""Making one paper public as a meeting prints it, and what its file is called."""

from django.utils.text import slugify

from foundation.documents.layout import render
from foundation.documents.vetting.inspection import is_accessible
from foundation.history.actors import Actor
from foundation.history.findings import require
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.actions.vetting import could_disclose
from meetings.documents.pack_parts import PaperOnAgenda
from meetings.documents.uploaded import UploadedDocument
from meetings.lifecycles import PAPER
from meetings.models import Meeting


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
