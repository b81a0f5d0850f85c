"""An item's life story: one page from the plan to the answer, across years, for who may read it."""

from datetime import date

import pytest
from django.test import Client

from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from meetings import actions
from meetings.matters.story import story_of
from meetings.models import FollowUp, ItemLink, Minutes, WorkProgrammeItem
from tests.builders.ledger import Ledger, add, item_called, make_ledger, next_meeting
from tests.builders.panels import give_sign_in, make_user, signed_in
from tests.builders.papers import make_paper, place
from tests.builders.restricted import LETTING, make_private, restrict
from tests.builders.year import make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def told(ledger: Ledger, ref: str) -> list[tuple[date, str, str]]:
    found = story_of(ref, ledger.clerk, TODAY)
    assert found is not None
    return [(step.when, step.kind, step.title) for step in found.steps]


def lived() -> Ledger:
    """An item decided in March, asked about, answered in May, raised again in June and discharged."""
    ledger = make_ledger("recommendation", due_on=None)
    item, row = ledger.held.items[0], ledger.rows[0]
    place(item, make_paper(ledger.body, ledger.clerk, "Knife crime"), ledger.clerk)
    actions.decide(minute=ledger.minute, limbs=["That the Commissioner reply"], by=ledger.clerk)
    ledger.publish()
    actions.ask_for_response(
        follow_up=row,
        asked_of="Commissioner",
        asked_on=date(2026, 3, 30),
        respond_by=date(2026, 4, 30),
        by=ledger.clerk,
    )
    june = next_meeting(ledger, month=6)
    actions.bring_matters(meeting=june, follow_ups=[row], by=ledger.clerk)
    actions.record_answer(follow_up=row, received_on=date(2026, 5, 6), text="She accepts it", by=ledger.clerk)
    actions.discharge_follow_up(follow_up=row, on=june.day, at=june, evidence="Minute 57", by=ledger.clerk)
    return ledger


@pytest.mark.shows("S1-24", "V33")
def test_the_story_goes_from_the_agenda_to_the_answer() -> None:
    ledger = lived()
    steps = told(ledger, ledger.held.items[0].ref)
    assert [step for step in steps if step[1] != "Published"] == [
        (date(2026, 3, 25), "On the agenda", "Subject 1"),
        (date(2026, 3, 25), "Paper", "Knife crime"),
        (date(2026, 3, 25), "Minute 1", "Subject 1"),
        (date(2026, 3, 25), "Resolved", "That the Commissioner reply"),
        (date(2026, 3, 25), "Recommendation 1", "Send figure 1"),
        (date(2026, 3, 30), "Response required", "From Commissioner"),
        (date(2026, 5, 6), "Response received", "She accepts it"),
        (date(2026, 6, 11), "Matter arising", "Recommendation 1"),
        (date(2026, 6, 11), "Recommendation 1 discharged", "Minute 57"),
    ]


def test_every_reference_of_it_leads_to_the_same_story() -> None:
    ledger = lived()
    item, minute = ledger.held.items[0], ledger.minute
    placement = item.placements.get()
    refs = [placement.ref, placement.paper.ref, minute.ref, minute.decisions.get().ref]
    whole = told(ledger, item.ref)
    assert [told(ledger, ref) for ref in refs] == [whole] * 4


def test_the_story_of_one_follow_up_leaves_the_others_of_its_minute_out() -> None:
    ledger = make_ledger("action", "action")
    titles = [title for _, _, title in told(ledger, ledger.rows[1].ref)]
    assert ("Send figure 2" in titles, "Send figure 1" in titles) == (True, False)


@pytest.mark.shows("S4-43")
def test_items_that_go_on_from_each_other_stand_in_one_story_across_years() -> None:
    ledger = make_ledger("action")
    december = next_meeting(ledger)
    report = item_called(december, "Rural crime")
    actions.link_item(item=report, earlier=ledger.rows[0], reason="report_back", by=ledger.clerk)
    year_after = next_meeting(ledger, month=12, day=18)
    again = item_called(year_after, "Rural crime")
    actions.link_item(item=again, earlier=report, reason="deferred", by=ledger.clerk)
    titles = [title for _, kind, title in told(ledger, again.ref) if kind == "On the agenda"]
    assert titles == ["Subject 1", "Rural crime", "Rural crime"]
    assert told(ledger, again.ref) == told(ledger, ledger.held.items[0].ref)


def test_a_paper_brought_again_joins_its_items() -> None:
    ledger = make_ledger()
    paper = make_paper(ledger.body, ledger.clerk, "Knife crime")
    place(ledger.held.items[0], paper, ledger.clerk)
    later = item_called(next_meeting(ledger), "Rural crime")
    place(later, paper, ledger.clerk)
    assert told(ledger, later.ref) == told(ledger, ledger.held.items[0].ref)


def test_the_minute_of_matters_arising_draws_no_strange_business_in() -> None:
    ledger = lived()
    other = add(ledger, "Another thing") if ledger.minutes.status == "draft" else ledger.rows[0]
    june = ledger.fresh().discharged_at
    minutes = actions.start_minutes(meeting=june, by=ledger.clerk)
    head = minutes.entries.get(title="Matters arising")
    actions.add_follow_up(minute=head, text="Strange business", by=ledger.clerk)
    assert "Strange business" not in [title for _, _, title in told(ledger, other.ref)]


def test_an_item_goes_on_only_from_earlier_business_of_its_body_and_once() -> None:
    ledger = make_ledger("action")
    report = item_called(next_meeting(ledger), "Rural crime")
    with pytest.raises(Refused):
        actions.link_item(item=ledger.held.items[0], earlier=report, by=ledger.clerk)
    for _ in range(2):
        actions.link_item(item=report, earlier=ledger.rows[0], by=ledger.clerk)
    assert ItemLink.objects.count() == 1


