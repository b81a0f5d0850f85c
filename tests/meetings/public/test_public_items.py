"""The page of one item, the addresses of minutes and paragraphs, and the seal."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.documents.models import StoredFile
from foundation.history.models import Event
from foundation.library.models import Publication
from foundation.library.sealing import seal_of
from meetings import actions
from meetings.models import SignedCopy
from tests.builders.life import Brought, brought, words
from tests.builders.papers import make_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page_of(scene: Brought, ref: str) -> str:
    return f"/meeting/{scene.held.meeting.ref}/item/{ref}/"


@pytest.mark.shows("S2-1", "S2-26", "S2-27")
def test_the_page_of_a_minute_names_the_meeting_and_leads_on(client: Client) -> None:
    scene = brought(3)
    first, second, third = scene.minutes.entries.all()
    html = client.get(page_of(scene, second.ref)).content.decode()
    assert "Wednesday 25 March 2026 at 2" in words(html)
    assert "Minute 2" in html
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', html) == [
        ("prev", page_of(scene, first.ref)),
        ("next", page_of(scene, third.ref)),
    ]
    assert "Full minutes" in html


@pytest.mark.shows("S2-26")
def test_a_reference_leads_to_the_minute_and_its_paragraphs_have_anchors(client: Client) -> None:
    scene = brought()
    first = scene.first
    assert client.get(f"/r/{first.ref}")["Location"] == page_of(scene, first.ref)
    html = client.get(page_of(scene, first.ref)).content.decode()
    anchors = re.findall(rf'href="/r/{first.ref}#([^"]+)"', html)
    assert len(anchors) == 2
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_an_anchor_stays_when_the_minutes_are_published_again_and_confirmed(client: Client) -> None:
    scene = brought()
    first = scene.first
    find = rf'id="(p-{first.ref}-[a-z0-9]+)"'
    before = re.findall(find, Publication.objects.get(source_ref=scene.minutes.ref).html)
    text = f"<p>New words before it.</p>{first.text}"
    actions.save_minute(minute=first, text=text, based_on=first.version, by=scene.clerk)
    actions.publish_minutes(minutes=scene.minutes, by=scene.clerk)
    scene.confirm()
    now = re.findall(find, Publication.objects.standing().get(source_ref=scene.minutes.ref).html)
    assert now[1:] == before


def test_nothing_unpublished_has_an_address(client: Client) -> None:
    scene = brought()
    added = actions.write_minute(minutes=scene.minutes, items=[], title="Secret", by=scene.clerk)
    assert client.get(f"/r/{added.ref}").status_code == 404
    assert client.get(page_of(scene, added.ref)).status_code == 404
    assert client.get(page_of(scene, "nothing")).status_code == 404


def test_the_page_asks_as_much_for_thirteen_items_as_for_thirty_nine(client: Client) -> None:
    counts = []
    scene = brought(13)
    for number in (13, 39):
        if number == 39:
            for place in range(26):
                actions.write_minute(minutes=scene.minutes, items=[], title=f"More {place}", by=scene.clerk)
            actions.publish_minutes(minutes=scene.minutes, by=scene.clerk)
        client.force_login(scene.clerk)
        client.get("/meetings/")
        asked = []
        for address in (
            page_of(scene, scene.first.ref),
            f"/meetings/{scene.held.meeting.pk}/minutes/confirming/",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


@pytest.mark.shows("S4-46")
def test_the_seal_is_printed_recorded_and_checked_by_anybody(client: Client) -> None:
    scene = brought()
    scene.confirm()
    public = Publication.objects.standing().get(source_ref=scene.minutes.ref)
    event = Event.objects.of(scene.minutes).get(verb="minutes sealed")
    assert (event.data["hash"], event.data["words"]) == (public.hash, public.data["seal"])
    html = client.get(f"/published/{public.ref}/seal/").content.decode()
    assert "This document has not changed since it was published" in html
    assert public.data["seal"] in html
    assert public.data["seal"] in public.html
    assert public.file is not None
    StoredFile.objects.filter(pk=public.file.pk).update(hash="0" * 64)
    public.refresh_from_db()
    assert seal_of(public).is_whole is False
    html = client.get(f"/published/{public.ref}/seal/").content.decode()
    assert "What is stored is not what was published" in html


@pytest.mark.shows("V38", "S4-46")
def test_the_signature_and_its_scan_are_kept_with_the_publication(client: Client) -> None:
    scene = brought()
    scene.confirm()
    client.force_login(scene.clerk)
    where = f"/meetings/{scene.held.meeting.pk}/minutes"
    typed = {
        "signed_by": "Cllr Margaret Oakley JP",
        "signed_on_day": "26",
        "signed_on_month": "6",
        "signed_on_year": "2026",
        "manner": "paper",
        "scan": SimpleUploadedFile("signed.pdf", make_pdf()),
    }
    early = client.post(f"{where}/sign/", {**typed, "signed_on_month": "5", "scan": ""}).content.decode()
    assert "The date must be 26 June 2026 or later" in words(early)
    damaged = SimpleUploadedFile("signed.pdf", b"no pdf")
    assert (
        "This file is not a PDF" in client.post(f"{where}/sign/", {**typed, "scan": damaged}).content.decode()
    )
    assert client.post(f"{where}/sign/", typed).status_code == 302
    copy = SignedCopy.objects.get()
    public = Publication.objects.standing().get(source_ref=scene.minutes.ref)
    assert (public.version, words(public.data["signed"])) == (
        3,
        "Cllr Margaret Oakley JP. Signed on 26 June 2026",
    )
    assert Publication.objects.get(ref=copy.publication_ref).version == 2
    assert client.get(f"{where}/signed/1.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{where}/signed/2.pdf").status_code == 404
    again = client.post(f"{where}/signed/", {"scan": SimpleUploadedFile("more.pdf", make_pdf())})
    assert again.status_code == 302
    assert client.get(f"{where}/signed/2.pdf").status_code == 200
    assert Client().get(f"{where}/signed/1.pdf").status_code == 302


def test_the_page_of_confirming_takes_a_correction_and_keeps_what_was_typed(client: Client) -> None:
    scene = brought()
    client.force_login(scene.clerk)
    where = f"/meetings/{scene.held.meeting.pk}/minutes/confirming/"
    typed = {
        "minute": str(scene.first.pk),
        "original": "not there",
        "corrected": "Better words",
        "at": str(scene.later.meeting.pk),
    }
    html = client.post(where, typed).content.decode()
    assert "These words are not in minute 1." in html
    assert "not there</textarea>" in html
    assert client.post(where, {**typed, "original": "£500 a week"}).status_code == 302
    html = client.get(where).content.decode()
    assert "for ‘£500 a week’ read ‘Better words’" in html
    confirm = f"/meetings/{scene.held.meeting.pk}/minutes/confirm/"
    for _ in range(2):
        assert client.post(confirm, {"at": str(scene.later.meeting.pk)}).status_code == 302
    assert Publication.objects.filter(source_ref=scene.minutes.ref).count() == 2
    assert "Included in the minutes" in client.get(where).content.decode()


def test_all_minutes_that_an_agenda_brings_are_confirmed_with_one_button(client: Client) -> None:
    scene = brought()
    client.force_login(scene.clerk)
    where = f"/meetings/{scene.later.meeting.pk}/minutes/confirm-brought/"
    assert client.post(where).status_code == 302
    scene.minutes.refresh_from_db()
    assert scene.minutes.status == "confirmed"
    assert client.post(where).status_code == 409


def test_word_has_the_numbers_and_the_corrections(client: Client) -> None:
    scene = brought()
    scene.correct()
    scene.confirm()
    client.force_login(scene.clerk)
    answer = client.get(f"/meetings/{scene.held.meeting.pk}/minutes.docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        said = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    assert "1. " in words(said)
    assert "for ‘£500 a week’ read ‘£500 a year’" in words(said)
