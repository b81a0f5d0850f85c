"""A report to a meeting, as plain values: what its author typed, and how its style prints it."""

from dataclasses import dataclass, field, replace
from html import escape
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from foundation.documents.layout.document import Document, printable
from foundation.documents.text import richtext
from foundation.documents.text.richtext import Numbering

RUN_ON, SECTIONS, NONE = "run_on", "sections", "none"
_NUMBERING = {RUN_ON: Numbering.RUN_ON, SECTIONS: Numbering.SECTIONS, NONE: Numbering.NONE}
COMMISSIONER, SECRETARIAT, PARTNER_BOARD = "commissioner", "secretariat", "partner_board"
HOUSE_STYLES = {
    COMMISSIONER: gettext_noop("The Commissioner’s style, with a heading table"),
    SECRETARIAT: gettext_noop("The secretariat’s style, with a heading line"),
    PARTNER_BOARD: gettext_noop("A partner board’s style, with a heading line and an introduction"),
}
NUMBERINGS = {
    RUN_ON: gettext_noop("1, 2, 3, continued under every heading"),
    SECTIONS: gettext_noop("By section: 1.1, 1.2, 2.1"),
    NONE: gettext_noop("No numbers"),
}
USUAL_IMPLICATIONS = (
    "Financial",
    "Legal",
    "Equality Impact Assessment",
    "Risks and Impact",
    "Link to Police and Crime Plan",
)
PARTNER_BOARD_BODY = """<h2>Notable developments and challenges</h2>
<h3>Past year</h3><ol><li><p></p></li></ol>
<h3>Coming year</h3><ol><li><p></p></li></ol>
<h2>Key issues for partnership working or affecting partners</h2><ol><li><p></p></li></ol>
<h2>Issues in local areas</h2><ol><li><p></p></li></ol>"""


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """One thing the meeting is asked to decide; the condition is printed before it: "if it agrees (a)"."""

    text: str
    condition: str = ""

    @property
    def words(self) -> str:
        """The recommendation as it is printed, with its condition in front."""
        return f"{self.condition}, {self.text}" if self.condition else self.text


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme of the Police and Crime Plan and what the report does for it."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Implication:
    """One row of the implications: a label, and what was typed beside it, which may be nothing at all."""

    label: str
    text: str = ""
    themes: list[Theme] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Appendix:
    """An appendix with its own numbers; without text it is listed only, as one that comes on its own."""

    label: str
    title: str = ""
    html: str = ""
    is_landscape: bool = False
    marking: str = ""
    numbering: str = NONE

    @property
    def line(self) -> str:
        """How the list of appendices names it."""
        return f"{self.label}: {self.title}" if self.title else self.label


@dataclass(frozen=True, kw_only=True)
class BackgroundPaper:
    """A paper the report relies on, with its address where it has one."""

    title: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody who answers questions about the report."""

    name: str
    post: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""

    @property
    def line(self) -> str:
        """Name, post and organisation in one line."""
        return ", ".join(part for part in (self.name, self.post, self.organisation) if part)


@dataclass(frozen=True, slots=True)
class AppendixText:
    """An appendix that is printed, with its numbered text."""

    appendix: Appendix
    html: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbered texts: what stands before the implications, and what stands after them."""

    start: str
    end: str
    appendices: list[AppendixText]


