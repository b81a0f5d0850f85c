"""Planning a year at once, pre-election periods, and what follows from moving a meeting."""

from datetime import date, time

import pytest

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import Meeting, PreElectionPeriod
from meetings.planning.dates import periods_of
from panels.models import Person
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_chair, make_user, seat_member
from tests.builders.questions import announced_meeting, put
from tests.builders.year import awaited_paper, planned_at

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FRIDAYS = (date(2027, 6, 11), date(2027, 9, 10), date(2027, 12, 10), date(2028, 3, 10))
REASON = "The Commissioner cannot attend on the first date."


def mails() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


def test_a_year_is_planned_in_one_act(body, ellen) -> None:
    made = actions.plan_year(body=body, planned=planned_at(*FRIDAYS), venue="Guildhall", by=ellen)
    assert [(each.day, str(each.venue), each.announced_at) for each in made] == [
        (day, "Guildhall", None) for day in FRIDAYS
    ]
    assert Event.objects.filter(verb="year planned").count() == 1


def test_a_double_click_plans_nothing_twice(body, ellen) -> None:
    actions.plan_year(body=body, planned=planned_at(*FRIDAYS), by=ellen)
    again = actions.plan_year(body=body, planned=planned_at(*FRIDAYS), by=ellen)
    assert (again, Meeting.objects.count()) == ([], 4)
    assert Event.objects.filter(verb="year planned").count() == 1


def test_a_year_that_is_partly_planned_is_filled_up(body, ellen) -> None:
    actions.plan_year(body=body, planned=planned_at(FRIDAYS[1]), by=ellen)
    made = actions.plan_year(body=body, planned=planned_at(*FRIDAYS), by=ellen)
    assert [each.day for each in made] == [FRIDAYS[0], FRIDAYS[2], FRIDAYS[3]]


def test_a_cancelled_meeting_does_not_hold_its_hour(body, ellen) -> None:
    (meeting,) = actions.plan_year(body=body, planned=planned_at(FRIDAYS[0]), by=ellen)
    actions.cancel_meeting(meeting=meeting, reason="No business", by=ellen)
    made = actions.plan_year(body=body, planned=planned_at(FRIDAYS[0]), by=ellen)
    assert [each.day for each in made] == [FRIDAYS[0]]


def test_two_meetings_in_one_hour_are_refused_and_nothing_is_planned(body, ellen) -> None:
    with pytest.raises(Refused, match="begin at the same time"):
        actions.plan_year(body=body, planned=planned_at(FRIDAYS[0], FRIDAYS[1], FRIDAYS[0]), by=ellen)
    assert Meeting.objects.count() == 0


def test_only_the_secretariat_plans_a_year(body) -> None:
    with pytest.raises(Refused, match="Only the secretariat can schedule meetings"):
        actions.plan_year(body=body, planned=planned_at(*FRIDAYS), by=make_chair(body))


def test_the_usual_period_is_proposed_until_one_is_kept_or_none_applies(body, ellen) -> None:
    assert [(each.first, each.is_kept) for each in periods_of(body, 2026)] == [
        (date(2026, 3, 26), False),
        (date(2027, 3, 25), False),
    ]
    days = {"starts_on": date(2027, 3, 22), "ends_on": date(2027, 5, 6)}
    actions.save_period(body=body, name="County elections", by=ellen, **days)
    actions.save_period(
        body=body,
        name="No elections in 2026",
        starts_on=date(2026, 3, 26),
        ends_on=date(2026, 5, 7),
        applies=False,
        by=ellen,
    )
    assert [(each.name, each.first, each.is_kept) for each in periods_of(body, 2026)] == [
        ("County elections", date(2027, 3, 22), True)
    ]


def test_a_period_that_ends_before_it_starts_is_refused(body, ellen) -> None:
    days = {"starts_on": date(2027, 5, 6), "ends_on": date(2027, 3, 25)}
    with pytest.raises(Refused, match="The last day comes before the first"):
        actions.save_period(body=body, name="Elections", by=ellen, **days)
    assert PreElectionPeriod.objects.count() == 0


