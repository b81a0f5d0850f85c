"""Adding a picture to a report on its writing page, as a browser without scripts would."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.documents.models import StoredFile
from foundation.documents.pdf import reading
from foundation.documents.text import imaging
from meetings import actions
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_paper, make_report
from tests.foundation.documents.text.test_pictures import png, written
from tests.meetings.papers.test_papers_pages import fields_of
from tests.together import sent_by

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WORDS = {"picture_shows": 'Map of the "four" wards', "picture_caption": "Offences by ward"}


class Writing:
    """A clerk at the writing page of a report."""

    def __init__(self) -> None:
        self.body = make_panel()
        self.clerk = make_secretary(self.body)
        self.paper = make_paper(self.body, self.clerk)
        self.client = signed_in(self.clerk)
        self.url = reverse("meetings:paper", args=[self.paper.pk])

    def fields(self) -> dict[str, str]:
        return fields_of(self.client.get(self.url).content.decode())

    def send(self, data: bytes | None = None, **typed: str):
        file = {"picture": SimpleUploadedFile("map.png", data)} if data is not None else {"picture": ""}
        return self.client.post(self.url, {**self.fields(), **typed, **file})

    @property
    def kept(self) -> str:
        return self.paper.versions.order_by("-number").first().document["body"]


def alternative_texts(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure" and "/Alt" in each
        ]


def test_an_added_picture_stands_in_the_text_the_page_and_the_tagged_pdf() -> None:
    writing = Writing()
    before = writing.kept
    assert writing.send(png(), **WORDS).status_code == 302
    stored = StoredFile.objects.get(content_type="image/png")
    assert writing.kept.startswith(before)
    assert f'<img src="stored:{stored.hash}" alt=\'Map of the "four" wards\'>' in writing.kept
    assert "<figcaption>Offences by ward</figcaption></figure>" in writing.kept
    shown = writing.client.get(reverse("meetings:paper_preview", args=[writing.paper.pk])).content.decode()
    assert "alt='Map of the \"four\" wards'" in shown
    assert "data:image/png;base64," in shown
    pdf = writing.client.get(reverse("meetings:paper_pdf", args=[writing.paper.pk])).content
    assert alternative_texts(pdf) == ['Map of the "four" wards']


def test_saving_a_text_with_a_picture_unchanged_makes_no_new_version() -> None:
    writing = Writing()
    writing.send(png(), **WORDS)
    assert "data:image/png;base64," in writing.fields()["body"]
    assert writing.send().status_code == 302
    assert (writing.paper.versions.count(), StoredFile.objects.count()) == (2, 1)
    assert "without words for those" not in writing.client.get(writing.url).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", imaging.NOT_A_PICTURE),
        (png()[:60], imaging.DAMAGED),
    ],
)
def test_a_file_that_is_no_picture_is_said_beside_the_field_and_all_is_kept(data, sentence) -> None:
    writing = Writing()
    typed = {**WORDS, "title": "A new title", "body": "<p>New words.</p>"}
    page = writing.send(data, **typed).content.decode()
    assert page.count(sentence) == 2
    again = fields_of(page)
    assert {name: again[name] for name in typed if name != "picture_shows"} == {
        name: words for name, words in typed.items() if name != "picture_shows"
    }
    assert "Map of the &quot;four&quot; wards" in page
    assert writing.paper.versions.count() == 1


def test_a_picture_without_words_is_refused_beside_the_field() -> None:
    writing = Writing()
    page = writing.send(png(), picture_caption="Offences by ward").content.decode()
    assert "Enter what the picture shows. Screen readers read it aloud" in page
    assert "Choose the picture again." in page
    assert (writing.paper.versions.count(), StoredFile.objects.count()) == (1, 0)


CHART = {"picture_shows": "Bar chart of offences by ward", "picture_caption": "Offences by ward"}
POINTED_OUT = "chart in the report without its figures in words"


@pytest.mark.shows("S4-82")
def test_a_chart_without_its_figures_in_words_is_pointed_out_until_they_are_written() -> None:
    writing = Writing()
    writing.send(png(), **CHART)
    page = writing.client.get(writing.url).content.decode()
    assert POINTED_OUT in page
    figure = writing.fields()["body"]
    writing.send(body=f"{figure}<p>In words: Northfield has most, 41 of 96.</p>")
    assert POINTED_OUT not in writing.client.get(writing.url).content.decode()


@pytest.mark.shows("S4-82")
def test_what_a_chart_says_stands_behind_it_and_is_read_aloud() -> None:
    writing = Writing()
    said = "Northfield has most, 41 of 96.\n\nFrom < 10 in 2024 it rose each year."
    assert writing.send(png(), **CHART, picture_summary=said).status_code == 302
    assert writing.kept.endswith(
        "<figcaption>Offences by ward</figcaption></figure>"
        "<p>In words: Northfield has most, 41 of 96.</p><p>From &lt; 10 in 2024 it rose each year.</p>"
    )
    assert POINTED_OUT not in writing.client.get(writing.url).content.decode()
    pdf = writing.client.get(reverse("meetings:paper_pdf", args=[writing.paper.pk])).content
    heard = reading.spoken(reading.read(pdf))
    assert "In words: Northfield has most, 41 of 96. From < 10 in 2024 it rose each year." in heard
    assert heard.index(CHART["picture_shows"]) < heard.index("In words:")


def test_a_summary_without_a_picture_asks_for_it_and_is_kept() -> None:
    page = Writing().send(picture_summary="It rose.").content.decode()
    assert "Select the picture that this text describes" in page
    assert "It rose.</textarea>" in page


def test_words_without_a_picture_ask_for_it() -> None:
    page = Writing().send(**WORDS).content.decode()
    assert "Select the picture that this text describes" in page


def test_another_row_keeps_the_words_of_a_picture_and_asks_for_the_file_again() -> None:
    writing = Writing()
    page = writing.send(add="contacts", picture_shows="A map").content.decode()
    assert fields_of(page)["picture_shows"] == "A map"
    assert "govuk-error-summary__title" not in page
    page = writing.send(png(), add="contacts", picture_shows="A map").content.decode()
    assert fields_of(page)["picture_shows"] == "A map"
    assert "Choose the picture again." in page


def test_over_a_newer_version_the_picture_is_joined_to_it() -> None:
    writing = Writing()
    sent = {**writing.fields(), "picture_shows": "A map", "picture": SimpleUploadedFile("a.png", png())}
    newer = make_report(body="<p>Fifty-four.</p>")
    actions.save_paper(paper=writing.paper, report=newer, based_on=1, by=writing.clerk)
    assert writing.client.post(writing.url, sent).status_code == 302
    assert ["Fifty-four." in writing.kept, 'alt="A map"' in writing.kept] == [True, True]


def test_where_something_is_asked_first_the_file_is_asked_for_again_and_its_words_stay() -> None:
    writing = Writing()
    sent = {**writing.fields(), "picture_shows": "A map", "picture": SimpleUploadedFile("a.png", png())}
    newer = make_report(body="<p>Fifty-four.</p>")
    actions.save_paper(paper=writing.paper, report=newer, based_on=1, by=writing.clerk)
    page = writing.client.post(writing.url, {**sent, "body": "<p>Fifty-two.</p>"}).content.decode()
    assert "A file cannot be kept. Select it again after you have saved." in page
    asked = writing.client.post(writing.url, sent_by(page, "typed")).content.decode()
    assert "Select the picture that this text describes" in asked
    kept = fields_of(asked)
    assert (kept["picture_shows"], "Fifty-four." in kept["body"], "Fifty-two." in kept["body"]) == (
        "A map",
        True,
        True,
    )


def test_a_pasted_picture_is_kept_and_missed_words_are_pointed_out() -> None:
    writing = Writing()
    writing.send(body=f'<p>Look:</p><img src="{written(png())}">')
    assert 'src="stored:' in writing.kept
    page = writing.client.get(writing.url).content.decode()
    assert "picture in the report without alternative text" in page


def test_a_damaged_pasted_picture_is_said_beside_the_text() -> None:
    writing = Writing()
    page = writing.send(body='<p>Look:</p><img src="data:image/png;base64,AAAAA">').content.decode()
    assert "A picture in this text is damaged and cannot be opened." in page
    assert writing.paper.versions.count() == 1
