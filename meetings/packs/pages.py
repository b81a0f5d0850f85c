"""What the pack page shows: the last good pack, the one being built, the one that failed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.jobs.models import Job
from foundation.ui.rows import Step
from meetings.common.rules.labels import labels
from meetings.models import Meeting, Pack, PackEntry
from meetings.packs.actions.requesting import OPEN, newest_whole, pack_inputs
from meetings.papers.rules import pages_words
from meetings.restricted.business import A_PAPER
from meetings.restricted.kept import Kept

RELOAD_SECONDS = 3
STOPPED_AT_KEPT = gettext_noop("The pack stopped at a paper that you do not have permission to see.")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One stretch of pages: the item's number, what it is, the pages."""

    label: str
    title: str
    pages: str
    is_paper: bool = False


@dataclass(frozen=True, slots=True)
class KindState:
    """One kind of pack: the last good one, whether it still stands, and the build that runs or stopped."""

    kind: str
    whole: Pack | None
    is_current: bool
    running: Pack | None
    failed: Pack | None
    job: Job | None


@dataclass(frozen=True, slots=True)
class PackPage:
    """Everything of one meeting's pack page."""

    draft: KindState
    agenda: KindState
    shown: Pack | None
    entries: list[EntryRow]
    steps: list[Step]

    @property
    def running(self) -> KindState | None:
        """The build that is under way."""
        return next((state for state in (self.agenda, self.draft) if state.running), None)

    @property
    def failures(self) -> list[Pack]:
        """Builds that stopped and were not followed by a better one."""
        return [state.failed for state in (self.agenda, self.draft) if state.failed]

    @property
    def reload_after(self) -> int:
        """Seconds after which the page looks again; 0 when nothing runs."""
        return RELOAD_SECONDS if self.running else 0

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept) -> "PackPage":
        """The page of one meeting, without the names of what is kept from its reader."""
        draft, agenda = _state(meeting, Pack.Kind.DRAFT, kept), _state(meeting, Pack.Kind.AGENDA, kept)
        shown = agenda.whole or draft.whole
        return cls(draft, agenda, shown, _entries(meeting, shown, kept), _steps(meeting, agenda))


def _state(meeting: Meeting, kind: str, kept: Kept) -> KindState:
    whole = newest_whole(meeting, kind)
    is_current = whole is not None and whole.inputs_hash == pack_inputs(meeting, kind)
    return state_of(meeting, kind, kept, whole, is_current=is_current)


def state_of(meeting: Meeting, kind: str, kept: Kept, whole: Pack | None, *, is_current: bool) -> KindState:
    """The builds of one kind; one that stopped is shown until a newer build follows it.

    Builds that were issued follow as well, and so does the one for which housekeeping stopped an old one.
    """
    builds = meeting.packs.filter(kind=kind)
    rows = list(builds.select_related("failed_placement__paper").order_by("-number")[:5])
    running = next((row for row in rows if row.status in OPEN), None)
    failed = rows[0] if rows and rows[0].status == Pack.Status.FAILED else None
    named_for(failed, kept)
    job = Job.objects.filter(key=f"pack:{running.pk}").order_by("-pk").first() if running else None
    return KindState(kind, whole, is_current, running, failed, job)


def named_for(failed: Pack | None, kept: Kept) -> None:
    """A build that stopped at a paper kept from the reader does not name it."""
    if failed and failed.failed_placement_id in kept.placements:
        failed.failed_placement, failed.failure = None, _(STOPPED_AT_KEPT)


def _entries(meeting: Meeting, pack: Pack | None, kept: Kept) -> list[EntryRow]:
    if pack is None:
        return []
    numbers = labels(meeting.items.order_by("position", "pk"))
    rows = pack.entries.select_related("placement__paper", "placement__item").order_by("first_page")
    return [_entry(row, numbers, kept) for row in rows]


def _entry(row: PackEntry, numbers: dict[int, str], kept: Kept) -> EntryRow:
    pages = pages_words(*row.span)
    if row.placement is None:
        return EntryRow("", row.get_kind_display(), pages)
    title = A_PAPER if kept.has(row.placement.item_id) else row.placement.paper.title
    return EntryRow(numbers.get(row.placement.item_id, ""), title, pages, True)


def _steps(meeting: Meeting, agenda: KindState) -> list[Step]:
    """The way to publication: agree, build, final check, publish."""
    is_published = meeting.agenda_status == Meeting.Agenda.PUBLISHED
    is_agreed = is_published or meeting.agenda_status == Meeting.Agenda.AGREED
    is_built = agenda.is_current or is_published
    return [
        Step(_("Agree"), is_current=not is_agreed),
        Step(_("Build"), is_current=is_agreed and not is_built),
        Step(_("Final check"), is_current=is_built and not is_published),
        Step(_("Publish"), is_current=is_published),
    ]