def test_a_removed_period_makes_room_for_the_usual_one(body, ellen) -> None:
    days = {"starts_on": date(2027, 3, 22), "ends_on": date(2027, 5, 6)}
    kept = actions.save_period(body=body, name="County elections", by=ellen, **days)
    actions.remove_period(period=kept, by=ellen)
    assert [each.is_kept for each in periods_of(body, 2026)] == [False, False]


def test_everybody_concerned_is_told_of_a_move_once(body, ellen) -> None:
    make_chair(body)
    meeting = make_meeting(body, ellen)
    farah = make_user("Farah Siddiqui")
    awaited_paper(meeting, ellen, date(2026, 11, 27), author=farah)
    OutgoingMail.objects.all().delete()
    actions.move_meeting(meeting=meeting, starts_at=london(2026, 12, 11), reason=REASON, by=ellen)
    assert mails() == ["farah.siddiqui@wessexpcp.example", "rosalind.gage@wessexpcp.example"]
    body_text = OutgoingMail.objects.get(recipient__startswith="rosalind").body
    assert body_text.startswith(
        "The ordinary meeting of Wessex Police and Crime Panel on Friday 4 December 2026 at 1.30 pm is now "
        "on Friday 11 December 2026 at 1.30 pm. Venue: County Hall, Ambermere.\n\n"
        f"Reason: {REASON}\n\nThe meeting:\n"
    )


def test_nobody_is_told_when_the_secretary_says_so(body, ellen) -> None:
    make_chair(body)
    meeting = make_meeting(body, ellen)
    actions.move_meeting(meeting=meeting, starts_at=london(2026, 12, 11), reason=REASON, by=ellen, tell=False)
    assert mails() == []


def test_an_awaited_paper_follows_its_meeting_and_its_author_reads_the_new_day(body, ellen) -> None:
    meeting = make_meeting(body, ellen, starts_at=london(2027, 1, 15))
    paper = awaited_paper(meeting, ellen, date(2026, 12, 31))
    OutgoingMail.objects.all().delete()
    actions.move_meeting(meeting=meeting, starts_at=london(2027, 1, 22), reason=REASON, by=ellen)
    paper.refresh_from_db()
    assert paper.due_on == date(2027, 1, 7)
    (mail,) = OutgoingMail.objects.all()
    assert "The paper you were asked for is now due on Thursday 7 January 2027." in mail.body
    assert ("Knife crime" in mail.body, "/meetings/" in mail.body) == (False, False)


def test_a_due_day_that_was_set_by_hand_stays(body, ellen) -> None:
    meeting = make_meeting(body, ellen, starts_at=london(2027, 1, 15))
    paper = awaited_paper(meeting, ellen, date(2026, 12, 14))
    actions.move_meeting(meeting=meeting, starts_at=london(2027, 1, 22), reason=REASON, by=ellen)
    paper.refresh_from_db()
    assert paper.due_on == date(2026, 12, 14)


def test_a_private_meeting_is_told_to_those_who_know_of_it_only(body, ellen) -> None:
    from foundation.accounts.roles import Role
    from panels.models import OfficeHolder, Person, ScrutinisedOffice

    make_user("Office Hand", body, Role.COMMISSIONERS_OFFICE)
    office = ScrutinisedOffice.objects.create(body=body, name="Police and Crime Commissioner")
    holder = Person.objects.create(given_name="Miriam", family_name="Calloway", email="pcc@pcc.example")
    OfficeHolder.objects.create(office=office, person=holder, post="Commissioner", starts_on=date(2020, 1, 1))
    make_chair(body)
    private = make_meeting(body, ellen, kind="briefing")
    actions.move_meeting(meeting=private, starts_at=london(2026, 12, 11), reason=REASON, by=ellen)
    assert mails() == ["rosalind.gage@wessexpcp.example"]
    public = make_meeting(body, ellen)
    actions.move_meeting(meeting=public, starts_at=london(2026, 12, 18), reason=REASON, by=ellen)
    assert mails() == [
        "office.hand@wessexpcp.example",
        "pcc@pcc.example",
        "rosalind.gage@wessexpcp.example",
        "rosalind.gage@wessexpcp.example",
    ]


