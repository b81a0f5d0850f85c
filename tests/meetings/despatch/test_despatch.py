"""The circulation list, and telling it once what was published: links only, one message each."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs import outbox
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions
from meetings.despatch.documents import PrintLine, PrintSheetDocument, PrintTotal
from meetings.despatch.pages import deliveries_of, thing_of, things_of, told_of
from meetings.despatch.rules import proposed_subject, proposed_words
from meetings.models import AgendaItem, CirculationEntry, Despatch, Meeting, Pack, Restriction
from meetings.publishing.circulation import circulation_of
from panels.models import Assignment, OfficeHolder, Person, ScrutinisedOffice, Term
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import (
    FIRST_DAY,
    give_sign_in,
    make_chair,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
)
from tests.builders.papers import make_paper, place
from tests.builders.partnerships import make_csp, officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def panel() -> tuple:
    """A panel with a chair, a member, an officer, the commissioner and somebody of the press."""
    body = make_panel()
    clerk = make_secretary(body)
    make_chair(body)
    person = seat_member(body, "Stannard", "Marlbury Council")
    person.email = "stannard@marlbury.example"
    person.save()
    make_user("Max Orr", body, Role.MONITORING_OFFICER)
    office = ScrutinisedOffice.objects.create(body=body, name="Commissioner", office_name="Office")
    holder = Person.objects.create(title="Dr", family_name="Calloway", email="pcc@opcc.example")
    OfficeHolder.objects.create(office=office, person=holder, post="Commissioner", starts_on=FIRST_DAY)
    add_entry(body, clerk, name="The Ambermere Post", group="press", email="desk@post.example")
    return body, clerk


def add_entry(body, by, **fields) -> CirculationEntry:
    return actions.save_circulation_entry(body=body, by=by, **{"group": "other", **fields})


def noticed(panel) -> tuple[User, Meeting, Publication]:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    return clerk, meeting, actions.publish_notice(meeting=meeting, by=clerk)


def send(clerk, meeting, notice, **words) -> Despatch:
    thing = thing_of(meeting, "notice", notice.ref)
    told = told_of(meeting, thing)
    return actions.send_despatch(
        meeting=meeting,
        kind="notice",
        source_ref=notice.ref,
        by=clerk,
        **{"subject": proposed_subject(told), "body": proposed_words(told), **words},
    )


def names(people) -> list[tuple[str, str]]:
    return [(each.group, each.name) for each in people]


def test_the_list_knows_by_itself_whom_the_record_names(panel) -> None:
    body, clerk = panel
    csp = make_csp(body, clerk, "Cranmere")
    writer = officer(csp)
    meeting = make_meeting(body, clerk)
    author = make_user("Farah Siddiqui")
    paper = make_paper(body, clerk)
    paper.author = author
    paper.save()
    place(add_items(meeting, clerk, "Knife crime")[0], paper, clerk)
    people = circulation_of(body, timezone.localdate(), meeting)
    assert [pair for pair in names(people) if pair[0] != "csp"] == [
        ("member", "Cllr Ada Stannard"),
        ("member", "Cllr Rosalind Gage"),
        ("office", "Dr Calloway"),
        ("officer", "Ellen Marsh"),
        ("officer", "Max Orr"),
        ("author", "Farah Siddiqui"),
        ("press", "The Ambermere Post"),
    ]
    assert ("csp", writer.name) in names(people)
    assert ("author", "Farah Siddiqui") not in names(circulation_of(body, timezone.localdate()))


def test_an_entry_with_a_members_address_says_how_they_get_their_papers(panel) -> None:
    body, clerk = panel
    add_entry(
        body, clerk, name="R Stannard", email="Stannard@Marlbury.example", wants_mail=False,
        copies_on_paper=2, paper_version="restricted",
    )  # fmt: skip
    (member,) = [p for p in circulation_of(body, timezone.localdate()) if "Stannard" in p.name]
    assert (member.name, member.gets_mail, member.copies, member.version) == (
        "Cllr Ada Stannard",
        False,
        2,
        "restricted",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Twice", "email": "DESK@post.example"}, "under another entry"),
        ({"name": "Two", "email": "a@b.example\nBcc: c@d.example"}, "Enter an email address"),
        ({"name": "Many", "email": "a@b.example, c@d.example"}, "Enter an email address"),
    ],
)
def test_an_entry_is_one_plain_address_and_stands_once(panel, fields, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        add_entry(*panel, **fields)


def test_only_the_secretariat_keeps_the_list(panel) -> None:
    body, clerk = panel
    entry = CirculationEntry.objects.get()
    stranger = make_secretary(make_panel("mercia"), "Owen Pratt")
    with pytest.raises(Refused, match="Only the secretariat can keep the circulation list"):
        add_entry(body, stranger, name="Somebody")
    with pytest.raises(Refused, match="Only the secretariat"):
        actions.remove_circulation_entry(entry=entry, by=stranger)
    actions.remove_circulation_entry(entry=entry, by=clerk)
    assert CirculationEntry.objects.count() == 0


@pytest.mark.shows("R-51")
def test_each_gets_one_message_with_links_and_nobody_sees_another(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    despatch = send(clerk, meeting, notice)
    outbox.deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "desk@post.example",
        "ellen.marsh@wessexpcp.example",
        "max.orr@wessexpcp.example",
        "pcc@opcc.example",
        "rosalind.gage@wessexpcp.example",
        "stannard@marlbury.example",
    ]
    first = mail.outbox[0]
    assert (first.cc, first.bcc, first.attachments) == ([], [], [])
    assert first.subject == "Notice of meeting: Wessex Police and Crime Panel, Friday 4 December 2026"
    assert f"http://localhost:8000/published/{notice.ref}/" in first.body
    assert {d.words.split(" ")[0] for d in deliveries_of(despatch)} == {"Sent"}
    assert Event.objects.get(verb="despatch sent").data["messages"] == 6


@pytest.mark.shows("R-28")
def test_a_thing_is_told_once_however_often_it_is_sent(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    first = send(clerk, meeting, notice)
    assert send(clerk, meeting, notice, subject="Again") == first
    assert OutgoingMail.objects.count() == 6
    assert len({each.message_id for each in OutgoingMail.objects.all()}) == 6


@pytest.mark.shows("R-28")
def test_a_dead_mail_server_loses_nothing_and_the_log_says_so(clock, panel, settings) -> None:
    clerk, meeting, notice = noticed(panel)
    despatch = send(clerk, meeting, notice)
    ids = set(OutgoingMail.objects.values_list("message_id", flat=True))
    settings.EMAIL_BACKEND = "no.such.Backend"
    # A pass ends after three in a row; the others are the first of the next one.
    outbox.deliver_due()
    outbox.deliver_due()
    assert {each.words for each in deliveries_of(despatch)} == {"Waiting, tried once"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clock.shift(timedelta(hours=1))
    outbox.deliver_due()
    assert {message.extra_headers["Message-ID"] for message in mail.outbox} == ids
    (thing,) = things_of(meeting)
    assert (thing.total, thing.sent, thing.waiting, thing.lost) == (6, 6, 0, 0)


@pytest.mark.shows("R-14")
def test_who_left_the_list_after_it_was_written_is_not_written_to(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    despatch = send(clerk, meeting, notice)
    yesterday = timezone.localdate() - timedelta(days=1)
    Term.objects.filter(person__family_name="Stannard").update(ends_on=yesterday)
    Assignment.objects.filter(role=Role.MONITORING_OFFICER).update(ends_on=yesterday)
    outbox.deliver_due()
    assert sorted(message.to[0].partition("@")[0] for message in mail.outbox) == [
        "desk",
        "ellen.marsh",
        "pcc",
        "rosalind.gage",
    ]
    kept = [each.name for each in deliveries_of(despatch) if each.words.startswith("Not sent:")]
    assert kept == ["Cllr Ada Stannard", "Max Orr"]


@pytest.mark.shows("R-14")
def test_what_is_kept_from_the_public_is_in_no_message(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    secret = add_items(meeting, clerk, "Dismissal of Superintendent qx903zq")[0]
    AgendaItem.objects.filter(pk=secret.pk).update(presenter="Detective qx904zq")
    Restriction.objects.create(
        item=secret, ground="exempt", paragraphs=[1], public_interest_reason="Because",
        made_at=timezone.now(), made_by="Ellen Marsh", shows_title=False,
    )  # fmt: skip
    for words in (
        {"subject": "Agenda: dismissal of  superintendent QX903ZQ"},
        {"body": "by detective\nqx904zq"},
    ):
        with pytest.raises(Refused, match="contains exempt or confidential information"):
            send(clerk, meeting, notice, **words)
    assert OutgoingMail.objects.count() == 0
    send(clerk, meeting, notice)
    written = "".join(each.subject + each.body for each in OutgoingMail.objects.all())
    assert "qx90" not in written


def test_entitled_readers_are_led_to_where_they_sign_in(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    pack = Pack.objects.create(
        meeting=meeting, kind="restricted", number=1, asked_at=timezone.now(), asked_by="Ellen Marsh"
    )
    from foundation.documents.store import files
    from tests.builders.papers import make_pdf

    Pack.objects.filter(pk=pack.pk).update(
        status="whole",
        issued_at=timezone.now(),
        built_at=timezone.now(),
        file=files.store(make_pdf(), "application/pdf", 1),
    )
    send(clerk, meeting, notice)
    told = {
        each.recipient.partition("@")[0] for each in OutgoingMail.objects.filter(body__contains="signing in")
    }
    assert "desk" not in told
    assert "rosalind.gage" in told


@pytest.mark.shows("R-51")
def test_line_breaks_in_names_and_subjects_make_no_further_headers(panel) -> None:
    body, clerk = panel
    add_entry(body, clerk, name="Eve\r\nBcc: x@evil.example", email="eve@post.example")
    _, meeting, notice = noticed(panel)
    send(clerk, meeting, notice, subject="Notice\r\nBcc: y@evil.example")
    outbox.deliver_due()
    for message in mail.outbox:
        headers = message.message()
        assert (headers["Bcc"], headers["Cc"], len(message.recipients())) == (None, None, 1)
        assert headers["Subject"] == "Notice Bcc: y@evil.example"


def test_a_withdrawal_is_told_to_the_same_list_without_the_title(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    from foundation.library import publishing as library
    from foundation.library.models import PublicMeeting
    from tests.builders.papers import make_report

    paper = library.publish(
        document=make_report("Dismissal qx905zq"),
        kind="paper",
        source_ref="paper-1",
        by=clerk,
        meeting=PublicMeeting.objects.get(),
    )
    assert thing_of(meeting, "withdrawal", paper.ref) is None
    library.withdraw(publication=paper, reason="It named a child.", by=clerk)
    thing = thing_of(meeting, "withdrawal", paper.ref)
    told = told_of(meeting, thing)
    words = proposed_subject(told) + proposed_words(told)
    assert "qx905zq" not in words
    assert "A paper has been withdrawn from the papers of the meeting" in words
    sent = actions.send_despatch(
        meeting=meeting, kind="withdrawal", source_ref=paper.ref, by=clerk,
        subject=proposed_subject(told), body=proposed_words(told),
    )  # fmt: skip
    assert sent.messages.count() == 6


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"subject": " "}, "Enter the subject"),
        ({"body": "\n"}, "Enter the message"),
        ({"subject": "x" * 201}, "longer than 200"),
    ],
)
def test_a_message_without_words_is_refused(panel, words, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        send(*noticed(panel), **words)


def test_what_is_not_of_this_meeting_cannot_be_told(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    with pytest.raises(Refused, match="nothing with that reference to notify"):
        actions.send_despatch(
            meeting=meeting, kind="notice", source_ref="other", by=clerk, subject="A", body="B"
        )
    with pytest.raises(Refused, match="Only the secretariat"):
        chair = User.objects.get(name="Rosalind Gage")
        actions.send_despatch(
            meeting=meeting, kind="notice", source_ref=notice.ref, by=chair, subject="A", body="B"
        )


def test_the_print_sheet_says_who_gets_how_many_of_which(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    add_entry(
        body, clerk, name="Ambermere Library", organisation="High Street", wants_mail=False, copies_on_paper=3
    )
    add_entry(
        body, clerk, name="Cllr Gage", email="rosalind.gage@wessexpcp.example", copies_on_paper=1,
        paper_version="restricted",
    )  # fmt: skip
    sheet = PrintSheetDocument.of(meeting, timezone.localdate())
    restricted = "The restricted pack, delivered in person"
    assert sheet.lines == [
        PrintLine(name="Cllr Rosalind Gage", where="Chair", version=restricted, copies=1),
        PrintLine(name="Ambermere Library", where="High Street", version="The public pack", copies=3),
    ]
    assert sheet.totals == [
        PrintTotal(version="The public pack", copies=3),
        PrintTotal(version=restricted, copies=1),
    ]
    client = Client()
    client.force_login(clerk)
    assert (
        "Ambermere Library" in client.get(reverse("meetings:print_sheet", args=[meeting.pk])).content.decode()
    )
    assert client.get(reverse("meetings:print_sheet_pdf", args=[meeting.pk])).content[:5] == b"%PDF-"


def test_from_the_list_to_the_log_on_the_pages(panel) -> None:
    clerk, meeting, notice = noticed(panel)
    client = Client()
    client.force_login(clerk)

    def page(name: str, *at: object) -> str:
        return client.get(reverse(f"meetings:{name}", args=at)).content.decode().replace("\xa0", " ")

    assert "6 people notified by email" in page("circulation", meeting.body_id)
    add = reverse("meetings:circulation_add", args=[meeting.body_id])
    fields = {"group": "press", "name": "Radio", "wants_mail": "on", "paper_version": "public"}
    assert "Enter an email address, or do not notify" in client.post(add, fields).content.decode()
    assert client.post(add, {**fields, "email": "radio@post.example"}).status_code == 302
    entry = CirculationEntry.objects.get(name="Radio")
    change = reverse("meetings:circulation_change", args=[meeting.body_id, entry.pk])
    assert client.post(change, {"remove": "yes"}).status_code == 302
    said = page("circulation", meeting.body_id)
    assert said.count("Added to the circulation list at 10 am.") == 1
    assert said.count("Radio removed from the circulation list at 10 am.") == 1
    assert "Not sent" in page("despatches", meeting.pk)
    at = (meeting.pk, "notice", notice.ref)
    assert "Notify 6 people" in page("despatch", *at)
    words = {"subject": "Notice", "body": "It is out."}
    for _ in range(2):
        assert client.post(reverse("meetings:despatch", args=at), words).status_code in (200, 302)
    assert Despatch.objects.count() == 1
    outbox.deliver_due()
    assert "6 of 6 sent" in page("despatches", meeting.pk)
    assert "Sent Tuesday 24 November 2026 at 10 am" in page("despatch", *at)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(count, django_assert_num_queries) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    for number in range(count):
        person = seat_member(body, f"Stannard{number}", f"Council {number}")
        give_sign_in(person)
        add_entry(body, clerk, name=f"Press {number}", email=f"press{number}@post.example")
        make_user(f"Max {number}", body, Role.MONITORING_OFFICER)
    with django_assert_num_queries(6):
        assert len(circulation_of(body, timezone.localdate())) == 3 * count + 1
