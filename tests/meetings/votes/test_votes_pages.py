"""The pages of votes and elections, with right and with wrong input."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from meetings import actions
from meetings.models import Election, Meeting, Vote
from panels.models import Term
from tests.builders.minutes import Held, add_items, held_meeting, minuted
from tests.builders.panels import make_user
from tests.builders.votes import MOTION, ballot, casts, election, key, nominate, vote, voting_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def typed(held: Held, **changes: object) -> dict[str, object]:
    """What the form of a vote posts: three to one on the first item."""
    usual: dict[str, object] = {
        "form_key": "abc",
        "place": f"item-{held.items[0].pk}",
        "decision": "",
        "motion": MOTION,
        "mover": str(key(held, "Oakley")),
        "seconder": "",
        "method": "counts",
        "votes_for": "3",
        "votes_against": "1",
        "abstained": "",
    }
    return {f"vote-{name}": value for name, value in {**usual, **changes}.items()}


def add_address(held: Held) -> str:
    return f"/meetings/{held.meeting.pk}/votes/add/"


def signed_in_as_secretary(client: Client, **settings: object) -> Held:
    held = voting_meeting(**settings)
    client.force_login(held.secretary)
    return held


def test_a_vote_is_recorded_from_its_form_and_shown(client: Client) -> None:
    held = signed_in_as_secretary(client)
    answer = client.post(add_address(held), typed(held))
    assert answer["Location"] == f"/meetings/{held.meeting.pk}/votes/#item-{held.items[0].pk}"
    page = client.get(f"/meetings/{held.meeting.pk}/votes/").content.decode()
    assert "The motion was put to the vote and carried: 3 for, 1 against." in page
    assert "A veto needs 4 of 5 members; 4 are here." in page
    assert "4 can vote" in page


def test_the_next_page_says_that_a_vote_was_recorded_and_when(client: Client) -> None:
    held = signed_in_as_secretary(client)
    page = client.post(add_address(held), typed(held), follow=True).content.decode()
    assert page.count("Vote recorded at ") == 1


def test_from_the_screen_of_the_day_one_comes_back_to_it(client: Client) -> None:
    held = signed_in_as_secretary(client)
    page = client.get(f"{add_address(held)}?item={held.items[0].pk}&back=day").content.decode()
    assert '<input type="hidden" name="back" value="day">' in page
    answer = client.post(add_address(held), typed(held) | {"back": "day"})
    assert answer["Location"] == f"/meetings/{held.meeting.pk}/day/"


def test_a_double_click_records_one_vote_and_a_changed_resending_none(client: Client) -> None:
    held = signed_in_as_secretary(client)
    for _ in range(2):
        assert client.post(add_address(held), typed(held)).status_code == 302
    page = client.post(add_address(held), typed(held, votes_for="2")).content.decode()
    assert "This form has already been sent, and that vote is recorded." in page
    assert [each.votes_for for each in Vote.objects.all()] == [3]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"votes_for": "4"}, "That is 5 votes, but only 4 who are here may vote."),
        ({"votes_for": ""}, "Enter the votes for and against, 0 where there were none."),
        ({"votes_for": "three"}, "For: enter a whole number"),
        ({"votes_for": "-1"}, "For: enter 0 or more"),
        ({"votes_for": "1" * 40}, "For: enter 99 or fewer"),
        ({"motion": " "}, "Enter the motion, or select the decision that was voted on."),
        ({"place": ""}, "Choose the item that was voted on"),
        ({"casting_for": "for"}, "There is a casting vote only when the votes are equal."),
        ({"method": "none"}, "Select whether it was carried or lost."),
        ({"method": "named"}, "Select how each member voted."),
        ({"seconder": "OAKLEY"}, "Two different people move and second."),
        ({"purpose": "precept_endorse"}, "Select which it was: endorsed or endorsed with recommendations."),
    ],
)
def test_what_cannot_have_been_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    held = signed_in_as_secretary(client)
    known = {name: str(key(held, "Oakley")) if v == "OAKLEY" else v for name, v in changes.items()}
    page = client.post(add_address(held), typed(held, **known)).content.decode()
    assert page.count(sentence) >= 1
    assert "This is not saved yet" in page
    if "motion" not in changes:
        assert MOTION in page
    assert Vote.objects.count() == 0


def test_a_named_vote_by_somebody_who_left_is_refused(client: Client) -> None:
    held = signed_in_as_secretary(client)
    actions.record_interest(
        meeting=held.meeting,
        person=held.people["Gage"],
        nature="as a trustee",
        kind="disclosable pecuniary",
        consequence="left",
        items=[held.items[0]],
        by=held.secretary,
    )
    page = client.get(f"{add_address(held)}?item={held.items[0].pk}").content.decode()
    assert f"vote-cast_{key(held, 'Gage')}" not in page
    sent = {"method": "named", f"cast_{key(held, 'Gage')}": "for", f"cast_{key(held, 'Oakley')}": "for"}
    page = client.post(add_address(held), typed(held, **sent)).content.decode()
    assert "Cllr Rosalind Gage cannot vote: left for a disclosable pecuniary interest." in page
    assert Vote.objects.count() == 0


def test_work_it_out_shows_the_line_of_the_threshold_and_records_nothing(client: Client) -> None:
    held = signed_in_as_secretary(client)
    sent = typed(held, purpose="precept_veto", outcome="vetoed_too_high", abstained="0") | {"look": "1"}
    page = client.post(add_address(held), sent).content.decode()
    assert "3 of 4 needed; not carried yet" in page
    assert "The motion needed the votes of 4 of the 5 members." in page
    assert Vote.objects.count() == 0


CARRIED = "A motion was put that the report be deferred. The motion was put to the vote and carried: "


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": ""}, ["Choose the item that was voted on.", f"{CARRIED}3 for, 1 against."]),
        ({"place": "item-0"}, ["Select “Item” from the list.", f"{CARRIED}3 for, 1 against."]),
        ({"abstained": "x"}, ["Abstained: enter a whole number.", f"{CARRIED}3 for, 1 against."]),
        ({"votes_for": "x"}, ["For: enter a whole number.", "So far 1 against."]),
        (
            {"votes_for": "x", "votes_against": "", "abstained": "2"},
            ["For: enter a whole number.", "So far 2 abstentions."],
        ),
        (
            {"place": "", "votes_against": "", "threshold": "two_thirds"},
            [
                "3 of 4 needed; not carried yet",
                "Choose the item that was voted on.",
                "Enter the votes for and against, 0 where there were none.",
                "So far 3 for.",
            ],
        ),
        (
            {"place": "", "motion": "", "votes_for": "3000"},
            [
                "Choose the item that was voted on.",
                "For: enter 99 or fewer.",
                "Enter the motion, or select the decision that was voted on.",
                "So far 1 against.",
            ],
        ),
        (
            {"motion": "x" * 2001},
            [
                "A motion has 2,000 characters or fewer.",
                "The motion was put to the vote and carried: 3 for, 1 against.",
            ],
        ),
        (
            {"place": "", "method": "unanimous", "votes_for": "", "votes_against": ""},
            [
                "Choose the item that was voted on.",
                "A motion was put that the report be deferred. "
                "The motion was put to the vote and carried unanimously.",
            ],
        ),
    ],
)
def test_what_can_be_read_of_a_vote_is_counted_before_its_form_is_complete(
    client: Client, changes: dict[str, str], said: list[str]
) -> None:
    held = signed_in_as_secretary(client)
    sent = typed(held, mover="", **changes) | {"look": "1"}
    assert preview_lines(client.post(add_address(held), sent)) == said


def test_names_are_counted_before_an_item_is_chosen(client: Client) -> None:
    held = signed_in_as_secretary(client)
    figures = {"votes_for": "", "votes_against": "", "mover": "", "place": ""}
    named = {f"cast_{key(held, 'Oakley')}": "for", f"cast_{key(held, 'Gage')}": "abstained"}
    sent = typed(held, method="named", **figures, **named) | {"look": "1"}
    assert preview_lines(client.post(add_address(held), sent)) == [
        "Choose the item that was voted on.",
        "A motion was put that the report be deferred. The motion was put to the vote and carried on a named "
        "vote: 1 for, 0 against, 1 abstention.",
    ]


@pytest.mark.parametrize("method", ["counts", "named"])
def test_nothing_is_said_of_a_vote_while_nothing_that_counts_is_typed(client: Client, method: str) -> None:
    held = signed_in_as_secretary(client)
    sent = typed(held, method=method, votes_for="", votes_against="") | {"look": "1"}
    assert 'id="preview"' not in client.post(add_address(held), sent).content.decode()


def preview_lines(answer: HttpResponse) -> list[str]:
    """What the page says of a vote that is worked out and not recorded."""
    preview = answer.context["preview"]
    return [*(found.sentence for found in preview.findings), " ".join(preview.sentences)]


def test_a_recorded_veto_shows_what_it_needed_and_where_the_law_says_so(client: Client) -> None:
    held = signed_in_as_secretary(client)
    vote(held, votes_for=3, votes_against=1, purpose="precept_veto")
    page = client.get(f"/meetings/{held.meeting.pk}/votes/").content.decode()
    assert "3 of 4 needed; not carried<" in page
    assert page.count("Schedule 5, paragraph 4(4)") == 2
    assert "Not vetoed: the motion was lost" in page


def test_a_vote_is_changed_and_a_newer_version_is_shown_first(client: Client) -> None:
    held = signed_in_as_secretary(client)
    made = vote(held)
    address = f"/votes/{made.pk}/change/"
    page = client.get(address).content.decode()
    assert re.search(r'name="vote-based_on" value="1"', page)
    assert client.post(address, typed(held, based_on="1", votes_for="2")).status_code == 302
    page = client.post(address, typed(held, based_on="1", votes_for="1")).content.decode()
    assert "changed this vote at" in page
    assert "The motion was put to the vote and carried: 2 for, 1 against." in page
    assert re.search(r'name="vote-based_on" value="2"', page)
    assert Vote.objects.get().votes_for == 2
    assert client.post(address, typed(held, based_on="2", votes_for="1")).status_code == 302
    assert Vote.objects.get().result == "tied"


def test_a_vote_on_a_decision_is_read_before_it_on_the_page_of_the_minutes(client: Client) -> None:
    held = signed_in_as_secretary(client)
    entry = minuted(held).entries.first()
    decision = actions.decide(minute=entry, limbs=["That the report be noted."], by=held.secretary)
    sent = typed(held, decision=str(decision.pk), motion="")
    assert client.post(add_address(held), sent).status_code == 302
    page = client.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    noted, said = page.index("That the report be noted."), page.index("carried: 3 for, 1 against.")
    assert said < noted


def test_an_election_goes_from_nominations_to_the_declared_result(client: Client) -> None:
    held = signed_in_as_secretary(client)
    opened = client.post(
        f"/meetings/{held.meeting.pk}/elections/open/",
        {"form_key": "k", "item": str(held.items[0].pk), "office": "chair", "title": ""},
    )
    found = Election.objects.get()
    address = f"/elections/{found.pk}/"
    assert opened["Location"] == address
    for name in ("Gage", "Carrow"):
        sent = {"nominee-person": key(held, name), "nominee-proposer": key(held, "Oakley")}
        assert client.post(f"{address}nominate/", sent | {"nominee-is_willing": "on"}).status_code == 302
    assert "Cllr Rosalind Gage and Cllr Aisha Carrow are standing. Take the votes." in (
        client.get(address).content.decode()
    )
    gage, carrow = found.nominations.values_list("pk", flat=True)
    wrong = {"round-form_key": "r", f"round-votes_{gage}": "4", f"round-votes_{carrow}": "1"}
    page = client.post(f"{address}ballot/", wrong).content.decode()
    assert "That is 5 votes, but only 4 who are here may vote." in page
    right = wrong | {f"round-votes_{gage}": "3", "round-abstained": "0"}
    assert client.post(f"{address}ballot/", right).status_code == 302
    for _ in range(2):
        assert client.post(f"{address}declare/").status_code == 302
    page = client.get(address).content.decode()
    assert "Cllr Rosalind Gage was elected Chair of the Panel." in page
    assert "Declare the result" not in page


def test_a_wrong_nomination_is_said_beside_its_field(client: Client) -> None:
    held = signed_in_as_secretary(client)
    found = election(held)
    sent = {"nominee-person": key(held, "Stannard")}
    page = client.post(f"/elections/{found.pk}/nominate/", sent).content.decode()
    assert "Cllr Owen Stannard is not present. Confirm that they are willing to stand." in page
    assert found.nominations.count() == 0


@pytest.mark.parametrize("count", [3, 13, 39])
def test_the_page_of_votes_costs_the_same_for_any_number_of_items(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    held = voting_meeting(items=count)
    found = election(held)
    for name in ("Gage", "Carrow"):
        nominate(held, found, name)
    ballot(held, found, Gage=3, Carrow=1)
    for number in range(count):
        vote(held, item=number, mover=key(held, "Oakley"))
    client.force_login(held.secretary)
    client.get(f"/meetings/{held.meeting.pk}/votes/")
    with django_assert_num_queries(PAGE):
        client.get(f"/meetings/{held.meeting.pk}/votes/")
    with django_assert_num_queries(FORM):
        client.get(f"{add_address(held)}?item={held.items[0].pk}")


PAGE, FORM = 22, 17


def test_a_vote_that_no_longer_agrees_with_the_roll_is_pointed_out(client: Client) -> None:
    held = signed_in_as_secretary(client)
    minuted(held)
    vote(held, method="named", casts=casts(held, Oakley="for", Gage="for", Carrow="for", Bellweather="for"))
    addresses = [f"/meetings/{held.meeting.pk}/{page}/" for page in ("votes", "minutes")]
    left = "Item 1: Cllr Rosalind Gage voted, but is not recorded as present."
    beyond = "Item 1: 4\u00a0votes counted, but attendance shows 3 members present."
    for address in addresses:
        assert left not in client.get(address).content.decode()
    held.meeting.attendances.filter(person=held.people["Gage"]).update(mark="apologies")
    for address in addresses:
        page = client.get(address).content.decode()
        assert [left in page, beyond in page] == [True, True]


def test_a_vote_on_an_item_without_a_minute_is_pointed_out(client: Client) -> None:
    held = signed_in_as_secretary(client)
    minutes = minuted(held)
    vote(held, item=1)
    actions.remove_minute(minute=minutes.entries.get(minute_items__item=held.items[1]), by=held.secretary)
    page = client.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    assert "Item 2: no minute covers it, so its vote is not printed." in page


def test_the_screen_of_the_day_shows_the_votes_of_its_item_and_leads_to_them_and_back(client: Client) -> None:
    held = signed_in_as_secretary(client)
    vote(held)
    recorded = held.meeting.votes.get()
    shown = client.get(f"/meetings/{held.meeting.pk}/day/?item={held.items[0].pk}").content.decode()
    assert "The motion was put to the vote and carried: 3 for, 1 against." in shown
    assert f'href="{reverse("meetings:vote_change", args=[recorded.pk])}?back=day"' in shown
    other = client.get(f"/meetings/{held.meeting.pk}/day/?item={held.items[1].pk}").content.decode()
    assert "The motion was put to the vote" not in other


@pytest.mark.parametrize(("kind", "is_said"), [("precept", True), ("ordinary", False)])
def test_the_screen_of_the_day_says_what_a_veto_needs_where_one_can_be_moved(
    client: Client, kind: str, is_said: bool
) -> None:
    held = signed_in_as_secretary(client)
    Meeting.objects.filter(pk=held.meeting.pk).update(kind=kind)
    shown = client.get(f"/meetings/{held.meeting.pk}/day/").content.decode()
    assert ("A veto needs 4 of 5 members; 4 are here." in shown) is is_said


def test_the_record_of_votes_is_hidden_from_everyone_outside_the_secretariat(client: Client) -> None:
    held = voting_meeting()
    made, found = vote(held), election(held)
    addresses = [
        f"/meetings/{held.meeting.pk}/votes/",
        f"/votes/{made.pk}/change/",
        f"/elections/{found.pk}/",
    ]
    client.force_login(make_user("Pat Visitor"))
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_a_dissenter_of_a_counted_vote_is_named_in_the_record(client: Client) -> None:
    held = signed_in_as_secretary(client)
    gage = f"cast_{key(held, 'Gage')}"
    assert client.post(add_address(held), typed(held, **{gage: "against"})).status_code == 302
    page = client.get(f"/meetings/{held.meeting.pk}/votes/").content.decode()
    said = "Cllr Rosalind Gage asked for their vote against the motion to be recorded."
    assert (said in page, "Against (1)" in page) == (True, False)
    answer = client.post(
        add_address(held), typed(held, votes_for="4", votes_against="0", form_key="d", **{gage: "against"})
    )
    assert "1 vote named, and the figure is 0." in answer.content.decode()
    assert '<option value="against" selected>' in answer.content.decode()


def test_a_counted_vote_before_the_roll_is_kept_and_what_is_needed_is_said(client: Client) -> None:
    held = held_meeting()
    add_items(held, 1)
    client.force_login(held.secretary)
    page = client.get(add_address(held)).content.decode()
    assert "5 members of the panel are not marked" in " ".join(page.split()).replace("\u00a0", " ")
    sent = typed(held, mover="", votes_for="3", votes_against="1")
    assert client.post(add_address(held), sent).status_code == 302
    page = client.get(f"/meetings/{held.meeting.pk}/votes/").content.decode()
    assert "Item 1: 4\u00a0votes counted, but attendance shows 0 members present." in page
    assert "Complete the attendance: 5\u00a0members not marked yet." in page


def test_with_no_members_a_vote_by_two_thirds_is_never_worked_out_as_met(client: Client) -> None:
    held = held_meeting()
    add_items(held, 1)
    Term.objects.all().delete()
    client.force_login(held.secretary)
    sent = typed(held, mover="", votes_for="12", votes_against="0", threshold="two_thirds")
    page = client.post(add_address(held), sent | {"look": "1"}).content.decode()
    assert "of 0" not in page
    assert "Enter the members first." in page
    assert "carried" not in page.split('id="preview"')[1].split("<form")[0]
