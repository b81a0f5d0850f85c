"""What the page of restricted business shows: grounds, signatures, resolutions, readers, the pack."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met
from meetings.common.rules.labels import labels
from meetings.models import Meeting, NamedReader, Pack, Restriction, ShutOut
from meetings.packs.actions.requesting import OPEN, is_current, newest_whole
from meetings.packs.documents.agenda import exclusion_of
from meetings.packs.documents.pieces import pieces_of
from meetings.papers.documents.parts import papers_of
from meetings.restricted import hands_off, rules
from meetings.restricted.business import Restricted
from meetings.restricted.kept import Kept
from meetings.restricted.policies import may_sign_this, restricted_reader
from meetings.restricted.readers import Reader
from meetings.restricted.who_asked import Askers
from meetings.withholding.actions.handing_out import may_read_piece
from panels.models import Assignment, Person, Term


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A restricted paper or appendix that this reader may open."""

    label: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An item or a paper that could be kept from the public."""

    label: str
    title: str
    url: str
    is_paper: bool = False


@dataclass(frozen=True, slots=True)
class RestrictedRow:
    """One restriction with what is known, what is missing, and who may read it besides."""

    row: Restriction
    name: str
    is_kept: bool
    title: str
    public: str
    ground: str
    findings: list[Finding]
    readers: list[NamedReader]
    may_sign: Finding
    may_open: Finding
    papers: list[PaperRow]

    @property
    def chip(self) -> str:
        """Its ground in two words."""
        return rules.chip_words(self.row.ground, self.row.paragraphs)

    @property
    def item_pk(self) -> int:
        """The line of the agenda it stands on."""
        if self.row.placement is not None:
            return self.row.placement.item_id
        assert self.row.item_id is not None
        return self.row.item_id

    @property
    def needs_signature(self) -> bool:
        """True until the proper officer has signed."""
        return self.row.signed_at is None


@dataclass(frozen=True, slots=True)
class RestrictedPage:
    """The restricted business of one meeting, as one reader sees it."""

    rows: list[RestrictedRow]
    shut_out: list[ShutOut]
    pack: Pack | None
    is_current: bool
    is_building: bool
    has_papers: bool
    papers: list[PaperRow]
    resolution: str = ""
    choices: list[Choice] = field(default_factory=list)
    private_lines: list[rules.PrivateLine] = field(default_factory=list)

    @property
    def first_unsigned(self) -> int | None:
        """The first restriction that waits for this reader’s signature."""
        open_ones = (each for each in self.rows if each.needs_signature and each.may_sign.is_met)
        return next((each.row.pk for each in open_ones), None)

    @property
    def has_to_be_built(self) -> bool:
        """True when there is something to print, and no pack says what stands there now."""
        return self.has_papers and not self.is_current and not self.is_building

    @classmethod
    def of(cls, meeting: Meeting, user: User) -> "RestrictedPage":
        """Gather the page."""
        restricted = Restricted.of(meeting)
        reader = restricted_reader(user, meeting)
        papers = _papers(meeting, reader)
        kept = Kept.of(user, meeting)
        asked = Askers.of(meeting, restricted.every, reader.on)
        pack = newest_whole(meeting, Pack.Kind.RESTRICTED)
        exclusion = exclusion_of(restricted)
        return cls(
            rows=[_row(each, restricted, papers, reader, asked, kept) for each in restricted.every],
            shut_out=[
                each
                for each in ShutOut.objects.filter(item__meeting=meeting)
                .select_related("item", "person")
                .order_by("pk")
                if not kept.has(each.item_id)
            ],
            pack=pack,
            is_current=is_current(pack, meeting),
            is_building=meeting.packs.filter(kind=Pack.Kind.RESTRICTED, status__in=OPEN).exists(),
            has_papers=any(piece.is_restricted for piece in pieces_of(papers_of(meeting))),
            papers=[row for *__, row in papers],
            resolution=exclusion.title if exclusion else "",
            choices=_choices(meeting, restricted, kept),
            private_lines=restricted.private_lines(),
        )


_Found = tuple[int, str, PaperRow]


def _papers(meeting: Meeting, reader: Reader) -> list[_Found]:
    """The restricted pieces this reader may open, each with its placement and appendix."""
    found = []
    for piece in pieces_of(papers_of(meeting)):
        if piece.is_restricted and piece.paper and may_read_piece(reader, piece):
            url = reverse("meetings:restricted_paper", args=[piece.paper.placement.pk])
            query = f"?{urlencode({'appendix': piece.appendix})}" if piece.appendix else ""
            row = PaperRow(piece.label, piece.title, f"{url}{query}")
            found.append((piece.paper.placement.pk, piece.appendix, row))
    return found


def _choices(meeting: Meeting, restricted: Restricted, kept: Kept) -> list[Choice]:
    """The items that are open, each followed by its open papers.

    A sub-item that is kept by the item above it alone can be kept by itself, too: so it can leave that item.
    """
    items = list(meeting.items.order_by("position", "pk").prefetch_related("placements__paper"))
    numbers = labels(items)
    found = []
    for item in items:
        is_own = item.pk in restricted.by_item
        if not item.is_item or is_own or kept.has(item):
            continue
        url = reverse("meetings:item_restrict", args=[meeting.pk, item.pk])
        found.append(Choice(numbers[item.pk], item.title, url))
        for placement in item.placements.all():
            if restricted.on(placement) is None:
                url = reverse("meetings:paper_restrict", args=[placement.pk])
                found.append(Choice("", placement.paper.title, url, is_paper=True))
    return found


def _row(
    each: Restriction,
    restricted: Restricted,
    papers: Iterable[_Found],
    reader: Reader,
    asked: Askers,
    kept: Kept,
) -> RestrictedRow:
    placement = each.placement
    if placement is None:
        assert each.item is not None
        title, public = each.item.title, restricted.public_title_of(each.item)
        mine = {p.pk for p in each.item.all_placements()}
        shown = [row for pk, __, row in papers if pk in mine]
    else:
        title = f"{each.appendix} of {placement.paper.title}" if each.appendix else placement.paper.title
        public = each.appendix or restricted.public_title_of_paper(placement)
        shown = [row for pk, appendix, row in papers if pk == placement.pk and appendix == each.appendix]
    is_kept = kept.has(each.item_id) or (placement is not None and kept.has(placement.item_id))
    return RestrictedRow(
        row=each,
        name=_name(each, restricted),
        is_kept=is_kept,
        title=public if is_kept else title,
        public=public,
        ground=restricted.words(each),
        findings=rules.findings(restricted.facts_of(each)),
        readers=list(NamedReader.objects.current_on(reader.on).of_restriction(each)),
        papers=shown,
        may_sign=may_sign_this(reader.user, each, restricted.meeting, asked),
        may_open=_may_open(each, restricted, kept),
    )


def _may_open(each: Restriction, restricted: Restricted, kept: Kept) -> Finding:
    """What `hands_off.may_open` says, from what is here already."""
    covered = (item for item in restricted.items if item.parent_id and item.parent_id == each.item_id)
    return hands_off.OPENS_BELOW if any(kept.has(item) for item in covered) else met()


def _name(each: Restriction, restricted: Restricted) -> str:
    """What the page calls it; the title stands beside it."""
    if each.placement is None or each.appendix:
        return restricted.name_of(each)
    return (
        _("A paper of item {labels}").format(labels=restricted.labels.get(each.placement.item_id, "")).strip()
    )


def people_of(meeting: Meeting) -> QuerySet[Person]:
    """Who can have an interest: everybody in a seat on the day of the meeting."""
    terms = Term.objects.current_on(meeting.day).filter(seat__body=meeting.body)
    return Person.objects.filter(pk__in=terms.values("person")).order_by("family_name", "given_name")


def officers_of(meeting: Meeting, today: date) -> QuerySet[User]:
    """Who can be named as a reader: those who serve the body in any role, and may not read it already."""
    serving = Assignment.objects.current_on(today).filter(body=meeting.body)
    others = serving.exclude(role__in=[Role.SECRETARIAT, Role.MONITORING_OFFICER])
    return User.objects.filter(pk__in=others.values("user"), is_active=True).order_by("name")
