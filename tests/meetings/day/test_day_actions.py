"""Recording a meeting: each act once, each contradiction refused, everything that follows from it right."""

from datetime import time
from typing import Any

import pytest

from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.attendance.presence import here_at, here_now
from meetings.models import AgendaItem, Attendance, DayAct, DayEntry, Interest, Meeting
from meetings.packs.documents.agenda import exclusion_of
from meetings.restricted.business import Restricted
from panels.models import Office, Person
from tests.builders.day import coopted, day_meeting, entry, record_of, roll_of, today
from tests.builders.minutes import Held, add_items, held_meeting
from tests.builders.panels import FIRST_DAY, make_panel, seat_member

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def held() -> Held:
    """A meeting that began at nine with everyone but Mr Stannard, who sent apologies."""
    made = day_meeting()
    add_items(made, 4)
    roll_of(made, Stannard="apologies")
    return made


def go(held: Held, family: str, kind: str, minute: int, **more: Any) -> DayEntry | None:
    return actions.come_or_go(
        meeting=held.meeting,
        person=held.people[family],
        kind=kind,
        at=today(9, minute),
        by=held.secretary,
        **more,
    )


def act(held: Held, verb: str, **more: Any) -> Any:
    return getattr(actions, verb)(meeting=held.meeting, by=held.secretary, **more)


