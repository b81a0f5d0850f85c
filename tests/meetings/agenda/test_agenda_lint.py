"""What a secretary should look at in an agenda before it goes out."""

from datetime import date

import pytest

from foundation.history.findings import Level
from meetings.agenda.rules.lint import AgendaLineFacts, agenda_findings
from panels.models import Contact

DAY = date(2026, 12, 4)


def said(*lines, name="Ellen Marsh", way="01632 960 114"):
    found = agenda_findings(lines, meeting_day=DAY, contact=Contact(name, way))
    return [f.sentence for f in found]


def test_an_agenda_without_items_is_stopped():
    found = agenda_findings(
        [AgendaLineFacts("", "Part I", kind="heading")], meeting_day=DAY, contact=Contact()
    )
    assert [(f.level, f.sentence) for f in found] == [(Level.STOPPED, "This agenda has no items.")]


def test_a_sound_agenda_has_nothing_to_look_at():
    assert (
        said(
            AgendaLineFacts("1", "Declarations", standing="interests"),
            AgendaLineFacts("2", "Budget", business="report", has_paper=True),
            AgendaLineFacts("3", "Update", business="oral", presenter="PCC"),
            AgendaLineFacts("4", "Partnerships", business="report", has_sub_items=True),
            AgendaLineFacts(
                "5", "Date of next meeting", standing="next_meeting", purpose="It is on 5 February 2027."
            ),
        )
        == []
    )


def test_a_report_without_a_paper_is_worth_a_look():
    assert said(AgendaLineFacts("2", "Budget", business="report")) == [
        "Item 2, Budget: a report, but it has no paper."
    ]


def test_minutes_without_a_meeting_and_an_oral_item_without_a_speaker_are_worth_a_look():
    assert said(
        AgendaLineFacts("1", "Minutes", business="minutes"), AgendaLineFacts("2", "Update", business="oral")
    ) == [
        "Item 1, Minutes: it does not say which minutes.",
        "Item 2, Update: it does not say who will speak.",
    ]


@pytest.mark.shows("V42")
def test_a_next_meeting_before_this_one_or_on_no_day_at_all_is_worth_a_look():
    line = AgendaLineFacts("1", "Date of next meeting", standing="next_meeting", purpose="On 4 December 2026")
    assert said(line) == ["Item 1, Date of next meeting: 4 December 2026 is not after this meeting."]
    line = AgendaLineFacts("1", "Date of next meeting: 31 February 2027", standing="next_meeting")
    assert said(line) == [
        "Item 1, Date of next meeting: 31 February 2027: the date does not exist.",
    ]


@pytest.mark.parametrize("title", ["Complaint 11 (EXEMPT – para 1 & 2)", "Confidential: estates"])
def test_a_title_that_says_private_over_an_open_item_is_worth_a_look(title):
    sentence = (
        f"Item 9, {title}: its title says that it is private, but nothing in it is exempt or confidential."
    )
    assert said(AgendaLineFacts("9", title)) == [sentence]
    assert said(AgendaLineFacts("9", title, is_private=True)) == []
    assert said(AgendaLineFacts("9", "Exclusion of the public (exempt information)")) == []


def test_standing_business_that_two_lines_bring_is_worth_a_look():
    lines = [
        AgendaLineFacts("1", "Apologies", standing="apologies"),
        AgendaLineFacts("2", "Declarations", standing="interests"),
        AgendaLineFacts("10", "Apologies for absence", standing="apologies"),
    ]
    assert said(*lines) == [
        "Item 1, Apologies and Item 10, Apologies for absence are the same standing item."
    ]


def test_a_front_sheet_without_a_contact_is_worth_a_look():
    line = AgendaLineFacts("1", "One")
    assert said(line, name="") == ["The front sheet does not name a contact."]
    assert said(line, way="") == [
        "The front sheet gives no telephone number or email address for Ellen Marsh."
    ]
