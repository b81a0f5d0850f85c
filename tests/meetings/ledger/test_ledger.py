"""The ledger of follow-ups: numbers, updates, who answers, responses, and how each one ends."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.accounts.roles import Role
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.minutes.content import FollowUpRow
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import FollowUp, FollowUpUpdate
from meetings.restricted.secret_words import needles_of
from tests.builders.ledger import MET_ON, Ledger, add, make_ledger, next_meeting
from tests.builders.minutes import held_meeting
from tests.builders.panels import give_sign_in, make_user, seat_member
from tests.builders.restricted import make_private, restrict

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def update(ledger: Ledger, text: str = "Asked twice", **fields: object) -> FollowUp:
    fields.setdefault("based_on", ledger.fresh().version)
    return actions.update_follow_up(follow_up=ledger.rows[0], text=text, by=ledger.clerk, **fields)  # type: ignore[arg-type]


def refusal(act: object) -> str:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return str(refused.value)


@pytest.mark.shows("S2-12", "V23")
def test_follow_ups_are_numbered_in_the_log_of_their_body() -> None:
    ledger = make_ledger("action", "undertaking", "recommendation", "item_to_raise")
    assert [(row.number, row.body) for row in ledger.rows] == [
        (number, ledger.body) for number in (1, 2, 3, 4)
    ]


def test_another_body_counts_for_itself() -> None:
    make_ledger("action", "action")
    from tests.builders.panels import make_panel, make_secretary

    mercia = make_panel("mercia", name="Mercia Police and Crime Panel")
    held = held_meeting(body=mercia, secretary=make_secretary(mercia, "Owen Pratt"))
    minutes = actions.start_minutes(meeting=held.meeting, by=held.secretary)
    minute = actions.write_minute(minutes=minutes, items=[], title="Business", by=held.secretary)
    assert actions.add_follow_up(minute=minute, text="write", by=held.secretary).number == 1


def test_a_number_is_never_given_twice_even_when_its_follow_up_was_a_slip() -> None:
    ledger = make_ledger("action", "action")
    keep = FollowUpRow(
        "Send figure 1", owner="Chief Constable", due_on=date(2026, 5, 29), pk=ledger.rows[0].pk
    )
    save_minute(ledger, [keep])
    assert [row.number for row in ledger.minute.follow_ups.all()] == [1]
    assert add(ledger, "Another").number == 3


def save_minute(ledger: Ledger, rows: list[FollowUpRow]) -> None:
    minute = ledger.minute
    actions.save_minute(
        minute=minute, text=minute.text, follow_ups=rows, based_on=minute.version, by=ledger.clerk
    )


class NumbersInAnyOrder(TestCase):
    """Whatever is added, left out and closed, every number is new and stays with its follow-up."""

    @settings(max_examples=15)
    @given(st.lists(st.sampled_from(["add", "write", "leave_out", "update", "discharge"]), max_size=12))
    def test_numbers_are_unique_and_stay(self, acts: list[str]) -> None:
        ledger = make_ledger()
        known = {ledger.rows[0].pk: 1}
        for act in acts:
            last = ledger.minute.follow_ups.last()
            if act == "add":
                add(ledger, "One more")
            elif act == "write":
                save_minute(ledger, [*map(typed, ledger.minute.follow_ups.all()), FollowUpRow("Typed")])
            elif act == "leave_out":
                save_minute(ledger, [typed(row) for row in ledger.minute.follow_ups.all()][:-1])
            elif last and act == "update" and last.is_outstanding:
                update_row(ledger, last)
            elif last and act == "discharge" and last.is_outstanding:
                actions.discharge_follow_up(follow_up=last, on=MET_ON, by=ledger.clerk)
            for row in FollowUp.objects.all():
                assert known.setdefault(row.pk, row.number) == row.number
            assert len(set(known.values())) == len(known)


def typed(row: FollowUp) -> FollowUpRow:
    return FollowUpRow(row.text, row.kind, row.owner, row.due_on, row.pk, row.due_words)


def update_row(ledger: Ledger, row: FollowUp) -> None:
    text = f"Heard {row.version}"
    actions.update_follow_up(follow_up=row, text=text, based_on=row.version, by=ledger.clerk)


def test_one_number_cannot_stand_twice_in_a_log() -> None:
    ledger = make_ledger("action", "action")
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=ledger.rows[1].pk).update(number=1)


@pytest.mark.shows("S2-14")
def test_a_follow_up_remembers_its_paragraph_and_the_limb_it_carries_out() -> None:
    ledger = make_ledger()
    decision = actions.decide(minute=ledger.minute, limbs=["note", "write to the Leader"], by=ledger.clerk)
    row = add(ledger, "Raise it with the Leader", stands="b7f3")
    actions.settle_follow_up(
        follow_up=row, decision=decision, limb=2, is_public=True, based_on=1, by=ledger.clerk
    )
    row.refresh_from_db()
    assert (row.stands, row.decision, row.limb) == ("b7f3", decision, 2)


def test_a_decision_of_another_minute_is_refused() -> None:
    ledger = make_ledger()
    other = actions.decide(minute=ledger.minutes.entries.all()[1], limbs=["note"], by=ledger.clerk)
    assert "of the same minute" in refusal(
        lambda: actions.settle_follow_up(
            follow_up=ledger.rows[0], decision=other, based_on=1, by=ledger.clerk
        )
    )


@pytest.mark.shows("S4-43")
def test_something_is_due_at_a_named_meeting_and_follows_it_when_it_moves() -> None:
    ledger = make_ledger()
    december = next_meeting(ledger)
    row = add(
        ledger, "Bring the terms of reference", due_meeting=december, due_words="by the December meeting"
    )
    assert row.due_day == date(2026, 12, 11)
    actions.move_meeting(
        meeting=december, starts_at=december.starts_at + timedelta(days=7), reason="A clash", by=ledger.clerk
    )
    assert FollowUp.objects.whole().get(pk=row.pk).due_day == date(2026, 12, 18)
    assert FollowUp.objects.overdue(on=date(2026, 12, 19)).last() == row


def test_minutes_print_the_words_by_which_something_is_due() -> None:
    ledger = make_ledger()
    add(ledger, "Bring the terms", due_words="by the September meeting")
    printed = MinutesDocument.of(ledger.minutes).minutes[0].follow_ups
    assert [line.due for line in printed] == ["29\u00a0May 2026", "the September meeting"]


def test_nothing_is_due_before_the_meeting_it_came_from() -> None:
    ledger = make_ledger()
    early = MET_ON - timedelta(days=1)
    assert "the meeting was on Wednesday 25 March 2026" in refusal(
        lambda: add(ledger, "Too early", due_on=early)
    )
    assert "cannot be due on" in refusal(lambda: update(ledger, new_due=early))


@pytest.mark.shows("S2-13")
def test_a_follow_up_without_owner_is_kept_and_flagged_until_somebody_answers_for_it() -> None:
    ledger = make_ledger()
    row = add(ledger, "Action", owner="")
    assert row.is_incomplete
    actions.settle_follow_up(
        follow_up=row, answerer_name="Cllr Burke", is_public=True, based_on=1, by=ledger.clerk
    )
    update_row(ledger, FollowUp.objects.get(pk=row.pk))
    actions.update_follow_up(
        follow_up=row, text="By summer", new_due=date(2026, 6, 30), based_on=3, by=ledger.clerk
    )
    assert not FollowUp.objects.get(pk=row.pk).is_incomplete


@pytest.mark.shows("V23")
def test_an_update_is_kept_with_who_and_when_and_the_old_day_beside_the_new() -> None:
    ledger = make_ledger()
    update(ledger, "The force needs another month", new_due=date(2026, 6, 30), is_in_hand=True)
    row, kept = ledger.fresh(), FollowUpUpdate.objects.get()
    assert (row.state, row.due_day, row.due_on) == ("in_hand", date(2026, 6, 30), date(2026, 5, 29))
    assert (kept.said_by, kept.due_before, kept.due_after) == (
        "Ellen Marsh",
        date(2026, 5, 29),
        date(2026, 6, 30),
    )


def test_an_empty_update_is_refused() -> None:
    ledger = make_ledger()
    assert refusal(lambda: update(ledger, "  \n ")) == "Enter the progress or answer."
    assert FollowUpUpdate.objects.count() == 0


def test_the_same_update_sent_twice_is_kept_once() -> None:
    ledger = make_ledger()
    update(ledger, based_on=1)
    update(ledger, based_on=1)
    assert FollowUpUpdate.objects.count() == 1


def test_an_update_against_an_older_state_brings_both_back_and_overwrites_nothing() -> None:
    ledger = make_ledger()
    update(ledger, "First", new_due=date(2026, 6, 30))
    with pytest.raises(NewerVersion) as newer:
        update(ledger, "Second", new_due=date(2026, 7, 31), based_on=1)
    assert "First" in newer.value.theirs
    assert newer.value.yours == "Second\nDue Friday 31 July 2026"
    assert (ledger.fresh().due_day, newer.value.number) == (date(2026, 6, 30), 2)


def test_who_answers_is_not_overwritten_from_a_second_window() -> None:
    ledger = make_ledger()
    settle = {"follow_up": ledger.rows[0], "by": ledger.clerk, "based_on": 1, "is_public": True}
    actions.settle_follow_up(answerer_name="Cllr Burke", **settle)
    with pytest.raises(NewerVersion) as newer:
        actions.settle_follow_up(answerer_name="Cllr Penhale", **settle)
    assert "Cllr Burke" in newer.value.theirs
    assert "Cllr Penhale" in newer.value.yours
    assert ledger.fresh().who == "Cllr Burke"


def test_confirmed_minutes_print_what_they_printed_whatever_the_ledger_learns() -> None:
    ledger = make_ledger()
    before = MinutesDocument.of(ledger.minutes)
    update(ledger, "Later", new_due=date(2026, 9, 30))
    actions.settle_follow_up(follow_up=ledger.rows[0], answerer_name="Somebody", based_on=2, by=ledger.clerk)
    actions.drop_follow_up(follow_up=ledger.rows[0], reason="Overtaken", by=ledger.clerk)
    assert MinutesDocument.of(ledger.minutes) == before


def test_a_minute_saved_without_a_follow_up_keeps_it_once_something_was_heard() -> None:
    ledger = make_ledger()
    update(ledger)
    save_minute(ledger, [FollowUpRow("Another")])
    assert [row.text for row in FollowUp.objects.order_by("number")] == ["Send figure 1", "Another"]


@pytest.mark.shows("S1-24", "V33")
def test_a_recommendation_awaits_its_response_until_it_is_received() -> None:
    ledger = make_ledger("recommendation", due_on=None)
    row = ledger.rows[0]
    actions.ask_for_response(
        follow_up=row,
        asked_of="Police and Crime Commissioner",
        asked_on=date(2026, 3, 30),
        respond_by=date(2026, 4, 30),
        by=ledger.clerk,
    )
    late = FollowUp.objects.visible_to(ledger.clerk).recommendations().awaiting_response()
    assert list(late.overdue(on=date(2026, 4, 30))) == []
    assert list(late.overdue(on=date(2026, 5, 1))) == [row]
    actions.record_answer(
        follow_up=row, received_on=date(2026, 5, 6), text="She accepts it.", by=ledger.clerk
    )
    assert list(late) == []
    assert (ledger.fresh().state_words, ledger.fresh().response.text) == ("Answered", "She accepts it.")


def test_a_response_is_not_due_before_it_is_asked_for() -> None:
    ledger = make_ledger("recommendation")
    assert "before the date of the request" in refusal(
        lambda: actions.ask_for_response(
            follow_up=ledger.rows[0],
            asked_of="Commissioner",
            asked_on=date(2026, 4, 30),
            respond_by=date(2026, 4, 29),
            by=ledger.clerk,
        )
    )


@pytest.mark.shows("S1-23", "S1-24")
def test_an_item_to_raise_is_followed_until_it_is_raised_at_a_meeting_and_answered() -> None:
    ledger = make_ledger("item_to_raise")
    december = next_meeting(ledger, month=6)
    actions.record_answer(
        follow_up=ledger.rows[0],
        raised_at=december,
        received_on=december.day,
        text="The Commissioner will write.",
        by=ledger.clerk,
    )
    row = ledger.fresh()
    assert (row.state_words, row.response.raised_at) == ("Raised and answered", december)
    actions.discharge_follow_up(follow_up=row, on=december.day, at=december, by=ledger.clerk)
    assert list(FollowUp.objects.outstanding()) == []


def test_an_answer_says_something() -> None:
    ledger = make_ledger("recommendation")
    assert "Enter the progress or answer" in refusal(
        lambda: actions.record_answer(follow_up=ledger.rows[0], received_on=MET_ON, by=ledger.clerk)
    )


def test_nothing_is_raised_at_an_earlier_meeting_or_one_of_another_body() -> None:
    ledger = make_ledger("item_to_raise")
    earlier = next_meeting(ledger, month=1)
    assert "or a later one of the same body" in refusal(
        lambda: actions.record_answer(
            follow_up=ledger.rows[0], raised_at=earlier, received_on=MET_ON, text="Yes", by=ledger.clerk
        )
    )


def test_discharging_says_when_where_and_what_shows_it() -> None:
    ledger = make_ledger()
    june = next_meeting(ledger, month=6)
    actions.discharge_follow_up(
        follow_up=ledger.rows[0], on=june.day, at=june, evidence="Minute 57", by=ledger.clerk
    )
    row = ledger.fresh()
    assert (row.state, row.discharged_on, row.discharged_by, row.discharged_at, row.evidence) == (
        "discharged",
        june.day,
        "Ellen Marsh",
        june,
        "Minute 57",
    )


def test_what_is_discharged_cannot_be_discharged_dropped_or_updated_again() -> None:
    ledger = make_ledger()
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=MET_ON, by=ledger.clerk)
    act = {"follow_up": ledger.rows[0], "by": ledger.clerk}
    assert refusal(lambda: actions.discharge_follow_up(on=MET_ON, **act)) == "This has already been closed."
    assert refusal(lambda: actions.drop_follow_up(reason="Why", **act)) == "This has already been closed."
    assert refusal(lambda: update(ledger)) == "This has been closed."


def test_nothing_is_done_in_the_future_or_before_the_meeting() -> None:
    ledger = make_ledger()
    act = {"follow_up": ledger.rows[0], "by": ledger.clerk}
    assert "in the future" in refusal(
        lambda: actions.discharge_follow_up(on=TODAY + timedelta(days=1), **act)
    )
    assert "the meeting was on" in refusal(
        lambda: actions.discharge_follow_up(on=MET_ON - timedelta(days=1), **act)
    )


@pytest.mark.shows("S4-62")
def test_dropping_needs_a_reason_and_nothing_leaves_the_ledger() -> None:
    ledger = make_ledger()
    act = {"follow_up": ledger.rows[0], "by": ledger.clerk}
    assert refusal(lambda: actions.drop_follow_up(reason=" ", **act)) == "Enter the reason."
    actions.drop_follow_up(reason="Overtaken by the new plan", **act)
    assert (ledger.fresh().state, ledger.fresh().dropped_reason) == ("dropped", "Overtaken by the new plan")
    assert list(FollowUp.objects.closed()) == [ledger.rows[0]]


def test_what_was_closed_is_opened_again_with_a_reason_that_history_keeps() -> None:
    ledger = make_ledger()
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=MET_ON, by=ledger.clerk)
    actions.reopen_follow_up(follow_up=ledger.rows[0], reason="The figures were wrong", by=ledger.clerk)
    row = ledger.fresh()
    assert (row.state, row.discharged_on, row.discharged_by) == ("open", None, "")
    assert Event.objects.of(row).with_notes()[0].note.text == "The figures were wrong"
    assert (
        refusal(lambda: actions.reopen_follow_up(follow_up=row, reason="Again", by=ledger.clerk))
        == "This is already open."
    )


def test_several_are_discharged_at_one_meeting_and_a_second_click_changes_nothing() -> None:
    ledger = make_ledger("action", "action", "undertaking")
    june = next_meeting(ledger, month=6)
    act = {"follow_ups": ledger.rows, "at": june, "evidence": "Minute 57", "by": ledger.clerk}
    actions.drop_follow_up(follow_up=ledger.rows[1], reason="Overtaken", by=ledger.clerk)
    assert actions.discharge_several(**act) == [ledger.rows[0], ledger.rows[2]]
    assert actions.discharge_several(**act) == []
    assert ledger.fresh(1).state == "dropped"


def test_several_are_discharged_all_or_none() -> None:
    ledger = make_ledger("action")
    june = next_meeting(ledger, month=6)
    later = actions.start_minutes(meeting=next_meeting(ledger, month=9), by=ledger.clerk)
    after = actions.add_follow_up(minute=later.entries.all()[0], text="Later", by=ledger.clerk)
    assert "the meeting was on Friday 11 September 2026" in refusal(
        lambda: actions.discharge_several(follow_ups=[ledger.rows[0], after], at=june, by=ledger.clerk)
    )
    assert ledger.fresh().state == "open"


def test_a_discharged_row_without_a_day_cannot_be_stored() -> None:
    ledger = make_ledger()
    for values in ({"state": "discharged"}, {"state": "dropped"}, {"dropped_reason": "Why"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUp.objects.filter(pk=ledger.rows[0].pk).update(**values)


@pytest.mark.shows("S4-41")
def test_offers_and_items_to_raise_are_kept_inside_until_somebody_shows_them() -> None:
    ledger = make_ledger("action", "undertaking", "recommendation", "item_to_raise")
    ledger.publish()
    assert [row.kind for row in FollowUp.objects.on_public_log().order_by("number")] == [
        "action",
        "recommendation",
    ]


def test_the_public_log_waits_for_the_minutes() -> None:
    ledger = make_ledger()
    assert list(FollowUp.objects.on_public_log()) == []
    ledger.publish()
    assert list(FollowUp.objects.on_public_log()) == ledger.rows


def test_a_follow_up_of_restricted_business_never_stands_on_the_public_log() -> None:
    world = make_private()
    restrict(world)
    minutes = actions.start_minutes(meeting=world.meeting, by=world.clerk)
    for entry in minutes.entries.all():
        actions.add_follow_up(minute=entry, text=f"About {entry.title}", by=world.clerk)
    world.meeting.minutes.status = "published"
    FollowUp.objects.update(is_public=True)
    type(minutes).objects.filter(pk=minutes.pk).update(
        status="published", published_at=world.meeting.starts_at, published_by="Ellen Marsh"
    )
    titles = {row.minute.title for row in FollowUp.objects.on_public_log()}
    assert titles == {"Knife crime", "Budget"}


def test_who_answers_for_a_follow_up_reads_it_once_the_minutes_are_out_and_says_how_it_stands() -> None:
    ledger = make_ledger("action", "action")
    person = seat_member(ledger.body, "Burke", "Cranmere City Council")
    give_sign_in(person)
    actions.settle_follow_up(
        follow_up=ledger.rows[0], answerer=person, is_public=True, based_on=1, by=ledger.clerk
    )
    assert list(FollowUp.objects.visible_to(person.user)) == []
    ledger.publish()
    assert list(FollowUp.objects.visible_to(person.user)) == [ledger.rows[0]]
    actions.update_follow_up(follow_up=ledger.rows[0], text="Written", based_on=2, by=person.user)
    assert "Only the" in refusal(
        lambda: actions.discharge_follow_up(follow_up=ledger.rows[0], on=MET_ON, by=person.user)
    )
    assert "Only the" in refusal(
        lambda: actions.update_follow_up(follow_up=ledger.rows[1], text="x", based_on=1, by=person.user)
    )


@pytest.mark.parametrize("role", [Role.MONITORING_OFFICER, Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE])
def test_only_the_secretariat_keeps_the_ledger(role: Role) -> None:
    ledger = make_ledger("recommendation")
    other = make_user("Robin Vale", ledger.body, role)
    act = {"follow_up": ledger.rows[0], "by": other}
    for tried in (
        lambda: actions.update_follow_up(text="x", based_on=1, **act),
        lambda: actions.settle_follow_up(based_on=1, **act),
        lambda: actions.ask_for_response(asked_of="x", asked_on=MET_ON, **act),
        lambda: actions.record_answer(text="x", received_on=MET_ON, **act),
        lambda: actions.drop_follow_up(reason="x", **act),
        lambda: actions.reopen_follow_up(reason="x", **act),
    ):
        assert refusal(tried).startswith("Only the")


def test_public_minutes_print_no_follow_up_of_restricted_business_and_its_words_are_searched_for() -> None:
    world = make_private()
    restrict(world)
    minutes = actions.start_minutes(meeting=world.meeting, by=world.clerk)
    entry = minutes.entries.filter(items=world.items[1])[0]
    row = actions.add_follow_up(minute=entry, text="Write to Larkspur about its prices", by=world.clerk)
    actions.update_follow_up(follow_up=row, text="Larkspur asked for a week", based_on=1, by=world.clerk)
    assert [line.follow_ups for line in MinutesDocument.of(minutes).minutes] == [[]] * 3
    searched = {needle.words for needle in needles_of(world.meeting) if "follow-up" in needle.name}
    assert searched == {"Write to Larkspur about its prices", "Larkspur asked for a week"}
