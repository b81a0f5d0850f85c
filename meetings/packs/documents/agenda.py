"""The agenda as a document: front sheet, members, and the items with their computed pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.layout.document import printable
from foundation.history.together import Asking, answered, asked, paired
from foundation.ui.words import lower_first
from meetings.common.rules.labels import labels
from meetings.common.sheet import MeetingSheet, printed_day_and_time, printed_pages, printed_time, sheet_of
from meetings.models import AgendaItem, Meeting, Placement
from meetings.models.agenda import Business, LineKind, Standing
from meetings.restricted.business import Restricted, standing_on
from meetings.restricted.rules import EXEMPT, exclusion_words, no_resolution_words
from meetings.wording.agenda import EXCLUSION, next_meeting_sentence, oral_sentence
from panels.roll import MemberLine, members_asking

Ranges = Mapping[int, tuple[int, int]]
WITHDRAWN = gettext_noop("This paper was withdrawn.")


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A seat on the front sheet: who holds it on the day, and for whom."""

    name: str
    for_whom: str
    is_vacancy: bool = False
    # The chair’s or a vice-chair’s, as the body calls it.
    office: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperLink:
    """A paper under an item; the reference of its publication is empty while it is not public."""

    title: str
    publication_ref: str = ""
    pages: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ExclusionRow:
    """One line of the table of private business: the item's number, what of it, the ground."""

    label: str
    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One line of the printed agenda. `link` is the key under which the pack finds the item's first paper."""

    kind: str
    label: str
    title: str
    presenter: str = ""
    note: str = ""
    pages: str = ""
    sub: bool = False
    link: str = ""
    ref: str = ""
    papers: list[PaperLink] = field(default_factory=list)
    private: list[ExclusionRow] = field(default_factory=list)

    @property
    def printed_label(self) -> str:
        """The label with its full stop: "3.", but "13 a)" and "7A" as they are."""
        return f"{self.label}." if self.label.isdigit() else self.label

    @property
    def is_bare(self) -> bool:
        """True when nothing stands beside the title, so that it may use the whole width."""
        return not self.presenter and not self.pages


@dataclass(frozen=True, kw_only=True)
class AgendaPart:
    """The lines under one heading; the heading is empty for lines before the first."""

    heading: str
    lines: list[AgendaLine]
    note: str = ""
    exclusion: AgendaLine | None = None


