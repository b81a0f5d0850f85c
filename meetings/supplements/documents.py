"""The change sheet that opens a supplement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.layout.document import Document, printable
from foundation.library.models import Publication
from foundation.ui.dates import long_day
from meetings.common.sheet import printed_day_and_time
from meetings.models import AgendaItem, Meeting, Pack
from meetings.packs import rules
from meetings.packs.after_publication import NOTED, AfterPublication, urgent_sentence
from meetings.packs.documents.agenda import withdrawn_sentence
from meetings.packs.rules import Change, IssuedPaper

Ranges = Mapping[int, tuple[int, int]]
SHORT_HASH = 12
TO_DO = {
    rules.ADDED: gettext_noop("Add"),
    rules.REPLACED: gettext_noop("Replace"),
    rules.WITHDRAWN: gettext_noop("Take out"),
}
DONE = {rules.ADDED: "Added", rules.REPLACED: "Replaced", rules.WITHDRAWN: "Withdrawn"}


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One line of the change sheet; the pages are empty where there are none."""

    label: str
    title: str
    what: str
    to_do: str
    note: str = ""
    old_pages: str = ""
    new_pages: str = ""
    hash: str = ""
    old_hash: str = ""
    link: str = ""

    @property
    def short_hash(self) -> str:
        """The beginning of the fingerprint: enough to tell two versions apart."""
        return self.hash[:SHORT_HASH]

    @property
    def old_short_hash(self) -> str:
        """The beginning of the fingerprint of what is replaced or withdrawn."""
        return self.old_hash[:SHORT_HASH]


@dataclass(frozen=True, kw_only=True)
class ItemNote:
    """Something said of one item: why it is urgent, that it is withdrawn, that it is only noted."""

    label: str
    title: str
    sentence: str


@printable
@dataclass(frozen=True, kw_only=True)
class SupplementDocument(Document):
    """What a supplement changes: computed from the packs issued before and what stands now."""

    kind: ClassVar[str] = "supplement"
    template: ClassVar[str] = "documents/supplement.html"

    number: int
    body_name: str
    when: str
    goes_with: str
    prepared: str = ""
    pages_here: str = ""
    rows: list[ChangeRow] = field(default_factory=list)
    items: list[ItemNote] = field(default_factory=list)
    contact: str = ""
    email: str = ""

    @classmethod
    def of(
        cls,
        after: AfterPublication,
        ranges: Ranges | None = None,
        hashes: Mapping[int, str] | None = None,
        *,
        prepared: str = "",
    ) -> "SupplementDocument":
        """The change sheet of the next supplement; day, pages and fingerprints are said once it is built."""
        meeting, settings = after.meeting, after.meeting.settings
        first, prefix = after.first_page
        last = max((end for __, end in (ranges or {}).values()), default=0)
        old = _published_hashes(after)
        contact = meeting.contact_or(settings.contact)
        return cls(
            title=_("{supplement_name} to the agenda: {settings_name}, {day}").format(
                supplement_name=rules.supplement_name(after.number),
                settings_name=settings.name,
                day=long_day(meeting.starts_at),
            ),
            letterhead=settings.letterhead_lines,
            number=after.number,
            body_name=settings.name,
            when=printed_day_and_time(meeting.starts_at),
            goes_with=_goes_with(after.packs),
            prepared=prepared,
            pages_here=rules.printed_pages(first, last, prefix) if last else "",
            rows=[_row(after, change, ranges or {}, hashes or {}, old) for change in after.changes],
            items=_item_notes(after),
            contact=", telephone ".join(filter(None, (contact.name, contact.phone))),
            email=contact.email,
        )


def _goes_with(packs: Sequence[Pack]) -> str:
    """The packs issued before with their pages: "Agenda pack, pages 1 – 26; Supplement 1, pages 27 – 34"."""
    said = []
    for pack in packs:
        name = (
            _("Supplement {supplement_number}").format(supplement_number=pack.supplement_number)
            if pack.supplement_number
            else _("Agenda pack")
        )
        last = pack.entries.order_by("-last_page").filter(last_page__isnull=False).first()
        pages = rules.printed_pages(pack.first_page, last.span[1], pack.page_prefix) if last else ""
        said.append(_("{name}, pages {pages}").format(name=name, pages=pages) if pages else name)
    return "; ".join(said)


def _published_hashes(after: AfterPublication) -> dict[str, str]:
    """The fingerprint of the newest published file of every paper, by the reference of its placement."""
    refs = [paper.placement.ref for paper in after.papers]
    rows = Publication.objects.filter(source_ref__in=refs, kind=Publication.Kind.PAPER, replaced_by=None)
    return dict(rows.values_list("source_ref", "file__hash"))


def _row(
    after: AfterPublication,
    change: Change,
    ranges: Ranges,
    hashes: Mapping[int, str],
    old: Mapping[str, str],
) -> ChangeRow:
    paper = after.by_key.get(change.key)
    prefix = after.first_page[1]
    pages = ranges.get(change.key)
    ref = paper.placement.ref if paper else ""
    return ChangeRow(
        label=change.label,
        title=change.title,
        what=DONE[change.kind],
        to_do=_(TO_DO[change.kind]),
        note=_note(after, change),
        old_pages=_old_pages(change.was),
        new_pages=rules.printed_pages(*pages, prefix) if pages else "",
        hash=hashes.get(change.key, ""),
        old_hash=(old.get(ref) or "") if change.was else "",
        link=ref if pages else "",
    )


def _old_pages(was: IssuedPaper | None) -> str:
    if was is None or was.first is None or was.last is None:
        return ""
    pages = rules.printed_pages(was.first, was.last, was.prefix)
    return (
        _("{pages} (Supplement {supplement})").format(pages=pages, supplement=was.supplement)
        if was.supplement
        else pages
    )


def _note(after: AfterPublication, change: Change) -> str:
    """Why a paper is late, what was corrected, or why it is withdrawn."""
    paper = after.by_key.get(change.key)
    if paper is None or not paper.is_public:
        return ""
    if change.kind != rules.WITHDRAWN:
        return paper.placement.late_reason
    item = next((item for item in after.items if item.pk == paper.placement.item_id), None)
    if item is not None and item.withdrawn_at:
        return _("Its item was withdrawn.")
    taken_back = Publication.objects.filter(source_ref=paper.placement.ref, withdrawn_at__isnull=False)
    return taken_back.order_by("-version").values_list("withdrawn_reason", flat=True).first() or ""


def _item_notes(after: AfterPublication) -> list[ItemNote]:
    """The new items with their reasons, then the withdrawn ones."""
    rows = [(item, new_item_sentence(item, after.meeting)) for item in after.new_items]
    rows += [(item, withdrawn_sentence(item)) for item in after.withdrawn_items]
    return [
        ItemNote(
            label=after.labels[item.pk],
            title=after.restricted.public_title_of(item),
            sentence="" if after.restricted.hides_title(item) else sentence,
        )
        for item, sentence in rows
    ]


def new_item_sentence(item: AgendaItem, meeting: Meeting) -> str:
    """How an added item comes to the meeting: urgent with its reasons, only noted, or in time."""
    if item.urgent_reason:
        return urgent_sentence(item, meeting)
    return _("New. {noted}").format(noted=_(NOTED)) if item.is_to_note else "New."
