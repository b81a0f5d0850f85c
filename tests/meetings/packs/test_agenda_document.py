"""The agenda as a document: front sheet of its own date, numbers, pages, sentences from the record."""

import io
import re
from dataclasses import replace
from datetime import date, time

import pytest
from django.utils.html import strip_tags
from pypdf import PdfReader

from foundation.documents.layout import render
from foundation.documents.layout.document import from_data, to_data
from foundation.documents.store import files
from meetings import actions
from meetings.models import Meeting, Paper, Placement
from meetings.packs.documents.agenda import AgendaDocument, MemberRow
from panels.models import Office, Venue
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import add_vacancy, seat_member

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def place(item, title="Rural crime", **fields):
    paper = Paper.objects.create(body=item.meeting.body, title=title)
    return Placement.objects.create(item=item, paper=paper, **fields)


def lines(meeting, **kwargs):
    return AgendaDocument.of(meeting, **kwargs).lines


def test_the_front_sheet_says_what_when_where_and_whom_to_ask(meeting):
    document = AgendaDocument.of(meeting)
    assert document.body_name == "Wessex Police and Crime Panel"
    assert document.meeting_name == "Ordinary meeting"
    assert document.when == "Friday 4 December 2026 at 1.30 pm"
    assert document.location == "County Hall, Ambermere"
    assert (document.contact_name, document.contact_phone) == ("Ellen Marsh", "01632 960 114")
    assert document.contact_email == "panel@wessexpcp.example"
    assert document.footer == [
        "Democratic Services, Ambermere County Council",
        "County Hall, Ambermere AM1 2WX",
    ]


def test_a_meeting_with_a_contact_of_its_own_prints_that_one(body, ellen):
    meeting = make_meeting(body, ellen, contact_name="Jo Tarrant", contact_phone="01632 960 115")
    document = AgendaDocument.of(meeting)
    assert (document.contact_name, document.contact_phone) == ("Jo Tarrant", "01632 960 115")


@pytest.mark.shows("S4-81", "V16", "V40")
def test_the_members_are_those_of_the_day_of_the_meeting_with_vacancies(body, meeting):
    seat_member(body, "Gage", "Cranmere City Council", post_nominals="MBE", title="Ms")
    seat_member(body, "Early", "Thornhaven Council", ends_on=date(2026, 11, 30))
    seat_member(body, "Late", "Kennetside Council", starts_on=date(2026, 12, 5))
    add_vacancy(body, "Marlbury District Council")
    assert [(m.name, m.for_whom) for m in AgendaDocument.of(meeting).members] == [
        ("Ms Ada Gage MBE", "Cranmere City Council"),
        ("Vacancy", "Kennetside Council"),
        ("Vacancy", "Marlbury District Council"),
        ("Vacancy", "Thornhaven Council"),
    ]


def test_the_list_of_members_marks_the_chair_and_both_vice_chairs(body, meeting):
    people = [seat_member(body, name, f"{name} Council") for name in ("Ash", "Elm", "Oak", "Yew")]
    for person, kind in zip(people, ("chair", "deputy", "deputy"), strict=False):
        Office.objects.create(body=body, kind=kind, person=person, starts_on=date(2026, 5, 20))
    document = AgendaDocument.of(meeting)
    assert [(m.name, m.office) for m in document.members] == [
        ("Cllr Ada Ash", "Chair"),
        ("Cllr Ada Elm", "Vice-Chair"),
        ("Cllr Ada Oak", "Vice-Chair"),
        ("Cllr Ada Yew", ""),
    ]
    for html in (render.screen(document), render.paper(document)):
        said = [strip_tags(each) for each in re.findall(r"<li>(.*?) <span class=.for", html)]
        assert said == [
            "Cllr Ada Ash (Chair)",
            "Cllr Ada Elm (Vice-Chair)",
            "Cllr Ada Oak (Vice-Chair)",
            "Cllr Ada Yew",
        ]


