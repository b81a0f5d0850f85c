"""Whom to ask about a meeting: one answer on every paper and in every e-mail, and no half of it."""

from collections.abc import Callable

import pytest

from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.despatch.pages import thing_of, told_of
from meetings.models import Meeting
from meetings.packs.after_publication import AfterPublication
from meetings.packs.documents.agenda import AgendaDocument
from meetings.public.actions.announcing import public_facts
from meetings.public.documents import NoticeDocument
from meetings.supplements.documents import SupplementDocument
from panels.models import Contact
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary, seat_member
from tests.builders.supplements import published_agenda

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
JO = {"contact_name": "Jo Tarrant", "contact_phone": "01632 960 115", "contact_email": "jo@wessexpcp.example"}
NOBODY = {"contact_name": "", "contact_phone": "", "contact_email": ""}
ASK_JO = "Questions: Jo Tarrant, 01632 960 115, jo@wessexpcp.example"


def mails() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("body", flat=True))


def asked_whether_they_come(**fields: object) -> str:
    body = make_panel(**NOBODY)
    clerk = make_secretary(body)
    gage = seat_member(body, "Gage", "Cranmere City Council")
    gage.email = "gage@council.example"
    gage.save()
    actions.ask_members(meeting=make_meeting(body, clerk, **fields), by=clerk)
    return mails()[-1]


def asked_to_agree(**fields: object) -> str:
    body = make_panel(**NOBODY)
    clerk = make_secretary(body)
    make_chair(body)
    meeting = make_meeting(body, clerk, **fields)
    add_items(meeting, clerk, "Knife crime")
    actions.send_to_chair(meeting=meeting, by=clerk)
    return mails()[-1]


@pytest.mark.parametrize(
    ("contact", "line", "way"),
    [
        (Contact("Jo", "01632", "jo@x.example"), "Jo, 01632, jo@x.example", "01632"),
        (Contact("Jo", email="jo@x.example"), "Jo, jo@x.example", "jo@x.example"),
        (Contact("Jo"), "Jo", ""),
        (Contact(), "", ""),
    ],
)
def test_a_contact_is_said_without_its_missing_parts(contact: Contact, line: str, way: str) -> None:
    questions = f"Questions: {line}" if line else ""
    assert (str(contact), contact.way, contact.for_questions) == (line, way, questions)


def test_the_contact_of_a_meeting_stands_on_each_of_its_papers() -> None:
    clerk, meeting, _ = published_agenda()
    Meeting.objects.update(**JO)
    meeting = Meeting.objects.get()
    agenda, notice = AgendaDocument.of(meeting), NoticeDocument.of(meeting)
    supplement = SupplementDocument.of(AfterPublication.of(meeting))
    assert {(each.contact_name, each.contact_phone, each.contact_email) for each in (agenda, notice)} == {
        tuple(JO.values())
    }
    assert (supplement.contact, supplement.email) == (
        "Jo Tarrant, telephone 01632 960 115",
        "jo@wessexpcp.example",
    )
    assert list(public_facts(meeting).contact.values()) == list(JO.values())


def test_the_mails_about_a_meeting_name_its_contact() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, **JO)
    notice = actions.publish_notice(meeting=meeting, by=clerk)
    thing = thing_of(meeting, "notice", notice.ref)
    assert thing is not None
    assert told_of(meeting, thing).questions == ASK_JO


def test_the_mail_that_asks_members_names_its_contact() -> None:
    assert ASK_JO in asked_whether_they_come(**JO).split("\n")


def test_the_mail_that_asks_the_chair_names_its_contact() -> None:
    assert ASK_JO in asked_to_agree(**JO).split("\n")


@pytest.mark.parametrize("mail", [asked_whether_they_come, asked_to_agree])
def test_a_mail_that_can_name_nobody_says_nothing_of_questions(mail: Callable[[], str]) -> None:
    assert "Questions" not in mail()
