"""A Word file comes as a paper: read, shown for a yes, then changed here like any other text."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.documents.store import files
from foundation.documents.word import word_in
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.models import Paper, WordDraft
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user, signed_in
from tests.builders.papers import make_paper, make_pdf
from tests.builders.word import inserted, make_docx, para, report
from tests.meetings.papers.test_asking import entered

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def sent(data: bytes, name: str = "report.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=word_in.WORD)


def happened(paper: Paper) -> list[str]:
    found = Event.objects.filter(subject_type="meetings.paper", subject_id=str(paper.pk))
    return list(found.order_by("number").values_list("verb", flat=True))


def test_a_word_file_waits_for_a_yes_and_is_then_changed_like_any_text() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    client = signed_in(clerk)
    answer = client.post(
        reverse("meetings:paper_upload"), {"title": "Knives", "body": body.pk, "file": sent(report())}
    )
    paper = Paper.objects.get()
    assert answer.url == reverse("meetings:paper_word", args=[paper.pk])
    assert (paper.title, paper.origin, paper.versions.count()) == ("Knives", "written", 0)
    page = client.get(answer.url).content.decode()
    assert '<span class="n">(ii)</span><p>the officers in schools.</p>' in page
    assert "The title inside the file is “Knife crime update”. The title entered here is used." in page
    assert (
        "An imported Word file has not been checked."
        in client.get(reverse("meetings:paper", args=[paper.pk])).content.decode()
    )
    file = {"file": WordDraft.objects.get().source.hash}
    done = client.post(reverse("meetings:paper_word_accept", args=[paper.pk]), file)
    assert done.url == reverse("meetings:paper", args=[paper.pk])
    version = paper.versions.get()
    assert (version.document["title"], version.document["numbering"], version.source.content_type) == (
        "Knives",
        "none",
        word_in.WORD,
    )
    assert not WordDraft.objects.exists()
    text = actions.report_of(version)
    actions.save_paper(paper=paper, report=text, based_on=1, by=clerk)
    assert paper.versions.count() == 1


def test_saying_no_leaves_the_paper_as_it_was() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    client = signed_in(clerk)
    client.post(reverse("meetings:paper_replace", args=[paper.pk]), {"file": sent(report())})
    file = {"file": WordDraft.objects.get().source.hash}
    assert client.post(reverse("meetings:paper_word_discard", args=[paper.pk]), file).status_code == 302
    assert (paper.versions.count(), WordDraft.objects.count()) == (1, 0)
    again = client.get(reverse("meetings:paper_word", args=[paper.pk]))
    assert again.url == reverse("meetings:paper", args=[paper.pk])


def test_a_second_file_takes_the_place_of_the_first_and_an_old_yes_is_refused() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    first = actions.upload_word(paper=paper, data=make_docx(para("First")), by=clerk).source.hash
    second = actions.upload_word(paper=paper, data=make_docx(para("Second")), by=clerk).source.hash
    with pytest.raises(Refused):
        actions.accept_word(paper=paper, file=first, by=clerk)
    version = actions.accept_word(paper=paper, file=second, by=clerk)
    assert version.document["body"] == "<p>Second</p>"


def test_a_word_file_in_the_place_of_a_pdf_makes_the_paper_one_written_here() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = actions.upload_paper(body=body, title="Budget", data=make_pdf(), by=clerk)
    draft = actions.upload_word(paper=paper, data=make_docx(para("Words")), by=clerk)
    actions.accept_word(paper=paper, file=draft.source.hash, by=clerk)
    paper.refresh_from_db()
    assert (paper.origin, paper.latest.number, paper.latest.file) == ("written", 2, None)


def test_insertions_that_nobody_settled_must_be_decided_before_clearing() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    data = make_docx(para("The Panel ", inserted("agrees"), "."))
    paper = actions.upload_word_paper(body=body, title="Plan", data=data, by=clerk)
    version = actions.accept_word(paper=paper, file=paper.word_draft.source.hash, by=clerk)
    typed = replace(actions.report_of(version), author="Sam Ode")
    version = actions.save_paper(paper=paper, report=typed, based_on=1, by=clerk)
    with pytest.raises(Refused):
        actions.clear_paper(paper=paper, by=clerk)
    actions.decide_disclosure(version=version, code="tracked_changes", reason="All are meant.", by=clerk)
    changed = replace(actions.report_of(version), author="Ada Oakley")
    actions.save_paper(paper=paper, report=changed, based_on=2, by=clerk)
    assert [each.decided_by for each in paper.latest.decisions.all()] == ["Ellen Marsh"]
    actions.clear_paper(paper=paper, by=clerk)
    assert happened(paper)[:2] == ["Word file uploaded", "Word file accepted"]


def test_the_pages_of_the_original_are_shown_as_pictures_to_whoever_may_edit() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    draft = actions.upload_word(paper=paper, data=make_docx(para("Words")), by=clerk)
    draft.pages_file = files.store(make_pdf(2), "application/pdf", 2)
    draft.save(update_fields=["pages_file"])
    client = signed_in(clerk)
    page = client.get(reverse("meetings:paper_word", args=[paper.pk])).content.decode()
    assert re.findall(r'alt="(Page [^"]+)"', page) == ["Page 1 of the Word file", "Page 2 of the Word file"]
    drawn = client.get(reverse("meetings:paper_word_page", args=[paper.pk, 2]))
    assert (drawn["Content-Type"], drawn.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(reverse("meetings:paper_word_page", args=[paper.pk, 3])).status_code == 404
    draft.pages_file = None
    draft.save(update_fields=["pages_file"])
    page = client.get(reverse("meetings:paper_word", args=[paper.pk])).content.decode()
    assert "Page images are not available on this installation." in page


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF-1.7 broken", "report.docx", "This file is not a Word file"),
        (
            make_docx(para("x"), main="document.macroEnabled.main"),
            "report.docm",
            "This Word file contains macros",
        ),
        (make_docx(para("x"))[:-100], "report.pdf", "This Word file is damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "report.doc", "This is an old Word file"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field_and_the_title_stays(
    data: bytes, name: str, sentence: str
) -> None:
    body = make_panel()
    client = signed_in(make_secretary(body))
    typed = {"title": "Knives and bins", "body": body.pk, "file": sent(data, name)}
    page = client.post(reverse("meetings:paper_upload"), typed).content.decode()
    assert sentence in page
    assert 'value="Knives and bins"' in page
    assert not Paper.objects.exists()


def test_papers_and_agendas_are_taken_out_as_word_files_by_those_who_may_read_them() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk, title="Knife crime: update")
    meeting = make_meeting(body, clerk)
    add_items(meeting, clerk, "Apologies", "Knife crime")
    client = signed_in(clerk)
    answer = client.get(reverse("meetings:paper_docx", args=[paper.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="Knife-crime-update.docx"'
    assert answer["Content-Type"] == word_in.WORD
    assert (
        "<p>To say what was done about knife crime since June.</p>" in word_in.read_docx(answer.content).html
    )
    agenda = client.get(reverse("meetings:agenda_docx", args=[meeting.pk]))
    assert "Knife crime" in word_in.read_docx(agenda.content).html
    stranger = signed_in(make_user("Someone Else"))
    assert stranger.get(reverse("meetings:paper_docx", args=[paper.pk])).status_code == 404
    assert stranger.get(reverse("meetings:agenda_docx", args=[meeting.pk])).status_code == 404


def test_an_author_by_personal_link_says_yes_to_their_word_file() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = actions.ask_for_paper(
        body=body, title="Knives", name="Farah Siddiqui", email="farah@opcc.example", by=clerk
    )
    client, page = entered(), reverse("meetings:author_paper", args=[paper.ref])
    came = client.post(f"{page}upload/", {"file": sent(report())})
    assert came.url == f"{page}word/"
    assert "the officers in schools." in client.get(came.url).content.decode()
    file = {"file": WordDraft.objects.get().source.hash}
    assert client.post(f"{page}word/accept/", file).url == page
    assert (paper.versions.count(), WordDraft.objects.count()) == (1, 0)
    assert client.get(f"{page}word/1.png").status_code == 404
