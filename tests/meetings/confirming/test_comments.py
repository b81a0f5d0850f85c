"""Draft minutes sent to members, their comments on paragraphs, and what was done about each."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.findings import Refused
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions
from meetings.models import DraftComment, DraftReader, Minutes
from meetings.providers import todo_rows
from panels.models import Term
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import give_sign_in, signed_in

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DUE = date(2026, 12, 1)


def drafted(items: int = 2) -> tuple[Held, Minutes]:
    """Minutes being written; Cllr Gage signs in, Cllr Carrow has an address only, the others neither."""
    held = held_meeting()
    add_items(held, items)
    take_roll(held)
    gage, carrow = held.people["Gage"], held.people["Carrow"]
    give_sign_in(gage)
    carrow.email = "carrow@council.example"
    carrow.save()
    minutes = minuted(held)
    first = minutes.entries.all()[0]
    text = "<p>Fines rose in the north.</p><p>Members asked why.</p>"
    actions.save_minute(minute=first, text=text, based_on=1, by=held.secretary)
    return held, minutes


def circulated(items: int = 2) -> tuple[Held, Minutes]:
    held, minutes = drafted(items)
    actions.circulate_minutes(minutes=minutes, due_on=DUE, by=held.secretary)
    return held, minutes


def reader_of(held: Held, family: str) -> DraftReader:
    return DraftReader.objects.get(person=held.people[family])


def places(minutes: Minutes) -> list[str]:
    from meetings.confirming.pages import entries_of

    entries = entries_of(minutes.draft_rounds.all()[0].document)
    return [paragraph.place for paragraph in entries[0].paragraphs]


def by_link(minutes: Minutes) -> tuple[Client, str]:
    """Cllr Carrow's browser after following the link in the mail, and the page it came to."""
    mail = OutgoingMail.objects.get(recipient="carrow@council.example")
    client = Client()
    answer = client.get(re.findall(r"/link/\S+", mail.body)[0])
    return client, answer["Location"]


def test_each_member_is_told_once_and_who_has_no_address_is_named(client: Client) -> None:
    held, minutes = circulated()
    actions.circulate_minutes(minutes=minutes, due_on=DUE, by=held.secretary)
    mails = {mail.recipient: mail.body for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"rosalind.gage@wessexpcp.example", "carrow@council.example"}
    assert "Subject 1" not in "".join(mails.values())
    assert f"/meetings/{held.meeting.pk}/minutes/circulated/" in mails["rosalind.gage@wessexpcp.example"]
    client.force_login(held.secretary)
    html = client.get(f"/meetings/{held.meeting.pk}/minutes/comments/").content.decode()
    assert "No email address is recorded for Cllr Thomas Bellweather, " in html


@pytest.mark.shows("V37")
def test_a_member_comments_on_a_paragraph_by_link_and_reads_the_answer(client: Client) -> None:
    held, minutes = circulated()
    carrow, page = by_link(minutes)
    assert carrow.get(page).status_code == 200
    entry, place = minutes.entries.all()[0], places(minutes)[0]
    typed = {"minute_ref": entry.ref, "place": place, "text": "It was in the south."}
    assert carrow.post(page, typed).status_code == 302
    assert carrow.post(page, typed).status_code == 302
    comment = DraftComment.objects.get()
    assert (comment.reader.name, comment.quoted) == ("Cllr Aisha Carrow MBE", "Fines rose in the north.")
    client.force_login(held.secretary)
    assert (
        "It was in the south."
        in client.get(f"/meetings/{held.meeting.pk}/minutes/comments/").content.decode()
    )
    client.post(f"/comments/{comment.pk}/answer/", {"outcome": "taken_up", "reply": "Mended."})
    html = carrow.get(page).content.decode()
    assert "<strong>Accepted</strong> by Ellen Marsh. Mended." in html


def commented(minutes: Minutes) -> DraftComment:
    """One comment of a member without an account, made by link."""
    carrow, page = by_link(minutes)
    typed = {"minute_ref": minutes.entries.all()[0].ref, "place": places(minutes)[0], "text": "It was south."}
    assert carrow.post(page, typed).status_code == 302
    return DraftComment.objects.get()


