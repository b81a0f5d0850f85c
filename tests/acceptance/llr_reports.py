"""The three reports of 8 June 2018: their furniture typed, their paragraphs read from the seed."""

import re

from meetings.papers.documents.report import (
    Appendix,
    Contact,
    Implication,
    Recommendation,
    ReportDocument,
    Theme,
)
from tests.acceptance.seed_text import BLANK_LEAF, Block, as_html, between, blocks, plain_line, seed

TWO_BODIES = "Police and Crime Commissioner for Leicestershire"
DATE_WORDS = "FRIDAY 8 JUNE 2018 – 1:00 p.m."


def part(start: str, end: str) -> list[Block]:
    """The blocks of the seed between two headings."""
    return blocks(between(seed("004"), start, end))


def strategic_partnership_board() -> ReportDocument:
    """Item 9: the office of the commissioner, with an issues log and an outline as appendices."""
    report = between(seed("004"), "## Agenda Item 9", "# Appendix 1")
    return ReportDocument(
        title="Strategic Partnership Board Update",
        house_style="commissioner",
        heading=TWO_BODIES,
        report_of="Office of Police and Crime Commissioner",
        date_words=DATE_WORDS,
        author="Paul Hindson – Chief Executive Officer, OPCC",
        purpose_heading="Purpose of Report",
        purpose=as_html(blocks(between(report, "Purpose of Report", "#### **Recommendation**"))),
        recommendations=[Recommendation(text=text) for text in recommendations(report, "#### Introduction")],
        body=as_html(
            blocks("#### Introduction" + between(report, "#### Introduction", "#### **Implications**"))
        ),
        implications=[
            Implication(label="Financial", text="None"),
            Implication(label="Legal", text="None"),
            Implication(
                label="Equality Impact Assessment", text="EIA's will be undertaken for each People Zone."
            ),
            Implication(label="Risks and Impact"),
            Implication(label="Link to Police and Crime Plan", themes=themes(report)),
        ],
        appendices=[
            Appendix(label="Appendix 1", title="Issues Log", html=issues_log(), is_landscape=True),
            Appendix(
                label="Appendix 2",
                title="Outline of People Zone Proposal",
                html=people_zones(),
                numbering="sections",
                marking="NOT PROTECTIVELY MARKED",
            ),
        ],
        has_no_background_papers=True,
        contacts=[
            Contact(
                name="Mr Paul Hindson",
                phone="0116 229 8981",
                email="Paul.Hindson@leicestershire.pnn.police.uk",
            ),
            Contact(name="Mrs Gurjit Samra-Rai", phone="07775783985", email="Gurjit.samra-rai@leics.gov.uk"),
        ],
    )


def recommendations(report: str, end: str) -> list[str]:
    """The numbered paragraphs under the heading of recommendations."""
    stretch = re.split(r"#### \*\*Recommendations?\*\*", report)[1].split(end)[0]
    return [text for kind, text in blocks(stretch) if kind == "n"]


def themes(report: str) -> list[Theme]:
    """The plan themes run in as "Name - what the report does for it"."""
    stretch = between(report, "Link to Police and Crime Plan:", "<u>List of Appendices")
    later = "Vulnerability Protection|Viable Partnerships|Value for Money"
    pattern = rf"(Visible Policing|{later})\s+[-–]\s+(.+?)(?=\s(?:{later})\s+[-–]|$)"
    pairs = re.findall(pattern, " ".join(stretch.split()))
    return [Theme(name=name, text=text.strip()) for name, text in pairs]


def issues_log() -> str:
    """The log as a table with header cells; the broken words of the copy are left as they are."""
    rows = [
        [plain_line(cell) for cell in line.split("\t")]
        for line in between(seed("004"), "simply update the status", BLANK_LEAF).split("\n")
        if "\t" in line and not line.startswith("---")
    ]
    head, *body = rows
    lines = ["<tr>" + "".join(f"<th>{cell or 'No'}</th>" for cell in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body]
    return (
        "<h2>SPB Issues Log</h2><p>Entries are never deleted from this log, only closed.</p>"
        f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"
    )


def people_zones() -> str:
    """The outline: its sections and paragraphs without the typed numbers, which are computed."""
    stretch = between(seed("004"), "Outline of People Zones", BLANK_LEAF)
    out: list[Block] = []
    for line in stretch.split("\n"):
        text = plain_line(line)
        if match := re.match(r"^\d+\. (.*)$", text):
            out.append(("h", match[1]))
        elif match := re.match(r"^(?:- )?\d+\.\d+\.\d+\.? (.*)$", text):
            out.append(("b", match[1]))
        elif match := re.match(r"^(?:- )?\d+\.\d+\.? (.*)$", text):
            out.append(("n", match[1]))
    return as_html(out)


def knife_crime() -> ReportDocument:
    """Item 10: the chief constable, with four recommendations as numbered paragraphs."""
    report = between(seed("004"), "## Agenda Item 10", "## **Total Number of Knife Crime Offences**")
    appendix = between(seed("004"), "#### List of Appendices\n\nAppendix A", "\n")
    titles = re.findall(
        r"(?m)^(?:## )?(?:\*\*)?((?:Total Number of|Stop Searches for) [A-Z][^*\n]+)", seed("004")
    )
    return ReportDocument(
        title="Knife crime and Stop and Search",
        house_style="commissioner",
        heading=TWO_BODIES,
        report_of="Chief Constable",
        date_words=DATE_WORDS,
        author="Superintendent Shane O'Neill",
        purpose_heading="Purpose of Report",
        purpose=as_html(blocks(between(report, "Purpose of Report", "#### **Recommendations**"))),
        recommendations=[
            Recommendation(text=text) for text in recommendations(report, "#### **Executive Summary**")
        ],
        body=as_html(
            blocks(
                "#### Executive Summary"
                + between(report, "#### **Executive Summary**", "#### List of Appendices")
            )
        ),
        appendices=[
            Appendix(
                label="Appendix A",
                title=plain_line(appendix).lstrip("–- "),
                html="".join(
                    f"<h2>{title.strip()}</h2><p>The figures were shown as a chart.</p>" for title in titles
                ),
            )
        ],
        has_no_background_papers=True,
        contacts=[
            Contact(
                name="Supt Shane O'Neill",
                post="Superintendent",
                phone="0116 248 2535",
                email="shane.oneill@leicestershire.pnn.police.uk",
            )
        ],
    )


def special_interest_group() -> ReportDocument:
    """Item 11: the secretariat, lettered recommendations at the end, one of them conditional on another."""
    report = between(seed("004"), "## **REPORT OF THE SECRETARIAT**", "## **Officer to Contact:**")
    whole = blocks(report)
    first, last = whole.index(("h", "Background")), whole.index(("h", "Recommendation"))
    lead, *letters = [text for _, text in whole[last + 1 :]]
    return ReportDocument(
        title="Special Interest Group",
        house_style="secretariat",
        report_of="Secretariat",
        purpose_heading="Purpose of this Report",
        purpose=as_html(whole[1:first]),
        body=as_html(whole[first:last]),
        recommendation_heading="Recommendation",
        recommendation_lead=lead,
        recommendations=[Recommendation(text=re.sub(r"^\([a-c]\)\s*", "", text)) for text in letters],
        contacts=[
            Contact(
                name="Euan Walters",
                organisation="Democratic Services, Leicestershire County Council",
                phone="0116 305 6016",
                email="euan.walters@leics.gov.uk",
            )
        ],
    )
