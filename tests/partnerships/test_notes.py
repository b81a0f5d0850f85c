"""Writing, sending, approving and returning a note; who may read it when."""

from collections.abc import Callable

import pytest
import time_machine

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from panels.models import Body
from partnerships import actions, policies
from partnerships.earlier import earlier_answer
from partnerships.models import AnswerVersion, BriefingNote, Round
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import FIRST_DAY, make_chair, make_user
from tests.builders.partnerships import answer_all, approve, chair, make_round, note_of, officer, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(clock: time_machine.Traveller, body: Body, ellen: User) -> Round:
    return make_round(body, ellen)


@pytest.fixture
def note(round: Round) -> BriefingNote:
    return note_of(round, "Cranmere")


def test_the_first_answer_begins_the_note_and_every_state_is_kept(note: BriefingNote) -> None:
    question = note.round.question_set.questions.all()[0]
    jo = officer(note.csp)
    first = actions.save_answer(note=note, question=question, text="One", based_on=0, by=jo)
    second = actions.save_answer(note=note, question=question, text="Two", based_on=first.number, by=jo)
    note.refresh_from_db()
    assert (note.status, second.number) == ("draft", 2)
    assert list(AnswerVersion.objects.values_list("number", "text")) == [(2, "Two"), (1, "One")]


def test_a_newer_answer_by_somebody_else_is_not_overwritten(note: BriefingNote) -> None:
    question = note.round.question_set.questions.all()[0]
    actions.save_answer(note=note, question=question, text="The chair’s", based_on=0, by=chair(note.csp))
    with pytest.raises(NewerVersion) as raised:
        actions.save_answer(note=note, question=question, text="Mine", based_on=0, by=officer(note.csp))
    newer = raised.value
    assert (newer.saved_by, newer.number, newer.theirs, newer.yours) == (
        "Cranmere Chair",
        1,
        "The chair’s",
        "Mine",
    )


def test_saving_the_same_text_twice_is_no_conflict_and_no_event(note: BriefingNote) -> None:
    question = note.round.question_set.questions.all()[0]
    for _ in range(2):
        actions.save_answer(note=note, question=question, text="Same", based_on=0, by=officer(note.csp))
    assert AnswerVersion.objects.count() == 1


def test_a_note_with_open_themes_cannot_be_sent(note: BriefingNote) -> None:
    question = note.round.question_set.questions.all()[0]
    actions.save_answer(note=note, question=question, text="One", based_on=0, by=officer(note.csp))
    with pytest.raises(Refused, match="5 themes to answer."):
        actions.send_to_chair(note=note, by=officer(note.csp))


def test_the_officer_cannot_approve_and_nobody_can_before_it_is_sent(note: BriefingNote, ellen: User) -> None:
    with pytest.raises(Refused, match="This note is not with its chair."):
        actions.approve_note(note=note, by=chair(note.csp))
    sent = send(note)
    for nobody in (officer(note.csp), ellen, make_user("Root", is_administrator=True)):
        with pytest.raises(Refused, match="Only the chair of this partnership can approve its note."):
            actions.approve_note(note=sent, by=nobody)
    assert actions.approve_note(note=sent, by=chair(note.csp)).approved_by == "Cranmere Chair"


def test_the_chair_is_told_by_a_link_without_a_word_of_the_note(note: BriefingNote) -> None:
    send(note)
    mail = OutgoingMail.objects.latest("pk")
    assert mail.recipient == "cranmere.chair@wessexpcp.example"
    assert f"/partnerships/notes/{note.pk}/decide/" in mail.body
    assert "We say so" not in mail.body


@pytest.mark.shows("S1-41")
def test_a_returned_note_keeps_its_text_and_can_be_sent_again(note: BriefingNote) -> None:
    sent = send(note)
    with pytest.raises(Refused, match="Enter what should change"):
        actions.return_note(note=sent, comment=" ", by=chair(note.csp))
    back = actions.return_note(note=sent, comment="Add the figures", by=chair(note.csp))
    assert (back.status, back.return_comment, back.answers.count()) == ("returned", "Add the figures", 6)
    assert actions.send_to_chair(note=back, by=officer(note.csp)).status == "with_chair"


def test_the_comment_of_the_chair_stays_out_of_the_meetings_history(note: BriefingNote) -> None:
    actions.return_note(note=send(note), comment="Add the figures", by=chair(note.csp))
    verbs = [event.verb for event in Event.objects.within(note.round.scope)]
    assert verbs == ["briefing round opened", "meeting planned"]


def test_a_note_with_its_chair_can_be_taken_back_but_not_written(note: BriefingNote) -> None:
    sent = send(note)
    question = note.round.question_set.questions.all()[0]
    with pytest.raises(Refused, match="This note is with its chair."):
        actions.save_answer(note=sent, question=question, text="New", based_on=1, by=officer(note.csp))
    assert actions.take_back(note=sent, by=officer(note.csp)).status == "draft"


def test_an_approved_note_cannot_change_nor_be_withheld_any_more(note: BriefingNote) -> None:
    done = approve(note)
    question = note.round.question_set.questions.all()[0]
    with pytest.raises(Refused, match="This note has been approved"):
        actions.save_answer(note=done, question=question, text="New", based_on=1, by=officer(note.csp))
    with pytest.raises(Refused, match="you can no longer change who sees it"):
        actions.set_withheld(note=done, is_withheld=True, by=officer(note.csp))