def refusal(held: Held, verb: str, **more: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        act(held, verb, **more)
    found = refused.value.findings[0]
    return found.sentence, found.code


@pytest.mark.shows("V12")
def test_a_member_who_sent_apologies_comes_late_and_leaves_early(held: Held) -> None:
    go(held, "Stannard", "came", 20)
    go(held, "Stannard", "left", 40)
    here = [here_at(held.meeting, today(9, minute)) for minute in (10, 30, 50)]
    assert [len(found.counted) for found in here] == [4, 5, 4]
    assert held.meeting.attendances.get(person=held.people["Stannard"]).mark == "present"
    actions.strike_out(entry=entry(held, "left"), by=held.secretary)
    actions.strike_out(entry=entry(held, "came"), by=held.secretary)
    assert held.meeting.attendances.get(person=held.people["Stannard"]).mark == "apologies"


def test_one_act_that_comes_three_times_counts_once(held: Held) -> None:
    for _ in range(3):
        go(held, "Gage", "left", 30, key="a-key-of-the-browser")
    assert DayEntry.objects.count() == DayAct.objects.count() == 1


def test_a_refused_act_can_be_sent_again_with_the_same_id(held: Held) -> None:
    with pytest.raises(Refused):
        go(held, "Gage", "returned", 30, key="k")
    assert DayAct.objects.count() == 0
    go(held, "Gage", "left", 20)
    go(held, "Gage", "returned", 30, key="k")
    assert [row.kind for row in DayEntry.objects.all()] == ["left", "returned"]


def test_nobody_is_present_and_apologising_at_once(held: Held) -> None:
    go(held, "Gage", "left", 30)
    assert refusal(held, "mark_attendance", person=held.people["Gage"], mark="apologies") == (
        "Cllr Rosalind Gage came or left during the meeting, and cannot have sent apologies.",
        "mark",
    )
    assert held.meeting.attendances.get(person=held.people["Gage"]).mark == "present"


def test_a_time_before_the_start_or_still_to_come_is_refused(held: Held) -> None:
    gage = {"person": held.people["Gage"], "kind": "left"}
    early = refusal(held, "come_or_go", at=today(8, 30), **gage)
    assert early == ("8.30 am is before the meeting started at 9 am.", "at")
    assert refusal(held, "come_or_go", at=today(14), **gage) == ("2 pm is still to come.", "at")


def test_the_loss_of_the_quorum_is_on_record_with_its_time(held: Held) -> None:
    go(held, "Gage", "left", 30)
    go(held, "Carrow", "left", 40)
    go(held, "Carrow", "returned", 50)
    changes = [(change.at, change.is_quorate) for change in record_of(held).quorum_changes]
    assert changes == [(today(9, 40), False), (today(9, 50), True)]
    told = Event.objects.filter(verb__startswith="quorum").order_by("number")
    assert [event.verb for event in told] == ["quorum lost", "quorum reached"]
    assert not here_at(held.meeting, today(9, 45)).is_quorate


def test_a_corrected_time_moves_all_that_follows_from_it(held: Held) -> None:
    go(held, "Gage", "left", 30)
    go(held, "Carrow", "left", 40)
    actions.correct_time(
        entry=DayEntry.objects.get(person=held.people["Carrow"]), at=today(9, 10), by=held.secretary
    )
    assert [change.at for change in record_of(held).quorum_changes] == [today(9, 30)]
    with pytest.raises(Refused, match=r"8\.50 am is before the meeting started"):
        actions.correct_time(
            entry=DayEntry.objects.get(person=held.people["Carrow"]), at=today(8, 50), by=held.secretary
        )


@pytest.mark.shows("V18")
def test_a_member_who_leaves_for_an_interest_stays_among_the_members_in_post(held: Held) -> None:
    interest = act(
        held,
        "declare_interest",
        person=held.people["Gage"],
        nature="as a trustee",
        kind="prejudicial",
        items=[held.items[1]],
        consequence="left",
    )
    act(held, "begin_item", item=held.items[1], at=today(9, 10))
    go(held, "Gage", "left", 11, interest=interest)
    found = here_now(held.meeting)
    assert [each.name for each in found.out_for_interest] == ["Cllr Rosalind Gage"]
    assert (found.in_post, len(found.counted), found.away) == (5, 3, ())


@pytest.mark.shows("V3")
def test_items_are_taken_in_another_order_and_one_is_deferred(held: Held) -> None:
    one, two, three, four = held.items
    act(held, "begin_item", item=one, at=today(9, 1))
    act(held, "begin_item", item=three, at=today(9, 10))
    act(held, "defer_item", item=four, at=today(9, 20))
    act(held, "begin_item", item=two, at=today(9, 30))
    act(held, "end_item", item=two, at=today(9, 40))
    state = record_of(held).now
    assert state.order == [one.pk, three.pk, two.pk]
    assert (state.current, set(state.deferred)) == (None, {four.pk})
    assert refusal(held, "end_item", item=two, at=today(9, 41))[0] == "Item 2 was not in progress at 9.41 am."


@pytest.mark.shows("V10")
def test_the_clerk_presides_for_the_election_and_then_the_chair(held: Held) -> None:
    act(held, "take_the_chair", name="Ms Ellen Marsh", at=today(9, 1), words="for the election")
    act(held, "take_the_chair", person=held.people["Oakley"], at=today(9, 5))
    presiding = record_of(held).at(today(9, 2)).presiding
    assert presiding is not None
    assert (presiding.name, presiding.words) == ("Ms Ellen Marsh", "for the election")
    assert refusal(held, "take_the_chair", person=held.people["Stannard"], at=today(9, 6))[0] == (
        "Cllr Owen Stannard was not present at 9.06 am, so cannot preside."
    )


def test_the_public_goes_out_by_a_resolution_only(held: Held) -> None:
    item = held.items[2]
    restriction = actions.restrict_item(
        item=item,
        by=held.secretary,
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        imposed_by="",
        provision="",
        shows_title=True,
        public_title="",
    )
    act(held, "begin_item", item=item, at=today(9, 10))
    sentence, code = refusal(held, "exclude_public", at=today(9, 11))
    assert (sentence, code) == (
        "No resolution to exclude the public for item 3 is recorded. "
        "Select what the meeting resolved, or enter the resolution.",
        "words",
    )
    act(held, "exclude_public", resolved=[restriction], at=today(9, 11))
    restriction.refresh_from_db()
    assert (restriction.resolved_by, restriction.resolved_paragraphs) == ("Ellen Marsh", [3])
    # A ticked resolution is the one that the agenda drafted: section, items, description, public interest.
    (drafted,) = [line.title for line in [exclusion_of(Restricted.of(held.meeting))] if line]
    assert restriction.resolved_words == drafted
    assert restriction.resolved_words.startswith(
        "That, under section 100A(4) of the Local Government Act 1972, the public be excluded from the "
        "meeting for item 3 on the grounds that it is likely, in view of the nature of the business, that "
        "exempt information as described in paragraph 3 of Part 1 of Schedule 12A"
    )
    assert list(entry(held, "public_out").restrictions.all()) == [restriction]
    assert not record_of(held).now.is_public
    act(held, "readmit_public", at=today(9, 20))
    assert record_of(held).now.is_public


@pytest.mark.parametrize("is_sub", [False, True])
def test_what_the_meeting_resolved_is_recorded_by_whoever_is_shut_out_of_it(held: Held, is_sub: bool) -> None:
    item, below = held.items[2], held.items[3]
    AgendaItem.objects.filter(pk=below.pk).update(parent=item)
    terms = {"ground": "exempt", "paragraphs": [3], "public_interest_reason": "Prices."}
    restriction = actions.restrict_item(item=item, by=held.secretary, **terms)
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=held.secretary)
    actions.shut_out(
        item=below if is_sub else item, person=person, reason="A cousin bids.", by=held.secretary
    )
    act(held, "begin_item", item=item, at=today(9, 10))
    act(held, "exclude_public", resolved=[restriction], at=today(9, 11))
    restriction.refresh_from_db()
    assert (restriction.resolved_by, record_of(held).now.is_public) == ("Ellen Marsh", False)