def replies_sent() -> int:
    return OutgoingMail.objects.filter(subject__endswith="your comments").count()


def test_a_comment_is_answered_once_and_whoever_comes_second_reads_who_has_replied() -> None:
    held, minutes = circulated()
    comment = commented(minutes)
    first = {"outcome": "taken_up", "reply": "Mended."}
    assert actions.answer_comment(comment=comment, by=held.secretary, **first).reply == "Mended."
    assert actions.answer_comment(comment=comment, by=held.secretary, **first).reply == "Mended."
    with pytest.raises(Refused) as refused:
        actions.answer_comment(comment=comment, outcome="not_taken_up", reply="No.", by=held.secretary)
    assert str(refused.value.findings[0].sentence) == "Ellen Marsh has already replied to this comment."
    comment.refresh_from_db()
    assert (comment.outcome, comment.reply, replies_sent()) == ("taken_up", "Mended.", 1)


def test_a_member_whose_term_has_ended_is_sent_no_reply_that_leads_to_a_page_shut_to_them() -> None:
    held, minutes = circulated()
    comment = commented(minutes)
    Term.objects.filter(person=comment.reader.person).update(ends_on=timezone.localdate() - timedelta(days=1))
    actions.answer_comment(comment=comment, outcome="taken_up", by=held.secretary)
    assert replies_sent() == 0


def drafts_on_today(user: User, days: int = 0) -> list[tuple[str, str]]:
    today = timezone.localdate() + timedelta(days=days)
    found = [row for row in todo_rows(user, today) if row.subject.startswith("Draft minutes")]
    return [(row.sentence, row.url) for row in found]


def test_today_asks_a_member_to_read_the_draft_and_the_secretary_to_answer_the_comments() -> None:
    held, minutes = circulated()
    gage = held.people["Gage"].user
    at = f"/meetings/{held.meeting.pk}/minutes/"
    assert drafts_on_today(gage) == [("are ready for you to read and comment on.", f"{at}circulated/")]
    assert drafts_on_today(held.secretary) == []
    ref = minutes.entries.all()[0].ref
    said = [
        actions.comment(
            reader=reader_of(held, "Gage"), minute_ref=ref, place=places(minutes)[0], text=text, by=gage
        )
        for text in ("North and east.", "Twice.")
    ]
    assert drafts_on_today(gage) == []
    page = signed_in(gage).get(at).content.decode()
    assert page.count(f'href="{at}circulated/">Read the draft and your comments</a>') == 1
    assert drafts_on_today(held.secretary) == [
        ("have 2\u00a0comments from members to answer.", f"{at}comments/")
    ]
    for each in said:
        assert OutgoingMail.objects.filter(subject__endswith="your comments").count() == 0
        actions.answer_comment(comment=each, outcome="taken_up", by=held.secretary)
    assert drafts_on_today(held.secretary) == []
    assert drafts_on_today(gage) == [("have replies to your comments.", f"{at}circulated/")]
    assert drafts_on_today(gage, days=7) == []


def test_a_member_without_an_account_is_sent_a_link_to_the_replies() -> None:
    held, minutes = circulated()
    carrow, page = by_link(minutes)
    typed = {"minute_ref": minutes.entries.all()[0].ref, "place": places(minutes)[0], "text": "It was south."}
    assert carrow.post(page, typed).status_code == 302
    comment = DraftComment.objects.get()
    actions.answer_comment(
        comment=comment, outcome="not_taken_up", reply="The report says north.", by=held.secretary
    )
    mail = OutgoingMail.objects.get(subject="Draft minutes of Wednesday 25 March 2026: your comments")
    assert (mail.recipient, "north" in mail.body) == ("carrow@council.example", False)
    reader = Client()
    answer = reader.get(re.findall(r"/link/\S+", mail.body)[0], follow=True)
    assert "<strong>Declined</strong> by Ellen Marsh. The report says north." in answer.content.decode()


