"""Reports and minutes of the demo: short, fictional, and of every shape a paper has."""

from meetings.papers.documents.report import (
    Appendix,
    BackgroundPaper,
    Contact,
    Implication,
    Recommendation,
    ReportDocument,
    Theme,
)

OFFICE = "Office of the Police and Crime Commissioner"
FARAH = Contact(
    name="Farah Siddiqui", post="Chief Executive", phone="01632 960 210", email="office@wessex-pcc.example"
)
ELLEN = Contact(
    name="Ellen Marsh",
    organisation="Wessex County Council",
    phone="01632 960 114",
    email="panel@wessexpcp.example",
)
NONE = [
    Implication(label=label, text="None") for label in ("Financial", "Legal", "Equality Impact Assessment")
]


def listed(*paragraphs: str) -> str:
    """Numbered paragraphs as the editor gives them."""
    return "<ol>" + "".join(f"<li><p>{text}</p></li>" for text in paragraphs) + "</ol>"


PLAN_IMPLICATIONS = [
    *NONE,
    Implication(label="Risks and Impact", text="Recruitment of call handlers may slow in the new year."),
    Implication(
        label="Link to Police and Crime Plan",
        themes=[
            Theme(name="Safer neighbourhoods", text="named officers in every ward"),
            Theme(name="Support for victims", text="shorter waits on the telephone"),
        ],
    ),
]


def plan_progress() -> ReportDocument:
    """The commissioner's half-year report, with a table and an issues log on a landscape page."""
    return ReportDocument(
        title="Police and Crime Plan: half-year progress",
        house_style="commissioner",
        heading="Police and Crime Commissioner for Wessex",
        report_of=OFFICE,
        author="Farah Siddiqui, Chief Executive",
        purpose=listed(
            "This report tells the Panel how far the Police and Crime Plan has come in its first two years.",
            "It covers the four themes of the Plan and names the measures that are behind.",
        ),
        recommendations=[
            Recommendation(text="That the Panel notes progress against the Plan."),
            Recommendation(text="That the Panel says which measures it wishes to see again in March."),
        ],
        body="<h2>Neighbourhoods</h2>"
        + listed(
            "Every ward has had a named officer since April. Residents can see the name, the beat and the next "
            "street meeting on the Force’s website.",
            "Visits to isolated farms rose from 212 to 340. Thefts of machinery fell by a fifth.",
        )
        + "<h2>Answering calls</h2>"
        + "<ol><li><p>Nine in ten emergency calls are answered within ten seconds. Three things helped:</p>"
        '<ol type="a"><li><p>a second shift of call handlers at weekends;</p></li>'
        "<li><p>a call-back service for reports that are not urgent; and</p></li>"
        "<li><p>online reporting of lost property.</p></li></ol></li></ol>"
        "<table><caption>Calls answered in time</caption><thead><tr><th>Quarter</th><th>Emergency</th>"
        "<th>Other</th></tr></thead><tbody><tr><th>April to June</th><td>88 per cent</td><td>61 per cent</td></tr>"
        "<tr><th>July to September</th><td>91 per cent</td><td>68 per cent</td></tr></tbody></table>"
        + "<h2>What comes next</h2>"
        + listed("The yearly survey of victims will be out in January and will come to the Panel in March."),
        implications=PLAN_IMPLICATIONS,
        appendices=[
            Appendix(label="Appendix 1", title="Issues log", html=ISSUES_LOG, is_landscape=True),
        ],
        background_papers=[BackgroundPaper(title="Police and Crime Plan for Wessex, 2024 to 2028")],
        contacts=[FARAH],
    )


ISSUES_LOG = (
    "<table><thead><tr><th>No.</th><th>Issue</th><th>Raised</th><th>Priority</th><th>Action</th><th>Owner</th>"
    "<th>Target</th><th>State</th><th>Rating</th></tr></thead><tbody>"
    "<tr><td>1</td><td>Young people lose their youth worker when they turn 18</td><td>16 March</td><td>High</td>"
    "<td>Agree a hand-over of three months</td><td>Youth justice board</td><td>To be confirmed</td><td>Open</td>"
    "<td>Red</td></tr><tr><td>2</td><td>Partners hear late of new projects</td><td>April</td><td>Medium</td>"
    "<td>Monthly list of projects</td><td>Commissioner’s office</td><td>January</td><td>Open</td><td>Amber</td></tr>"
    "<tr><td>3</td><td>Two systems for reporting vandalism</td><td>May</td><td>Low</td><td>One form for both</td>"
    "<td>Force</td><td>Done</td><td>Closed</td><td>Green</td></tr></tbody></table>"
)


