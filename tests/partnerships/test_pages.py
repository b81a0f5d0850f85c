"""The pages of partnerships: who sees what, nothing lost, and the same number of queries for any length."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions as meetings
from meetings.models import Pack
from panels.models import Body
from partnerships import actions
from partnerships.models import CSP, Answer, BriefingNote, QuestionSet, Round
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_chair, make_user
from tests.builders.papers import agree, build
from tests.builders.partnerships import approve, chair, make_csp, make_round, note_of, officer, send
from tests.builders.supplements import issue_supplement
from tests.going_on import Browser
from tests.together import choose, over

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]


def see(client: Browser, user: User, name: str, *args: Any, **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(f"partnerships:{name}", args=args), query)


def act(client: Browser, user: User, name: str, /, *args: Any, **data: Any) -> Any:
    client.force_login(user)
    return client.post(reverse(f"partnerships:{name}", args=args), data)


def test_an_officer_writes_saves_and_goes_on(client: Browser, body: Body, ellen: User) -> None:
    note = note_of(make_round(body, ellen), "Cranmere")
    jo = officer(note.csp)
    page = see(client, jo, "theme", note.pk, 1)
    assert "Theme 1 of 6" in page.content.decode()
    done = act(client, jo, "theme", note.pk, 1, text="All of it.", based_on=0, next="1")
    assert done.url == reverse("partnerships:theme", args=[note.pk, 2])
    stop = act(client, jo, "theme", note.pk, 2, text="Most of it.", based_on=0, stop="1")
    assert stop.url == reverse("partnerships:note", args=[note.pk])
    assert list(Answer.objects.values_list("text", flat=True)) == ["All of it.", "Most of it."]


@pytest.mark.parametrize(("name", "more"), [("note", []), ("theme", [1])])
def test_the_chair_is_not_told_of_the_chair_as_somebody_else(
    client: Browser, body: Body, ellen: User, name: str, more: list[int]
) -> None:
    note = note_of(make_round(body, ellen), "Cranmere")
    told = ("has to approve the note first", "It is sent to the panel only when you have approved it.")
    pages = [
        see(client, who, name, note.pk, *more).content.decode()
        for who in (officer(note.csp), chair(note.csp))
    ]
    assert [[words in page for words in told] for page in pages] == [[True, False], [False, True]]
    task = ("They approve the note or return it to you.", "You approve the note or return it to the officer.")
    assert [[words in page for words in task] for page in pages] == [[True, False], [False, True]]


def test_two_texts_of_one_theme_are_brought_together(client: Browser, body: Body, ellen: User) -> None:
    note = note_of(make_round(body, ellen), "Cranmere")
    jo, address = officer(note.csp), reverse("partnerships:theme", args=[note.pk, 1])

    def theirs(text: str, based_on: int) -> None:
        actions.save_answer(
            note=note,
            question=note.round.question_set.questions.all()[0],
            text=text,
            based_on=based_on,
            by=chair(note.csp),
        )

    client.force_login(jo)
    page = over(client, address, lambda: theirs("The chair wrote this", 0), text="The officer wrote that")
    assert "Cranmere Chair saved a newer version" in page
    assert "The officer wrote that" in page
    assert 'homepage-link">Wessex Police and Crime Panel</a>' in page
    assert Answer.objects.get().text == "The chair wrote this"
    assert choose(client, address, page) == 302
    assert Answer.objects.get().text == "The chair wrote this\nThe officer wrote that"


def test_choosing_the_other_text_saves_nothing(client: Browser, body: Body, ellen: User) -> None:
    note = note_of(make_round(body, ellen), "Cranmere")
    address = reverse("partnerships:theme", args=[note.pk, 1])
    client.force_login(officer(note.csp))

    def theirs() -> None:
        question = note.round.question_set.questions.all()[0]
        actions.save_answer(note=note, question=question, text="The chair’s", based_on=0, by=chair(note.csp))

    page = over(client, address, theirs, text="Mine")
    assert choose(client, address, page, text="theirs") == 302
    assert Answer.objects.get().text == "The chair’s"


def test_the_chair_must_choose_and_must_say_why_a_note_goes_back(
    client: Browser, body: Body, ellen: User
) -> None:
    note = send(note_of(make_round(body, ellen), "Cranmere"))
    boss = chair(note.csp)
    page = see(client, boss, "note_decide", note.pk)
    assert "checked" not in page.content.decode()
    nothing = act(client, boss, "note_decide", note.pk, save="1")
    assert "Select whether you approve the note or return it" in nothing.content.decode()
    unsaid = act(client, boss, "note_decide", note.pk, decision="return")
    assert "Enter what should change" in unsaid.content.decode()
    act(client, boss, "note_decide", note.pk, decision="approve", is_withheld="on")
    note.refresh_from_db()
    assert (note.status, note.is_withheld) == ("approved", True)


def test_the_whole_way_of_a_round_through_pages(client: Browser, body: Body, ellen: User) -> None:
    make_csp(body, ellen)
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Community safety partnerships")
    act(
        client, ellen, "round_open", meeting=meeting.pk, due_on_day="1", due_on_month="12", due_on_year="2026"
    )
    round = Round.objects.get()
    assert "No note has been received" in see(client, ellen, "round", round.pk).content.decode()
    approve(note_of(round, "Cranmere"))
    assert "The note has been received" in see(client, ellen, "round", round.pk).content.decode()
    act(client, ellen, "round_place", round.pk, item=item.pk)
    assert ", item 1" in see(client, ellen, "round", round.pk).content.decode().replace("\xa0", " ")


def test_questions_are_revised_and_a_dropped_theme_is_named(client: Browser, body: Body, ellen: User) -> None:
    client.force_login(ellen)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    data |= {"form-0-heading": "Money", "form-0-text": "What changed?", "form-0-theme": "funding"}
    client.post(reverse("partnerships:questions_revise", args=[body.pk]), data)
    page = see(client, ellen, "questions", body.pk).content.decode()
    assert QuestionSet.objects.get().questions.count() == 1
    assert "and How the panel can help have no question." in page


def test_people_are_recorded_with_a_sign_in(client: Browser, body: Body, ellen: User) -> None:
    csp = make_csp(body, ellen, has_people=False)
    shown = see(client, ellen, "csp", csp.pk).content.decode()
    assert "This partnership has no chair to approve its notes, officer to write them" in shown
    typed = {"name": "Jo Tarrant", "email": "jo@cranmere.example", "role": Role.CSP_OFFICER.value}
    typed |= {"starts_on_day": "24", "starts_on_month": "11", "starts_on_year": "2026"}
    act(client, ellen, "role_add", csp.pk, **typed)
    assert csp.roles.get().user.email == "jo@cranmere.example"


@pytest.fixture
def people(body: Body, ellen: User) -> dict[str, User]:
    return {
        "secretary": ellen,
        "member": make_chair(body),
        "commissioner's office": make_user("Otto Pell", body, Role.COMMISSIONERS_OFFICE),
        "stranger": make_user("Sam Stray"),
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("secretary", {"note": 200, "theme": 404, "note_decide": 404, "round": 200, "csp": 200}),
        ("member", {"note": 404, "theme": 404, "note_decide": 404, "round": 200, "csp": 200}),
        ("commissioner's office", {"note": 404, "theme": 404, "note_decide": 404, "round": 404, "csp": 404}),
        ("stranger", {"note": 404, "theme": 404, "note_decide": 404, "round": 404, "csp": 404}),
        ("own officer", {"note": 200, "theme": 409, "note_decide": 409, "round": 200, "csp": 200}),
        ("own chair", {"note": 200, "theme": 409, "note_decide": 200, "round": 200, "csp": 200}),
        ("other officer", {"note": 404, "theme": 404, "note_decide": 404, "round": 200, "csp": 200}),
    ],
)
def test_who_opens_what_while_a_note_is_with_its_chair(
    client: Browser, body: Body, ellen: User, people: dict[str, User], who: str, expected: dict[str, int]
) -> None:
    round = make_round(body, ellen)
    note = send(note_of(round, "Cranmere"))
    people |= {"own officer": officer(note.csp), "own chair": chair(note.csp)}
    people |= {"other officer": officer(note_of(round, "Ambermere").csp)}
    arguments = {"note": [note.pk], "theme": [note.pk, 1], "note_decide": [note.pk]}
    arguments |= {"round": [round.pk], "csp": [note.csp_id]}
    got = {name: see(client, people[who], name, *args).status_code for name, args in arguments.items()}
    assert got == expected


def test_the_secretary_sees_the_state_of_a_draft_and_none_of_its_words(
    client: Browser, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    note = send(note_of(round, "Cranmere"))
    words = "We say so"
    shown = [see(client, ellen, "note", note.pk), see(client, ellen, "round", round.pk)]
    assert [words in page.content.decode() for page in shown] == [False, False]
    approve_it = actions.approve_note(note=note, by=chair(note.csp))
    assert words in see(client, ellen, "note", approve_it.pk).content.decode()


def test_another_partnership_never_reads_a_withheld_note(client: Browser, body: Body, ellen: User) -> None:
    round = make_round(body, ellen)
    note = approve(note_of(round, "Cranmere"), is_withheld=True)
    other = officer(note_of(round, "Ambermere").csp)
    assert see(client, other, "note", note.pk).status_code == 404
    assert see(client, other, "note_pdf", note.pk).status_code == 404
    assert "We say so" not in see(client, other, "round", round.pk).content.decode()


@pytest.mark.parametrize(
    "name", ["note_remind", "note_publication_decide", "round_tell", "round_place", "round_due_change"]
)
def test_only_the_secretariat_runs_a_round(client: Browser, body: Body, ellen: User, name: str) -> None:
    round = make_round(body, ellen)
    note = approve(note_of(round, "Cranmere"))
    pk = note.pk if name.startswith("note") else round.pk
    member = make_chair(body)
    assert act(client, member, name, pk).status_code == 409
    assert act(client, officer(note.csp), name, pk).status_code == 409


@pytest.mark.parametrize("name", ["home", "round"])
def test_as_many_queries_for_three_partnerships_as_for_thirty_nine(
    client: Browser, body: Body, ellen: User, name: str
) -> None:
    round = make_round(body, ellen)
    args = [] if name == "home" else [round.pk]
    see(client, ellen, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as three:
        see(client, ellen, name, *args)
    for number in range(36):
        csp = make_csp(body, ellen, f"Place {number}", has_people=number < 3)
        BriefingNote.objects.create(round=round, csp=csp)
    with CaptureQueriesContext(connection) as many:
        see(client, ellen, name, *args)
    assert len(many) == len(three)


def test_a_short_name_that_is_taken_is_said_and_what_was_typed_stays(
    client: Browser, body: Body, ellen: User
) -> None:
    make_csp(body, ellen)
    page = act(client, ellen, "csp_add", body.pk, name="Second of the name", short_name="Cranmere")
    assert page.status_code == 200
    words = page.content.decode()
    assert "A partnership with this short name already exists" in words
    assert 'value="Second of the name"' in words
    assert [csp.name for csp in CSP.objects.all()] == ["Cranmere Community Safety Partnership"]


def test_a_role_that_somebody_holds_already_is_said_beside_the_form(
    client: Browser, body: Body, ellen: User
) -> None:
    csp = make_csp(body, ellen)
    jo = officer(csp)
    page = act(
        client,
        ellen,
        "role_add",
        csp.pk,
        name=jo.name,
        email=jo.email,
        role="csp_officer",
        starts_on_day="24",
        starts_on_month="11",
        starts_on_year="2026",
    )
    assert page.status_code == 200
    assert "This person already has that role" in page.content.decode()
    assert csp.roles.filter(user=jo).count() == 1


def test_the_secretary_reads_why_a_partnership_withheld_its_note(
    client: Browser, body: Body, ellen: User
) -> None:
    sent = send(note_of(make_round(body, ellen), "Cranmere"))
    actions.decide(
        note=sent, decision="approve", is_withheld=True, withheld_reason="It names a shop", by=chair(sent.csp)
    )
    page = see(client, ellen, "note", sent.pk).content.decode()
    assert "Reason given by the partnership: It names a shop" in page
    member = make_chair(body)
    assert "It names a shop" not in see(client, member, "note", sent.pk).content.decode()


def test_a_late_note_goes_out_with_the_next_supplement_and_says_what_is_new(
    client: Browser, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    (item,) = add_items(round.meeting, ellen, "Community safety partnerships")
    approve(note_of(round, "Ambermere"))
    act(client, ellen, "round_place", round.pk, item=item.pk)
    agree(round.meeting, ellen)
    build(round.meeting, ellen, Pack.Kind.AGENDA)
    meetings.publish_agenda(meeting=round.meeting, by=ellen)
    approve(note_of(round, "Cranmere"))
    unsaid = act(client, ellen, "round_place", round.pk, item=item.pk)
    assert "Enter what is new. It is printed in the supplement" in unsaid.content.decode()
    act(client, ellen, "round_place", round.pk, item=item.pk, note="The note of Cranmere, which came late.")
    placement = item.placements.get()
    assert (placement.delivery, placement.late_reason) == (
        "supplement",
        "The note of Cranmere, which came late.",
    )
    latest = placement.paper.latest
    assert latest is not None and latest.document is not None
    assert len(latest.document["notes"]) == 2
    pack, _ = issue_supplement(round.meeting, ellen)
    assert [entry.placement for entry in pack.entries.exclude(placement=None)] == [placement]
    assert "added to the next supplement" in see(client, ellen, "round", round.pk).content.decode()