def test_the_chair_decides_and_withholds_in_one_act(note: BriefingNote) -> None:
    done = actions.decide(
        note=send(note), decision="approve", is_withheld=True, withheld_reason="A case", by=chair(note.csp)
    )
    assert (done.status, done.is_withheld, done.withheld_reason) == ("approved", True, "A case")


@pytest.mark.shows("S1-44")
def test_last_rounds_words_are_offered_for_the_same_theme(
    note: BriefingNote, body: Body, ellen: User
) -> None:
    approve(note)
    later = make_meeting(body, ellen, starts_at=london(2027, 2, 5))
    again = actions.open_round(meeting=later, by=ellen)
    new = note_of(again, "Cranmere")
    question = new.round.question_set.questions.get(theme="funding")
    earlier = earlier_answer(new, question)
    assert earlier is not None
    assert earlier.text == "We say so, theme 4."
    assert earlier_answer(note_of(again, "Ambermere"), question) is None


def test_reminders_go_to_whoever_has_the_note(note: BriefingNote, ellen: User) -> None:
    OutgoingMail.objects.all().delete()
    actions.remind(note=note, by=ellen)
    actions.remind(note=send(note), by=ellen)
    reminded = OutgoingMail.objects.filter(subject__startswith="Reminder").values_list("recipient", flat=True)
    assert list(reminded) == ["cranmere.officer@wessexpcp.example", "cranmere.chair@wessexpcp.example"]


@pytest.fixture
def people(body: Body, ellen: User, round: Round, note: BriefingNote) -> dict[str, User]:
    return {
        "secretary": ellen,
        "member": make_chair(body),
        "monitoring officer": make_user("Mo Quill", body, Role.MONITORING_OFFICER),
        "commissioner's office": make_user("Otto Pell", body, Role.COMMISSIONERS_OFFICE),
        "report author": make_user("Ria Fenn", body, Role.REPORT_AUTHOR),
        "own officer": officer(note.csp),
        "own chair": chair(note.csp),
        "other officer": officer(note_of(round, "Ambermere").csp),
        "stranger": make_user("Sam Stray"),
    }


READERS = {
    "draft": {"own officer", "own chair"},
    "with_chair": {"own officer", "own chair"},
    "approved": {
        "secretary",
        "member",
        "monitoring officer",
        "own officer",
        "own chair",
        "other officer",
    },
    "withheld": {"secretary", "member", "monitoring officer", "own officer", "own chair"},
}


@pytest.mark.parametrize("state", READERS)
@pytest.mark.shows("S1-58")
def test_who_reads_a_note_and_the_policy_agrees_with_the_list(
    state: str, note: BriefingNote, people: dict[str, User]
) -> None:
    make: dict[str, Callable[[BriefingNote], BriefingNote]] = {
        "draft": answer_all,
        "with_chair": send,
        "approved": approve,
        "withheld": lambda one: approve(one, is_withheld=True),
    }
    made = make[state](note)
    listed = {who for who, user in people.items() if BriefingNote.objects.readable_by(user).contains(made)}
    allowed = {who for who, user in people.items() if policies.may_read(user, made).is_met}
    known = {who for who, user in people.items() if BriefingNote.objects.visible_to(user).contains(made)}
    assert (listed, allowed, known) == (READERS[state], READERS[state], READERS[state] | {"secretary"})


def test_a_role_that_ended_reads_nothing_more(
    note: BriefingNote, ellen: User, clock: time_machine.Traveller
) -> None:
    jo = officer(note.csp)
    held = note.csp.roles.get(user=jo)
    actions.end_role(held=held, ends_on=london(2026, 11, 23).date(), by=ellen)
    assert BriefingNote.objects.visible_to(jo).count() == 0


def test_a_role_that_ended_does_not_begin_again_by_a_later_last_day(
    note: BriefingNote, ellen: User, clock: time_machine.Traveller
) -> None:
    jo, gone = officer(note.csp), london(2026, 11, 23).date()
    held = note.csp.roles.get(user=jo)
    actions.end_role(held=held, ends_on=gone, by=ellen)
    with pytest.raises(Refused, match="This ended on Monday 23 November 2026, so it cannot be extended"):
        actions.end_role(held=held, ends_on=london(2030, 1, 1).date(), by=ellen)
    assert (note.csp.roles.get(user=jo).ends_on, BriefingNote.objects.visible_to(jo).count()) == (gone, 0)


@pytest.mark.parametrize("role", [Role.CSP_OFFICER, Role.CSP_CHAIR])
def test_nobody_lets_themselves_speak_for_a_partnership(note: BriefingNote, ellen: User, role: Role) -> None:
    with pytest.raises(Refused, match="You cannot make yourself an officer or the chair"):
        actions.appoint_by_address(
            csp=note.csp, name="Ellen", email=ellen.email.upper(), role=role, starts_on=FIRST_DAY, by=ellen
        )
    assert (policies.may_read(ellen, note).is_met, note.csp.roles.filter(user=ellen).exists()) == (
        False,
        False,
    )