def test_a_comment_is_not_declined_without_a_reason(client: Client) -> None:
    held, minutes = circulated()
    reader = reader_of(held, "Gage")
    ref = minutes.entries.all()[0].ref
    made = actions.comment(
        reader=reader, minute_ref=ref, place=places(minutes)[0], text="Who?", by=reader.person.user
    )
    client.force_login(held.secretary)
    page = client.post(f"/comments/{made.pk}/answer/", {"outcome": "not_taken_up", "reply": " "})
    assert "Enter the reason for declining the comment." in page.content.decode()
    made.refresh_from_db()
    assert made.outcome == "open"


def test_a_reply_that_is_too_long_is_kept_beside_its_comment(client: Client) -> None:
    held, minutes = circulated()
    reader = reader_of(held, "Gage")
    for words in ("Who?", "Why?"):
        place = places(minutes)[0]
        ref = minutes.entries.all()[0].ref
        actions.comment(reader=reader, minute_ref=ref, place=place, text=words, by=reader.person.user)
    comment = DraftComment.objects.last()
    client.force_login(held.secretary)
    reply = "Mended. " * 700
    page = client.post(f"/comments/{comment.pk}/answer/", {"outcome": "taken_up", "reply": reply})
    html = page.content.decode()
    assert (page.status_code, html.count(reply.strip()), html.count("5,000 characters or fewer")) == (
        200,
        1,
        1,
    )
    assert html.index("Why?") < html.index(reply.strip())
    comment.refresh_from_db()
    assert comment.outcome == "open"


def test_a_comment_stays_with_its_paragraph_while_the_text_around_it_changes(client: Client) -> None:
    held, minutes = circulated()
    first = minutes.entries.all()[0]
    reader = reader_of(held, "Gage")
    actions.comment(
        reader=reader, minute_ref=first.ref, place=places(minutes)[1], text="Who?", by=reader.person.user
    )
    text = first.text.replace("Members asked why.", "Members asked why it rose.")
    actions.save_minute(
        minute=first, text=f"<p>New words.</p>{text}", based_on=first.version, by=held.secretary
    )
    client.force_login(held.secretary)
    html = client.get(f"/meetings/{held.meeting.pk}/minutes/comments/").content.decode()
    assert "On: “Members asked why.”" in html
    assert html.index("Members asked why it rose.") < html.index("Who?") < html.index("Subject 2")


def test_a_late_comment_shows_how_late_it_came(clock) -> None:
    held, minutes = circulated()
    reader = reader_of(held, "Gage")
    clock.move_to("2026-12-04T10:00:00+00:00")
    made = actions.comment(
        reader=reader,
        minute_ref=minutes.entries.all()[0].ref,
        place="whole",
        text="Late.",
        by=reader.person.user,
    )
    assert made.days_late == 3


def test_after_confirmation_nobody_comments() -> None:
    held, minutes = circulated()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    later = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=held.meeting.starts_at.replace(month=6)
    )
    actions.confirm_minutes(minutes=minutes, at=later.meeting, by=held.secretary)
    carrow, page = by_link(minutes)
    said = {"minute_ref": minutes.entries.all()[0].ref, "place": "whole", "text": "Too late."}
    assert carrow.post(page, said).status_code == 409
    assert not DraftComment.objects.exists()
    with pytest.raises(Refused, match="confirmed"):
        actions.circulate_minutes(minutes=minutes, due_on=DUE, by=held.secretary)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "  "}, "Enter your comment"),
        ({"text": "x" * 5001}, "must be 5,000 characters or fewer"),
        ({"place": "nowhere"}, "not in the draft"),
        ({"minute_ref": "nothing"}, "not in the draft"),
    ],
)
def test_a_comment_on_nothing_is_refused(changed: dict[str, str], sentence: str) -> None:
    held, minutes = circulated()
    reader = reader_of(held, "Gage")
    usual = {"minute_ref": minutes.entries.all()[0].ref, "place": "whole", "text": "Words."}
    with pytest.raises(Refused, match=sentence):
        actions.comment(reader=reader, by=reader.person.user, **{**usual, **changed})


def test_what_was_typed_stays_when_a_comment_is_too_long(client: Client) -> None:
    held, minutes = circulated()
    client.force_login(held.people["Gage"].user)
    page = f"/meetings/{held.meeting.pk}/minutes/circulated/"
    said = {"minute_ref": minutes.entries.all()[0].ref, "place": "whole", "text": "y" * 5001}
    html = client.post(page, said).content.decode()
    assert "Your comment has not been sent" in html
    assert "y" * 5001 in html


