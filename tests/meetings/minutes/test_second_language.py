"""Minutes in two languages: written beside each other, printed, and marked wherever they are read."""

import io
import re
import zipfile
from functools import partial
from itertools import takewhile

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from foundation.documents.layout import render
from foundation.documents.packing import packs
from foundation.documents.pdf import checking, reading
from foundation.documents.store import files
from foundation.documents.word import word_out
from foundation.documents.word.archive import W
from foundation.history.conflicts import NewerVersion
from meetings import actions
from meetings.minutes.check import check
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.minutes.text_modules import shown_mark, translation_of
from meetings.models import Minutes
from tests import validator
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.together import choose, over

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WELSH = {"title": "Troseddau cyllyll", "text": "<p>Nododd y Panel yr adroddiad.</p>"}


def bilingual(language: str = "cy") -> tuple[Held, Minutes]:
    held = held_meeting(second_language=language)
    add_items(held, 1)
    take_roll(held)
    return held, minuted(held)


def bilingual_document() -> MinutesDocument:
    """Minutes with a Welsh heading and text below the English of one minute."""
    held, minutes = bilingual()
    minute = minutes.entries.get()
    seen = shown_mark(translation_of(minute, "cy"))
    actions.write_second_language(minute=minute, seen=seen, by=held.secretary, **WELSH)
    return MinutesDocument.of(minutes)


def in_welsh(data: bytes) -> list[str]:
    """Each element that says it is Welsh, with all that stands below it, as it is read aloud."""
    lines = reading.as_lines(reading.read(data))
    found: list[str] = []
    for place in [place for place, line in enumerate(lines) if "(cy)" in line]:
        inside = " " * (len(lines[place]) - len(lines[place].lstrip()) + 1)
        below = takewhile(partial(re.match, inside), lines[place + 1 :])
        found += [lines[place].strip(), *(line.strip() for line in below)]
    return found


@pytest.mark.shows("V39")
def test_both_languages_are_printed_and_the_web_page_says_which_is_which() -> None:
    html = render.screen(bilingual_document())
    assert '<div class="second" lang="cy"><h3>Troseddau cyllyll</h3>' in html
    assert "Nododd y Panel yr adroddiad." in html


@pytest.mark.shows("V39")
def test_the_pdf_and_a_pack_with_it_say_which_words_are_in_the_second_language() -> None:
    data = files.read(render.pdf(bilingual_document()).file)
    part = packs.Part(key="minutes", title="Minutes", data=data)
    pack = packs.assemble(None, [part], packs.Options(title="Pack")).data
    welsh = ["Div (cy)", "H3  Troseddau cyllyll", "P  Nododd y Panel yr adroddiad."]
    assert [in_welsh(each) for each in (data, pack)] == [welsh, welsh]
    assert [checking.check(pack), validator.fails(data), validator.fails(pack)] == [[], {}, {}]


@pytest.mark.shows("V39")
def test_the_word_file_says_which_words_are_in_the_second_language() -> None:
    with zipfile.ZipFile(io.BytesIO(word_out.to_docx(bilingual_document()))) as parts:
        text = etree.fromstring(parts.read("word/document.xml"))
    found = [
        (run.find(f"{W}rPr/{W}lang").get(f"{W}val"), "".join(run.itertext()))
        for run in text.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    ]
    assert {language for language, _ in found} == {"cy"}
    assert "".join(words for _, words in found) == "Troseddau cyllyllNododd y Panel yr adroddiad."


@pytest.mark.shows("V39")
def test_a_heading_without_its_second_language_is_pointed_out_before_publishing() -> None:
    held, minutes = bilingual()
    minute = minutes.entries.get()

    def told() -> list[str]:
        return [p.finding.sentence for p in check(record_of(minutes)) if p.finding.code == "language"]

    assert told() == ["1: the heading has not been translated (cy)."]
    seen = shown_mark(translation_of(minute, "cy"))
    actions.write_second_language(minute=minute, seen=seen, by=held.secretary, **WELSH)
    assert told() == []


def test_where_everything_is_in_english_nothing_asks_for_another_language(client: Client) -> None:
    held, minutes = bilingual("")
    minute = minutes.entries.get()
    client.force_login(held.secretary)
    address = reverse("meetings:minute_language", args=[minute.pk])
    edit = client.get(reverse("meetings:minute_edit", args=[minute.pk])).content.decode()
    assert (client.get(address).status_code, "second language" in edit) == (404, False)


def test_the_page_saves_and_over_newer_words_both_are_brought_together(client: Client) -> None:
    held, minutes = bilingual()
    minute = minutes.entries.get()
    client.force_login(held.secretary)
    address = reverse("meetings:minute_language", args=[minute.pk])
    seen = shown_mark(translation_of(minute, "cy"))

    def theirs() -> None:
        actions.write_second_language(minute=minute, seen=seen, by=held.secretary, **WELSH)

    page = over(client, address, theirs, title="Arall", text="<p>Geiriau eraill.</p>")
    assert ["Nododd y Panel" in page, "Geiriau eraill" in page] == [True, True]
    assert translation_of(minute, "cy") == WELSH
    assert choose(client, address, page, title="yours") == 302
    assert translation_of(minute, "cy")["title"] == "Arall"


def test_saving_the_same_again_changes_nothing_and_old_pages_do_not_overwrite() -> None:
    held, minutes = bilingual()
    minute = minutes.entries.get()
    seen = shown_mark(translation_of(minute, "cy"))
    for _ in range(2):
        actions.write_second_language(minute=minute, seen=seen, by=held.secretary, **WELSH)
    with pytest.raises(NewerVersion) as newer:
        actions.write_second_language(minute=minute, title="Arall", text="", seen=seen, by=held.secretary)
    assert newer.value.theirs == "Troseddau cyllyll\nNododd y Panel yr adroddiad."


def test_a_text_that_cannot_be_printed_is_said_beside_the_field_and_kept(client: Client) -> None:
    held, minutes = bilingual()
    client.force_login(held.secretary)
    deep = "<ul><li>" * 40 + "dwfn"
    address = reverse("meetings:minute_language", args=[minutes.entries.get().pk])
    page = client.post(address, {"title": "", "text": deep, "seen": ""})
    assert page.status_code == 200
    assert "are inside one another too many times" in str(page.context["form"].errors["text"])
    assert page.context["form"]["text"].value() == deep