def knife_crime() -> ReportDocument:
    """The Chief Constable's report."""
    return ReportDocument(
        title="Knife crime, and stop and search",
        house_style="commissioner",
        heading="Police and Crime Commissioner for Wessex",
        report_of="Chief Constable",
        author="Supt Nadia Frost",
        purpose=listed(
            "This report gives the figures for the year to September and says what the Force is doing."
        ),
        recommendations=[
            Recommendation(text="That the Panel notes the report."),
            Recommendation(text="That the Panel supports the use of search where it is led by intelligence."),
        ],
        body="<h2>Figures</h2>"
        + listed(
            "Recorded knife crime rose by four per cent, to 611 offences. Half of them were in four wards.",
            "Officers made 1,980 searches, 27 per cent of which found something.",
        )
        + "<h2>Prevention</h2>"
        + listed(
            "Two youth workers now meet young people in the emergency department at Ambermere.",
            "Surrender bins stand at eight police stations and have taken in 340 knives.",
        ),
        implications=NONE,
        has_no_background_papers=True,
        contacts=[
            Contact(
                name="Supt Nadia Frost",
                phone="01632 960 330",
                email="nadia.frost@wessex-police.example",
            )
        ],
    )


def network() -> ReportDocument:
    """The secretariat's report: lettered recommendations at the end, one conditional on another."""
    return ReportDocument(
        title="South and West Panels Network",
        house_style="secretariat",
        report_of="Secretariat",
        purpose=listed("To decide whether the Panel joins a network of neighbouring panels."),
        body="<h2>Background</h2>"
        + listed(
            "Six panels met in September and agreed terms of reference. The fee is £500 a year, or £50 for each of "
            "the ten councils of this Panel.",
            "Members asked in the summer who could join and how votes would be counted. It is one vote a panel, "
            "and only panels can join.",
        ),
        recommendation_lead="The Panel is asked to decide:",
        recommendations=[
            Recommendation(text="whether it wishes to join the network;"),
            Recommendation(
                condition="if it agrees (a)", text="that the fee be paid from the Home Office grant; and"
            ),
            Recommendation(
                condition="if the grant cannot be used", text="that each council be asked to pay £50 a year."
            ),
        ],
        has_no_background_papers=True,
        contacts=[ELLEN],
    )


def online_fraud() -> ReportDocument:
    """A short paper for an earlier meeting."""
    return ReportDocument(
        title="Online fraud",
        house_style="commissioner",
        heading="Police and Crime Commissioner for Wessex",
        report_of=OFFICE,
        author="Farah Siddiqui, Chief Executive",
        purpose=listed("This report describes the Force’s work against online fraud."),
        recommendations=[Recommendation(text="That the Panel notes the report.")],
        body="<h2>Losses</h2>"
        + listed(
            "Reported losses of people over seventy have doubled in two years. Most began with a telephone call.",
            "Banks now pause unusual payments for four hours when staff suspect pressure.",
        ),
        implications=NONE,
        has_no_background_papers=True,
        contacts=[FARAH],
    )


def points(lead: str, *texts: str) -> str:
    """A lead-in and its points in roman figures."""
    return f'<p>{lead}</p><ol type="i">' + "".join(f"<li><p>{text}</p></li>" for text in texts) + "</ol>"


# What was said about a report, and what was decided, by the report's title.
DISCUSSED: dict[str, tuple[str, list[str]]] = {
    "Online fraud": (
        points(
            "These points came out of the discussion:",
            "Members asked how many victims were called back. All whose loss was over £500 were telephoned within two days.",
            "Officers had stopped nineteen payments since January by working with banks.",
            "The Commissioner offered a training session for councillors and chairs of partnerships.",
        ),
        [
            "That the report be noted.",
            "That figures on repeat victims be given in the next performance report.",
        ],
    ),
    "South and West Panels Network": (
        "<p>Members wished to see how votes would be counted before they decided.</p>",
        ["That the Panel decide at its next meeting, when the network’s terms of reference are to hand."],
    ),
    "Knife crime, and stop and search": (
        points(
            "In discussion the following points were made:",
            "Members welcomed the two youth workers and asked how long the money would last. It was secured until March.",
            "The find rate had risen to 27 per cent, which the Chief Constable put down to better briefing before a shift.",
            "Members asked for figures by district; the published monthly tables did not show them.",
        ),
        [
            "That the report be noted.",
            "That the Commissioner be recommended to publish search figures by district every quarter.",
        ],
    ),
}
