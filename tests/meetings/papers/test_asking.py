"""Asking for papers: in one step, by e-mail with a link, reminded, late, sent back, cleared."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink
from foundation.accounts.roles import Role
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import queue
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.jobs import remind_authors_in_the_morning
from meetings.models import AgendaItem, Meeting, Paper, Restriction
from meetings.papers import overview
from meetings.providers import todo_rows
from tests.builders.meetings import LONDON, add_items, london, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.papers import make_pdf, make_report
from tests.going_on import Browser
from tests.meetings.papers.test_papers_pages import fields_of

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DUE = date(2026, 12, 1)
EMAIL = "farah@opcc-wessex.example"
TODAY = date(2026, 11, 24)


class Cycle:
    """A panel, its secretary, an item, and Farah Siddiqui, who has no account."""

    def __init__(self) -> None:
        self.body = make_panel()
        self.ellen = make_secretary(self.body)
        self.meeting = make_meeting(self.body, self.ellen)
        (self.item,) = add_items(self.meeting, self.ellen, "Knife crime")

    def ask(self, **fields: object) -> Paper:
        usual = {"name": "Farah Siddiqui", "email": EMAIL, "wanted": "Figures since June.", "due_on": DUE}
        return actions.ask_for_paper(
            body=self.body, title="Knife crime", item=self.item, by=self.ellen, **{**usual, **fields}
        )


@pytest.fixture
def cycle() -> Cycle:
    return Cycle()


def address() -> str:
    """The way in of the newest mail."""
    return re.findall(r"/link/[^\s]+", OutgoingMail.objects.order_by("-pk").first().body)[0]


def entered() -> Browser:
    """A browser that followed the newest link."""
    client = Browser()
    assert client.get(address()).status_code == 302
    return client


def link() -> PersonalLink:
    return PersonalLink.objects.order_by("-pk").first()


def test_asking_places_the_paper_and_tells_the_author_everything(cycle) -> None:
    paper = cycle.ask()
    assert [(p.paper, p.delivery) for p in cycle.item.placements.all()] == [(paper, "with_agenda")]
    said = OutgoingMail.objects.get()
    assert (said.recipient, said.subject) == (
        EMAIL,
        "A paper for Wessex Police and Crime Panel, due Tuesday 1 December 2026",
    )
    assert re.sub(r"/link/\S+", "/link/…", said.body) == (
        "Dear Farah Siddiqui,\n\n"
        "Wessex Police and Crime Panel asks you for a paper, “Knife crime”, for the meeting of "
        "Friday 4 December 2026.\n\n"
        "Figures since June.\n\n"
        "It is due on Tuesday 1 December 2026.\n\n"
        "Write it or upload a file with this link. The link is personal to you. Please do not share it. "
        "You do not need an account.\nhttp://localhost:8000/link/…\n\n"
        "Questions: Ellen Marsh, 01632 960 114, panel@wessexpcp.example\n"
    )


def test_an_author_with_an_account_gets_their_own_page_and_no_link(cycle) -> None:
    author = make_user("Jo Tarrant", cycle.body, Role.REPORT_AUTHOR)
    paper = cycle.ask(author=author, name="", email="")
    assert PersonalLink.objects.count() == 0
    assert f"http://localhost:8000/papers/{paper.pk}/\n" in OutgoingMail.objects.get().body
    assert list(Paper.objects.visible_to(author)) == [paper]


@pytest.mark.shows("R-14")
@pytest.mark.parametrize("is_above", [False, True])
def test_a_paper_on_restricted_business_is_not_named_in_the_mail(cycle, is_above: bool) -> None:
    above = cycle.item
    if is_above:
        (cycle.item,) = add_items(cycle.meeting, cycle.ellen, "Knife crime in detail")
        AgendaItem.objects.filter(pk=cycle.item.pk).update(parent=above)
    Restriction.objects.create(
        item=above, ground="exempt", paragraphs=[1], made_at=timezone.now(), made_by="Ellen Marsh"
    )
    paper = cycle.ask()
    actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=0, by=link())
    actions.receive_paper(paper=paper, by=link())
    actions.return_paper(paper=paper, comment="Leave the name out", by=cycle.ellen)
    said = " ".join(f"{each.subject} {each.body}" for each in OutgoingMail.objects.all())
    assert [word for word in ("Knife", "Figures", "Leave the name") if word in said] == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "by name and email address"),
        ({"email": ""}, "by name and email address"),
        ({"email": "farah at opcc"}, "Enter the email address in full"),
    ],
)
def test_an_author_without_an_account_needs_a_name_and_an_address(cycle, fields, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        cycle.ask(**fields)
    assert (Paper.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_only_the_secretariat_asks(cycle) -> None:
    author = make_user("Jo Tarrant", cycle.body, Role.REPORT_AUTHOR)
    with pytest.raises(Refused, match="Only the secretariat can ask for papers"):
        actions.ask_for_paper(body=cycle.body, title="Mine", by=author, name="A", email=EMAIL)


@pytest.mark.shows("R-16")
def test_asking_again_closes_the_link_of_whoever_was_asked_before(cycle) -> None:
    paper, before = cycle.ask(), address()
    old = entered()
    actions.ask_again(paper=paper, by=cycle.ellen, name="Sam Reed", email="sam@opcc.example", due_on=DUE)
    paper.refresh_from_db()
    assert (paper.asked_name, OutgoingMail.objects.last().recipient) == ("Sam Reed", "sam@opcc.example")
    page = reverse("meetings:author_paper", args=[paper.ref])
    assert (Client().get(before).status_code, old.get(page).status_code) == (404, 404)
    assert entered().get(page).status_code == 200


@pytest.mark.shows("R-16")
def test_a_new_link_closes_the_old_one_and_closing_closes_all(cycle) -> None:
    paper, before = cycle.ask(), address()
    actions.send_new_link(paper=paper, by=cycle.ellen)
    page = reverse("meetings:author_paper", args=[paper.ref])
    client = entered()
    assert (Client().get(before).status_code, client.get(page).status_code) == (404, 200)
    actions.revoke_link(paper=paper, by=cycle.ellen)
    assert client.get(page).status_code == 404
    assert Event.objects.order_by("-number").first().sentence == "Ellen Marsh closed the author’s link"


@pytest.mark.shows("R-1")
def test_a_link_opens_its_own_paper_only_and_nothing_else_of_the_site(cycle) -> None:
    paper = cycle.ask()
    client = entered()
    other = actions.write_paper(body=cycle.body, title="Budget", report=make_report("Budget"), by=cycle.ellen)
    names = ("author_paper", "author_write", "author_upload", "author_preview", "author_pdf")
    assert [client.get(reverse(f"meetings:{n}", args=[other.ref])).status_code for n in names] == [404] * 5
    assert client.post(reverse("meetings:author_hand_in", args=[other.ref])).status_code == 404
    for name in ("paper", "paper_pdf", "paper_history"):
        answer = client.get(reverse(f"meetings:{name}", args=[paper.pk]))
        assert (answer.status_code, answer.url[:16]) == (302, "/accounts/login/")
    with pytest.raises(Refused, match="This link opens another paper"):
        actions.save_paper(paper=other, report=make_report("Mine"), based_on=1, by=link())


def test_a_paper_is_written_and_handed_in_by_link_without_scripts(cycle) -> None:
    paper = cycle.ask()
    client = entered()
    page, write = (reverse(f"meetings:{name}", args=[paper.ref]) for name in ("author_paper", "author_write"))
    first = client.get(page).content.decode()
    assert "Figures since June." in first
    assert "Due Tuesday 1 December 2026" in first
    sent = {**fields_of(client.get(write).content.decode()), "body": "<p>Half in four wards.</p>"}
    assert client.post(write, sent).url == write
    assert client.post(reverse("meetings:author_hand_in", args=[paper.ref])).url == page
    assert "Your paper has been received." in client.get(page).content.decode()
    assert client.get(write).url == page
    paper.refresh_from_db()
    assert (paper.preparation, paper.received_by) == ("received", "Farah Siddiqui (by personal link)")
    assert paper.versions.get().saved_by == "Farah Siddiqui (by personal link)"
    assert client.get(reverse("meetings:author_pdf", args=[paper.ref])).content[:5] == b"%PDF-"


def test_two_who_write_by_link_and_signed_in_overwrite_nothing(cycle) -> None:
    paper = cycle.ask()
    actions.save_paper(paper=paper, report=make_report(body="<p>Hers.</p>"), based_on=0, by=link())
    with pytest.raises(NewerVersion) as conflict:
        actions.save_paper(paper=paper, report=make_report(body="<p>Mine.</p>"), based_on=0, by=cycle.ellen)
    assert conflict.value.saved_by == "Farah Siddiqui (by personal link)"


def test_a_pdf_is_uploaded_by_link(cycle) -> None:
    paper = cycle.ask()
    client, url = entered(), reverse("meetings:author_upload", args=[paper.ref])
    kept = "The current version is kept as an earlier version."
    assert client.get(url).content.decode().count(kept) == 0
    refused = client.post(url, {"file": SimpleUploadedFile("a.pdf", b"MZ a program")})
    assert "This file is not a PDF or a Word file (.docx)." in refused.content.decode()
    done = client.post(url, {"file": SimpleUploadedFile("a.pdf", make_pdf(2))})
    assert done.url == reverse("meetings:author_paper", args=[paper.ref])
    page = client.get(done.url).content.decode().replace("&nbsp;", "\u00a0")
    assert "A PDF of 2\u00a0pages" in page
    assert "Points found in the file" in page
    assert "Accept with a reason" not in page
    paper.refresh_from_db()
    assert (paper.origin, paper.versions.get().pages) == ("uploaded", 2)


def test_sent_back_the_author_reads_the_comment_and_hands_in_again(cycle) -> None:
    paper = cycle.ask()
    by = link()
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=by)
    actions.receive_paper(paper=paper, by=by)
    with pytest.raises(Refused, match="This paper is with the secretariat"):
        actions.save_paper(paper=paper, report=make_report("New"), based_on=1, by=by)
    actions.return_paper(paper=paper, comment="Table 2 does not add up", by=cycle.ellen)
    assert "Table 2 does not add up" in OutgoingMail.objects.last().body
    page = entered().get(reverse("meetings:author_paper", args=[paper.ref])).content.decode()
    assert "Table 2 does not add up" in page
    assert "Ellen Marsh returned it on Tuesday 24 November 2026" in page
    # The link of the first mail goes on: somebody may be writing with it.
    actions.save_paper(paper=paper, report=make_report("New"), based_on=1, by=by)
    paper.refresh_from_db()
    actions.receive_paper(paper=paper, by=by)
    actions.clear_paper(paper=paper, by=cycle.ellen)
    paper.refresh_from_db()
    assert (paper.cleared_by, paper.return_comment) == ("Ellen Marsh", "")
    with pytest.raises(Refused, match="This paper has been cleared"):
        actions.save_paper(paper=paper, report=make_report("Newer"), based_on=2, by=by)
    shown = entered().get(reverse("meetings:author_paper", args=[paper.ref])).content.decode()
    assert "Cleared by Ellen Marsh on Tuesday 24 November 2026 at 10 am." in shown


def test_reopening_takes_the_clearing_back_and_keeps_when_it_came_in(cycle) -> None:
    paper = cycle.ask()
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=link())
    actions.clear_paper(paper=paper, by=cycle.ellen)
    actions.reopen_paper(paper=paper, by=cycle.ellen)
    paper.refresh_from_db()
    assert (paper.cleared_at, paper.cleared_by, paper.received_by) == (None, "", "Ellen Marsh")


def test_how_late_it_was_stays_for_ever(cycle) -> None:
    paper = cycle.ask(due_on=date(2026, 11, 22))
    late = overview.state_of(paper, TODAY)
    assert (late.label, late.note) == ("Asked, 2\u00a0days late", "was due Sun 22 Nov")
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=link())
    actions.receive_paper(paper=paper, by=link())
    actions.return_paper(paper=paper, comment="More", by=cycle.ellen)
    assert overview.state_of(paper, TODAY + timedelta(days=9)).note == "was 2\u00a0days late"
    actions.clear_paper(paper=paper, by=cycle.ellen)
    paper.refresh_from_db()
    state = overview.state_of(paper, TODAY + timedelta(days=90))
    assert (state.kind, state.label, state.note) == ("cleared", "Cleared", "was 2\u00a0days late")


def reminders() -> list[str]:
    return [event.data["day"] for event in Event.objects.filter(verb="author reminded").order_by("number")]


def remind_on(*days: date) -> None:
    for day in days:
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=LONDON), tick=False):
            actions.remind_authors(today=day)


def every_day_until(last: date) -> list[date]:
    return [TODAY + timedelta(days=n) for n in range((last - TODAY).days + 1)]


def test_an_author_is_reminded_on_the_set_days_and_once_when_late(cycle) -> None:
    cycle.ask(due_on=date(2026, 12, 3))
    remind_on(*every_day_until(date(2026, 12, 10)), *every_day_until(date(2026, 12, 10)))
    assert reminders() == ["2026-11-26", "2026-12-01", "2026-12-03", "2026-12-04"]
    assert [m.subject for m in OutgoingMail.objects.order_by("pk")][1:] == [
        *["Reminder: your paper is due on Thursday 3 December 2026"] * 3,
        "Reminder: your paper was due on Thursday 3 December 2026",
    ]


def test_reminders_stop_when_the_paper_is_in_and_for_a_cancelled_meeting(cycle) -> None:
    paper = cycle.ask(due_on=date(2026, 12, 3))
    other = cycle.ask(due_on=date(2026, 12, 3), email="sam@opcc.example")
    remind_on(date(2026, 11, 26))
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=cycle.ellen)
    actions.receive_paper(paper=paper, by=cycle.ellen)
    remind_on(date(2026, 12, 1))
    assert OutgoingMail.objects.last().recipient == "sam@opcc.example"
    assert reminders() == ["2026-11-26", "2026-11-26", "2026-12-01"]
    actions.cancel_meeting(meeting=cycle.meeting, reason="Snow", by=cycle.ellen)
    remind_on(date(2026, 12, 3), date(2026, 12, 4))
    assert len(reminders()) == 3
    assert other.preparation == "asked"


def test_a_reminder_the_worker_slept_through_is_sent_once_and_an_old_one_is_not(cycle) -> None:
    cycle.ask(due_on=date(2026, 12, 3))
    remind_on(date(2026, 11, 28), date(2026, 11, 28), date(2026, 11, 30))
    assert reminders() == ["2026-11-26"]
    remind_on(date(2026, 12, 20))
    assert len(reminders()) == 1


@pytest.mark.parametrize(("hour", "count"), [(7, 0), (8, 1)])
def test_nobody_is_reminded_before_eight_in_london(cycle, clock, hour, count) -> None:
    cycle.ask(due_on=date(2026, 12, 3))
    clock.move_to(datetime(2026, 11, 26, hour, 59, tzinfo=LONDON))
    remind_authors_in_the_morning()
    assert len(reminders()) == count


def test_the_link_of_a_reminder_works_beside_the_first(cycle) -> None:
    paper, first = cycle.ask(due_on=date(2026, 12, 3)), address()
    remind_on(date(2026, 11, 26))
    page = reverse("meetings:author_paper", args=[paper.ref])
    assert (Client().get(first).url, Client().get(address()).url) == (page, page)


def ask_page(cycle: Cycle, **typed: object) -> tuple[Client, object]:
    client = Client()
    client.force_login(cycle.ellen)
    url = f"{reverse('meetings:paper_ask')}?item={cycle.item.pk}"
    usual = {
        **fields_of(client.get(url).content.decode()),
        "name": "Farah Siddiqui",
        "email": EMAIL,
        "wanted": "Figures",
    }
    return client, client.post(url, {**usual, **typed})


def test_the_page_asks_in_one_step_with_the_usual_day(cycle) -> None:
    meeting = make_meeting(cycle.body, cycle.ellen, starts_at=london(2027, 1, 15))
    (cycle.item,) = add_items(meeting, cycle.ellen, "Budget")
    _, answer = ask_page(cycle)
    paper = Paper.objects.get()
    assert answer.url == reverse("meetings:meeting_papers", args=[meeting.pk])
    # To be public by Thursday 7 January; seven days before that is a bank holiday eve, a working day.
    assert (paper.title, paper.due_on) == ("Budget", date(2026, 12, 31))


def test_an_item_chosen_from_the_list_gives_the_usual_day_too(cycle) -> None:
    meeting = make_meeting(cycle.body, cycle.ellen, starts_at=london(2027, 1, 15))
    (item,) = add_items(meeting, cycle.ellen, "Budget")
    client = Client()
    client.force_login(cycle.ellen)
    url = reverse("meetings:paper_ask")
    typed = {"title": "Budget", "item": item.pk, "body": cycle.body.pk, "name": "Farah", "email": EMAIL}
    client.post(url, typed)
    assert Paper.objects.get().due_on == date(2026, 12, 31)
    page = client.post(url, {**typed, "item": ""}).content.decode()
    assert "Enter the date it is due, or select the item it is for" in page


def test_where_the_usual_day_is_past_the_page_asks_for_a_day_and_for_no_item(cycle) -> None:
    _, answer = ask_page(cycle)
    said = answer.content.decode()
    assert "Enter the date it is due, because the usual date for this meeting has passed" in said
    assert "or select the item" not in said


def test_wrong_input_is_said_beside_the_field_and_kept(cycle) -> None:
    _, page = ask_page(cycle, name="", email="farah at opcc")
    said = page.content.decode()
    assert (page.status_code, Paper.objects.count()) == (200, 0)
    assert 'value="farah at opcc"' in said
    assert "in full, for example name@example.org" in said
    _, page = ask_page(cycle, name="", email="")
    assert "Enter who will write it" in page.content.decode()


def test_a_past_day_is_allowed_and_worth_a_look(cycle) -> None:
    day = {"due_on_day": "2", "due_on_month": "11", "due_on_year": "2026"}
    client, answer = ask_page(cycle, **day)
    assert answer.status_code == 302
    page = client.get(reverse("meetings:paper", args=[Paper.objects.get().pk])).content.decode()
    assert "The due date, Monday 2 November 2026, had passed when it was asked for." in page


def test_the_rows_of_an_agenda_say_who_did_what(cycle) -> None:
    paper = cycle.ask(due_on=date(2026, 11, 22))
    rows = {row.item.pk: row for row in overview.agenda_rows(cycle.meeting, cycle.ellen, TODAY)}
    (entry,) = rows[cycle.item.pk].papers
    assert entry.facts == ["Asked of Farah Siddiqui by Ellen Marsh, Tue 24 Nov"]
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=link())
    actions.receive_paper(paper=paper, by=link())
    rows = overview.agenda_rows(cycle.meeting, cycle.ellen, TODAY)
    (entry,) = next(row for row in rows if row.item == cycle.item).papers
    assert (entry.facts[1], entry.state.note) == (
        "Received from Farah Siddiqui (by personal link), Tue 24 Nov",
        "was 2\u00a0days late",
    )
    assert overview.summary(rows) == "1 received"


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_questions_for_1_and_3_papers(
    cycle, count, django_assert_num_queries
) -> None:
    for number in range(count):
        paper = cycle.ask(email=f"author{number}@opcc.example")
        actions.save_paper(paper=paper, report=make_report(), based_on=0, by=link())
        actions.receive_paper(paper=paper, by=link())
        actions.return_paper(paper=paper, comment="More", by=cycle.ellen)
    meeting = Meeting.objects.with_settings().get(pk=cycle.meeting.pk)
    with django_assert_num_queries(7):
        overview.agenda_rows(meeting, cycle.ellen, TODAY)


def test_home_tells_the_author_what_is_due_and_the_secretary_what_is_late(cycle) -> None:
    author = make_user("Jo Tarrant", cycle.body, Role.REPORT_AUTHOR)
    cycle.ask(author=author, name="", email="", due_on=date(2026, 11, 23))
    (row,) = todo_rows(author, TODAY)
    requested = "has been requested for Friday 4 December 2026."
    assert (row.subject, row.sentence, row.is_late) == ("Knife crime", requested, True)
    cycle.ask(due_on=date(2026, 11, 20))
    first, second = todo_rows(cycle.ellen, TODAY)[:2]
    assert first.sentence == "has not been received from Farah Siddiqui for Friday 4 December 2026."
    assert second.sentence == "has not been received from Jo Tarrant for Friday 4 December 2026."


def test_the_mail_leaves_through_the_outbox(cycle) -> None:
    cycle.ask()
    queue.run_pending()
    assert [message.to for message in mail.outbox] == [[EMAIL]]
