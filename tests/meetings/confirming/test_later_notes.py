"""Facts learnt after minutes were confirmed: beside them with their source, never in them."""

import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.despatch import exporting
from meetings.minutes.rules.later_notes import (
    learnt_finding,
    public_finding,
    withdrawal_finding,
    words_finding,
)
from meetings.models import LaterNote, Meeting, Minute, Minutes, Restriction, Vote
from meetings.restricted.secret_words import needles_of
from panels.models import Person
from tests.builders.life import Brought, brought
from tests.builders.panels import make_chair, signed_in
from tests.builders.papers import make_paper, place

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SAID = "Of the members of the Panel, three voted for the motion and Cllr Gage against it."
SOURCE = "Minutes of Westshire County Council, 14 July 2026"


@pytest.fixture
def scene() -> Brought:
    made = brought()
    made.confirm()
    made.minutes = Minutes.objects.get(pk=made.minutes.pk)
    return made


def add(scene: Brought, **facts: object) -> LaterNote:
    usual = {"words": SAID, "source": SOURCE, "learnt_on": date(2026, 7, 20), "is_public": True}
    return actions.add_later_note(minutes=scene.minutes, by=scene.clerk, **{**usual, **facts})  # type: ignore[arg-type]


def minutes_bytes(scene: Brought) -> tuple[str, str, bytes, int]:
    """All that is published of the minutes."""
    [found] = Publication.objects.standing().filter(source_ref=scene.minutes.ref)
    assert found.file is not None
    return found.hash, found.html, files.read(found.file), found.version


