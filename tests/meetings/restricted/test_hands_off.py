"""Whoever is shut out of business changes nothing about it, whatever they send and from wherever."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history import events
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.check import check
from meetings.minutes.documents.record import record_of
from meetings.minutes.policies import readable_private_minutes
from meetings.models import (
    AgendaItem,
    Attendance,
    DraftReader,
    LaterNote,
    Minute,
    Minutes,
    Pack,
    Restriction,
    Vote,
)
from meetings.models.restricted_business import shut_out_items
from meetings.restricted import hands_off
from panels import actions as panels
from panels.models import Person
from tests.builders.life import Brought, brought
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_chair, make_secretary, signed_in
from tests.builders.papers import agree, build, make_paper, place
from tests.builders.restricted import EXEMPT, Private, make_private
from tests.builders.supplements import build_supplement

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WORDS = {"words": "It was sold.", "source": "The webcast", "learnt_on": date(2026, 7, 20)}


def restrict(item: AgendaItem) -> Restriction:
    """A line kept from the public, without a word of its title."""
    return Restriction.objects.create(
        item=item,
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="Prices.",
        shows_title=False,
        made_at=timezone.now(),
        made_by="Ellen Marsh",
    )


def restrict_paper(item: AgendaItem, held: Held) -> Restriction:
    """A paper kept from the public whole, under a line that is open."""
    place(item, make_paper(held.body, held.secretary), held.secretary)
    row = restrict(item)
    row.item, row.placement = None, item.placements.get()
    row.save()
    return row


def shut_out(held: Held, item: AgendaItem) -> Person:
    """The secretary, who serves the body and has an interest in this line."""
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=held.secretary)
    actions.shut_out(item=item, person=person, reason="A cousin bids.", by=held.secretary)
    return person


def held_with_minutes() -> tuple[Held, Minutes]:
    """A meeting that was held, with two lines and draft minutes of both; the first is restricted."""
    held = held_meeting()
    add_items(held, 2)
    take_roll(held)
    minutes = minuted(held)
    if minutes.status != Minutes.Status.DRAFT:
        Minutes.objects.filter(pk=minutes.pk).update(status=Minutes.Status.DRAFT)
    restrict(held.items[0])
    return held, Minutes.objects.get(pk=minutes.pk)


def test_what_a_page_saves_by_itself_is_refused_where_its_writer_was_shut_out() -> None:
    held, minutes = held_with_minutes()
    kept, other = minutes.entries.all()[:2]
    shut_out(held, held.items[0])
    client = signed_in(held.secretary)
    typed = {"title": "Mine", "text": "<p>Mine.</p>", "has": "words"}
    answers = [
        client.post(
            reverse("meetings:minute_autosave", args=[each.pk]), {**typed, "based_on": each.version}
        ).status_code
        for each in (kept, other)
    ]
    assert answers == [404, 200]
    assert [Minute.objects.get(pk=each.pk).title == "Mine" for each in (kept, other)] == [False, True]


def covered(held: Held) -> User:
    """Who covers for the secretary from today."""
    today = timezone.localdate()
    return panels.arrange_cover(
        body=held.body,
        covers=held.secretary,
        email="sam@wessex.example",
        name="Sam Reeve",
        starts_on=today,
        ends_on=today + timedelta(days=5),
        by=held.secretary,
    ).user


def test_whoever_covers_for_somebody_opens_no_more_than_they_could() -> None:
    held, minutes = held_with_minutes()
    shut_out(held, held.items[0])
    client = signed_in(covered(held))
    for each, status in zip(minutes.entries.all()[:2], (404, 200), strict=True):
        typed = {"title": "Mine", "text": "<p>Mine.</p>", "has": "words", "based_on": each.version}
        assert client.post(reverse("meetings:minute_autosave", args=[each.pk]), typed).status_code == status


def test_whoever_covers_for_somebody_there_for_the_public_part_only_opens_no_private_part() -> None:
    held, _ = held_with_minutes()
    ellen = Person.objects.create(user=held.secretary, given_name="Ellen", family_name="Marsh")
    Attendance.objects.create(meeting=held.meeting, person=ellen, is_public_part_only=True)
    shut = [set(shut_out_items(who)) for who in (held.secretary, covered(held))]
    assert shut == [set(held.meeting.items.all())] * 2


def test_a_line_of_which_somebody_is_shut_out_is_not_put_under_a_minute_of_theirs() -> None:
    held, minutes = held_with_minutes()
    kept, other = minutes.entries.all()[:2]
    shut_out(held, held.items[0])
    with pytest.raises(Refused) as refused:
        actions.save_minute(
            minute=other,
            title=other.title,
            text=other.text,
            items=held.items[:2],
            based_on=other.version,
            by=held.secretary,
        )
    assert refused.value.findings == (hands_off.SHUT_OUT,)
    assert list(kept.minute_items.values_list("item", flat=True)) == [held.items[0].pk]


def test_the_action_log_is_not_placed_on_a_line_of_which_somebody_is_shut_out() -> None:
    later = brought().later
    item, other = add_items(later, 2)[-2:]
    restrict(item)
    shut_out(later, item)
    client, at = signed_in(later.secretary), reverse("meetings:action_log_place", args=[later.meeting.pk])
    assert client.post(at, {"item": item.pk}).status_code == 409
    assert item.placements.count() == 0
    page = client.get(reverse("meetings:matters", args=[later.meeting.pk])).content.decode()
    assert (f'value="{item.pk}"' in page, f'value="{other.pk}"' in page) == (False, True)


def test_no_correction_is_written_to_a_minute_by_whoever_is_shut_out_of_it() -> None:
    scene: Brought = brought()
    restrict(scene.held.items[0])
    shut_out(scene.held, scene.held.items[0])
    with pytest.raises(Refused) as corrected:
        scene.correct()
    page = signed_in(scene.clerk).get(reverse("meetings:minutes_confirming", args=[scene.held.meeting.pk]))
    assert corrected.value.findings == (hands_off.SHUT_OUT,)
    assert str(scene.first.pk) not in dict(page.context["form"].fields["minute"].choices)


def test_no_fact_is_added_beside_a_minute_by_whoever_is_shut_out_of_it() -> None:
    scene: Brought = brought()
    scene.confirm()
    restrict(scene.held.items[0])
    shut_out(scene.held, scene.held.items[0])
    with pytest.raises(Refused) as added:
        actions.add_later_note(
            minutes=Minutes.objects.get(pk=scene.minutes.pk),
            about=scene.first,
            is_public=False,
            by=scene.clerk,
            **WORDS,
        )
    assert added.value.findings == (hands_off.SHUT_OUT,)


def test_every_act_on_a_line_is_refused_to_whoever_is_shut_out_and_leaves_no_trace() -> None:
    held, _ = held_with_minutes()
    item = held.items[0]
    paper = make_paper(held.body, held.secretary)
    place(item, paper, held.secretary)
    placement = item.placements.get()
    shut_out(held, item)
    before = Event.objects.count()
    by = held.secretary
    for act in (
        lambda: actions.let_in(item=item, person=Person.objects.get(user=by), by=by),
        lambda: actions.lift_restriction(restriction=item.restrictions.get(), reason="Mine.", by=by),
        lambda: actions.receive_paper(paper=paper, by=by),
        lambda: actions.remove_placement(placement=placement, by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert (Event.objects.count(), item.placements.count()) == (before, 1)
    assert item.restrictions.get().lifted_at is None


def test_whoever_has_an_interest_may_have_more_kept_from_the_public_and_from_themselves() -> None:
    held, _ = held_with_minutes()
    other = held.items[1]
    person = shut_out(held, other)
    actions.restrict_item(item=other, by=held.secretary, ground="exempt", paragraphs=[3])
    actions.shut_out(item=held.items[0], person=person, reason="A cousin bids.", by=held.secretary)
    assert other.restrictions.count() == 1


def test_an_author_goes_on_with_their_own_paper_under_a_line_of_which_they_are_shut_out() -> None:
    held, _ = held_with_minutes()
    paper = make_paper(held.body, held.secretary)
    place(held.items[0], paper, held.secretary)
    type(paper).objects.filter(pk=paper.pk).update(author=held.secretary)
    shut_out(held, held.items[0])
    actions.receive_paper(paper=type(paper).objects.get(pk=paper.pk), by=held.secretary)
    assert type(paper).objects.get(pk=paper.pk).preparation == "received"


def test_an_act_that_is_not_asked_about_where_it_is_recorded_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held, _ = held_with_minutes()
    place(held.items[0], make_paper(held.body, held.secretary), held.secretary)
    paper = held.items[0].placements.get().paper
    shut_out(held, held.items[0])
    with pytest.raises(Refused):
        actions.receive_paper(paper=paper, by=held.secretary)
    monkeypatch.setattr(events, "refusals", [])
    actions.receive_paper(paper=paper, by=held.secretary)
    assert type(paper).objects.get(pk=paper.pk).preparation == "received"


def bare_minute(held: Held, minutes: Minutes) -> Minute:
    """A minute about no line, with a private part."""
    other = make_secretary(held.body, "Owen Tate")
    made = actions.write_minute(minutes=minutes, items=[], title="The seller is Larch", by=other)
    Minute.objects.filter(pk=made.pk).update(private_text="<p>Larch asked for more.</p>")
    return Minute.objects.get(pk=made.pk)


def test_a_minute_about_no_line_is_kept_from_whoever_is_shut_out_of_a_restricted_one() -> None:
    held, minutes = held_with_minutes()
    bare = bare_minute(held, minutes)
    chair = make_chair(held.body)
    client, reads = signed_in(chair), reverse("meetings:minutes", args=[held.meeting.pk])
    edit = reverse("meetings:minute_edit", args=[bare.pk])
    assert "The seller is Larch" in client.get(reads).content.decode()
    assert client.get(edit).status_code == 200
    person = Person.objects.get(user=chair)
    actions.shut_out(item=held.items[0], person=person, reason="A cousin bids.", by=held.secretary)
    page = client.get(reads).content.decode()
    assert ("The seller is Larch" in page, "A minute without an agenda item" in page) == (False, True)
    assert client.get(edit).status_code == 404
    assert bare.pk not in readable_private_minutes(chair, record_of(minutes))
    for name in ("minutes_pdf", "minutes_docx", "decisions", "votes", "history", "minutes_comments"):
        answer = client.get(reverse(f"meetings:{name}", args=[held.meeting.pk]))
        assert (name, answer.status_code, b"Larch" in answer.content) == (name, 200, False)


def test_whoever_is_shut_out_adds_no_minute_of_which_they_could_not_read_a_word() -> None:
    held, _ = held_with_minutes()
    shut_out(held, held.items[0])
    at = reverse("meetings:minutes_add", args=[held.meeting.pk])
    answer = signed_in(held.secretary).post(at)
    assert answer.status_code == 409
    assert "may be about an item that you do not have access to" in answer.content.decode()


def test_no_point_of_the_check_about_a_kept_minute_is_overruled_by_whoever_is_shut_out_of_it() -> None:
    held, minutes = held_with_minutes()
    kept = minutes.entries.all()[0]
    actions.add_follow_up(minute=kept, text="Ask the seller.", by=held.secretary)
    points = check(record_of(minutes))
    point = next(each for each in points if f"minute-{kept.pk}" in dict(each.about).values()).finding
    shut_out(held, held.items[0])
    at = reverse("meetings:minutes_point", args=[held.meeting.pk])
    sent = {"code": point.code, "sentence": point.sentence, "reason": "It may stand."}
    assert signed_in(held.secretary).post(at, sent).status_code == 404
    assert minutes.passed_points.count() == 0
    other = make_secretary(held.body, "Owen Tate")
    assert signed_in(other).post(at, sent).status_code == 302


def test_a_member_who_is_shut_out_comments_on_no_paragraph_of_it() -> None:
    held, minutes = held_with_minutes()
    kept = minutes.entries.all()[0]
    actions.circulate_minutes(minutes=minutes, due_on=date(2026, 12, 1), by=held.secretary)
    reader = DraftReader.objects.exclude(person__user=None).first() or DraftReader.objects.first()
    assert reader is not None
    if reader.person.user is None:
        reader.person.user = make_secretary(held.body, "Margaret Oakley")
        reader.person.save()
    actions.shut_out(item=held.items[0], person=reader.person, reason="A cousin bids.", by=held.secretary)
    with pytest.raises(Refused):
        actions.comment(
            reader=reader, by=reader.person.user, minute_ref=kept.ref, place="whole", text="Not so."
        )
    assert reader.comments.count() == 0


@pytest.mark.parametrize("about", ["item", "vote", "minute"])
def test_a_fact_about_an_open_line_with_a_restricted_paper_stays_inside_as_its_follow_ups_do(
    about: str,
) -> None:
    scene = brought()
    item = scene.held.items[0]
    scene.confirm()
    minutes = Minutes.objects.get(pk=scene.minutes.pk)
    vote = Vote(meeting=scene.held.meeting, item=item, motion="That it be bought.", in_post=4)
    vote.method, vote.result = Vote.Method.NONE, Vote.Result.CARRIED
    vote.saved_at, vote.saved_by = timezone.now(), "Ellen Marsh"
    vote.save()
    thing = {"item": item, "vote": vote, "minute": scene.first}[about]
    open_note = actions.add_later_note(minutes=minutes, about=thing, is_public=True, by=scene.clerk, **WORDS)
    assert not LaterNote.objects.of_closed_business().exists()
    restrict_paper(item, scene.held)
    with pytest.raises(Refused):
        actions.add_later_note(
            minutes=minutes,
            about=thing,
            is_public=True,
            by=scene.clerk,
            **{**WORDS, "words": "It was sold again."},
        )
    assert list(LaterNote.objects.of_closed_business()) == [open_note]


def appendix_of_which_the_clerk_is_shut_out() -> Private:
    """A report not cleared yet, with an appendix kept from the public; its secretary is shut out of it."""
    world = make_private()
    placement = world.placements["budget"]
    actions.restrict_appendix(placement=placement, appendix="Appendix B", by=world.clerk, **EXEMPT)
    world.sign_all()
    actions.reopen_paper(paper=placement.paper, by=world.clerk)
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=world.clerk)
    actions.shut_out(item=placement.item, person=person, reason="A cousin bids.", by=world.clerk)
    return world


def test_whoever_is_shut_out_of_one_line_publishes_the_whole_agenda_and_clears_no_paper_of_it_by_hand() -> (
    None
):
    world = appendix_of_which_the_clerk_is_shut_out()
    paper = world.placements["budget"].paper
    with pytest.raises(Refused) as by_hand:
        actions.clear_paper(paper=paper, by=world.clerk)
    paper.refresh_from_db()
    assert (by_hand.value.findings, paper.preparation) == ((hands_off.SHUT_OUT,), "draft")
    assert "Budget" in [each.title for each in world.publish()]
    paper.refresh_from_db()
    assert paper.preparation == "cleared"
    assert "paper cleared by publication" in Event.objects.of(paper).values_list("verb", flat=True)


def test_at_a_set_time_the_agenda_goes_out_in_the_name_of_whoever_is_shut_out_of_one_line(
    clock: Any,
) -> None:
    world = appendix_of_which_the_clerk_is_shut_out()
    pack = build(agree(world.meeting, world.clerk), world.clerk, Pack.Kind.AGENDA)
    row = actions.schedule_publication(
        pack=pack, at=timezone.now() + timedelta(hours=1), proof=pack.file.hash, by=world.clerk
    )
    clock.shift(timedelta(hours=2))
    actions.publish_scheduled(scheduled=row.pk)
    row.refresh_from_db()
    assert (row.failure, row.done_at is None) == ("", False)


def test_a_supplement_is_published_by_whoever_is_shut_out_of_one_line_of_it() -> None:
    world = appendix_of_which_the_clerk_is_shut_out()
    world.publish()
    other = make_secretary(world.body, "Owen Tate")
    late = actions.add_late_paper(item=world.items[2], paper=make_paper(world.body, other), by=other)
    actions.restrict_appendix(placement=late, appendix="Appendix 1", by=other, **EXEMPT)
    world.sign_all()
    actions.reopen_paper(paper=late.paper, by=other)
    build_supplement(world.meeting, world.clerk)
    published = actions.publish_supplement(meeting=world.meeting, by=world.clerk)
    late.paper.refresh_from_db()
    assert late.paper.preparation == "cleared"
    assert [each.kind for each in published] == ["agenda", "paper", "supplement"]


def test_a_public_paper_is_not_withdrawn_by_whoever_is_shut_out_of_its_line() -> None:
    world = appendix_of_which_the_clerk_is_shut_out()
    world.publish()
    placement, other = world.placements["budget"], make_secretary(world.body, "Owen Tate")
    with pytest.raises(Refused) as refused:
        actions.withdraw_paper(placement=placement, reason="A sum is wrong.", by=world.clerk)
    standing = Publication.objects.standing().filter(source_ref=placement.ref)
    assert (refused.value.findings, standing.count()) == ((hands_off.SHUT_OUT,), 1)
    actions.withdraw_paper(placement=placement, reason="A sum is wrong.", by=other)
    assert standing.count() == 0
