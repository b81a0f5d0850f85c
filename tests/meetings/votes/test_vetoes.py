"""Vetoes: one of each thing, by two-thirds, under whatever label the vote is put."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from foundation.history.findings import Finding, Refused
from meetings import actions
from meetings.models import Meeting, Minute, Vote
from meetings.votes.rules.vetoes import Put, Vetoed, veto_findings
from meetings.votes.rules.votes import VoteFacts
from meetings.votes.vetoes import unvoted_points, veto_points
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.votes import MOTION, key, vote, voting_meeting

pytestmark = pytest.mark.on("postgresql")


WINTER = date(2027, 2, 3)
VETO = {"purpose": "precept_veto", "outcome": "vetoed_too_high", "votes_for": 4, "votes_against": 0}


def levels(put: Put, *vetoed: Vetoed) -> list[str]:
    return [found.level.value for found in veto_findings(put, vetoed)]


def precept_meetings() -> tuple[Held, Held]:
    """The precept meeting of 3 February and the reserve meeting of 19 February, their rolls taken."""
    first = held_meeting(starts_at=datetime(2027, 2, 3, 14, tzinfo=ZoneInfo("Europe/London")))
    later = datetime(2027, 2, 19, 14, tzinfo=ZoneInfo("Europe/London"))
    second = held_meeting(starts_at=later, body=first.body, secretary=first.secretary)
    for held in (first, second):
        Meeting.objects.filter(pk=held.meeting.pk).update(kind="precept")
        held.meeting = Meeting.objects.get(pk=held.meeting.pk)
        add_items(held, 1)
        take_roll(held)
    return first, second


@pytest.mark.parametrize(
    ("put", "expected"),
    [
        (Put(date(2027, 2, 19), "precept_veto", result="carried"), ["Cannot continue"]),
        (Put(WINTER, "precept_veto", result="carried"), ["Cannot continue"]),
        (Put(date(2027, 2, 19), "precept_veto", result="lost"), ["Cannot continue"]),
        (Put(WINTER, "precept_veto", result="lost"), []),
        (Put(date(2027, 1, 20), "precept_veto", result="carried"), ["Cannot continue"]),
        (Put(date(2028, 2, 3), "precept_veto", result="carried"), []),
        (Put(date(2026, 12, 3), "precept_veto", result="carried"), ["Cannot continue"]),
        (Put(date(2026, 2, 3), "precept_veto", result="carried"), []),
        (Put(date(2027, 2, 19), "precept_revised", result="lost"), []),
        (Put(date(2027, 2, 19), "chief_constable_veto", result="carried"), []),
    ],
)
def test_a_precept_is_vetoed_once_in_a_spring(put: Put, expected: list[str]) -> None:
    assert levels(put, Vetoed("precept_veto", WINTER)) == expected


def test_a_second_veto_of_a_chief_constable_needs_the_reason_that_it_is_another_appointment() -> None:
    put = Put(date(2027, 2, 19), "chief_constable_veto", result="carried")
    assert levels(put, Vetoed("chief_constable_veto", WINTER)) == ["Reason needed"]
    [found] = veto_findings(put, [Vetoed("chief_constable_veto", WINTER)])
    assert found.sentence.endswith("If this is another appointment, give that as the reason.")
    assert "check with your monitoring officer" in found.sentence


@pytest.mark.parametrize(
    ("put", "expected"),
    [
        (Put(WINTER, words="That the Panel vetoes the proposed precept."), ["Reason needed"]),
        (Put(WINTER, words="Bod y Panel yn rhoi FETO ar y praesept."), ["Reason needed"]),
        (Put(WINTER, "precept_endorse", words="That the veto be used."), ["Reason needed"]),
        (Put(WINTER, words="That this be agreed.", title="Motion to veto the precept"), ["Reason needed"]),
        (Put(WINTER, "precept_endorse", "That it be endorsed.", "Precept: vote or veto"), []),
        (Put(WINTER, "precept_veto", words="That the Panel vetoes the proposed precept."), []),
        (Put(WINTER, words="That the words “and vetoes it” be added.", is_amendment=True), []),
        (Put(WINTER, words="That the report be deferred."), []),
        (Put(WINTER, words="That the Panel rejects the proposed precept."), ["Reason needed"]),
        (
            Put(WINTER, words="That the appointment of Ms Ash as Chief Constable be refused."),
            ["Reason needed"],
        ),
        (Put(WINTER, words="To refuse the appointment of the chief constable."), ["Reason needed"]),
        (Put(WINTER, "precept_endorse", words="To reject the precept."), []),
        (Put(WINTER, words="That the proposed precept be rejected."), ["Reason needed"]),
        (Put(WINTER, words="That the precept be endorsed. That delay be rejected."), []),
    ],
)
def test_words_that_veto_are_put_as_a_veto(put: Put, expected: list[str]) -> None:
    assert levels(put) == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_second_veto_of_a_precept_is_refused_with_its_source() -> None:
    first, second = precept_meetings()
    assert vote(first, **VETO).outcome == "vetoed_too_high"
    said = r"vetoed on Wednesday 3 February 2027, and there is no second veto \(.*regulation 6"
    with pytest.raises(Refused, match=said):
        vote(second, **VETO)
    made = vote(second, purpose="precept_revised", votes_for=1, votes_against=3)
    assert (made.outcome, Vote.objects.count()) == ("revised_rejected", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_recorded_veto_can_be_changed_though_it_is_the_one() -> None:
    first, _ = precept_meetings()
    made = vote(first, **VETO)
    typed = facts(VETO | {"votes_for": 4, "outcome": "vetoed_too_low", "item": first.items[0].pk})
    changed = actions.change_vote(
        vote=made, facts=replace(typed, motion=MOTION), based_on=made.version, by=first.secretary
    )
    assert changed.outcome == "vetoed_too_low"


def facts(values: dict[str, object]) -> VoteFacts:
    return VoteFacts(method="counts", **values)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_motion_that_only_speaks_of_a_veto_is_recorded_with_the_reason() -> None:
    held = voting_meeting()
    words = "That the Panel regrets last year’s veto."
    with pytest.raises(Refused, match="mentions a veto"):
        vote(held, motion=words)
    typed = facts({"votes_for": 3, "votes_against": 1, "item": held.items[0].pk, "motion": words})
    typed = replace(typed, reason="It is about last year.")
    made = actions.record_vote(meeting=held.meeting, facts=typed, by=held.secretary)
    assert (made.result, made.reason) == ("carried", "It is about last year.")
    assert veto_points(held.meeting, [made], {}) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_veto_recorded_under_another_label_is_pointed_out() -> None:
    held = voting_meeting()
    made = vote(held)
    Vote.objects.filter(pk=made.pk).update(motion="That the proposed precept be vetoed.")
    points = veto_points(held.meeting, list(held.meeting.votes.whole()), {held.items[0].pk: "1"})
    assert [(found.code, found.sentence[:38]) for found in points] == [
        ("veto", "Item 1: The motion or its item mention")
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_decision_that_vetoes_without_a_vote_is_pointed_out() -> None:
    held = voting_meeting()
    minute = Minute.objects.filter(minutes=minuted(held)).first()
    assert minute is not None
    actions.decide(minute=minute, limbs=["That the proposed precept be vetoed."], by=held.secretary)
    decision = minute.decisions.get()
    assert codes(unvoted_points([("Minute 1", decision)], [])) == ["veto"]
    assert unvoted_points([("Minute 1", decision)], [Vote(decision=decision)]) == []


def codes(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_form_asks_for_the_kind_beside_its_field_and_keeps_what_was_typed(client: Client) -> None:
    held = voting_meeting()
    client.force_login(held.secretary)
    sent = {
        "vote-place": f"item-{held.items[0].pk}",
        "vote-motion": "That the Panel vetoes the proposed precept.",
        "vote-method": "counts",
        "vote-votes_for": "3",
        "vote-votes_against": "1",
        "vote-mover": str(key(held, "Oakley")),
    }
    address = f"/meetings/{held.meeting.pk}/votes/add/"
    worked_out = client.post(address, sent | {"look": "1"}).content.decode()
    assert "and carried" not in worked_out
    assert "The motion or its item mentions a veto" in worked_out
    page = client.post(address, sent).content.decode()
    assert 'id="id_vote-purpose_error"' in page
    assert "That the Panel vetoes the proposed precept.</textarea>" in page
    assert Vote.objects.count() == 0
    # Three of five are not two-thirds.
    client.post(address, sent | {"vote-purpose": "precept_veto"})
    assert [each.result for each in Vote.objects.all()] == ["lost"]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_pages_of_the_reserve_meeting_say_that_no_veto_is_left(client: Client) -> None:
    first, second = precept_meetings()
    vote(first, **VETO)
    client.force_login(first.secretary)
    said = "was vetoed on Wednesday 3 February 2027, so the revised precept cannot be vetoed."
    for page in ("votes", "day", "expected", "brief"):
        address = f"/meetings/{second.meeting.pk}/{page}/"
        assert (page, said in client.get(address).content.decode()) == (page, True)
    assert said not in client.get(f"/meetings/{first.meeting.pk}/votes/").content.decode()