def page(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def public_item(scene: Brought) -> str:
    return reverse("library:item", args=[scene.held.meeting.ref, scene.first.ref])


def test_a_fact_learnt_later_stands_beside_the_minutes_which_stay_byte_for_byte(
    scene: Brought, client
) -> None:
    before = minutes_bytes(scene)
    note = add(scene, about=scene.first, source_address="https://westshire.example/minutes")
    assert minutes_bytes(scene) == before
    published = Publication.objects.get(source_ref=note.ref)
    assert (published.kind, published.title) == (
        "later_note",
        "Note added later to minute 1 of Wednesday 25 March 2026",
    )
    minutes = Publication.objects.standing().get(source_ref=scene.minutes.ref)
    for address in (minutes.page_url, public_item(scene)):
        shown = page(client, address)
        apart = shown.index("Added after the minutes were confirmed")
        assert "This is not part of the minutes." in shown[apart:]
        assert SAID not in shown[:apart]
        assert SAID in shown[apart:]
        assert f'Source: {SOURCE}, <a href="https://westshire.example/minutes">' in shown[apart:]
        assert "Learnt on Monday 20 July 2026." in shown[apart:]
    assert SAID not in minutes.html
    other = scene.minutes.entries.all()[1]
    assert SAID not in page(client, reverse("library:item", args=[scene.held.meeting.ref, other.ref]))


def test_it_is_named_on_the_page_of_the_meeting_and_goes_into_the_folder(scene: Brought, client) -> None:
    add(scene)
    shown = page(client, reverse("library:meeting", args=[scene.held.meeting.ref]))
    assert "<strong>Note added later to the minutes of Wednesday 25 March 2026</strong>" in shown
    assert "ater note" in shown[shown.index('id="changes"') :]
    names = [each.name for each in exporting.files_of(scene.held.meeting)]
    assert names[-1] == "98 Note added later to the minutes of Wednesday 25 March 2026.pdf"
    with zipfile.ZipFile(exporting.zipped(scene.held.meeting)) as folder:
        words = [name.rpartition("/")[2] for name in folder.namelist() if "/Word/" in name]
    assert words[-1] == names[-1].replace(".pdf", ".docx")


def test_what_is_kept_inside_is_on_the_page_of_the_minutes_and_nowhere_in_public(
    scene: Brought, client
) -> None:
    note = add(scene, is_public=False)
    assert not Publication.objects.filter(source_ref=note.ref).exists()
    assert SAID not in page(client, public_item(scene))
    inside = page(signed_in(scene.clerk), reverse("meetings:minutes", args=[scene.held.meeting.pk]))
    assert SAID in inside
    assert "Internal" in inside
    assert f"Recorded by {scene.clerk.printed_name}." in inside


def test_what_was_kept_inside_is_published_by_a_button_once(scene: Brought) -> None:
    note = add(scene, is_public=False)
    first = actions.publish_later_note(note=note, by=scene.clerk)
    assert actions.publish_later_note(note=note, by=scene.clerk) == first
    assert [each.version for each in Publication.objects.filter(source_ref=note.ref)] == [1]


def test_a_withdrawn_one_is_gone_with_its_reason_and_history_keeps_it(scene: Brought, client) -> None:
    note = add(scene, about=scene.first)
    published = Publication.objects.get(source_ref=note.ref)
    actions.withdraw_later_note(note=note, reason="It was another motion.", by=scene.clerk)
    assert SAID not in page(client, public_item(scene))
    gone = client.get(published.page_url)
    assert (gone.status_code, "It was another motion." in gone.content.decode()) == (410, True)
    verbs = ["fact added beside the minutes", "fact beside the minutes withdrawn"]
    told = Event.objects.filter(verb__in=verbs).order_by("pk")
    assert [each.verb for each in told] == verbs
    inside = page(signed_in(scene.clerk), reverse("meetings:later_notes", args=[scene.held.meeting.pk]))
    assert "It was another motion." in inside
    with pytest.raises(Refused, match="withdrawn"):
        actions.publish_later_note(note=note, by=scene.clerk)
    with pytest.raises(Refused, match="already been withdrawn"):
        actions.withdraw_later_note(note=note, reason="Again.", by=scene.clerk)


def test_facts_are_added_to_confirmed_minutes_only_and_only_about_their_own_meeting() -> None:
    made = brought()
    with pytest.raises(Refused, match="not been confirmed yet"):
        add(made)
    made.confirm()
    made.minutes = Minutes.objects.get(pk=made.minutes.pk)
    with pytest.raises(Refused, match="another meeting"):
        add(made, about=made.item)


def restricted_scene() -> Brought:
    """The first item is exempt; a fact about it was learnt later."""
    made = brought()
    made.confirm()
    made.minutes = Minutes.objects.get(pk=made.minutes.pk)
    actions.restrict_item(
        item=made.held.items[0],
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        by=made.clerk,
    )
    return made


def test_about_restricted_business_a_fact_is_kept_inside_and_its_words_are_looked_for() -> None:
    made = restricted_scene()
    for about in (made.held.items[0], made.first):
        with pytest.raises(Refused, match="exempt or confidential"):
            add(made, about=about)
        add(made, about=about, is_public=False)
    meeting = Meeting.objects.get(pk=made.held.meeting.pk)
    assert [each.words for each in needles_of(meeting) if "later note" in each.name] == [SAID, SAID]
    with pytest.raises(Refused):
        add(made)


def test_a_restriction_that_comes_later_takes_the_fact_back_from_the_public(scene: Brought) -> None:
    note = add(scene, about=scene.first)
    other = add(scene, about=scene.minutes.entries.all()[1], words="The webcast was cut at the end.")
    client, said = (
        signed_in(scene.clerk),
        "The public page will show that it has been withdrawn, and the reason.",
    )
    withdraw = [reverse("meetings:later_note_withdraw", args=[each.ref]) for each in (note, other)]
    assert [said in page(client, address) for address in withdraw] == [True, True]
    actions.restrict_item(
        item=scene.held.items[0],
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        by=scene.clerk,
    )
    assert not Publication.objects.standing().filter(source_ref=note.ref).exists()
    assert Publication.objects.standing().filter(source_ref=other.ref).exists()
    assert [said in page(client, address) for address in withdraw] == [False, True]


def test_a_chair_who_has_an_interest_does_not_read_the_fact_about_that_item() -> None:
    made = restricted_scene()
    add(made, about=made.first, is_public=False)
    chair = make_chair(made.held.body)
    address = reverse("meetings:later_notes", args=[made.held.meeting.pk])
    assert SAID in page(signed_in(chair), address)
    person = made.held.body.offices.get(person__user=chair).person
    actions.shut_out(item=made.held.items[0], person=person, reason="An interest.", by=made.clerk)
    assert SAID not in page(signed_in(chair), address)


def test_the_form_says_what_is_missing_beside_its_field_and_keeps_what_was_typed(scene: Brought) -> None:
    client = signed_in(scene.clerk)
    address = reverse("meetings:later_notes", args=[scene.held.meeting.pk])
    typed = {"about": "", "words": SAID, "source": "", "is_public": "public"}
    day = {"learnt_on_day": "1", "learnt_on_month": "1", "learnt_on_year": "2090"}
    wrong = client.post(address, {**typed, **day})
    assert wrong.context["form"].errors == {"source": ["Enter the source"]}
    assert SAID in wrong.content.decode()
    late = client.post(address, {**typed, **day, "source": SOURCE})
    assert late.context["form"].errors == {"learnt_on": ["The date must be today or earlier."]}
    right = {**typed, **day, "source": SOURCE, "learnt_on_year": "2026", "learnt_on_month": "7"}
    assert client.post(address, right)["Location"] == f"{address}#later"
    note = LaterNote.objects.get()
    assert (note.words, note.source, note.learnt_on) == (SAID, SOURCE, date(2026, 7, 1))
    withdraw = reverse("meetings:later_note_withdraw", args=[note.ref])
    assert client.post(withdraw, {"reason": ""}).context["form"].errors == {"reason": ["Enter the reason"]}
    client.post(withdraw, {"reason": "Another motion."})
    note.refresh_from_db()
    assert note.withdrawn_reason == "Another motion."


def test_the_rules_of_a_later_fact() -> None:
    held, today = date(2026, 3, 25), date(2026, 7, 1)
    assert words_finding(SAID, SOURCE).is_met
    assert [words_finding("", SOURCE).code, words_finding(SAID, " ").code] == ["words", "source"]
    days = [date(2026, 3, 24), held, today, date(2026, 7, 2)]
    assert [learnt_finding(day, held, today).is_met for day in days] == [False, True, True, False]
    keeps = {"is_private_meeting": False, "is_restricted": False, "has_public_minutes": True}
    assert public_finding(**keeps).is_met
    for turned in keeps:
        assert not public_finding(**{**keeps, turned: not keeps[turned]}).is_met
    assert withdrawal_finding("Why.", is_withdrawn=False).is_met
    assert not withdrawal_finding(" ", is_withdrawn=False).is_met


def test_a_fact_about_an_item_with_a_private_part_in_its_minute_is_kept_inside(scene: Brought) -> None:
    """However it is recorded: about the minute, or about its item."""
    Minute.objects.filter(pk=scene.first.pk).update(private_text="<p>The price was 4.2 million.</p>")
    for about in (Minute.objects.get(pk=scene.first.pk), scene.held.items[0]):
        with pytest.raises(Refused, match="exempt or confidential"):
            add(scene, about=about)
        add(scene, about=about, is_public=False)
    add(scene, about=scene.held.items[0], is_public=False, words="Agreed.")
    meeting = Meeting.objects.get(pk=scene.held.meeting.pk)
    assert [each.words for each in needles_of(meeting) if "later note" in each.name] == [SAID, SAID]
    assert add(scene, about=scene.held.items[1], words="The webcast was cut at the end.").published_at


def test_who_is_shut_out_of_a_line_with_a_restricted_part_reads_no_fact_about_it(scene: Brought) -> None:
    """Neither the notes nor the lines that a new one can be about."""
    item = scene.held.items[0]
    place(item, make_paper(scene.held.body, scene.clerk), scene.clerk)
    Restriction.objects.create(
        placement=item.placements.get(),
        appendix="Appendix B",
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        made_at=timezone.now(),
        made_by=scene.clerk.printed_name,
    )
    note = add(scene, about=item, is_public=False)
    address = reverse("meetings:later_notes", args=[scene.held.meeting.pk])
    withdraw = reverse("meetings:later_note_withdraw", args=[note.ref])
    choice = f'value="item-{item.pk}"'
    client = signed_in(scene.clerk)
    assert (SAID in page(client, address), choice in page(client, address)) == (True, True)
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=scene.clerk)
    actions.shut_out(item=item, person=person, reason="An interest.", by=scene.clerk)
    assert (SAID in page(client, address), choice in page(client, address)) == (False, False)
    assert client.get(withdraw).status_code == 404


def test_whoever_is_shut_out_does_not_read_in_the_history_why_a_fact_about_a_vote_was_withdrawn() -> None:
    made = restricted_scene()
    record = Vote(meeting=made.held.meeting, item=made.held.items[0], motion="That it be bought.", in_post=4)
    record.method, record.result = Vote.Method.NONE, Vote.Result.CARRIED
    record.saved_at, record.saved_by = timezone.now(), made.clerk.printed_name
    record.save()
    note = add(made, about=record, is_public=False)
    actions.withdraw_later_note(note=note, reason="The seller was named wrongly.", by=made.clerk)
    chair = make_chair(made.held.body)
    address = reverse("meetings:history", args=[made.held.meeting.pk])
    assert "The seller was named wrongly." in page(signed_in(chair), address)
    person = made.held.body.offices.get(person__user=chair).person
    actions.shut_out(item=made.held.items[0], person=person, reason="An interest.", by=made.clerk)
    assert "The seller was named wrongly." not in page(signed_in(chair), address)
