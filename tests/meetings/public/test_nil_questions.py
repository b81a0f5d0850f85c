"""What nobody recorded is asked once, and printed only after an answer."""

from datetime import date, timedelta

import pytest
from django.test import Client

from foundation.history.findings import Refused
from meetings import actions
from meetings.attendance.actions.recording import InterestLine
from meetings.minutes.check import check
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.nil_questions import questions_of
from meetings.models import Meeting, Minutes, Paper, Placement
from meetings.providers import todo_rows
from meetings.wording.approving import outside_meetings
from meetings.wording.questions import NilQuestion
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def asked(*standing: str) -> Held:
    held = held_meeting()
    for each in standing:
        actions.add_item(meeting=held.meeting, title=each, standing=each, by=held.secretary)
    take_roll(held)
    return held


def said(held: Held) -> list[str]:
    """The text of each minute."""
    minutes = Minutes.objects.get(meeting=held.meeting)
    return [each.html.replace("\xa0", " ") for each in MinutesDocument.of(minutes).minutes]


def to_begin(held: Held) -> list[str]:
    """What Today calls not begun, some weeks after the meeting."""
    rows = todo_rows(held.secretary, date(2026, 5, 1))
    return [row.subject.replace("\xa0", " ") for row in rows if row.sentence == "have not been started."]


def codes(held: Held) -> dict[str, str]:
    minutes = Minutes.objects.get(meeting=held.meeting)
    return {each.finding.code: each.finding.sentence for each in check(record_of(minutes))}


def test_all_questions_of_a_meeting_stand_on_one_page_and_no_answer_prints_nothing(client: Client) -> None:
    held = asked("apologies", "interests", "public_questions", "urgent_end")
    minuted(held)
    client.force_login(held.secretary)
    page = f"/meetings/{held.meeting.pk}/minutes/questions/"
    html = client.get(page).content.decode()
    assert [html.count(f'name="{key}"') for key in ("apologies", "interests", "urgent_end")] == [0, 3, 3]
    assert said(held)[1:] == ["", "", ""]
    names = "declarations of interest, public questions and other urgent items"
    assert codes(held)["unasked"] == f"Not answered: {names}."
    assert client.post(page, {"interests": "no", "public_questions": "yes"}).status_code == 302
    assert said(held)[1:] == [
        "<p>The Chair asked members to declare any interests in items on the agenda.</p>"
        "<p>No interests were declared.</p>",
        "",
        "",
    ]
    assert codes(held)["unasked"] == "Not answered: other urgent items."
    assert codes(held)["lacking"] == "You answered that there were public questions. None is recorded."
    wrong = client.post(page, {"interests": "maybe"})
    assert (wrong.status_code, "maybe" in wrong.content.decode()) == (200, True)
    line = InterestLine(held.people["Carrow"], "as a trustee of a charity")
    actions.record_interests(meeting=held.meeting, interests=[line], by=held.secretary)
    assert "No interests" not in said(held)[1]
    assert "contradicted" in codes(held)


def test_minutes_of_an_earlier_meeting_that_are_kept_elsewhere_are_confirmed_by_an_answer() -> None:
    held = asked()
    before = held_meeting(body=held.body, secretary=held.secretary, starts_at=today(9).replace(year=2025))
    actions.add_item(
        meeting=held.meeting, title="", business="minutes", minutes_of=[before.meeting], by=held.secretary
    )
    minutes = minuted(held)
    day = f"{before.meeting.day:%-d %B %Y}"
    [question] = questions_of(record_of(minutes))
    assert question.text.replace("\xa0", " ") == f"Were the minutes of the meeting held on {day} confirmed?"
    assert said(held) == [""]
    actions.answer_questions(meeting=held.meeting, answers={question.key: "yes"}, by=held.secretary)
    approval = "taken as read, confirmed and signed"
    assert said(held) == [f"<p>The minutes of the meeting held on {day} were {approval}.</p>"]
    # Nobody is told to begin minutes that are confirmed elsewhere.
    Meeting.objects.filter(pk=before.meeting.pk).update(starts_at=held.meeting.starts_at - timedelta(days=60))
    assert to_begin(held) == []
    actions.answer_questions(meeting=held.meeting, answers={question.key: ""}, by=held.secretary)
    assert to_begin(held) == ["Minutes of Saturday 24 January 2026"]
    actions.answer_questions(meeting=held.meeting, answers={question.key: "no"}, by=held.secretary)
    assert said(held) == [""]


def test_minutes_kept_outside_are_named_on_the_item_asked_about_and_printed_once_confirmed(
    client: Client,
) -> None:
    held = asked()
    client.force_login(held.secretary)
    add = f"/meetings/{held.meeting.pk}/agenda/add/"
    outside = "The meeting held on 28 March 2018\nMinutes of the special meeting held on 2 May 2018."
    typed = {"title": "", "kind": "item", "business": "minutes", "minutes_elsewhere": outside}
    assert client.post(add, typed).status_code == 302
    item = held.meeting.items.get(business="minutes")
    names = ["meeting held on 28 March 2018", "special meeting held on 2 May 2018"]
    assert outside_meetings(item.minutes_elsewhere) == names
    assert item.title == f"Minutes of the {names[0]} and the {names[1]}"
    assert list(item.minutes_of.all()) == []
    minutes = minuted(held)
    questions = {each.text: each.key for each in questions_of(record_of(minutes))}
    first = questions[f"Were the minutes of the {names[0]} confirmed?"]
    page = f"/meetings/{held.meeting.pk}/minutes/questions/"
    assert client.post(page, {first: "yes"}).status_code == 302
    approval = "taken as read, confirmed and signed"
    assert said(held) == [f"<p>The minutes of the {names[0]} were {approval}.</p>"]
    assert f"minutes of the {names[1]}" in codes(held)["unasked"]


