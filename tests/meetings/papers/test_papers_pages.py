"""The pages about papers, driven as a browser would, without scripts."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.documents.text import blocks, pictures
from meetings import actions
from meetings.models import Paper
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import give_sign_in, make_panel, make_secretary, make_user, seat_member, signed_in
from tests.builders.papers import make_paper, make_pdf, make_report, place
from tests.builders.word import make_docx, para
from tests.foundation.documents.text.test_pictures import png
from tests.together import choose, over, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def fields_of(html: str) -> dict[str, str]:
    """Everything the page's form would send."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]+>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken" and ("checkbox" not in tag or "checked" in tag):
            found[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.S):
        found[name] = unescape(text).strip()
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    return found


def test_saving_the_writing_page_unchanged_loses_nothing() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    before = paper.versions.get().document
    client, url = signed_in(clerk), reverse("meetings:paper", args=[paper.pk])
    sent = fields_of(client.get(url).content.decode())
    assert client.post(url, sent).status_code == 302
    assert paper.versions.order_by("-number").first().document == before


def test_adding_a_row_keeps_everything_typed_and_saves_nothing() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    client, url = signed_in(clerk), reverse("meetings:paper", args=[paper.pk])
    sent = {
        **fields_of(client.get(url).content.decode()),
        "title": "A new title",
        "contacts-0-name": "Jo Tarrant",
    }
    page = client.post(url, {**sent, "add": "contacts"}).content.decode()
    again = fields_of(page)
    # Each page that is shown has a key of its own, so that sending it twice counts once.
    assert sent.pop("once_key") != again["once_key"]
    assert {**sent, "contacts-TOTAL_FORMS": "2", "contacts-INITIAL_FORMS": "1"}.items() <= again.items()
    assert again["contacts-1-name"] == ""
    assert "govuk-error-summary__title" not in page
    assert paper.versions.count() == 1


def test_a_title_of_ten_thousand_characters_is_said_beside_the_field_and_kept() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    client, url = signed_in(clerk), reverse("meetings:paper", args=[paper.pk])
    sent = {**fields_of(client.get(url).content.decode()), "title": "T" * 10_000}
    page = client.post(url, sent).content.decode()
    assert "Subject must be 500 characters or fewer. It is 10000 characters now" in page
    assert fields_of(page)["title"] == "T" * 10_000


@pytest.mark.parametrize("base", ['"><img src=x onerror=alert(1)>', "' autofocus onfocus='alert(1)", "e30"])
def test_what_a_page_showed_goes_back_into_it_only_as_we_signed_it(base) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    client, url = signed_in(clerk), reverse("meetings:paper", args=[make_paper(body, clerk).pk])
    sent = fields_of(client.get(url).content.decode())
    again = client.post(url, {**sent, "title": ""})
    assert fields_of(again.content.decode())["base"] == sent["base"]
    forged = client.post(url, {**sent, "title": "", "base": base}).content.decode()
    assert (base in forged, fields_of(forged)["base"]) == (False, "")


def test_a_save_over_a_newer_version_is_joined_and_what_both_changed_is_chosen() -> None:
    body = make_panel()
    clerk, other = make_secretary(body), make_secretary(body, "Dev Chauhan")
    paper = make_paper(body, clerk, body="<p>One.</p><p>Two.</p>")
    client, address = signed_in(clerk), reverse("meetings:paper", args=[paper.pk])

    def theirs(text: str) -> None:
        number = paper.versions.order_by("-number").first().number
        actions.save_paper(paper=paper, report=make_report(body=text), based_on=number, by=other)

    def body_now() -> str:
        return blocks.without_ids(paper.versions.order_by("-number").first().document["body"])

    page = over(
        client, address, lambda: theirs("<p>One!</p><p>Two.</p>"), body="<p>One.</p><p>Two.</p><p>3</p>"
    )
    assert (page, body_now()) == (address, "<p>One!</p><p>Two.</p><p>3</p>")
    page = over(client, address, lambda: theirs("<p>Uno.</p>"), body="<p>Un.</p><p>Two.</p><p>3</p>")
    assert [said in page for said in ("Dev Chauhan saved a newer version", "Uno.", "Un.")] == [True] * 3
    assert choose(client, address, page) == 302
    assert ["Uno." in body_now(), "Un." in body_now()] == [True, True]


def test_a_picture_stays_where_two_texts_are_joined() -> None:
    body = make_panel()
    clerk, other = make_secretary(body), make_secretary(body, "Dev Chauhan")
    picture = f'<p><img alt="Map" src="stored:{pictures.keep(png()).hash}"></p>'
    paper = make_paper(body, clerk, body=f"{picture}<p>One.</p>")
    client, address = signed_in(clerk), reverse("meetings:paper", args=[paper.pk])
    fields = sent_by(client.get(address).content.decode(), "base")
    newer = make_report(body=f"{picture}<p>One!</p>")
    actions.save_paper(paper=paper, report=newer, based_on=1, by=other)
    assert client.post(address, fields | {"body": fields["body"] + "<p>Two.</p>"}).status_code == 302
    text = blocks.without_ids(paper.versions.order_by("-number").first().document["body"])
    assert text == f"{picture}<p>One!</p><p>Two.</p>"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            b"Dear all",
            "This file is not a PDF or a Word file (.docx). Save the paper as one of them and upload that.",
        ),
        (b"PK\x03\x04 a letter", "This Word file is damaged and cannot be opened."),
        (make_pdf(1)[:200], "This file is damaged and cannot be opened."),
    ],
)
def test_a_file_that_cannot_be_used_is_said_beside_the_field_and_the_title_stays(data, sentence) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    url = reverse("meetings:paper_upload")
    page = signed_in(clerk).post(
        url, {"title": "Budget monitoring", "body": body.pk, "file": SimpleUploadedFile("a.pdf", data)}
    )
    assert sentence in page.content.decode()
    assert fields_of(page.content.decode())["title"] == "Budget monitoring"
    assert Paper.objects.count() == 0