def test_a_resolution_that_stood_by_needs_its_words(held: Held) -> None:
    act(held, "begin_item", item=held.items[0], at=today(9, 10))
    act(held, "exclude_public", words="That the public be excluded under paragraph 1.", at=today(9, 11))
    assert entry(held, "public_out").words == "That the public be excluded under paragraph 1."


@pytest.mark.shows("V6")
def test_a_meeting_adjourned_to_another_day_leads_to_the_one_that_goes_on(held: Held) -> None:
    following = act(
        held,
        "adjourn_to_day",
        reason="The hall had to be cleared.",
        starts_at=today(9).replace(month=12, day=4),
        at=today(9, 45),
    )
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert (meeting.status, meeting.minutes.ended_at) == ("adjourned", time(9, 45))
    assert (following.kind, following.reconvenes) == ("reconvened", meeting)


def test_a_meeting_is_adjourned_to_a_day_not_known_yet_and_reconvened_later(held: Held) -> None:
    assert act(held, "adjourn_to_day", reason="No quorum any more.", at=today(9, 45)) is None
    following = actions.reconvene(
        meeting=Meeting.objects.get(pk=held.meeting.pk),
        starts_at=today(9).replace(month=12, day=4),
        by=held.secretary,
    )
    assert following is not None
    assert following.reconvenes_id == held.meeting.pk
    with pytest.raises(Refused, match="Only a meeting that was adjourned"):
        other = day_meeting_again(held)
        actions.reconvene(meeting=other, starts_at=today(9).replace(month=12, day=9), by=held.secretary)


def day_meeting_again(held: Held) -> Meeting:
    """Another meeting of the same morning."""
    return held_meeting(body=held.body, secretary=held.secretary, starts_at=today(9, 30)).meeting


def test_too_few_members_at_the_start_end_the_meeting_without_business() -> None:
    held = day_meeting()
    act(held, "mark_attendance", person=held.people["Oakley"], mark="present")
    act(held, "end_inquorate", at=today(9, 20))
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert (meeting.status, meeting.status_reason) == (
        "inquorate",
        "1 member was present at 9.20 am, and 3 are needed.",
    )


def test_marking_everyone_follows_what_they_answered_and_nobody_who_did_not_answer() -> None:
    held = day_meeting()
    for family, answer in (("Gage", "remote"), ("Stannard", "apologies"), ("Carrow", "apologies")):
        actions.answer_for_member(
            meeting=held.meeting, person=held.people[family], answer=answer, by=held.secretary
        )
    act(held, "mark_attendance", person=held.people["Carrow"], mark="present")
    act(held, "mark_everyone")
    marks = {row.person.family_name: (row.mark, row.mode) for row in held.meeting.attendances.all()}
    assert marks == {
        "Bellweather": ("unmarked", "in_person"),
        "Carrow": ("present", "in_person"),
        "Gage": ("present", "remote"),
        "Oakley": ("unmarked", "in_person"),
        "Stannard": ("apologies", "in_person"),
    }


def test_starting_seats_the_chair_and_ending_says_the_meeting_was_held() -> None:
    held = day_meeting()
    Office.objects.create(
        body=held.body, kind=Office.Kind.CHAIR, person=held.people["Oakley"], starts_on=FIRST_DAY
    )
    act(held, "mark_everyone")
    act(held, "start_meeting", at=today(9, 2))
    assert held.meeting.attendances.get(is_in_chair=True).person == held.people["Oakley"]
    go(held, "Gage", "left", 30)
    assert refusal(held, "end_meeting", at=today(9, 20)) == (
        "Something is recorded at 9.30 am, after this end. Correct it first.",
        "at",
    )
    act(held, "end_meeting", at=today(9, 50))
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert (meeting.status, meeting.minutes.started_at, meeting.minutes.ended_at) == (
        "held",
        time(9, 2),
        time(9, 50),
    )
    assert (
        refusal(held, "end_meeting", at=today(9, 55))[0] == "The meeting has already been ended, at 9.50 am."
    )


@pytest.mark.shows("V15")
def test_a_substitute_comes_for_an_absent_member_and_votes_in_their_place(held: Held) -> None:
    act(
        held,
        "add_to_roll",
        name="Cllr Hugh Ormerod",
        capacity="substitute",
        substitute_for=held.people["Stannard"],
    )
    (substitute,) = [each for each in here_now(held.meeting).counted if each.capacity == "substitute"]
    assert (substitute.name, substitute.authority) == ("Cllr Hugh Ormerod", "Stannard District Council")


def test_a_substitute_is_refused_beside_the_field_where_the_body_has_none() -> None:
    held = day_meeting(allows_substitutes=False)
    roll_of(held, Stannard="apologies")
    told = refusal(
        held,
        "add_to_roll",
        name="Cllr Hugh Ormerod",
        capacity="substitute",
        substitute_for=held.people["Stannard"],
    )
    assert told == ("This panel has no substitutes.", "substitute_for")


