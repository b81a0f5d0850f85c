"""The meeting of seed 004, entered, published and read back once, as plain values for many tests."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings

from foundation.documents.layout.document import from_data
from foundation.documents.store import files
from foundation.documents.text import richtext
from foundation.documents.word import word_in, word_out
from foundation.library.models import Publication
from meetings.models import Pack, PackEntry
from tests.acceptance import llr, llr_meetings


@dataclass(frozen=True)
class Entry:
    """What stands on which pages of the pack."""

    kind: str
    title: str
    first: int
    last: int


@dataclass(frozen=True)
class Published:
    """Everything a visitor could read, and the pack as an open file."""

    pages: list[str]
    columns: list[str]
    entries: list[Entry]
    labels: list[str]
    outline: list[str]
    meeting_page: str
    paper_pages: dict[str, str]
    minutes_page: str
    minutes_pdf: str
    minutes_columns: str
    minutes_word: str
    kinds: dict[str, int] = field(default_factory=dict)
    data: bytes = b""

    @property
    def pack(self) -> str:
        """The words of the whole pack in reading order."""
        return "\n".join(self.pages)

    def entry(self, title: str) -> Entry:
        """The entry of one paper."""
        return next(entry for entry in self.entries if entry.title == title)

    def printed(self, title: str, *, by_column: bool = False) -> str:
        """The words of one paper as the pack prints it."""
        entry = self.entry(title)
        pages = self.columns if by_column else self.pages
        return "\n".join(pages[entry.first - 1 : entry.last])


def pdf_pages(path: Path, how: str = "-layout") -> list[str]:
    """The words of each page: line by line as seen, or with "-raw" column by column as set."""
    text = subprocess.run(["pdftotext", how, path, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def word_text(data: bytes) -> str:
    """The words of a Word file as its reader sees them, the numbers of lists in front."""
    numbered = richtext.number(word_in.read_docx(data).html, richtext.Numbering.NONE).html
    return richtext.plain(numbered)


def outline_titles(pdf: pikepdf.Pdf) -> list[str]:
    """The first level of the outline."""
    with pdf.open_outline() as outline:
        return [str(item.title) for item in outline.root]


@contextmanager
def in_folder(path: Path) -> Iterator[None]:
    """Files go into a folder of their own for a while."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with override_settings(FILES_DIR=path / "files", STORAGES={**settings.STORAGES, **plain}, CACHES=caches):
        yield


def publish_seed_004(folder: Path) -> Published:
    """Enter and publish both meetings, read everything back, and leave the database as it was."""
    with in_folder(folder), transaction.atomic():
        panel = llr.set_up()
        hearing = llr_meetings.hearing(panel)
        march = llr_meetings.march(panel, hearing)
        june = llr_meetings.june(panel, march)
        minutes = llr_meetings.minute_march(panel, march)
        pack = llr_meetings.publish(panel, june)
        read = _read_back(folder, june.ref, pack, minutes)
        transaction.set_rollback(True)
    return read


def _read_back(folder: Path, ref: str, pack: Pack, minutes: Publication) -> Published:
    assert pack.file is not None and minutes.file is not None
    path, minutes_path = folder / "pack.pdf", folder / "minutes.pdf"
    path.write_bytes(files.read(pack.file))
    minutes_path.write_bytes(files.read(minutes.file))
    client = Client()
    with llr.on(2018, 5, 31, 12):
        meeting_page = client.get(f"/meeting/{ref}/").content.decode()
        published = list(Publication.objects.filter(meeting__ref=ref).order_by("pk"))
        papers = {
            p.title: client.get(f"/published/{p.ref}/").content.decode()
            for p in published
            if p.kind == Publication.Kind.PAPER
        }
        minutes_page = client.get(f"/published/{minutes.ref}/").content.decode()
    kinds: dict[str, int] = {}
    for publication in published:
        kinds[publication.kind] = kinds.get(publication.kind, 0) + 1
    with pikepdf.open(path) as pdf:
        labels, outline = [str(page.label) for page in pdf.pages], outline_titles(pdf)
    entries = [
        Entry(
            entry.kind,
            entry.placement.paper.title if entry.placement else "",
            *entry.span,
        )
        for entry in PackEntry.objects.filter(pack=pack).select_related("placement__paper")
    ]
    return Published(
        pages=pdf_pages(path),
        columns=pdf_pages(path, "-raw"),
        entries=entries,
        labels=labels,
        outline=outline,
        meeting_page=meeting_page,
        paper_pages=papers,
        minutes_page=minutes_page,
        minutes_pdf="\n".join(pdf_pages(minutes_path)),
        minutes_columns="\n".join(pdf_pages(minutes_path, "-raw")),
        minutes_word=word_text(word_out.to_docx(from_data(minutes.data))),
        kinds=kinds,
        data=path.read_bytes(),
    )


def text_of(page: str) -> str:
    """The words of the main part of a page."""
    match = re.search(r"<main.*?</main>", page, re.S)
    return match[0] if match else page
