"""Elections: nominated, voted on in rounds, declared once, and the office taken."""

from datetime import date

import pytest

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.ui.dates import KnownDay
from meetings import actions
from meetings.actions import BallotLine
from meetings.agenda.rules.agenda import read_lines
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.models import Election, Nomination
from panels.models import Office, Person, Seat, Term
from panels.roll import chair_on
from tests.builders.minutes import Held, minuted
from tests.builders.panels import FIRST_DAY
from tests.builders.votes import ballot, election, key, nominate, voting_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def declare(held: Held, found: Election) -> Election:
    return actions.declare_elected(election=found, by=held.secretary)


def independent(held: Held) -> Person:
    """A co-opted member, here, who is no appointed member."""
    person = Person.objects.create(title="Ms", given_name="Grace", family_name="Wren")
    seat = Seat.objects.create(body=held.body, kind=Seat.Kind.COOPTED_INDEPENDENT, starts_on=FIRST_DAY)
    Term.objects.create(seat=seat, person=person, starts_on=FIRST_DAY)
    held.meeting.attendances.create(person=person, printed_name="Ms Grace Wren", position=20)
    held.people["Wren"] = person
    return person


@pytest.mark.shows("V11")
def test_a_sole_nominee_takes_the_office_from_the_day_of_the_meeting() -> None:
    held = voting_meeting()
    found = election(held, ends_on=date(2026, 5, 20))
    nominate(held, found, "Gage")
    declared = declare(held, found)
    office = Office.objects.get(body=held.body, kind="chair")
    assert (declared.declared_how, declared.taken) == ("sole", office)
    assert (office.person, office.starts_on, office.ends_on) == (
        held.people["Gage"],
        date(2026, 3, 25),
        date(2026, 5, 20),
    )


def test_a_term_until_a_month_is_printed_so_and_holds_through_it() -> None:
    held = voting_meeting()
    found = election(held, ends_on=KnownDay.of(date(2026, 5, 31), "month"))
    nominate(held, found, "Gage")
    office = declare(held, found).taken
    assert office is not None
    assert (office.ends_on, office.ends_known) == (date(2026, 5, 31), "month")
    [said] = [each for each in record_of(minuted(held)).entries[0].written.resolved if "elected" in each]
    assert said.replace("\xa0", " ").endswith("until May 2026.")


def test_declaring_twice_takes_the_office_once() -> None:
    held = voting_meeting()
    found = election(held)
    nominate(held, found, "Gage")
    declare(held, found)
    events = Event.objects.count()
    declare(held, found)
    assert (Office.objects.count(), Event.objects.count()) == (1, events)


def test_the_chair_before_stops_and_one_elected_again_goes_on() -> None:
    held = voting_meeting()
    Office.objects.create(body=held.body, kind="chair", person=held.people["Oakley"], starts_on=FIRST_DAY)
    Office.objects.create(body=held.body, kind="deputy", person=held.people["Carrow"], starts_on=FIRST_DAY)
    found = election(held)
    nominate(held, found, "Gage")
    declare(held, found)
    assert chair_on(held.body, date(2026, 3, 24)) == held.people["Oakley"]
    assert chair_on(held.body, date(2026, 3, 25)) == held.people["Gage"]
    deputy = election(held, "deputy")
    nominate(held, deputy, "Carrow")
    assert declare(held, deputy).taken.starts_on == FIRST_DAY
    assert Office.objects.filter(kind="deputy").count() == 1


@pytest.mark.shows("V11")
def test_a_contested_election_goes_through_its_rounds() -> None:
    held = voting_meeting()
    found = election(held)
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    with pytest.raises(Refused, match="are standing. Take the votes"):
        declare(held, found)
    ballot(held, found, Gage=2, Carrow=2)
    with pytest.raises(Refused, match="have equal votes"):
        declare(held, found)
    ballot(held, found, Gage=3, Carrow=1, abstained=0)
    assert declare(held, found).declared_how == "ballot"
    assert Nomination.objects.get(is_elected=True).person == held.people["Gage"]
    with pytest.raises(Refused, match="already been declared elected"):
        nominate(held, found, "Stannard", is_willing=True)


def test_a_round_sent_twice_is_one_round_and_too_many_votes_are_none() -> None:
    held = voting_meeting()
    found = election(held)
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    with pytest.raises(Refused, match="That is 5 votes, but only 4"):
        ballot(held, found, Gage=3, Carrow=1, abstained=1)
    for _ in range(2):
        ballot(held, found, form_key="abc", Gage=2, Carrow=2)
    assert [each.number for each in found.ballots.all()] == [1]
    actions.remove_ballot(ballot=found.ballots.get(), by=held.secretary)
    assert found.ballots.count() == 0


def test_an_election_opened_twice_by_one_form_is_one() -> None:
    held = voting_meeting()
    first = election(held, form_key="abc")
    assert election(held, form_key="abc") == first
    with pytest.raises(Refused, match="already been opened"):
        election(held)


def test_two_vice_chairs_are_elected_one_after_the_other_and_both_stay() -> None:
    held = voting_meeting()
    first = election(held, office="deputy")
    with pytest.raises(Refused, match="already been opened"):
        election(held, office="deputy")
    nominate(held, first, "Gage")
    declare(held, first)
    second = election(held, office="deputy")
    nominate(held, second, "Carrow")
    declare(held, second)
    offices = Office.objects.filter(body=held.body, kind="deputy").order_by("pk")
    assert [(each.person, each.starts_on, each.ends_on) for each in offices] == [
        (held.people["Gage"], date(2026, 3, 25), None),
        (held.people["Carrow"], date(2026, 3, 25), None),
    ]