@printable
@dataclass(frozen=True, kw_only=True)
class AgendaDocument(MeetingSheet):
    """Front sheet and agenda of one meeting, with the names valid on its own day."""

    kind: ClassVar[str] = "agenda"
    template: ClassVar[str] = "documents/agenda.html"

    members: list[MemberRow] = field(default_factory=list)
    late_notice: str = ""
    is_draft: bool = False
    lines: list[AgendaLine] = field(default_factory=list)

    @property
    def is_long_list(self) -> bool:
        """True when the members leave no room for the address on the front sheet unless set tightly."""
        return len(self.members) > 12

    @property
    def is_over_a_page(self) -> bool:
        """True when the front sheet fills its page, so that nothing need hold its foot down.

        By counting lines, in millimetres of the stylesheet: near enough, as the address has some room.
        """
        facts = 3 + len(self.more_contacts) + bool(self.location) + bool(self.contact_name)
        rows = -(-len(self.members) // 2)
        texts = [each for each in (self.filming_notice, self.late_notice) if each]
        lines = sum(1 + len(line) // 80 for text in texts for line in text.splitlines())
        head = 30 + 6 * len(self.letterhead + self.more_contacts) + 9 * facts
        members = 15 * bool(rows) + 11 * rows
        return head + members + 12 * bool(texts) + 6 * lines + 3 * len(texts) > 213

    @property
    def parts(self) -> list[AgendaPart]:
        """The lines cut at the headings."""
        found = [AgendaPart(heading="", lines=[])]
        for line in self.lines:
            if line.kind == LineKind.HEADING:
                found.append(AgendaPart(heading=line.title, lines=[], note=line.note))
            elif line.private:
                found.append(AgendaPart(heading=_(EXCLUSION), lines=[], exclusion=line))
            else:
                found[-1].lines.append(line)
        return [part for part in found if part.heading or part.lines]

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        ranges: Ranges | None = None,
        publications: Mapping[int, str] | None = None,
        *,
        is_draft: bool = False,
    ) -> "AgendaDocument":
        """The agenda as it stands, with page ranges and publication references by placement key.

        Every agenda is fit for the public, whoever prints it: what is restricted has its public title and
        its ground, and no paper of it is named. The restricted pack says more in its own contents.
        """
        return answered(cls.asking(meeting, ranges, publications, is_draft=is_draft))

    @classmethod
    def asking(
        cls,
        meeting: Meeting,
        ranges: Ranges | None = None,
        publications: Mapping[int, str] | None = None,
        *,
        is_draft: bool = False,
    ) -> "Asking[AgendaDocument]":
        """The same, for who asks for more at the same time."""
        papers = Prefetch("placements", Placement.objects.select_related("paper"))
        lines = meeting.items.order_by("position", "pk").prefetch_related(papers)
        (items, standing), members = yield from paired(
            asked(lines, standing_on(meeting.pk)), members_asking(meeting.body, meeting.day)
        )
        restricted = Restricted.known(meeting, standing, items)
        return cls(
            **sheet_of(meeting, "Agenda"),
            members=_members(members),
            late_notice=meeting.late_notice_reason,
            is_draft=is_draft,
            lines=list(_agenda_lines(meeting, items, restricted, ranges or {}, publications or {})),
        )


def _members(members: Iterable[MemberLine]) -> list[MemberRow]:
    """Every seat of the body on the day of the meeting, vacancies included."""
    return [
        MemberRow(name=line.name, for_whom=line.for_whom, is_vacancy=line.is_vacancy, office=line.office)
        for line in members
    ]


def _agenda_lines(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    restricted: Restricted,
    ranges: Ranges,
    publications: Mapping[int, str],
) -> Iterator[AgendaLine]:
    numbers = labels(items)
    exclusion = exclusion_of(restricted)
    first = first_private(items, restricted) if exclusion else None
    for item in items:
        if exclusion and item.pk == first:
            yield exclusion
        if item.withdrawn_at:
            yield _withdrawn_line(item, numbers[item.pk], restricted)
        elif restricted.on_item(item):
            yield _restricted_line(item, numbers[item.pk], restricted)
        else:
            yield _open_line(item, numbers[item.pk], meeting, restricted, ranges, publications)


def exclusion_of(restricted: Restricted) -> AgendaLine | None:
    """The draft resolution that excludes the public, with its table; None when nothing is private."""
    rows = restricted.private_lines()
    if not rows:
        return None
    sentences = [exclusion_words(rows, restricted.jurisdiction), no_resolution_words(rows)]
    table = [ExclusionRow(label=row.label, what=row.what or _("The item"), why=row.why) for row in rows]
    listed = " ".join(f"{row.named[:1].upper()}{row.named[1:]}: {row.why}." for row in rows)
    words = " ".join(filter(None, sentences))
    return AgendaLine(kind=LineKind.NOTE, label="", title=words, note=listed, private=table)


def first_private(items: Iterable[AgendaItem], restricted: Restricted) -> int | None:
    """The line before which the public is excluded: the first one that is private as a whole."""
    whole = [item for item in items if restricted.on_item(item)]
    exempt = [item for item in whole if _ground(item, restricted) == EXEMPT]
    found = next(iter(exempt or whole), None)
    return found.pk if found else None


def _ground(item: AgendaItem, restricted: Restricted) -> str:
    found = restricted.on_item(item)
    return found.ground if found else ""


def _withdrawn_line(item: AgendaItem, label: str, restricted: Restricted) -> AgendaLine:
    """An item that was withdrawn: it keeps its number and says why, and brings nothing any more."""
    is_hidden = restricted.hides_title(item)
    return AgendaLine(
        kind=item.kind,
        label=label,
        title=restricted.public_title_of(item),
        presenter="" if restricted.on_item(item) else _report_by(item.presenter),
        note="Withdrawn." if is_hidden else withdrawn_sentence(item),
        sub=item.parent_id is not None,
        ref=item.ref,
    )


def withdrawn_sentence(item: AgendaItem) -> str:
    """That an item is not business of the meeting any more, and why; it keeps its number."""
    return _("Withdrawn. {withdrawn_reason}").format(withdrawn_reason=item.withdrawn_reason)


def _restricted_line(item: AgendaItem, label: str, restricted: Restricted) -> AgendaLine:
    """A private item as the public reads it: a title at most, never its papers, purpose or presenter."""
    found = restricted.on_item(item)
    assert found is not None
    return AgendaLine(
        kind=item.kind,
        label=label,
        title=restricted.public_title_of(item),
        note=f"{restricted.words(found)}.",
        sub=item.parent_id is not None,
        ref=item.ref,
    )


def _open_line(
    item: AgendaItem,
    label: str,
    meeting: Meeting,
    restricted: Restricted,
    ranges: Ranges,
    publications: Mapping[int, str],
) -> AgendaLine:
    """An item that is open: its papers, and the ground of each that is kept from the public."""
    placements = list(item.placements.all())
    shown = [p for p in placements if p.delivery != Placement.Delivery.WITHDRAWN]
    named = [p for p in shown if restricted.on(p) is None]
    in_pack = [p for p in named if p.pk in ranges]
    note = _note(item, meeting, has_withdrawn=bool(placements) and not shown)
    return AgendaLine(
        kind=item.kind,
        label=label,
        title=item.title,
        presenter=_report_by(item.presenter),
        note=" ".join(filter(None, [note, *_kept_back(shown, restricted)])),
        pages=_pages(item, named, ranges, has_other=len(named) < len(shown)),
        sub=item.parent_id is not None,
        link=in_pack[0].ref if in_pack else "",
        ref=item.ref,
        papers=[
            PaperLink(
                title=p.paper.title,
                publication_ref=publications.get(p.pk, ""),
                pages=printed_pages(*ranges[p.pk]) if p.pk in ranges else "",
            )
            for p in named
        ],
    )


def _kept_back(shown: list[Placement], restricted: Restricted) -> Iterator[str]:
    """A sentence for each paper and appendix of an open item that is not for publication."""
    for placement in shown:
        found = restricted.on(placement)
        if found is not None:
            ground = restricted.words(found)
            yield f"{restricted.public_title_of_paper(placement)}: {lower_first(ground)}."
            continue
        for label in sorted(restricted.appendices(placement)):
            found = restricted.on_appendix(placement, label)
            if found is not None:
                ground = restricted.words(found)
                yield f"{label}: {lower_first(ground)}."


def _report_by(presenter: str) -> str:
    """Who reports, standing alone in a column: "the Commissioner" loses its article."""
    bare = presenter[4:] if presenter.lower().startswith("the ") else presenter
    return bare[:1].upper() + bare[1:]


def _pages(item: AgendaItem, shown: list[Placement], ranges: Ranges, *, has_other: bool = False) -> str:
    """The span of the item's papers in the pack, or the word that stands in its place."""
    spans = [ranges[p.pk] for p in shown if p.pk in ranges]
    if spans:
        return printed_pages(min(first for first, __ in spans), max(last for __, last in spans))
    if any(p.delivery == Placement.Delivery.TO_FOLLOW for p in shown):
        return _("To follow")
    return "Oral" if item.business == Business.ORAL and not shown and not has_other else ""


def _note(item: AgendaItem, meeting: Meeting, *, has_withdrawn: bool) -> str:
    """What is printed under the title: the purpose, then the sentence that the record writes."""
    said = [item.purpose]
    if item.not_before:
        said.append(_("Not before {printed_time}.").format(printed_time=printed_time(item.not_before)))
    if has_withdrawn:
        said.append(_(WITHDRAWN))
    elif item.business == Business.ORAL and not item.placements.all():
        said.append(oral_sentence(item.presenter))
    elif item.standing == Standing.NEXT_MEETING and not item.purpose:
        said.append(_next_meeting(meeting))
    return " ".join(filter(None, said))


def _next_meeting(meeting: Meeting) -> str:
    """When and where the body next meets in public, as planned now."""
    following = next_meeting_of(meeting)
    if following is None:
        return _("To be arranged.")
    return next_meeting_sentence(printed_day_and_time(following.starts_at), str(following.venue or ""))


def next_meeting_of(meeting: Meeting) -> Meeting | None:
    """The next planned public meeting of the same body after this one."""
    later = Meeting.objects.filter(body=meeting.body, starts_at__gt=meeting.starts_at, is_private=False)
    later = later.filter(is_to_be_confirmed=False)
    return (
        later.filter(status__in=Meeting.STILL_TO_COME).select_related("venue").order_by("starts_at").first()
    )
