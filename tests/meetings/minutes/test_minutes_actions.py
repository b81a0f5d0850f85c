"""Writing minutes, issuing their numbers, confirming them."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from foundation.documents.layout import render
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.content import DecisionLine, LimbLine
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.models import Minute, Minutes
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, take_roll, text_of
from tests.builders.panels import make_panel, make_secretary, make_user

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def two_minutes() -> tuple[Held, Minutes]:
    held = held_meeting()
    add_items(held, 2)
    take_roll(held)
    return held, minuted(held)


def labels(minutes: Minutes) -> list[str]:
    return [entry.label for entry in record_of(minutes).entries]


def test_starting_makes_one_minute_for_each_item_and_a_sub_item_goes_with_its_item() -> None:
    held = held_meeting()
    first, second = add_items(held, 2)
    sub = actions.add_item(meeting=held.meeting, title="A part of it", by=held.secretary, parent=second)
    entries = record_of(minuted(held)).entries
    assert [entry.minute.title for entry in entries] == ["Subject 1", "Subject 2"]
    assert [[item.pk for item in entry.items] for entry in entries] == [[first.pk], [second.pk, sub.pk]]
    assert [entry.item_labels for entry in entries] == [["1"], ["2"]]


def test_starting_twice_changes_nothing() -> None:
    held, minutes = two_minutes()
    before = list(minutes.entries.values_list("pk", flat=True))
    assert minuted(held) == minutes
    assert list(minutes.entries.values_list("pk", flat=True)) == before


def test_items_chosen_for_one_minute_leave_the_other_and_an_empty_minute_goes() -> None:
    held, minutes = two_minutes()
    minute = actions.write_minute(minutes=minutes, items=held.items, title="Both", by=held.secretary)
    assert [(entry.minute.pk, entry.item_labels) for entry in record_of(minutes).entries] == [
        (minute.pk, ["1", "2"])
    ]


def test_a_minute_of_another_meeting_s_item_is_refused() -> None:
    held, minutes = two_minutes()
    other = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 6, 26, 13, 0, tzinfo=LONDON)
    )
    with pytest.raises(Refused, match="items of this meeting only"):
        actions.write_minute(minutes=minutes, items=add_items(other, 1), by=held.secretary)


def test_the_opening_follows_the_record_until_a_person_writes_and_again_when_they_take_it_back() -> None:
    held, minutes = two_minutes()
    held.meeting.items.update(business="oral")
    minute = minutes.entries.all()[0]
    record = "<p>The Panel received an oral update from the Police and Crime Commissioner.</p>"
    assert MinutesDocument.of(minutes).minutes[0].html == record
    saved = actions.save_minute(
        minute=minute, opening="Mine & yours.", text="", based_on=1, by=held.secretary
    )
    assert MinutesDocument.of(minutes).minutes[0].html == "<p>Mine &amp; yours.</p>"
    actions.save_minute(minute=saved, opening="", text="", based_on=2, by=held.secretary)
    assert MinutesDocument.of(minutes).minutes[0].html == record


def test_every_save_keeps_a_version_and_saving_the_same_keeps_none() -> None:
    held, minutes = two_minutes()
    minute = minutes.entries.all()[0]
    minute = actions.save_minute(minute=minute, text="<p>One.</p>", based_on=1, by=held.secretary)
    minute = actions.save_minute(minute=minute, text="<p>One.</p>", based_on=1, by=held.secretary)
    assert [(v.number, text_of(v), v.saved_by) for v in minute.text_versions.all()] == [
        (2, "<p>One.</p>", "Ellen Marsh"),
        (1, "", "Ellen Marsh"),
    ]


def test_a_save_over_a_newer_version_shows_both_texts_and_loses_neither() -> None:
    held, minutes = two_minutes()
    colleague = make_secretary(held.body, "Jo Tarrant")
    minute = minutes.entries.all()[0]
    actions.save_minute(minute=minute, text="<p>Theirs.</p>", based_on=1, by=colleague)
    with pytest.raises(NewerVersion) as conflict:
        actions.save_minute(minute=minute, text="<p>Yours.</p>", based_on=1, by=held.secretary)
    found = conflict.value
    assert (found.saved_by, found.number, found.theirs, found.yours) == ("Jo Tarrant", 2, "Theirs.", "Yours.")
    minute.refresh_from_db()
    assert text_of(minute) == "<p>Theirs.</p>"


def test_of_several_minutes_saved_together_only_the_conflicting_one_waits() -> None:
    held, minutes = two_minutes()
    first, second = minutes.entries.all()
    actions.save_minute(minute=first, text="<p>Newer.</p>", based_on=1, by=held.secretary)
    conflicts = actions.save_several(
        texts=[
            actions.MinuteText(first, "<p>Mine.</p>", 1),
            actions.MinuteText(second, "<p>Also mine.</p>", 1, ["That it be noted."]),
        ],
        by=held.secretary,
    )
    assert list(conflicts) == [first.pk]
    second.refresh_from_db()
    assert (text_of(second), second.decisions.get().limbs.get().text) == (
        "<p>Also mine.</p>",
        "That it be noted.",
    )


def test_sixty_thousand_characters_are_kept_whole() -> None:
    held, minutes = two_minutes()
    words = "A member asked about the figures again. " * 1500
    minute = minutes.entries.all()[0]
    saved = actions.save_minute(minute=minute, text=f"<p>{words}</p>", based_on=1, by=held.secretary)
    assert len(text_of(saved)) == len(words) + 7


def test_a_heading_of_ten_thousand_characters_is_refused_in_a_sentence() -> None:
    held, minutes = two_minutes()
    with pytest.raises(Refused, match="It is 10,000"):
        actions.save_minute(
            minute=minutes.entries.all()[0], title="x" * 10_000, text="", based_on=1, by=held.secretary
        )


@pytest.mark.shows("V26", "S4-39")
def test_roman_points_letters_and_limbs_are_words_in_both_skins() -> None:
    held, minutes = two_minutes()
    text = '<ol><li><p>One</p><ol type="a"><li><p>Part</p></li></ol></li><li><p>Two</p></li></ol>'
    minute = actions.write_minute(minutes=minutes, items=held.items[:1], text=text, by=held.secretary)
    actions.decide(
        minute=minute,
        limbs=["That it be noted;", LimbLine("that it come back.", "if it agrees (a)")],
        by=held.secretary,
    )
    document = MinutesDocument.of(minutes)
    for html in (render.screen(document), render.paper(document)):
        numbers = [part.split("<")[0] for part in html.split('<span class="n">')[1:]]
        assert numbers == ["1.", "(i)", "(a)", "(ii)", "(a)", "(b)", "2."]
    assert [(limb.label, limb.condition) for limb in document.minutes[0].decisions[0].limbs] == [
        ("(a)", ""),
        ("(b)", "if it agrees (a)"),
    ]


@pytest.mark.shows("V24", "V26")
def test_one_limb_stands_without_a_letter_under_the_body_s_own_words() -> None:
    held = held_meeting(decision_words={"resolved": "AGREED –"})
    add_items(held, 1)
    minutes = minuted(held)
    actions.decide(minute=minutes.entries.get(), limbs=["To note it."], by=held.secretary)
    block = MinutesDocument.of(minutes).minutes[0].decisions[0]
    assert (block.head, [(limb.label, limb.text) for limb in block.limbs]) == (
        "AGREED –",
        [("", "To note it.")],
    )


def test_an_empty_decision_is_refused() -> None:
    held, minutes = two_minutes()
    with pytest.raises(Refused, match="Enter the decision"):
        actions.decide(minute=minutes.entries.all()[0], limbs=["  "], by=held.secretary)


def test_a_decision_that_did_not_change_keeps_its_reference() -> None:
    held, minutes = two_minutes()
    minute = minutes.entries.all()[0]
    decision = actions.decide(minute=minute, limbs=["That it be noted."], by=held.secretary)
    lines = [
        DecisionLine("resolved", [LimbLine("That it be noted.")]),
        DecisionLine("recommended", [LimbLine("That more be done.")]),
    ]
    actions.save_minute(minute=minute, text="", decisions=lines, based_on=1, by=held.secretary)
    assert [d.ref == decision.ref for d in minute.decisions.all()] == [True, False]


def test_only_actions_are_printed_and_a_missing_owner_is_left_out() -> None:
    held, minutes = two_minutes()
    minute = minutes.entries.all()[0]
    actions.add_follow_up(minute=minute, text="send the figures", by=held.secretary)
    actions.add_follow_up(minute=minute, text="offered a session", kind="undertaking", by=held.secretary)
    printed = MinutesDocument.of(minutes).minutes[0].follow_ups
    assert [(line.text, line.owner, line.due) for line in printed] == [("send the figures", "", "")]


@pytest.mark.shows("V3")
def test_minutes_move_up_and_down_and_their_numbers_with_them() -> None:
    held, minutes = two_minutes()
    last = minutes.entries.all()[1]
    actions.move_minute(minute=last, where="up", by=held.secretary)
    actions.move_minute(minute=last, where="up", by=held.secretary)
    assert [entry.minute.title for entry in record_of(minutes).entries] == ["Subject 2", "Subject 1"]
    assert labels(minutes) == ["1", "2"]


def test_numbers_are_issued_at_the_first_publication_and_stand_at_the_second() -> None:
    held, minutes = two_minutes()
    actions.number_from(minutes=minutes, first=45, by=held.secretary)
    first = actions.publish_minutes(minutes=minutes, by=held.secretary)
    added = actions.write_minute(minutes=minutes, items=[], title="Forgotten", by=held.secretary)
    second = actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert [entry["label"] for entry in first.data["minutes"]] == ["45", "46"]
    assert [entry["label"] for entry in second.data["minutes"]] == ["45", "46", "47"]
    assert (first.version, second.version, second.status_label) == (1, 2, "Draft, to be confirmed")
    assert (second.kind, second.file_name) == (Publication.Kind.MINUTES, "minutes-2026-03-25.pdf")
    added.refresh_from_db()
    assert added.issued_period == f"{held.body.ref}:municipal_year:2025/26"
    with pytest.raises(Refused, match="cannot be moved"):
        actions.move_minute(minute=added, where="up", by=held.secretary)


def test_the_next_meeting_goes_on_and_another_body_begins_at_one() -> None:
    held, minutes = two_minutes()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    later = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 4, 20, 13, 0, tzinfo=LONDON)
    )
    add_items(later, 1)
    other = make_panel("cranmere", name="Cranmere Committee")
    elsewhere = held_meeting(body=other, secretary=make_secretary(other, "Jo Tarrant"))
    add_items(elsewhere, 1)
    assert labels(minuted(later)) == ["3"]
    assert labels(minuted(elsewhere)) == ["1"]


def test_a_number_that_another_meeting_has_is_refused_and_nothing_is_lost() -> None:
    held, minutes = two_minutes()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    later = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 4, 20, 13, 0, tzinfo=LONDON)
    )
    add_items(later, 1)
    clashing = minuted(later)
    actions.number_from(minutes=clashing, first=2, by=held.secretary)
    with pytest.raises(Refused, match="Another minute already has the number 2"):
        actions.publish_minutes(minutes=clashing, by=held.secretary)
    clashing.refresh_from_db()
    assert (clashing.status, clashing.entries.get().issued_label) == (Minutes.Status.DRAFT, "")


def test_the_database_refuses_the_same_number_twice_in_one_period() -> None:
    _, minutes = two_minutes()
    first, second = minutes.entries.all()
    Minute.objects.filter(pk=first.pk).update(issued_label="45", issued_period="p")
    with pytest.raises(IntegrityError), transaction.atomic():
        Minute.objects.filter(pk=second.pk).update(issued_label="45", issued_period="p")


def test_minutes_without_a_minute_are_not_published() -> None:
    held = held_meeting()
    take_roll(held)
    with pytest.raises(Refused, match="no minutes to publish"):
        actions.publish_minutes(minutes=minuted(held), by=held.secretary)


def june(held: Held) -> Held:
    return held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 6, 26, 13, 0, tzinfo=LONDON)
    )


def test_minutes_are_confirmed_by_a_later_meeting_and_then_stand() -> None:
    held, minutes = two_minutes()
    later = june(held)
    take_roll(later)
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert actions.minutes_awaiting(later.meeting) == [held.meeting]
    confirmed = actions.confirm_minutes(minutes=minutes, at=later.meeting, by=held.secretary)
    assert (confirmed.status, confirmed.confirmed_on) == (Minutes.Status.CONFIRMED, later.meeting.day)
    public = Publication.objects.standing().get(source_ref=minutes.ref)
    assert (public.version, public.status_label) == (2, "Confirmed on 26 June 2026")
    assert public.data["signed"] == "Cllr Margaret Oakley JP"
    with pytest.raises(Refused, match="have been confirmed"):
        actions.save_minute(
            minute=minutes.entries.all()[0], text="<p>Late.</p>", based_on=1, by=held.secretary
        )
    with pytest.raises(Refused, match="have been confirmed"):
        take_roll(held)


def test_only_published_minutes_are_confirmed_and_only_by_a_later_meeting_of_the_body() -> None:
    held, minutes = two_minutes()
    later = june(held)
    with pytest.raises(Refused, match="only after they are published"):
        actions.confirm_minutes(minutes=minutes, at=later.meeting, by=held.secretary)
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    other = make_panel("cranmere", name="Cranmere Committee")
    foreign = held_meeting(body=other, secretary=make_secretary(other, "Jo Tarrant")).meeting
    with pytest.raises(Refused, match="same body"):
        actions.confirm_minutes(minutes=minutes, at=foreign, by=held.secretary)
    with pytest.raises(Refused, match="a meeting after this one"):
        actions.confirm_minutes(minutes=minutes, at=held.meeting, by=held.secretary)
    to_come = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 12, 4, 13, 0, tzinfo=LONDON)
    )
    with pytest.raises(Refused, match="4 December 2026 has not been held yet"):
        actions.confirm_minutes(minutes=minutes, at=to_come.meeting, by=held.secretary)


def test_someone_who_does_not_serve_the_body_writes_nothing() -> None:
    held, minutes = two_minutes()
    with pytest.raises(Refused, match="can write the minutes"):
        actions.save_minute(
            minute=minutes.entries.all()[0], text="<p>No.</p>", based_on=1, by=make_user("Pat Visitor")
        )


def test_each_act_leaves_one_event_of_its_own() -> None:
    held, minutes = two_minutes()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    verbs = list(
        Event.objects.filter(scope=held.meeting.scope).order_by("number").values_list("verb", flat=True)
    )
    assert [verb for verb in verbs if "item" not in verb and "meeting" not in verb] == [
        "attendance recorded",
        "minutes started",
        "minutes published as draft",
        "minutes published",
    ]


def test_a_follow_up_is_closed_once_also_after_confirming() -> None:
    held, minutes = two_minutes()
    row = actions.add_follow_up(minute=minutes.entries.all()[0], text="send it", by=held.secretary)
    actions.discharge_follow_up(follow_up=row, on=held.meeting.day, by=held.secretary)
    with pytest.raises(Refused, match="already been closed"):
        actions.discharge_follow_up(follow_up=row, on=held.meeting.day, by=held.secretary)
