"""Public questions from the form on the public page to the answer, and until nobody's address is kept."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from foundation.accounts.models import PersonalLink
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event, EventNote
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication, PublicMeeting
from meetings import actions
from meetings.minutes.check import check
from meetings.minutes.documents.record import record_of
from meetings.models import Meeting, PublicQuestion
from tests.builders.meetings import make_meeting
from tests.builders.panels import signed_in
from tests.builders.questions import a_put, announced_meeting, put
from tests.together import choose, over

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TYPED = {
    "kind": "question",
    "addressee": "commissioner",
    "text": "How many officers work in Ambermere?",
    "name": "Mrs Jane Ashby",
    "email": "jane@ashby.example",
    "is_eligible": "on",
    "form_key": "7d3b",
}


def statuses(meeting: Meeting) -> list[str]:
    return list(meeting.questions.order_by("pk").values_list("status", flat=True))


def address(meeting: Meeting) -> str:
    return reverse("meetings:question_put", args=[meeting.ref])


@pytest.mark.shows("V19", "S4-8")
def test_somebody_puts_a_question_by_the_form_on_the_public_page(client: Client) -> None:
    _, _, meeting = announced_meeting()
    page = client.get(reverse("library:meeting", args=[meeting.ref])).content.decode().replace("\xa0", " ")
    assert "Questions, statements and petitions must reach us by 5 pm on Thursday 26 November 2026" in page
    answer = client.post(address(meeting), TYPED)
    assert answer.headers["Location"] == reverse("meetings:question_sent", args=[meeting.ref])
    found = meeting.questions.get()
    assert (found.asker, found.addressee, found.text, found.status) == (
        "Mrs Jane Ashby",
        "commissioner",
        "How many officers work in Ambermere?",
        "waiting",
    )
    assert "Now confirm your email address" in client.get(answer.headers["Location"]).content.decode()


def test_the_same_form_sent_twice_is_one_question(client: Client) -> None:
    _, _, meeting = announced_meeting()
    for _ in range(2):
        client.post(address(meeting), TYPED)
    assert statuses(meeting) == ["waiting"]
    assert OutgoingMail.objects.filter(recipient="jane@ashby.example").count() == 1


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"text": "word " * 101}, "text", "It can have up to 100 words. This has 101."),
        ({"text": "  "}, "text", "Enter your question, statement or petition"),
        ({"email": "jane"}, "email", "Enter “Your email address” in full, for example name@example.org"),
        ({"kind": "speech"}, "kind", "Select an answer to “What do you want to submit?”"),
        ({"is_eligible": ""}, "is_eligible", "Select “I meet the rules above”"),
    ],
)
def test_a_wrong_form_says_so_beside_the_field_and_keeps_what_was_typed(
    client: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    _, _, meeting = announced_meeting()
    page = client.post(address(meeting), {**TYPED, **changed})
    if field != "kind":
        assert [str(e).replace("\xa0", " ") for e in page.context["form"].errors[field]] == [sentence]
    assert list(page.context["form"].errors) == [field]
    assert 'value="Mrs Jane Ashby"' in page.content.decode()
    assert statuses(meeting) == []


def test_the_limit_of_words_is_said_together_with_what_else_is_wrong(client: Client) -> None:
    _, _, meeting = announced_meeting()
    page = client.post(address(meeting), {**TYPED, "text": "word " * 101, "email": "jane"})
    assert sorted(page.context["form"].errors) == ["email", "text"]


def test_a_late_question_is_refused_and_its_words_stay_on_the_page(client: Client, clock: Any) -> None:
    _, _, meeting = announced_meeting()
    clock.move_to("2026-11-26T17:00:01+00:00")
    page = client.post(address(meeting), TYPED)
    said = page.content.decode().replace("\xa0", " ")
    assert "The deadline for this meeting was 5 pm on Thursday 26 November 2026." in said
    assert "How many officers work in Ambermere?" in said
    assert statuses(meeting) == []


def test_a_third_question_of_one_person_is_refused(client: Client) -> None:
    _, _, meeting = announced_meeting()
    put(meeting)
    put(meeting, "And in Cranmere?")
    page = client.post(address(meeting), {**TYPED, "email": "JANE@ashby.example"})
    assert page.context["form"].errors["email"] == [
        "You have already submitted 2, the most one person can submit to a meeting."
    ]


def test_a_program_that_fills_in_every_box_is_thanked_and_forgotten(client: Client) -> None:
    _, _, meeting = announced_meeting()
    assert client.post(address(meeting), {**TYPED, "website": "https://spam.example"}).status_code == 302
    assert statuses(meeting) == []


def test_more_than_ten_within_an_hour_from_one_place_have_to_wait(client: Client) -> None:
    _, _, meeting = announced_meeting(questions_per_person=0)
    cache.clear()
    for number in range(11):
        page = client.post(address(meeting), {**TYPED, "form_key": f"key-{number}"})
    assert "Too many submissions from your network." in page.content.decode()
    assert len(statuses(meeting)) == 10


def test_a_panel_that_takes_no_questions_has_no_form(client: Client) -> None:
    _, _, meeting = announced_meeting(takes_questions=False)
    assert client.get(address(meeting)).status_code == 404
    assert "Ask a question" not in client.get(reverse("library:meeting", args=[meeting.ref])).content.decode()


@pytest.mark.parametrize("said", ["precept", "Precept meeting", "precept  "])
def test_types_of_meeting_without_questions_are_left_out_by_the_name_they_have_on_the_screen(said) -> None:
    body, clerk, _ = announced_meeting(question_excluded_kinds=[said])
    precept = make_meeting(body, clerk, kind="precept")
    actions.announce_meeting(meeting=precept, by=clerk)
    assert PublicMeeting.objects.get(ref=precept.ref).questions == {}
    with pytest.raises(Refused, match="This meeting takes no questions"):
        put(precept)


def test_the_deadline_moves_with_the_meeting() -> None:
    _, clerk, meeting = announced_meeting()
    actions.move_meeting(
        meeting=meeting, starts_at=meeting.starts_at + timedelta(days=7), reason="The hall is shut.", by=clerk
    )
    assert PublicMeeting.objects.get(ref=meeting.ref).questions["until"] == "2026-12-03T17:00:00+00:00"


def test_the_chair_may_take_a_late_one_for_a_reason_that_is_kept(clock: Any) -> None:
    _, clerk, meeting = announced_meeting()
    clock.move_to("2026-12-01T09:00:00+00:00")
    key = str(uuid.uuid4())
    with pytest.raises(Refused, match="The deadline for this meeting was"):
        actions.record_question(meeting=meeting, put=a_put(), form_key=key, by=clerk)
    actions.record_question(
        meeting=meeting, put=a_put(), form_key=key, by=clerk, late_reason="The station closed on Monday."
    )
    assert meeting.questions.get().late_reason == "The station closed on Monday."


@pytest.mark.shows("V19")
def test_a_question_is_accepted_refused_with_its_ground_or_passed_on_and_its_asker_is_told() -> None:
    _, clerk, meeting = announced_meeting(questions_per_person=0)
    first, second, third = put(meeting), put(meeting, "Who stole my bicycle?"), put(meeting, "And the fire?")
    actions.accept_question(question=first, printed_name="Jane Ashby, Ambermere", by=clerk)
    actions.reject_question(question=second, ground="individual", by=clerk)
    actions.redirect_question(question=third, to="the Chief Fire Officer", by=clerk)
    assert statuses(meeting) == ["accepted", "rejected", "redirected"]
    mails = OutgoingMail.objects.filter(subject="Your question has been decided").order_by("pk")
    assert [mail.body.splitlines()[0] for mail in mails] == [
        "It has been accepted for the meeting.",
        "It has not been accepted. It is about an individual case.",
        "It has been redirected to the Chief Fire Officer, who can answer it.",
    ]
    first.refresh_from_db()
    assert first.name == "Jane Ashby, Ambermere"


def test_a_refusal_without_a_ground_is_no_refusal() -> None:
    _, clerk, meeting = announced_meeting()
    question = put(meeting)
    page = signed_in(clerk).post(reverse("meetings:question_reject", args=[question.pk]), {"note": "Sorry"})
    assert page.context["reject_form"].errors["ground"] == ["Select the reason for not accepting it"]
    page = signed_in(clerk).post(
        reverse("meetings:question_reject", args=[question.pk]), {"ground": "other", "note": ""}
    )
    assert page.context["reject_form"].errors["note"] == ["Enter the reason for not accepting it."]
    assert statuses(meeting) == ["received"]


def test_two_who_write_the_answer_never_overwrite_each_other() -> None:
    _, clerk, meeting = announced_meeting()
    question = put(meeting)
    actions.accept_question(question=question, by=clerk)
    question.refresh_from_db()
    based_on = question.version
    actions.answer_question(question=question, kind="oral", answer="Forty.", based_on=based_on, by=clerk)
    with pytest.raises(NewerVersion) as newer:
        actions.answer_question(question=question, kind="oral", answer="Fifty.", based_on=based_on, by=clerk)
    assert (newer.value.theirs, newer.value.yours) == ("Forty.", "Fifty.")
    client, address = signed_in(clerk), reverse("meetings:question_answer", args=[question.pk])

    def theirs() -> None:
        actions.answer_question(
            question=question, kind="oral", answer="Sixty.", based_on=based_on + 1, by=clerk
        )

    page = over(client, reverse("meetings:question", args=[question.pk]), theirs, to=address, answer="Fifty.")
    said = ("Sixty.", "Fifty.", "saved a newer version")
    assert [words in page for words in said] == [True, True, True]
    assert f'href="{reverse("meetings:question", args=[question.pk])}" data-drops-words' in page
    assert choose(client, address, page) == 302
    question.refresh_from_db()
    assert question.answer == "Sixty.\nFifty."


def test_a_written_answer_is_sent_to_the_asker_once() -> None:
    _, clerk, meeting = announced_meeting()
    question = put(meeting)
    actions.accept_question(question=question, by=clerk)
    for words in ("Forty.", "Forty-one."):
        question.refresh_from_db()
        actions.answer_question(
            question=question, kind="written", answer=words, based_on=question.version, by=clerk
        )
    assert OutgoingMail.objects.filter(subject="Your question has been answered").count() == 1


def test_the_asker_follows_it_by_a_link_and_can_take_it_back(client: Client) -> None:
    _, _, meeting = announced_meeting()
    question = put(meeting)
    mail = OutgoingMail.objects.get(subject="Your question has been received")
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    assert "The secretariat has not decided yet." in page.content.decode()
    for _ in range(2):
        client.post(reverse("meetings:question_take_back", args=[question.ref]))
    assert statuses(meeting) == ["withdrawn"]


def test_nobody_else_opens_the_page_of_an_asker(client: Client) -> None:
    _, _, meeting = announced_meeting()
    question = put(meeting)
    assert client.get(reverse("meetings:question_own", args=[question.ref])).status_code == 404


@pytest.mark.shows("V19")
def test_personal_data_goes_when_it_is_due_and_history_never_had_it(clock: Any) -> None:
    _, clerk, meeting = announced_meeting(questions_per_person=0, question_keep_days=30)
    taken, refused = put(meeting, phone="01632 960 200"), put(meeting, "Who stole my bicycle?")
    actions.accept_question(question=taken, by=clerk)
    actions.reject_question(question=refused, ground="individual", note="Sorry, Mrs Ashby.", by=clerk)
    OutgoingMail.objects.update(sent_at=timezone.now())
    clock.move_to("2027-01-02T10:00:00+00:00")
    assert actions.trim_questions() == 0
    clock.move_to("2027-01-04T10:00:00+00:00")
    assert (actions.trim_questions(), actions.trim_questions()) == (2, 0)
    kept = PublicQuestion.objects.order_by("pk").values_list(
        "name", "email", "phone", "text", "decision_note"
    )
    assert list(kept) == [
        ("Mrs Jane Ashby", "", "", "How many officers work in Ambermere?", ""),
        ("Name removed", "", "", "", ""),
    ]
    everything = str([*Event.objects.values(), *EventNote.objects.values(), *OutgoingMail.objects.values()])
    assert ["ashby" in everything.casefold(), PersonalLink.objects.count()] == [False, 0]


@pytest.mark.parametrize("count", [3, 39])
def test_the_secretary_reads_any_number_with_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    _, clerk, meeting = announced_meeting(questions_per_person=0)
    for number in range(count):
        put(meeting, f"Question {number}?")
    browser = signed_in(clerk)
    with django_assert_num_queries(QUERIES):
        page = browser.get(reverse("meetings:questions", args=[meeting.pk]))
    assert len(page.context["page"].to_decide) == count


QUERIES = 10


@pytest.mark.shows("V19", "S4-8")
def test_what_was_put_and_answered_is_printed_in_the_minutes_and_published_with_them(client: Client) -> None:
    _, clerk, meeting = announced_meeting()
    actions.add_item(meeting=meeting, title="Public questions", standing="public_questions", by=clerk)
    question, statement = put(meeting), put(meeting, "Thank you for the new desk.", kind="statement")
    put(meeting, "Who stole my bicycle?", email="tom@bicycle.example", name="Tom Bell")
    for each in (question, statement):
        actions.accept_question(question=each, by=clerk)
    question.refresh_from_db()
    actions.answer_question(
        question=question,
        kind="written",
        answer="Forty officers.",
        supplementary="And at night?",
        supplementary_answer="Eight.",
        based_on=question.version,
        by=clerk,
    )
    minutes = actions.start_minutes(meeting=meeting, by=clerk)
    said = [p.text or "" for p in published_paragraphs(actions.publish_minutes(minutes=minutes, by=clerk))]
    assert [line for line in said if "Ashby" in line or "nswer" in line or "upplement" in line] == [
        "Mrs Jane Ashby asked the Panel: How many officers work in Ambermere?",
        "Written answer: Forty officers.",
        "Supplementary question: And at night?",
        "Answer: Eight.",
        "Mrs Jane Ashby made a statement: Thank you for the new desk.",
    ]
    assert [line for line in said if "bicycle" in line] == []


def test_minutes_promise_no_answer_that_nobody_promised_and_name_the_question_without_one() -> None:
    _, clerk, meeting = announced_meeting()
    actions.add_item(meeting=meeting, title="Public questions", standing="public_questions", by=clerk)
    actions.accept_question(question=put(meeting), by=clerk)
    minutes = actions.start_minutes(meeting=meeting, by=clerk)
    points = [each.finding.sentence for each in check(record_of(minutes))]
    assert "No answer is recorded to the public question of Mrs Jane Ashby." in points
    said = [p.text or "" for p in published_paragraphs(actions.publish_minutes(minutes=minutes, by=clerk))]
    assert [line for line in said if "Ashby" in line or "nswer" in line] == [
        "Mrs Jane Ashby asked the Panel: How many officers work in Ambermere?"
    ]


def published_paragraphs(publication: Publication) -> list[Any]:
    return list(lxml_html.fromstring(publication.html).iter("p"))
