"""The final check: what becomes public, what is withheld, what to correct, and who will be notified."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.search.searching import Search
from foundation.history.findings import Finding, Level
from foundation.ui.dates import long_day
from foundation.ui.rows import Fact
from foundation.ui.words import counted
from meetings.common.notice import days_given
from meetings.models import CirculationEntry, Meeting, Pack, PackEntry, Restriction
from meetings.packs.actions.requesting import newest_whole
from meetings.packs.pages import RELOAD_SECONDS, KindState, state_of
from meetings.papers.documents.parts import PaperOnAgenda, papers_of
from meetings.papers.rules import pages_words
from meetings.publishing.actions.publishing import about_agenda, rehearse
from meetings.publishing.circulation import Recipient, circulation_of
from meetings.publishing.points import CheckRow, check_rows, led_to
from meetings.publishing.rules import notice_words
from meetings.restricted.business import Restricted
from meetings.restricted.kept import NOTHING, Kept
from meetings.restricted.pages import Searched
from meetings.restricted.rules import EXEMPT, PARAGRAPHS, WITHHOLDING, chip_words
from panels.roll import chair_on

NO_CHAIR = gettext_noop(
    "No Chair is recorded for the panel. Record the Chair, or record the agreement of the member who will "
    "preside."
)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One thing that becomes public: how it can be read, on which pages, and where it is written."""

    label: str
    title: str
    reads_as: str
    pages: str
    size: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """One item, paper or appendix that is withheld: on which ground, what is published, who decided."""

    label: str
    title: str
    ground: str
    chip: str
    about: list[str]
    public: str
    decision: str


@dataclass(frozen=True, slots=True)
class Notified:
    """Who is notified by email, group by group, and the paper copies to print."""

    people: list[Recipient]

    @property
    def by_email(self) -> list[Recipient]:
        """Those who get an email."""
        return [each for each in self.people if each.gets_mail]

    @property
    def groups(self) -> list[tuple[str, list[Recipient]]]:
        """The groups of the circulation list with their people."""
        labels = dict.fromkeys(each.group_label for each in self.by_email)
        return [(label, [each for each in self.by_email if each.group_label == label]) for label in labels]

    @property
    def copies(self) -> list[tuple[str, int]]:
        """How many paper copies of each version are to be printed."""
        found: Counter[str] = Counter()
        for each in self.people:
            found[each.version] += each.copies
        return [(str(v.label), found[v]) for v in CirculationEntry.PaperVersion if found[v]]


