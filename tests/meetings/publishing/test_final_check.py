"""The final check: one row a paper with the page that corrects it, what is withheld, and who is notified."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.findings import met
from foundation.jobs import queue
from meetings import actions
from meetings.models import Despatch, Meeting, Pack, PackEntry, Placement, Restriction
from meetings.papers.documents.report import ReportDocument
from meetings.publishing.proof import Proof
from meetings.publishing.rules import notice_words, without_name
from panels.models import Person
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary, seat_member, signed_in
from tests.builders.papers import agree, build, make_paper, place
from tests.builders.restricted import LETTING, make_private, restrict

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_agreed(*, is_cleared: bool = True) -> tuple[Any, Any, Meeting, Placement]:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Knife crime")[0]
    place(item, make_paper(body, clerk), clerk)
    placement = Placement.objects.select_related("paper").get(item=item)
    agree(meeting, clerk)
    if not is_cleared:
        type(placement.paper).objects.update(preparation="received")
    build(meeting, clerk, Pack.Kind.AGENDA)
    return body, clerk, meeting, placement


def page_of(client: Client, meeting: Meeting, name: str = "proof") -> str:
    return client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode().replace("\xa0", " ")


def test_a_paper_that_is_not_cleared_is_one_row_that_leads_to_the_paper() -> None:
    _, clerk, meeting, placement = make_agreed(is_cleared=False)
    rows = [row for row in Proof.of(meeting, timezone.now()).to_check if row.title == placement.paper.title]
    assert [row.label for row in rows] == ["1"]
    own = reverse("meetings:paper", args=[placement.paper_id])
    found = {each.code: (each.sentence, each.url, each.url_words) for each in rows[0].shown}
    assert found["not_cleared"] == (
        "This paper is received, but it has not been cleared. It will be published as it is.",
        own,
        "Check and clear the paper",
    )
    assert f'<a class="govuk-link" href="{own}">Check and clear the paper</a>' in page_of(
        signed_in(clerk), meeting
    )


def test_what_a_report_lacks_leads_to_its_field() -> None:
    body, clerk, meeting, _ = make_agreed()
    bare = actions.write_paper(body=body, title="Budget", report=ReportDocument(title="Budget"), by=clerk)
    place(add_items(meeting, clerk, "Budget")[0], bare, clerk)
    rows = [
        row for row in Proof.of(meeting, timezone.now()).checks if (row.label, row.title) == ("2", "Budget")
    ]
    found = {each.code: each.url for row in rows for each in row.findings}
    own = reverse("meetings:paper", args=[bare.pk])
    assert (found["recommendation"], found["contact"], found["background"]) == (
        f"{own}#recommendations",
        f"{own}#contact",
        f"{own}#background",
    )


def test_the_front_sheet_has_its_pages_where_blank_pages_follow_the_papers() -> None:
    _, _, meeting, _ = make_agreed()
    pack = Pack.objects.get(meeting=meeting, kind=Pack.Kind.AGENDA)
    PackEntry.objects.create(pack=pack, kind=PackEntry.Kind.LEAF, first_page=90, last_page=90)
    assert Proof.of(meeting, timezone.now()).rows[0].pages == "1\xa0–\xa02"


def test_a_report_without_a_paper_leads_to_its_upload() -> None:
    body, clerk, meeting, _ = make_agreed()
    item = add_items(meeting, clerk, "Budget")[0]
    meeting.items.filter(pk=item.pk).update(business="report")
    urls = [
        each.url
        for row in Proof.of(meeting, timezone.now()).checks
        for each in row.findings
        if each.code == "no_paper"
    ]
    assert urls == [f"{reverse('meetings:paper_upload')}?item={item.pk}"]


def test_notice_is_given_as_days_left_and_days_needed() -> None:
    _, clerk, meeting, _ = make_agreed()
    page = page_of(signed_in(clerk), meeting)
    given, needed = Proof.of(meeting, timezone.now()).days
    assert f"{given} clear days, {needed} needed" in page


def test_many_counted_days_are_not_listed_one_by_one() -> None:
    listed = met("Publication leaves 50 clear days: Tue 1 December and so on.", source="The Act")
    assert notice_words(listed, 50, 5, "Monday 30 November 2026").sentence == (
        "Publication on Monday 30 November 2026 leaves 50 clear days. 5 needed."
    )
    assert notice_words(listed, 9, 5, "Monday 30 November 2026") == listed


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Item 8, “Knife crime”, is late.", "This paper is late."),
        ("Item 8, Knife crime: there is no recommendation.", "There is no recommendation."),
        ("Something else.", "Something else."),
    ],
)
def test_a_sentence_under_its_title_does_not_say_the_name_again(sentence: str, said: str) -> None:
    assert without_name(sentence, ("Item 8, “Knife crime”", "Item 8, Knife crime")) == said


def test_what_is_withheld_is_shown_with_its_ground_and_the_missing_decision_leads_to_it() -> None:
    body, clerk, meeting, _ = make_agreed()
    item = add_items(meeting, clerk, "Contract award")[0]
    found = Restriction.objects.create(
        item=item, ground="exempt", paragraphs=[3], public_interest_reason="Bids",
        made_at=timezone.now(), made_by="Ellen Marsh", shows_title=False,
    )  # fmt: skip
    page = page_of(signed_in(clerk), meeting)
    assert "Exempt, paragraph 3" in page
    assert (
        "Information relating to the financial or business affairs of any particular person (including the "
        "authority holding that information)" in page
    )
    assert "Exempt item, with the ground" in page
    url = f"{reverse('meetings:restricted', args=[meeting.pk])}#restriction-{found.pk}"
    assert f'<a class="govuk-link" href="{url}">Open the decision to withhold</a>' in page
    assert "Publish agenda and pack" not in page


def test_who_will_be_notified_is_counted_and_named_by_group() -> None:
    body, clerk, meeting, _ = make_agreed()
    seat_member(body, "Oakley", "Kennetside Council", email="r.oakley@kennetside.example")
    notified = Proof.of(meeting, timezone.now()).notified
    assert {label: [each.name for each in people] for label, people in notified.groups} == {
        "Member or substitute": [each.name for each in notified.by_email if "Oakley" in each.name],
        "Officer": [clerk.printed_name],
    }
    page = page_of(signed_in(clerk), meeting)
    assert ("2 people" in page, "Oakley" in page) == (True, True)


def test_the_chair_reads_how_many_are_notified_and_not_who_for_the_list_is_the_secretariats() -> None:
    world = make_private()
    build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    seat_member(world.body, "Oakley", "Kennetside Council", email="r.oakley@kennetside.example")
    pages = [page_of(signed_in(user), world.meeting) for user in (world.clerk, make_chair(world.body))]
    assert [("Who will be notified" in page, "Oakley" in page) for page in pages] == [
        (True, True),
        (True, False),
    ]


def test_publishing_says_so_and_offers_to_notify_in_the_next_click() -> None:
    _, clerk, meeting, _ = make_agreed()
    client = signed_in(clerk)
    seen = re.search(r'name="proof" value="([0-9a-f]{64})"', page_of(client, meeting))
    assert seen is not None
    url = reverse("meetings:agenda_publish", args=[meeting.pk])
    answers = [client.post(url, {"proof": seen[1]}, follow=True) for _ in range(2)]
    for answer in answers:
        page = answer.content.decode().replace("\xa0", " ")
        assert re.search(r"Published at [0-9.]+ [ap]m\. 1 person not yet notified\.", page)
        assert "Notify 1 person" in page
    form = answers[0].context["form"]
    sent = client.post(answers[0].request["PATH_INFO"], form.initial, follow=True)
    assert "Notifying 1 person" in sent.content.decode().replace("\xa0", " ")
    assert Despatch.objects.count() == 1


def test_a_list_that_is_empty_meanwhile_is_said_plainly_and_nothing_is_lost() -> None:
    _, clerk, meeting, _ = make_agreed()
    client = signed_in(clerk)
    published = actions.publish_agenda(meeting=meeting, by=clerk)
    address = reverse("meetings:despatch", args=[meeting.pk, "agenda", published[-1].ref])
    type(clerk).objects.filter(pk=clerk.pk).update(email="")
    typed = {"subject": "Papers for Friday", "body": "They are on the public page."}
    page = client.post(address, typed).content.decode()
    assert "No one on the circulation list has an email address." in page
    assert ("Papers for Friday" in page, "They are on the public page." in page) == (True, True)
    assert Despatch.objects.count() == 0


def test_the_pack_is_built_without_leaving_the_final_check() -> None:
    _, clerk, meeting, _ = make_agreed()
    add_items(meeting, clerk, "Budget")
    client = signed_in(clerk)
    assert "Build the pack" in page_of(client, meeting)
    url = reverse("meetings:pack_build", args=[meeting.pk])
    asked = client.post(url, {"pack": "agenda", "check": "yes"})
    assert asked["Location"] == reverse("meetings:proof", args=[meeting.pk])
    waiting = page_of(client, meeting)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    assert "The pack is being built." in waiting
    queue.run_pending()
    assert "Publish agenda and pack" in page_of(client, meeting)


def test_without_a_chair_the_final_check_says_what_to_do() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    add_items(meeting, clerk, "Knife crime")
    page = page_of(signed_in(clerk), meeting)
    said = "No Chair is recorded for the panel. Record the Chair, or record the agreement of the member who"
    assert said in page
    make_chair(body)
    assert "No Chair is recorded" not in page_of(signed_in(clerk), meeting)


def test_short_notice_is_not_cured_by_a_printed_reason(clock: Any) -> None:
    _, clerk, meeting, _ = make_agreed()
    clock.shift(6 * 24 * 3600)
    page = page_of(signed_in(clerk), meeting)
    assert "A printed reason does not cure short notice." in page
    assert "section 100B(4)(b)" in page
    assert "check with your monitoring officer" in page


def test_a_chair_with_an_interest_reads_no_word_of_the_item_on_the_final_check() -> None:
    world = make_private()
    restrict(world)
    # Not cleared, and without a decision to withhold: so that there is something to say of it.
    type(world.placements["slides"].paper).objects.update(preparation="received")
    build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    chair = make_chair(world.body)
    before = page_of(signed_in(chair), world.meeting)
    assert (LETTING in before, "Prices of bidders" in before) == (True, True)
    person = Person.objects.get(user=chair)
    actions.shut_out(item=world.items[1], person=person, reason="A cousin bids.", by=world.clerk)
    page = page_of(signed_in(chair), world.meeting)
    assert (LETTING in page, "Prices of bidders" in page, "Exempt item" in page) == (False, False, True)
    assert reverse("meetings:paper", args=[world.placements["slides"].paper_id]) not in page
