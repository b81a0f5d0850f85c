"""A published meeting as one folder of named files, ready to upload to the council's own website.

Made from publications only, so that no word is in it that is not public already.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from foundation.documents.layout.document import from_data
from foundation.documents.models import StoredFile
from foundation.documents.store import files
from foundation.documents.word.word_out import word_files
from foundation.history.findings import Finding, met, refuse, stopped
from foundation.history.practice import refuse_in_practice
from foundation.library.models import Publication
from meetings.despatch.rules import all_different, number_before, safe_cell, safe_name
from meetings.models import Meeting, Placement
from meetings.restricted.actions import keeping_finds, require_nothing_restricted
from meetings.restricted.leaks import Outgoing, require_searched

MOST_BYTES = 500 * 1024 * 1024
# Beyond any item number: what belongs to the whole meeting comes last.
PACK, SUPPLEMENT, MINUTES, LATER = "95", "96", "97", "98"
AFTER_ITEMS = {
    Publication.Kind.PACK: (PACK, "Agenda pack"),
    Publication.Kind.SUPPLEMENT: (SUPPLEMENT, ""),
    Publication.Kind.MINUTES: (MINUTES, "Minutes"),
    Publication.Kind.LATER_NOTE: (LATER, ""),
}
# What can have been written here; a pack is made of papers.
WRITTEN = {
    Publication.Kind.AGENDA,
    Publication.Kind.PAPER,
    Publication.Kind.DOCUMENT,
    Publication.Kind.MINUTES,
    Publication.Kind.NOTICE,
    Publication.Kind.LATER_NOTE,
}
HEADINGS = ("File", "Kind", "Item", "Title", "Pages", "Published", "Address", "SHA-256")


@dataclass(frozen=True, slots=True)
class Exported:
    """One file of the folder."""

    name: str
    kind: str
    item: str
    title: str
    pages: str
    published: str
    address: str
    digest: str
    stored: StoredFile
    publication: Publication

    @property
    def cells(self) -> tuple[str, ...]:
        """Its line in the listing."""
        return (
            self.name,
            self.kind,
            self.item,
            self.title,
            self.pages,
            self.published,
            self.address,
            self.digest,
        )


def may_be_exported(meeting: Meeting) -> Finding:
    """There is something public to export."""
    if any(True for __ in _publications(meeting)):
        return met()
    return stopped(_("Nothing about this meeting has been published yet, so there is nothing to export."))


def files_of(meeting: Meeting) -> list[Exported]:
    """Agenda first, then papers by item, then pack, supplements and minutes, each with a name of its own."""
    labels = _labels(meeting)
    order = {ref: number for number, ref in enumerate(labels)}
    found = sorted(_publications(meeting), key=lambda each: order.get(each.source_ref, -1))
    exported = [_exported(each, labels.get(each.source_ref, "")) for each in found]
    # Sorting keeps the order of papers within their item.
    exported.sort(key=lambda each: each.name.partition(" ")[0])
    names = all_different(each.name for each in exported)
    return [replace(each, name=name) for each, name in zip(exported, names, strict=True)]


@keeping_finds
def zipped(meeting: Meeting) -> IO[bytes]:
    """The folder as a zip file without a name on the disk. Raises `Refused` when it would be too large."""
    refuse_in_practice()
    found = files_of(meeting)
    if sum(each.stored.size for each in found) > MOST_BYTES:
        refuse(_("These files are larger than 500 MB in total. Download them one by one."))
    words = _as_words(found)
    # What was published stays public words; its files and pages are held against what is restricted now.
    outgoing = [replace(Outgoing.of(each.publication), pk=0) for each in found]
    require_searched(meeting, outgoing)
    require_nothing_restricted(way="export", meeting=meeting, outgoing=outgoing)
    folder = folder_name(meeting)
    out = tempfile.TemporaryFile()  # noqa: SIM115  (handed to whoever sends it)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for each in found:
            archive.writestr(f"{folder}/{each.name}", files.read(each.stored))
        for name, data in words:
            archive.writestr(f"{folder}/Word/{name}", data)
        archive.writestr(f"{folder}/listing.csv", listing_csv(found))
        archive.writestr(f"{folder}/listing.html", listing_html(meeting, found, [name for name, __ in words]))
    out.seek(0)
    return out


def folder_name(meeting: Meeting) -> str:
    """What the folder is called: day and body."""
    name = safe_name(f"{meeting.day.isoformat()} {meeting.settings.name}", "zip")
    return name.removesuffix(".zip")


def listing_csv(found: list[Exported]) -> bytes:
    """The listing for a spreadsheet; the mark at its front tells Excel that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([safe_cell(cell) for cell in each.cells] for each in found)
    return out.getvalue().encode("utf-8-sig")


def listing_html(meeting: Meeting, found: list[Exported], words: list[str]) -> str:
    """The listing as a page that links to the files beside it."""
    context = {"meeting": meeting, "files": found, "words": words}
    return render_to_string("meetings/despatch/export_listing.html", context)


def _as_words(found: list[Exported]) -> list[tuple[str, bytes]]:
    """What was written here as Word files, each with its name; nothing of a pack or of what came as a PDF."""
    written = [
        (each.name.removesuffix(".pdf") + ".docx", document)
        for each in found
        if each.publication.kind in WRITTEN
        and each.publication.data
        and (document := from_data(each.publication.data)).is_read_as_page
    ]
    names = [name for name, __ in written]
    return list(zip(names, word_files([document for __, document in written]), strict=True))


def _publications(meeting: Meeting) -> Iterator[Publication]:
    """What stands published of this meeting and has a file."""
    published = Publication.objects.standing().filter(meeting__ref=meeting.ref, file__isnull=False)
    yield from published.defer("html").select_related("file").order_by("pk")


def _labels(meeting: Meeting) -> dict[str, str]:
    """The item number behind each paper's reference, in the order of the agenda."""
    placed = Placement.objects.filter(item__meeting=meeting).order_by(
        "item__position", "item", "position", "pk"
    )
    return dict(placed.values_list("ref", "item__issued_label"))


def _exported(each: Publication, label: str) -> Exported:
    assert each.file is not None
    return Exported(
        name=safe_name(_words(each, label), "pdf"),
        kind=str(each.get_kind_display()),
        item=label,
        title=each.title,
        pages=str(each.pages or ""),
        published=_("{published_at} UTC").format(published_at=f"{each.published_at:%Y-%m-%d %H:%M}"),
        address=f"{settings.SITE_ADDRESS}{each.page_url}",
        digest=each.file.hash,
        stored=each.file,
        publication=each,
    )


def _words(each: Publication, label: str) -> str:
    """What a file is called before it is made safe: its place in the order, its item, its title."""
    if each.kind == Publication.Kind.AGENDA:
        return "00 Agenda"
    if each.kind in AFTER_ITEMS:
        number, words = AFTER_ITEMS[Publication.Kind(each.kind)]
        return f"{number} {words or each.title}"
    if label:
        return _("{number_before} Item {label} {title}").format(
            number_before=number_before(label), label=label, title=each.title
        )
    return f"{'00' if each.kind == Publication.Kind.NOTICE else '94'} {each.title}"