@dataclass(frozen=True)
class Proof:
    """Everything of the final check; `hash` is that of the pack that was read."""

    pack: Pack | None
    rows: list[PublicRow]
    absent: list[str]
    notice: Finding
    checks: list[CheckRow]
    notified: Notified
    build: KindState
    withheld: list[WithheldRow] = field(default_factory=list)
    days: tuple[int, int] = (0, 0)
    reason: str = ""
    leak: Finding | None = None
    leak_places: list[str] = field(default_factory=list)
    search: Search | None = None

    @property
    def hash(self) -> str:
        """What the button sends, so that exactly this file is published."""
        return self.pack.file.hash if self.pack and self.pack.file else ""

    @property
    def _found(self) -> list[Finding]:
        return [found for row in self.checks for found in row.findings]

    @property
    def stops(self) -> list[Finding]:
        """What prevents publication."""
        return [each for each in self._found if each.level is Level.STOPPED]

    @property
    def points(self) -> list[Finding]:
        """What is worth a check and prevents nothing."""
        return [each for each in self._found if each.level is Level.LOOK]

    @property
    def to_fix(self) -> list[CheckRow]:
        """The rows in which something prevents publication."""
        return [row for row in self.checks if row.must_be_fixed]

    @property
    def to_check(self) -> list[CheckRow]:
        """The other rows."""
        return [row for row in self.checks if not row.must_be_fixed]

    @property
    def is_open(self) -> bool:
        """True when nothing prevents publication, a reason for late notice apart."""
        return not self.stops

    @property
    def lacks_reason(self) -> bool:
        """True when too few clear days are left and no reason has been entered yet."""
        return self.notice.needs_reason and not self.reason

    @property
    def needs_pack(self) -> bool:
        """True when the pack is what is missing, and nothing builds it yet."""
        return any(stop.code == "pack" for stop in self.stops) and self.build.running is None

    @property
    def reload_after(self) -> int:
        """Seconds after which the page looks again; 0 when nothing is built."""
        return RELOAD_SECONDS if self.build.running else 0

    @property
    def source(self) -> str:
        """The law on withholding, beside what is withheld."""
        return WITHHOLDING.source

    @property
    def facts(self) -> list[Fact]:
        """The strip under the title."""
        papers = sum(1 for row in self.rows if row.label or row.reads_as != "PDF")
        pages = self.pack.page_count if self.pack else 0
        public = f"{counted(max(papers - 1, 0), 'paper')}, {counted(pages, 'page')}"
        given, needed = self.days
        fixes, points, people = len(self.stops), len(self.points), len(self.notified.by_email)
        to_do = (
            _("{fixes} to resolve, {points}").format(fixes=fixes, points=counted(points, "point"))
            if fixes
            else counted(points, "point")
        )
        return [
            Fact(_("Becomes public"), public, url="#public", link=_("List of papers")),
            Fact(_("Withheld"), counted(len(self.withheld), "text"), url="#withheld", link=_("Grounds")),
            Fact(
                _("Notice"),
                _("{clear_days}, {needed} needed").format(
                    clear_days=counted(given, "clear day"), needed=needed
                ),
                mood="good" if self.notice.is_met else "bad",
                url="#days",
                link=_("How counted"),
            ),
            Fact(
                _("To check"),
                to_do,
                mood="bad" if fixes else "warn" if points else "",
                url="#stops" if fixes else "#points",
                link=_("Read them"),
            ),
            Fact(
                _("Will be notified"),
                counted(people, "person", "people"),
                mood="" if people else "warn",
                url="#notified",
                link=_("Groups and names"),
            ),
        ]

    @classmethod
    def of(cls, meeting: Meeting, now: datetime, kept: Kept = NOTHING) -> "Proof":
        """The final check of one meeting's agenda now, without what is kept from its reader."""
        today = timezone.localtime(now).date()
        pack = newest_whole(meeting, Pack.Kind.AGENDA)
        papers = papers_of(meeting)
        about = about_agenda(meeting, pack)
        checks = [] if meeting.is_private else check_rows(meeting, papers, kept)
        searched = _searched(meeting, pack, about, checks)
        notice = next((each for each in about if each.code == "notice"), about[0])
        days = days_given(meeting, now)
        restricted = papers[0].restricted if papers else Restricted.of(meeting)
        return cls(
            pack=pack,
            rows=[replace(row, title=kept.named(row.title)) for row in _rows(papers, pack)] if pack else [],
            absent=[kept.named(each) for each in _absent(papers)],
            notice=notice_words(notice, *days, long_day(today)),
            checks=[*_of_agenda(meeting, about, today), *checks, *_of_search(meeting, searched, kept)],
            build=state_of(meeting, Pack.Kind.AGENDA, kept, pack, is_current=_is_ready(about)),
            notified=Notified(circulation_of(meeting.body, today, meeting)),
            withheld=[_withheld(each, restricted, kept) for each in restricted.every],
            days=days,
            reason=meeting.late_notice_reason,
            leak=searched.leak,
            leak_places=searched.places,
            search=searched.search,
        )


def _searched(meeting: Meeting, pack: Pack | None, about: list[Finding], checks: list[CheckRow]) -> Searched:
    """The search of all that would be published; not made while the pack is not the one to publish."""
    is_numbered = not any(each.code == "label_override" for row in checks for each in row.findings)
    if pack is None or not _is_ready(about) or not is_numbered:
        return Searched()
    return Searched.of(meeting, lambda: rehearse(meeting, pack))


