"""Opening rounds, their due day, and the paper made of their notes."""

from datetime import date, timedelta

import pytest
import time_machine

from config import reactions
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions as meetings
from meetings.models import Paper, Placement
from panels.models import Body
from partnerships import actions
from partnerships.documents import CollectedNotesDocument
from partnerships.models import BriefingNote, QuestionSet, Round
from partnerships.policies import may_write
from partnerships.rules import THEMES
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import signed_in
from tests.builders.partnerships import approve, make_csp, make_round, note_of, officer, send

pytestmark = pytest.mark.django_db


def subjects() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.values_list("recipient", "subject"))


@pytest.mark.shows("S1-37")
def test_opening_a_round_asks_every_partnership_once_and_writes_a_link_only(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    notes = round.notes.order_by("csp__short_name")
    assert [(n.csp.short_name, n.status) for n in notes] == [
        ("Ambermere", "asked"),
        ("Cranmere", "asked"),
        ("Kennetside", "asked"),
    ]
    assert round.due_on == date(2026, 11, 20)
    assert [to for to, _ in subjects()] == [
        "ambermere.officer@wessexpcp.example",
        "cranmere.officer@wessexpcp.example",
        "kennetside.officer@wessexpcp.example",
    ]
    assert f"/partnerships/notes/{notes[0].pk}/" in OutgoingMail.objects.earliest("pk").body
    assert Event.objects.within(round.scope)[0].verb == "briefing round opened"


def test_the_first_round_makes_the_first_question_set_of_the_six_themes(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    themes = list(round.question_set.questions.values_list("theme", flat=True))
    assert themes == [theme.key for theme in THEMES]
    assert round.question_set.number == 1


def test_a_meeting_has_one_round(clock: time_machine.Traveller, body: Body, ellen: User) -> None:
    round = make_round(body, ellen)
    with pytest.raises(Refused, match="Briefing notes have already been requested for this meeting."):
        actions.open_round(meeting=round.meeting, by=ellen)


def test_a_panel_without_partnerships_has_nobody_to_ask(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    with pytest.raises(Refused, match="No partnership is recorded."):
        actions.open_round(meeting=make_meeting(body, ellen), by=ellen)


def test_the_due_day_moves_with_the_meeting_and_those_who_write_are_told_once(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    approve(note_of(round, "Cranmere"))
    meetings.move_meeting(
        meeting=round.meeting, starts_at=london(2026, 12, 11), reason="The hall is taken", by=ellen
    )
    OutgoingMail.objects.all().delete()
    round = Round.objects.get(pk=round.pk)
    assert (round.due_on, round.told_due_on) == (date(2026, 11, 27), date(2026, 11, 20))
    actions.tell_due_day(round=round, by=ellen)
    actions.tell_due_day(round=round, by=ellen)
    assert [to for to, _ in subjects()] == [
        "ambermere.officer@wessexpcp.example",
        "ambermere.chair@wessexpcp.example",
        "kennetside.officer@wessexpcp.example",
        "kennetside.chair@wessexpcp.example",
    ]


def test_a_due_day_set_by_hand_stays_until_it_is_taken_away(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, due_on=date(2026, 11, 18))
    assert round.due_on == date(2026, 11, 18)
    clock.move_to("2026-11-10T10:00:00+00:00")
    assert actions.change_due_day(round=round, due_on=None, by=ellen).due_on == date(2026, 11, 20)
    with pytest.raises(Refused, match="Notes cannot be due after the meeting."):
        actions.change_due_day(round=round, due_on=date(2026, 12, 5), by=ellen)


@pytest.mark.shows("S1-45")
def test_a_round_keeps_its_questions_when_the_next_set_is_made(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    lines = [actions.questions.QuestionLine("Only one", "What else?")]
    newer = actions.revise_questions(body=body, lines=lines, by=ellen)
    assert (round.question_set.questions.count(), newer.number) == (6, 2)
    assert QuestionSet.objects.latest_of(body.pk) == newer


def test_the_collected_paper_counts_who_answered_and_leaves_withheld_words_out(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    approve(note_of(round, "Ambermere"))
    approve(note_of(round, "Cranmere"), is_withheld=True)
    notes = list(BriefingNote.objects.whole().of_round(round))
    document = CollectedNotesDocument.of(round, notes, date(2026, 11, 25))
    assert document.summary == (
        "Two of the three partnerships answered. Kennetside had not answered by Wednesday 25 November 2026."
    )
    assert [note.partnership for note in document.notes] == ["Ambermere Community Safety Partnership"]
    assert [(row.state, row.remark) for row in document.responses] == [
        ("Received Tuesday 24 November 2026", "4 days late"),
        ("Received Tuesday 24 November 2026", "4 days late"),
        ("Not received", "5 days late"),
    ]


def test_a_due_day_that_has_passed_is_refused_and_nobody_is_told(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    OutgoingMail.objects.all().delete()
    with pytest.raises(Refused, match="This date has passed."):
        actions.change_due_day(round=round, due_on=date(2026, 10, 27), by=ellen)
    with pytest.raises(Refused, match="The usual due date, Friday 20 November 2026, has passed."):
        actions.change_due_day(round=round, due_on=None, by=ellen)
    later = make_meeting(body, ellen, starts_at=london(2026, 12, 7))
    with pytest.raises(Refused, match="The usual due date, Monday 23 November 2026, has passed."):
        actions.open_round(meeting=later, by=ellen)
    assert (Round.objects.count(), subjects()) == (1, [])


def test_a_cancelled_meeting_ends_its_round_and_tells_those_who_still_write(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    approve(note_of(round, "Cranmere"))
    reactions.react()
    OutgoingMail.objects.all().delete()
    meetings.cancel_meeting(meeting=round.meeting, reason="Flooding", by=ellen)
    reactions.react()
    told = [(to, subject) for to, subject in subjects() if subject.startswith("No longer needed")]
    subject = "No longer needed: briefing note for the meeting of Friday 4 December 2026"
    assert told == [
        ("ambermere.officer@wessexpcp.example", subject),
        ("ambermere.chair@wessexpcp.example", subject),
        ("kennetside.officer@wessexpcp.example", subject),
        ("kennetside.chair@wessexpcp.example", subject),
    ]
    waiting = note_of(round, "Ambermere")
    words = "The meeting of Friday 4 December 2026 was cancelled, so no notes are needed."
    assert may_write(officer(waiting.csp), waiting).sentence == words
    with pytest.raises(Refused, match="was cancelled"):
        actions.remind(note=waiting, by=ellen)


def test_a_partnership_is_told_when_its_words_are_printed_against_its_wish(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    note = approve(note_of(round, "Cranmere"), is_withheld=True)
    OutgoingMail.objects.all().delete()
    actions.decide_publication(note=note, is_published=True, reason="Agreed by telephone", by=ellen)
    mails = list(OutgoingMail.objects.order_by("pk"))
    assert [mail.recipient for mail in mails] == [
        "cranmere.officer@wessexpcp.example",
        "cranmere.chair@wessexpcp.example",
    ]
    assert "will be printed in a paper that the public can read.\n\nReason given: Agreed by telephone" in (
        mails[0].body
    )
    actions.decide_publication(note=note_of(round, "Cranmere"), is_published=True, reason="Again", by=ellen)
    assert OutgoingMail.objects.count() == 2


def test_a_withheld_note_is_published_only_with_a_reason(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    note = approve(note_of(round, "Cranmere"), is_withheld=True)
    assert note.goes_public is False
    with pytest.raises(Refused, match="asked that the other partnerships do not read its note"):
        actions.decide_publication(note=note, is_published=True, by=ellen)
    decided = actions.decide_publication(
        note=note, is_published=True, reason="Agreed with its chair by telephone", by=ellen
    )
    assert decided.goes_public is True


def test_placing_again_after_a_late_note_brings_the_same_paper_up_to_date(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    (item,) = add_items(round.meeting, ellen, "Community safety partnerships")
    approve(note_of(round, "Ambermere"))
    actions.place_notes(round=round, item=item, by=ellen)
    clock.shift(timedelta(days=1))
    approve(note_of(round, "Cranmere"))
    actions.place_notes(round=round, item=item, by=ellen)
    assert Placement.objects.count() == 1
    paper = Paper.objects.get()
    assert (paper.preparation, paper.source_ref) == ("cleared", round.ref)
    assert paper.latest is not None and paper.latest.document is not None
    assert len(paper.latest.document["notes"]) == 2


def test_nothing_is_placed_while_no_note_is_in_or_on_another_meeting(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    other = make_meeting(body, ellen, starts_at=london(2027, 2, 5))
    (item,) = add_items(other, ellen, "Elsewhere")
    with pytest.raises(Refused, match="No note has been received."):
        actions.place_notes(round=round, item=item, by=ellen)
    approve(note_of(round, "Ambermere"))
    with pytest.raises(Refused, match="another meeting"):
        actions.place_notes(round=Round.objects.get(), item=item, by=ellen)


def test_a_partnership_has_one_chair_at_a_time(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    csp = make_csp(body, ellen)
    actions.appoint_by_address(
        csp=csp,
        name="Cllr Nell Ash",
        email="nell.ash@cranmere.example",
        role=Role.CSP_CHAIR,
        starts_on=date(2026, 11, 24),
        by=ellen,
    )
    chairs = csp.roles.filter(role="csp_chair").order_by("starts_on")
    assert [(held.user.name, held.ends_on) for held in chairs] == [
        ("Cranmere Chair", date(2026, 11, 24)),
        ("Cllr Nell Ash", None),
    ]


@pytest.mark.shows("S1-38")
def test_notes_due_on_a_holiday_are_due_on_the_working_day_before(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, meeting=make_meeting(body, ellen, starts_at=london(2027, 1, 15)))
    assert round.due_on == date(2026, 12, 31)


def chased() -> list[str]:
    sent = OutgoingMail.objects.filter(subject__startswith="Reminder").order_by("pk")
    return list(sent.values_list("recipient", flat=True))


def test_whoever_has_a_note_is_reminded_once_for_each_day_and_nobody_whose_note_is_in(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen)
    approve(note_of(round, "Ambermere"))
    send(note_of(round, "Cranmere"))
    assert actions.chase(today=date(2026, 11, 16)) == 0
    clock.move_to("2026-11-18T09:00:00+00:00")
    assert [actions.chase(today=date(2026, 11, 18)) for _ in range(2)] == [2, 0]
    clock.move_to("2026-11-21T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 21)) == 2
    clock.move_to("2026-11-27T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 27)) == 0
    clock.move_to("2026-11-28T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 28)) == 2
    assert chased() == ["cranmere.chair@wessexpcp.example", "kennetside.officer@wessexpcp.example"] * 3
    said = [event.actor_name for event in Event.objects.within(round.scope).filter(verb="reminder sent")]
    assert said == ["Panelbook"] * 6


def test_a_reminder_by_hand_stands_for_the_one_of_that_day(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, ("Cranmere",))
    clock.move_to("2026-11-17T07:00:00+00:00")
    actions.remind(note=note_of(round, "Cranmere"), by=ellen)
    assert actions.chase(today=date(2026, 11, 17)) == 0
    assert chased() == ["cranmere.officer@wessexpcp.example"]


def test_nobody_is_reminded_without_an_officer_or_of_a_meeting_that_is_cancelled(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, ("Cranmere", "Marlbury"))
    User.objects.filter(pk=officer(note_of(round, "Cranmere").csp).pk).update(is_active=False)
    clock.move_to("2026-11-18T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 18)) == 1
    assert chased() == ["marlbury.officer@wessexpcp.example"]
    clock.move_to("2026-11-24T09:00:00+00:00")
    meetings.cancel_meeting(meeting=round.meeting, reason="Snow", by=ellen)
    assert actions.chase(today=date(2026, 11, 24)) == 0


def test_the_chair_who_gets_a_note_after_its_officer_was_reminded_is_reminded_too(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, ("Cranmere",))
    clock.move_to("2026-11-18T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 18)) == 1
    send(note_of(round, "Cranmere"))
    assert [actions.chase(today=date(2026, 11, 18)) for _ in range(2)] == [1, 0]
    assert chased() == ["cranmere.officer@wessexpcp.example", "cranmere.chair@wessexpcp.example"]


def test_reminders_go_by_the_date_the_partnerships_were_told(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, ("Cranmere",))
    told = round.told_due_on
    Round.objects.filter(pk=round.pk).update(due_override=told - timedelta(days=3))
    clock.move_to(f"{told - timedelta(days=2)}T09:00:00+00:00")
    assert actions.chase(today=told - timedelta(days=2)) == 1
    clock.move_to(f"{told + timedelta(days=1)}T09:00:00+00:00")
    assert actions.chase(today=told + timedelta(days=1)) == 1


def test_a_note_that_cannot_be_chased_does_not_hold_up_the_others(
    clock: time_machine.Traveller, body: Body, ellen: User, caplog: pytest.LogCaptureFixture
) -> None:
    round = make_round(body, ellen, ("Cranmere", "Marlbury"))
    # An address to which nothing can be sent.
    spoilt = officer(note_of(round, "Cranmere").csp)
    User.objects.filter(pk=spoilt.pk).update(email="cranmere\n@wessexpcp.example")
    clock.move_to("2026-11-18T09:00:00+00:00")
    assert actions.chase(today=date(2026, 11, 18)) == 1
    assert chased() == ["marlbury.officer@wessexpcp.example"]
    said = [record.getMessage() for record in caplog.records if record.name == "partnerships.actions.notes"]
    assert said == [f"The reminder of briefing note {note_of(round, 'Cranmere').pk} could not be sent"]


def test_the_round_does_not_say_that_the_meeting_was_moved_where_it_was_not(
    clock: time_machine.Traveller, body: Body, ellen: User
) -> None:
    round = make_round(body, ellen, ("Cranmere",))
    Round.objects.update(told_due_on=date(2026, 11, 22))
    page = signed_in(ellen).get(f"/partnerships/rounds/{round.pk}/").content.decode()
    assert "The date the partnerships have is Sunday 22 November 2026." in page
    assert "has changed with the date of the meeting" not in page
