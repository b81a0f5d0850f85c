"""What the gallery shows: every component with made-up people and places."""

from datetime import UTC, date, datetime

from django.http import HttpRequest

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.ui import versus
from foundation.ui.rows import DuePoint, Fact, FileLink, HistoryRow, NavItem, Step, TodoRow
from foundation.ui.samples import SampleForm, WritingForm, unsaved, unsaved_officers

FIVE_DAYS = "Local Government Act 1972, sections 100A(6) and 100B(3); five days by SI 2002/715"
TODAY = date(2026, 11, 24)
REPORT = """<h2>Background</h2><ol>
<li><p>The plan asks for fewer people under 25 to be hurt by knives.</p></li>
<li><p>Since June the Commissioner has:</p><ol type="a"><li><p>paid for two youth workers;</p></li>
<li><p>placed surrender bins at six stations.</p></li></ol></li></ol>
<table><tbody><tr><th><p>District</p></th><th><p>Searches</p></th></tr>
<tr><td><p>Ambermere</p></td><td><p>1,204</p></td></tr></tbody></table>"""


def states(request: HttpRequest) -> dict[str, object]:
    """The context of the gallery page: each component in each state."""
    return {
        "chips": CHIPS,
        "findings": FINDINGS,
        "points": POINTS,
        "today": TODAY,
        "rows": ROWS,
        "facts": FACTS,
        "files": FILES,
        "steps": STEPS,
        "tabs": TABS,
        "contents": CONTENTS,
        "happened": HAPPENED,
        "sections": [VERSUS],
        "saved_at": datetime(2026, 11, 24, 10, 39, tzinfo=UTC),
        "limbs": LIMBS,
        "fresh": SampleForm(),
        "wrong": unsaved(),
        "officers": unsaved_officers(),
        "form": WritingForm(initial={"text": REPORT}),
    }


CHIPS = (
    (
        [("asked", "Asked"), ("late", "Asked, 1 day late")],
        "The author has been asked; red when the date is past",
    ),
    ([("draft", "Being written")], "The author has begun"),
    ([("received", "Received")], "Received, and no one has checked it"),
    ([("returned", "Returned")], "With a comment; the author’s turn"),
    ([("cleared", "Cleared")], "Checked, ready for the pack"),
    (
        [("to_follow", "To follow"), ("supplement", "In supplement 1"), ("tabled", "Tabled")],
        "Not with the agenda but another way; no chip when with the agenda",
    ),
    ([("plain", "Oral, no paper"), ("plain", "1 question")], "A plain remark about the item"),
    (
        [("exempt", "Exempt, paragraph 3"), ("confidential", "Confidential"), ("private", "Held in private")],
        "Withheld from the public; always with its ground",
    ),
    (
        [("draft", "Draft, not public"), ("published", "Published as draft"), ("confirmed", "Confirmed")],
        "Agenda, minutes, reports; once, next to the title",
    ),
    ([("theme", "Short-term grants")], "The secretary’s own tag on a passage"),
)
FINDINGS: tuple[Finding, ...] = (
    met("five clear days, 27 November to 3 December.", source=FIVE_DAYS),
    look("item 9 says “by 31 March 2026”. That day is past.", remedy="Change it, or leave it with a reason."),
    not_met(
        "published on Friday 27 November there are four clear days; five are needed.",
        source=FIVE_DAYS,
        remedy="You can continue with a reason, which is printed.",
    ),
    stopped(
        "the words “scoring of the bids” of the exempt Appendix B are on page 77 of the public pack.",
        remedy="Nothing has been published. Open page 77.",
    ),
)
POINTS = (
    DuePoint(date(2026, 11, 20), "CSP notes due", "3 of 5 in", "late"),
    DuePoint(date(2026, 11, 23), "Papers due", "All in", "done"),
    DuePoint(date(2026, 11, 26), "Notice and papers published", "by 5 pm"),
    DuePoint(date(2026, 12, 1), "Public questions close", "1 received"),
    DuePoint(date(2026, 12, 4), "Meeting", "11 of 13 coming", "meeting"),
    DuePoint(date(2026, 12, 18), "Draft minutes out"),
)
ROWS = (
    TodoRow(
        date(2026, 11, 20),
        "Kennetside partnership",
        "has not sent its briefing note. Three of five are in.",
        "#todo",
        "Send a reminder",
        is_late=True,
        when_words="4 days late",
    ),
    TodoRow(
        TODAY, "Knife crime, and stop and search", "(item 8) arrived at 9.12 am.", "#todo", "Check the paper",
        when_words="Today",
    ),
    TodoRow(
        date(2026, 11, 26), "Publish the agenda and pack.", "The last day that gives five clear days.",
        "#todo", "Open the agenda",
    ),
)  # fmt: skip
FACTS = (
    Fact("Waiting", "No pack yet", "It is built when the first paper is cleared."),
    Fact("Whole", "112 pages, up to date", "Built at 9.02 am today", "good"),
    Fact("Failed", "Stopped at item 9", "Table 2 is wider than a page.", "bad", "#pack", "Open table 2"),
)
FILES = (
    FileLink("Read as a page", "#files", about="Knife crime, and stop and search"),
    FileLink("PDF", "#files", 410_000, 16, "Knife crime, and stop and search"),
)
STEPS = (
    Step("Build", "done"),
    Step("Proof", "your turn", is_current=True),
    Step("Publish", "by Thursday 26 November, 5 pm"),
)
TABS = (
    NavItem("Agenda", "#tabs", is_current=True),
    NavItem("Papers", "#tabs"),
    NavItem("Pack", "#tabs"),
    NavItem("Minutes", "#tabs"),
)
CONTENTS = (NavItem("Papers and decisions", "#files"), NavItem("What is withheld", "#decision"))
HAPPENED = (
    HistoryRow(datetime(2026, 11, 24, 10, 31, tzinfo=UTC), "Ellen Marsh moved item 10 after item 9"),
    HistoryRow(
        datetime(2026, 11, 24, 9, 40, tzinfo=UTC), "Cllr Margaret Oyelaran agreed the agenda",
        "With one change, to item 14.",
    ),
    HistoryRow(
        datetime(2026, 11, 23, 9, 12, tzinfo=UTC), "Farah Siddiqui sent “Knife crime”, 16 pages",
        url="#history", link="Open the paper",
    ),
)  # fmt: skip
LIMBS = (
    "that the report be noted;",
    "that the Commissioner be recommended to publish the figures by district every quarter;",
    "that a further report come in June 2027.",
)
VERSUS = versus.Section(
    "text",
    "Text",
    [
        versus.Row("same"),
        versus.row("theirs", "Twelve went back.", "Eleven went back.", "Twelve went back."),
        versus.open_row(
            "text-2",
            "The scrutiny group watched 60 videos.",
            "The scrutiny group watched 60 videos and was content with 54 of them; six went back.",
            "The scrutiny group watched 60 videos and was content with 52 of them.",
            [("both", "Keep both", True), ("theirs", "Only what is saved", False)],
        ),
    ],
)