def _is_ready(about: list[Finding]) -> bool:
    return any(each.code == "pack" and each.is_met for each in about)


def _of_agenda(meeting: Meeting, about: list[Finding], today: date) -> list[CheckRow]:
    """What is about no single paper or line, with the page that corrects it."""
    agenda = reverse("meetings:agenda", args=[meeting.pk])
    ways = {
        "agreed": (agenda, _("Open the agenda")),
        "day": (reverse("meetings:meeting_confirm", args=[meeting.pk]), _("Confirm the date and venue")),
    }
    against = [each for each in about if not each.is_met and not each.needs_reason]
    led = [led_to(_without_chair(each, meeting, today), *ways.get(each.code, ("", ""))) for each in against]
    return [CheckRow("", _("The agenda and its pack"), tuple(led))] if led else []


def _without_chair(found: Finding, meeting: Meeting, today: date) -> Finding:
    """An agenda that nobody can agree yet, for a panel without a Chair, says so."""
    if found.code != "agreed" or chair_on(meeting.body, today) is not None:
        return found
    return replace(found, remedy=NO_CHAIR)


def _of_search(meeting: Meeting, searched: Searched, kept: Kept) -> list[CheckRow]:
    """What the search for exempt and confidential words found."""
    where = reverse("meetings:found", args=[meeting.pk])
    found = kept.findings(searched.points)
    led = tuple(
        each if each.is_met else led_to(each, where, _("See what the search found")) for each in found
    )
    return [CheckRow("", _("Search for exempt and confidential words"), led)] if led else []


def _withheld(each: Restriction, restricted: Restricted, kept: Kept) -> WithheldRow:
    placement, item = each.placement, each.item
    line = placement.item if placement else item
    assert line is not None
    if placement is None:
        title, public = line.title, restricted.public_title_of(line)
    elif each.appendix:
        title, public = f"{each.appendix} of {placement.paper.title}", each.appendix
    else:
        title, public = placement.paper.title, restricted.public_title_of_paper(placement)
    known = PARAGRAPHS[restricted.jurisdiction]
    about = [known[n].sentence.partition(": ")[2] for n in each.paragraphs if n in known]
    decided = timezone.localtime(each.signed_at) if each.signed_at else None
    return WithheldRow(
        label=restricted.label_of(each),
        title=public if kept.has(line) else title,
        ground=each.ground,
        chip=chip_words(each.ground, each.paragraphs),
        about=about if each.ground == EXEMPT else [],
        public=public,
        decision=f"{each.signed_by}, {long_day(decided)}" if decided else "",
    )


def _rows(papers: list[PaperOnAgenda], pack: Pack) -> list[PublicRow]:
    found = list(pack.entries.all())
    entries = {e.placement_id: e for e in found}
    # Blank pages have no paper either.
    front = next((e for e in found if e.kind == PackEntry.Kind.FRONT), None)
    pages = pages_words(*front.span) if front else ""
    rows = [PublicRow("", _("Front sheet and agenda"), _("Page and PDF"), pages)]
    for paper in papers:
        entry = entries.get(paper.placement.pk)
        if entry is None or paper.version is None:
            continue
        is_text = paper.version.file_id is None
        rows.append(
            PublicRow(
                paper.label,
                paper.title,
                _("Page and PDF") if is_text else "PDF",
                pages_words(*entry.span),
                paper.version.file.size if paper.version.file else None,
                reverse("meetings:paper", args=[paper.placement.paper_id]),
            )
        )
    return rows


def _absent(papers: list[PaperOnAgenda]) -> list[str]:
    """The papers that are listed and are not in the public pack, each with the reason."""
    return [
        f"{paper.label} {paper.title}: {_why_absent(paper)}".strip()
        for paper in papers
        if not paper.goes_in or not paper.is_public
    ]


def _why_absent(paper: PaperOnAgenda) -> str:
    if not paper.goes_in:
        return paper.placement.get_delivery_display().lower()
    return _("exempt or confidential, so in the restricted pack only")
