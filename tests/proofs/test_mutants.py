"""Faults planted in our own functions, one at a time: the search before publishing or the sweep finds it."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import transaction
from django.test.utils import override_settings
from django.utils.text import slugify
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from foundation.documents.layout import document
from foundation.documents.packing import kept_packs, packs
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.jobs import outbox
from foundation.jobs.models import OutgoingMail
from foundation.library import meeting_page
from foundation.library.changes import Change
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Pack
from meetings.packs.actions import building
from meetings.packs.documents.pieces import CONTENTS, pieces_of
from meetings.papers.actions.preparing import public_file_name
from meetings.papers.documents.parts import PaperOnAgenda, papers_of
from meetings.publishing.actions import publishing
from meetings.restricted.business import Restricted
from tests.builders.papers import build, file_of
from tests.builders.restricted import LETTING, Private, make_private, restrict
from tests.conftest import NOW
from tests.sweep import crawl

pytestmark = [
    pytest.mark.once("sqlite"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.xdist_group("leaks"),
]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
SEARCH, SWEEP = "the search before publishing", "the sweep"
SECRETS = {
    "a title": LETTING.lower(),
    "a text": "firm larkspur is cheapest",
    "an appendix": "thornhaven costs 412 a night",
}
Plant = Callable[[pytest.MonkeyPatch, Private], None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutants")


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, folder: Path
) -> Iterator[tuple[Private, bytes]]:
    """A meeting with restricted business, agreed, and its restricted pack; gone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(FILES_DIR=folder / "files"), time_machine.travel(NOW, tick=False):
            world = make_private(shows_page_gaps=False)
            restrict(world)
            world.sign_all()
            actions.agree_agenda(meeting=world.meeting, by=world.clerk)
            build(world.meeting, world.clerk, Pack.Kind.AGENDA)
            restricted = files.read(file_of(world.restricted_pack()))
        yield world, restricted
        transaction.set_rollback(True)


@pytest.fixture
def world(built: tuple[Private, bytes], db: None, settings: Settings, folder: Path) -> Private:
    settings.FILES_DIR = folder / "files"
    return built[0]


@pytest.fixture
def restricted(built: tuple[Private, bytes]) -> bytes:
    return built[1]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def every_pack(patch: pytest.MonkeyPatch, change: Callable[[bytes], bytes]) -> None:
    """Plant a fault in what is written when a pack is put together."""
    real = packs.assemble

    def assemble(*args: Any, **how: Any) -> packs.BuiltPack:
        whole = real(*args, **how)
        return replace(whole, data=change(whole.data))

    # Not one that was kept before the fault was planted.
    patch.setattr(kept_packs, "assemble", assemble)


def in_pdf(change: Callable[[pikepdf.Pdf], None]) -> Plant:
    return lambda patch, world: every_pack(patch, lambda data: changed(data, change))


def keep_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(f"2 {LETTING}", 0))


def keep_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = LETTING


def keep_metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:subject"] = [LETTING]


def keep_attachment(pdf: pikepdf.Pdf) -> None:
    words = b"Firm Larkspur is cheapest by far"
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
        pdf, words, description="", filename="", mime_type="", creation_date="", mod_date=""
    )


def keep_alternative_text(pdf: pikepdf.Pdf) -> None:
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"Chart of the {LETTING}"))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(figure))


def keep_note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(LETTING))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def write_in_white(pdf: pikepdf.Pdf) -> None:
    face = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.pages[0].obj.Resources.Font["/Zz"] = face
    drawn = f"q 1 1 1 rg BT /Zz 6 Tf 40 40 Td ({LETTING}) Tj ET Q"
    pdf.pages[0].contents_add(drawn.encode())


def delete_pages(patch: pytest.MonkeyPatch, world: Private) -> None:
    """Build the restricted pack and take its restricted pages out, as other systems do."""
    real = building.assembled

    def assembled(
        meeting: Meeting, kind: str, pieces: list[Any], data: dict[str, Any], **how: object
    ) -> object:
        every = pieces_of(papers_of(meeting))
        files_of = {p.key: building._bytes_of(p) for p in every} if kind == Pack.Kind.AGENDA else data
        whole = real(meeting, Pack.Kind.RESTRICTED, every, files_of)
        keys = {piece.key for piece in every if piece.is_restricted} | {CONTENTS}
        gone = [n for p in whole.placed if p.key in keys for n in range(p.first - 1, p.last)]

        def cut(pdf: pikepdf.Pdf) -> None:
            for number in reversed(gone):
                del pdf.pages[number]

        public = real(meeting, kind, pieces, data)
        return replace(public, data=changed(whole.data, cut), screen=None)

    patch.setattr(building, "assembled", assembled)


def keep_orphan(patch: pytest.MonkeyPatch, world: Private) -> None:
    """A page of the restricted pack stays in the file though no page leads to it."""
    whole = files.read(file_of(world.meeting.packs.filter(kind=Pack.Kind.RESTRICTED)[0]))

    def keep(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(whole)) as other:
            every = [pdf.copy_foreign(page.obj) for page in other.pages]
            pdf.Root.PieceInfo = Dictionary(Kept=Array(every))

    every_pack(patch, lambda data: changed(data, keep))


def keep_earlier_state(patch: pytest.MonkeyPatch, world: Private) -> None:
    before = files.read(file_of(world.meeting.packs.filter(kind=Pack.Kind.RESTRICTED)[0]))
    every_pack(patch, lambda data: before + data)


def forget_the_filter(patch: pytest.MonkeyPatch, world: Private) -> None:
    """Whatever asks whether a paper is restricted hears that it is not."""
    patch.setattr(Restricted, "on", lambda self, placement: None)