def test_nobody_comments_in_another_s_name_and_comments_are_never_public(client: Client) -> None:
    held, minutes = circulated()
    reader = reader_of(held, "Carrow")
    entry = minutes.entries.all()[0]
    with pytest.raises(Refused, match="sent to another member"):
        actions.comment(
            reader=reader, minute_ref=entry.ref, place="whole", text="Me.", by=held.people["Gage"].user
        )
    gage = reader_of(held, "Gage")
    actions.comment(reader=gage, minute_ref=entry.ref, place="whole", text="Qx99", by=gage.person.user)
    published = actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert "Qx99" not in f"{published.data}{published.html}"
    carrow, page = by_link(minutes)
    assert "Qx99" not in carrow.get(page).content.decode()
    assert Client().get(page).status_code == 404
    assert Publication.objects.count() == 1


def test_a_day_in_the_past_is_refused() -> None:
    held, minutes = drafted()
    with pytest.raises(Refused, match="must be today or later"):
        actions.circulate_minutes(minutes=minutes, due_on=date(2026, 11, 23), by=held.secretary)


def test_a_day_in_the_past_is_said_beside_its_field_and_what_was_typed_stays(client: Client) -> None:
    held, _ = drafted()
    client.force_login(held.secretary)
    typed = {"due_on_day": "23", "due_on_month": "11", "due_on_year": "2026"}
    page = client.post(f"/meetings/{held.meeting.pk}/minutes/circulate/", typed)
    assert page.status_code == 200
    assert "The date for comments must be today or later." in page.content.decode()
    assert 'value="23"' in page.content.decode()


@pytest.mark.parametrize("is_published", [False, True])
def test_the_mail_says_that_a_draft_is_not_public_only_while_that_is_true(is_published: bool) -> None:
    held, minutes = drafted()
    if is_published:
        actions.publish_minutes(minutes=minutes, by=held.secretary)
    actions.circulate_minutes(minutes=minutes, due_on=DUE, by=held.secretary)
    mail = OutgoingMail.objects.get(recipient="carrow@council.example")
    assert ("They are not public." in mail.body) is not is_published


def test_the_pages_ask_as_much_for_thirteen_items_as_for_thirty_nine(client: Client) -> None:
    counts = []
    for number in (13, 39):
        held, minutes = circulated(number) if not counts else more(number)
        client.force_login(held.secretary)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/meetings/{held.meeting.pk}/minutes/comments/").status_code == 200
        client.force_login(held.people["Gage"].user)
        with CaptureQueriesContext(connection) as own:
            assert client.get(f"/meetings/{held.meeting.pk}/minutes/circulated/").status_code == 200
        counts.append((len(asked), len(own)))
    assert counts[0] == counts[1]


def more(number: int) -> tuple[Held, Minutes]:
    """A second meeting of the same panel with more items."""
    from panels.models import Body

    body = Body.objects.get()
    first = Minutes.objects.get().meeting
    from foundation.accounts.models import User

    held = held_meeting(
        body=body,
        secretary=User.objects.get(name="Ellen Marsh"),
        starts_at=first.starts_at.replace(month=6),
    )
    add_items(held, number)
    take_roll(held)
    minutes = minuted(held)
    actions.circulate_minutes(minutes=minutes, due_on=DUE, by=held.secretary)
    return held, minutes


def test_whoever_replies_second_reads_so_on_the_page_and_keeps_what_they_typed() -> None:
    held, minutes = circulated()
    comment = commented(minutes)
    at, first, second = (
        f"/comments/{comment.pk}/answer/",
        signed_in(held.secretary),
        signed_in(held.secretary),
    )
    assert first.post(at, {"outcome": "taken_up", "reply": "Corrected."}).status_code == 302
    page = second.post(at, {"outcome": "not_taken_up", "reply": "It is right."}).content.decode()
    said = [
        words in page
        for words in (
            "Ellen Marsh has already replied to this comment.",
            "<strong>Accepted</strong> by Ellen Marsh. Corrected.",
            "You typed: “It is right.”",
        )
    ]
    assert said == [True, True, True]
