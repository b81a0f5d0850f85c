"""Which words are no secret: published ones, settings, the facts of a meeting; and open papers to come."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from foundation.documents.search import searching
from foundation.documents.search.haystack import Piece
from foundation.library.models import Publication
from meetings.models import Limb, Meeting, PaperVersion, Placement, Restriction
from meetings.restricted.secret_words import Kept, is_page, readable_pieces_in, strings, versions_of

# So many of the newest publications are asked whether words that were found are public already.
PUBLISHED_LOOKED_AT = 60


def known_words(meeting: Meeting) -> Iterator[Piece]:
    """The settings of the body and the facts of the meeting: nobody can keep them from the public."""
    settings = meeting.settings
    for field in settings._meta.get_fields():
        value = getattr(settings, field.name, "")
        if isinstance(value, str) and value:
            yield Piece(_("the settings of the body"), value)
    for __, words in strings(settings.other_contacts):
        yield Piece(_("the settings of the body"), words)
    facts = (meeting.name, meeting.title, str(meeting.venue or ""), meeting.start_condition)
    for value in (
        *facts,
        *meeting.access,
        meeting.late_notice_reason,
        meeting.contact_name,
        meeting.contact_email,
    ):
        yield Piece(_("the facts of the meeting"), value)
    for wording in Limb.objects.filter(decision__minute__minutes__meeting=meeting).exclude(public_text=""):
        yield Piece(_("the public wording of a decision"), wording.public_text)
    kept = Kept(meeting)
    for item in kept.items:
        found = kept.of_item(item)
        if found is not None and not found.shows_title and found.item_id == item.pk:
            yield Piece(_("the agenda"), found.public_title)


def published_words(meeting: Meeting, besides: Iterable[int]) -> Iterator[Piece]:
    """What the body has published and not taken back, the newest first, without those `besides`."""
    refs = Meeting.objects.filter(body=meeting.body_id).values("ref")
    rows = Publication.objects.filter(meeting__ref__in=refs, withdrawn_at__isnull=True)
    rows = rows.exclude(pk__in=list(besides)).exclude(
        kind__in=[Publication.Kind.PACK, Publication.Kind.SUPPLEMENT]
    )
    for each in rows.select_related("file").defer("html").order_by("-pk")[:PUBLISHED_LOOKED_AT]:
        name = _("“{title}”, published {published_at}").format(
            title=each.title, published_at=f"{each.published_at:%-d %B %Y}"
        )
        for __, words in strings(each.data):
            yield from (Piece(name, line) for line in searching.lines_of(words))
        if each.data.get("kind") == "uploaded" and each.file is not None:
            pages = (piece for piece in readable_pieces_in(each.file) if is_page(piece))
            yield from (Piece(f"{name}, {piece.where}", piece.text, "page") for piece in pages)


def open_words(meeting: Meeting) -> Iterator[Piece]:
    """The lines and papers of a meeting that nothing restricts, published or not."""
    kept = Kept(meeting)
    for item in kept.items:
        found = kept.of_item(item)
        if found is None or found.shows_title:
            yield Piece(
                _("the agenda, “{item}”").format(item=item.title),
                f"{item.title}\n{item.presenter}\n{item.purpose}",
            )
    newest = versions_of(kept.placements)
    for placement in kept.placements:
        if kept.names_paper(placement):
            yield Piece("a title", placement.paper.title)
        if kept.of_paper(placement) is None:
            versions = newest.get(placement.paper_id, [])[-1:]
            parts = kept.appendices(placement)
            yield from (piece for version in versions for piece in _open_words(version, placement, parts))


def _open_words(
    version: PaperVersion, placement: Placement, kept_back: Mapping[str, Restriction]
) -> Iterator[Piece]:
    """What the public reads in a paper: its text without the appendices kept back, or its pages."""
    name = f"“{placement.paper.title}”"
    if version.document:
        document = {**version.document}
        document["appendices"] = [
            each
            if (found := kept_back.get(each.get("label", ""))) is None
            else {"label": each["label"], "title": each.get("title", "") if found.shows_title else ""}
            for each in version.document.get("appendices", [])
        ]
        yield from (
            Piece(name, line) for __, words in strings(document) for line in searching.lines_of(words)
        )
    elif version.file:
        yield from (
            Piece(f"{name}, {each.where}", each.text)
            for each in readable_pieces_in(version.file)
            if each.kind == "page"
        )