def test_a_coopted_member_has_no_substitute_on_the_day_either() -> None:
    held = day_meeting()
    held.people["Vale"] = coopted(held.body)
    roll_of(held, Vale="apologies")
    told = refusal(
        held, "add_to_roll", name="Ms New", capacity="substitute", substitute_for=held.people["Vale"]
    )
    assert told[0] == "Ms Ann Vale is a co-opted member, and co-opted members have no substitutes."


@pytest.mark.shows("V12", "S2-5", "S2-7")
def test_officers_are_here_for_their_items_and_some_for_the_public_part_only(held: Held) -> None:
    act(held, "add_to_roll", name="Dr Leila Thornbury", from_item=held.items[1], to_item=held.items[2])
    act(held, "add_to_roll", name="Mr Ian Wren", capacity="observer", is_public_part_only=True)

    def others(minute: int) -> list[str]:
        return [each.name for each in here_at(held.meeting, today(9, minute)).in_attendance]

    for minute, item in ((1, 0), (10, 1), (20, 2), (30, 3)):
        act(held, "begin_item", item=held.items[item], at=today(9, minute))
    act(held, "exclude_public", words="That the public be excluded.", at=today(9, 35))
    assert [others(minute) for minute in (5, 15, 25, 31, 40)] == [
        ["Mr Ian Wren"],
        ["Dr Leila Thornbury", "Mr Ian Wren"],
        ["Dr Leila Thornbury", "Mr Ian Wren"],
        ["Mr Ian Wren"],
        [],
    ]


@pytest.mark.shows("V18")
def test_a_standing_declaration_is_offered_again_and_repeated_with_one_click(held: Held) -> None:
    act(
        held,
        "declare_interest",
        person=held.people["Carrow"],
        nature="as the chair of a CSP",
        is_standing=True,
    )
    later = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=today(9).replace(day=24, hour=9, minute=55)
    )
    (offered,) = Interest.objects.standing_before(later.meeting)
    for _ in range(2):
        actions.repeat_declaration(meeting=later.meeting, declared=offered, by=held.secretary)
    (repeated,) = later.meeting.interests.all()
    assert (repeated.printed_name, repeated.nature, repeated.covers_all_items) == (
        "Cllr Aisha Carrow",
        "as the chair of a CSP",
        True,
    )


def test_somebody_who_is_no_member_declares_an_interest_too(held: Held) -> None:
    act(held, "declare_interest", name="Dr Leila Thornbury", nature="as a governor of the college")
    assert held.meeting.interests.get().printed_name == "Dr Leila Thornbury"
    assert refusal(held, "declare_interest", nature="as a governor") == (
        "Select whose interest it is.",
        "person",
    )


def test_what_followed_from_a_declaration_survives_the_page_of_the_roll(held: Held) -> None:
    interest = act(
        held, "declare_interest", person=held.people["Gage"], nature="as a trustee", consequence="left"
    )
    line = actions.InterestLine(held.people["Gage"], "as a trustee")
    actions.record_interests(meeting=held.meeting, interests=[line], by=held.secretary)
    kept = held.meeting.interests.get()
    assert (kept.pk, kept.consequence) == (interest.pk, "left")


def test_a_meeting_is_not_recorded_before_its_day() -> None:
    held = held_meeting(starts_at=today(9).replace(month=12, day=4))
    assert refusal(held, "start_meeting")[0] == (
        "This meeting is still to come. It is recorded from its day on."
    )


def test_a_meeting_of_another_day_is_recorded_with_its_times(held: Held) -> None:
    past = held_meeting(body=held.body, secretary=held.secretary)
    assert refusal(past, "start_meeting")[0] == "Enter the time, because this meeting was on another day."
    assert Attendance.objects.filter(meeting=past.meeting).count() == 0


@pytest.mark.parametrize("verb", ["add_to_roll", "take_the_chair", "declare_interest"])
def test_a_namesake_on_another_panel_is_somebody_else(held: Held, verb: str) -> None:
    namesake = seat_member(make_panel("mercia"), "Vale", "Mercia City Council", given_name="Ann")
    more = {"nature": "as a governor"} if verb == "declare_interest" else {}
    act(held, verb, name="Cllr Ann Vale", **more)
    named = {
        *held.meeting.attendances.values_list("person", flat=True),
        *held.meeting.interests.values_list("person", flat=True),
        *held.meeting.day_entries.values_list("person", flat=True),
    }
    people = Person.objects.filter(family_name="Vale")
    assert (namesake.pk in named, people.count(), people.filter(pk__in=named).count()) == (False, 2, 1)
    # Here the name is known from now on: whoever it was is the same person the next time.
    act(held, "declare_interest", name="Cllr Ann Vale", nature="as a trustee")
    assert people.count() == 2