def test_a_vice_chair_of_another_meeting_stops_when_one_is_elected() -> None:
    held = voting_meeting()
    before = Office.objects.create(
        body=held.body, kind="deputy", person=held.people["Gage"], starts_on=FIRST_DAY
    )
    found = election(held, office="deputy")
    nominate(held, found, "Carrow")
    declare(held, found)
    before.refresh_from_db()
    assert before.ends_on == date(2026, 3, 24)


@pytest.mark.parametrize(
    "title", ["Election of Vice Chairs", "Election of Vice-Chair", "Vice Chair: election"]
)
def test_a_pasted_election_of_vice_chairs_is_one(title: str) -> None:
    assert [line.standing for line in read_lines(title)] == ["election_deputy"]


def test_nominating_the_same_again_changes_nothing_and_by_others_is_refused() -> None:
    held = voting_meeting()
    found = election(held)
    for _ in range(2):
        nominate(held, found, "Gage")
    assert found.nominations.count() == 1
    with pytest.raises(Refused, match="has already been nominated"):
        nominate(held, found, "Gage", seconder=key(held, "Carrow"))


def test_somebody_absent_is_nominated_only_when_willing() -> None:
    held = voting_meeting()
    found = election(held)
    with pytest.raises(Refused, match="is not present. Confirm that they are willing to stand"):
        nominate(held, found, "Stannard", is_willing=False)
    nominate(held, found, "Stannard", is_willing=True)
    assert found.nominations.get().is_absent
    with pytest.raises(Refused, match="Cllr Owen Stannard was not here, so cannot nominate"):
        nominate(held, found, "Gage", proposer=key(held, "Stannard"))


@pytest.mark.shows("V11")
def test_where_only_appointed_members_vote_and_stand_others_do_neither() -> None:
    held = voting_meeting(chair_electorate="appointed", chair_eligibility="appointed")
    independent(held)
    found = election(held)
    with pytest.raises(Refused, match="Ms Grace Wren is not an appointed member"):
        nominate(held, found, "Wren")
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    with pytest.raises(Refused, match="That is 5 votes, but only 4"):
        ballot(held, found, Gage=3, Carrow=2)
    choice = found.nominations.get(person=held.people["Gage"]).pk
    line = BallotLine(casts=((key(held, "Wren"), choice),))
    with pytest.raises(Refused, match="Ms Grace Wren cannot vote: only appointed members vote here"):
        actions.record_ballot(election=found, line=line, by=held.secretary)
    # The deputy is elected by all.
    deputy = election(held, "deputy")
    for name in ("Wren", "Carrow"):
        nominate(held, deputy, name)
    ballot(held, deputy, Wren=3, Carrow=2)
    assert declare(held, deputy).taken.person == held.people["Wren"]


def test_a_round_by_name_adds_up_by_itself_and_a_tie_is_broken_by_casting_vote() -> None:
    held = voting_meeting()
    found = election(held)
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    gage, carrow = (found.nominations.get(person=held.people[name]).pk for name in ("Gage", "Carrow"))
    line = BallotLine(
        casts=(
            (key(held, "Oakley"), gage),
            (key(held, "Bellweather"), carrow),
            (key(held, "Carrow"), None),
        ),
        tie_broken_by="casting",
        tie_broken_for=gage,
    )
    made = actions.record_ballot(election=found, line=line, by=held.secretary)
    assert [(count.nomination_id, count.votes) for count in made.counts.all()] == [(gage, 1), (carrow, 1)]
    assert (made.abstained, made.casting_by_name) == (1, "Cllr Margaret Oakley")
    assert declare(held, found).declared_how == "casting"


def test_who_withdraws_leaves_the_other_the_sole_nominee() -> None:
    held = voting_meeting()
    found = election(held, "other", title="Chair for this item")
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    actions.withdraw_nomination(
        nomination=found.nominations.get(person=held.people["Carrow"]), by=held.secretary
    )
    assert declare(held, found).declared_how == "sole"
    assert Office.objects.count() == 0


def test_an_election_opened_by_mistake_goes_and_a_declared_one_stays() -> None:
    held = voting_meeting()
    found = election(held)
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    ballot(held, found, Gage=3, Carrow=1)
    declare(held, found)
    with pytest.raises(Refused, match="already been declared elected"):
        actions.remove_election(election=found, by=held.secretary)
    other = election(held, "deputy")
    for name in ("Gage", "Carrow"):
        nominate(held, other, name)
    ballot(held, other, Gage=2, Carrow=2)
    actions.remove_election(election=other, by=held.secretary)
    assert Election.objects.count() == 1


@pytest.mark.shows("V11")
def test_the_minutes_tell_the_election_in_place_of_the_office_alone() -> None:
    held = voting_meeting()
    actions.edit_item(item=held.items[0], standing="election_chair", business="standing", by=held.secretary)
    found = election(held)
    nominate(held, found, "Gage")
    declare(held, found)
    printed = MinutesDocument.of(minuted(held)).minutes[0]
    assert printed.html == (
        "<p>Cllr Rosalind Gage was nominated by Cllr Margaret Oakley and seconded by Cllr Thomas "
        "Bellweather.</p><p>Cllr Rosalind Gage, being the sole nominee, was elected Chair of the Panel.</p>"
    )
    [block] = printed.decisions
    assert [limb.text for limb in block.limbs] == ["That Cllr Rosalind Gage be elected Chair of the Panel."]
