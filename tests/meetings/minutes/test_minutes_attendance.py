"""The members of a meeting as each body sets them out."""

import re

import pytest

from foundation.documents.layout import render
from foundation.documents.pdf.checking import check
from foundation.documents.store import files
from foundation.documents.text import richtext
from foundation.documents.word import word_in, word_out
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.minutes.documents.attendance import AttendanceBlock
from meetings.minutes.documents.minutes import MinutesDocument
from panels.models import Person, Seat, Term
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import FIRST_DAY, add_vacancy

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def held_with(layout: str, **settings: object) -> tuple[Held, MinutesDocument]:
    held = held_meeting(attendance_layout=layout, **settings)
    seat = Seat.objects.create(body=held.body, kind=Seat.Kind.COOPTED_INDEPENDENT, starts_on=FIRST_DAY)
    person = Person.objects.create(title="Mr", given_name="Keith", family_name="Culver")
    Term.objects.create(seat=seat, person=person, starts_on=FIRST_DAY)
    held.people["Culver"] = person
    add_vacancy(held.body, "Kennetside District Council")
    add_items(held, 1)
    lines = [
        RollLine(
            each.pk,
            is_in_chair=family == "Oakley",
            mark="apologies" if family == "Stannard" else "absent" if family == "Gage" else "present",
        )
        for family, each in held.people.items()
    ]
    actions.record_attendance(meeting=held.meeting, roll=lines, by=held.secretary)
    return held, MinutesDocument.of(minuted(held))


def block(document: MinutesDocument) -> AttendanceBlock:
    assert document.attendance is not None
    return document.attendance


@pytest.mark.shows("V13")
def test_two_columns_by_name_are_the_usual_layout() -> None:
    _, document = held_with("columns")
    assert (document.attendance, document.chair) == (None, "Cllr Margaret Oakley JP (in the Chair)")


@pytest.mark.shows("V13", "V17")
def test_by_council_the_chair_is_marked_and_independent_members_have_their_own_heading() -> None:
    _, document = held_with("authority")
    assert [(group.heading, group.names) for group in block(document).groups] == [
        ("Oakley District Council", ["Cllr Margaret Oakley JP (in the Chair)"]),
        ("Bellweather District Council", ["Cllr Thomas Bellweather"]),
        ("Carrow District Council", ["Cllr Aisha Carrow MBE"]),
        ("Independent co-opted member", ["Mr Keith Culver"]),
    ]


@pytest.mark.shows("V13", "S4-22")
def test_a_table_names_the_council_beside_each_member_present() -> None:
    _, document = held_with("table")
    assert [(row.name, row.for_whom) for row in block(document).rows][-1] == (
        "Mr Keith Culver",
        "Independent co-opted member",
    )
    assert len(block(document).rows) == 4


@pytest.mark.shows("V12", "V13", "V16")
def test_the_grid_marks_every_member_and_names_vacancies() -> None:
    _, document = held_with("grid")
    assert [(row.name.split()[-1], row.mark, row.meaning) for row in block(document).rows] == [
        ("Chair)", "P", "Present"),
        ("Bellweather", "P", "Present"),
        ("MBE", "P", "Present"),
        ("Gage", "–", "Absent"),
        ("Stannard", "A", "Apologies"),
        ("Culver", "P", "Present"),
        ("Vacancy", "", "Vacancy"),
    ]


@pytest.mark.shows("V14", "S4-25")
@pytest.mark.parametrize(("layout", "is_printed"), [("block", True), ("item", False), ("none", False)])
def test_apologies_have_a_block_of_their_own_or_none(layout: str, *, is_printed: bool) -> None:
    _, document = held_with("columns", apologies_layout=layout)
    assert bool(document.apologies) is is_printed


@pytest.mark.shows("V13")
@pytest.mark.parametrize("layout", ["authority", "table", "grid"])
def test_every_layout_is_tagged_on_paper_and_keeps_its_names_in_word(layout: str) -> None:
    _, document = held_with(layout)
    page = richtext.plain(re.sub("<(style|title)>.*?</\\1>", "", render.paper(document), flags=re.S))
    word = richtext.plain(word_in.read_docx(word_out.to_docx(document)).html)
    names = ("Margaret Oakley JP (in the Chair)", "Aisha Carrow MBE", "Keith Culver")
    assert [[name in text for name in names] for text in (page, word)] == [[True] * 3] * 2
    assert check(files.read(render.pdf(document).file)) == []


def test_without_a_roll_nothing_is_laid_out() -> None:
    held = held_meeting(attendance_layout="grid")
    add_items(held, 1)
    assert MinutesDocument.of(minuted(held)).attendance is None
    take_roll(held)
    assert MinutesDocument.of(held.meeting.minutes).attendance is not None


@pytest.mark.parametrize("has_item", [True, False])
def test_apologies_are_printed_once_under_their_item_or_in_a_block(*, has_item: bool) -> None:
    held = held_meeting(apologies_layout="block")
    if has_item:
        actions.add_item(meeting=held.meeting, title="Apologies", standing="apologies", by=held.secretary)
    add_items(held, 1)
    take_roll(held)
    html = render.screen(MinutesDocument.of(minuted(held)))
    assert html.count("Apologies for absence were received from") == 1
    assert ("<h2>Apologies</h2>" in html) is not has_item
