"""The report as a document: furniture, numbers that run on, both house styles and the partner board's."""

import re

import pytest

from foundation.documents.layout import render
from foundation.documents.layout.document import from_data, to_data
from foundation.documents.text.richtext import plain
from meetings.papers.documents.report import (
    PARTNER_BOARD_BODY,
    Appendix,
    BackgroundPaper,
    Contact,
    Implication,
    Recommendation,
    ReportDocument,
    Theme,
)
from meetings.papers.rules import missing
from tests.builders.papers import make_report

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]
MEETING = {
    "body_name": "Wessex Police and Crime Panel",
    "date_words": "Friday 4 December 2026 at 1.30 pm",
    "day_words": "4 December 2026",
}


def numbers(report: ReportDocument) -> list[str]:
    return re.findall(r'<span class="n">([^<]+)</span>', render.paper(report))


def headings(report: ReportDocument) -> list[str]:
    return [plain(h) for h in re.findall(r"<h[12][^>]*>.*?</h[12]>", render.paper(report), re.S)]


def secretariats(**fields: object) -> ReportDocument:
    usual = {
        "house_style": "secretariat",
        "heading": "",
        "report_of": "",
        "implications": [],
        "appendices": [],
    }
    return make_report("Membership of the network", **{**usual, **fields}).for_meeting(**MEETING)


def test_a_report_comes_back_from_its_data_as_it_was() -> None:
    report = make_report(implications=[Implication(label="Plan", themes=[Theme(name="Visible policing")])])
    assert from_data(to_data(report)) == report


def test_a_commissioners_report_stands_in_the_printed_order() -> None:
    report = make_report(background_papers=[BackgroundPaper(title="Survey 2024")]).for_meeting(**MEETING)
    assert headings(report) == [
        "Knife crime, and stop and search",
        "Purpose of report",
        "Recommendations",
        "Background",
        "What comes next",
        "Implications",
        "List of appendices",
        "Background papers",
        "Person to contact",
        "Issues log",
    ]


def test_numbers_run_on_through_purpose_recommendations_and_text() -> None:
    assert numbers(make_report()) == ["1.", "2.", "3.", "4.", "5.", "(a)", "(b)", "6."]


@pytest.mark.shows("S4-51", "S4-53")
def test_a_secretariats_recommendations_stand_at_the_end_lettered_under_one_paragraph() -> None:
    report = secretariats(
        recommendation_lead="The Panel is asked to decide:",
        recommendations=[
            Recommendation(text="whether to join;"),
            Recommendation(text="that the fee be paid.", condition="if it agrees (a)"),
        ],
    )
    assert numbers(report) == ["1.", "2.", "3.", "(a)", "(b)", "4.", "5.", "(a)", "(b)"]
    assert "if it agrees (a), that the fee be paid." in plain(render.screen(report))
    assert headings(report)[-3:] == ["Recommendations", "Background papers", "Officer to contact"]


def test_a_secretariats_report_has_a_heading_line_and_no_table() -> None:
    page = plain(render.screen(secretariats()))
    assert page.splitlines()[0] == "Wessex Police and Crime Panel – 4 December 2026"
    assert "Report of the Secretariat" in page.splitlines()
    assert "<table" not in render.screen(secretariats())


def test_the_heading_table_names_whose_report_it_is_when_and_by_whom() -> None:
    page = render.screen(make_report().for_meeting(**MEETING))
    rows = re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td></tr>', page)[:4]
    assert rows == [
        ("Report of", "Office of the Police and Crime Commissioner"),
        ("Subject", "Knife crime, and stop and search"),
        ("Date", "Friday 4 December 2026 at 1.30 pm"),
        ("Author", "Farah Siddiqui, Chief Executive"),
    ]


def test_an_implication_is_printed_as_typed_even_when_nothing_was() -> None:
    rows = [
        Implication(label="Financial", text="None"),
        Implication(label="Risks and Impact"),
        Implication(
            label="Link to Police and Crime Plan", themes=[Theme(name="Visible policing", text="on foot")]
        ),
    ]
    page = render.screen(make_report(implications=rows))
    assert re.findall(r'<th scope="row">(Fin\w+|Risks[^<]+|Link[^<]+)</th>', page) == [
        row.label for row in rows
    ]
    assert "<strong>Visible policing:</strong> on foot" in page


def test_a_partner_boards_report_has_the_fixed_headings_and_one_numbering() -> None:
    body = PARTNER_BOARD_BODY.replace("<p></p>", "<p>Said.</p>")
    report = make_report(
        "Update of the commissioner’s office",
        house_style="partner_board",
        heading="",
        report_of="",
        body=body,
        recommendations=[Recommendation(text="The Board is asked to note this paper.")],
        implications=[],
        has_no_background_papers=False,
    ).for_meeting(**MEETING)
    assert headings(report) == [
        "Update of the commissioner’s office",
        "Introduction",
        "Notable developments and challenges",
        "Key issues for partnership working or affecting partners",
        "Issues in local areas",
        "Recommendations for the Board",
        "List of appendices",
        "Officer to contact",
        "Issues log",
    ]
    assert numbers(report) == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_an_appendix_has_its_own_numbers_marking_and_landscape_page() -> None:
    outline = Appendix(
        label="Appendix 2",
        title="Outline",
        numbering="sections",
        html="<h2>What</h2><ol><li><p>Areas.</p></li></ol><h2>Why</h2><ol><li><p>People.</p></li></ol>",
    )
    report = make_report(
        appendices=[make_report().appendices[0], outline, Appendix(label="Appendix 3", title="Map")]
    )
    page = render.paper(report)
    assert re.findall(r'<section class="([^"]+)"', page) == ["appendix wide", "appendix"]
    assert "NOT PROTECTIVELY MARKED" in page
    assert numbers(report)[-4:] == ["1.0", "1.1", "2.0", "2.1"]
    assert "<li>Appendix 3: Map</li>" in page


def test_what_is_missing_is_said_and_what_is_there_is_ticked() -> None:
    bare = ReportDocument(title="Bare", body='<h3>Low</h3><img src="stored:00">')
    assert [point.sentence for point in missing(bare)] == [
        "There is no recommendation",
        "There is no one to contact",
        "Background papers are not stated. List them, or state that there are none",
        "A heading in the report skips a level",
        "1\u00a0picture in the report without alternative text",
    ]
    assert {point.level.value for point in missing(make_report())} == {"Met"}


def test_letters_that_would_print_as_boxes_are_pointed_out() -> None:
    report = make_report(purpose="<p>Fire \U0001f692, &#26085; and \u672c.</p>")
    assert [p.sentence for p in missing(report) if p.code == "letters"] == [
        "“\u65e5” and “\u672c” cannot be printed. Use another character"
    ]


def test_a_marking_that_protects_is_pointed_out() -> None:
    report = make_report(
        appendices=[Appendix(label="Appendix A", html="<p>x</p>", marking="OFFICIAL-SENSITIVE")]
    )
    assert [p.sentence for p in missing(report) if p.code == "marking"] == [
        "Appendix A is marked OFFICIAL-SENSITIVE. Check that it can be made public"
    ]


def test_a_contact_without_a_way_to_reach_them_is_pointed_out() -> None:
    report = make_report(contacts=[Contact(name="Farah Siddiqui")])
    assert [p.sentence for p in missing(report) if p.code == "contact"] == [
        "Farah Siddiqui has no telephone number or email address"
    ]


def test_words_typed_as_markup_stay_words() -> None:
    report = make_report(
        "A <b>bold</b> title", recommendations=[Recommendation(text="<script>alert(1)</script>")]
    )
    assert "<script>" not in render.screen(report)
