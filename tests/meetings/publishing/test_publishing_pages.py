"""The pages of the pack and of the proof: who reads what, and what each shows when."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.history.findings import Refused
from foundation.jobs import queue
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Pack, Placement
from meetings.papers.forms.acts import ReplaceFileForm
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import give_sign_in, make_chair, make_panel, make_secretary, signed_in
from tests.builders.panels import seat_member as seat
from tests.builders.papers import agree, build, make_paper, make_pdf, place

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_agreed() -> tuple:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Knife crime")[0]
    place(item, make_paper(body, clerk), clerk)
    agree(meeting, clerk)
    return body, clerk, meeting


def page_of(client: Client, name: str, meeting: Meeting) -> str:
    return client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode()


def test_from_build_to_published_without_scripts() -> None:
    _, clerk, meeting = make_agreed()
    client = signed_in(clerk)
    client.post(reverse("meetings:pack_build", args=[meeting.pk]), {"pack": "agenda"})
    waiting = page_of(client, "pack", meeting)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    queue.run_pending()
    built = page_of(client, "pack", meeting)
    assert "http-equiv" not in built
    assert re.findall(r">([^<]+, up to date)<", built)
    proof = page_of(client, "proof", meeting)
    seen = re.search(r'name="proof" value="([0-9a-f]{64})"', proof)
    url = reverse("meetings:agenda_publish", args=[meeting.pk])
    for _ in range(2):
        assert client.post(url, {"proof": seen[1]}).status_code == 302
    assert Publication.objects.filter(kind="pack").count() == 1
    meeting.refresh_from_db()
    assert meeting.agenda_status == "published"


def test_a_proof_of_other_bytes_is_refused_in_a_sentence() -> None:
    _, clerk, meeting = make_agreed()
    build(meeting, clerk, Pack.Kind.AGENDA)
    answer = signed_in(clerk).post(reverse("meetings:agenda_publish", args=[meeting.pk]), {"proof": "0" * 64})
    assert answer.status_code == 409
    assert "The pack has changed since you read the final check." in answer.content.decode()
    assert Publication.objects.count() == 0


def test_the_proof_of_a_private_meeting_has_no_button() -> None:
    _, clerk, meeting = make_agreed()
    Meeting.objects.filter(pk=meeting.pk).update(is_private=True)
    page = page_of(signed_in(clerk), "proof", meeting)
    assert "This meeting is held in private, so nothing about it is published." in page
    assert "Publish agenda and pack" not in page


def test_the_proof_names_letters_of_the_agenda_that_would_print_as_boxes() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    add_items(meeting, clerk, "Visit of \u65e5 \U0001f692")
    assert "On the agenda “\u65e5” cannot be printed. Use another character." in page_of(
        signed_in(clerk), "proof", meeting
    )


def test_the_proof_asks_for_a_reason_when_days_are_missing_and_builds_the_pack_that_prints_it(clock) -> None:
    _, clerk, meeting = make_agreed()
    build(meeting, clerk, Pack.Kind.AGENDA)
    clock.shift(6 * 24 * 3600)
    client = signed_in(clerk)
    page = page_of(client, "proof", meeting)
    assert ("Reason for publishing late" in page, "Publish agenda and pack" in page) == (True, False)
    url = reverse("meetings:late_reason", args=[meeting.pk])
    empty = client.post(url, {"late_reason": ""})
    assert "Enter the reason the agenda is published late" in empty.content.decode()
    client.post(url, {"late_reason": "The budget came late."})
    queue.run_pending()
    assert "Publish agenda and pack" in page_of(client, "proof", meeting)


def test_the_chair_reads_the_draft_pack_and_a_member_does_not() -> None:
    body, clerk, meeting = make_agreed()
    pack = build(meeting, clerk)
    chair = make_chair(body)
    member = seat(body, "Oakley", "Kennetside Council")
    give_sign_in(member)
    url = reverse("meetings:pack_file", args=[meeting.pk, pack.number])
    assert signed_in(chair).get(url).content[:5] == b"%PDF-"
    assert signed_in(chair).get(reverse("meetings:pack", args=[meeting.pk])).status_code == 200
    for name in ("pack", "proof", "meeting_papers"):
        assert signed_in(member.user).get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404
    assert signed_in(member.user).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_chair_cannot_publish() -> None:
    body, clerk, meeting = make_agreed()
    build(meeting, clerk, Pack.Kind.AGENDA)
    chair = signed_in(make_chair(body))
    assert "Publish agenda and pack" not in page_of(chair, "proof", meeting)
    assert chair.post(reverse("meetings:agenda_publish", args=[meeting.pk])).status_code == 409


def test_withdrawing_asks_for_a_reason_and_keeps_the_record() -> None:
    _, clerk, meeting = make_agreed()
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    client, url = signed_in(clerk), reverse("meetings:agenda_withdraw", args=[meeting.pk])
    assert "Enter the reason for withdrawing it" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "The meeting is cancelled"})
    assert set(Publication.objects.values_list("withdrawn_reason", flat=True)) == {"The meeting is cancelled"}


def test_who_fetched_a_paper_is_shown_before_and_after_it_is_withdrawn() -> None:
    _, clerk, meeting = make_agreed()
    build(meeting, clerk, Pack.Kind.AGENDA)
    paper = next(each for each in actions.publish_agenda(meeting=meeting, by=clerk) if each.kind == "paper")
    placement = Placement.objects.get(ref=paper.source_ref)
    client, url = signed_in(clerk), reverse("meetings:paper_withdraw", args=[placement.pk])
    assert "No one has downloaded or read it on this site." in client.get(url).content.decode()
    Client().get(reverse("library:pack", args=[meeting.ref]))
    Client().get(paper.file_url, REMOTE_ADDR="203.0.113.9")
    client.get(paper.file_url)
    before = client.get(url).content.decode()
    after = client.post(url, {"reason": "It named a child"}, follow=True).content.decode()
    for page in (before, after):
        assert "Downloaded or read 3\xa0times, first on" in page
        assert "<p>Ellen Marsh</p>" in page
        assert "2\xa0people" in page
        assert "Copies from a cache" in page
    assert ("It named a child" in after, "<form method=" in after) == (True, False)


def test_a_build_that_stopped_leads_to_the_paper() -> None:
    _, clerk, meeting = make_agreed()
    placement = meeting.items.get(title="Knife crime").placements.get()
    actions.ask_for_pack(meeting=meeting, by=clerk)
    Pack.objects.update(status="failed", failure="“Knife crime”: it stopped.", failed_placement=placement)
    page = page_of(signed_in(clerk), "pack", meeting)
    assert "“Knife crime”: it stopped." in page
    assert reverse("meetings:paper", args=[placement.paper_id]) in page


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    file = SimpleUploadedFile("a.pdf", make_pdf(1))
    file.size = 101 * 1024 * 1024
    form = ReplaceFileForm({}, {"file": file})
    assert form.errors == {"file": ["This file is larger than 100 MB. Split it, or make it smaller."]}


def test_a_number_typed_at_two_lines_is_said_on_agenda_and_proof_and_stops_publication() -> None:
    _, clerk, meeting = make_agreed()
    client, said = signed_in(clerk), "Another line already has the number 7A."
    one, two = meeting.items.get(), add_items(meeting, clerk, "Budget")[0]
    # As kept from before doubled numbers were refused.
    meeting.items.filter(pk__in=[one.pk, two.pk]).update(label_override="7A")
    build(meeting, clerk, Pack.Kind.AGENDA)
    counts = [page_of(client, name, meeting).count(said) for name in ("agenda", "proof")]
    # Once at each line that has it.
    assert counts == [3, 2]
    with pytest.raises(Refused, match=said):
        actions.publish_agenda(meeting=meeting, by=clerk)
    url = reverse("meetings:item", args=[meeting.pk, two.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value}
    shown = client.post(url, {**typed, "title": "Knife crime again"})
    assert shown.context["form"].errors == {"label_override": [said]}
    assert "Knife crime again" in shown.content.decode()
