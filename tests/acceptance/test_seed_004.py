"""The agenda pack of 8 June 2018 and the minutes of 28 March 2018, produced from entered facts and texts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from foundation.documents.pdf import checking, reading
from tests import validator
from tests.acceptance import llr
from tests.acceptance.llr_meetings import minute_stretches
from tests.acceptance.published import Published, publish_seed_004, text_of
from tests.acceptance.seed_text import bare, between, blocks, in_order, seed

# The mark `django_db` makes the test database exist; the tests themselves only read plain values.
pytestmark = [pytest.mark.xdist_group("seed004"), pytest.mark.django_db, pytest.mark.once("postgresql")]

SPB, KNIFE, SIG = (
    "Strategic Partnership Board Update",
    "Knife crime and Stop and Search",
    "Special Interest Group",
)
MINUTES = "Minutes of the meeting held on 28\xa0March 2018"


@pytest.fixture(scope="module")
def published(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    folder: Path = tmp_path_factory.mktemp("seed004")
    with django_db_blocker.unblock():
        return publish_seed_004(folder)


def missing(text: str, *needles: str) -> list[str]:
    return in_order(bare(text), list(needles))


AGENDA = [
    "Election of Chairman.",
    "Election of Deputy Chairman.",
    "Minutes of the meeting held on 28 March 2018.",
    "Public Question Time.",
    "To advise of any other items which the Chairman has decided to take as urgent elsewhere on the agenda.",
    "Declarations of interest in respect of items on the agenda.",
    "Chief Constable's Contract.",
    "Deputy PCC Update.",
    "Strategic Partnership Board Update.",
    "Knife crime and Stop and Search.",
    "Special Interest Group for Police and Crime Panels.",
    "Date of next meeting.",
    "Any other items which the Chairman has decided to take as urgent.",
]


@pytest.mark.shows("S4-1", "S4-3", "S4-13", "S4-15", "S4-80", "V9", "V41")
def test_the_front_sheet_prints_its_facts_in_order(published: Published) -> None:
    front = "\n".join(published.pages[:2])
    assert (
        missing(
            front,
            llr.PANEL,
            "Friday 8 June 2018",
            "1.00 pm",
            "Sparkenhoe Committee Room, County Hall, Glenfield",
            "Euan Walters",
            "0116 3052583",
            "euan.walters@leics.gov.uk",
            "Membership",
            "Please note",
            llr.FILMING,
            "Democratic Services",
            "County Hall Glenfield",
            "democracy@leics.gov.uk",
        )
        == []
    )


@pytest.mark.shows("S4-2", "S4-81", "S4-22")
def test_the_front_sheet_lists_the_members_of_its_own_date(published: Published) -> None:
    front = "\n".join(published.columns[:2])
    assert (
        missing(
            front, "Mr Keith Culverwell", "Cllr Abdul Osman", "Cllr Manjula Sood MBE", "Cllr Deborah Taylor"
        )
        == []
    )
    assert missing(front, "Mr J. T. Orson JP CC") == []


@pytest.mark.shows("S4-4", "S4-5", "S4-6", "S4-8", "S4-9", "S4-10", "V2")
def test_the_agenda_numbers_thirteen_items_from_one(published: Published) -> None:
    agenda = "\n".join(published.columns[1:4])
    assert missing(agenda, "Item", "Business", "Report by", "Pages", *numbered(AGENDA)) == []


def numbered(titles: list[str]) -> list[str]:
    return [f"{number}.{title}" for number, title in enumerate(titles, 1)]


@pytest.mark.shows("S4-7", "S4-12", "V31")
def test_page_ranges_on_the_agenda_are_those_of_the_pack(published: Published) -> None:
    printed = [(int(a), int(b)) for a, b in re.findall(r"\(Pages\s(\d+)\s*[–-]\s*(\d+)\)", published.pack)]
    papers = [(e.first, e.last) for e in published.entries if e.kind == "paper"]
    assert printed == papers
    assert [e.title for e in published.entries if e.kind == "paper"] == [MINUTES, SPB, KNIFE, SIG]


@pytest.mark.shows("S4-11", "V30")
def test_an_oral_item_says_who_speaks_and_has_no_pages(published: Published) -> None:
    agenda = "\n".join(published.pages[:4])
    assert (
        missing(
            agenda,
            "7.Chief Constable's Contract.",
            "An oral update will be provided by the PCC.",
            "8.Deputy PCC Update.",
            "An oral update will be provided by the Deputy PCC.",
            "9.Strategic",
        )
        == []
    )


@pytest.mark.shows("S4-14", "S4-78", "V9")
def test_the_next_meeting_is_named_with_its_own_venue(published: Published) -> None:
    agenda = "\n".join(published.pages[:4])
    assert (
        missing(agenda, "12.Date of next meeting.", "25 July 2018", "1.00 pm", "City Hall, Leicester") == []
    )


@pytest.mark.shows("S4-17")
def test_every_paper_starts_on_a_right_hand_page_after_a_leaf(published: Published) -> None:
    assert [e.first % 2 for e in published.entries if e.kind == "paper"] == [1, 1, 1, 1]
    leaves = [published.pages[e.first - 1] for e in published.entries if e.kind == "leaf"]
    assert len(leaves) > 0
    assert [missing(leaf, "This page is intentionally left blank") for leaf in leaves] == [[] for _ in leaves]


@pytest.mark.shows("S4-18", "V32")
def test_the_first_page_of_each_paper_bears_its_mark(published: Published) -> None:
    marked = {
        n: mark
        for n, page in enumerate(published.pages, 1)
        for mark in re.findall(r"Agenda Item \d+", page)[:1]
    }
    firsts = [e.first for e in published.entries if e.kind == "paper"]
    assert [marked[first] for first in firsts] == [
        "Agenda Item 3",
        "Agenda Item 9",
        "Agenda Item 10",
        "Agenda Item 11",
    ]


@pytest.mark.shows("S4-13", "S4-60")
def test_page_numbers_run_through_the_whole_pack_and_are_its_labels(published: Published) -> None:
    count = len(published.pages)
    assert published.labels == [str(n) for n in range(1, count + 1)]
    assert [str(n) in page.split() for n, page in enumerate(published.pages, 1)] == [True] * count
    covered = [n for e in published.entries for n in range(e.first, e.last + 1)]
    assert covered == list(range(1, count + 1))


@pytest.mark.shows("S4-19")
def test_pack_papers_and_agenda_are_published_together(published: Published) -> None:
    assert published.kinds == {"agenda": 1, "pack": 1, "paper": 4}
    assert missing(text_of(published.meeting_page), *AGENDA) == []
    assert "/pack.pdf" in published.meeting_page


@pytest.mark.shows("S4-47", "S4-48", "S4-49", "S4-79")
@pytest.mark.parametrize("where", ["pdf", "html"])
def test_a_commissioners_report_has_its_heading_table(published: Published, where: str) -> None:
    page = published.printed(SPB) if where == "pdf" else text_of(published.paper_pages[SPB])
    assert (
        missing(
            page,
            "Police and Crime Commissioner for Leicestershire",
            "Leicester, Leicestershire and Rutland Police and Crime Panel",
            "Report of",
            "Office of Police and Crime Commissioner",
            "Subject",
            SPB,
            "Date",
            "FRIDAY 8 JUNE 2018 - 1:00 p.m.",
            "Author",
            "Paul Hindson - Chief Executive Officer, OPCC",
            "Purpose of Report",
        )
        == []
    )


def paragraphs_of(start: str, end: str) -> list[str]:
    """The numbered paragraphs of a stretch of the seed, with their numbers."""
    counted, number = [], 0
    for kind, text in blocks(between(seed("004"), start, end)):
        number += kind == "n"
        counted.append(f"{number}.{text}" if kind == "n" else text)
    return counted


@pytest.mark.shows("S4-50", "S4-51", "S4-52")
@pytest.mark.parametrize("where", ["pdf", "html"])
@pytest.mark.parametrize(
    ("title", "start", "end", "last"),
    [
        (SPB, "Paul Hindson – Chief Executive Officer, OPCC", "#### **Implications**", "30."),
        (KNIFE, "SUPERINTENDENT SHANE O'NEILL", "#### List of Appendices", "53."),
    ],
)
def test_paragraphs_run_on_through_the_whole_report(
    published: Published, where: str, title: str, start: str, end: str, last: str
) -> None:
    page = published.printed(title) if where == "pdf" else text_of(published.paper_pages[title])
    wanted = paragraphs_of(start, end)
    assert [text for text in wanted if text.startswith(last)] != []
    assert missing(without_page_numbers(page), *wanted) == []


def without_page_numbers(page: str) -> str:
    """A paragraph may run over a page break: marks and numbers between its halves are not its words."""
    return re.sub(r"(?m)^\s*(\d+|(DRAFT)?\s*(Agenda Item \d+)?)\s*$", "", page.replace("\f", "\n"))


@pytest.mark.shows("S4-54", "S4-55", "S4-56", "S4-57", "S4-58")
@pytest.mark.parametrize("where", ["pdf", "html"])
def test_the_end_of_a_report_has_all_its_furniture(published: Published, where: str) -> None:
    # Cells and headings of a PDF are set column by column, so the headings are looked for on their own.
    in_columns = published.printed(SPB, by_column=True)
    page = in_columns if where == "pdf" else text_of(published.paper_pages[SPB])
    headings = ["Implications", "List of appendices", "Background papers", "Persons to contact"]
    assert [heading for heading in headings if missing(page, heading)] == []
    assert (
        missing(
            without_page_numbers(page),
            "Financial",
            "None",
            "Legal",
            "None",
            "Equality Impact Assessment",
            "EIA's will be undertaken for each People Zone.",
            "Risks and Impact",
            "Link to Police and Crime Plan",
            "Visible Policing",
            "Vulnerability Protection",
            "Viable Partnerships",
            "Value for Money",
            "Appendix 1",
            "Issues Log",
            "Appendix 2",
            "Outline of People Zone Proposal",
            "None",
            "Mr Paul Hindson",
            "0116 229 8981",
            "Mrs Gurjit Samra-Rai",
            "07775783985",
        )
        == []
    )


@pytest.mark.shows("S4-59", "S4-61", "S4-66", "S4-82")
def test_the_issues_log_is_a_table_with_header_cells(published: Published) -> None:
    page = text_of(published.paper_pages[SPB])
    table = re.search(r"<table[^>]*>(?:(?!</table>).)*Issue Origin.*?</table>", page, re.S)
    assert table is not None
    assert len(re.findall(r'<th[^>]*scope="col"', table[0])) == 11
    assert missing(page, "Issues Log", "NOT PROTECTIVELY MARKED") == []


@pytest.mark.shows("S4-53", "S4-67", "S4-71", "S4-72", "S4-73", "S4-75", "S4-76")
@pytest.mark.parametrize("where", ["pdf", "html"])
def test_the_secretariats_report_has_a_heading_line_and_letters(published: Published, where: str) -> None:
    page = published.printed(SIG) if where == "pdf" else text_of(published.paper_pages[SIG])
    asked = blocks(
        "\n" + between(seed("004"), "#### **Recommendation**\n\n- 18.", "## **Officer to Contact:**")
    )
    letters = [re.sub(r"^\([a-c]\)\s*", "", text) for _, text in asked][1:]
    assert len(letters) == 3
    assert (
        missing(
            without_page_numbers(page),
            llr.PANEL,
            "8 June 2018",
            "Report of the Secretariat",
            "1.The purpose of this report",
            "11.",
            "12.",
            "18.",
            *(f"({letter}){text}" for letter, text in zip("abc", letters, strict=True)),
            "to contact",
            "Euan Walters",
            "0116 305 6016",
        )
        == []
    )


@pytest.fixture(params=["pdf", "html", "in the pack", "word"])
def minutes_text(request: pytest.FixtureRequest, published: Published) -> str:
    texts: dict[str, Callable[[], str]] = {
        "pdf": lambda: published.minutes_pdf,
        "html": lambda: text_of(published.minutes_page),
        "in the pack": lambda: published.printed(MINUTES),
        "word": lambda: published.minutes_word,
    }
    return without_page_numbers(texts[request.param]())


@pytest.mark.shows("S4-20", "S4-21", "S4-23", "S4-24", "S4-25", "S4-26", "V12", "V13", "V14")
@pytest.mark.parametrize("where", ["pdf", "html", "in the pack", "word"])
def test_the_minutes_begin_with_their_title_and_who_was_there(published: Published, where: str) -> None:
    texts = {
        "pdf": published.minutes_columns,
        "html": text_of(published.minutes_page),
        "in the pack": published.printed(MINUTES, by_column=True),
        "word": published.minutes_word,
    }
    title = f"Minutes of a meeting of the {llr.PANEL} held at County Hall, Glenfield on"
    assert (
        missing(
            texts[where],
            # Dates have one style: the comma of the original is not ours.
            f"{title} Wednesday 28 March 2018",
            "Mr J. T. Orson JP CC (in the Chair)",
            *(name.replace(".", "", 1) if name.startswith("Cllr.") else name for name in llr.PRESENT),
            "Lord Willy Bach - Police and Crime Commissioner",
            "Kirk Master - Deputy Police and Crime Commissioner",
            "Paul Hindson - Chief Executive Officer, Office of the Police and Crime Commissioner",
            "Chief Constable Simon Cole - Leicestershire Police",
            "DS Charles Edwards - Leicestershire Police",
        )
        == []
    )
    assert "Taylor" not in texts[where]


@pytest.mark.shows("S4-27", "S4-29", "S4-30", "S4-31", "V1", "V20")
def test_minutes_run_from_45_and_standing_items_are_written_from_the_record(minutes_text: str) -> None:
    titles = {number: title for number, (title, _, _) in minute_stretches().items()}
    assert sorted(titles) == list(range(45, 55))
    assert missing(minutes_text, *(f"{number}.{title}" for number, title in sorted(titles.items()))) == []
    assert (
        missing(
            minutes_text,
            "The minutes of the confirmation hearing held on 26 February 2018 were taken as read, "
            "confirmed and signed.",
            "46.Public Question Time.",
            "There were no",
            "47.",
            "There were no urgent items",
            "48.",
        )
        == []
    )


@pytest.mark.shows("S4-28")
def test_the_minutes_of_a_hearing_are_confirmed_at_an_ordinary_meeting(minutes_text: str) -> None:
    assert (
        missing(
            minutes_text,
            "45.Minutes of the Confirmation Hearing held on 26 February 2018.",
            "26 February 2018 were",
        )
        == []
    )


@pytest.mark.shows("S4-32", "V18")
def test_interests_are_printed_with_kind_scope_and_reasons(minutes_text: str) -> None:
    assert (
        missing(
            minutes_text,
            "48.",
            "Sood declared a personal interest in respect of all substantive items as a member of the",
            "Leicester Council of Faiths",
            "Bishop's Faith Forum",
            "Culverwell declared a personal interest in respect of all substantive items",
            "as he had two close relatives",
            "Lalani declared a personal interest in respect of all substantive items",
            "49.",
        )
        == []
    )


@pytest.mark.shows("S4-33", "S4-34", "S4-39", "S4-40", "S4-42", "S4-43", "V24", "V25", "V36")
@pytest.mark.parametrize("number", [47, 49, 50, 51, 52, 53])
def test_what_was_said_and_resolved_stands_under_its_number(minutes_text: str, number: int) -> None:
    _, text, resolved = minute_stretches()[number]
    wanted, point = [], 0
    for kind, words in blocks(text if number != 47 else text.partition("consideration. ")[2]):
        point = point + 1 if kind == "i" else 0
        wanted.append(words)
    decided = ["RESOLVED:", resolved] if resolved else []
    assert missing(minutes_text, f"{number}.", *wanted, *decided) == []


@pytest.mark.shows("S4-33")
def test_points_are_numbered_in_roman_figures_one_to_eight(minutes_text: str) -> None:
    for number in (49, 50):
        points = [words for kind, words in blocks(minute_stretches()[number][1]) if kind == "i"]
        romans = ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)"]
        assert len(points) == 8
        assert missing(minutes_text, *(f"{r}{p}" for r, p in zip(romans, points, strict=True))) == []


@pytest.mark.shows("S4-35", "S4-36", "S4-37", "S4-38", "V32")
def test_reports_are_filed_with_the_minutes_under_their_mark(minutes_text: str) -> None:
    marks = [f"marked 'Agenda Item {n}'" for n in (6, 7, 8, 9)]
    assert missing(minutes_text, *marks) == []


@pytest.mark.shows("S4-44", "S4-45", "S4-46")
def test_the_minutes_end_with_next_meeting_times_and_signature(minutes_text: str) -> None:
    assert (
        missing(
            minutes_text,
            "54.Date of next meeting.",
            "RESOLVED:",
            "It was noted that the next meeting of the Panel would be held on 8 June 2018 at",
            "1.00 - 2.50 pm",
            "28 March 2018",
            "CHAIRMAN",
        )
        == []
    )


@pytest.mark.shows("S4-46", "V37")
def test_minutes_say_that_they_are_a_draft_until_confirmed(minutes_text: str) -> None:
    assert missing(minutes_text, "Draft", "Present") == []


def test_the_pack_conforms_and_is_read_in_the_order_in_which_people_read(published: Published) -> None:
    assert checking.check(published.data) == []
    assert validator.fails(published.data) == {}
    spoken = reading.spoken(reading.read(published.data))
    expected = [
        "Agenda Leicester, Leicestershire and Rutland Police and Crime Panel",
        "Membership",
        "Election of Chairman.",
        "(Pages 5 – 11)",
        "Any other items which the Chairman has decided to take as urgent.",
        MINUTES,
        "Present",
        "In attendance",
        "45.",
        "Minutes of the Confirmation Hearing",
        "RESOLVED:",
        "54.",
        "Strategic Partnership Board",
        "Issues",
        "Knife crime and Stop and Search",
        "Special Interest Group",
    ]
    assert in_order(bare(spoken), expected) == []