def test_a_meeting_is_not_moved_to_the_past_nor_into_the_hour_of_another(body, ellen) -> None:
    meeting = make_meeting(body, ellen)
    make_meeting(body, ellen, starts_at=london(2026, 12, 11))
    with pytest.raises(Refused, match="has passed"):
        actions.move_meeting(meeting=meeting, starts_at=london(2026, 11, 20), reason=REASON, by=ellen)
    with pytest.raises(Refused, match="starts at the same time"):
        actions.move_meeting(meeting=meeting, starts_at=london(2026, 12, 11), reason=REASON, by=ellen)
    moved = actions.move_meeting(
        meeting=meeting, starts_at=london(2026, 12, 11, 15, 0), reason=REASON, by=ellen
    )
    assert moved.starts_at == london(2026, 12, 11, 15, 0)


def test_a_restricted_item_is_not_named_in_the_mails_of_a_move(body, ellen) -> None:
    make_chair(body)
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Appointment of Deputy Commissioner Quill")
    actions.restrict_item(item=item, by=ellen, ground="confidential", imposed_by="The Home Office")
    actions.move_meeting(meeting=meeting, starts_at=london(2026, 12, 11), reason=REASON, by=ellen)
    assert [("Quill" in each.body + each.subject) for each in OutgoingMail.objects.all()] == [False]


def test_a_place_alone_may_change_on_the_day_itself(body, ellen) -> None:
    meeting = make_meeting(body, ellen, starts_at=london(2026, 11, 24, 9, 30))
    moved = actions.move_meeting(meeting=meeting, venue="Guildhall", reason="Flood", by=ellen)
    assert (str(moved.venue), moved.starts_at) == ("Guildhall", london(2026, 11, 24, 9, 30))


def test_a_plan_of_more_than_sixty_meetings_is_refused(body, ellen) -> None:
    many = [each for hour in range(1, 22) for each in planned_at(*FRIDAYS[:3], at=time(hour, 0))]
    with pytest.raises(Refused, match="60 meetings at most"):
        actions.plan_year(body=body, planned=many, by=ellen)


def test_members_of_the_day_of_the_meeting_and_askers_are_told_of_a_move() -> None:
    body, clerk, meeting = announced_meeting()
    seat_member(body, "Abbot", "Abbot Council", starts_on=date(2026, 12, 8))
    seat_member(body, "Birch", "Birch Council", ends_on=date(2026, 12, 6))
    seat_member(body, "Carver", "Carver Council", ends_on=date(2026, 11, 30))
    for name in ("Abbot", "Birch", "Carver"):
        Person.objects.filter(family_name=name).update(email=f"{name.lower()}@members.example")
    question = put(meeting)
    actions.accept_question(question=question, by=clerk)
    waiting = put(meeting, "And how many in Cranmere?", email="waits@ashby.example")
    OutgoingMail.objects.all().delete()
    actions.move_meeting(
        meeting=meeting, reason="The hall is flooded.", starts_at=london(2026, 12, 11), by=clerk
    )
    to = sorted(OutgoingMail.objects.values_list("recipient", flat=True))
    assert to == ["abbot@members.example", "birch@members.example", "jane@ashby.example"]
    mail = OutgoingMail.objects.get(recipient="jane@ashby.example")
    said = "The meeting of Friday 4 December 2026 at 1.30 pm is now on Friday 11 December 2026 at 1.30 pm."
    assert said in mail.body
    assert waiting.status == "received"
    actions.cancel_meeting(meeting=meeting, reason="There is no quorum.", by=clerk)
    last = OutgoingMail.objects.filter(recipient="jane@ashby.example").order_by("pk").last()
    assert last is not None
    assert "The meeting has been cancelled." in last.body