@printable
@dataclass(frozen=True, kw_only=True)
class ReportDocument(Document):
    """A report with its furniture. HTML fields hold cleaned rich text; every other field is plain text.

    `body_name`, `date_words` ("Friday 8 June 2018 at 1.00 pm") and `day_words` are left empty while writing:
    each agenda fills in its own (`for_meeting`).
    """

    kind: ClassVar[str] = "report"
    template: ClassVar[str] = "documents/report.html"
    house_style: str = COMMISSIONER
    numbering: str = RUN_ON
    heading: str = ""
    body_name: str = ""
    report_of: str = ""
    date_words: str = ""
    day_words: str = ""
    # The ground, printed in a copy that is not for publication; empty in every other.
    restricted: str = ""
    author: str = ""
    purpose_heading: str = ""
    purpose: str = ""
    recommendation_heading: str = ""
    recommendation_lead: str = ""
    recommendations: list[Recommendation] = field(default_factory=list)
    recommendations_at: str = ""
    body: str = ""
    implications: list[Implication] = field(default_factory=list)
    appendices: list[Appendix] = field(default_factory=list)
    background_papers: list[BackgroundPaper] = field(default_factory=list)
    has_no_background_papers: bool = False
    contacts: list[Contact] = field(default_factory=list)

    def for_meeting(self, *, body_name: str, date_words: str, day_words: str) -> "ReportDocument":
        """This report as it is printed for one meeting; what the author typed instead stands."""
        return replace(
            self,
            body_name=self.body_name or body_name,
            date_words=self.date_words or date_words,
            day_words=self.day_words or day_words,
        )

    @property
    def is_blank(self) -> bool:
        """True while nobody has written a word that a panel could read: a title alone is no paper."""
        texts = [self.purpose, self.body, *(part.html for part in self.appendices)]
        return not self.recommendations and not any(
            richtext.plain(text).strip() or "<img" in text for text in texts
        )

    @property
    def layout(self) -> Layout:
        """The report's texts with their numbers."""
        return lay_out(self)

    @property
    def has_recommendations_first(self) -> bool:
        """True when the recommendations stand near the top, as commissioners print them."""
        return (
            self.recommendations_at or ("start" if self.house_style == COMMISSIONER else "end")
        ) == "start"

    @property
    def heading_line(self) -> str:
        """The line above the title where there is no heading table: the panel and the day."""
        return " – ".join(part for part in (self.heading, self.body_name, self.day_words) if part)

    @property
    def byline(self) -> str:
        """Whose report it is: "Report of the Secretariat", also where nothing else was typed."""
        usual = "Secretariat" if self.house_style == SECRETARIAT else ""
        who = (self.report_of or usual).removeprefix("the ").removeprefix("The ")
        return _("Report of the {who}").format(who=who) if who else ""

    @property
    def has_lettered_recommendations(self) -> bool:
        """True when (a), (b), (c) stand under one numbered paragraph, as secretariats print several."""
        return self.house_style != COMMISSIONER and bool(
            self.recommendation_lead or len(self.recommendations) > 1
        )

    @property
    def has_heading_table(self) -> bool:
        """True for the commissioner's style: report of, subject, date and author in a table."""
        return self.house_style == COMMISSIONER

    @property
    def heading_of_recommendations(self) -> str:
        """What was typed, or the usual word in the right number."""
        if self.house_style == PARTNER_BOARD:
            usual = _("Recommendations for the Board")
        else:
            usual = "Recommendation" if len(self.recommendations) == 1 else "Recommendations"
        return self.recommendation_heading or usual

    @property
    def heading_of_purpose(self) -> str:
        """What was typed, or the usual words of the style."""
        return self.purpose_heading or (
            "Introduction" if self.house_style == PARTNER_BOARD else _("Purpose of report")
        )

    @property
    def contacts_heading(self) -> str:
        """Person or persons to contact; an officer in the secretariat's and the partner board's reports."""
        who = "Person" if self.house_style == COMMISSIONER else "Officer"
        return ngettext("{who} to contact", "{who}s to contact", len(self.contacts)).format(who=who)


def lay_out(report: ReportDocument) -> Layout:
    """Number purpose, recommendations and body as one run, in the order of the report's style."""
    first = report.has_recommendations_first
    asked = _recommendations(report)
    before = _purpose(report) + (asked if first else "") + richtext.without_empty_parts(report.body)
    start = richtext.number(before, _NUMBERING[report.numbering])
    end = richtext.number("" if first else asked, _NUMBERING[report.numbering], start=start.next)
    printed = [AppendixText(part, _appendix_text(part)) for part in report.appendices if part.html]
    return Layout(start.html, end.html, printed)


def _appendix_text(part: Appendix) -> str:
    """Numbered in itself; under a title of its own its headings stand one level lower."""
    numbered = richtext.number(part.html, _NUMBERING[part.numbering]).html
    return richtext.demote(numbered) if part.title else numbered


def plain_text(report: ReportDocument) -> str:
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


def _purpose(report: ReportDocument) -> str:
    return f"<h2>{escape(report.heading_of_purpose)}</h2>{report.purpose}" if report.purpose else ""


def _recommendations(report: ReportDocument) -> str:
    """As report paragraphs of their own, or lettered under one paragraph with its lead-in."""
    rows = report.recommendations
    if not rows:
        return ""
    heading = f"<h2>{escape(report.heading_of_recommendations)}</h2>"
    lead = f"<p>{escape(report.recommendation_lead)}</p>" if report.recommendation_lead else ""
    if report.has_lettered_recommendations:
        return f'{heading}<ol><li>{lead}<ol type="a">{_items(rows)}</ol></li></ol>'
    return f"{heading}{lead}<ol>{_items(rows)}</ol>"


def _items(rows: list[Recommendation]) -> str:
    return "".join(f"<li><p>{escape(row.words)}</p></li>" for row in rows)