def test_a_question_that_the_meeting_does_not_have_is_not_answered() -> None:
    held = asked("interests")
    with pytest.raises(Refused, match="Select yes or no"):
        actions.answer_questions(meeting=held.meeting, answers={"urgent_end": "no"}, by=held.secretary)


def test_only_an_answer_without_a_fact_lacks_one() -> None:
    question = NilQuestion("interests", "Were there any?", "declarations", "yes")
    assert (question.lacks_facts, question.is_open, question.is_contradicted) == (True, False, False)


def test_no_report_is_considered_or_filed_that_never_came() -> None:
    held = held_meeting()
    first, second = add_items(held, 2)
    paper = Paper.objects.create(body=held.body, title="Asked for", preparation=Paper.Preparation.ASKED)
    Placement.objects.create(item=second, paper=paper, delivery=Placement.Delivery.TO_FOLLOW)
    take_roll(held)
    minuted(held)
    assert said(held) == ["", ""]


def test_an_item_that_was_not_taken_says_nothing_once_the_day_says_what_was() -> None:
    held = day_meeting()
    items = [
        actions.add_item(meeting=held.meeting, title=title, business="oral", by=held.secretary)
        for title in ("First", "Second")
    ]
    roll_of(held)
    minuted(held)
    assert said(held) == ["<p>The Panel received an oral update.</p>"] * 2
    actions.begin_item(meeting=held.meeting, item=items[0], at=today(9, 1), by=held.secretary)
    assert said(held) == ["<p>The Panel received an oral update.</p>", ""]


def excluding(title: str = "") -> tuple[Held, Minutes]:
    """A meeting that resolves in its own words to exclude the public, with or without an item for that."""
    held = day_meeting()
    if title:
        actions.add_item(meeting=held.meeting, title=title, by=held.secretary)
    item = actions.add_item(meeting=held.meeting, title="A contract", by=held.secretary)
    roll_of(held)
    minutes = minuted(held)
    by, meeting = held.secretary, held.meeting
    actions.begin_item(meeting=meeting, item=item, at=today(9, 1), by=by)
    words = "That the public leave, because an officer is named."
    actions.exclude_public(meeting=meeting, words=words, at=today(9, 2), by=by)
    return held, minutes


@pytest.mark.parametrize("title", ["", "Exclusion of the press and public"])
def test_a_resolution_in_the_meeting_s_own_words_prints_once_as_it_was_adopted(title: str) -> None:
    held, minutes = excluding(title)
    printed = MinutesDocument.of(minutes).minutes
    assert [each.title for each in printed] == [title or "Exclusion of the public", "A contract"]
    assert [limb.text for limb in printed[0].decisions[0].limbs] == [
        "That the public leave, because an officer is named."
    ]
    assert printed[1].decisions == []
    assert "The public was excluded from the meeting at 9.02" in printed[1].html


def test_a_resolution_recorded_after_publication_is_a_difference_and_never_a_new_number() -> None:
    held, minutes = excluding()
    minutes.entries.filter(about="exclusion").delete()
    (entry,) = MinutesDocument.of(minutes).minutes
    assert "It was resolved: That the public leave, because an officer is named." in entry.html
    assert Meeting.objects.get(pk=held.meeting.pk).minutes.entries.count() == 1


def test_who_takes_the_chair_is_printed_in_the_chair_unless_it_is_the_clerk() -> None:
    held = day_meeting()
    add_items(held, 1)
    act = {"meeting": held.meeting, "by": held.secretary}
    actions.mark_everyone(**act)
    actions.start_meeting(at=today(9, 1), **act)
    actions.take_the_chair(name="Ms Ellen Clerk", at=today(9, 1), words="for the election", **act)
    minutes = minuted(held)
    assert (MinutesDocument.of(minutes).chair, "chair" in codes(held)) == ("", True)
    actions.take_the_chair(person=held.people["Gage"], at=today(9, 3), **act)
    document = MinutesDocument.of(Minutes.objects.get(pk=minutes.pk))
    assert document.chair == "Cllr Rosalind Gage (in the Chair)"
    assert "Cllr Rosalind Gage" not in document.members
    assert "chair" not in codes(held)


def test_who_was_there_for_a_part_of_the_meeting_is_printed_so() -> None:
    held = day_meeting()
    items = add_items(held, 3)
    act = {"meeting": held.meeting, "by": held.secretary}
    actions.add_to_roll(name="Mr Tom Reporter", post="Local paper", is_public_part_only=True, **act)
    actions.add_to_roll(name="Dr Ann Auditor", from_item=items[1], to_item=items[2], **act)
    assert MinutesDocument.of(minuted(held)).in_attendance == [
        "Mr Tom Reporter – Local paper (for the public part of the meeting only)",
        "Dr Ann Auditor (items 2 to 3)",
    ]