def leave_the_appendix(patch: pytest.MonkeyPatch, world: Private) -> None:
    patch.setattr(PaperOnAgenda, "public_document", property(lambda self: self.document))


def print_the_title(patch: pytest.MonkeyPatch, world: Private) -> None:
    patch.setattr(Restricted, "public_title_of", lambda self, item: item.title)


def title_in_the_data_only(patch: pytest.MonkeyPatch, world: Private) -> None:
    """The page is right, and the open data beside it says more."""
    real = document.to_data

    def to_data(published: document.Document) -> dict[str, object]:
        return {**real(published), "working_title": LETTING}

    patch.setattr(vars(publishing)["library"], "to_data", to_data)


def name_the_file(patch: pytest.MonkeyPatch, world: Private) -> None:
    real = public_file_name
    patch.setattr(publishing, "public_file_name", lambda m, n: real(m, f"{n}-{slugify(LETTING)}"))


def say_it_in_the_announcement(patch: pytest.MonkeyPatch, world: Private) -> None:
    # The module: the room gives its verbs, and by this name the verb in it.
    told = import_module("meetings.public.actions.announcing")
    real = told.public_facts
    patch.setattr(told, "public_facts", lambda m: replace(real(m), state_sentence=f"Also: {LETTING}"))


def tell_events(patch: pytest.MonkeyPatch, world: Private) -> None:
    real = vars(meeting_page)["changes"]
    more = [Change(date(2026, 11, 24), f"Restriction of {LETTING} changed.")]
    patch.setattr(meeting_page, "changes", lambda *told: [*real(*told), *more])


def write_it_in_mail(patch: pytest.MonkeyPatch, world: Private) -> None:
    real = publishing._freeze_numbers

    def freeze_and_tell(meeting: Meeting, papers: list[PaperOnAgenda]) -> None:
        outbox.send("member@council.example", "Your pack", f"It holds {LETTING}.")
        real(meeting, papers)

    patch.setattr(publishing, "_freeze_numbers", freeze_and_tell)


def show_titles_taken_back(patch: pytest.MonkeyPatch, world: Private) -> None:
    """The page that says that a paper was withdrawn names it, though its name is restricted."""
    patch.setattr(Publication, "shown_title", property(lambda self: self.title))
    patch.setattr(Publication, "is_withheld", property(lambda self: False))


MUTANTS: dict[str, tuple[Plant, str]] = {
    "pages deleted from the full pack": (delete_pages, SEARCH),
    "bookmark kept": (in_pdf(keep_bookmark), SEARCH),
    "information kept": (in_pdf(keep_information), SEARCH),
    "metadata kept": (in_pdf(keep_metadata), SEARCH),
    "orphan kept": (keep_orphan, SEARCH),
    "attachment kept": (in_pdf(keep_attachment), SEARCH),
    "alternative text kept": (in_pdf(keep_alternative_text), SEARCH),
    "note kept": (in_pdf(keep_note), SEARCH),
    "white words": (in_pdf(write_in_white), SEARCH),
    "earlier state kept": (keep_earlier_state, SEARCH),
    "filter of papers removed": (forget_the_filter, SEARCH),
    "appendix left in the report": (leave_the_appendix, SEARCH),
    "title printed": (print_the_title, SEARCH),
    "title in the data": (title_in_the_data_only, SEARCH),
    "title in a file name": (name_the_file, SEARCH),
    "title announced": (say_it_in_the_announcement, SEARCH),
    "event told to the public": (tell_events, SWEEP),
    "title in a mail": (write_it_in_mail, SWEEP),
}
SAMPLE = list(MUTANTS) if TRUST else list(MUTANTS)[::3]


def public_and_mail() -> dict[str, str]:
    """Everything the public gets, and every mail that waits."""
    mails = {f"mail {each.pk}": f"{each.subject} {each.body}" for each in OutgoingMail.objects.all()}
    return crawl.public_site() | mails


def caught(world: Private) -> tuple[str, str]:
    """Build and publish with the fault in place, and say who finds it and where."""
    Pack.objects.filter(meeting=world.meeting, kind=Pack.Kind.AGENDA).update(inputs_hash="stale")
    pack = build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    assert pack.status == Pack.Status.WHOLE, pack.failure
    try:
        with transaction.atomic():
            actions.publish_agenda(meeting=world.meeting, by=world.clerk)
    except Refused as refused:
        assert {each.code for each in refused.findings} == {"leak"}, str(refused)
        return SEARCH, str(refused)
    found = crawl.where_found(public_and_mail(), SECRETS)
    return (SWEEP if found else "nobody"), "; ".join(found)


@pytest.mark.long
@pytest.mark.shows("R-3")
@pytest.mark.parametrize("name", SAMPLE)
def test_a_planted_fault_is_caught(name: str, world: Private, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, finder = MUTANTS[name]
    plant(monkeypatch, world)
    by_whom, where = caught(world)
    assert by_whom == finder, where


def test_without_a_fault_nothing_is_caught(world: Private) -> None:
    assert caught(world) == ("nobody", "")
    assert len(MUTANTS) >= 10


@pytest.mark.shows("R-4")
def test_a_title_shown_after_it_was_taken_back_is_caught(
    world: Private, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.publish_agenda(meeting=world.meeting, by=world.clerk)
    placement = world.placements["budget"]
    title = {"the title": placement.paper.title.lower()}
    actions.restrict_item(
        item=placement.item, by=world.clerk, ground="exempt", paragraphs=[3], public_interest_reason="P",
        shows_title=False,
    )  # fmt: skip
    assert crawl.where_found(crawl.public_site(), title) == []
    show_titles_taken_back(monkeypatch, world)
    assert crawl.where_found(crawl.public_site(), title) != []