def test_items_headings_and_sub_items_keep_their_order_and_numbers(meeting, ellen):
    first, second = add_items(meeting, ellen, "Apologies", "Partnerships")
    actions.add_item(meeting=meeting, title="Local perspectives", parent=second, by=ellen)
    actions.add_item(meeting=meeting, title="Panel business", kind="heading", by=ellen)
    add_items(meeting, ellen, "Work programme")
    document = AgendaDocument.of(meeting)
    assert [(line.printed_label, line.title, line.sub) for line in document.lines] == [
        ("1.", "Apologies", False),
        ("2.", "Partnerships", False),
        ("2 a)", "Local perspectives", True),
        ("", "Panel business", False),
        ("3.", "Work programme", False),
    ]
    assert [part.heading for part in document.parts] == ["", "Panel business"]


def test_page_ranges_span_every_paper_of_an_item(meeting, ellen):
    (item,) = add_items(meeting, ellen, "Rural crime")
    report, annex = place(item), place(item, "Rural crime: figures", position=1)
    (line,) = lines(meeting, ranges={report.pk: (9, 20), annex.pk: (21, 24)})
    assert line.pages == "(Pages 9 – 24)"
    assert line.link == report.ref
    assert [paper.pages for paper in line.papers] == ["(Pages 9 – 20)", "(Pages 21 – 24)"]


def test_one_page_is_one_page(meeting, ellen):
    (item,) = add_items(meeting, ellen, "Rural crime")
    placement = place(item)
    assert lines(meeting, ranges={placement.pk: (9, 9)})[0].pages == "(Page 9)"


def test_an_oral_item_says_who_will_speak_and_has_no_pages(meeting, ellen):
    for presenter in ("PCC", "the Deputy PCC", "Scrutiny Officer", "Dr Miriam Calloway", ""):
        actions.add_item(meeting=meeting, title="Update", business="oral", presenter=presenter, by=ellen)
    assert [(line.presenter, line.note, line.pages) for line in lines(meeting)] == [
        ("PCC", "An oral update will be provided by the PCC.", "Oral"),
        ("Deputy PCC", "An oral update will be provided by the Deputy PCC.", "Oral"),
        ("Scrutiny Officer", "An oral update will be provided by the Scrutiny Officer.", "Oral"),
        ("Dr Miriam Calloway", "An oral update will be provided by Dr Miriam Calloway.", "Oral"),
        ("", "Oral update.", "Oral"),
    ]


@pytest.mark.shows("V30")
def test_a_paper_to_follow_says_so_and_a_withdrawn_one_is_gone(meeting, ellen):
    late, gone = add_items(meeting, ellen, "Shop theft", "Budget")
    place(late, delivery="to_follow")
    place(gone, delivery="withdrawn")
    assert [(line.pages, line.note, len(line.papers)) for line in lines(meeting)] == [
        ("To follow", "", 1),
        ("", "This paper was withdrawn.", 0),
    ]


def test_the_next_meeting_is_named_with_its_own_place(body, meeting, ellen):
    other = Venue.objects.create(name="Guildhall", address="Cranmere")
    make_meeting(body, ellen, starts_at=london(2027, 1, 8), kind="briefing")
    make_meeting(body, ellen, starts_at=london(2027, 2, 5, 14, 0))
    Meeting.objects.filter(starts_at=london(2027, 2, 5, 14, 0)).update(venue=other)
    actions.add_item(meeting=meeting, title="Date of next meeting", standing="next_meeting", by=ellen)
    assert lines(meeting)[0].note == (
        "The next meeting is on Friday 5 February 2027 at 2.00 pm, at Guildhall, Cranmere."
    )


def test_without_a_next_meeting_the_line_says_it_is_to_be_arranged(meeting, ellen):
    actions.add_item(meeting=meeting, title="Date of next meeting", standing="next_meeting", by=ellen)
    assert lines(meeting)[0].note == "To be arranged."


