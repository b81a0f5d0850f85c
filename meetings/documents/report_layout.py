"""How the texts of a report get their numbers, which run on through all its parts."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from foundation.documents import richtext
from foundation.documents.richtext import Numbering

if TYPE_CHECKING:
    from meetings.documents.report import Appendix, Recommendation, ReportDocument

RUN_ON, SECTIONS, NONE = "run_on", "sections", "none"
_NUMBERING = {RUN_ON: Numbering.RUN_ON, SECTIONS: Numbering.SECTIONS, NONE: Numbering.NONE}


@dataclass(frozen=True, slots=True)
class AppendixText:
    """An appendix that is printed, with its numbered text."""

    appendix: "Appendix"
    html: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbered texts: what stands before the implications, and what stands after them."""

    start: str
    end: str
    appendices: list[AppendixText]


def lay_out(report: "ReportDocument") -> Layout:
    """Number purpose, recommendations and body as one run, in the order of the report's style."""
    first = report.has_recommendations_first
    asked = _recommendations(report)
    before = _purpose(report) + (asked if first else "") + report.body
    start = richtext.number(before, _NUMBERING[report.numbering])
    end = richtext.number("" if first else asked, _NUMBERING[report.numbering], start=start.next)
    printed = [AppendixText(part, _appendix_text(part)) for part in report.appendices if part.html]
    return Layout(start.html, end.html, printed)


def _appendix_text(part: "Appendix") -> str:
    """Numbered in itself; under a title of its own its headings stand one level lower."""
    numbered = richtext.number(part.html, _NUMBERING[part.numbering]).html
    return richtext.demote(numbered) if part.title else numbered


def plain_text(report: "ReportDocument") -> str:
    """The words of a report, a line a paragraph, to lay two versions side by side."""
    lines = [report.heading, report.report_of, report.title, report.author, richtext.plain(report.purpose)]
    lines += [report.recommendation_lead, *(row.words for row in report.recommendations)]
    lines += [richtext.plain(report.body)]
    for row in report.implications:
        lines += [f"{row.label}: {row.text}", *(f"{theme.name}: {theme.text}" for theme in row.themes)]
    lines += [f"{part.line}\n{richtext.plain(part.html)}" for part in report.appendices]
    lines += [f"{row.title} {row.link}".strip() for row in report.background_papers]
    lines += [" ".join(filter(None, (row.line, row.phone, row.email))) for row in report.contacts]
    return "\n".join(line for line in lines if line.strip())


def _purpose(report: "ReportDocument") -> str:
    return f"<h2>{escape(report.heading_of_purpose)}</h2>{report.purpose}" if report.purpose else ""


def _recommendations(report: "ReportDocument") -> str:
    """As report paragraphs of their own, or lettered under one paragraph with its lead-in."""
    rows = report.recommendations
    if not rows:
        return ""
    heading = f"<h2>{escape(report.heading_of_recommendations)}</h2>"
    lead = f"<p>{escape(report.recommendation_lead)}</p>" if report.recommendation_lead else ""
    if report.has_lettered_recommendations:
        return f'{heading}<ol><li>{lead}<ol type="a">{_items(rows)}</ol></li></ol>'
    return f"{heading}{lead}<ol>{_items(rows)}</ol>"


def _items(rows: "list[Recommendation]") -> str:
    return "".join(f"<li><p>{escape(row.words)}</p></li>" for row in rows)
