"""A file that is sent is answered at once, checked by the worker, and used in the rights of then."""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink, User
from foundation.accounts.roles import Role
from foundation.documents.incoming import sent
from foundation.documents.models import SentFile, StoredFile
from foundation.documents.processes import children, limits
from foundation.documents.store import checking, files
from foundation.documents.text import pictures
from foundation.documents.vetting import uploads
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import waiting
from foundation.jobs.models import Job
from meetings import actions
from meetings.models import Meeting, Paper
from meetings.papers import overview
from meetings.papers.actions import sent_files
from meetings.restricted import hands_off
from meetings.supplements.actions import sent_papers
from panels.models import Assignment, Body, Person
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.papers import make_paper, make_pdf, make_report
from tests.builders.restricted import EXEMPT
from tests.builders.word import make_docx, para
from tests.foundation.documents.text.test_pictures import png, written
from tests.going_on import check_files
from tests.meetings.papers.test_asking import address
from tests.meetings.papers.test_papers_pages import fields_of
from tests.together import sent_by
from tests.waiting import worker_made

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def browser_of(user: User) -> Client:
    """A browser that stays on the page of the check, as one does while the worker has other things to do."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("&nbsp;", " ").split())


def pdf(pages: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile("budget.pdf", make_pdf(pages))


def age(stored: StoredFile) -> None:
    """Bytes written long ago: the clock of a test is not that of the disk."""
    os.utime(files.path(stored), (0, 0))


class Sending:
    """A panel, its secretary with a browser, and a file that she sends for a new paper."""

    def __init__(self) -> None:
        self.body: Body = make_panel()
        self.clerk = make_secretary(self.body)
        self.client = browser_of(self.clerk)

    def new(self, file: SimpleUploadedFile | None = None, item: int | None = None, **typed: object) -> str:
        """Send a file for a new paper; the page of its check."""
        query = f"?item={item}" if item else ""
        data = {"title": "Budget", "body": self.body.pk, "file": file or pdf(), **typed}
        answer = self.client.post(reverse("meetings:paper_upload") + query, data)
        assert answer.status_code == 302, words(answer)
        return str(answer["Location"])

    def replace(self, paper: Paper, file: SimpleUploadedFile | None = None) -> str:
        """Send a file that takes the place of what a paper has; the page of its check."""
        page = reverse("meetings:paper_replace", args=[paper.pk])
        return str(self.client.post(page, {"file": file or pdf()})["Location"])


@pytest.fixture
def sending() -> Sending:
    return Sending()


def test_a_file_is_answered_at_once_and_leads_to_its_paper_when_it_is_checked(sending) -> None:
    page = sending.new()
    assert not Paper.objects.exists()
    shown = sending.client.get(page)
    assert "Your file is being checked" in words(shown) and "In the queue" in words(shown)
    assert '<meta http-equiv="refresh" content="1">' in words(shown) and "data-reload-after" in words(shown)
    check_files()
    assert sending.client.get(page)["Location"] == reverse("meetings:paper", args=[Paper.objects.get().pk])
    assert Event.objects.get(verb="paper uploaded").actor_name == sending.clerk.printed_name


def test_the_page_says_how_far_the_check_is_and_how_many_are_before(sending) -> None:
    first, second = sending.new(), sending.new(title="Custody")
    assert "1 file before yours" in words(sending.client.get(second))
    Job.objects.filter(kind=sent.CHECK).update(step="Making the file safe to open", total_count=3)
    said = words(sending.client.get(first))
    assert "0 of 3 steps" in said and "Making the file safe to open" in said


def test_a_page_that_waits_long_says_that_the_worker_may_not_run(sending, clock) -> None:
    page = sending.new()
    assert waiting.TAKES_LONG.sentence not in words(sending.client.get(page))
    clock.shift(timedelta(minutes=2))
    answer = words(sending.client.get(page))
    assert waiting.TAKES_LONG.sentence in answer
    assert '<meta http-equiv="refresh" content="5">' in answer


def test_raw_bytes_are_no_file_that_anybody_opens_and_go_when_the_check_is_over(sending) -> None:
    data = make_pdf()
    sending.new(SimpleUploadedFile("budget.pdf", data))
    raw = SentFile.objects.get().file
    stored = files.read(raw)
    assert (stored[sent.SEAL_BYTES :], stored[:5] == b"%PDF-") == (data, False)
    assert (checking.check().rows, checking.check().damaged) == (1, [])
    check_files()
    assert not StoredFile.objects.filter(hash=raw.hash).exists()
    assert files.path(raw).exists()
    age(raw)
    sent.forget_old(timezone.now() + timedelta(days=2))
    assert not files.path(raw).exists()


def test_a_file_whose_sender_does_not_come_back_is_removed_after_a_week(sending) -> None:
    page = sending.new()
    row = SentFile.objects.get()
    sent.give_up(row.pk, sent.GAVE_UP, timezone.now())
    age(row.file)
    seen = []
    for days in (6, 8, 8):
        sent.forget_old(timezone.now() + timedelta(days=days))
        seen.append((SentFile.objects.get().file is None, files.path(row.file).exists()))
    assert seen == [(False, True), (True, True), (True, False)]
    assert "Try again" not in words(sending.client.get(page))


def end_role(user: User) -> None:
    """Everything somebody may do through a role ended the day before."""
    Assignment.objects.filter(user=user).update(ends_on=date(2026, 11, 23))


def test_a_role_that_ended_meanwhile_makes_nothing_and_shuts_the_page_of_the_file(sending) -> None:
    page = sending.new()
    end_role(sending.clerk)
    before = sending.client.get(page).status_code
    check_files()
    answers = before, sending.client.get(page).status_code, sending.client.post(f"{page}again/").status_code
    assert (answers, Paper.objects.count()) == ((404, 404, 404), 0)
    assert "budget.pdf" not in words(sending.client.get("/"))
    Assignment.objects.filter(user=sending.clerk).update(ends_on=None)
    said = words(sending.client.get(page))
    assert "Your file was not used" in said and "write papers" in said
    assert sending.client.post(f"{page}again/")["Location"] == page
    check_files()
    assert Paper.objects.get().title == "Budget"


def test_a_file_whose_sender_may_not_use_it_any_more_is_left_to_the_secretariat(sending) -> None:
    page = sending.new()
    other = browser_of(make_secretary(sending.body, "Owen Rees"))
    end_role(sending.clerk)
    check_files()
    today = words(other.get("/"))
    assert "<strong>budget.pdf</strong> was not used, and its sender no longer has access." in today
    said = words(other.get(page))
    assert "Ellen Marsh sent this file on" in said and "It is kept until Tuesday 1 December 2026." in said
    assert other.post(f"{page}again/")["Location"] == page
    check_files()
    assert other.get(page)["Location"] == reverse("meetings:paper", args=[Paper.objects.get().pk])
    assert Event.objects.get(verb="paper uploaded").actor_name == "Owen Rees"
    assert "budget.pdf" not in words(other.get("/"))


def test_a_file_that_is_left_to_a_secretariat_is_there_for_no_other(sending) -> None:
    page = sending.new()
    stranger = browser_of(make_secretary(make_panel("other"), "Owen Rees"))
    author = browser_of(make_user("Farah Siddiqui", sending.body, Role.REPORT_AUTHOR))
    end_role(sending.clerk)
    check_files()
    for client in (stranger, author):
        assert (client.get(page).status_code, client.post(f"{page}again/").status_code) == (404, 404)
        assert "budget.pdf" not in words(client.get("/"))


class SentForPrivate:
    """A file that the secretary sent for a new paper under a restricted line, and her colleagues."""

    def __init__(self, sending: Sending) -> None:
        self.meeting = make_meeting(sending.body, sending.clerk)
        (self.item,) = add_items(self.meeting, sending.clerk, "Letting of the contract")
        actions.restrict_item(item=self.item, by=sending.clerk, **EXEMPT)
        self.page = sending.new(item=self.item.pk)
        self.others = [make_secretary(sending.body, name) for name in ("Owen Rees", "Una Tate")]
        self.sending = sending

    def shut_out(self, user: User) -> None:
        """Keep the line from somebody of the secretariat."""
        person = Person.objects.create(given_name="Clerk", family_name="Here", user=user)
        actions.shut_out(item=self.item, person=person, reason="A cousin bids.", by=self.others[1])

    def seen_by(self, user: User) -> tuple[bool, int, int]:
        """Does Today name the file, and what do its page and its button answer?"""
        client = browser_of(user)
        is_named = "budget.pdf" in words(client.get("/"))
        used = client.post(f"{self.page}again/").status_code
        return is_named, client.get(self.page).status_code, used


def test_a_file_for_a_line_is_not_left_to_whoever_is_shut_out_of_it(sending) -> None:
    world = SentForPrivate(sending)
    shut_out, other = world.others
    world.shut_out(shut_out)
    end_role(sending.clerk)
    check_files()
    assert world.seen_by(shut_out) == (False, 404, 404)
    assert not Paper.objects.exists()
    assert world.seen_by(other) == (True, 200, 302)


def test_a_file_for_a_line_that_is_gone_is_left_to_the_secretariat_of_its_body(sending) -> None:
    world = SentForPrivate(sending)
    world.item.delete()
    end_role(sending.clerk)
    check_files()
    assert world.seen_by(world.others[0]) == (True, 200, 302)


def test_a_file_for_a_line_of_another_body_is_left_to_the_secretariat_it_was_sent_to(sending) -> None:
    there = make_panel("other")
    Assignment.objects.create(
        user=sending.clerk, body=there, role=Role.SECRETARIAT, starts_on=date(2026, 1, 1)
    )
    (item,) = add_items(make_meeting(there, sending.clerk), sending.clerk, "Budget")
    page = sending.new(item=item.pk)
    other = browser_of(make_secretary(sending.body, "Owen Rees"))
    end_role(sending.clerk)
    check_files()
    assert ("budget.pdf" in words(other.get("/")), other.get(page).status_code) == (True, 200)


@pytest.mark.parametrize("is_published", [False, True])
def test_whoever_is_shut_out_during_the_check_makes_no_paper_for_the_line_and_no_loose_one(
    sending, is_published: bool
) -> None:
    world = SentForPrivate(sending)
    world.shut_out(sending.clerk)
    if is_published:
        Meeting.objects.filter(pk=world.meeting.pk).update(
            agenda_status=Meeting.Agenda.PUBLISHED, published_at=timezone.now(), published_by="Una Tate"
        )
    check_files()
    found = sent.findings_of(SentFile.objects.get())
    assert ([each.sentence for each in found], Paper.objects.count()) == ([hands_off.SHUT_OUT.sentence], 0)
    assert world.seen_by(sending.clerk) == (False, 404, 404)
    assert world.seen_by(world.others[1]) == (True, 200, 302)


def test_a_file_of_an_author_whose_days_are_over_is_left_to_the_secretariat(sending) -> None:
    author = make_user("Farah Siddiqui", make_panel("other"), Role.REPORT_AUTHOR)
    paper = make_paper(sending.body, sending.clerk)
    Paper.objects.filter(pk=paper.pk).update(author=author, author_until=date(2026, 11, 24))
    client = browser_of(author)
    at = reverse("meetings:paper_replace", args=[paper.pk])
    page = client.post(at, {"file": pdf()})["Location"]
    Paper.objects.filter(pk=paper.pk).update(author_until=date(2026, 11, 23))
    check_files()
    assert client.get(page).status_code == 404
    assert "Farah Siddiqui sent this file on" in words(sending.client.get(page))


def test_a_file_of_a_link_that_was_closed_is_left_to_the_secretariat(sending) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    client = Client()
    client.get(address())
    client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": pdf()})
    actions.revoke_link(paper=paper, by=sending.clerk)
    check_files()
    page = reverse("meetings:sent_file", args=[SentFile.objects.get().ref])
    assert page in words(sending.client.get("/"))
    assert "Farah Siddiqui sent this file on" in words(sending.client.get(page))
    assert sending.client.post(f"{page}again/")["Location"] == page
    check_files()
    assert sending.client.get(page)["Location"] == reverse("meetings:paper", args=[paper.pk])
    assert paper.versions.get().saved_by == "Ellen Marsh"


def test_what_is_wrong_with_a_file_of_a_closed_link_goes_to_the_form_of_whoever_uses_it(sending) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    client = Client()
    client.get(address())
    broken = SimpleUploadedFile("budget.pdf", make_pdf()[:200])
    client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": broken})
    actions.revoke_link(paper=paper, by=sending.clerk)
    check_files()
    page = reverse("meetings:sent_file", args=[SentFile.objects.get().ref])
    sending.client.post(f"{page}again/")
    check_files()
    back = sending.client.get(page)["Location"]
    assert back.startswith(reverse("meetings:paper_replace", args=[paper.pk]))
    assert "file" in sending.client.get(back).context["form"].errors


def test_an_author_who_is_sent_a_new_link_goes_on_with_the_file_of_the_old_one(sending) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    client = Client()
    client.get(address())
    page = client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": pdf()})["Location"]
    actions.revoke_link(paper=paper, by=sending.clerk)
    check_files()
    actions.send_new_link(paper=paper, by=sending.clerk)
    client.get(address())
    assert client.post(f"{page}again/")["Location"] == page
    check_files()
    assert client.get(page)["Location"] == reverse("meetings:author_paper", args=[paper.ref])
    assert "budget.pdf" not in words(sending.client.get("/"))


def test_a_line_that_is_gone_is_said_to_whoever_serves_its_body_and_to_no_one_else(sending) -> None:
    meeting = make_meeting(sending.body, sending.clerk)
    (item,) = add_items(meeting, sending.clerk, "Budget")
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_status=Meeting.Agenda.PUBLISHED, published_at=timezone.now(), published_by="Ellen Marsh"
    )
    typed = {"title": "Figures", "reason": "They came on Friday."}
    at = reverse("meetings:late_paper", args=[meeting.pk, item.pk])
    page = sending.client.post(at, {**typed, "file": pdf()})["Location"]
    item.delete()
    check_files()
    assert sent.GONE in words(sending.client.get(page))
    end_role(sending.clerk)
    assert sending.client.get(page).status_code == 404


def test_who_left_the_page_of_a_check_finds_what_was_not_used_until_it_was_seen(sending) -> None:
    page = sending.new(SimpleUploadedFile("budget.pdf", make_pdf()[:200]))
    assert "budget.pdf" not in words(sending.client.get("/"))
    check_files()
    today = words(sending.client.get("/"))
    assert "<strong>budget.pdf</strong> was not used." in today and page in today
    sending.client.get(page)
    assert "budget.pdf" not in words(sending.client.get("/"))


def test_a_paper_says_how_the_file_stands_that_was_sent_for_it(sending) -> None:
    paper = make_paper(sending.body, sending.clerk)
    at = reverse("meetings:paper", args=[paper.pk])
    page = sending.replace(paper, SimpleUploadedFile("budget.pdf", make_pdf()[:200]))
    assert "A file that you uploaded is being checked." in words(sending.client.get(at))
    check_files()
    assert "A file that you uploaded was not used." in words(sending.client.get(at))
    sending.client.get(page)
    assert "A file that you sent" not in words(sending.client.get(at))


def test_a_link_that_was_closed_meanwhile_makes_nothing(sending) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    client = Client()
    client.get(address())
    page = client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": pdf()})["Location"]
    assert "Your file is being checked" in words(client.get(page))
    actions.revoke_link(paper=paper, by=sending.clerk)
    check_files()
    assert [each.sentence for each in sent.findings_of(SentFile.objects.get())] == [sent.ENDED]
    assert (paper.versions.count(), client.get(page).status_code) == (0, 404)


@pytest.mark.parametrize("is_by_link", [True, False])
def test_who_is_shut_out_in_the_middle_of_the_check_changes_nothing(sending, is_by_link: bool) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    if is_by_link:
        client = Client()
        client.get(address())
        client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": pdf()})
    else:
        sending.replace(paper)

    def shut_out(done: int, total: int, step: str) -> None:
        User.objects.filter(pk=sending.clerk.pk).update(is_active=False)
        PersonalLink.objects.update(revoked_at=timezone.now(), revoked_by="The clerk")

    sent.check(SentFile.objects.get().pk, shut_out, timezone.now)
    assert [each.sentence for each in sent.findings_of(SentFile.objects.get())] == [sent.ENDED]
    assert paper.versions.count() == 0


def test_an_author_by_link_is_asked_before_a_newer_version_is_put_aside(sending) -> None:
    paper = actions.ask_for_paper(
        body=sending.body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=sending.clerk
    )
    client = Client()
    client.get(address())
    page = client.post(reverse("meetings:author_upload", args=[paper.ref]), {"file": pdf()})["Location"]
    actions.save_paper(paper=paper, report=make_report(), based_on=0, by=sending.clerk)
    check_files()
    assert "saved a newer version of this paper" in words(client.get(page))
    assert client.post(f"{page}again/")["Location"] == page
    check_files()
    assert client.get(page)["Location"] == reverse("meetings:author_paper", args=[paper.ref])
    assert [each.file is None for each in paper.versions.order_by("number")] == [True, False]


def test_the_same_form_sent_twice_is_one_file(sending) -> None:
    at = reverse("meetings:paper_upload")
    key = fields_of(words(sending.client.get(at)))["once_key"]
    data = make_pdf()
    sent_twice = [sending.new(SimpleUploadedFile("budget.pdf", data), once_key=key) for _ in range(2)]
    check_files()
    assert (sent_twice[0], SentFile.objects.count(), Paper.objects.count()) == (sent_twice[1], 1, 1)


def test_an_account_that_was_closed_meanwhile_makes_nothing(sending) -> None:
    sending.new()
    User.objects.filter(pk=sending.clerk.pk).update(is_active=False)
    check_files()
    assert [each.sentence for each in sent.findings_of(SentFile.objects.get())] == [sent.ENDED]
    assert not Paper.objects.exists()


def test_a_newer_version_that_came_meanwhile_is_only_put_aside_with_a_yes(sending) -> None:
    paper = make_paper(sending.body, sending.clerk)
    page = sending.replace(paper)
    actions.save_paper(paper=paper, report=make_report("Newer"), based_on=1, by=sending.clerk)
    check_files()
    said = words(sending.client.get(page))
    assert "saved a newer version of this paper while your file was being checked" in said
    assert paper.versions.count() == 2
    sending.client.post(f"{page}again/")
    check_files()
    assert [(each.number, each.file is None) for each in paper.versions.order_by("number")] == [
        (1, True),
        (2, True),
        (3, False),
    ]
    assert sending.client.get(page)["Location"] == reverse("meetings:paper", args=[paper.pk])


def test_a_paper_that_was_cleared_meanwhile_stays_as_it_is(sending) -> None:
    paper = make_paper(sending.body, sending.clerk)
    page = sending.replace(paper)
    actions.clear_paper(paper=paper, by=sending.clerk)
    check_files()
    assert "This paper has been cleared." in words(sending.client.get(page))
    assert paper.versions.count() == 1


def test_a_meeting_that_was_cancelled_meanwhile_keeps_the_paper_and_says_where_it_is_not(sending) -> None:
    meeting = make_meeting(sending.body, sending.clerk)
    (item,) = add_items(meeting, sending.clerk, "Budget")
    page = sending.new(item=item.pk)
    actions.cancel_meeting(meeting=meeting, reason="Too few can come.", by=sending.clerk)
    check_files()
    shown = sending.client.get(page, follow=True)
    assert Paper.objects.get().title == "Budget"
    assert (
        item.placements.count(),
        "The paper has been saved, but it has not been added to an agenda." in words(shown),
    ) == (
        0,
        True,
    )


def test_a_late_paper_of_a_meeting_that_was_cancelled_meanwhile_is_not_taken(sending) -> None:
    meeting = make_meeting(sending.body, sending.clerk)
    (item,) = add_items(meeting, sending.clerk, "Budget")
    found = Meeting.objects.filter(pk=meeting.pk)
    found.update(
        agenda_status=Meeting.Agenda.PUBLISHED, published_at=timezone.now(), published_by="Ellen Marsh"
    )
    address = reverse("meetings:late_paper", args=[meeting.pk, item.pk])
    typed = {"title": "Figures", "reason": "They came on Friday."}
    page = sending.client.post(address, {**typed, "file": pdf()})["Location"]
    found.update(status=Meeting.Status.CANCELLED, status_reason="Too few can come.")
    check_files()
    assert "This meeting is over or has been cancelled" in words(sending.client.get(page))
    assert not Paper.objects.exists()


def test_what_is_found_in_a_file_stands_beside_it_and_everything_typed_is_kept(sending) -> None:
    author = make_user("Farah Siddiqui", sending.body, Role.REPORT_AUTHOR)
    page = sending.new(
        SimpleUploadedFile("budget.pdf", make_pdf()[:200]), title="Budget 2027", author=author.pk
    )
    check_files()
    back = sending.client.get(page)["Location"]
    form = sending.client.get(back).context["form"]
    assert form.errors == {"file": ["This file is damaged and cannot be opened. Save it as a PDF again."]}
    assert (form["title"].value(), form["author"].value()) == ("Budget 2027", str(author.pk))
    again = sending.client.post(back, {"title": "Budget 2027", "body": sending.body.pk, "file": pdf()})
    check_files()
    sending.client.get(again["Location"])
    assert Paper.objects.get().title == "Budget 2027"


def test_what_is_no_pdf_is_said_at_once(sending) -> None:
    data = {"title": "Budget", "body": sending.body.pk, "file": SimpleUploadedFile("a.pdf", b"Dear all")}
    answer = sending.client.post(reverse("meetings:paper_upload"), data)
    assert (answer.status_code, SentFile.objects.count(), StoredFile.objects.count()) == (200, 0, 0)
    assert "This file is not a PDF or a Word file (.docx)." in words(answer)


def test_nobody_else_sees_what_becomes_of_a_file(sending) -> None:
    page = sending.new()
    other = browser_of(make_secretary(sending.body, "Owen Rees"))
    assert (other.get(page).status_code, other.post(f"{page}again/").status_code) == (404, 404)
    check_files()
    refused = sending.new(SimpleUploadedFile("budget.pdf", make_pdf()[:200]), title="Words of Ellen")
    check_files()
    back = sending.client.get(refused)["Location"]
    assert "Words of Ellen" not in words(other.get(back))


def test_so_many_files_are_checked_at_once_and_no_more(sending) -> None:
    for number in range(sent.MOST_AT_ONCE):
        sending.new(title=f"Paper {number}")
    data = {"title": "One more", "body": sending.body.pk, "file": pdf()}
    answer = sending.client.post(reverse("meetings:paper_upload"), data)
    assert answer.context["form"].errors == {"file": [sent.TOO_MANY]}
    check_files()
    sending.new(title="One more")


class ByLink:
    """An author without an account, who followed the link to one paper."""

    def __init__(self, sending: Sending) -> None:
        self.paper = actions.ask_for_paper(
            body=sending.body,
            title="Knives",
            name="Farah Siddiqui",
            email="farah@opcc.example",
            by=sending.clerk,
        )
        self.follow()

    def follow(self) -> None:
        """Follow the newest link."""
        self.client = Client()
        self.client.get(address())

    def send(self, file: SimpleUploadedFile | None = None) -> list[str]:
        """Send a file and have it checked; what is said beside the field of one that is not taken."""
        at = reverse("meetings:author_upload", args=[self.paper.ref])
        answer = self.client.post(at, {"file": file or pdf()})
        check_files()
        return [] if answer.status_code == 302 else list(answer.context["form"].errors["file"])

    def write(self, colour: str = "", **typed: str) -> Any:
        """Save the text as it stands, with a new picture of this colour and whatever else is typed."""
        at = reverse("meetings:author_write", args=[self.paper.ref])
        fields = fields_of(self.client.get(at).content.decode())
        picture = f'<p>{colour}</p><img alt="Map" src="{written(png(colour=colour))}">' if colour else ""
        return self.client.post(at, {**fields, "body": fields["body"] + picture, **typed})


def test_through_one_link_so_many_files_come_in_a_day_and_no_more(sending, clock, monkeypatch) -> None:
    monkeypatch.setattr(limits, "LINK_FILES", 2)
    farah = ByLink(sending)
    assert [farah.send() for _ in range(3)] == [[], [], [sent.TOO_MUCH_TODAY]]
    actions.send_new_link(paper=farah.paper, by=sending.clerk)
    farah.follow()
    # A new link to the same paper for the same address is no new day.
    assert farah.send() == [sent.TOO_MUCH_TODAY]
    clock.shift(timedelta(hours=25))
    farah.follow()
    assert (farah.send(), SentFile.objects.count()) == ([], 3)


def test_through_one_link_so_many_bytes_come_in_a_day_however_each_check_ended(sending, monkeypatch) -> None:
    data, broken = make_pdf(), make_pdf()[:200]
    monkeypatch.setattr(limits, "LINK_BYTES", len(data) + len(broken))
    farah = ByLink(sending)
    files_sent = [SimpleUploadedFile("a.pdf", each) for each in (broken, data, data)]
    assert [farah.send(each) for each in files_sent] == [[], [], [sent.TOO_MUCH_TODAY]]
    assert {each.state for each in SentFile.objects.all()} == {"refused", "done"}


def test_an_account_sends_more_files_than_a_link(sending, monkeypatch) -> None:
    monkeypatch.setattr(limits, "LINK_FILES", 1)
    for title in ("Budget", "Custody"):
        sending.new(title=title)
        check_files()
    assert Paper.objects.count() == 2


def test_through_one_link_so_many_new_pictures_come_in_a_day_and_the_text_is_kept(
    sending, clock, monkeypatch
) -> None:
    monkeypatch.setattr(limits, "LINK_PICTURES", 1)
    farah = ByLink(sending)
    assert farah.write("navy").status_code == 302
    refused = farah.write("gold")
    assert refused.context["form"].errors["body"] == [pictures.TOO_MANY_TODAY]
    assert "<p>gold</p>" in refused.context["form"]["body"].value()
    # One that is kept already comes back with the page, and is no new one.
    assert farah.write().status_code == 302
    clock.shift(timedelta(days=1))
    farah.follow()
    assert farah.write("gold").status_code == 302


def test_a_picture_in_a_form_that_is_refused_for_another_field_counts_once(sending, monkeypatch) -> None:
    monkeypatch.setattr(limits, "LINK_PICTURES", 1)
    farah = ByLink(sending)
    refused = [farah.write("navy", title="").context["form"].errors for _ in range(3)]
    assert [list(errors) for errors in refused] == [["title"]] * 3
    assert farah.write("navy").status_code == 302


@pytest.mark.at_once
def test_a_picture_in_a_long_text_counts_once_however_often_the_page_looks(sending, monkeypatch) -> None:
    monkeypatch.setattr(limits, "LINK_PICTURES", 1)
    monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 1)
    farah = ByLink(sending)
    at = reverse("meetings:author_write", args=[farah.paper.ref])
    answer = farah.write("navy")
    for _ in range(3):
        assert answer.status_code == 202
        again = sent_by(answer.content.decode(), "waited")
        answer = farah.client.post(at, again)
    worker_made()
    assert farah.client.post(at, again).status_code == 302


def test_a_link_that_ended_shows_the_words_and_says_that_the_file_beside_them_was_not_kept(sending) -> None:
    farah = ByLink(sending)
    actions.revoke_link(paper=farah.paper, by=sending.clerk)
    at = reverse("meetings:author_write", args=[farah.paper.ref])
    typed = {"picture_shows": "Map of the four wards"}
    said = [words(farah.client.post(at, typed | more)) for more in ({"picture": pdf()}, {})]
    assert ["Map of the four wards" in each for each in said] == [True, True]
    assert ["The file you sent was not kept." in each for each in said] == [True, False]


def test_a_check_that_is_repeated_after_a_crash_makes_one_paper(sending) -> None:
    sending.new()
    for _ in range(2):
        check_files()
        Job.objects.filter(kind=sent.CHECK).update(status=Job.Status.WAITING)
    assert Paper.objects.count() == 1


def test_a_check_that_breaks_down_keeps_the_file_for_another_try(sending, monkeypatch) -> None:
    page = sending.new()
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "vet", lambda data, told: 1 / 0)
        for _ in range(3):
            Job.objects.filter(kind=sent.CHECK).update(run_after=timezone.now())
            check_files()
    said = words(sending.client.get(page))
    assert sent.GAVE_UP in said and "Try again" in said
    sending.client.post(f"{page}again/")
    check_files()
    assert Paper.objects.count() == 1


def test_a_check_that_is_broken_off_says_nothing_about_the_file_and_is_tried_again(
    sending, monkeypatch
) -> None:
    def broken_off(data: bytes, told: uploads.Told) -> uploads.Vetted:
        raise uploads.NotAccepted(children.BROKEN_OFF) from children.BrokenOff("ended with -9")

    page = sending.new()
    with monkeypatch.context() as busy:
        busy.setattr(uploads, "vet", broken_off)
        check_files()
    assert "Your file is being checked" in words(sending.client.get(page))
    Job.objects.filter(kind=sent.CHECK).update(run_after=timezone.now())
    check_files()
    assert Paper.objects.count() == 1


def test_a_file_whose_job_was_lost_is_checked_all_the_same(sending) -> None:
    sending.new()
    Job.objects.all().delete()
    sent.catch_up()
    sent.catch_up()
    check_files()
    assert Paper.objects.count() == 1


def test_a_word_file_waits_for_a_yes_after_its_check(sending) -> None:
    page = sending.new(SimpleUploadedFile("custody.docx", make_docx(para("Words"))))
    check_files()
    assert sending.client.get(page)["Location"] == reverse(
        "meetings:paper_word", args=[Paper.objects.get().pk]
    )


def test_what_is_kept_of_a_form_has_no_keys_of_the_page(sending) -> None:
    sending.new(once_key="x", csrfmiddlewaretoken="y")
    kept = json.dumps(SentFile.objects.get().typed)
    assert ("once_key" in kept, "csrf" in kept, "Budget" in kept) == (False, False, True)


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("?from=" + "x" * 3000, {}),
        ("", {"nobody_asked": "a\x00b"}),
        ("?back=%00", {}),
        ("", {"no\x00name": "1"}),
    ],
)
def test_what_came_with_a_file_unasked_is_not_kept_and_breaks_nothing(
    sending: Sending, query: str, more: dict[str, str]
) -> None:
    data = {
        "title": "Budget",
        "body": sending.body.pk,
        "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken"),
    }
    answer = sending.client.post(reverse("meetings:paper_upload") + query, data | more)
    assert answer.status_code == 302, words(answer)
    check_files()
    back = sending.client.get(str(answer["Location"]))
    form = sending.client.get(back["Location"])
    assert form.status_code == 200 and form.context["form"]["title"].value() == "Budget"


def first_asked(act: Callable[[], object], *tables: str) -> list[str]:
    """These tables in the order in which an act first reads a row of them by itself, to lock it."""
    with CaptureQueriesContext(connection) as asked:
        act()
    found = [each["sql"] for each in asked.captured_queries]
    # A table in a longer query is none that is locked.
    firsts = {
        table: next(at for at, sql in enumerate(found) if f'FROM "{table}" WHERE "{table}"' in sql)
        for table in tables
    }
    return sorted(tables, key=firsts.__getitem__)


def test_a_file_for_a_line_locks_the_meeting_before_the_history_as_every_act_on_an_agenda_does(
    sending,
) -> None:
    (item,) = add_items(make_meeting(sending.body, sending.clerk), sending.clerk, "Budget")
    checked = sent.Checked(pdf=uploads.vet(make_pdf()))
    arguments = {"body": sending.body.pk, "title": "Budget", "author": None, "item": item.pk}
    tables = "meetings_meeting", "history_chainhead"
    order = first_asked(lambda: sent_files._bring_new(sending.clerk, checked, **arguments), *tables)
    assert (order, item.placements.count()) == (["meetings_meeting", "history_chainhead"], 1)


def test_a_file_for_a_placed_paper_locks_the_meeting_before_the_paper_as_publishing_does(sending) -> None:
    (item,) = add_items(make_meeting(sending.body, sending.clerk), sending.clerk, "Budget")
    paper = make_paper(sending.body, sending.clerk)
    placement = actions.place_paper(item=item, paper=paper, by=sending.clerk)
    checked, of_now = sent.Checked(pdf=uploads.vet(make_pdf())), overview.newest_version(paper)
    assert of_now is not None

    def refused(act: Callable[..., object], **more: object) -> None:
        with pytest.raises(Refused):
            act(sending.clerk, checked, placement=placement.pk, based_on=of_now.number, **more)

    tables = "meetings_meeting", "meetings_paper"
    orders = [
        first_asked(lambda: refused(sent_papers._bring, reason="It came late."), *tables),
        first_asked(lambda: refused(sent_papers._newer, note="A sum was wrong."), *tables),
    ]
    assert orders == [["meetings_meeting", "meetings_paper"]] * 2