def test_a_time_before_which_an_item_is_not_taken_is_printed(meeting, ellen):
    actions.add_item(meeting=meeting, title="Hearing", not_before=time(14, 30), by=ellen)
    assert lines(meeting)[0].note == "Not before 2.30 pm."


def test_addresses_in_a_purpose_are_links_on_page_and_paper(meeting, ellen):
    purpose = "The plan is at https://wessex.example/plan and the webcast at www.wessex.example."
    actions.add_item(meeting=meeting, title="Police and crime plan", purpose=purpose, by=ellen)
    actions.add_item(meeting=meeting, title="Panel business", kind="heading", purpose=purpose, by=ellen)
    document = AgendaDocument.of(meeting)
    for html in (render.screen(document), render.paper(document)):
        found = re.findall(r'<a href="([^"]*wessex\.example[^"]*)"', html)
        assert found == ["https://wessex.example/plan", "http://www.wessex.example"] * 2
        assert "<a" not in document.lines[0].note


def test_a_heading_prints_its_time_and_its_purpose(meeting, ellen):
    actions.add_item(
        meeting=meeting,
        title="Panel business",
        kind="heading",
        purpose="Members only.",
        not_before=time(14, 30),
        by=ellen,
    )
    add_items(meeting, ellen, "Work programme")
    document = AgendaDocument.of(meeting)
    assert [(part.heading, part.note) for part in document.parts] == [
        ("Panel business", "Members only. Not before 2.30 pm.")
    ]
    for html in (render.screen(document), render.paper(document)):
        assert "Members only. Not before 2.30 pm." in " ".join(html.replace("\xa0", " ").split())


def test_the_reason_for_short_notice_is_on_the_front_sheet(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(late_notice_reason="The report came on the Friday.")
    meeting.refresh_from_db()
    assert AgendaDocument.of(meeting).late_notice == "The report came on the Friday."


def test_a_kept_document_is_the_same_when_it_is_read_again(meeting, ellen):
    (item,) = add_items(meeting, ellen, "Rural crime")
    placement = place(item)
    document = AgendaDocument.of(meeting, {placement.pk: (3, 8)}, {placement.pk: "abc"})
    assert from_data(to_data(document)) == document


@pytest.mark.parametrize("count", [13, 39])
def test_the_document_asks_the_same_number_of_queries_for_any_length(
    meeting, ellen, count, django_assert_num_queries
):
    for item in add_items(meeting, ellen, *(f"Item {n}" for n in range(count))):
        place(item, f"Paper {item.pk}")
    meeting = Meeting.objects.select_related("body", "venue").get(pk=meeting.pk)
    with django_assert_num_queries(3):
        AgendaDocument.of(meeting)


@pytest.mark.parametrize(
    ("members", "footer", "pages"),
    [
        (4, True, ["front and address", "agenda"]),
        (4, False, ["front", "agenda"]),
        (13, True, ["front", "address and agenda"]),
        (18, True, ["front", "address and agenda"]),
        (19, True, ["front", "address and agenda"]),
        (22, True, ["front", "address and agenda"]),
    ],
)
def test_no_page_of_the_front_sheet_holds_the_address_alone(ellen, meeting, members, footer, pages):
    """A front sheet that is longer than its page is followed by the agenda, not by an empty page."""
    add_items(meeting, ellen, "Rural crime", "Budget")
    document = replace(
        AgendaDocument.of(meeting),
        members=[MemberRow(name=f"Cllr Ada Gage {n}", for_whom=f"Council {n}") for n in range(members)],
        filming_notice="This meeting is filmed, and kept on the website. " * 4,
        footer=["Democratic Services", "County Hall, Ambermere"] if footer else [],
    )
    if members > 4:
        document = replace(document, late_notice="The papers came late. " * 12)
    assert [
        " and ".join(
            what
            for what, words in (("front", "Date and time"), ("address", "Democratic"), ("agenda", "Business"))
            if words in page.extract_text()
        )
        for page in PdfReader(io.BytesIO(files.read(render.pdf(document).file))).pages
    ] == pages
