"""Reports, uploads and packs made through actions."""

import io
from typing import Any

import pikepdf

from foundation.accounts.models import User
from foundation.documents.models import StoredFile
from foundation.jobs import queue
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack, Paper
from meetings.papers.documents.report import (
    USUAL_IMPLICATIONS,
    Appendix,
    Contact,
    Implication,
    Recommendation,
    ReportDocument,
)
from panels.models import Body


def make_report(title: str = "Knife crime, and stop and search", **fields: Any) -> ReportDocument:
    """A short commissioner's report with every part of its furniture."""
    usual: dict[str, object] = {
        "title": title,
        "heading": "Police and Crime Commissioner for Wessex",
        "report_of": "Office of the Police and Crime Commissioner",
        "author": "Farah Siddiqui, Chief Executive",
        "purpose": "<ol><li><p>To say what was done about knife crime since June.</p></li></ol>",
        "recommendations": [
            Recommendation(text="That the Panel notes the report."),
            Recommendation(text="That the Panel says which measures it follows up."),
        ],
        "body": (
            "<h2>Background</h2><ol><li><p>Half of the offences happen in four wards.</p></li>"
            '<li><p>The Commissioner has:</p><ol type="a"><li><p>paid for two youth workers;</p></li>'
            "<li><p>placed surrender bins.</p></li></ol></li></ol>"
            "<h2>What comes next</h2><ol><li><p>Figures come every month.</p></li></ol>"
        ),
        "implications": [Implication(label=label, text="None") for label in USUAL_IMPLICATIONS],
        "appendices": [
            Appendix(
                label="Appendix 1",
                title="Issues log",
                html="<table><tbody><tr><th>No.</th><th>Issue</th></tr><tr><td>1</td><td>Cameras</td></tr></tbody></table>",
                is_landscape=True,
                marking="NOT PROTECTIVELY MARKED",
            )
        ],
        "has_no_background_papers": True,
        "contacts": [
            Contact(
                name="Farah Siddiqui",
                post="Chief Executive",
                phone="01632 960 210",
                email="f.siddiqui@opcc-wessex.example",
            )
        ],
    }
    return ReportDocument(**{**usual, **fields})


def make_paper(
    panel: Body, by: User, title: str = "Knife crime, and stop and search", **fields: Any
) -> Paper:
    """A written paper with one version."""
    return actions.write_paper(body=panel, title=title, report=make_report(title, **fields), by=by)


def make_pdf(pages: int = 1) -> bytes:
    """A plain PDF of blank pages."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def place(item: AgendaItem, paper: Paper, by: User, **how: str) -> Paper:
    """A paper on an item."""
    actions.place_paper(item=item, paper=paper, by=by, **how)
    return paper


def agree(meeting: Meeting, by: User) -> Meeting:
    """An agreed agenda."""
    actions.agree_agenda(meeting=meeting, by=by)
    meeting.refresh_from_db()
    return meeting


def build(meeting: Meeting, by: User, kind: str = Pack.Kind.DRAFT) -> Pack:
    """A pack, asked for and built in this process."""
    pack = actions.ask_for_pack(meeting=meeting, kind=kind, by=by)
    queue.run_pending()
    pack.refresh_from_db()
    return pack


def file_of(kept: Any) -> StoredFile:
    """The file of a pack, a paper's version or a publication, which is there."""
    assert isinstance(kept.file, StoredFile), f"{kept} has no file"
    return kept.file
