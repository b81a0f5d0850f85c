"""The pages of the ledger: what they show, to whom, at what cost, and what wrong input does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.models import FollowUp, FollowUpUpdate
from tests.builders.ledger import Ledger, add, make_ledger, next_meeting
from tests.builders.panels import give_sign_in, make_user, seat_member, signed_in
from tests.together import choose, over

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page(client: Client, address: str = "/follow-ups/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def texts(html: str) -> list[int]:
    """The numbers of the figures that are named on a page, in their order."""
    import re

    return [int(each) for each in re.findall(r"</a>: Send figure (\d+)", html)]


def full(count: int) -> tuple[Ledger, Client]:
    ledger = make_ledger(*(["action", "recommendation", "undertaking"] * (count // 3)))
    for row in ledger.rows:
        actions.update_follow_up(follow_up=row, text="Asked", based_on=1, by=ledger.clerk)
    return ledger, signed_in(ledger.clerk)


def test_three_and_thirty_nine_follow_ups_cost_the_same_queries() -> None:
    counts = []
    ledger, client = full(3)
    later = next_meeting(ledger)
    addresses = ("/follow-ups/", f"/meetings/{later.pk}/matters/", f"/story/{ledger.held.items[0].ref}/")
    for address in addresses:
        page(client, address)
    counts.append([queries(lambda at=at: page(client, at)) for at in addresses])
    for number in range(4, 40):
        row = add(ledger, f"Send figure {number}", kind="action", due_on=date(2026, 5, 29))
        actions.update_follow_up(follow_up=row, text="Asked", based_on=1, by=ledger.clerk)
    assert FollowUp.objects.count() == 39
    counts.append([queries(lambda at=at: page(client, at)) for at in addresses])
    assert counts[0] == counts[1]


@pytest.mark.shows("V23")
def test_the_ledger_shows_what_was_asked_for() -> None:
    ledger = make_ledger("action", "recommendation", "undertaking", due_on=date(2026, 12, 1))
    add(ledger, "Send figure 4", due_on=date(2026, 11, 20), owner="")
    add(ledger, "Send figure 5", due_on=None, owner="Cllr Burke")
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=date(2026, 4, 1), by=ledger.clerk)
    client = signed_in(ledger.clerk)
    shown = {
        query: texts(page(client, f"/follow-ups/?{query}"))
        for query in (
            "",
            "show=overdue",
            "show=awaiting",
            "show=without_owner",
            "show=closed",
            "show=all",
            "kind=undertaking",
            "owner=burke",
            f"meeting={ledger.held.meeting.pk}&kind=recommendation",
            "meeting=999999",
            "show=nonsense&kind=nonsense&meeting=nonsense&page=nonsense",
        )
    }
    assert shown == {
        "": [5, 4, 2, 3],
        "show=overdue": [4],
        "show=awaiting": [2],
        "show=without_owner": [4],
        "show=closed": [1],
        "show=all": [5, 4, 3, 2, 1],
        "kind=undertaking": [3],
        "owner=burke": [5],
        f"meeting={ledger.held.meeting.pk}&kind=recommendation": [2],
        "meeting=999999": [],
        "show=nonsense&kind=nonsense&meeting=nonsense&page=nonsense": [5, 4, 2, 3],
    }


@pytest.mark.shows("S2-13")
def test_the_ledger_flags_a_missing_owner_and_a_day_that_has_passed() -> None:
    ledger = make_ledger(due_on=date(2026, 11, 20))
    add(ledger, "Action", owner="", due_on=None)
    html = page(signed_in(ledger.clerk))
    assert ("Owner missing" in html, "No date" in html, "Open, late" in html) == (True, True, True)


def test_a_row_is_updated_from_the_list_and_the_words_stand_there() -> None:
    ledger = make_ledger()
    client = signed_in(ledger.clerk)
    address = f"/follow-ups/{ledger.rows[0].pk}/update/"
    for _ in range(2):
        assert client.post(address, {"text": "Promised for May", "based_on": "1"}).status_code == 302
    assert FollowUpUpdate.objects.count() == 1
    assert "Ellen Marsh: Promised for May" in page(client)


def test_an_empty_update_says_so_and_keeps_the_day_that_was_typed() -> None:
    ledger = make_ledger()
    client = signed_in(ledger.clerk)
    typed = {"text": " ", "new_due_day": "30", "new_due_month": "6", "new_due_year": "2026", "based_on": "1"}
    html = client.post(f"/follow-ups/{ledger.rows[0].pk}/update/", typed).content.decode()
    assert "Enter an answer to “What is the progress?”" in html
    assert 'value="2026"' in html
    assert FollowUpUpdate.objects.count() == 0


def test_a_new_day_before_the_meeting_is_refused_beside_what_was_typed() -> None:
    ledger = make_ledger()
    typed = {
        "text": "Moved",
        "new_due_day": "1",
        "new_due_month": "3",
        "new_due_year": "2026",
        "based_on": "1",
    }
    address = f"/follow-ups/{ledger.rows[0].pk}/update/"
    html = signed_in(ledger.clerk).post(address, typed).content.decode()
    assert "the meeting was on Wednesday 25 March 2026" in html
    assert ">\nMoved</textarea>" in html


def test_two_updates_at_once_are_both_kept() -> None:
    ledger = make_ledger()
    row, other = ledger.rows[0], make_other(ledger)
    address = f"/follow-ups/{row.pk}/update/"

    def meanwhile() -> None:
        actions.update_follow_up(follow_up=row, text="Theirs", based_on=1, by=other)

    assert over(signed_in(ledger.clerk), address, meanwhile, text="Mine") == f"/follow-ups/{row.pk}/"
    assert [each.text for each in FollowUpUpdate.objects.all()] == ["Mine", "Theirs"]


def test_over_a_newer_state_what_both_changed_is_chosen() -> None:
    ledger = make_ledger()
    row, client = ledger.rows[0], signed_in(ledger.clerk)
    address = f"/follow-ups/{row.pk}/settle/"

    def meanwhile() -> None:
        actions.settle_follow_up(follow_up=row, answerer_name="Pat", based_on=1, by=make_other(ledger))

    page = over(client, address, meanwhile, answerer_name="Kim")
    assert ["Pat" in page, "Kim" in page, "Owen Pratt saved a newer version" in page] == [True] * 3
    assert choose(client, address, page, answerer_name="yours") == 302
    row.refresh_from_db()
    assert row.answerer_name == "Kim"


def make_other(ledger: Ledger):  # type: ignore[no-untyped-def]
    from tests.builders.panels import make_secretary

    return make_secretary(ledger.body, "Owen Pratt")


@pytest.mark.shows("V33")
def test_a_recommendation_goes_from_asking_to_the_response_on_its_pages() -> None:
    ledger = make_ledger("recommendation")
    client = signed_in(ledger.clerk)
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    asked = {"asked_of": "Commissioner", "asked_on_day": "30", "asked_on_month": "3", "asked_on_year": "2026"}
    period = {"respond_by_day": "30", "respond_by_month": "4", "respond_by_year": "2026"}
    assert client.post(f"{at}ask/", asked | period).status_code == 302
    html = page(client, at)
    assert "Response due by Thursday 30 April 2026" in html
    assert "section 29(3): check with your monitoring officer" in html
    assert "Open, late" in html
    came = {"received_on_day": "6", "received_on_month": "5", "received_on_year": "2026", "text": "Accepted."}
    assert client.post(f"{at}answer/", came).status_code == 302
    assert "Accepted." in page(client, at)
    assert "Answered" in page(client, at)


def test_closing_needs_a_day_or_a_reason_and_can_be_taken_back() -> None:
    ledger = make_ledger()
    client = signed_in(ledger.clerk)
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    assert "Enter the date it was done" in client.post(f"{at}close/", {"how": "discharged"}).content.decode()
    assert (
        "Enter the reason for no further action"
        in client.post(f"{at}close/", {"how": "dropped"}).content.decode()
    )
    assert client.post(f"{at}close/", {"how": "dropped", "reason": "Overtaken"}).status_code == 302
    assert client.post(f"{at}close/", {"how": "dropped", "reason": "Overtaken"}).status_code == 409
    assert "Overtaken" in page(client, at)
    assert client.post(f"{at}reopen/", {"reason": "It was needed after all"}).status_code == 302
    assert ledger.fresh().state == "open"


def test_who_answers_is_settled_and_the_page_names_them() -> None:
    ledger = make_ledger()
    person = seat_member(ledger.body, "Burke", "Cranmere City Council", title="Cllr")
    client = signed_in(ledger.clerk)
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    wrong = {"answerer_email": "no address", "based_on": "1"}
    assert (
        "Enter “Email address for reminders” in full" in client.post(f"{at}settle/", wrong).content.decode()
    )
    assert client.post(f"{at}settle/", {"answerer": person.pk, "based_on": "1"}).status_code == 302
    html = page(client, at)
    assert ("Cllr Ada Burke" in html, "Not on the public action log" in html) == (True, True)


def test_what_a_member_answers_for_is_theirs_to_read_and_update_and_no_more() -> None:
    ledger = make_ledger("action", "action")
    person = seat_member(ledger.body, "Burke", "Cranmere City Council")
    give_sign_in(person)
    actions.settle_follow_up(follow_up=ledger.rows[0], answerer=person, based_on=1, by=ledger.clerk)
    ledger.publish()
    client = signed_in(person.user)
    assert texts(page(client)) == [1]
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    assert client.post(f"{at}update/", {"text": "Written", "based_on": "2"}).status_code == 302
    assert client.get(f"/follow-ups/{ledger.rows[1].pk}/").status_code == 404
    tails = ("settle/", "ask/", "answer/", "close/", "reopen/")
    assert [client.get(f"{at}{tail}").status_code for tail in tails] == [409] * 5


@pytest.mark.parametrize("tail", ["", "update/", "settle/", "ask/", "answer/", "close/", "reopen/"])
def test_strangers_find_no_follow_up(tail: str) -> None:
    ledger = make_ledger()
    at = f"/follow-ups/{ledger.rows[0].pk}/{tail}"
    assert Client().get(at).status_code == 302
    assert signed_in(make_user("Pat Visitor")).get(at).status_code == 404