def test_an_upload_from_an_item_is_placed_on_it() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Budget")[0]
    url = f"{reverse('meetings:paper_upload')}?item={item.pk}"
    file = SimpleUploadedFile("a.pdf", make_pdf(2))
    answer = signed_in(clerk).post(url, {"title": "Budget", "body": body.pk, "file": file})
    assert answer.url == reverse("meetings:meeting_papers", args=[meeting.pk])
    assert [p.paper.title for p in item.placements.all()] == ["Budget"]


def test_a_paper_is_written_read_and_handed_on_without_scripts() -> None:
    body = make_panel()
    clerk, author = make_secretary(body), make_user("Farah Siddiqui", body, Role.REPORT_AUTHOR)
    client = signed_in(author)
    started = client.post(
        reverse("meetings:paper_new"),
        {"title": "Knife crime", "body": body.pk, "house_style": "commissioner"},
    )
    paper = Paper.objects.get()
    assert started.url == reverse("meetings:paper", args=[paper.pk])
    assert "There is no recommendation" in client.get(started.url).content.decode()
    assert client.get(reverse("meetings:paper_preview", args=[paper.pk])).status_code == 200
    pdf = client.get(reverse("meetings:paper_pdf", args=[paper.pk]))
    assert pdf.content[:5] == b"%PDF-"
    client.post(reverse("meetings:paper_receive", args=[paper.pk]))
    signed_in(clerk).post(reverse("meetings:paper_clear", args=[paper.pk]))
    paper.refresh_from_db()
    assert paper.preparation == Paper.Preparation.CLEARED
    assert "Cleared by Ellen Marsh on" in client.get(started.url).content.decode()


def test_a_paper_without_a_word_is_not_sent_and_stays_with_its_author() -> None:
    body = make_panel()
    make_secretary(body)
    client = signed_in(make_user("Farah Siddiqui", body, Role.REPORT_AUTHOR))
    client.post(
        reverse("meetings:paper_new"),
        {"title": "Knife crime", "body": body.pk, "house_style": "commissioner"},
    )
    paper = Paper.objects.get()
    page = reverse("meetings:paper_write", args=[paper.pk])
    typed = fields_of(client.get(page).content.decode())
    answer = client.post(page, {**typed, "then": "send"})
    client.post(reverse("meetings:paper_receive", args=[paper.pk]))
    paper.refresh_from_db()
    said = "Nothing has been written in this paper yet." in answer.content.decode()
    assert (paper.received_at, said) == (None, True)


def test_a_file_that_an_author_brings_is_hers_and_she_reads_it() -> None:
    body = make_panel()
    author = make_user("Farah Siddiqui", body, Role.REPORT_AUTHOR)
    client = signed_in(author)
    for name, data in (("budget.pdf", make_pdf(1)), ("custody.docx", make_docx(para("Words")))):
        file = SimpleUploadedFile(name, data)
        answer = client.post(
            reverse("meetings:paper_upload"), {"title": name, "body": body.pk, "file": file}, follow=True
        )
        assert answer.status_code == 200
    assert [(paper.title, paper.author) for paper in Paper.objects.order_by("title")] == [
        ("budget.pdf", author),
        ("custody.docx", author),
    ]


def test_a_member_and_another_author_find_no_draft_paper() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    member = seat_member(body, "Oakley", "Cranmere City Council")
    give_sign_in(member)
    other = make_user("Jo Tarrant", body, Role.REPORT_AUTHOR)
    for user in (member.user, other):
        for name in ("paper", "paper_preview", "paper_pdf", "paper_history"):
            assert signed_in(user).get(reverse(f"meetings:{name}", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize("name", ["papers", "meeting_papers", "pack"])
def test_a_page_asks_as_many_questions_for_39_papers_as_for_13(name) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    client = signed_in(clerk)
    url = reverse(f"meetings:{name}", args=[] if name == "papers" else [meeting.pk])
    found = []
    for first, last in ((0, 13), (13, 39)):
        items = add_items(meeting, clerk, *[f"Item {n}" for n in range(first, last)])
        for n, item in enumerate(items, first):
            place(item, make_paper(body, clerk, f"Paper {n}"), clerk)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        found.append(len(asked))
    assert found[0] == found[1]


def test_a_past_meeting_takes_papers_from_every_link_of_its_agenda() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, starts_at=london(2026, 3, 4))
    item = actions.add_item(meeting=meeting, title="Policing of the night", business="report", by=clerk)
    client = signed_in(clerk)
    pages = [
        client.get(reverse(f"meetings:{name}", args=[meeting.pk])) for name in ("agenda", "meeting_papers")
    ]
    html = "".join(page.content.decode() for page in pages)
    links = sorted(set(re.findall(rf'href="([^"#]*item={item.pk}[^"]*)"', html)))
    assert len(links) > 2
    assert {client.get(unescape(link)).status_code for link in links} == {200}
    form = {"title": "Night policing", "body": body.pk, "house_style": "secretariat"}
    answer = client.post(f"{reverse('meetings:paper_new')}?item={item.pk}", form)
    assert answer.status_code == 302, answer.content.decode()
    assert [each.item_id for each in Paper.objects.get().placements.all()] == [item.pk]
    ask = client.get(f"{reverse('meetings:paper_ask')}?item={item.pk}").content.decode()
    assert f'<option value="{item.pk}" selected>' in ask