def test_links_are_made_and_taken_back_on_the_page() -> None:
    ledger = make_ledger("action")
    report = item_called(next_meeting(ledger), "Rural crime")
    client = signed_in(ledger.clerk)
    at = f"/story/{report.ref}/"
    assert "Link to earlier business" in client.get(at).content.decode()
    typed = {"earlier": ledger.held.items[0].ref, "reason": "deferred"}
    assert client.post(f"{at}link/", typed).status_code == 302
    html = client.get(at).content.decode()
    assert ("Subject 1" in html, "Deferred to this meeting" in html) == (True, True)
    assert client.post(f"{at}link/", {"unlink": str(ItemLink.objects.get().pk)}).status_code == 302
    assert ItemLink.objects.count() == 0
    assert client.post(f"{at}link/", {"earlier": "nonsense"}).status_code == 409


def planned(ledger: Ledger, **facts: object) -> WorkProgrammeItem:
    """Something in the work programme that came of the first minute, and stands on the agenda of June."""
    entry = make_entry(ledger.body, ledger.clerk, "Search figures again", **facts)
    actions.place_programme_item(entry=entry, meeting=next_meeting(ledger, month=6), by=ledger.clerk)
    entry.refresh_from_db()
    return entry


def test_the_story_begins_in_the_work_programme_and_leads_on_from_there() -> None:
    ledger = make_ledger("action")
    decision = actions.decide(minute=ledger.minute, limbs=["That it comes back"], by=ledger.clerk)
    entry = planned(ledger, source="decision", source_words="Minute 1", source_ref=decision.ref)
    plan = ("Work programme", "Search figures again")
    assert entry.agenda_item is not None
    for ref in (ledger.held.items[0].ref, decision.ref, entry.ref, entry.agenda_item.ref):
        steps = [(kind, title) for _, kind, title in told(ledger, ref)]
        assert [step for step in steps if step in (plan, ("On the agenda", "Subject 1"))] == [
            ("On the agenda", "Subject 1"),
            plan,
        ]
        assert ("On the agenda", "Search figures again") in steps
    story = story_of(entry.ref, ledger.clerk, TODAY)
    assert story is not None
    assert [(step.when, step.title, step.words) for step in story.steps if step.is_here] == [
        (
            date(2026, 11, 24),
            "Search figures again",
            "Added to the agenda of Thursday 11 June 2026. A decision, action or recommendation: Minute 1",
        )
    ]


def test_an_idea_that_stands_on_no_agenda_yet_has_a_story_that_says_so() -> None:
    ledger = make_ledger("action")
    idea = make_entry(ledger.body, ledger.clerk, "Night buses")
    dropped = make_entry(ledger.body, ledger.clerk, "Day buses", when="September 2027")
    actions.drop_programme_item(entry=dropped, reason="Overtaken.", by=ledger.clerk)
    for entry, words in ((idea, "No date yet"), (dropped, "Removed: Overtaken")):
        story = story_of(entry.ref, ledger.clerk, TODAY)
        assert story is not None
        assert [(step.kind, step.title, step.words) for step in story.steps] == [
            ("Work programme", entry.title, f"{words}. The secretariat")
        ]


def test_a_plan_that_is_kept_within_is_told_to_those_who_prepare_meetings_alone() -> None:
    ledger = make_ledger("action")
    entry, open_one = planned(ledger, is_private=True), make_entry(ledger.body, ledger.clerk, "Night buses")
    member = ledger.held.people["Gage"]
    give_sign_in(member)
    assert story_of(entry.ref, ledger.clerk, TODAY) is not None
    assert story_of(entry.ref, member.user, TODAY) is None
    assert story_of(open_one.ref, member.user, TODAY) is not None


def test_a_member_reads_what_is_published_and_no_words_from_within() -> None:
    ledger = lived()
    member = ledger.held.people["Gage"]
    give_sign_in(member)
    ref = ledger.rows[0].ref
    found = story_of(ref, member.user, TODAY)
    assert found is not None
    shown = [(step.kind, step.title) for step in found.steps]
    assert shown == [
        ("Minute 1", "Subject 1"),
        ("Recommendation 1", "Send figure 1"),
        ("Recommendation 1 discharged", ""),
    ]


def test_nobody_reads_a_story_of_drafts_from_outside() -> None:
    ledger = make_ledger("action")
    at = f"/story/{ledger.rows[0].ref}/"
    assert Client().get(at).status_code == 302
    assert signed_in(make_user("Pat Visitor")).get(at).status_code == 404
    author = make_user("Robin Vale", ledger.body, Role.REPORT_AUTHOR)
    assert signed_in(author).get(at).status_code == 404
    assert signed_in(ledger.clerk).get("/story/nothing/").status_code == 404


def test_a_member_finds_no_story_of_restricted_business() -> None:
    world = make_private()
    restrict(world)
    world.sign_all()
    world.publish()
    minutes = actions.start_minutes(meeting=world.meeting, by=world.clerk)
    entry = next(each for each in minutes.entries.all() if each.items.filter(title=LETTING).exists())
    row = actions.add_follow_up(minute=entry, text="Write to Larkspur", by=world.clerk)
    Minutes.objects.filter(pk=minutes.pk).update(
        status="published", published_at=world.meeting.starts_at, published_by="Ellen Marsh"
    )
    FollowUp.objects.filter(pk=row.pk).update(is_public=True)
    client = signed_in(world.member)
    for ref in (world.items[1].ref, row.ref, entry.ref):
        assert client.get(f"/story/{ref}/").status_code == 404
    assert client.get(f"/story/{world.items[0].ref}/").status_code == 200
