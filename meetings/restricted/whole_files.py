"""Files and pages that a body keeps from the public, whole: never excused, whatever else is public."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.search import searching
from foundation.documents.search.searching import CannotSearch, lines_of
from foundation.documents.search.wholes import KeptFile, KeptPage, Wholes
from foundation.documents.store import files
from foundation.library.remembering import Remembered
from meetings.models import Meeting, Pack, PackEntry, PaperVersion, Placement
from meetings.restricted.secret_words import (
    Kept,
    about_restriction,
    day_of,
    is_page,
    keeping_meetings,
    pieces_in,
    versions_of,
)

Looks = dict[str, tuple[int, ...]]
_looks: Remembered[Looks] = Remembered(most=200)


def wholes_of(meeting: Meeting) -> Wholes:
    """Everything restricted at any meeting of the body, in every version it ever had.

    A file whose words cannot be read is in `unread`: only its bytes and its pages’ pictures are known.
    """
    found, pages, unread = list[KeptFile](), list[KeptPage](), list[KeptFile]()
    for kept in keeping_meetings(meeting):
        versions = versions_of(kept.placements)
        for placement in kept.placements:
            name = _name_of(placement, kept, meeting)
            for version in versions.get(placement.paper_id, []):
                if whole := kept.of_paper(placement):
                    about = about_restriction(whole, placement.item)
                    found += _files(version, name, about)
                    pages += _pages(version, name, about)
                    if version.file and not _can_be_read(version.file):
                        unread.append(KeptFile(name, version.file.hash, about))
                else:
                    pages += _appendices(version, kept, placement, name)
        pages += _printed(kept, meeting)
    return Wholes(tuple(found), tuple(pages), tuple(unread))


def _name_of(placement: Placement, kept: Kept, here: Meeting) -> str:
    return _("paper {position} of {name}{day}").format(
        position=placement.position + 1, name=kept.name_of(placement.item), day=day_of(kept, here)
    )


def _files(version: PaperVersion, name: str, about: str) -> Iterator[KeptFile]:
    yield from (KeptFile(name, each.hash, about) for each in (version.file, version.source) if each)


def _pages(version: PaperVersion, name: str, about: str) -> Iterator[KeptPage]:
    """The pages of a file, or the text of a report, as something that may not be copied."""
    if version.document:
        text = str(version.document.get("body", ""))
        yield KeptPage(_("the text of {name}").format(name=name), "", tuple(lines_of(text)), about=about)
    if version.file is None:
        return
    looks = looks_of(version.file)
    try:
        words = {each.where: each.text for each in pieces_in(version.file) if is_page(each)}
    except (CannotSearch, files.Damaged):
        words = {}
    for where in dict.fromkeys([*words, *looks]):
        lines = tuple(lines_of(words.get(where, "")))
        yield KeptPage(_("a page of {name}").format(name=name), where, lines, looks.get(where, ()), about)


def _appendices(version: PaperVersion, kept: Kept, placement: Placement, name: str) -> Iterator[KeptPage]:
    restricted = kept.appendices(placement)
    for each in (version.document or {}).get("appendices", []):
        if found := restricted.get(each.get("label", "")):
            lines, about = tuple(lines_of(each.get("html", ""))), about_restriction(found, placement.item)
            yield KeptPage(
                _("the text of {label} of {name}").format(label=each["label"], name=name),
                "",
                lines,
                about=about,
            )


def _printed(kept: Kept, here: Meeting) -> Iterator[KeptPage]:
    """The pages of written papers as the restricted pack prints them: somebody may have scanned those."""
    packs = Pack.objects.filter(meeting=kept.meeting, kind=Pack.Kind.RESTRICTED, status=Pack.Status.WHOLE)
    pack = packs.select_related("file").order_by("-number").first()
    if pack is None or pack.file is None:
        return
    whole = {each.pk: (each, found) for each in kept.placements if (found := kept.of_paper(each))}
    entries = PackEntry.objects.filter(pack=pack, placement__in=whole, first_page__isnull=False)
    looks = looks_of(pack.file) if entries else {}
    for entry in entries:
        placement, restriction = whole[entry.placement_id or 0]
        name, about = _name_of(placement, kept, here), about_restriction(restriction, placement.item)
        first, last = entry.span
        for number in range(first, last + 1):
            if seen := looks.get(_("page {number}").format(number=number)):
                yield KeptPage(
                    _("a page of {name}").format(name=name),
                    _("page {number}").format(number=number - first + 1),
                    (),
                    seen,
                    about,
                )


def looks_of(stored: StoredFile) -> Looks:
    """The looks of each page of a stored PDF, drawn once and remembered; none when it cannot be drawn."""

    def draw() -> Looks:
        try:
            drawn = searching.looks_in(files.read(stored))
        except (CannotSearch, files.Damaged):
            return {}
        return {each.where: tuple(int(part, 16) for part in each.text.split()) for each in drawn}

    return _looks.get(stored.hash, draw)


def _can_be_read(stored: StoredFile) -> bool:
    try:
        pieces_in(stored)
    except (CannotSearch, files.Damaged):
        return False
    return True
