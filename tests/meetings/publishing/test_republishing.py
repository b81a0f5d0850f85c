"""Withdraw, put right, publish again: new versions, old addresses that lead on, numbers that stay."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.history.findings import Refused
from foundation.library.models import Publication, PublicMeeting
from meetings import actions
from meetings.common.notice import is_withdrawn
from meetings.models import Meeting, Pack
from meetings.packs.after_publication import AfterPublication
from meetings.planning.due import due_points
from tests.builders.panels import signed_in
from tests.builders.papers import build
from tests.builders.supplements import issue_supplement, published_agenda

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def told(ref: str) -> str:
    return " ".join(Client().get(f"/meeting/{ref}/").content.decode().split())


def test_a_withdrawn_agenda_is_put_right_and_published_again_and_old_addresses_lead_on() -> None:
    clerk, meeting, placed = published_agenda()
    old = {each.kind: each for each in Publication.objects.order_by("-pk")}
    item = next(iter(placed.values())).item
    actions.withdraw_agenda(meeting=meeting, reason="It named the wrong place.", by=clerk)
    assert meeting.agenda_status == "agreed"
    assert Client().get(f"/meeting/{meeting.ref}/item/{item.ref}/").status_code == 410
    assert Client().get(f"/meeting/{meeting.ref}/item/nothing/").status_code == 404
    number = item.issued_label or meeting.items.get(pk=item.pk).issued_label
    actions.edit_item(item=meeting.items.get(pk=item.pk), title="Put right", by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    published = actions.publish_agenda(meeting=meeting, by=clerk)
    assert {each.version for each in published} == {2}
    line = next(line for line in published[0].data["lines"] if line["title"] == "Put right")
    assert line["label"] == number
    for kind in ("agenda", "pack"):
        answer = Client().get(old[kind].page_url)
        newer = next(each for each in published if each.kind == kind)
        assert (answer.status_code, newer.page_url in answer.content.decode()) == (410, True)
    page = told(meeting.ref)
    assert [words in page for words in ("published again.", "withdrawn.", "Published again.")] == [True] * 3
    assert Client().get(f"/meeting/{meeting.ref}/pack.pdf").status_code == 200


def words(client: Client, name: str, meeting: Meeting) -> str:
    return " ".join(client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode().split())


def test_while_an_agenda_is_withdrawn_no_page_says_that_it_is_published() -> None:
    clerk, meeting, _ = published_agenda()
    client = signed_in(clerk)
    actions.withdraw_agenda(meeting=meeting, reason="It named the wrong place.", by=clerk)
    page = words(client, "agenda", meeting)
    assert "Correct the agenda and publish it again." in page
    assert "pages, withdrawn" in page
    assert "pages, withdrawn" in words(client, "pack", meeting)
    assert "The agenda has been withdrawn and is not public." in words(client, "proof", meeting)
    point = next(each for each in due_points(meeting, clerk, meeting.day) if each.label == "Publish by")
    assert (point.label, point.note) == ("Publish by", "withdrawn, not yet published again")
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    assert is_withdrawn(meeting) is False
    assert "pages, published" in words(client, "pack", meeting)


def test_an_agenda_that_is_opened_to_be_published_again_is_public_meanwhile() -> None:
    clerk, meeting, _ = published_agenda()
    actions.open_agenda_again(meeting=meeting, reason="The place is right.", by=clerk)
    assert is_withdrawn(meeting) is False
    assert "pages, published" in words(signed_in(clerk), "pack", meeting)


def test_what_supplements_brought_and_a_paper_brought_back_stand_in_the_new_pack() -> None:
    clerk, meeting, placed = published_agenda()
    late = placed["Rural crime"]
    actions.bring_late_paper(placement=late, by=clerk)
    issue_supplement(meeting, clerk)
    other = next(each for each in placed.values() if each.delivery == "with_agenda")
    actions.withdraw_paper(placement=other, reason="It held a wrong table.", by=clerk)
    gone = Publication.objects.get(source_ref=other.ref)
    client = signed_in(clerk)
    shown = client.get(reverse("meetings:paper_withdraw", args=[other.pk])).content.decode()
    again = reverse("meetings:agenda_again", args=[meeting.pk])
    assert again in shown
    assert "Enter what you corrected" in client.post(again, {"reason": " "}).content.decode()
    assert client.post(again, {"reason": "The table is right."}).status_code == 302
    proof = reverse("meetings:proof", args=[meeting.pk])
    left_out = "This paper has been withdrawn and will not be published."
    page = client.get(proof).content.decode()
    assert (left_out in page, "What is public now stays public until then." in page) == (True, True)
    client.post(reverse("meetings:paper_bring_back", args=[other.pk]))
    assert left_out not in client.get(proof).content.decode()
    with pytest.raises(Refused, match="has been published, so it keeps its place"):
        actions.remove_item(item=other.item, by=clerk)
    other.refresh_from_db()
    late.refresh_from_db()
    with pytest.raises(Refused, match="cannot be removed from it"):
        actions.remove_placement(placement=other, by=clerk)
    assert (other.delivery, late.delivery) == ("with_agenda", "with_agenda")
    build(meeting, clerk, Pack.Kind.AGENDA)
    published = actions.publish_agenda(meeting=meeting, by=clerk)
    gone.refresh_from_db()
    assert (gone.withdrawn_at is None, gone.replaced_by.version) == (False, 2)
    supplement = Publication.objects.get(kind="supplement")
    assert (supplement.replaced_by, supplement.is_standing) == (published[-1], False)
    assert "Published again. The table is right." in told(meeting.ref)
    after = AfterPublication.of(meeting)
    assert (after.count, after.number, late.pk in after.ranges) == (0, 2, True)


def test_a_paper_that_does_not_come_again_and_an_item_withdrawn_meanwhile_are_no_longer_public() -> None:
    clerk, meeting, placed = published_agenda()
    here = [each for each in placed.values() if each.delivery == "with_agenda"]
    actions.open_agenda_again(meeting=meeting, reason="One item is not ready.", by=clerk)
    assert Publication.objects.standing().filter(source_ref=here[0].ref).exists()
    with pytest.raises(Refused):
        actions.open_agenda_again(meeting=meeting, reason="Figures.", by=clerk)
    with pytest.raises(Refused, match="has not been withdrawn"):
        actions.bring_paper_back(placement=here[0], by=clerk)
    page = signed_in(clerk).get(reverse("meetings:item_remove", args=[meeting.pk, here[0].item_id]))
    assert page["Location"] == reverse("meetings:item_withdraw", args=[meeting.pk, here[0].item_id])
    actions.withdraw_item(item=here[0].item, reason="It is not ready.", by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    agenda = actions.publish_agenda(meeting=meeting, by=clerk)[0]
    line = next(line for line in agenda.data["lines"] if line["ref"] == here[0].item.ref)
    assert (line["note"], line["papers"], line["pages"]) == ("Withdrawn. It is not ready.", [], "")
    assert not Publication.objects.standing().filter(source_ref=here[0].ref).exists()
    assert PublicMeeting.objects.get(ref=meeting.ref).told[-1]["sentence"] == (
        "Published again. One item is not ready."
    )
