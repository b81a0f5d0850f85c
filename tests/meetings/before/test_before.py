"""Before a meeting: each member is asked once and answers by link; the chair's brief says what to say."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.documents.layout import render
from foundation.documents.pdf import checking
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.before.documents import BriefDocument, BriefItem
from meetings.before.pages import outlook_of
from meetings.models import Coming, Meeting
from panels.models import Person, Seat
from tests.builders.meetings import make_meeting
from tests.builders.panels import add_vacancy, give_sign_in, make_panel, make_secretary, seat_member
from tests.builders.panels import signed_in as browser_of
from tests.builders.questions import RULES, put

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMES = (
    *("Abbot", "Birch", "Carver", "Dunn", "Ellis", "Frost", "Gale"),
    *("Hume", "Innes", "Jarvis", "Kerr", "Lamb", "Moss"),
)


def a_meeting(members: int = 13, kind: str = "ordinary", **settings: object) -> tuple[User, Meeting]:
    """A panel of so many members with addresses, one vacancy, and a meeting on 4 December 2026."""
    body = make_panel(**settings)
    clerk = make_secretary(body)
    for name in NAMES[:members]:
        person = seat_member(body, name, f"{name} Council")
        person.email = f"{name.lower()}@councils.example"
        person.save()
    add_vacancy(body, "Empty Council")
    return clerk, make_meeting(body, clerk, kind=kind)


def say(meeting: Meeting, clerk: User, answer: str, *names: str, **fields: str) -> None:
    for name in names:
        person = Person.objects.get(family_name=name)
        actions.answer_for_member(meeting=meeting, person=person, answer=answer, by=clerk, **fields)


def link_in(mail: OutgoingMail) -> str:
    line = next(line for line in mail.body.splitlines() if line.startswith("http"))
    return "/" + line.split("/", 3)[3]


def test_each_member_is_asked_once_by_mail() -> None:
    clerk, meeting = a_meeting(3)
    assert [actions.ask_members(meeting=meeting, by=clerk) for _ in range(2)] == [3, 0]
    mails = OutgoingMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [
        "abbot@councils.example",
        "birch@councils.example",
        "carver@councils.example",
    ]
    assert {mail.subject for mail in mails} == {"Will you attend on Friday 4 December 2026?"}


def test_a_member_answers_by_link_without_signing_in_and_may_change_the_answer(client: Client) -> None:
    clerk, meeting = a_meeting(3)
    actions.ask_members(meeting=meeting, by=clerk)
    page = client.get(link_in(OutgoingMail.objects.get(recipient="birch@councils.example")), follow=True)
    own = page.redirect_chain[-1][0]
    for answer, substitute in (("coming", ""), ("apologies", "Cllr Pat Reeve")):
        client.post(own, {"answer": answer, "substitute": substitute, "note": ""})
    coming = Coming.objects.get(person__family_name="Birch")
    assert (coming.answer, coming.substitute, coming.answered_by) == (
        "apologies",
        "Cllr Pat Reeve",
        "Cllr Ada Birch (by personal link)",
    )
    assert "You have sent your apologies." in client.get(own).content.decode()


def test_a_member_who_signs_in_answers_there_and_finds_the_question_on_the_first_page() -> None:
    clerk, meeting = a_meeting(2)
    person = Person.objects.get(family_name="Abbot")
    person.user = User.objects.create_user("abbot@councils.example", "Ada Abbot")
    person.save()
    actions.ask_members(meeting=meeting, by=clerk)
    browser = browser_of(person.user)
    assert "will you attend?" in browser.get("/").content.decode()
    browser.post(reverse("meetings:coming_mine", args=[meeting.pk]), {"answer": "coming"})
    assert "will you attend?" not in browser.get("/").content.decode()
    assert Coming.objects.get(person=person).answer == "coming"


def test_nobody_answers_for_somebody_else(client: Client) -> None:
    clerk, meeting = a_meeting(2)
    actions.ask_members(meeting=meeting, by=clerk)
    client.get(link_in(OutgoingMail.objects.get(recipient="abbot@councils.example")))
    other = Coming.objects.get(person__family_name="Birch")
    assert (
        client.post(reverse("meetings:coming_own", args=[other.ref]), {"answer": "coming"}).status_code == 404
    )
    assert Coming.objects.get(pk=other.pk).answer == ""


@pytest.mark.parametrize(
    ("rules", "name", "sentence"),
    [
        ({"allows_substitutes": False}, "Abbot", "The panel’s rules do not allow substitutes."),
        ({}, "Quill", "The panel’s rules do not allow substitutes for co-opted members."),
    ],
)
def test_a_substitute_where_none_is_allowed_is_refused(
    rules: dict[str, object], name: str, sentence: str
) -> None:
    clerk, meeting = a_meeting(2, **rules)
    person = seat_member(meeting.body, "Quill", "None")
    Seat.objects.filter(terms__person=person).update(kind=Seat.Kind.COOPTED_INDEPENDENT, authority=None)
    with pytest.raises(Refused, match=sentence):
        say(meeting, clerk, "apologies", name, substitute="Cllr Pat Reeve")
    say(meeting, clerk, "apologies", name)
    assert Coming.objects.get(person__family_name=name).substitute == ""


def test_a_refused_substitute_is_said_beside_the_field_and_stays_typed() -> None:
    clerk, meeting = a_meeting(2)
    person = Person.objects.get(family_name="Abbot")
    page = browser_of(clerk).post(
        reverse("meetings:coming_member", args=[meeting.pk, person.pk]),
        {"answer": "coming", "substitute": "Cllr Pat Reeve"},
    )
    assert page.context["form"].errors["substitute"] == [
        "A substitute can attend only if you send apologies."
    ]
    assert 'value="Cllr Pat Reeve"' in page.content.decode()


def test_quorum_and_veto_follow_from_the_answers() -> None:
    clerk, meeting = a_meeting(13, kind="precept", quorum_least=4)
    assert outlook_of(meeting).quorum.sentence.replace("\xa0", " ") == (
        "0 members expected, 5 needed for a quorum. 13 replies not yet received."
    )
    veto = outlook_of(meeting).veto
    assert veto is not None
    assert veto.sentence.replace("\xa0", " ") == (
        "A veto needs 9 of 13 members. 0 are expected, and 13 replies not yet received."
    )
    say(meeting, clerk, "coming", *NAMES[:8])
    say(meeting, clerk, "remote", "Innes")
    say(meeting, clerk, "apologies", "Jarvis", "Kerr", "Lamb", "Moss")
    outlook = outlook_of(meeting)
    assert outlook.quorum.sentence.replace("\xa0", " ") == "8 members expected, 5 needed for a quorum."
    assert outlook.veto is not None
    assert outlook.veto.sentence == "A veto needs 9 of 13 members; 8 are expected, so none is possible."
    say(meeting, clerk, "apologies", "Jarvis", substitute="Cllr Pat Reeve")
    assert outlook_of(meeting).expected.counted == 9


def test_remote_members_count_only_where_the_body_says_so() -> None:
    clerk, meeting = a_meeting(3, remote_counts=True, quorum_least=2)
    say(meeting, clerk, "remote", "Abbot", "Birch")
    assert outlook_of(meeting).expected.counted == 2


def test_only_those_without_an_answer_are_reminded() -> None:
    clerk, meeting = a_meeting(3)
    actions.ask_members(meeting=meeting, by=clerk)
    say(meeting, clerk, "coming", "Abbot")
    assert actions.remind_members(meeting=meeting, by=clerk) == 2


@pytest.mark.parametrize("count", [3, 13])
def test_who_comes_takes_the_same_queries_for_any_number(count: int, django_assert_num_queries: Any) -> None:
    clerk, meeting = a_meeting(count)
    say(meeting, clerk, "coming", *NAMES[:count])
    browser = browser_of(clerk)
    with django_assert_num_queries(EXPECTED_QUERIES):
        page = browser.get(reverse("meetings:expected", args=[meeting.pk]))
    assert len(page.context["page"].rows) == count


EXPECTED_QUERIES = 11


def brief_of(meeting: Meeting) -> dict[str, BriefItem]:
    return {item.title: item for item in BriefDocument.of(Meeting.objects.get(pk=meeting.pk)).items}


@pytest.mark.shows("S4-11")
def test_the_brief_says_what_the_chair_says_at_each_item() -> None:
    clerk, meeting = a_meeting(4, **RULES)
    actions.announce_meeting(meeting=meeting, by=clerk)
    for title, standing in (
        ("Apologies", "apologies"),
        ("Questions", "public_questions"),
        ("Urgent", "urgent_end"),
    ):
        actions.add_item(meeting=meeting, title=title, standing=standing, by=clerk)
    actions.add_item(
        meeting=meeting, title="Knife crime", business="report", presenter="Chief Constable", by=clerk
    )
    actions.accept_question(question=put(meeting), by=clerk)
    say(meeting, clerk, "apologies", "Abbot", substitute="Cllr Pat Reeve")
    found = brief_of(meeting)
    assert {title: item.say for title, item in found.items()} == {
        "Apologies": [
            "Apologies have been received from Cllr Ada Abbot.",
            "Cllr Pat Reeve is here in place of Cllr Ada Abbot.",
        ],
        "Questions": ["One has been received. I will call them in turn."],
        "Urgent": ["There is no other urgent business."],
        "Knife crime": [
            "I ask the Chief Constable to introduce the report.",
            "Who wants to ask a question?",
            "Does the Panel agree to note the report?",
        ],
    }
    question = found["Questions"].questions[0]
    assert (question.asker, question.to, question.is_read_out) == ("Mrs Jane Ashby", "the Panel", True)


def test_minutes_of_an_item_tell_when_the_next_begins() -> None:
    clerk, meeting = a_meeting(2)
    for title, minutes in (("One", 20), ("Two", 75), ("Three", None), ("Four", 5)):
        item = actions.add_item(meeting=meeting, title=title, by=clerk)
        actions.write_chair_note(item=item, note="", minutes=minutes, by=clerk)
    begins = {title: item.begins for title, item in brief_of(meeting).items()}
    assert begins == {"One": "1.30 pm", "Two": "1.50 pm", "Three": "3.05 pm", "Four": ""}


def test_the_brief_of_a_precept_meeting_names_the_votes_a_veto_needs() -> None:
    clerk, meeting = a_meeting(13, kind="precept")
    actions.add_item(meeting=meeting, title="The precept", business="report", by=clerk)
    say(meeting, clerk, "coming", *NAMES[:8])
    say(meeting, clerk, "apologies", *NAMES[8:])
    assert brief_of(meeting)["The precept"].votes == (
        "A veto needs 9 of 13 members; 8 are expected, so none is possible."
    )


def test_a_restricted_item_stands_in_the_brief_with_its_public_title_and_the_resolution() -> None:
    clerk, meeting = a_meeting(2)
    actions.add_item(meeting=meeting, title="Open business", business="report", by=clerk)
    item = actions.add_item(meeting=meeting, title="Contract of Mr Thorne", business="report", by=clerk)
    actions.restrict_item(
        item=item,
        ground="exempt",
        paragraphs=[3],
        interest="The price is not public.",
        public_title="A contract",
        shows_title=False,
        by=clerk,
    )
    document = BriefDocument.of(Meeting.objects.get(pk=meeting.pk))
    found = {item.title: item for item in document.items}
    assert list(found) == ["Open business", "A contract"]
    assert found["A contract"].exclusion.startswith("That, under section 100A(4)")
    assert "Thorne" not in str(document)


def test_only_readers_of_drafts_open_the_brief(client: Client) -> None:
    clerk, meeting = a_meeting(2)
    person = Person.objects.get(family_name="Abbot")
    person.user = User.objects.create_user("abbot@councils.example", "Ada Abbot")
    person.save()
    addresses = [
        reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("brief", "brief_pdf", "expected")
    ]
    assert [browser_of(person.user).get(address).status_code for address in addresses] == [404, 404, 404]
    assert [browser_of(clerk).get(address).status_code for address in addresses] == [200, 200, 200]


def test_the_brief_is_a_tagged_pdf() -> None:
    clerk, meeting = a_meeting(2)
    actions.add_item(meeting=meeting, title="Apologies", standing="apologies", by=clerk)
    laid_out = render.pdf(BriefDocument.of(meeting))
    assert checking.check(files.read(laid_out.file)) == []


@pytest.mark.parametrize("count", [13, 39])
def test_the_brief_takes_the_same_queries_for_any_number_of_items(
    count: int, django_assert_num_queries: Any
) -> None:
    clerk, meeting = a_meeting(3)
    for number in range(count):
        item = actions.add_item(meeting=meeting, title=f"Item {number}", business="report", by=clerk)
        actions.write_chair_note(item=item, note="Go on.", minutes=5, by=clerk)
    browser = browser_of(clerk)
    with django_assert_num_queries(BRIEF_QUERIES):
        page = browser.get(reverse("meetings:brief", args=[meeting.pk]))
    assert len(page.context["document"].items) == count


BRIEF_QUERIES = 22
PAGES = ("brief", "brief_pdf", "expected")


def test_on_the_day_the_first_page_leads_to_the_screen_of_the_meeting(clock: Any) -> None:
    clerk, meeting = a_meeting(2)
    clock.move_to("2026-12-04T09:00:00+00:00")
    page = browser_of(clerk).get("/").content.decode()
    assert reverse("meetings:day", args=[meeting.pk]) in page


def test_the_link_of_somebody_who_is_no_member_any_more_says_so(client: Client) -> None:
    clerk, meeting = a_meeting(3)
    actions.ask_members(meeting=meeting, by=clerk)
    page = client.get(link_in(OutgoingMail.objects.get(recipient="birch@councils.example")), follow=True)
    link = page.redirect_chain[-1][0]
    client.post(link, {"answer": "coming"})
    coming = Coming.objects.get(person__family_name="Birch")
    coming.person.terms.update(ends_on=meeting.day - timedelta(days=1))
    page = client.get(link).content.decode()
    assert "This person is not a member on the day of the meeting, so no answer is needed." in page
    assert ("Thank you" in page, "<form" in page) == (False, False)


def test_a_member_is_led_from_the_first_page_to_where_an_interest_is_told() -> None:
    clerk, meeting = a_meeting(1)
    actions.ask_members(meeting=meeting, by=clerk)
    browser = browser_of(give_sign_in(Person.objects.get(family_name="Abbot")))
    way = f"/meetings/{meeting.pk}/coming/"
    assert browser.get("/").content.decode().count(f'href="{way}#id_note"') == 1
    assert browser.get(way).content.decode().count('id="id_note"') == 1
    said = browser.post(way, {"answer": "coming", "note": "Item 6: a trustee."}, follow=True).content.decode()
    assert ("You will attend." in said, said.count(">Your tasks</a>")) == (True, 1)
    shown = browser_of(clerk).get(reverse("meetings:expected", args=[meeting.pk])).content.decode()
    assert shown.count("Item 6: a trustee.") == 1
